// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/graph.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace culvert::ui {

Graph::Graph(int steps, const QString &span, std::function<QString(double)> amount, QWidget *parent)
    : QWidget(parent), steps_(steps), span_(span), amount_(std::move(amount))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Graph::setLines(const QList<Line> &lines)
{
    lines_ = lines;
    QStringList newest;
    for (const Line &line : lines_)
        newest << QStringLiteral("%1: %2").arg(line.name, amount_(line.values.isEmpty() ? 0 : line.values.last()));
    setAccessibleDescription(newest.join(QStringLiteral(", ")));
    update();
}

QSize Graph::sizeHint() const { return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 6}; }
QSize Graph::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 4}; }

double Graph::top() const
{
    double highest = 0;
    for (const Line &line : lines_) {
        for (const float value : line.values)
            highest = std::max(highest, double(value));
    }
    return highest;
}

void Graph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int text = fontMetrics().height();
    const QRectF area = QRectF(rect()).adjusted(0.5, text + 2.5, -0.5, -text - 2.5);
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setPen(toneColor(Tone::Faint, palette()));
    painter.drawRect(area);

    const double highest = top();
    const QRect above(0, 0, width(), text);
    painter.drawText(above, Qt::AlignLeft | Qt::AlignVCenter, highest > 0 ? amount_(highest) : QString());
    const QRect below(0, height() - text, width(), text);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QCoreApplication::translate("culvert::ui::Graph", "%1 ago").arg(span_));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, QCoreApplication::translate("culvert::ui::Graph", "now"));

    int right = width();
    for (auto line = lines_.crbegin(); line != lines_.crend(); ++line) {
        painter.setPen(toneColor(line->tone, palette()));
        const int wide = fontMetrics().horizontalAdvance(line->name);
        painter.drawText(QRect(right - wide, 0, wide, text), Qt::AlignRight | Qt::AlignVCenter, line->name);
        right -= wide + fontMetrics().averageCharWidth() * 3;
    }
    if (highest <= 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    for (const Line &line : std::as_const(lines_)) {
        QPolygonF points;
        const qsizetype first = std::max<qsizetype>(0, line.values.size() - steps_);
        for (qsizetype i = first; i < line.values.size(); ++i) {
            const double fromRight = double(line.values.size() - 1 - i) / (steps_ - 1);
            points << QPointF(area.right() - fromRight * area.width(), area.bottom() - 1 - double(line.values[i]) / highest * (area.height() - 4));
        }
        painter.setPen(QPen(toneColor(line.tone, palette()), 1.6));
        painter.drawPolyline(points);
    }
}

} // namespace culvert::ui
