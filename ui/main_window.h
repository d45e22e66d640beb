// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/status_text.h"

#include <QMainWindow>

#include <optional>

class QLabel;
class QListWidget;
class QSettings;
class QStackedWidget;

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
class TunnelsPage;

// The window: the pages at the left, the state in the status bar. Closing it hides it where there is a tray; where there
// is none it asks, once, whether to quit or to minimise.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // `state` and `memory` outlive the window; `memory` keeps its size, columns and what was answered.
    MainWindow(EngineState &state, QSettings &memory, QWidget *parent = nullptr);

    // Whether an icon in the tray can bring the window back.
    void setTrayThere(bool there) { trayThere_ = there; }

    ~MainWindow() override;

    // Visible, not minimised, in front.
    void bringUp();

    // Over the page, until it is dismissed.
    void showError(const Error &error);
    // In the status bar, for some seconds.
    void showProgress(const QString &text);

Q_SIGNALS:
    void quitAsked();
    void hiddenToTray();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makePages();
    void addPage(Page *page, const QString &name);
    void drawPageIcons();
    void makeMenus();
    void makeStatusBar();
    void refresh();
    void showErrorsMark();
    void restore();
    void remember();
    void askHowToClose();
    void closeAs(const QString &answer);
    void copyAddress();

    EngineState &state_;
    QSettings &memory_;
    QListWidget *list_;
    QStackedWidget *stack_;
    NoticeBar *notice_;
    QuestionAsker *questions_;
    TunnelsPage *tunnels_ = nullptr;
    PeersPage *peers_ = nullptr;
    ConnectionsPage *connections_ = nullptr;
    ErrorsPage *errors_ = nullptr;
    DiagnosticsPage *diagnostics_ = nullptr;
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
