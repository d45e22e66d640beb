// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/opening.h"

#include "core/ip_address.h"
#include "core/limits.h"
#include "wire/cbor.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace culvert::wire {

namespace {

constexpr qint64 version = 1;
constexpr qint64 kindTcp = 0;
constexpr qint64 kindTest = 1;
constexpr qint64 kindUdp = 2;
constexpr qint64 kindListen = 3;
constexpr qint64 kindReverse = 4;
constexpr qsizetype detailLength = 120;
constexpr std::size_t lengthSize = 2;

enum Key : qint64 { Version = 0, Kind = 1, Host = 2, Port = 3, Role = 4, Milliseconds = 5, Bytes = 6, Id = 7, Code = 1, Detail = 2 };

QByteArray framed(const MapWriter &map)
{
    QByteArray out(qsizetype(lengthSize) + map.bytes().size(), Qt::Uninitialized);
    qToBigEndian(quint16(map.bytes().size()), out.data());
    std::copy(map.bytes().begin(), map.bytes().end(), out.begin() + lengthSize);
    return out;
}

struct Frame {
    Decoding status = Decoding::NeedMore;
    qsizetype used = 0;
    QCborMap map;
};

Frame decodeFrame(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < lengthSize)
        return {};
    const std::size_t length = qFromBigEndian<quint16>(bytes.data());
    if (length == 0 || length > limits::openingSize)
        return {Decoding::Invalid, 0, {}};
    if (bytes.size() < lengthSize + length)
        return {};
    const auto map = decodeMap(QByteArrayView(bytes.data() + lengthSize, qsizetype(length)));
    const auto itsVersion = map ? integerAt(*map, Version, 1, INT_MAX) : std::nullopt;
    if (!itsVersion)
        return {Decoding::Invalid, 0, {}};
    if (*itsVersion != version)
        return {Decoding::UnsupportedVersion, 0, {}};
    return {Decoding::Done, qsizetype(lengthSize + length), *map};
}

std::optional<TestOpening> testOf(const QCborMap &map)
{
    const auto role = integerAt(map, Role, qint64(TestRole::Echo), qint64(TestRole::Up));
    if (!role)
        return std::nullopt;
    const auto ms = integerAt(map, Milliseconds, 1, toWholeMs(longestTest(TestRole(*role))));
    const auto bytes = integerAt(map, Bytes, 1, qint64(limits::testBytes));
    if (!ms || !bytes)
        return std::nullopt;
    return TestOpening{TestRole(*role), std::chrono::milliseconds(*ms), quint64(*bytes)};
}

std::optional<ReverseId> idOf(const QCborMap &map)
{
    const auto id = integerAt(map, Id, 1, std::numeric_limits<ReverseId>::max());
    return id ? std::optional(ReverseId(*id)) : std::nullopt;
}

std::optional<ListenOpening> listenOf(const QCborMap &map)
{
    const auto host = textAt(map, Host, hostLength);
    const auto port = integerAt(map, Port, 0, 65535);
    const auto id = idOf(map);
    if (!host || !port || !id)
        return std::nullopt;
    const Endpoint on{*host, quint16(*port)};
    const auto checked = parseListen(on.toString());
    if (!checked || *checked != on || !IpAddress::parse(on.host))
        return std::nullopt;
    return ListenOpening{on, *id};
}

} // namespace

Duration longestTest(TestRole role) { return role == TestRole::Echo ? limits::testEcho : limits::testDirection; }

QByteArray encode(const Opening &opening)
{
    const auto begun = [](quint64 entries, qint64 kind) {
        MapWriter map(entries);
        map.add(Version, version);
        map.add(Kind, quint64(kind));
        return map;
    };
    if (opening.test) {
        MapWriter map = begun(5, kindTest);
        map.add(Role, quint64(opening.test->role));
        map.add(Milliseconds, quint64(toWholeMs(opening.test->lasts)));
        map.add(Bytes, opening.test->bytes);
        return framed(map);
    }
    if (opening.listen) {
        MapWriter map = begun(5, kindListen);
        map.add(Host, opening.listen->on.host);
        map.add(Port, opening.listen->on.port);
        map.add(Id, opening.listen->id);
        return framed(map);
    }
    if (opening.reverse) {
        MapWriter map = begun(3, kindReverse);
        map.add(Id, *opening.reverse);
        return framed(map);
    }
    MapWriter map = begun(4, opening.udp ? kindUdp : kindTcp);
    map.add(Host, opening.target.host);
    map.add(Port, opening.target.port);
    return framed(map);
}

QByteArray encode(const Answer &answer)
{
    MapWriter map(3);
    map.add(Version, version);
    map.add(Code, quint64(answer.code));
    map.add(Detail, answer.detail.left(detailLength));
    return framed(map);
}

Decoded<Opening> decodeOpening(std::span<const std::uint8_t> bytes)
{
    const Frame frame = decodeFrame(bytes);
    if (frame.status != Decoding::Done)
        return {frame.status, 0, {}};
    const Decoded<Opening> invalid{Decoding::Invalid, 0, {}};
    const auto kind = integerAt(frame.map, Kind, kindTcp, kindReverse);
    if (kind == kindTest) {
        const auto test = testOf(frame.map);
        return test ? Decoded<Opening>{Decoding::Done, frame.used, {.test = test}} : invalid;
    }
    if (kind == kindListen) {
        const auto listen = listenOf(frame.map);
        return listen ? Decoded<Opening>{Decoding::Done, frame.used, {.listen = listen}} : invalid;
    }
    if (kind == kindReverse) {
        const auto id = idOf(frame.map);
        return id ? Decoded<Opening>{Decoding::Done, frame.used, {.reverse = id}} : invalid;
    }
    if (!kind)
        return invalid;
    const auto host = textAt(frame.map, Host, hostLength);
    const auto port = integerAt(frame.map, Port, 1, 65535);
    if (!host || !port)
        return invalid;
    // The same rules as for a target that a person writes: no brackets, white space or control characters.
    const Endpoint target{*host, quint16(*port)};
    const auto checked = parseEndpoint(target.toString());
    if (!checked || *checked != target)
        return invalid;
    return {Decoding::Done, frame.used, {.target = target, .udp = kind == kindUdp}};
}

Decoded<Answer> decodeAnswer(std::span<const std::uint8_t> bytes)
{
    const Frame frame = decodeFrame(bytes);
    if (frame.status != Decoding::Done)
        return {frame.status, 0, {}};
    const auto code = integerAt(frame.map, Code, 0, 65535);
    const auto detail = textAt(frame.map, Detail, detailLength);
    if (!code || !detail)
        return {Decoding::Invalid, 0, {}};
    QString printable; // it is shown to people, on terminals too
    for (const char32_t c : detail->toUcs4())
        printable += QChar::fromUcs4(QChar::isPrint(c) ? c : U' ');
    return {Decoding::Done, frame.used, {wireCode(quint64(*code)), printable}};
}

} // namespace culvert::wire
