// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace culvert::ui {

// Figures with their names, to be read and copied. What a figure means is its tool tip.
class FiguresList final : public QWidget {
    Q_OBJECT
public:
    explicit FiguresList(QWidget *parent = nullptr, int columns = 1); // `columns`: figures in a line

    // The figure, to be set later; `name` is untranslated and for tests.
    QLabel *add(const char *name, const QString &caption, const QString &meaning);

private:
    QGridLayout *grid_;
    int columns_;
    int count_ = 0;
};

} // namespace culvert::ui
