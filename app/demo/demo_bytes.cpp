// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_bytes.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace culvert::demo {

namespace {

// The n-th word of the download: SplitMix64 (Steele, Lea, Flood 2014), which needs no state before it.
quint64 word(quint64 n)
{
    quint64 z = (n + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

} // namespace

QByteArray downloadBytes(qint64 offset, qsizetype count)
{
    const qsizetype wanted = qsizetype(std::clamp<qint64>(downloadSize - offset, 0, count));
    const qsizetype words = (wanted + 7) / 8;
    QByteArray bytes(words * 8, Qt::Uninitialized);
    for (qsizetype i = 0; i < words; ++i)
        qToLittleEndian(word(quint64(offset / 8 + i)), bytes.data() + i * 8);
    bytes.truncate(wanted);
    return bytes;
}

QByteArray downloadSha256()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    constexpr qsizetype step = 1 << 20;
    for (qint64 offset = 0; offset < downloadSize; offset += step)
        hash.addData(downloadBytes(offset, step));
    return hash.result().toHex();
}

} // namespace culvert::demo
