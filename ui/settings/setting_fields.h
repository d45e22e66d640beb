// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QCheckBox>
#include <QWidget>

class QLineEdit;

namespace culvert::ui {

class EngineState;
class HintLabel;

// A switch that is one setting of the engine: true or false under its key. A change is sent at once; what the engine answers
// counts.
class SettingSwitch final : public QCheckBox {
    Q_OBJECT
public:
    // `engine` outlives the switch. `meaning` is its tool tip.
    SettingSwitch(EngineState &engine, const QString &key, const QString &text, const QString &meaning, QWidget *parent);

    // Shows what the engine has.
    void load();

private:
    void ask(bool write);

    EngineState &engine_;
    QString key_;
};

// A line that is one setting of the engine. It is sent when the person leaves it, also by quitting, or presses Enter; a value
// that is no use stays there with the sentence that says why.
class SettingLine final : public QWidget {
    Q_OBJECT
public:
    SettingLine(EngineState &engine, const QString &key, const QString &name, const QString &advice, QWidget *parent);

    // Shows what the engine has, unless the person is typing there.
    void load();

private:
    void save();

    EngineState &engine_;
    QString key_;
    QString advice_;
    QString kept_; // as the engine has it
    QLineEdit *edit_;
    HintLabel *hint_;
};

} // namespace culvert::ui
