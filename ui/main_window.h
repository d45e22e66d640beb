// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences.h"
#include "ui/text/status_text.h"

#include <QMainWindow>

#include <optional>

class QAction;
class QLabel;
class QListWidget;
class QMenu;
class QSettings;
class QStackedWidget;
class QVBoxLayout;

namespace culvert {
struct Error;
}

namespace culvert::ui {

class ConnectionsPage;
class DiagnosticsPage;
class EngineState;
class ErrorsPage;
class NoticeBar;
class Page;
class PeersPage;
class QuestionAsker;
class Service;
class ServiceView;
class SessionStart;
class SettingsPage;
class TunnelFiles;
class TunnelsPage;

// The window: the pages at the left, the state in the status bar. Closing it hides it where there is a tray; where there
// is none it asks, once, whether to quit or to minimise; with a service that carries the tunnels it quits.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // `state` and `memory` outlive the window; `memory` keeps its size, columns and what was answered.
    MainWindow(EngineState &state, QSettings &memory, QWidget *parent = nullptr);

    // Whether an icon in the tray can bring the window back; it counts when the window is closed.
    void setTrayThere(bool there) { trayThere_ = there; }
    // Null, as at first: a start with the session is not offered. Outlives the window.
    void setSessionStart(SessionStart *start);
    // The engine is that of a service, which is shown, and with which the tunnels go on when this program is quit. Outlives the window.
    void setService(Service &service);

    ~MainWindow() override;

    // Visible, not minimised, in front.
    void bringUp();

    // A person quits: that is asked about first where it would cut connections. Not for what ends the program else.
    void askToQuit();

    // The dialog that pairs, with this link in it.
    void pair(const QString &link);

    // In front, with those that ask to be paired.
    void showRequests();

    // Over the page, until it is dismissed.
    void showError(const Error &error);
    // In the status bar, for some seconds.
    void showProgress(const QString &text);

Q_SIGNALS:
    void quitAsked(); // for good
    void closing(); // before anything is done about it, or about quitting: the last time to say setTrayThere()
    void hiddenToTray();
    void appearanceChanged(); // another language or theme was chosen: this window is to be made anew

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makePages();
    void addPage(QWidget *page, QWidget *focus, const QString &name);
    [[nodiscard]] QList<Page *> tablePages() const;
    void drawPageIcons();
    void makeMenus();
    void makeStatusBar();
    void refresh();
    void showMarks();
    void mark(QWidget *page, const QString &name, const QString &marked, qsizetype count);
    void restore();
    void fitToScreen();
    void remember();
    void askHowToClose();
    void closeAs(Closing answer);
    void copyAddress();

    EngineState &state_;
    QSettings &memory_;
    Preferences preferences_;
    QListWidget *list_;
    QStackedWidget *stack_;
    NoticeBar *notice_;
    QuestionAsker *questions_;
    TunnelFiles *files_ = nullptr;
    TunnelsPage *tunnels_ = nullptr;
    PeersPage *peers_ = nullptr;
    ConnectionsPage *connections_ = nullptr;
    ErrorsPage *errors_ = nullptr;
    DiagnosticsPage *diagnostics_ = nullptr;
    SettingsPage *settings_ = nullptr;
    QAction *pause_ = nullptr;
    QMenu *programMenu_ = nullptr;
    QAction *quit_ = nullptr;
    QVBoxLayout *column_ = nullptr; // of the page and what is over it
    ServiceView *service_ = nullptr;
    QLabel *sign_;
    QLabel *title_;
    QLabel *traffic_;
    QLabel *network_;
    std::optional<Overall> shownSign_;
    bool trayThere_ = false;
    bool asking_ = false;
    bool wasShown_ = false;
};

} // namespace culvert::ui
