// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that test a link.
#include "host/command_executor.h"

namespace culvert::host {

namespace {

api::Reply reply(const Result<api::TestInfo> &test)
{
    if (!test)
        return test.error();
    return QJsonValue(api::toJson(*test));
}

} // namespace

api::Reply CommandExecutor::run(const api::StartTest &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    if (command.seconds < 1 || command.seconds > api::StartTest::secondsMost)
        return Error{ErrorCode::UsageWrong, QStringLiteral("a test takes 1 to %1 seconds each way").arg(api::StartTest::secondsMost)};
    return reply(with_.live->startTest(*id, std::chrono::seconds(command.seconds)));
}

api::Reply CommandExecutor::run(const api::ReadTest &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    return reply(with_.live->test(command.id));
}

api::Reply CommandExecutor::run(const api::StopTest &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    return reply(with_.live->stopTest(command.id));
}

} // namespace culvert::host
