// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/password_source.h"

#include "app/culvertd/console.h"
#include "app/culvertd/terminal.h"
#include "core/limits.h"

#include <QFile>

#include <cstdio>

namespace culvert::app {

namespace {

Error invalid(const QString &source, const QString &why) { return {ErrorCode::PasswordInvalid, source, why}; }

Result<Secret> checked(Secret line, const QString &source)
{
    if (line.isEmpty())
        return invalid(source, QStringLiteral("it is empty"));
    if (std::size_t(line.view().size()) > limits::passwordSize)
        return invalid(source, QStringLiteral("it has more than %1 bytes").arg(limits::passwordSize));
    return line;
}

} // namespace

Result<Secret> readPassword(const QString &file)
{
    QFile in(file);
    // Unbuffered: nothing is left in a buffer, and the second line of stdin is still there for a second call.
    const bool open = file == u"-" ? in.open(0, QIODevice::ReadOnly | QIODevice::Unbuffered)
                                   : in.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    if (!open)
        return invalid(file, in.errorString());
    QByteArray line;
    line.reserve(qsizetype(limits::passwordSize) + 2); // does not grow: that would leave a copy
    char c = 0;
    while (line.size() <= qsizetype(limits::passwordSize) + 1 && in.read(&c, 1) == 1 && c != '\n')
        line.append(c);
    if (line.endsWith('\r'))
        line.chop(1);
    Secret out{line};
    wipe(line);
    return checked(std::move(out), file == u"-" ? QStringLiteral("stdin") : file);
}

Result<Secret> givenPassword(const QString &file)
{
    if (file.isEmpty())
        return Secret();
    return readPassword(file);
}

Result<Secret> askForPassword(const QString &what)
{
    if (!stdinIsTerminal())
        return Error{ErrorCode::UsageWrong, QStringLiteral("there is no terminal to ask for a password; give --password-file FILE or -")};
    printNotice(what + QStringLiteral(": "));
    auto line = readUnshownLine(limits::passwordSize);
    printNotice(QStringLiteral("\n"));
    if (!line)
        return invalid({}, QStringLiteral("none was typed"));
    return checked(std::move(*line), {});
}

Result<Secret> askForNewPassword()
{
    auto first = askForPassword(QStringLiteral("New password"));
    if (!first)
        return first;
    const auto second = askForPassword(QStringLiteral("The same again"));
    if (!second)
        return second.error();
    if (*first != *second)
        return invalid({}, QStringLiteral("the two differ"));
    return first;
}

} // namespace culvert::app
