// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/save_format.h"

#include <QtEndian>

namespace culvert::tox {

namespace {

constexpr quint32 globalCookie = 0x15ed1b1f; // after four zero bytes
constexpr quint16 sectionCookie = 0x01ce;
constexpr qsizetype headSize = 8;            // of the save and of each section
constexpr qsizetype nospamSize = 4;
constexpr qsizetype keyPairSize = 64;

enum Section : quint16 { NospamKeys = 1, Dht = 2, TcpRelays = 10, PathNodes = 11, End = 255 };

bool isKept(quint16 section, Relays relays)
{
    switch (section) {
    case NospamKeys:
    case Dht:
    case PathNodes:
    case End: return true;
    case TcpRelays: return relays == Relays::Keep;
    default: return false;
    }
}

} // namespace

std::optional<ReducedSave> reduceSave(const QByteArray &save, Relays relays)
{
    const auto u32 = [&save](qsizetype at) { return qFromLittleEndian<quint32>(save.constData() + at); };
    if (save.size() < headSize || u32(0) != 0 || u32(4) != globalCookie)
        return std::nullopt;

    ReducedSave out;
    out.save = save.left(headSize);
    std::optional<PublicKey> key;
    for (qsizetype at = headSize; save.size() - at >= headSize;) {
        const qsizetype length = u32(at);
        const auto section = quint16(u32(at + 4) & 0xffff);
        if (u32(at + 4) >> 16 != sectionCookie || save.size() - at - headSize < length)
            return std::nullopt;
        if (section == NospamKeys) {
            if (key || length != nospamSize + keyPairSize)
                return std::nullopt;
            key = PublicKey::fromBytes(QByteArrayView(save).sliced(at + headSize + nospamSize, PublicKey::size));
        }
        if (isKept(section, relays))
            out.save += QByteArrayView(save).sliced(at, headSize + length);
        if (section == End) {
            if (!key)
                return std::nullopt;
            out.key = *key;
            return out;
        }
        at += headSize + length;
    }
    return std::nullopt;
}

} // namespace culvert::tox
