// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/duration.h"
#include "app/cli/tunnel_words.h"
#include "app/cli/words.h"

#include <algorithm>
#include <initializer_list>

namespace culvert::cli {

namespace {

const QString peer = QStringLiteral("PEER");
const QString target = QStringLiteral("HOST:PORT");
const QString asker = QStringLiteral("KEY");

Result<Action> invite(Taker &words)
{
    api::CreateInvite command;
    command.allow = words.list(QStringLiteral("--allow"));
    command.endpoints = words.list(QStringLiteral("--endpoint"));
    const QString expires = words.value(QStringLiteral("--expires"));
    command.label = words.value(QStringLiteral("--label"));
    const bool qr = words.flag(QStringLiteral("--qr"));
    const auto action = words.finish(api::Command(command));
    if (!action)
        return action;
    if (!expires.isNull()) {
        const auto duration = parseDuration(expires);
        if (!duration)
            return duration.error();
        if (*duration > api::inviteMsMax)
            return Error{ErrorCode::DurationInvalid, expires, QStringLiteral("invite")};
        command.expiresMs = *duration;
    }
    return qr ? Action(InviteAsQr{command}) : Action(api::Command(command));
}

Result<Action> pair(Taker &words)
{
    const QString link = words.word(QStringLiteral("LINK or ADDRESS"));
    const QString name = words.value(QStringLiteral("--name"));
    if (link == u"-")
        return words.finish(PairFromStdin{name});
    return words.finish(api::Command(api::Pair{link, name}));
}

Result<Action> accept(Taker &words)
{
    api::AcceptRequest command;
    command.request = words.word(asker);
    command.name = words.value(QStringLiteral("--name"));
    command.targets = words.list(QStringLiteral("--allow"));
    return words.finish(api::Command(command));
}

Result<Action> invites(Taker &words)
{
    const auto what = words.optionalWord();
    if (!what || *what == u"list")
        return words.finish(api::Command(api::ListInvites{}));
    if (*what == u"ended")
        return words.finish(api::Command(api::ListInvites{true}));
    if (*what == u"revoke")
        return words.finish(api::Command(api::RevokeInvite{words.word(QStringLiteral("ID or all"))}));
    return Error{ErrorCode::CommandUnknown, QStringLiteral("invites ") + *what};
}

Result<Action> import(Taker &words)
{
    api::ImportTunnels command;
    const QString file = words.word(QStringLiteral("FILE or -"));
    command.names = words.list(QStringLiteral("--only"));
    command.take = !words.flag(QStringLiteral("--preview"));
    return words.finish(CommandWithText{command, file});
}

Result<Action> nodes(Taker &words)
{
    const auto what = words.optionalWord();
    if (!what || *what == u"list")
        return words.finish(api::Command(api::ListNodes{}));
    if (*what == u"set")
        return words.finish(CommandWithText{api::SetNodes{}, words.word(QStringLiteral("FILE or -"))});
    if (*what == u"reset")
        return words.finish(api::Command(api::SetNodes{}));
    return Error{ErrorCode::CommandUnknown, QStringLiteral("nodes ") + *what};
}

// "listen" and where stand for one target: allow PEER listen 8080
QStringList ruleTargets(Taker &words)
{
    QStringList out;
    for (const QString &word : words.rest(target)) {
        if (!out.isEmpty() && out.last() == u"listen")
            out.last() += u' ' + word;
        else
            out.append(word);
    }
    return out;
}

Result<Action> rules(Taker &words)
{
    const QString what = words.word(QStringLiteral("list, add, remove or test"));
    if (what.isEmpty())
        return words.finish(ShowHelp{});
    const QStringList known{QStringLiteral("list"), QStringLiteral("add"), QStringLiteral("remove"), QStringLiteral("test")};
    if (!known.contains(what))
        return Error{ErrorCode::CommandUnknown, QStringLiteral("rules ") + what};
    const QString whom = words.word(peer);
    if (what == u"list")
        return words.finish(api::Command(api::ListRules{whom}));
    if (what == u"test")
        return words.finish(api::Command(api::TestRules{whom, words.rest(target).join(u' '), {}}));
    // A line may be one word or several: rules add PEER allow nas:22
    if (what == u"remove")
        return words.finish(api::Command(api::RemoveRule{whom, words.rest(QStringLiteral("a line or its number")).join(u' ')}));
    const QString at = words.value(QStringLiteral("--at"));
    bool number = true;
    const int place = at.isNull() ? 0 : at.toInt(&number);
    auto action = words.finish(api::Command(api::AddRule{whom, words.rest(QStringLiteral("a line")).join(u' '), place}));
    if (action && (!number || (!at.isNull() && place < 1)))
        return usage(QStringLiteral("--at is a number from 1"));
    return action;
}

Result<Action> password(Taker &words)
{
    const QString what = words.word(QStringLiteral("set, change or remove"));
    if (what == u"set")
        return words.finish(ChangePassword{PasswordJob::Set, {}});
    if (what == u"change")
        return words.finish(ChangePassword{PasswordJob::Change, words.value(QStringLiteral("--new-password-file"))});
    if (what == u"remove")
        return words.finish(ChangePassword{PasswordJob::Remove, {}});
    if (what.isEmpty())
        return words.finish(ShowHelp{});
    return Error{ErrorCode::CommandUnknown, QStringLiteral("password ") + what};
}

Result<Action> answer(Taker &words)
{
    const QString id = words.word(QStringLiteral("ID"));
    const QString what = words.word(QStringLiteral("once, always or never"));
    bool number = false;
    const QuestionId question = id.toULongLong(&number);
    auto action = words.finish(api::Command(api::AnswerQuestion{question, what}));
    if (action && !number)
        return Error{ErrorCode::QuestionUnknown, id};
    return action;
}

Result<Action> close(Taker &words)
{
    const QString id = words.word(QStringLiteral("ID"));
    bool number = false;
    const ConnectionId connection = id.toULongLong(&number);
    auto action = words.finish(api::Command(api::CloseConnection{connection}));
    if (action && !number)
        return Error{ErrorCode::ConnectionUnknown, id};
    return action;
}

Result<Action> test(Taker &words)
{
    const QString whom = words.word(peer);
    const QString seconds = words.value(QStringLiteral("--seconds"));
    const bool watch = words.flag(QStringLiteral("--watch"));
    bool number = true;
    const qint64 count = seconds.isNull() ? api::StartTest().seconds : seconds.toLongLong(&number);
    if (!number || count < 1 || count > api::StartTest::secondsMost)
        return usage(QStringLiteral("--seconds is a number from 1 to %1").arg(api::StartTest::secondsMost));
    return words.finish(TestPeer{whom, count, watch});
}

Result<Action> parseAction(Taker &words)
{
    const QString command = words.word(QStringLiteral("a command"));
    if (command == u"run")
        return words.finish(Run{});
    if (command == u"id")
        return words.finish(api::Command(api::GetId{}));
    if (command == u"invite")
        return invite(words);
    if (command == u"pair")
        return pair(words);
    if (command == u"new-address")
        return words.finish(api::Command(api::NewAddress{}));
    if (command == u"invites")
        return invites(words);
    if (command == u"requests")
        return words.finish(api::Command(api::ListRequests{}));
    if (command == u"accept")
        return accept(words);
    if (command == u"refuse")
        return words.finish(api::Command(api::RefuseRequest{words.word(asker)}));
    if (command == u"block")
        return words.finish(api::Command(api::BlockPeer{words.word(peer)}));
    if (command == u"unblock")
        return words.finish(api::Command(api::UnblockPeer{words.word(peer)}));
    if (command == u"peers")
        return words.finish(api::Command(api::ListPeers{}));
    if (command == u"allow") {
        const QString whom = words.word(peer);
        return words.finish(api::Command(api::Allow{whom, ruleTargets(words)}));
    }
    if (command == u"deny") {
        const QString whom = words.word(peer);
        return words.finish(api::Command(api::Deny{whom, ruleTargets(words)}));
    }
    if (command == u"endpoint") {
        const QString whom = words.word(peer);
        const QStringList endpoints = words.rest(QStringLiteral("HOST:PORT or none"));
        return words.finish(api::Command(api::SetEndpoints{whom, endpoints == QStringList{QStringLiteral("none")} ? QStringList() : endpoints}));
    }
    if (command == u"ask") {
        const QString whom = words.word(peer);
        return words.finish(api::Command(api::Ask{whom, ruleTargets(words)}));
    }
    if (command == u"questions")
        return words.finish(api::Command(api::ListQuestions{}));
    if (command == u"answer")
        return answer(words);
    if (command == u"remove")
        return words.finish(api::Command(api::RemovePeer{words.word(peer)}));
    if (command == u"rename") {
        const QString whom = words.word(peer);
        return words.finish(api::Command(api::RenamePeer{whom, words.word(QStringLiteral("NAME"))}));
    }
    if (command == u"rules")
        return rules(words);
    if (command == u"forward")
        return forward(words);
    if (command == u"reverse")
        return reverse(words);
    if (command == u"proxy")
        return proxy(words);
    if (command == u"group")
        return group(words);
    if (command == u"export")
        return words.finish(api::Command(api::ExportTunnels{}));
    if (command == u"import")
        return import(words);
    if (command == u"nodes")
        return nodes(words);
    if (command == u"connections") {
        if (words.flag(QStringLiteral("--watch")))
            return words.finish(WatchConnections{});
        return words.finish(api::Command(api::ListConnections{}));
    }
    if (command == u"close")
        return close(words);
    if (command == u"connect") {
        const QString whom = words.word(peer);
        return words.finish(Connect{whom, words.word(target)});
    }
    if (command == u"status")
        return words.finish(api::Command(api::Status{}));
    if (command == u"refresh")
        return words.finish(api::Command(api::Refresh{}));
    if (command == u"test")
        return test(words);
    if (command == u"set") {
        const QString key = words.word(QStringLiteral("KEY"));
        return words.finish(api::Command(api::SetSetting{key, words.optionalWord()}));
    }
    if (command == u"password")
        return password(words);
    if (command == u"help")
        return words.finish(ShowHelp{});
    if (command.isEmpty())
        return words.finish(ShowHelp{});
    return Error{ErrorCode::CommandUnknown, command};
}

} // namespace

CommandLine parseCommandLine(const QStringList &words)
{
    GlobalOptions options;
    options.json = words.contains(QStringLiteral("--json")); // also when the rest is not understood
    const auto split_ = split(words);
    if (!split_)
        return {options, split_.error()};
    Taker taker(*split_);
    taker.flag(QStringLiteral("--json"));
    const bool help = taker.flag(QStringLiteral("--help"));
    const bool version = taker.flag(QStringLiteral("--version"));
    // The last one counts, so that a script can add one.
    const QStringList profiles = taker.list(QStringLiteral("--profile"));
    const QStringList nodes = taker.list(QStringLiteral("--nodes"));
    const QStringList passwords = taker.list(QStringLiteral("--password-file"));
    if (profiles.contains(QString()) || nodes.contains(QString()) || passwords.contains(QString()))
        return {options, usage(QStringLiteral("--profile, --nodes and --password-file need a value"))};
    options.profileFolder = profiles.isEmpty() ? QString() : profiles.last();
    options.nodesFile = nodes.isEmpty() ? QString() : nodes.last();
    options.passwordFile = passwords.isEmpty() ? QString() : passwords.last();
    if (help)
        return {options, Action(ShowHelp{})};
    if (version)
        return {options, Action(ShowVersion{})};
    const auto action = parseAction(taker);
    if (action && options.json && std::holds_alternative<InviteAsQr>(*action))
        return {options, usage(QStringLiteral("--qr is for people and does not go with --json"))};
    return {options, action};
}

int connectExitCode(const QString &code, bool made)
{
    if (made)
        return 7;
    const auto is = [&](std::initializer_list<ErrorCode> codes) {
        return std::any_of(codes.begin(), codes.end(), [&](ErrorCode one) { return codeName(one) == code; });
    };
    if (is({ErrorCode::UsageWrong, ErrorCode::CommandUnknown, ErrorCode::EndpointInvalid}))
        return 2;
    if (is({ErrorCode::NotRunning, ErrorCode::ControlFailed, ErrorCode::ProgramQuit}))
        return 3;
    if (is({ErrorCode::PeerOffline, ErrorCode::PeerSilent, ErrorCode::PeerPending, ErrorCode::PeerBlocked, ErrorCode::PeerRemoved,
            ErrorCode::PeerRestarted, ErrorCode::ResumeLimit}))
        return 4;
    if (is({ErrorCode::TargetNotAllowed}))
        return 5;
    if (is({ErrorCode::TargetRefused, ErrorCode::TargetUnreachable, ErrorCode::TargetTimedOut, ErrorCode::TargetNameNotFound,
            ErrorCode::TargetFailed}))
        return 6;
    return 1;
}

int exitCode(ErrorCode code)
{
    return code == ErrorCode::UsageWrong || code == ErrorCode::CommandUnknown ? 2 : 1;
}

} // namespace culvert::cli
