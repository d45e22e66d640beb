// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/byte_way.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>

namespace culvert::ui {

namespace {

constexpr int arrow = 14;   // between two stages
constexpr int padding = 6;

// Above this a queue is said to be full, by colour.
constexpr double nearlyFull = 0.9;

std::optional<double> share(quint64 part, quint64 whole)
{
    return whole == 0 ? std::nullopt : std::optional(std::min(1.0, double(part) / double(whole)));
}

} // namespace

ByteWay::ByteWay(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("The way of a byte"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QList<ByteWay::Stage> ByteWay::stagesOf(const api::Snapshot &snapshot)
{
    quint64 waitingOut = 0;
    quint64 waitingIn = 0;
    qint64 open = 0;
    for (const api::ConnectionInfo &connection : snapshot.connections) {
        if (connection.state == api::ConnectionState::Closed)
            continue;
        ++open;
        waitingOut += connection.waitingOut;
        waitingIn += connection.waitingIn;
    }
    quint64 inFlight = 0;
    std::optional<double> window;
    std::optional<quint64> credit;
    int online = 0;
    for (const api::PeerInfo &peer : snapshot.peers) {
        if (peer.state != api::PeerState::Online)
            continue;
        ++online;
        inFlight += peer.link.bytesInFlight.value_or(0);
        if (const auto fill = peer.link.windowFill())
            window = std::max(window.value_or(0), *fill);
        if (peer.link.credit)
            credit = std::min(credit.value_or(*peer.link.credit), *peer.link.credit);
    }
    return {{tr("Programs here"), tr("%1 open").arg(numberText(open)), std::nullopt},
            {tr("To be sent"), sizeText(waitingOut), share(waitingOut, snapshot.queuedLimit)},
            {tr("Under way"), sizeText(inFlight), window},
            {tr("Peers"), tr("%1 online").arg(numberText(online)), std::nullopt},
            {tr("Peer still takes"), credit ? sizeText(*credit) : QStringLiteral("–"), std::nullopt},
            {tr("To programs"), sizeText(waitingIn), share(waitingIn, snapshot.queuedLimit)}};
}

void ByteWay::show(const api::Snapshot &snapshot)
{
    stages_ = stagesOf(snapshot);
    QStringList said;
    for (const Stage &stage : std::as_const(stages_))
        said << QStringLiteral("%1: %2").arg(stage.name, stage.amount) + (stage.fill ? u' ' + percentText(*stage.fill * 100, 0) : QString());
    setAccessibleDescription(said.join(QStringLiteral(", ")));
    setToolTip(tr("To be sent: read here and not yet acknowledged. Under way: what congestion control lets be on the path at once; the bar is that window. "
                  "To programs: come from peers and not yet taken. A full bar holds its source back. Nothing is dropped but datagrams of UDP."));
    update();
}

QSize ByteWay::sizeHint() const { return {fontMetrics().averageCharWidth() * 90, fontMetrics().lineSpacing() * 2 + 3 * padding + 6}; }
QSize ByteWay::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 60, sizeHint().height()}; }

void ByteWay::paintEvent(QPaintEvent *)
{
    if (stages_.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qsizetype count = stages_.size();
    const double wide = (width() - double(count - 1) * arrow) / double(count);
    const QColor line = toneColor(Tone::Faint, palette());
    for (qsizetype i = 0; i < count; ++i) {
        const Stage &stage = stages_[i];
        const QRectF box(double(i) * (wide + arrow) + 0.5, 0.5, wide - 1, height() - 1);
        painter.setPen(line);
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(box, 4, 4);
        if (i + 1 < count) {
            const QPointF tip(box.right() + arrow - 3, box.center().y());
            painter.drawLine(QPointF(box.right() + 3, tip.y()), tip);
            painter.drawPolyline(QPolygonF{tip + QPointF(-4, -4), tip, tip + QPointF(-4, 4)});
        }
        const QRectF inside = box.adjusted(padding, padding - 2, -padding, -padding);
        const double row = fontMetrics().lineSpacing();
        const auto write = [&](double top, const QString &text, Tone tone) {
            painter.setPen(toneColor(tone, palette()));
            painter.drawText(QRectF(inside.left(), inside.top() + top, inside.width(), row), Qt::AlignLeft | Qt::AlignVCenter,
                             fontMetrics().elidedText(text, Qt::ElideRight, int(inside.width())));
        };
        write(0, stage.name, Tone::Faint);
        write(row, stage.amount, Tone::Plain);
        if (!stage.fill)
            continue;
        const QRectF bar(inside.left(), inside.bottom() - 4, inside.width(), 5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawRect(bar);
        painter.setBrush(toneColor(*stage.fill > nearlyFull ? Tone::Waiting : Tone::Good, palette()));
        painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() * *stage.fill, bar.height()));
    }
}

} // namespace culvert::ui
