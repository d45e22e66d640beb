// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QSettings;

namespace culvert {
struct Error;
}

namespace culvert::ui {

class EngineState;
class NetworkSettings;
class ProfileSettings;
class ProgramSettings;
class SessionStart;

// Every setting in its one place. Each counts as soon as it is changed; there is nothing to save.
class SettingsPage final : public QScrollArea {
    Q_OBJECT
public:
    // Both outlive the page.
    SettingsPage(EngineState &engine, QSettings &memory, QWidget *parent);

    // As ProgramSettings.
    void setSessionStart(SessionStart *start);
    // As ProfileSettings.
    void setPasswordHere(bool here);

Q_SIGNALS:
    void appearanceChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    ProgramSettings *program_;
    ProfileSettings *profile_;
    NetworkSettings *network_;
};

} // namespace culvert::ui
