// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/socks4.h"

#include "core/bytes.h"
#include "core/ip_address.h"

#include <QtEndian>

namespace culvert::proxy {

namespace {

enum Reply : std::uint8_t { Granted = 90, Rejected = 91, UserUnknown = 93 };

constexpr qsizetype fixedPart = 8;      // version, command, port, address
constexpr qsizetype textMost = 255;     // the user's name, and the host's
constexpr qsizetype messageMost = fixedPart + 2 * (textMost + 1);
constexpr std::uint8_t commandConnect = 1;

} // namespace

qsizetype Socks4::hear(std::span<const std::uint8_t> bytes)
{
    qsizetype used = 0;
    while (phase() == Phase::Listening && used < qsizetype(bytes.size())) {
        message_.append(char(bytes[std::size_t(used++)]));
        if (!request() && message_.size() >= messageMost)
            reply(Rejected);
    }
    return used;
}

bool Socks4::request()
{
    const qsizetype userEnd = message_.indexOf('\0', fixedPart);
    if (message_.size() <= fixedPart || userEnd < 0)
        return false;
    const auto address = qFromBigEndian<std::uint32_t>(message_.constData() + 4);
    const bool named = address != 0 && address <= 255; // 0.0.0.x: the name follows (4a)
    if (named && (message_.size() == userEnd + 1 || !message_.endsWith('\0')))
        return false;
    if (byteAt(message_, 1) != commandConnect) {
        reply(Rejected); // BIND, or nothing known
        return true;
    }
    if (manners_.admits) {
        reply(UserUnknown);
        return true;
    }
    const auto port = qFromBigEndian<quint16>(message_.constData() + 2);
    const QString host = named ? QString::fromUtf8(message_.mid(userEnd + 1).chopped(1)) : IpAddress::v4(address).toString();
    const auto target = parseEndpoint(Endpoint{host, port}.toString());
    if (target)
        want(*target);
    else
        reply(Rejected);
    return true;
}

void Socks4::reply(std::uint8_t code)
{
    toApplication.append('\0').append(char(code)).append(6, '\0');
    if (code != Granted)
        end();
}

void Socks4::connected()
{
    reply(Granted);
    setPhase(Phase::Carrying);
}

void Socks4::failed(const Error &)
{
    if (phase() == Phase::Connecting)
        reply(Rejected);
    else
        setPhase(Phase::Broken);
}

} // namespace culvert::proxy
