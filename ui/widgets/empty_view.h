// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace culvert::ui {

// What a page says while it has nothing to list: what it is for, and what to do first, with the buttons for it.
class EmptyView final : public QWidget {
    Q_OBJECT
public:
    EmptyView(const QString &title, const QString &text, const QList<QAction *> &actions, QWidget *parent = nullptr);
};

} // namespace culvert::ui
