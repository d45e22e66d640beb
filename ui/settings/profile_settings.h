// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

class QAction;
class QLabel;

namespace culvert::ui {

class EngineState;
class SettingLine;

// What this machine is to others, and the password that keeps it so.
class ProfileSettings final : public QGroupBox {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit ProfileSettings(EngineState &engine, QWidget *parent = nullptr);

    void load();

    // Whether the password can be changed through the engine; true at first.
    void setPasswordHere(bool here);

private:
    void refresh();

    EngineState &engine_;
    SettingLine *name_;
    QLabel *address_;
    QLabel *password_;
    QAction *copy_;
    QAction *renew_;
    QAction *set_;
    QAction *change_;
    QAction *remove_;
    bool passwordHere_ = true;
};

} // namespace culvert::ui
