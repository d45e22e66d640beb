// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/invite.h"

#include "core/invite_link.h"
#include "core/limits.h"
#include "wire/cbor.h"

#include <QCborArray>
#include <QCryptographicHash>

namespace culvert::wire {

namespace {

constexpr qint64 version = 1;

enum Key : qint64 { Version = 0, Address = 1, Token = 2, Expires = 3, Name = 4, Allow = 5, Endpoints = 6, AllowUdp = 7 };

QCborArray texts(const QList<Endpoint> &endpoints)
{
    QCborArray out;
    for (const Endpoint &endpoint : endpoints)
        out.append(endpoint.toString());
    return out;
}

// Nothing if there are more than `most` or one of them is none.
std::optional<QList<Endpoint>> endpointsAt(const QCborMap &map, qint64 key, qsizetype most)
{
    const QCborArray list = map.value(key).toArray();
    if (list.size() > most)
        return std::nullopt;
    QList<Endpoint> out;
    for (const QCborValue &text : list) {
        const auto endpoint = parseEndpoint(text.toString());
        if (!endpoint)
            return std::nullopt;
        out.append(*endpoint);
    }
    return out;
}

} // namespace

QString encodeInvite(const Invite &invite)
{
    QCborMap map{{Version, version},
                 {Address, invite.address.toBytes()},
                 {Token, invite.token.toBytes()},
                 {Expires, invite.expiresAt.toSecsSinceEpoch()},
                 {Name, invite.name}};
    map.insert(Allow, texts(invite.allow));
    if (!invite.endpoints.isEmpty())
        map.insert(Endpoints, texts(invite.endpoints));
    if (!invite.allowUdp.isEmpty())
        map.insert(AllowUdp, texts(invite.allowUdp));
    const QByteArray text = QCborValue(map).toCbor().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return inviteScheme.toString() + QString::fromLatin1(text);
}

Result<Invite> decodeInvite(QStringView link)
{
    const QStringView trimmed = link.trimmed();
    const Error invalid{ErrorCode::InviteInvalid, trimmed.left(80).toString()};
    if (trimmed.size() > qsizetype(limits::inviteLinkSize) || !hasInviteScheme(trimmed))
        return invalid;
    const auto decoded = QByteArray::fromBase64Encoding(trimmed.mid(inviteScheme.size()).toUtf8(),
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
    const auto name = textAt(*map, Name, limits::nameLength);
    const auto allow = endpointsAt(*map, Allow, qsizetype(limits::inviteTargets));
    const auto endpoints = endpointsAt(*map, Endpoints, limits::peerEndpoints);
    const auto allowUdp = endpointsAt(*map, AllowUdp, qsizetype(limits::inviteTargets));
    if (!address || !token || !expires || !name || !allow || !endpoints || !allowUdp)
        return invalid;
    return Invite{*address, *token, QDateTime::fromSecsSinceEpoch(*expires).toUTC(), *name, *allow, *endpoints, *allowUdp};
}

TokenHash hashOf(const InviteToken &token)
{
    return *TokenHash::fromBytes(QCryptographicHash::hash(token.toBytes(), QCryptographicHash::Sha256));
}

QByteArray encodePairRequest(const PairRequest &request)
{
    QCborMap map{{Version, version}};
    if (request.token)
        map.insert(Token, request.token->toBytes());
    map.insert(Name, request.name);
    return QCborValue(map).toCbor();
}

std::optional<PairRequest> decodePairRequest(QByteArrayView message)
{
    const auto map = decodeMap(message);
    if (!map || integerAt(*map, Version, version, version) != version)
        return std::nullopt;
    const auto token = InviteToken::fromBytes(bytesAt(*map, Token).value_or(QByteArray()));
    const auto name = textAt(*map, Name, limits::nameLength);
    if (!name || (!token && map->contains(Token)))
        return std::nullopt;
    return PairRequest{token, *name};
}

} // namespace culvert::wire
