// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/console.h"

#include <QFile>

#include <cstdio>

namespace culvert::app {

namespace {

bool print(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream) == std::size_t(bytes.size())
        && std::fflush(stream) == 0;
}

} // namespace

bool printAnswer(const QString &text) { return print(stdout, text); }
void printNotice(const QString &text) { print(stderr, text); }

QString readLineFromStdin(qint64 maxBytes)
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readLine(maxBytes)).trimmed();
}

} // namespace culvert::app
