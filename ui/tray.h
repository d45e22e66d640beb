// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/status_text.h"

#include <QHash>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>
#include <optional>

class QAction;
class QMenu;

namespace culvert {
struct Error;
}

namespace culvert::ui {

class EngineState;

// The icon in the tray with its menu. Shows what EngineState says.
class Tray final : public QObject {
    Q_OBJECT
public:
    // `state` outlives the tray.
    explicit Tray(EngineState &state, QObject *parent = nullptr);
    ~Tray() override;

    void show();

    // Whether a person must hear of it even with the window closed.
    [[nodiscard]] static bool needsPerson(const Error &error);
    void tell(const Error &error);
    // That the program runs on, once in the life of this object.
    void tellRunsOn();

    [[nodiscard]] QMenu *menu() { return menu_.get(); }
    [[nodiscard]] QString toolTip() const { return icon_.toolTip(); }

Q_SIGNALS:
    void windowAsked();
    void quitAsked();

private:
    void refresh();
    void followTunnels();
    void setAll(bool running);

    EngineState &state_;
    std::unique_ptr<QMenu> menu_; // before the icon that shows it
    QSystemTrayIcon icon_;
    QHash<QString, QAction *> tunnels_; // by name
    QAction *tunnelsEnd_ = nullptr;     // the separator after them
    QAction *startAll_ = nullptr;
    QAction *stopAll_ = nullptr;
    std::optional<Overall> shown_;
    bool toldRunsOn_ = false;
};

} // namespace culvert::ui
