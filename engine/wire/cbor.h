// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QCborMap>
#include <QCborValue>

#include <optional>

// Small steps shared by the decoders of this folder: every message of ours is one CBOR map with integer keys.
namespace culvert::wire {

// Exactly one map with distinct integer keys and nothing behind it. Nothing otherwise, and nothing for what this folder
// never writes and a decoder could choke on: deep nesting, lengths beyond the message, unknown lengths, tags, floats.
[[nodiscard]] std::optional<QCborMap> decodeMap(QByteArrayView bytes);

// Nothing where there is no such key, its value is of another type, an integer not in `min` to `max`, or a text of more UTF-16 units
// than `maxLength`.
[[nodiscard]] std::optional<qint64> integerAt(const QCborMap &map, qint64 key, qint64 min, qint64 max);
[[nodiscard]] std::optional<QByteArray> bytesAt(const QCborMap &map, qint64 key);
[[nodiscard]] std::optional<QString> textAt(const QCborMap &map, qint64 key, qsizetype maxLength);

// Writes one such map, key by key; for messages that are frequent enough that QCborMap's way through a QIODevice shows.
class MapWriter {
public:
    explicit MapWriter(quint64 entries)
    {
        out_.reserve(usualSize);
        head(5, entries);
    }
    void add(quint64 key, quint64 value)
    {
        head(0, key);
        head(0, value);
    }
    void add(quint64 key, const QString &text);

    [[nodiscard]] const QByteArray &bytes() const { return out_; }

private:
    static constexpr qsizetype usualSize = 64;

    void head(int major, quint64 argument); // RFC 8949 section 3

    QByteArray out_;
};

} // namespace culvert::wire
