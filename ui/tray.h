// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences.h"
#include "ui/text/status_text.h"

#include <QHash>
#include <QObject>
#include <QSet>
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
    // Both outlive the tray; `preferences` say whether it notifies.
    Tray(EngineState &state, const Preferences &preferences, QObject *parent = nullptr);
    ~Tray() override;

    void show();

    // Whether a person must hear of it even with the window closed.
    [[nodiscard]] static bool needsPerson(const Error &error);
    void tell(const Error &error); // unless notifications are switched off
    void notificationClicked();    // the newest: what it is about is asked to be shown
    // How long a peer of a running tunnel is gone before a person is told, in s.
    static constexpr int goneAfter = 300;

    // That the program runs on, once in the life of this object.
    void tellRunsOn();

    [[nodiscard]] QMenu *menu() { return menu_.get(); }
    [[nodiscard]] QString toolTip() const { return icon_.toolTip(); }

Q_SIGNALS:
    void told(const QString &text); // a notification was shown
    void windowAsked();
    void requestsAsked(); // the window, with those that ask to be paired
    void quitAsked();

private:
    void refresh();
    void followTunnels();
    void dropGone();
    [[nodiscard]] QMenu *menuOf(const QString &group);
    void lookForGonePeers();
    void show(const QString &title, const QString &words, bool request = false); // `request`: a click on it shows the requests

    EngineState &state_;
    const Preferences &preferences_;
    std::unique_ptr<QMenu> menu_; // before the icon that shows it
    QSystemTrayIcon icon_;
    struct Entry {
        QAction *action = nullptr;
        QString group;
    };
    QHash<QString, Entry> tunnels_;     // by name
    QHash<QString, QMenu *> groups_;    // by name; in the menu before the tunnels without one
    QAction *tunnelsEnd_ = nullptr;     // the separator after them
    QAction *startAll_ = nullptr;
    QAction *stopAll_ = nullptr;
    QAction *pause_ = nullptr;
    std::optional<Overall> shown_;
    QSet<QString> seenOnline_;          // keys of peers, since the start or since they were told to be gone
    bool toldRunsOn_ = false;
    bool toldRequest_ = false;          // by the newest notification
};

} // namespace culvert::ui
