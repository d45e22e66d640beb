// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/invite_end.h"
#include "core/limits.h"
#include "core/login.h"
#include "core/result.h"
#include "core/rule.h"
#include "core/tunnel_kind.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

// What the profile keeps, as values: the state that a person asked for. The engine makes the world follow it.
namespace culvert::profile {

// The lines as `allowed` of a peer shows them: HOSTS:PORTS for one that allows, else with its verb.
[[nodiscard]] QStringList ruleLines(const QList<Rule> &rules);

// HOST:PORT for each.
[[nodiscard]] QStringList endpointLines(const QList<Endpoint> &endpoints);
// The same with /udp behind those of UDP.
[[nodiscard]] QStringList targetLines(const QList<Target> &targets);

struct PeerEntry {
    QString name;                        // unique
    PublicKey id;
    bool pending = false;                // pairing was asked for and has not been answered
    bool blocked = false;
    std::optional<ToxAddress> address;   // while pending: whom to ask
    std::optional<InviteToken> token;    // while pending: with what, or a person there decides; forgotten once paired
    QList<Rule> rules;
    QList<Endpoint> endpoints{};         // where it is reached by UDP, given by a person or its invite
    bool stranger = false;               // blocked when it asked to pair, and never paired: not blocked, it has no place here

    // Nothing is left to be asked for.
    void setPaired()
    {
        pending = false;
        address.reset();
        token.reset();
    }
    bool operator==(const PeerEntry &) const = default;
};

struct InviteEntry {
    TokenHash tokenHash;                 // the token itself is never kept
    QDateTime expiresAt;
    QList<Target> allow;                 // what the one who uses it may reach
    QDateTime createdAt{};               // may be unknown
    bool direct = false;                 // its link names endpoints: it can be used by UDP, without the Tox address
    QString label{};                     // for its maker; may be empty
    bool operator==(const InviteEntry &) const = default;
};

// What became of an invite: kept to be shown, opens nothing.
struct EndedInvite {
    InviteEntry invite;
    InviteEnd end = InviteEnd::Expired;
    QDateTime at;
    QString by{};                        // of a used one: the peer's name then
    std::optional<PublicKey> byId{};
    bool operator==(const EndedInvite &) const = default;
};

using culvert::TunnelKind;

struct TunnelEntry {
    QString name;                        // unique among all tunnels
    PublicKey peer;
    Endpoint listen;                     // port 0: any free one at each start
    Endpoint target;                     // of a forward, also one of UDP, there; of a reverse one, whose listen is there, here
    bool started = true;                 // starts with the program
    TunnelKind kind = TunnelKind::Forward;
    std::optional<Login> login{};        // of a proxy: who may use it; none: every program of this machine
    QString group{};                     // empty: in none
    quint64 limit = 0;                   // bytes a second in each direction; 0: none
    bool operator==(const TunnelEntry &) const = default;

    [[nodiscard]] Protocol protocol() const { return kind == TunnelKind::Udp ? Protocol::Udp : Protocol::Tcp; }
    // Whether the two want one port of one machine; port 0 is any free one, and never the same.
    [[nodiscard]] bool samePort(const TunnelEntry &other) const;
};

// The keys of `culvertd set`, with their defaults.
struct Settings {
    QString machineName;                 // name: how this machine calls itself to others; empty: its host name
    bool toxEnabled = true;              // tox.enabled: false, and peers are reached by direct ways alone
    bool toxLanDiscovery = false;        // tox.lanDiscovery: tells the local network that this machine runs Tox
    bool toxUdp = true;                  // tox.udp
    bool toxIpv6 = true;                 // tox.ipv6
    QString toxProxy;                    // tox.proxy: socks5:// or http://HOST:PORT, for TCP; UDP of Tox is off then. May be empty
    bool toxTcpRelay = true;             // tox.tcpRelay: use relays while no direct way is found
    quint16 toxUdpPort = 0;              // tox.udpPort: 0 any
    bool directEnabled = true;           // direct.enabled: look for a direct UDP way beside Tox
    bool directPortMapping = true;       // direct.portMapping: ask the router to forward the port of the direct ways
    quint16 directPort = 0;              // direct.port: of the direct ways; 0 any
    QString directEndpoint;              // direct.endpoint: HOST:PORT where this machine is reached from outside; may be empty
    QString directStun;                  // direct.stun: HOST:PORT of a STUN server, asked by IPv4, that says how this machine is seen outside; may be empty
    int resumeLimitSeconds = int(limits::resume / std::chrono::seconds(1)); // resumeLimit: from 1 s to a day
    bool operator==(const Settings &) const = default;
};

struct Config {
    QList<PeerEntry> peers;
    QList<InviteEntry> invites;
    QList<EndedInvite> endedInvites;     // the latest last; at most limits::endedInvitesKept
    QList<TunnelEntry> tunnels;
    Settings settings;
    QJsonObject unknown;                 // top-level keys of no meaning here: kept when the file is written
    bool operator==(const Config &) const = default;

    // Takes those that `is` says out of the open ones; `at` is now, and of those that expired the time when they did.
    void endInvites(const std::function<bool(const InviteEntry &)> &is, InviteEnd end, const QDateTime &at, const QString &by = {}, std::optional<PublicKey> byId = {});
    void endExpiredInvites(const QDateTime &now);

    [[nodiscard]] const PeerEntry *peer(const PublicKey &id) const;
    [[nodiscard]] PeerEntry *peer(const PublicKey &id);
    [[nodiscard]] const TunnelEntry *tunnel(const QString &name) const;
    [[nodiscard]] TunnelEntry *tunnel(const QString &name);
    // A tunnel of another name that wants the port of this one; null: none.
    [[nodiscard]] const TunnelEntry *sharesPort(const TunnelEntry &tunnel) const;

    // PEER as a person writes it: a 64-digit key, a whole name, or a unique prefix of either, in this order. Errors: PeerUnknown,
    // PeerAmbiguous.
    [[nodiscard]] Result<PublicKey> findPeer(const QString &words) const;
};

// One setting by its key, as text. Errors: SettingUnknown; SettingInvalid (detail: the key).
[[nodiscard]] Result<QString> readSetting(const Settings &settings, const QString &key);
[[nodiscard]] Outcome writeSetting(Settings &settings, const QString &key, const QString &value);
[[nodiscard]] QStringList settingKeys();

} // namespace culvert::profile
