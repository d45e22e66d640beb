// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/cbor.h"

namespace culvert::wire {

std::optional<QCborMap> decodeMap(QByteArrayView bytes)
{
    QCborStreamReader reader(bytes.data(), bytes.size());
    const QCborValue value = QCborValue::fromCbor(reader);
    if (reader.lastError() != QCborError::NoError || reader.currentOffset() != bytes.size() || !value.isMap())
        return std::nullopt;
    return value.toMap();
}

std::optional<qint64> integerAt(const QCborMap &map, qint64 key, qint64 min, qint64 max)
{
    const QCborValue value = map.value(key);
    if (!value.isInteger() || value.toInteger() < min || value.toInteger() > max)
        return std::nullopt;
    return value.toInteger();
}

std::optional<QByteArray> bytesAt(const QCborMap &map, qint64 key)
{
    const QCborValue value = map.value(key);
    if (!value.isByteArray())
        return std::nullopt;
    return value.toByteArray();
}

std::optional<QString> textAt(const QCborMap &map, qint64 key, qsizetype maxLength)
{
    const QCborValue value = map.value(key);
    if (!value.isString() || value.toString().size() > maxLength)
        return std::nullopt;
    return value.toString();
}

} // namespace culvert::wire
