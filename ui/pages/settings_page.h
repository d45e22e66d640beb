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
class NodesSettings;
class ProfileSettings;
class ProgramSettings;
class SessionStart;
class TunnelFiles;

// Every setting in its one place. Each counts as soon as it is changed; there is nothing to save.
class SettingsPage final : public QScrollArea {
    Q_OBJECT
public:
    // All outlive the page.
    SettingsPage(EngineState &engine, QSettings &memory, TunnelFiles &files, QWidget *parent);

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
    QWidget *makeTransfer(TunnelFiles &files);
    void follow();
    void loadFromEngine();

    EngineState &engine_;
    ProgramSettings *program_;
    ProfileSettings *profile_;
    NetworkSettings *network_;
    NodesSettings *nodes_;
    bool running_; // the engine, by the last snapshot
};

} // namespace culvert::ui
