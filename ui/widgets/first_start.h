// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;

namespace culvert::ui {

class EngineState;
class SettingLine;

// What a page of tunnels shows while there is none: the three steps to the first one, all at once. A step that is done says so.
class FirstStart final : public QWidget {
    Q_OBJECT
public:
    // `engine` and the actions outlive this object. `add` is shown once another machine is paired, or is being paired.
    FirstStart(EngineState &engine, QAction *pair, QAction *invite, QAction *add, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    EngineState &engine_;
    QAction *add_;
    SettingLine *name_;
    QLabel *paired_;
    QLabel *pending_;
    QLabel *tunnel_;
};

} // namespace culvert::ui
