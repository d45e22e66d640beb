// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QCborMap>
#include <QCborStreamReader>
#include <QCborValue>

#include <optional>

// Small steps shared by the decoders of this folder: every message of ours is one CBOR map with integer keys.
namespace culvert::wire {

// Exactly one map with distinct integer keys and nothing behind it. Nothing otherwise, and nothing for what this folder
// never writes and a decoder could choke on: deep nesting, lengths beyond the message, unknown lengths, tags, floats.
[[nodiscard]] std::optional<QCborMap> decodeMap(QByteArrayView bytes);

[[nodiscard]] std::optional<qint64> integerAt(const QCborMap &map, qint64 key, qint64 min, qint64 max);
[[nodiscard]] std::optional<QByteArray> bytesAt(const QCborMap &map, qint64 key);
[[nodiscard]] std::optional<QString> textAt(const QCborMap &map, qint64 key, qsizetype maxLength);

} // namespace culvert::wire
