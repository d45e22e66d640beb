// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/console.h"

#include "app/culvertd/terminal.h"

#include <QFile>

#include <cstdio>
#include <tuple>

namespace culvert::app {

bool printAnswer(const QString &text) { return writeText(stdout, text); }
void printNotice(const QString &text) { std::ignore = writeText(stderr, text); }

QString readLineFromStdin(qint64 maxBytes)
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readLine(maxBytes)).trimmed();
}

} // namespace culvert::app
