// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/desktop.h"

#include <QSystemTrayIcon>

#include <chrono>

namespace culvert::app {

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 500ms;
constexpr int mostLooks = 20;

} // namespace

Desktop::Desktop(api::EngineClient &client, const QString &memoryFile, QObject *parent)
    : QObject(parent), state_(client), memory_(memoryFile, QSettings::IniFormat), window_(state_, memory_)
{
    looking_.setInterval(lookEvery);
    connect(&looking_, &QTimer::timeout, this, &Desktop::lookForTray);
    connect(&window_, &ui::MainWindow::quitAsked, this, &Desktop::quitAsked);
    connect(&window_, &ui::MainWindow::hiddenToTray, this, [this] {
        if (tray_)
            tray_->tellRunsOn();
    });
    // A command of the tray that fails while no window can say so.
    connect(&state_, &ui::EngineState::failed, this, [this](const Error &error) {
        if (tray_ && !window_.isVisible())
            tray_->tell(error);
    });
}

void Desktop::open(bool hidden)
{
    if (QSystemTrayIcon::isSystemTrayAvailable())
        useTray();
    else
        looking_.start();
    if (!hidden)
        window_.bringUp();
}

void Desktop::lookForTray()
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        looking_.stop();
        useTray();
    } else if (++looks_ == mostLooks) {
        looking_.stop();
        if (!window_.isVisible()) // asked to start hidden, but nothing else could bring it back
            window_.showMinimized();
    }
}

void Desktop::useTray()
{
    tray_.emplace(state_);
    connect(&*tray_, &ui::Tray::windowAsked, &window_, &ui::MainWindow::bringUp);
    connect(&*tray_, &ui::Tray::quitAsked, this, &Desktop::quitAsked);
    tray_->show();
    window_.setTrayThere(true);
}

} // namespace culvert::app
