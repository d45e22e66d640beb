// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/cbor.h"

#include <QCborStreamReader>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace culvert::wire {

namespace {

// Deeper than anything of version 1, so that a later one may nest a little more under keys that are unknown here.
constexpr int depthMost = 4;

// Walks over the items of a message without keeping any (RFC 8949 section 3): what is declared must be there, and
// nothing is tagged, floating, of unknown length or nested deeper than depthMost. What passes costs Qt's decoder no more
// memory or stack than the message has bytes.
class Walk {
public:
    explicit Walk(QByteArrayView bytes) : rest_(reinterpret_cast<const std::uint8_t *>(bytes.data()), std::size_t(bytes.size())) {}

    // One item of this many levels at most.
    bool item(int depth)
    {
        if (rest_.empty())
            return false;
        const int major = rest_[0] >> 5;
        const auto argument = head();
        if (!argument)
            return false;
        switch (major) {
        case Unsigned:
        case Negative:
            return true;
        case Bytes:
        case Text:
            if (*argument > rest_.size())
                return false;
            rest_ = rest_.subspan(std::size_t(*argument));
            return true;
        case Array:
            return items(*argument, depth);
        case Map:
            return *argument <= rest_.size() / 2 && items(*argument * 2, depth);
        case Simple:
            return *argument >= simpleFalse && *argument <= simpleUndefined;
        default:
            return false; // a tag
        }
    }
    [[nodiscard]] bool atEnd() const { return rest_.empty(); }

private:
    enum Major { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4, Map = 5, Simple = 7 };
    static constexpr quint64 simpleFalse = 20;
    static constexpr quint64 simpleUndefined = 23;

    bool items(quint64 count, int depth)
    {
        if (depth == 0 || count > rest_.size()) // each has a byte at least
            return false;
        for (quint64 i = 0; i < count; ++i) {
            if (!item(depth - 1))
                return false;
        }
        return true;
    }

    // The first byte and the argument behind it.
    std::optional<quint64> head()
    {
        const int major = rest_[0] >> 5;
        const int info = rest_[0] & 31;
        rest_ = rest_.subspan(1);
        if (info < 24)
            return quint64(info);
        if (info > 27 || major == Simple) // unknown length or reserved; a float
            return std::nullopt;
        const std::size_t size = std::size_t(1) << (info - 24);
        if (size > rest_.size())
            return std::nullopt;
        quint64 value = 0;
        for (const std::uint8_t byte : rest_.first(size))
            value = value << 8 | byte;
        rest_ = rest_.subspan(size);
        return value;
    }

    std::span<const std::uint8_t> rest_;
};

bool wellShaped(QByteArrayView bytes)
{
    Walk walk(bytes);
    return walk.item(depthMost) && walk.atEnd();
}

// Two values of one key would mean what the decoder makes of them.
bool keysAreDistinctIntegers(const QCborMap &map)
{
    std::vector<qint64> keys;
    keys.reserve(std::size_t(map.size()));
    for (auto each = map.begin(); each != map.end(); ++each) {
        if (!each.key().isInteger())
            return false;
        keys.push_back(each.key().toInteger());
    }
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

} // namespace

std::optional<QCborMap> decodeMap(QByteArrayView bytes)
{
    if (!wellShaped(bytes))
        return std::nullopt;
    QCborStreamReader reader(bytes.data(), bytes.size());
    const QCborValue value = QCborValue::fromCbor(reader);
    if (reader.lastError() != QCborError::NoError || reader.currentOffset() != bytes.size() || !value.isMap())
        return std::nullopt;
    QCborMap map = value.toMap();
    if (!keysAreDistinctIntegers(map))
        return std::nullopt;
    return map;
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
    QString text = value.toString(); // empty: of what is no string
    if (!value.isString() || text.size() > maxLength)
        return std::nullopt;
    return text;
}

void MapWriter::add(quint64 key, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    head(0, key);
    head(3, quint64(utf8.size()));
    out_ += utf8;
}

void MapWriter::head(int major, quint64 argument)
{
    const auto first = [&](int info) { out_ += char(major << 5 | info); };
    if (argument < 24) {
        first(int(argument));
        return;
    }
    const int size = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffffffff ? 2 : 3;
    first(24 + size);
    for (int shift = (8 << size) - 8; shift >= 0; shift -= 8)
        out_ += char(argument >> shift & 0xff);
}

} // namespace culvert::wire
