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

// The password of a proxy's user stands in a file, for others can read a command line.
Result<Action> withLogin(Taker &words, api::Command command, const QString &user, const QString &file)
{
    if (user.isEmpty() != file.isEmpty())
        return usage(QStringLiteral("--user NAME and --user-password-file FILE belong together"));
    if (user.isEmpty())
        return words.finish(std::move(command));
    return words.finish(ProxyWithPassword{std::move(command), file});
}

} // namespace

Result<Action> forward(Taker &words)
{
    const QString what = words.word(tunnelVerbs);
    if (what == u"add") {
        api::AddForward command;
        command.peer = words.needed(QStringLiteral("--peer"));
        command.listen = words.needed(QStringLiteral("--listen"));
        command.target = words.needed(QStringLiteral("--target"));
        command.name = words.value(QStringLiteral("--name"));
        return words.finish(api::Command(command));
    }
    if (what == u"edit") {
        api::EditForward command;
        command.tunnel = words.word(QStringLiteral("the name of a forward"));
        command.peer = words.value(QStringLiteral("--peer"));
        command.listen = words.value(QStringLiteral("--listen"));
        command.target = words.value(QStringLiteral("--target"));
        command.name = words.value(QStringLiteral("--name"));
        return words.finish(api::Command(command));
    }
    return anyTunnel(words, QStringLiteral("forward"), what, api::ListForwards{});
}

Result<Action> proxy(Taker &words)
{
    const QString what = words.word(tunnelVerbs);
    const auto user = [&] { return words.value(QStringLiteral("--user")); };
    const auto file = [&] { return words.value(QStringLiteral("--user-password-file")); };
    if (what == u"add") {
        api::AddProxy command;
        command.peer = words.needed(QStringLiteral("--peer"));
        command.listen = words.needed(QStringLiteral("--listen"));
        command.name = words.value(QStringLiteral("--name"));
        command.user = user();
        return withLogin(words, command, command.user, file());
    }
    if (what == u"edit") {
        api::EditProxy command;
        command.tunnel = words.word(QStringLiteral("the name of a proxy"));
        command.peer = words.value(QStringLiteral("--peer"));
        command.listen = words.value(QStringLiteral("--listen"));
        command.name = words.value(QStringLiteral("--name"));
        if (words.flag(QStringLiteral("--no-user"))) {
            command.user = QString();
            return words.finish(api::Command(command));
        }
        const QString name = user();
        if (!name.isEmpty())
            command.user = name;
        return withLogin(words, command, name, file());
    }
    return anyTunnel(words, QStringLiteral("proxy"), what, api::ListProxies{});
}

} // namespace culvert::cli
