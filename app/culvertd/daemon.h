// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "app/common/quit_signal.h"
#include "app/control/control_server.h"
#include "host/engine_host.h"

namespace culvert::app {

// "culvertd run": the engine, its control socket, and the end by a signal or a window that takes over. Says on stderr when it is ready and what goes
// wrong; nothing on stdout.
class Daemon : public QObject {
    Q_OBJECT
public:
    Daemon(const cli::GlobalOptions &options, Secret password, QObject *parent = nullptr);

    void start(); // once; it runs until finished()

Q_SIGNALS:
    void finished(int exitCode);

private:
    void onStarted();
    void end();
    void say(const Error &error);

    cli::GlobalOptions options_;
    Secret password_;              // until it is handed on
    QuitSignal quit_;
    host::EngineHost engine_;
    control::ControlServer control_; // after the engine: ends first
};

} // namespace culvert::app
