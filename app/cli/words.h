// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <utility>

namespace culvert::cli {

[[nodiscard]] inline Error usage(const QString &what) { return {ErrorCode::UsageWrong, what}; }

// The words of one command: its options taken out, the rest in order.
struct Words {
    QStringList plain;
    QHash<QString, QStringList> values;  // options with a value, by name
    QStringList flags;                   // options without
};

// Error: UsageWrong for an option that there is not, or that has no value.
[[nodiscard]] Result<Words> split(const QStringList &words);

// Takes what a command knows out of its words. What is left then is too much.
class Taker {
public:
    explicit Taker(Words words) : words_(std::move(words)) {}

    // The next plain word. If there is none, finish() says that `what` is missing.
    QString word(const QString &what)
    {
        if (!words_.plain.isEmpty())
            return words_.plain.takeFirst();
        wrong(QStringLiteral("%1 is missing").arg(what));
        return {};
    }
    QStringList rest(const QString &what)
    {
        if (words_.plain.isEmpty())
            wrong(QStringLiteral("%1 is missing").arg(what));
        return std::exchange(words_.plain, {});
    }
    QStringList list(const QString &option) { return words_.values.take(option); }
    QString value(const QString &option)
    {
        const QStringList values = list(option);
        if (values.size() > 1)
            wrong(QStringLiteral("%1 is given twice").arg(option));
        return values.isEmpty() ? QString() : values.last();
    }
    // What was given may be empty.
    std::optional<QString> optional(const QString &option)
    {
        const bool given = words_.values.contains(option);
        const QString text = value(option);
        return given ? std::optional(text) : std::nullopt;
    }
    QString needed(const QString &option)
    {
        if (!words_.values.contains(option))
            wrong(QStringLiteral("%1 is missing").arg(option));
        return value(option);
    }
    bool flag(const QString &option) { return words_.flags.removeAll(option) > 0; }
    std::optional<QString> optionalWord()
    {
        return words_.plain.isEmpty() ? std::nullopt : std::optional<QString>(words_.plain.takeFirst());
    }

    // `action`, unless something was missing or is left over.
    Result<Action> finish(Action action)
    {
        if (!words_.plain.isEmpty())
            wrong(QStringLiteral("\"%1\" is too much").arg(words_.plain.first()));
        if (!words_.values.isEmpty())
            wrong(QStringLiteral("%1 does not belong here").arg(words_.values.constBegin().key()));
        if (!words_.flags.isEmpty())
            wrong(QStringLiteral("%1 does not belong here").arg(words_.flags.first()));
        if (!wrong_.isEmpty())
            return usage(wrong_);
        return action;
    }

private:
    void wrong(const QString &what)
    {
        if (wrong_.isEmpty())
            wrong_ = what;
    }

    Words words_;
    QString wrong_;
};

} // namespace culvert::cli
