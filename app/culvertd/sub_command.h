// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "app/control/control_call.h"
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "core/secret.h"
#include "tcp/resolver.h"

#include <QElapsedTimer>

#include <memory>
#include <optional>

namespace culvert::app {

// One sub-command: asks the running program of the profile, or edits the profile if there is none; prints what came.
class SubCommand : public QObject {
    Q_OBJECT
public:
    SubCommand(cli::Action action, cli::GlobalOptions options, QObject *parent = nullptr);

    void start(); // once; finished() follows

Q_SIGNALS:
    void finished(int exitCode);

private:
    [[nodiscard]] Outcome readLogin();
    [[nodiscard]] Outcome readGivenText();
    void ask();
    void runOffline();
    void accept(const QJsonValue &reply);
    void lookUp(const QString &name);
    [[nodiscard]] bool testIsDone(const QJsonObject &test);
    void fail(const Error &error);
    void fail(const QJsonObject &error);

    cli::Action action_;
    api::Command command_;    // what the action asks of the engine
    cli::GlobalOptions options_;
    QElapsedTimer since_;
    QElapsedTimer sinceProgress_; // of a test
    std::optional<Secret> password_; // once it has been read
    std::unique_ptr<control::ControlCall> call_;
    Ledger ledger_;
    QtTimers timers_{ledger_};
    std::unique_ptr<tcp::Lookup> lookup_;
};

} // namespace culvert::app
