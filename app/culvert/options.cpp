// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/options.h"

#include "core/invite_link.h"

#include <QCommandLineParser>

namespace culvert::app {

namespace {

// The parser with our options in it; its own answers to --help are not used because they end the process.
struct Parser {
    QCommandLineParser parser;
    QCommandLineOption profile{QStringLiteral("profile"), QStringLiteral("The profile to use."), QStringLiteral("DIR")};
    QCommandLineOption nodes{QStringLiteral("nodes"), QStringLiteral("Bootstrap nodes instead of the built-in list."), QStringLiteral("FILE")};
    QCommandLineOption hidden{QStringLiteral("hidden"), QStringLiteral("Start in the tray, without a window.")};
    QCommandLineOption demo{QStringLiteral("demo"), QStringLiteral("Show two machines on this one, with a tunnel between them.")};
    QCommandLineOption terminal{QStringLiteral("terminal"), QStringLiteral("With --demo: as text, without a display.")};
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this.")};
    QCommandLineOption version{QStringLiteral("version"), QStringLiteral("Print the version.")};

    Parser()
    {
        parser.setApplicationDescription(QStringLiteral("Carries TCP connections and UDP datagrams between two of your machines over the Tox network."));
        parser.addPositionalArgument(QStringLiteral("LINK"), QStringLiteral("A culvert: link: the dialog that pairs is shown with it."),
                                     QStringLiteral("[LINK]"));
        parser.addOptions({profile, nodes, hidden, demo, terminal, help, version});
    }
};

} // namespace

Result<Options> parseOptions(const QStringList &words)
{
    Parser known;
    if (!known.parser.parse(QStringList{QStringLiteral("culvert")} + words))
        return Error{ErrorCode::UsageWrong, known.parser.errorText()};
    const QStringList given = known.parser.positionalArguments();
    if (given.size() > 1 || (given.size() == 1 && !hasInviteScheme(given.first())))
        return Error{ErrorCode::UsageWrong, given.last()};
    Options options;
    options.link = given.value(0);
    options.profileFolder = known.parser.value(known.profile);
    options.nodesFile = known.parser.value(known.nodes);
    options.demo = known.parser.isSet(known.demo);
    options.terminal = known.parser.isSet(known.terminal);
    options.hidden = known.parser.isSet(known.hidden);
    options.help = known.parser.isSet(known.help);
    options.version = known.parser.isSet(known.version);
    if (options.terminal && !options.demo)
        return Error{ErrorCode::UsageWrong, QStringLiteral("--terminal")};
    if (options.demo && !options.link.isEmpty())
        return Error{ErrorCode::UsageWrong, options.link};
    return options;
}

QString usageText() { return Parser().parser.helpText(); }

} // namespace culvert::app
