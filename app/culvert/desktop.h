// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/culvert/appearance.h"
#include "ui/engine_state.h"
#include "ui/main_window.h"
#include "ui/preferences.h"
#include "ui/tray.h"

#include <QSettings>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace culvert::ui {
class Service;
class SessionStart;
}

namespace culvert::app {

// What a person sees of one engine: the window, and the icon in the tray where the desktop has one. A tray that comes
// within some seconds is still used: at the start of a session it may come after us. One that goes, and may come back, is not counted on
// when the window is closed. Another language or theme has window
// and icon made anew, in their place.
class Desktop final : public QObject {
    Q_OBJECT
public:
    // `client` and `appearance` outlive this object. `memoryFile`: where size and columns of the window are kept.
    Desktop(api::EngineClient &client, const QString &memoryFile, Appearance &appearance, QObject *parent = nullptr);
    ~Desktop() override;

    // Without it the settings do not offer a start with the session.
    void setSessionStart(std::unique_ptr<ui::SessionStart> start);

    // Without it the engine is this program's own.
    void setService(std::unique_ptr<ui::Service> service);

    // With `hidden` no window is shown if there is a tray, or one comes.
    void open(bool hidden);

    // In front; with a link, the dialog that pairs by it too.
    void show(const QString &link);

    [[nodiscard]] ui::MainWindow &window() { return *window_; }

    // False while the menu of a table, the question of a file dialog or the like runs an event loop of its own: it is a child of the window
    // that lies on the stack, and the window must not go under it. To be asked again, a moment later.
    [[nodiscard]] static bool windowMayGo();
    static constexpr std::chrono::milliseconds moment{100};

Q_SIGNALS:
    void quitAsked();

private:
    void makeWindow();
    void lookForTray();
    void useTray();
    void changeAppearance();

    Appearance &appearance_;
    ui::EngineState state_;
    QSettings memory_;
    ui::Preferences preferences_;
    std::unique_ptr<ui::SessionStart> sessionStart_;
    std::unique_ptr<ui::Service> service_; // before what shows it
    std::unique_ptr<ui::MainWindow> window_;
    std::optional<ui::Tray> tray_;
    QTimer looking_;
    int looks_ = 0;
};

} // namespace culvert::app
