// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/socks5.h"

#include "core/bytes.h"
#include "core/ip_address.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace culvert::proxy {

namespace {

enum Reply : std::uint8_t {
    Succeeded = 0,
    GeneralFailure = 1,
    NotAllowed = 2,
    NetworkUnreachable = 3,
    HostUnreachable = 4,
    Refused = 5,
    TtlExpired = 6,
    CommandUnsupported = 7,
    AddressUnsupported = 8
};

constexpr std::uint8_t noLogin = 0;
constexpr std::uint8_t withPassword = 2;
constexpr std::uint8_t noMethod = 0xff;
constexpr std::uint8_t commandConnect = 1;

IpAddress v6(const QByteArray &bytes)
{
    std::array<std::uint8_t, 16> out{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), qsizetype(out.size())), out.begin());
    return IpAddress::v6(out);
}

// The reply code for an error (RFC 1928 section 6).
std::uint8_t replyFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None: return Succeeded;
    case ErrorCode::TargetRefused: return Refused;
    case ErrorCode::TargetUnreachable:
    case ErrorCode::TargetNameNotFound: return HostUnreachable;
    case ErrorCode::TargetTimedOut: return TtlExpired;
    case ErrorCode::TargetNotAllowed:
    case ErrorCode::PeerBlocked:
    case ErrorCode::PeerPending: return NotAllowed;
    case ErrorCode::PeerOffline:
    case ErrorCode::PeerSilent:
    case ErrorCode::PeerUnknown:
    case ErrorCode::PeerRemoved:
    case ErrorCode::PeerRestarted:
    case ErrorCode::ResumeLimit: return NetworkUnreachable;
    default: return GeneralFailure;
    }
}

} // namespace

qsizetype Socks5::hear(std::span<const std::uint8_t> bytes)
{
    qsizetype used = 0;
    // Byte by byte, because what follows the request is the target's.
    while (phase() == Phase::Listening && used < qsizetype(bytes.size())) {
        message_.append(char(bytes[std::size_t(used++)]));
        bool whole = false;
        switch (step_) {
        case Step::Methods: whole = methods(); break;
        case Step::Login: whole = login(); break;
        case Step::Request: whole = request(); break;
        }
        if (whole)
            message_.clear();
    }
    return used;
}

bool Socks5::methods()
{
    if (message_.size() < 2 || message_.size() < 2 + byteAt(message_, 1))
        return false;
    const QByteArray offered = message_.mid(2);
    // Who insists on a login where none is asked for may have it: any is right.
    if (!manners_.admits && offered.contains(char(noLogin))) {
        toApplication.append(char(version)).append(char(noLogin));
        step_ = Step::Request;
    } else if (offered.contains(char(withPassword))) {
        toApplication.append(char(version)).append(char(withPassword));
        step_ = Step::Login;
    } else {
        toApplication.append(char(version)).append(char(noMethod));
        end();
    }
    return true;
}

bool Socks5::login()
{
    constexpr std::uint8_t loginVersion = 1;
    if (message_.size() < 2)
        return false;
    const qsizetype user = byteAt(message_, 1);
    if (message_.size() < 3 + user)
        return false;
    const qsizetype password = byteAt(message_, 2 + user);
    if (message_.size() < 3 + user + password)
        return false;
    const bool right = byteAt(message_, 0) == loginVersion
        && (!manners_.admits || manners_.admits(message_.mid(2, user), message_.mid(3 + user, password)));
    toApplication.append(char(loginVersion)).append(right ? '\0' : '\1');
    if (right)
        step_ = Step::Request;
    else
        end();
    return true;
}

bool Socks5::request()
{
    if (message_.size() < 5)
        return false;
    if (byteAt(message_, 0) != version) {
        reply(GeneralFailure);
        return true;
    }
    qsizetype length = 0; // of the address
    qsizetype at = 4;
    switch (byteAt(message_, 3)) {
    case 1: length = 4; break;
    case 3: length = byteAt(message_, at++); break;
    case 4: length = 16; break;
    default: reply(AddressUnsupported); return true;
    }
    if (message_.size() < at + length + 2)
        return false;
    if (byteAt(message_, 1) != commandConnect) {
        reply(CommandUnsupported);
        return true;
    }
    const QByteArray address = message_.mid(at, length);
    const auto port = qFromBigEndian<quint16>(message_.constData() + at + length);
    QString host;
    if (byteAt(message_, 3) == 3)
        host = QString::fromUtf8(address);
    else if (length == 4)
        host = IpAddress::v4(qFromBigEndian<std::uint32_t>(address.constData())).toString();
    else
        host = v6(address).toString();
    const auto target = parseEndpoint(Endpoint{host, port}.toString());
    if (target)
        want(*target);
    else
        reply(HostUnreachable);
    return true;
}

void Socks5::reply(std::uint8_t code)
{
    // The address that the other side dials from is not told: 0.0.0.0:0.
    toApplication.append(char(version)).append(char(code)).append('\0').append('\1').append(6, '\0');
    if (code != Succeeded)
        end();
}

void Socks5::connected()
{
    reply(Succeeded);
    setPhase(Phase::Carrying);
}

void Socks5::failed(const Error &error)
{
    if (phase() == Phase::Connecting)
        reply(replyFor(error.code == ErrorCode::None ? ErrorCode::TargetFailed : error.code));
    else
        setPhase(Phase::Broken);
}

} // namespace culvert::proxy
