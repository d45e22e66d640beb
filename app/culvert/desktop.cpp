// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/desktop.h"

#include "app/culvert/read_link.h"
#include "ui/service.h"
#include "ui/session_start.h"

#include <QSystemTrayIcon>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace culvert::app {

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 500ms;
constexpr int mostLooks = 20;

} // namespace

Desktop::Desktop(api::EngineClient &client, const QString &memoryFile, Appearance &appearance, QObject *parent)
    : QObject(parent), appearance_(appearance), state_(client), memory_(memoryFile, QSettings::IniFormat), preferences_(memory_)
{
    state_.setLinkReader(readLink);
    appearance_.use(preferences_);
    looking_.setInterval(lookEvery);
    connect(&looking_, &QTimer::timeout, this, &Desktop::lookForTray);
    // A command of the tray that fails while no window can say so.
    const auto tell = [this](const Error &error) {
        if (tray_ && !window_->isVisible())
            tray_->tell(error);
    };
    connect(&state_, &ui::EngineState::failed, this, tell);
    connect(&state_, &ui::EngineState::failedInPart, this, [tell](const QList<Error> &errors) { std::for_each(errors.begin(), errors.end(), tell); });
    makeWindow();
}

Desktop::~Desktop() = default;

void Desktop::setSessionStart(std::unique_ptr<ui::SessionStart> start)
{
    sessionStart_ = std::move(start);
    window_->setSessionStart(sessionStart_.get());
}

void Desktop::setService(std::unique_ptr<ui::Service> service)
{
    service_ = std::move(service);
    window_->setService(*service_);
}

void Desktop::makeWindow()
{
    window_ = std::make_unique<ui::MainWindow>(state_, memory_);
    window_->setSessionStart(sessionStart_.get());
    if (service_)
        window_->setService(*service_);
    connect(window_.get(), &ui::MainWindow::quitAsked, this, &Desktop::quitAsked);
    connect(window_.get(), &ui::MainWindow::closing, this, [this] { window_->setTrayThere(tray_ && QSystemTrayIcon::isSystemTrayAvailable()); });
    connect(window_.get(), &ui::MainWindow::hiddenToTray, this, [this] {
        if (tray_)
            tray_->tellRunsOn();
    });
    // Later: the window that says so is replaced.
    connect(window_.get(), &ui::MainWindow::appearanceChanged, this, &Desktop::changeAppearance, Qt::QueuedConnection);
}

bool Desktop::windowMayGo() { return QThread::currentThread()->loopLevel() <= 1; }

void Desktop::changeAppearance()
{
    if (!windowMayGo())
        return QTimer::singleShot(moment, this, &Desktop::changeAppearance);
    const bool shown = window_->isVisible();
    window_.reset(); // keeps its size and page in memory_
    appearance_.use(preferences_);
    state_.retranslate();
    makeWindow();
    if (tray_) {
        tray_.reset();
        useTray();
    }
    if (shown)
        window_->bringUp();
}

void Desktop::open(bool hidden)
{
    if (QSystemTrayIcon::isSystemTrayAvailable())
        useTray();
    else
        looking_.start();
    if (!hidden)
        window_->bringUp();
}

void Desktop::show(const QString &link)
{
    window_->bringUp();
    if (!link.isEmpty())
        window_->pair(link);
}

void Desktop::lookForTray()
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        looking_.stop();
        useTray();
    } else if (++looks_ == mostLooks) {
        looking_.stop();
        if (!window_->isVisible()) // asked to start hidden, but nothing else could bring it back
            window_->showMinimized();
    }
}

void Desktop::useTray()
{
    tray_.emplace(state_, preferences_);
    connect(&*tray_, &ui::Tray::windowAsked, this, [this] { window_->bringUp(); });
    connect(&*tray_, &ui::Tray::requestsAsked, this, [this] { window_->showRequests(); });
    connect(&*tray_, &ui::Tray::quitAsked, this, [this] { window_->askToQuit(); });
    tray_->show();
}

} // namespace culvert::app
