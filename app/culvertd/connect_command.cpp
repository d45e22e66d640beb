// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/connect_command.h"

#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/control/control_call.h"
#include "app/control/line_reader.h"
#include "app/culvertd/caller_socket.h"
#include "app/culvertd/console.h"
#include "app/culvertd/stdio_pump.h"
#include "core/limits.h"

#include <QEventLoop>

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace culvert::app {

namespace {

// How a connection is: {"reply"} or {"error"}, the one that it ended with or why that is not known.
QJsonObject lookAt(const QString &profileFolder, ConnectionId connection)
{
    control::ControlCall call;
    QEventLoop loop;
    std::optional<QJsonObject> answer;
    const auto answered = [&](const QJsonObject &what) {
        answer = what;
        loop.quit();
    };
    const auto failed = [&](const QJsonObject &error) { answered({{QStringLiteral("error"), error}}); };
    QObject::connect(&call, &control::ControlCall::answered, &loop, [&](const QJsonValue &reply) { answered({{QStringLiteral("reply"), reply}}); });
    QObject::connect(&call, &control::ControlCall::failed, &loop, failed);
    QObject::connect(&call, &control::ControlCall::notRunning, &loop, [&] { failed(api::toJson(Error{ErrorCode::NotRunning})); });
    call.send(profileFolder, api::ReadConnection{connection});
    if (!answer)
        loop.exec();
    return *answer;
}

// A socket ends alike whether all was well or not. A program that is being killed may still take the question, and not answer; where
// both directions have ended, the last of ours may still be on its way.
QJsonObject howItEnded(const QString &profileFolder, ConnectionId connection)
{
    for (bool silent = false;;) {
        const QJsonObject answer = lookAt(profileFolder, connection);
        const bool again = answer.value(QStringLiteral("error"))[QStringLiteral("code")].toString() == codeName(ErrorCode::ControlFailed);
        if (again ? std::exchange(silent, true) : !answer.value(QStringLiteral("reply"))[QStringLiteral("open")].toBool())
            return answer;
        std::this_thread::sleep_for(100ms);
    }
}

} // namespace

int runConnectCommand(const cli::Connect &command, const cli::GlobalOptions &options)
{
    const auto fail = [&](const QJsonObject &error, bool made) {
        printNotice(cli::failureText(error, options.json));
        return cli::connectExitCode(error.value(QStringLiteral("code")).toString(), made);
    };
    const QJsonObject question{{QStringLiteral("connect"), command.target}, {QStringLiteral("peer"), command.peer}};
    if (control::lineOf(question).size() > limits::controlRequest)
        return fail(api::toJson(Error{ErrorCode::UsageWrong, QStringLiteral("more than %1 bytes").arg(limits::controlRequest)}), false);
    CallerSocket socket;
    const QJsonObject answer = socket.open(options.profileFolder, question, limits::proxyConnect);
    const qint64 connection = answer.value(QStringLiteral("reply"))[QStringLiteral("connection")].toInteger(-1);
    if (connection < 0)
        return fail(answer.value(QStringLiteral("error")).toObject(), false);
    if (pumpStdio(socket.descriptor()) == PumpEnd::ReaderGone)
        return 1;
    const QJsonObject end = howItEnded(options.profileFolder, ConnectionId(connection));
    return end.contains(QStringLiteral("error")) ? fail(end.value(QStringLiteral("error")).toObject(), true) : 0;
}

} // namespace culvert::app
