// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/console.h"

#include "app/culvertd/terminal.h"

#include <QFile>

#include <cstdio>

namespace culvert::app {

namespace {

bool print(std::FILE *stream, const QString &text)
{
    if (const auto written = writeToConsole(stream, text))
        return *written;
    const QByteArray bytes = text.toUtf8();
    return std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream) == std::size_t(bytes.size())
        && std::fflush(stream) == 0;
}

} // namespace

bool printAnswer(const QString &text) { return print(stdout, text); }
void printNotice(const QString &text) { print(stderr, text); }

Result<QString> readTextFile(const QString &file, qint64 maxBytes)
{
    QFile in(file);
    if (!(file == u"-" ? in.open(stdin, QIODevice::ReadOnly) : in.open(QIODevice::ReadOnly)))
        return Error{ErrorCode::UsageWrong, QStringLiteral("%1: %2").arg(file, in.errorString())};
    QByteArray bytes;
    while (bytes.size() <= maxBytes && !in.atEnd()) {
        const QByteArray more = in.read(maxBytes + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (bytes.size() > maxBytes)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 bytes of a file").arg(maxBytes)};
    return QString::fromUtf8(bytes);
}

QString readLineFromStdin(qint64 maxBytes)
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readLine(maxBytes)).trimmed();
}

} // namespace culvert::app
