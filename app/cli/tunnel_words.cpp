// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tunnel_words.h"

namespace culvert::cli {

namespace {

const QString tunnelVerbs = QStringLiteral("add, edit, start, stop, remove or list");

// What every kind of tunnel knows beside add and edit.
Result<Action> anyTunnel(Taker &words, const QString &kind, const QString &what, api::Command list)
{
    const QString tunnel = QStringLiteral("the name of a %1").arg(kind);
    if (what == u"start")
        return words.finish(api::Command(api::StartTunnel{words.word(tunnel)}));
    if (what == u"stop")
        return words.finish(api::Command(api::StopTunnel{words.word(tunnel)}));
    if (what == u"remove")
        return words.finish(api::Command(api::RemoveTunnel{words.word(tunnel)}));
    if (what == u"list")
        return words.finish(std::move(list));
    if (what.isEmpty())
        return words.finish(ShowHelp{});
    return Error{ErrorCode::CommandUnknown, kind + u' ' + what};
}

// What a tunnel of any kind is told. Whoever adds one says where it is and where it leads; whoever edits one names it and says
// what is to change.
template <class Command>
Command place(Taker &words, const QString &kind)
{
    Command command;
    constexpr bool edits = requires { command.tunnel; }; // cppcheck-suppress constStatement ; it is none
    const auto option = [&words](const QString &name) { return edits ? words.value(name) : words.needed(name); };
    if constexpr (edits)
        command.tunnel = words.word(QStringLiteral("the name of a %1").arg(kind));
    command.peer = option(QStringLiteral("--peer"));
    command.listen = option(QStringLiteral("--listen"));
    if constexpr (requires { command.target; })
        command.target = option(QStringLiteral("--target"));
    command.name = words.value(QStringLiteral("--name"));
    command.extras = {words.optional(QStringLiteral("--group")), words.optional(QStringLiteral("--limit"))};
    return command;
}

// The password of a proxy's user stands in a file, for others can read a command line.
Result<Action> withLogin(Taker &words, api::Command command, const QString &user, const QString &file)
{
    if (user.isEmpty() != file.isEmpty())
        return usage(QStringLiteral("--user NAME and --user-password-file FILE belong together"));
    if (user.isEmpty())
        return words.finish(std::move(command));
    return words.finish(ProxyWithPassword{std::move(command), file});
}

// A port that leads to one target: here and there, or there and here.
template <class Add, class Edit>
Result<Action> ofTarget(Taker &words, const QString &kind, api::Command list)
{
    const QString what = words.word(tunnelVerbs);
    if (what == u"add")
        return words.finish(api::Command(place<Add>(words, kind)));
    if (what == u"edit")
        return words.finish(api::Command(place<Edit>(words, kind)));
    return anyTunnel(words, kind, what, std::move(list));
}

} // namespace

Result<Action> forward(Taker &words) { return ofTarget<api::AddForward, api::EditForward>(words, QStringLiteral("forward"), api::ListForwards{}); }

Result<Action> reverse(Taker &words) { return ofTarget<api::AddReverse, api::EditReverse>(words, QStringLiteral("reverse"), api::ListReverses{}); }

Result<Action> proxy(Taker &words)
{
    const QString what = words.word(tunnelVerbs);
    const QString kind = QStringLiteral("proxy");
    const auto user = [&] { return words.value(QStringLiteral("--user")); };
    const auto file = [&] { return words.value(QStringLiteral("--user-password-file")); };
    if (what == u"add") {
        auto command = place<api::AddProxy>(words, kind);
        command.user = user();
        return withLogin(words, command, command.user, file());
    }
    if (what == u"edit") {
        auto command = place<api::EditProxy>(words, kind);
        if (words.flag(QStringLiteral("--no-user"))) {
            command.user = QString();
            return words.finish(api::Command(command));
        }
        const QString name = user();
        if (!name.isEmpty())
            command.user = name;
        return withLogin(words, command, name, file());
    }
    return anyTunnel(words, kind, what, api::ListProxies{});
}

Result<Action> group(Taker &words)
{
    const QString what = words.word(QStringLiteral("list, start or stop"));
    if (what == u"list")
        return words.finish(api::Command(api::ListGroups{}));
    if (what == u"start")
        return words.finish(api::Command(api::StartGroup{words.word(QStringLiteral("the name of a group"))}));
    if (what == u"stop")
        return words.finish(api::Command(api::StopGroup{words.word(QStringLiteral("the name of a group"))}));
    if (what.isEmpty())
        return words.finish(ShowHelp{});
    return Error{ErrorCode::CommandUnknown, QStringLiteral("group ") + what};
}

} // namespace culvert::cli
