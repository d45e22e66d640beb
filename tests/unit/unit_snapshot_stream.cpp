// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/enum_names.h"
#include "api/snapshot_stream.h"
#include "error_codes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <limits>
#include <utility>

using namespace culvert;
using namespace culvert::api;

namespace {

PublicKey keyOf(quint8 byte)
{
    std::array<std::uint8_t, PublicKey::size> bytes;
    bytes.fill(byte);
    return PublicKey(bytes);
}

// Numbers that differ from field to field, so that two that were exchanged are seen.
class Fill {
public:
    qint64 number() { return ++next_; }
    QString text() { return QStringLiteral("\"text\" %1 文").arg(++next_); }
    QDateTime time() { return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + ++next_, QTimeZone::utc()); }
    PublicKey key() { return keyOf(quint8(++next_)); }
    Error error() { return {ErrorCode::PortInUse, text(), text(), text(), text()}; }
    DatagramInfo datagrams()
    {
        return {quint64(number()), quint64(number()), quint64(number()), quint64(number()), quint64(number()), quint64(number())};
    }

private:
    qint64 next_ = 0;
};

ConnectionInfo connectionOf(ConnectionId id, Fill &fill)
{
    ConnectionInfo c;
    c.id = id;
    c.tunnel = fill.text();
    c.kind = ConnectionKind::Udp;
    c.side = Side::Far;
    c.peer = fill.text();
    c.source = fill.text();
    c.target = fill.text();
    c.state = ConnectionState::Closed;
    c.openedAt = fill.time();
    c.sent = fill.number();
    c.received = std::numeric_limits<qint64>::max();
    c.waitingOut = fill.number();
    c.waitingIn = fill.number();
    c.idleMs = fill.number();
    c.story = {fill.time(), fill.time(), fill.time(), fill.time(), quint64(fill.number()), fill.time(), fill.time()};
    c.datagrams = fill.datagrams();
    c.closedAt = fill.time();
    c.closedBy = ClosedBy::Target;
    c.reason = fill.error();
    return c;
}

// Every field has a value that is not its default.
Snapshot full()
{
    Fill fill;
    Snapshot s;
    s.running = s.paused = s.encrypted = s.atRest = true;
    s.version = fill.text();
    s.address = fill.text();
    s.tox = {ToxConnection::Udp, quint16(33445), fill.text(), false};
    s.direct = {quint16(65535), PortMappingState::Mapped, fill.text(), {fill.text(), fill.text()}};
    PeerInfo peer;
    peer.name = fill.text();
    peer.id = fill.key();
    peer.state = PeerState::Blocked;
    peer.since = fill.time();
    peer.path = PathKind::ToxRelay;
    peer.rttMs = 0.125;
    peer.lossPercent = 1e-9;
    peer.noAnswerMs = fill.number();
    peer.link = {1.5, 2.5, quint64(fill.number()), quint64(fill.number()), quint64(fill.number()), quint64(fill.number()), quint64(fill.number()),
                 quint64(fill.number())};
    peer.queuedBytes = fill.number();
    peer.queuedLimit = fill.number();
    peer.allowed = {fill.text()};
    peer.rules = {{fill.text(), quint64(fill.number()), fill.time()}, {fill.text(), quint64(fill.number()), {}}};
    peer.endpoints = {fill.text()};
    peer.stranger = true;
    s.peers = {peer, PeerInfo{}};
    TunnelInfo tunnel;
    tunnel.name = fill.text();
    tunnel.kind = TunnelKind::Reverse;
    tunnel.listen = fill.text();
    tunnel.peer = fill.text();
    tunnel.peerId = fill.key();
    tunnel.target = fill.text();
    tunnel.user = fill.text();
    tunnel.group = fill.text();
    tunnel.limit = fill.number();
    tunnel.state = TunnelState::Failed;
    tunnel.error = fill.error();
    tunnel.open = int(fill.number());
    tunnel.sent = fill.number();
    tunnel.received = fill.number();
    tunnel.datagrams = fill.datagrams();
    s.tunnels = {tunnel, TunnelInfo{}};
    s.listeners = {{fill.text(), fill.key(), fill.text(), int(fill.number())}};
    s.connections = {connectionOf(1, fill), connectionOf(7, fill), connectionOf(3, fill)};
    QuestionInfo question;
    question.id = fill.number();
    question.peer = fill.text();
    question.peerId = fill.key();
    question.target = {fill.text(), 53};
    question.addresses = {fill.text()};
    question.rule = fill.text();
    question.askedAt = fill.time();
    question.leftMs = fill.number();
    question.waiting = int(fill.number());
    question.protocol = Protocol::Udp;
    s.questions = {question};
    s.requests = {{fill.key(), fill.text(), fill.time(), fill.time(), int(fill.number())}};
    s.invites = {{fill.text(), fill.time(), fill.time(), {fill.text()}, true, fill.text()}};
    TestInfo test;
    test.id = fill.number();
    test.peer = fill.text();
    test.peerId = fill.key();
    test.seconds = int(fill.number());
    test.phase = TestPhase::Failed;
    test.done = 0.75;
    test.path = PathKind::Direct;
    test.rttMs = 3.25;
    test.lossPercent = 0.5;
    test.bytesPerSecond = 123.5;
    test.idle = {int(fill.number()), 1.5, 2.5, 3.5};
    test.loaded = {int(fill.number()), 4.5, 5.5, 6.5};
    test.down = {quint64(fill.number()), 7.5};
    test.up = {quint64(fill.number()), 8.5};
    test.error = fill.error();
    s.tests = {test};
    s.counters = {{QStringLiteral("streams"), fill.number(), fill.number(), fill.number(), fill.number(), fill.number()},
                  {QStringLiteral("threads"), -1, fill.number(), {}, {}, {}}};
    s.errors = {{fill.time(), fill.error(), quint64(fill.number())}};
    s.queuedBytes = fill.number();
    s.queuedLimit = fill.number();
    return s;
}

// As it comes out of a socket.
QJsonObject carried(const QJsonObject &object)
{
    return QJsonDocument::fromJson(QJsonDocument(object).toJson(QJsonDocument::Compact)).object();
}

#define COMPARE_FIELD(field)                                                                                           \
    if (!(a.field == b.field))                                                                                         \
        return QStringLiteral(#field);

// The first field that is not the same; empty: none.
QString difference(const Snapshot &a, const Snapshot &b)
{
    COMPARE_FIELD(running)
    COMPARE_FIELD(paused)
    COMPARE_FIELD(encrypted)
    COMPARE_FIELD(version)
    COMPARE_FIELD(address)
    COMPARE_FIELD(tox)
    COMPARE_FIELD(direct)
    COMPARE_FIELD(peers)
    COMPARE_FIELD(tunnels)
    COMPARE_FIELD(listeners)
    COMPARE_FIELD(connections)
    COMPARE_FIELD(questions)
    COMPARE_FIELD(requests)
    COMPARE_FIELD(invites)
    COMPARE_FIELD(tests)
    COMPARE_FIELD(counters)
    COMPARE_FIELD(errors)
    COMPARE_FIELD(queuedBytes)
    COMPARE_FIELD(queuedLimit)
    COMPARE_FIELD(atRest)
    return {};
}

template <class Enum>
void everyNameIsItsOwn(const char *what)
{
    QSet<QString> names;
    for (int number = 0; number <= int(api::detail::last(Enum{})); ++number) {
        const QString name = nameOf(Enum(number));
        QVERIFY2(!names.contains(name), what);
        names.insert(name);
        QCOMPARE(enumNamed<Enum>(name), Enum(number));
    }
    QVERIFY2(!enumNamed<Enum>(u"of another version"), what);
}

template <class Enum>
void addNames(QStringList &words)
{
    for (int number = 0; number <= int(api::detail::last(Enum{})); ++number)
        words.append(nameOf(Enum(number)));
}

} // namespace

class UnitSnapshotStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOfASnapshotIsLost()
    {
        SnapshotWriter writer;
        SnapshotReader reader;
        QVERIFY(reader.take(carried(writer.changesTo(full()))));
        QCOMPARE(difference(reader.snapshot(), full()), QString());
        QVERIFY(reader.take(carried(writer.changesTo(Snapshot{}))));
        QCOMPARE(difference(reader.snapshot(), Snapshot{}), QString());
    }

    void whatHasNotChangedIsNotSent()
    {
        SnapshotWriter writer;
        QVERIFY(!writer.changesTo(full()).isEmpty());
        QCOMPARE(writer.changesTo(full()), QJsonObject());
        Snapshot next = full();
        next.connections[1].sent += 1;
        const QJsonObject changes = writer.changesTo(next);
        QCOMPARE(changes.keys(), QStringList{QStringLiteral("connections")});
        QCOMPARE(changes[QStringLiteral("connections")].toArray().size(), 1);
    }

    // Connections come, close, move to the front of the closed ones and are forgotten; the reader has them in the same order.
    void theReaderFollowsWhateverHappens()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        Fill fill;
        SnapshotWriter writer;
        SnapshotReader reader;
        Snapshot now;
        ConnectionId last = 0;
        for (int step = 0; step < 300; ++step) {
            switch (random.bounded(6)) {
            case 0: now.connections.append(connectionOf(++last, fill)); break;
            case 1: now.connections.prepend(connectionOf(++last, fill)); break;
            case 2:
                if (!now.connections.isEmpty())
                    now.connections.move(random.bounded(now.connections.size()), 0);
                break;
            case 3:
                if (now.connections.size() > 5)
                    now.connections.removeAt(random.bounded(now.connections.size()));
                break;
            case 4:
                for (ConnectionInfo &one : now.connections)
                    one.sent += random.bounded(2);
                break;
            case 5: now.peers = random.bounded(2) ? full().peers : QList<PeerInfo>(); break;
            }
            if (random.bounded(3) == 0) // one that could not be sent
                continue;
            QVERIFY(reader.take(carried(writer.changesTo(now))));
            QCOMPARE(difference(reader.snapshot(), now), QString());
        }
    }

    void whatIsNoSnapshotIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("text for a number") << QByteArray(R"({"queuedBytes":"many"})");
        QTest::newRow("negative size") << QByteArray(R"({"queuedBytes":-1})");
        QTest::newRow("part of a size") << QByteArray(R"({"queuedBytes":0.5})");
        QTest::newRow("object for a list") << QByteArray(R"({"peers":{}})");
        QTest::newRow("text in a list") << QByteArray(R"({"peers":["home"]})");
        QTest::newRow("no key") << QByteArray(R"({"peers":[{"id":"00"}]})");
        QTest::newRow("no state") << QByteArray(R"({"peers":[{"state":"asleep"}]})");
        QTest::newRow("no port") << QByteArray(R"({"tox":{"udpPort":65536}})");
        QTest::newRow("no code") << QByteArray(R"({"errors":[{"error":{"code":999}}]})");
        QTest::newRow("an unknown connection") << QByteArray(R"({"order":[1]})");
        QTest::newRow("no order") << QByteArray(R"({"order":[null]})");
        QTest::newRow("a connection of text") << QByteArray(R"({"order":[1],"connections":["1"]})");
    }
    void whatIsNoSnapshotIsRefused()
    {
        QFETCH(const QByteArray, json);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        SnapshotReader reader;
        QVERIFY(!reader.take(document.object()));
    }

    void aKeyOfANewerProgramIsPassedOverAndOneThatAnOlderLacksIsAtItsDefault()
    {
        SnapshotReader reader;
        QVERIFY(reader.take({{QStringLiteral("moons"), QJsonArray{1, 2}}, {QStringLiteral("tunnels"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("web")}}}}}));
        QCOMPARE(reader.snapshot().tunnels.size(), 1);
        QCOMPARE(reader.snapshot().tunnels.first().name, QStringLiteral("web"));
        QCOMPARE(reader.snapshot().tunnels.first().state, TunnelState::Stopped);
    }

    void everyErrorIsItselfOnTheOtherSide()
    {
        for (const ErrorCode code : test::allErrorCodes()) {
            const Error error{code, QStringLiteral("s"), QStringLiteral("d"), QStringLiteral("p"), QStringLiteral("t")};
            QVERIFY(errorStreamed(carried(streamed(error))) == error);
        }
        QVERIFY(!errorStreamed({{QStringLiteral("code"), 998}}));
    }

    void everyEnumeratorHasANameOfItsOwn()
    {
        everyNameIsItsOwn<PeerState>("PeerState");
        everyNameIsItsOwn<PathKind>("PathKind");
        everyNameIsItsOwn<TunnelKind>("TunnelKind");
        everyNameIsItsOwn<TunnelState>("TunnelState");
        everyNameIsItsOwn<ConnectionKind>("ConnectionKind");
        everyNameIsItsOwn<Side>("Side");
        everyNameIsItsOwn<ConnectionState>("ConnectionState");
        everyNameIsItsOwn<ClosedBy>("ClosedBy");
        everyNameIsItsOwn<ToxConnection>("ToxConnection");
        everyNameIsItsOwn<PortMappingState>("PortMappingState");
        everyNameIsItsOwn<TestPhase>("TestPhase");
        everyNameIsItsOwn<Protocol>("Protocol");
    }

    // One that does not know a word takes nothing of the snapshot that has it.
    void anotherWordIsAnotherFormat()
    {
        QStringList words;
        addNames<PeerState>(words);
        addNames<PathKind>(words);
        addNames<TunnelKind>(words);
        addNames<TunnelState>(words);
        addNames<ConnectionKind>(words);
        addNames<Side>(words);
        addNames<ConnectionState>(words);
        addNames<ClosedBy>(words);
        addNames<ToxConnection>(words);
        addNames<PortMappingState>(words);
        addNames<TestPhase>(words);
        addNames<Protocol>(words);
        const QByteArray hash = QCryptographicHash::hash(words.join(u' ').toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
        QCOMPARE(std::pair(streamFormat, hash), std::pair(2, QByteArray("4ff4a2c4160f0a47"))); // where the second differs, the first is to be raised
    }
};

QTEST_APPLESS_MAIN(UnitSnapshotStream)
#include "unit_snapshot_stream.moc"
