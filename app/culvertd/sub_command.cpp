// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/sub_command.h"

#include "api/enum_names.h"
#include "api/qr_code.h"
#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/cli/test_output.h"
#include "app/common/terminal.h"
#include "app/culvertd/console.h"
#include "app/culvertd/password_source.h"
#include "core/limits.h"
#include "host/engine_host.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace culvert::app {

namespace {

// A program that is starting holds the profile for a moment before it answers; one that quits, after it has stopped.
constexpr qint64 busyProfileMs = 1000;

constexpr qint64 progressMs = 950; // a line a second: news come every quarter of one

api::Command engineCommand(const cli::Action &action)
{
    if (const auto *command = std::get_if<api::Command>(&action))
        return *command;
    if (const auto *pair = std::get_if<cli::PairFromStdin>(&action))
        return api::Pair{readLineFromStdin(qint64(limits::inviteLinkSize) + 2), pair->name};
    if (const auto *invite = std::get_if<cli::InviteAsQr>(&action))
        return invite->command;
    if (const auto *proxy = std::get_if<cli::ProxyWithPassword>(&action))
        return proxy->command;
    if (const auto *with = std::get_if<cli::CommandWithText>(&action))
        return with->command;
    return api::ListPeers{};
}

// Of a group some may have started and others not: for a script that is a failure.
bool doneInPart(const api::Command &command, const QJsonValue &reply)
{
    const QJsonArray tunnels = reply.toArray();
    return std::holds_alternative<api::StartGroup>(command)
        && std::any_of(tunnels.begin(), tunnels.end(), [](const QJsonValue &tunnel) { return tunnel[QStringLiteral("error")].isObject(); });
}

} // namespace

SubCommand::SubCommand(cli::Action action, cli::GlobalOptions options, QObject *parent)
    : QObject(parent), action_(std::move(action)), command_(engineCommand(action_)), options_(std::move(options))
{
}

// The password of a proxy's user: read once, whoever carries out the command.
Outcome SubCommand::readLogin()
{
    const auto *proxy = std::get_if<cli::ProxyWithPassword>(&action_);
    if (!proxy)
        return done();
    const auto password = readPassword(proxy->file);
    if (!password)
        return password.error();
    const QString text = QString::fromUtf8(password->view());
    if (auto *add = std::get_if<api::AddProxy>(&command_))
        add->password = text;
    else if (auto *edit = std::get_if<api::EditProxy>(&command_))
        edit->password = text;
    return done();
}

// Read once, like a login.
Outcome SubCommand::readGivenText()
{
    const auto *with = std::get_if<cli::CommandWithText>(&action_);
    if (!with)
        return done();
    const auto text = readTextFile(with->file, limits::importSize);
    if (!text)
        return text.error();
    if (auto *import = std::get_if<api::ImportTunnels>(&command_))
        import->text = *text;
    else if (auto *nodes = std::get_if<api::SetNodes>(&command_))
        nodes->text = *text;
    return done();
}

void SubCommand::start()
{
    if (std::holds_alternative<cli::InviteAsQr>(action_) && !api::qrCodesSupported())
        return fail(Error{ErrorCode::UsageWrong, QStringLiteral("this program was built without QR codes")});
    if (const auto read = readLogin(); !read)
        return fail(read.error());
    if (const auto read = readGivenText(); !read)
        return fail(read.error());
    since_.start();
    ask();
}

void SubCommand::ask()
{
    call_ = std::make_unique<control::ControlCall>();
    connect(call_.get(), &control::ControlCall::notRunning, this, &SubCommand::runOffline, Qt::QueuedConnection);
    connect(call_.get(), &control::ControlCall::answered, this, &SubCommand::accept);
    connect(call_.get(), &control::ControlCall::failed, this, [this](const QJsonObject &error) {
        // The window waits for its password: to us that is as if it were not there.
        if (error.value(QStringLiteral("code")).toString() == codeName(ErrorCode::NotRunning))
            runOffline();
        else
            fail(error);
    });
    if (std::holds_alternative<cli::WatchConnections>(action_))
        call_->watchConnections(options_.profileFolder);
    else if (const auto *test = std::get_if<cli::TestPeer>(&action_))
        call_->watchTest(options_.profileFolder, test->peer, test->seconds);
    else
        call_->send(options_.profileFolder, command_);
}

void SubCommand::runOffline()
{
    if (std::holds_alternative<cli::WatchConnections>(action_) || std::holds_alternative<cli::TestPeer>(action_))
        return fail(Error{ErrorCode::NotRunning});
    // Read once: stdin has it once.
    if (!password_) {
        auto given = givenPassword(options_.passwordFile);
        if (!given)
            return fail(given.error());
        password_ = std::move(*given);
    }
    const auto answer = host::runOffline(options_.profileFolder, command_, *password_);
    if (!answer.reply && answer.reply.error().code == ErrorCode::ProfileInUse && since_.elapsed() < busyProfileMs) {
        QTimer::singleShot(50ms, this, &SubCommand::ask);
        return;
    }
    if (answer.warning)
        printNotice(cli::failureText(api::toJson(*answer.warning), options_.json));
    if (answer.reply)
        accept(*answer.reply);
    else
        fail(answer.reply.error());
}

void SubCommand::accept(const QJsonValue &reply)
{
    if (std::holds_alternative<cli::TestPeer>(action_) && !testIsDone(reply.toObject()))
        return;
    const QString name = reply.toObject().value(QStringLiteral("lookUp")).toString();
    if (!name.isEmpty() && std::holds_alternative<api::TestRules>(command_))
        return lookUp(name);
    const bool asQr = std::holds_alternative<cli::InviteAsQr>(action_);
    const bool read = printAnswer(asQr ? cli::inviteText(reply.toObject(), answersAreRead()) : cli::answerText(action_, reply, options_.json));
    if (!read || !std::holds_alternative<cli::WatchConnections>(action_))
        Q_EMIT finished(read && !doneInPart(command_, reply) ? 0 : 1);
}

// The rules hang on what the name resolves to, and this process asks the same resolver as the engine would.
void SubCommand::lookUp(const QString &name)
{
    lookup_ = tcp::lookUp(name, timers_, [this](Result<QList<IpAddress>> found) {
        if (!found) {
            Error error = found.error();
            if (error.code == ErrorCode::TargetNameNotFound) // as of another machine
                error.code = ErrorCode::TargetNameNotFoundHere;
            return fail(error);
        }
        auto &test = std::get<api::TestRules>(command_);
        test.addresses.clear();
        for (const IpAddress &address : *found)
            test.addresses.append(address.toString());
        QTimer::singleShot(0, this, &SubCommand::ask);
    });
}

// True when it is over and has a result, which is printed like any answer.
bool SubCommand::testIsDone(const QJsonObject &test)
{
    const QString phase = test.value(QStringLiteral("phase")).toString();
    if (phase == api::nameOf(api::TestPhase::Done))
        return true;
    if (phase == api::nameOf(api::TestPhase::Failed)) {
        fail(test.value(QStringLiteral("error")).toObject());
        return false;
    }
    if (sinceProgress_.isValid() && sinceProgress_.elapsed() < progressMs)
        return false;
    sinceProgress_.start();
    const bool asked = std::get<cli::TestPeer>(action_).watch;
    if (!asked && (options_.json || !noticesAreRead()))
        return false;
    const QString text = options_.json ? cli::answerText(action_, test, true) : cli::testProgress(test);
    if (!asked)
        printNotice(text);
    else if (!printAnswer(text))
        Q_EMIT finished(1);
    return false;
}

void SubCommand::fail(const Error &error) { fail(api::toJson(error)); }

// The same whoever found it: this process or the one that runs, which may be a newer one and have codes that are not known here.
void SubCommand::fail(const QJsonObject &error)
{
    printNotice(cli::failureText(error, options_.json));
    const auto known = api::errorFromJson(error);
    Q_EMIT finished(cli::exitCode(known ? known->code : ErrorCode::ControlFailed));
}

} // namespace culvert::app
