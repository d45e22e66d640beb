// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/state_icon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace culvert::ui {

namespace {

// All drawing is in a square of 32 units.
constexpr qreal units = 32;

// The mouth of a tunnel standing on the ground line: an arch.
QPainterPath arch(qreal left, qreal top, qreal width, qreal height)
{
    QPainterPath path;
    path.moveTo(left, top + height);
    path.lineTo(left, top + width / 2);
    path.arcTo(QRectF(left, top, width, width), 180, -180);
    path.lineTo(left + width, top + height);
    path.closeSubpath();
    return path;
}

void drawOff(QPainter &painter)
{
    const QColor grey(0x8a, 0x8f, 0x96);
    painter.setPen(QPen(grey, 4, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(16, 16), 12, 12);
    painter.drawLine(QPointF(8, 24), QPointF(24, 8));
}

void drawConnecting(QPainter &painter)
{
    const QColor amber(0xe0, 0x92, 0x0e);
    painter.setPen(QPen(amber, 4, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    const QRectF ring(4, 4, 24, 24);
    for (int start : {20, 140, 260})
        painter.drawArc(ring, start * 16, 80 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(amber);
    painter.drawEllipse(QPointF(16, 16), 4.5, 4.5);
}

void drawRunning(QPainter &painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x1f, 0x9d, 0x4d));
    painter.drawEllipse(QPointF(16, 16), 14, 14);
    painter.setBrush(Qt::white);
    painter.drawPath(arch(9, 8, 14, 15));
    painter.setBrush(QColor(0x1f, 0x9d, 0x4d));
    painter.drawPath(arch(12.5, 12, 7, 11.5));
}

void drawNeedsYou(QPainter &painter)
{
    const QColor red(0xd6, 0x33, 0x2e);
    QPainterPath triangle;
    triangle.moveTo(16, 4);
    triangle.lineTo(29, 27);
    triangle.lineTo(3, 27);
    triangle.closeSubpath();
    painter.setPen(QPen(red, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(red);
    painter.drawPath(triangle);
    painter.setPen(QPen(Qt::white, 3.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(16, 12), QPointF(16, 19));
    painter.drawPoint(QPointF(16, 24.5));
}

void drawProgram(QPainter &painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x2b, 0x5c, 0x8a));
    painter.drawRoundedRect(QRectF(1, 1, 30, 30), 7, 7);
    painter.setBrush(QColor(0xf2, 0xf5, 0xf7));
    painter.drawPath(arch(6, 6, 20, 20));
    painter.setBrush(QColor(0x17, 0x32, 0x4d));
    painter.drawPath(arch(10, 10.5, 12, 15.5));
    painter.setBrush(QColor(0x4f, 0xb3, 0xe8));
    painter.drawRect(QRectF(10, 21, 12, 5));
}

template <class Draw>
QIcon drawnIcon(Draw draw)
{
    QIcon icon;
    for (int side : {16, 20, 22, 24, 32, 40, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(side / units, side / units);
        draw(painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace

QIcon stateIcon(Overall state)
{
    switch (state) {
    case Overall::Off: return drawnIcon(drawOff);
    case Overall::Connecting: return drawnIcon(drawConnecting);
    case Overall::Running: return drawnIcon(drawRunning);
    case Overall::NeedsYou: return drawnIcon(drawNeedsYou);
    }
    Q_UNREACHABLE();
}

QIcon programIcon() { return drawnIcon(drawProgram); }

} // namespace culvert::ui
