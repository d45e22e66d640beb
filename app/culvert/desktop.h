// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/engine_state.h"
#include "ui/main_window.h"
#include "ui/tray.h"

#include <QSettings>
#include <QTimer>

#include <optional>

namespace culvert::app {

// What a person sees of one engine: the window, and the icon in the tray where the desktop has one. A tray that comes
// within some seconds is still used: at the start of a session it may come after us.
class Desktop final : public QObject {
    Q_OBJECT
public:
    // `client` outlives this object. `memoryFile`: where size and columns of the window are kept.
    Desktop(api::EngineClient &client, const QString &memoryFile, QObject *parent = nullptr);

    // With `hidden` no window is shown if there is a tray, or one comes.
    void open(bool hidden);

    [[nodiscard]] ui::MainWindow &window() { return window_; }

Q_SIGNALS:
    void quitAsked();

private:
    void lookForTray();
    void useTray();

    ui::EngineState state_;
    QSettings memory_;
    ui::MainWindow window_;
    std::optional<ui::Tray> tray_;
    QTimer looking_;
    int looks_ = 0;
};

} // namespace culvert::app
