// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/config_json.h"

#include "core/rate.h"
#include "profile/config_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace culvert::profile {

namespace {

// 2: rules are lines. In 1 they were {"allow": bool, "target": "HOST:PORT"}. 3: one of them speaks of UDP, which a program that reads
// 2 would take for a broken line; without any, 2 is written.
constexpr int version = 3;
constexpr int versionWithoutUdp = 2;
constexpr int oldestVersion = 1;

namespace key {
const QString version = QStringLiteral("version");
const QString peers = QStringLiteral("peers");
const QString invites = QStringLiteral("invites");
const QString forwards = QStringLiteral("forwards");
const QString proxies = QStringLiteral("proxies");
const QString udpForwards = QStringLiteral("udpForwards");
const QString reverses = QStringLiteral("reverses");
const QString settings = QStringLiteral("settings");
const QString name = QStringLiteral("name");
const QString id = QStringLiteral("id");
const QString pending = QStringLiteral("pending");
const QString blocked = QStringLiteral("blocked");
const QString address = QStringLiteral("address");
const QString token = QStringLiteral("token");
const QString tokenHash = QStringLiteral("tokenHash");
const QString expiresAt = QStringLiteral("expiresAt");
const QString rules = QStringLiteral("rules");
const QString allow = QStringLiteral("allow");
const QString target = QStringLiteral("target");
const QString peer = QStringLiteral("peer");
const QString listen = QStringLiteral("listen");
const QString endpoints = QStringLiteral("endpoints");
const QString started = QStringLiteral("started");
const QString stranger = QStringLiteral("stranger");
const QString createdAt = QStringLiteral("createdAt");
const QString direct = QStringLiteral("direct");
const QString login = QStringLiteral("login");
const QString user = QStringLiteral("user");
const QString salt = QStringLiteral("salt");
const QString hash = QStringLiteral("hash");
const QString group = QStringLiteral("group");
const QString limit = QStringLiteral("limit");
const QString label = QStringLiteral("label");
const QString endedInvites = QStringLiteral("endedInvites");
const QString ended = QStringLiteral("ended");
const QString endedAt = QStringLiteral("endedAt");
const QString by = QStringLiteral("by");
const QString byId = QStringLiteral("byId");
} // namespace key

// --- Writing ---

QJsonObject encode(const PeerEntry &peer)
{
    QJsonArray rules;
    for (const Rule &rule : peer.rules)
        rules.append(rule.toString());
    QJsonObject out{{key::name, peer.name}, {key::id, peer.id.toHex()}, {key::rules, rules}};
    if (!peer.endpoints.isEmpty())
        out.insert(key::endpoints, QJsonArray::fromStringList(endpointLines(peer.endpoints)));
    if (peer.blocked)
        out.insert(key::blocked, true);
    if (peer.stranger)
        out.insert(key::stranger, true);
    if (peer.pending) {
        out.insert(key::pending, true);
        if (peer.address)
            out.insert(key::address, peer.address->toHex());
        if (peer.token)
            out.insert(key::token, peer.token->toHex());
    }
    return out;
}

QJsonObject encode(const InviteEntry &invite)
{
    QJsonArray allow;
    for (const Target &target : invite.allow)
        allow.append(target.toString());
    QJsonObject out{{key::tokenHash, invite.tokenHash.toHex()},
                    {key::expiresAt, invite.expiresAt.toUTC().toString(Qt::ISODateWithMs)},
                    {key::allow, allow}};
    if (invite.createdAt.isValid())
        out.insert(key::createdAt, invite.createdAt.toUTC().toString(Qt::ISODateWithMs));
    if (invite.direct)
        out.insert(key::direct, true);
    if (!invite.label.isEmpty())
        out.insert(key::label, invite.label);
    return out;
}

QJsonObject encode(const EndedInvite &ended)
{
    QJsonObject out = encode(ended.invite);
    out.insert(key::ended, inviteEndName(ended.end));
    out.insert(key::endedAt, ended.at.toUTC().toString(Qt::ISODateWithMs));
    if (ended.byId) {
        out.insert(key::by, ended.by);
        out.insert(key::byId, ended.byId->toHex());
    }
    return out;
}

QJsonObject encode(const TunnelEntry &tunnel)
{
    QJsonObject out{{key::name, tunnel.name},
                    {key::peer, tunnel.peer.toHex()},
                    {key::listen, tunnel.listen.toString()},
                    {key::started, tunnel.started}};
    if (tunnel.kind != TunnelKind::Proxy)
        out.insert(key::target, tunnel.target.toString());
    if (!tunnel.group.isEmpty())
        out.insert(key::group, tunnel.group);
    if (tunnel.limit)
        out.insert(key::limit, rateWords(tunnel.limit));
    if (tunnel.login) {
        out.insert(key::login, QJsonObject{{key::user, tunnel.login->user},
                                           {key::salt, tunnel.login->salt.toHex()},
                                           {key::hash, tunnel.login->hash.toHex()}});
    }
    return out;
}

template <class List>
QJsonArray encodeList(const List &list)
{
    QJsonArray out;
    for (const auto &entry : list)
        out.append(encode(entry));
    return out;
}

// Each kind of tunnel has a list of its own, so that an older version, which keeps lists that it does not know, can read the rest.
struct TunnelLists {
    QString list;
    TunnelKind kind;
};
const std::initializer_list<TunnelLists> tunnelLists{{key::forwards, TunnelKind::Forward}, {key::proxies, TunnelKind::Proxy}, {key::udpForwards, TunnelKind::Udp}, {key::reverses, TunnelKind::Reverse}};

QJsonArray encodeTunnels(const QList<TunnelEntry> &tunnels, TunnelKind kind)
{
    QJsonArray out;
    for (const TunnelEntry &tunnel : tunnels) {
        if (tunnel.kind == kind)
            out.append(encode(tunnel));
    }
    return out;
}

bool speaksOfUdp(const Config &config)
{
    const bool invited = std::any_of(config.invites.begin(), config.invites.end(), [](const InviteEntry &invite) {
        return std::any_of(invite.allow.begin(), invite.allow.end(), [](const Target &target) { return target.protocol == Protocol::Udp; });
    });
    return invited || std::any_of(config.peers.begin(), config.peers.end(), [](const PeerEntry &peer) {
        return std::any_of(peer.rules.begin(), peer.rules.end(), [](const Rule &rule) { return rule.protocol == Protocol::Udp; });
    });
}

// --- Reading ---

// A line of version 1 named exactly one spelling of one target. One of a spelling that nothing can reach could never match:
// it is left out, so that it does not come to mean more than it did (a star, say).
std::optional<Rule> decodeRule(ConfigReader &reader, const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject in = value.toObject();
        reader.require(in.value(key::allow).isBool(), key::allow);
        const QString text = in.value(key::target).toString();
        const auto target = parseEndpoint(text);
        reader.require(target.ok() || parseEndpoint(QStringLiteral("host") + text.mid(text.lastIndexOf(u':'))).ok(), key::target); // the port must be one
        return target ? ruleFor(in.value(key::allow).toBool() ? RuleVerb::Allow : RuleVerb::Deny, *target) : std::nullopt;
    }
    const auto rule = parseRule(value.toString());
    reader.require(value.isString() && rule.ok(), key::rules);
    return rule ? std::optional(*rule) : std::nullopt;
}

PeerEntry decodePeer(ConfigReader &reader, const QJsonObject &in)
{
    PeerEntry peer;
    peer.name = reader.name(in);
    peer.id = reader.hex<PublicKey>(in, key::id);
    peer.pending = reader.flag(in, key::pending, false);
    peer.blocked = reader.flag(in, key::blocked, false);
    peer.stranger = reader.flag(in, key::stranger, false);
    reader.require(peer.blocked || !peer.stranger, key::stranger);
    if (peer.pending) {
        peer.address = ToxAddress::fromHex(reader.text(in, key::address));
        reader.require(peer.address && peer.address->publicKey() == peer.id, key::address);
        if (in.contains(key::token))
            peer.token = reader.hex<InviteToken>(in, key::token);
    }
    for (const QJsonValue &value : reader.list(in, key::rules)) {
        if (const auto rule = decodeRule(reader, value))
            peer.rules.append(*rule);
    }
    for (const QJsonValue &endpoint : reader.list(in, key::endpoints))
        peer.endpoints.append(reader.endpoint(endpoint, key::endpoints));
    return peer;
}

InviteEntry decodeInvite(ConfigReader &reader, const QJsonObject &in)
{
    InviteEntry invite;
    invite.tokenHash = reader.hex<TokenHash>(in, key::tokenHash);
    invite.expiresAt = reader.time(in, key::expiresAt);
    for (const QJsonValue &target : reader.list(in, key::allow))
        invite.allow.append(reader.target(target, key::allow));
    if (in.contains(key::createdAt))
        invite.createdAt = reader.time(in, key::createdAt);
    invite.direct = reader.flag(in, key::direct, false);
    if (in.contains(key::label))
        invite.label = reader.name(in, key::label);
    return invite;
}

EndedInvite decodeEndedInvite(ConfigReader &reader, const QJsonObject &in)
{
    EndedInvite ended;
    ended.invite = decodeInvite(reader, in);
    const auto end = inviteEndNamed(reader.text(in, key::ended));
    reader.require(end.has_value(), key::ended);
    ended.end = end.value_or(InviteEnd::Expired);
    ended.at = reader.time(in, key::endedAt);
    if (in.contains(key::byId)) {
        ended.byId = reader.hex<PublicKey>(in, key::byId);
        ended.by = reader.text(in, key::by);
    }
    return ended;
}

TunnelEntry decodeTunnel(ConfigReader &reader, const QJsonObject &in, TunnelKind kind)
{
    TunnelEntry tunnel;
    tunnel.kind = kind;
    tunnel.name = reader.name(in);
    tunnel.peer = reader.hex<PublicKey>(in, key::peer);
    tunnel.listen = reader.listen(in.value(key::listen), key::listen);
    if (kind != TunnelKind::Proxy)
        tunnel.target = reader.endpoint(in.value(key::target), key::target);
    tunnel.started = reader.flag(in, key::started, true);
    if (in.contains(key::group))
        tunnel.group = reader.name(in, key::group);
    if (in.contains(key::limit))
        tunnel.limit = reader.rate(in, key::limit);
    if (in.contains(key::login)) {
        const QJsonObject login = reader.object(in.value(key::login), key::login);
        tunnel.login = Login{reader.text(login, key::user), reader.hex<LoginSalt>(login, key::salt), reader.hex<LoginHash>(login, key::hash)};
    }
    return tunnel;
}

Settings decodeSettings(ConfigReader &reader, const QJsonObject &in)
{
    Settings settings;
    for (const QString &name : settingKeys()) {
        const QJsonValue value = in.value(name);
        if (value.isUndefined())
            continue;
        reader.require(value.isString() && writeSetting(settings, name, value.toString()).ok(), name);
    }
    return settings;
}

void checkWhole(ConfigReader &reader, const Config &config)
{
    QSet<QString> names;
    QSet<PublicKey> ids;
    for (const PeerEntry &peer : config.peers) {
        reader.require(!names.contains(peer.name) && !ids.contains(peer.id), key::peers);
        names.insert(peer.name);
        ids.insert(peer.id);
    }
    names.clear();
    for (const TunnelEntry &tunnel : config.tunnels) {
        reader.require(!names.contains(tunnel.name) && ids.contains(tunnel.peer), key::forwards);
        names.insert(tunnel.name);
    }
}

} // namespace

QByteArray encodeConfig(const Config &config)
{
    QJsonObject settings;
    for (const QString &name : settingKeys())
        settings.insert(name, *readSetting(config.settings, name));
    QJsonObject out = config.unknown;
    out.insert(key::version, speaksOfUdp(config) ? version : versionWithoutUdp);
    out.insert(key::peers, encodeList(config.peers));
    out.insert(key::invites, encodeList(config.invites));
    if (!config.endedInvites.isEmpty())
        out.insert(key::endedInvites, encodeList(config.endedInvites));
    for (const auto &[list, kind] : tunnelLists)
        out.insert(list, encodeTunnels(config.tunnels, kind));
    out.insert(key::settings, settings);
    return QJsonDocument(out).toJson();
}

Result<Config> decodeConfig(const QByteArray &json)
{
    QJsonParseError parsing{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return Error{ErrorCode::ConfigBroken, QString(), parsing.errorString()};
    QJsonObject in = document.object();
    const double itsVersion = in.value(key::version).toDouble(0);
    if (itsVersion > version)
        return Error{ErrorCode::ProfileTooNew};

    ConfigReader reader;
    Config config;
    reader.require(itsVersion >= oldestVersion && std::floor(itsVersion) == itsVersion, key::version);
    for (const QJsonValue &value : reader.list(in, key::peers))
        config.peers.append(decodePeer(reader, reader.object(value, key::peers)));
    for (const QJsonValue &value : reader.list(in, key::invites))
        config.invites.append(decodeInvite(reader, reader.object(value, key::invites)));
    for (const QJsonValue &value : reader.list(in, key::endedInvites))
        config.endedInvites.append(decodeEndedInvite(reader, reader.object(value, key::endedInvites)));
    for (const auto &[list, kind] : tunnelLists) {
        for (const QJsonValue &value : reader.list(in, list))
            config.tunnels.append(decodeTunnel(reader, reader.object(value, list), kind));
    }
    const QJsonValue settings = in.value(key::settings);
    reader.require(settings.isObject() || settings.isUndefined(), key::settings);
    config.settings = decodeSettings(reader, settings.toObject());
    checkWhole(reader, config);
    if (!reader.ok())
        return Error{ErrorCode::ConfigBroken, QString(), reader.wrong()};

    for (const QString &known : {key::version, key::peers, key::invites, key::endedInvites, key::forwards, key::proxies, key::udpForwards, key::reverses, key::settings})
        in.remove(known);
    config.unknown = in;
    return config;
}

} // namespace culvert::profile
