// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/tone.h"

#include <QList>
#include <QWidget>

#include <functional>

namespace culvert::ui {

// Values over time, the newest at the right; every value is one step. The scale begins at zero and ends at the highest value
// shown, which is written at the top with the length of time at the bottom.
class Graph final : public QWidget {
    Q_OBJECT
public:
    struct Line {
        QString name;
        Tone tone = Tone::Plain;
        QList<float> values; // oldest first
    };

    // `steps` are the values that fit in its width, `span` how long that is in words; `amount` writes a value.
    Graph(int steps, const QString &span, std::function<QString(double)> amount, QWidget *parent = nullptr);

    void setAmount(std::function<QString(double)> amount) { amount_ = std::move(amount); }
    // Also its accessible description: the newest value of each line.
    void setLines(const QList<Line> &lines);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double top() const;

    int steps_;
    QString span_;
    std::function<QString(double)> amount_;
    QList<Line> lines_;
};

} // namespace culvert::ui
