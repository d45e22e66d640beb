// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/preferences.h"

#include <QGroupBox>

class QCheckBox;
class QComboBox;

namespace culvert::ui {

class SessionStart;

// How the program itself behaves: when it starts, its language and colours, what it tells. Each choice counts at once.
class ProgramSettings final : public QGroupBox {
    Q_OBJECT
public:
    // `memory` outlives this object.
    explicit ProgramSettings(QSettings &memory, QWidget *parent = nullptr);

    // Null, as at first: a start with the session is not offered. Outlives this object.
    void setSessionStart(SessionStart *start);
    void load();

Q_SIGNALS:
    void appearanceChanged(); // another language or theme
    void failed(const culvert::Error &error);

private:
    void startChosen(bool on);

    Preferences preferences_;
    SessionStart *start_ = nullptr;
    QCheckBox *starts_;
    QComboBox *language_;
    QComboBox *theme_;
    QComboBox *closing_;
    QCheckBox *notifications_;
};

} // namespace culvert::ui
