// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/page_icon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QPixmapCache>

#include <utility>

namespace culvert::ui {

namespace {

constexpr int units = 24;

void draw(QPainter &painter, PageSign sign)
{
    switch (sign) {
    case PageSign::Tunnels: {
        QPainterPath arch;
        arch.moveTo(4, 20);
        arch.lineTo(4, 12);
        arch.arcTo(QRectF(4, 4, 16, 16), 180, -180);
        arch.lineTo(20, 20);
        painter.drawPath(arch);
        painter.drawLine(2, 20, 22, 20);
        painter.drawLine(12, 20, 12, 16);
        painter.drawLine(12, 13, 12, 11);
        break;
    }
    case PageSign::Peers:
        painter.drawRoundedRect(QRectF(2, 4, 9, 7), 1, 1);
        painter.drawLine(QPointF(4, 13.5), QPointF(9, 13.5));
        painter.drawRoundedRect(QRectF(13, 11, 9, 7), 1, 1);
        painter.drawLine(QPointF(15, 20.5), QPointF(20, 20.5));
        break;
    case PageSign::Connections:
        painter.drawLine(3, 8, 20, 8);
        painter.drawPolyline(QPolygonF{{16, 4}, {20.5, 8}, {16, 12}});
        painter.drawLine(4, 16, 21, 16);
        painter.drawPolyline(QPolygonF{{8, 12}, {3.5, 16}, {8, 20}});
        break;
    case PageSign::Errors:
        painter.drawPolygon(QPolygonF{{12, 3}, {22, 20.5}, {2, 20.5}});
        painter.drawLine(QPointF(12, 9.5), QPointF(12, 14));
        painter.drawPoint(QPointF(12, 17.3));
        break;
    case PageSign::Diagnostics:
        painter.drawPolyline(QPolygonF{{2, 13}, {7, 13}, {10, 4}, {14, 20}, {17, 13}, {22, 13}});
        break;
    case PageSign::Settings: // three sliders
        for (const auto &[y, knob] : {std::pair(6.0, 15.0), std::pair(12.0, 8.0), std::pair(18.0, 17.0)}) {
            painter.drawLine(QPointF(3, y), QPointF(knob - 2.5, y));
            painter.drawLine(QPointF(knob + 2.5, y), QPointF(21, y));
            painter.drawEllipse(QPointF(knob, y), 2.5, 2.5);
        }
        break;
    case PageSign::Note:
        painter.drawEllipse(QPointF(12, 12), 9, 9);
        painter.drawLine(QPointF(12, 11), QPointF(12, 16.5));
        painter.drawPoint(QPointF(12, 7.5));
        break;
    case PageSign::Failure:
        painter.drawEllipse(QPointF(12, 12), 9, 9);
        painter.drawLine(QPointF(8.5, 8.5), QPointF(15.5, 15.5));
        painter.drawLine(QPointF(15.5, 8.5), QPointF(8.5, 15.5));
        break;
    case PageSign::Eye: {
        QPainterPath lids;
        lids.moveTo(2, 12);
        lids.quadTo(12, 1, 22, 12);
        lids.quadTo(12, 23, 2, 12);
        painter.drawPath(lids);
        painter.drawEllipse(QPointF(12, 12), 3, 3);
        break;
    }
    }
}

QPixmap drawn(PageSign sign, int side, const QColor &color)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(qreal(side) / units, qreal(side) / units);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw(painter, sign);
    return pixmap;
}

} // namespace

QIcon pageIcon(PageSign sign, const QPalette &palette)
{
    QIcon icon;
    for (int side : {20, 24, 40, 48}) {
        icon.addPixmap(drawn(sign, side, palette.color(QPalette::Text)), QIcon::Normal);
        icon.addPixmap(drawn(sign, side, palette.color(QPalette::HighlightedText)), QIcon::Selected);
    }
    return icon;
}

QIcon signIcon(PageSign sign, const QColor &color)
{
    const QString key = QStringLiteral("culvert-sign-%1-%2").arg(int(sign)).arg(color.rgba());
    QIcon icon;
    for (int side : {16, 32}) {
        const QString sized = key + QString::number(side);
        QPixmap pixmap;
        if (!QPixmapCache::find(sized, &pixmap)) {
            pixmap = drawn(sign, side, color);
            QPixmapCache::insert(sized, pixmap);
        }
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace culvert::ui
