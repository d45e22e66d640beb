// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/invite.h"

#include "core/limits.h"
#include "wire/cbor.h"

#include <QCborArray>
#include <QCryptographicHash>

namespace culvert::wire {

namespace {

constexpr QStringView scheme = u"culvert:";
constexpr qint64 version = 1;
constexpr qsizetype nameLength = 64;

enum Key : qint64 { Version = 0, Address = 1, Token = 2, Expires = 3, Name = 4, Allow = 5 };

} // namespace

QString encodeInvite(const Invite &invite)
{
    QCborMap map{{Version, version},
                 {Address, invite.address.toBytes()},
                 {Token, invite.token.toBytes()},
                 {Expires, invite.expiresAt.toSecsSinceEpoch()},
                 {Name, invite.name}};
    QCborArray allow;
    for (const Endpoint &target : invite.allow)
        allow.append(target.toString());
    map.insert(Allow, allow);
    const QByteArray text = QCborValue(map).toCbor().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return scheme.toString() + QString::fromLatin1(text);
}

Result<Invite> decodeInvite(QStringView link)
{
    const QStringView trimmed = link.trimmed();
    const Error invalid{ErrorCode::InviteInvalid, trimmed.left(80).toString()};
    if (trimmed.size() > qsizetype(limits::inviteLinkSize) || !trimmed.startsWith(scheme, Qt::CaseInsensitive))
        return invalid;
    const auto decoded = QByteArray::fromBase64Encoding(trimmed.mid(scheme.size()).toUtf8(),
                                                        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto map = decoded ? decodeMap(*decoded) : std::nullopt;
    const auto itsVersion = map ? integerAt(*map, Version, 1, INT_MAX) : std::nullopt;
    if (!itsVersion)
        return invalid;
    if (*itsVersion != version)
        return Error{ErrorCode::UnsupportedVersion};
    const auto address = ToxAddress::fromBytes(bytesAt(*map, Address).value_or(QByteArray()));
    const auto token = InviteToken::fromBytes(bytesAt(*map, Token).value_or(QByteArray()));
    const auto expires = integerAt(*map, Expires, 0, qint64(1) << 40);
    const auto name = textAt(*map, Name, nameLength);
    const QCborArray allow = map->value(Allow).toArray();
    if (!address || !token || !expires || !name || allow.size() > qsizetype(limits::inviteTargets))
        return invalid;
    Invite invite{*address, *token, QDateTime::fromSecsSinceEpoch(*expires, Qt::UTC), *name, {}};
    for (const QCborValue &target : allow) {
        const auto endpoint = parseEndpoint(target.toString());
        if (!endpoint)
            return invalid;
        invite.allow.append(*endpoint);
    }
    return invite;
}

TokenHash hashOf(const InviteToken &token)
{
    return *TokenHash::fromBytes(QCryptographicHash::hash(token.toBytes(), QCryptographicHash::Sha256));
}

QByteArray encodePairRequest(const PairRequest &request)
{
    return QCborValue(QCborMap{{Version, version}, {Token, request.token.toBytes()}, {Name, request.name}}).toCbor();
}

std::optional<PairRequest> decodePairRequest(QByteArrayView message)
{
    const auto map = decodeMap(message);
    if (!map || integerAt(*map, Version, version, version) != version)
        return std::nullopt;
    const auto token = InviteToken::fromBytes(bytesAt(*map, Token).value_or(QByteArray()));
    const auto name = textAt(*map, Name, nameLength);
    if (!token || !name)
        return std::nullopt;
    return PairRequest{*token, *name};
}

} // namespace culvert::wire
