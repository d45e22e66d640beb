// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTextStream>

#include <optional>

namespace culvert::test {

// This very program once more, as the other machine: told `receive` and these words, it prints its public key as its first line.
inline std::optional<PublicKey> startOther(QProcess &process, const QStringList &words)
{
    process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("receive")} + words);
    if (!process.waitForReadyRead(20'000))
        return std::nullopt;
    return PublicKey::fromHex(QString::fromLatin1(process.readLine()).trimmed());
}

// In the other process: what startOther() waits for.
inline void sayKey(const PublicKey &key) { QTextStream(stdout) << key.toHex() << Qt::endl; }

} // namespace culvert::test
