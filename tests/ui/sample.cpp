// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sample.h"

#include "api/snapshot_json.h"

#include <array>

#include <QJsonArray>
#include <QJsonObject>

namespace culvert::test {

namespace {

QString text(const char *latin) { return QString::fromUtf8(latin); }

void addCounters(api::Snapshot &desk, qint64 open)
{
    const auto add = [&](const char *key, qint64 now, qint64 peak, std::optional<qint64> created, std::optional<qint64> baseline) {
        desk.counters.append({text(key), now, peak, created, created ? std::optional(*created - now) : std::nullopt, baseline});
    };
    add("streams", open, 41, 1873, 0);
    add("tcpSockets", open, 43, 1899, 0);
    add("listeners", 2, 3, 5, 2);
    add("links", 2, 2, 4, 2);
    add("timers", 9, 61, 4210, std::nullopt);
    add("queuedBytes", open * 52'431, 8'388'608, std::nullopt, 0);
    add("descriptors", 48, 97, std::nullopt, std::nullopt);
    add("threads", 3, 4, std::nullopt, std::nullopt);
    add("residentBytes", 61'202'432, 74'350'592, std::nullopt, std::nullopt);
}

void addErrors(api::Snapshot &desk, const QDateTime &now)
{
    desk.errors = {
        {now.addSecs(-40), Error{ErrorCode::PortInUse, text("127.0.0.1:8080"), text("nginx (pid 812)"), {}, text("staging web")}, 1},
        {now.addSecs(-300), Error{ErrorCode::TargetRefused, text("127.0.0.1:5432"), {}, text("office"), text("database")}, 14},
        {now.addSecs(-4000), Error{ErrorCode::StrangerRefused, keyOf(0xC3).toHex()}, 2},
        {now.addDays(-1), Error{ErrorCode::PeerSilent, {}, {}, text("home server"), {}}, 3},
    };
}

} // namespace

PublicKey keyOf(quint8 byte)
{
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::uint8_t(byte + i * 37);
    return PublicKey(bytes);
}

api::PeerInfo samplePeer(const QString &name, quint8 key, api::PeerState state)
{
    api::PeerInfo peer;
    peer.name = name;
    peer.id = keyOf(key);
    peer.state = state;
    return peer;
}

api::TunnelInfo sampleTunnel(const QString &name, const api::PeerInfo &peer, api::TunnelState state)
{
    api::TunnelInfo tunnel;
    tunnel.name = name;
    tunnel.listen = text("127.0.0.1:8080");
    tunnel.target = text("127.0.0.1:80");
    tunnel.peer = peer.name;
    tunnel.peerId = peer.id;
    tunnel.state = state;
    return tunnel;
}

api::ConnectionInfo sampleConnection(ConnectionId id, const api::TunnelInfo &tunnel, api::ConnectionState state)
{
    api::ConnectionInfo connection;
    connection.id = id;
    connection.tunnel = tunnel.name;
    connection.peer = tunnel.peer;
    connection.source = text("127.0.0.1:") + QString::number(40'000 + id % 20'000);
    connection.target = tunnel.target;
    connection.state = state;
    connection.openedAt = QDateTime::currentDateTimeUtc().addSecs(-30);
    return connection;
}

api::Snapshot sampleDesk(int step)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto grown = [step](quint64 from, quint64 perSecond) { return from + perSecond * quint64(step) / 4; };

    api::Snapshot desk;
    desk.running = true;
    desk.version = text("0.1.0");
    desk.address = keyOf(0x6C).toHex() + text("0A72C990A1B2");
    desk.tox = {api::ToxConnection::Udp, quint16(33445), keyOf(0x11).toHex()};

    api::PeerInfo office = samplePeer(text("office"), 0x3A, api::PeerState::Online);
    office.since = now.addSecs(-8123);
    office.path = api::PathKind::Direct;
    office.rttMs = 3.4;
    office.lossPercent = 0.0;
    office.link = {1'384'000, 52'300, grown(48'920'113, 1'384'000), grown(1'450'201, 52'300), 412'160, 61'400, 15'204'352};
    api::PeerInfo home = samplePeer(text("home server"), 0x91, api::PeerState::Online);
    home.since = now.addSecs(-190);
    home.path = api::PathKind::ToxRelay;
    home.rttMs = 87;
    home.lossPercent = 1.2;
    home.link = {66'100, 1'900, grown(2'351'044, 66'100), grown(40'113, 1'900), 96'040, 88'320, 8'388'608};
    home.allowed = {text("127.0.0.1:22"), text("192.168.1.10:445"), text("192.168.1.10:3389")};
    api::PeerInfo laptop = samplePeer(text("laptop"), 0xE7, api::PeerState::Offline);
    laptop.since = now.addDays(-2);
    laptop.allowed = {text("127.0.0.1:80")};
    desk.peers = {office, home, laptop};
    for (api::PeerInfo &peer : desk.peers) {
        for (const QString &target : std::as_const(peer.allowed))
            peer.rules.append({text("allow ") + target, quint64(peer.rules.size()) * 17, peer.rules.isEmpty() ? QDateTime() : now.addSecs(-700)});
    }

    api::TunnelInfo database = sampleTunnel(text("database"), office, api::TunnelState::Listening);
    database.listen = text("127.0.0.1:5432");
    database.target = text("127.0.0.1:5432");
    database.open = 2;
    database.sent = grown(1'204'332, 41'000);
    database.received = grown(48'120'443, 1'240'000);
    api::TunnelInfo photos = sampleTunnel(text("photos"), home, api::TunnelState::Listening);
    photos.listen = text("127.0.0.1:8443");
    photos.target = text("photos.home.lan:443");
    photos.open = 1;
    photos.sent = grown(20'331, 800);
    photos.received = grown(2'204'118, 64'000);
    api::TunnelInfo staging = sampleTunnel(text("staging web"), office, api::TunnelState::Failed);
    staging.error = Error{ErrorCode::PortInUse, text("127.0.0.1:8080"), text("nginx (pid 812)"), {}, text("staging web")};
    api::TunnelInfo desktop = sampleTunnel(text("remote desktop"), laptop, api::TunnelState::Stopped);
    desktop.listen = text("127.0.0.1:3390");
    desktop.target = text("127.0.0.1:3389");
    desk.tunnels = {database, photos, staging, desktop};

    api::ConnectionInfo first = sampleConnection(211, database, api::ConnectionState::Open);
    first.openedAt = now.addSecs(-754);
    first.sent = grown(804'332, 30'000);
    first.received = grown(40'120'443, 1'100'000);
    first.waitingIn = 65'536;
    first.waitingOut = 412'000;
    first.story = {first.openedAt.addMSecs(38), first.openedAt.addMSecs(2), first.openedAt.addMSecs(77), first.openedAt.addSecs(3), 41, {}, {}};
    api::ConnectionInfo second = sampleConnection(214, database, api::ConnectionState::HalfClosedOut);
    second.sent = grown(12'000, 11'000);
    second.received = grown(8'000'000, 140'000);
    api::ConnectionInfo third = sampleConnection(215, photos, api::ConnectionState::Open);
    third.sent = grown(20'331, 800);
    third.received = grown(2'204'118, 64'000);
    third.idleMs = 40;
    api::ConnectionInfo fourth = sampleConnection(216, {}, api::ConnectionState::Open);
    fourth.side = api::Side::Far;
    fourth.peer = fourth.source = text("home server");
    fourth.target = text("127.0.0.1:22");
    fourth.sent = 5'120;
    fourth.received = 3'400;
    fourth.idleMs = 12'400;
    desk.connections = {first, second, third, fourth};

    struct Ending {
        api::ClosedBy by;
        Error why;
    };
    const Ending endings[] = {
        {api::ClosedBy::App, {}},
        {api::ClosedBy::Target, {}},
        {api::ClosedBy::Peer, Error{ErrorCode::TargetRefused, text("127.0.0.1:5432"), {}, text("office"), text("database")}},
        {api::ClosedBy::App, Error{ErrorCode::HangUp}},
        {api::ClosedBy::This, Error{ErrorCode::ClosedByUser}},
        {api::ClosedBy::This, Error{ErrorCode::ResumeLimit, {}, {}, text("laptop"), {}}},
    };
    ConnectionId id = 210;
    for (int round = 0; round < 3; ++round) {
        for (const Ending &ending : endings) {
            api::ConnectionInfo closed = sampleConnection(id, round == 1 ? photos : database, api::ConnectionState::Closed);
            closed.openedAt = now.addSecs(-1000 - qint64(211 - id) * 17);
            closed.closedAt = closed.openedAt.addMSecs(320 + qint64(id % 7) * 2'217);
            closed.sent = 420 + id * 13;
            closed.received = ending.why.code == ErrorCode::TargetRefused ? 0 : 18'000 + id * id * 7;
            closed.closedBy = ending.by;
            if (ending.why.code != ErrorCode::TargetRefused)
                closed.story = {closed.openedAt.addMSecs(36), closed.openedAt.addMSecs(1), closed.openedAt.addMSecs(80), {}, 0, {}, {}};
            closed.reason = ending.why;
            desk.connections.append(closed);
            --id;
        }
    }
    desk.queuedBytes = 477'536;
    desk.queuedLimit = 64'000'000;
    addCounters(desk, 4);
    addErrors(desk, now);
    return desk;
}

api::Snapshot groupedDesk(int step)
{
    api::Snapshot desk = sampleDesk(step);
    desk.tunnels[0].group = desk.tunnels[2].group = text("work");
    desk.tunnels[0].limit = 5'000'000;
    desk.tunnels[1].group = text("home & garden");
    return desk;
}

api::Snapshot withRequestsAndInvites(api::Snapshot desk)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    desk.requests = {{keyOf(0x52), text("holiday laptop"), now.addSecs(-1490), now.addSecs(-290), 3}, {keyOf(0xD8), {}, now.addSecs(-75), now.addSecs(-75), 1}};
    desk.invites = {
        {text("3f0a91c7"), now.addSecs(-1200), now.addSecs(2400), {text("127.0.0.1:80"), text("192.168.1.10:22")}, false, text("Ann's phone")},
        {text("b2d4e810"), now.addSecs(-7200), now.addSecs(79'200), {}, false},
        {text("71c69fa2"), now.addDays(-2), now.addDays(5), {text("127.0.0.1:5432")}, true},
    };
    return desk;
}

api::Snapshot underWay(api::Snapshot desk)
{
    api::TestInfo &test = desk.tests.last();
    test.phase = api::TestPhase::Down;
    test.done = 0.4;
    test.rttMs = 41.2;
    test.bytesPerSecond = 11'840'000;
    test.idle = {19, 3.1, 3.4, 4.0};
    test.loaded = {58, 3.3, 38.7, 52.4};
    test.down.bytes = 46'120'448;
    test.lossPercent = 0.0;
    return desk;
}

api::Snapshot tested(api::Snapshot desk)
{
    desk = underWay(std::move(desk));
    api::TestInfo &test = desk.tests.last();
    test.phase = api::TestPhase::Done;
    test.done = 1;
    test.down = {59'004'120, 11'920'000};
    test.up = {9'204'118, 1'840'000};
    return desk;
}

namespace {

QJsonObject sampleNode(const char *host, int port, const QJsonArray &tcp, char digit)
{
    return {{text("host"), text(host)}, {text("port"), port}, {text("tcpPorts"), tcp}, {text("key"), keyOf(digit).toHex()}};
}

QJsonObject sampleEnd(const char *label, const char *id, const char *how, int hours, const QJsonValue &by)
{
    const auto ago = [](int seconds) { return QDateTime::currentDateTimeUtc().addSecs(-seconds).toString(Qt::ISODateWithMs); };
    return {{text("label"), text(label)}, {text("id"), text(id)}, {text("ended"), text(how)}, {text("endedAt"), ago(3600 * hours)},
            {text("createdAt"), ago(3600 * hours + 1400)}, {text("by"), by}, {text("byId"), by.isNull() ? by : QJsonValue(keyOf(0x52).toHex())},
            {text("allow"), QJsonArray{text("127.0.0.1:80")}}};
}

QJsonObject sampleImport(const char *name, const char *listen, const char *peer, const char *target, const char *verdict)
{
    return {{text("name"), text(name)}, {text("listen"), text(listen)}, {text("peer"), text(peer)}, {text("target"), text(target)}, {text("verdict"), text(verdict)}};
}

QJsonArray sampleImports()
{
    QJsonObject changed = sampleImport("database", "127.0.0.1:5433", "office", "127.0.0.1:5432", "changed");
    changed.insert(text("changes"), QJsonArray{text("listen"), text("limit")});
    QJsonObject conflict = sampleImport("printer", "127.0.0.1:8080", "home", "192.168.1.40:631", "conflict");
    conflict.insert(text("error"), api::toJson(Error{ErrorCode::PortInUse, text("127.0.0.1:8080"), text("staging web")}));
    QJsonObject lost = sampleImport("camera", "127.0.0.1:8554", "", "10.0.0.9:554", "unusable");
    lost.insert(text("error"), api::toJson(Error{ErrorCode::PeerUnknown, text("garage")}));
    return {sampleImport("wiki", "127.0.0.1:8088", "office", "wiki.lan:443", "new"), changed,
            sampleImport("browse", "127.0.0.1:1080", "office", "", "same"), conflict, lost};
}

} // namespace

std::optional<api::Reply> sampleAnswer(const api::Command &command)
{
    if (std::holds_alternative<api::ListNodes>(command)) {
        return QJsonValue(QJsonObject{{text("source"), text("own")},
                                      {text("nodes"), QJsonArray{sampleNode("tox.example.org", 33445, {443, 3389}, 0x1A), sampleNode("198.51.100.7", 33445, {}, 0x2B),
                                                                 sampleNode("2001:db8::42", 0, {443}, 0x3C)}}});
    }
    if (const auto *list = std::get_if<api::ListInvites>(&command); list && list->ended) {
        return QJsonValue(QJsonArray{sampleEnd("Ann's laptop", "9c01d2aa", "used", 3, text("holiday laptop")), sampleEnd("", "77f0be31", "expired", 9, {}),
                                     sampleEnd("sent to the wrong one", "c4d01e58", "revoked", 28, {}), sampleEnd("tablet", "0e88f1c3", "addressChanged", 60, {})});
    }
    if (std::holds_alternative<api::ImportTunnels>(command))
        return QJsonValue(QJsonObject{{text("tunnels"), sampleImports()}, {text("taken"), 0}});
    if (const auto *test = std::get_if<api::TestRules>(&command)) {
        return QJsonValue(QJsonObject{{text("target"), test->target}, {text("verdict"), text("allow")}, {text("index"), 2}, {text("rule"), text("allow ") + test->target},
                                      {text("addresses"), QJsonArray()}});
    }
    return std::nullopt;
}

} // namespace culvert::test
