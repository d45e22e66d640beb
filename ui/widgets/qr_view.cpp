// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/qr_view.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace culvert::ui {

namespace {

constexpr int usualModule = 3; // in pixels of a screen that is not scaled: what a telephone reads at arm's length
constexpr int leastModule = 2;

} // namespace

QrView::QrView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(tr("QR code of the link"));
    setToolTip(tr("A camera reads the link from here."));
}

void QrView::setText(const QString &text)
{
    code_ = api::qrCode(text.toUtf8());
    updateGeometry();
    update();
}

int QrView::modulesAcross() const { return code_ ? code_->size + 2 * api::QrCode::quietZone : 0; }

QSize QrView::sizeHint() const { return QSize(modulesAcross(), modulesAcross()) * usualModule; }

QSize QrView::minimumSizeHint() const { return QSize(modulesAcross(), modulesAcross()) * leastModule; }

void QrView::paintEvent(QPaintEvent *)
{
    if (!code_)
        return;
    // In the screen's own pixels: a module that is cut between two of them would be grey at its edges.
    const qreal ratio = devicePixelRatioF();
    const QSize room(int(width() * ratio), int(height() * ratio));
    const int module = std::max(1, std::min(room.width(), room.height()) / modulesAcross());
    const int side = module * modulesAcross();
    const QPoint corner((room.width() - side) / 2, (room.height() - side) / 2);

    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter drawing(&image);
    for (int y = 0; y < code_->size; ++y) {
        for (int x = 0; x < code_->size; ++x) {
            if (code_->dark(x, y))
                drawing.fillRect((x + api::QrCode::quietZone) * module, (y + api::QrCode::quietZone) * module, module, module, Qt::black);
        }
    }
    drawing.end();
    image.setDevicePixelRatio(ratio);
    QPainter(this).drawImage(QPointF(corner) / ratio, image);
}

} // namespace culvert::ui
