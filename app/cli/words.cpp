// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/words.h"

namespace culvert::cli {

namespace {

bool takesValue(const QString &option)
{
    static const QStringList names{QStringLiteral("--profile"), QStringLiteral("--nodes"), QStringLiteral("--allow"),
                                   QStringLiteral("--expires"), QStringLiteral("--endpoint"), QStringLiteral("--name"), QStringLiteral("--peer"),
                                   QStringLiteral("--listen"), QStringLiteral("--target"), QStringLiteral("--seconds"),
                                   QStringLiteral("--at"), QStringLiteral("--password-file"), QStringLiteral("--new-password-file"),
                                   QStringLiteral("--user"), QStringLiteral("--user-password-file"), QStringLiteral("--group"), QStringLiteral("--limit"),
                                   QStringLiteral("--label"), QStringLiteral("--only")};
    return names.contains(option);
}

bool isFlag(const QString &option)
{
    static const QStringList names{QStringLiteral("--json"), QStringLiteral("--help"), QStringLiteral("--version"),
                                   QStringLiteral("--watch"), QStringLiteral("--qr"), QStringLiteral("--no-user"), QStringLiteral("--preview")};
    return names.contains(option);
}

} // namespace

Result<Words> split(const QStringList &words)
{
    Words out;
    bool options = true;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString word = words[i];
        if (!options || !word.startsWith(u'-') || word == u"-") {
            out.plain.append(word);
            continue;
        }
        if (word == u"--") {
            options = false;
            continue;
        }
        if (word == u"-h")
            word = QStringLiteral("--help");
        const qsizetype equals = word.indexOf(u'=');
        const QString name = equals < 0 ? word : word.left(equals);
        if (takesValue(name)) {
            if (equals < 0 && i + 1 == words.size())
                return usage(QStringLiteral("%1 needs a value").arg(name));
            out.values[name].append(equals < 0 ? words[++i] : word.mid(equals + 1));
        } else if (equals < 0 && isFlag(name)) {
            out.flags.append(name);
        } else {
            return usage(QStringLiteral("there is no option %1").arg(word));
        }
    }
    return out;
}

} // namespace culvert::cli
