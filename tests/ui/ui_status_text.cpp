// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sample.h"
#include "ui/text/format.h"
#include "ui/text/status_text.h"
#include "ui/text/words.h"

#include "api/sentences.h"
#include "host/engine_host.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace culvert;
using namespace culvert::ui;
using api::PeerState;
using api::TunnelState;

class UiStatusText : public QObject {
    Q_OBJECT

    static api::Snapshot running()
    {
        api::Snapshot snapshot;
        snapshot.running = true;
        snapshot.tox.connection = api::ToxConnection::Udp;
        return snapshot;
    }
    static void addTunnel(api::Snapshot &snapshot, const QString &name, TunnelState state, PeerState peerState)
    {
        const auto peer = test::samplePeer(name + QStringLiteral("-peer"), quint8(snapshot.peers.size() + 1), peerState);
        snapshot.peers << peer;
        snapshot.tunnels << test::sampleTunnel(name, peer, state);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void anEngineThatIsNotRunningIsOff()
    {
        QCOMPARE(StatusText(api::Snapshot(), {}).overall(), Overall::Off);
        QCOMPARE(StatusText().overall(), Overall::Off);
    }

    void withoutTunnelsItIsReadyOnceToxIs()
    {
        api::Snapshot snapshot = running();
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Running);
        snapshot.tox.connection = api::ToxConnection::None;
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Connecting);
        snapshot.tox.enabled = false; // nothing to wait for
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Running);
        snapshot.tox.enabled = true;
        snapshot.peers << test::samplePeer(QStringLiteral("lan"), 1, PeerState::Online);
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Running);
    }

    void itIsReadyForOtherMachinesOnceOneIsThereThatMayReachSomething()
    {
        const auto title = [](const QStringList &lines, PeerState state = PeerState::Online) {
            api::Snapshot snapshot = running();
            snapshot.peers << test::samplePeer(QStringLiteral("bare"), 1, PeerState::Online) << test::samplePeer(QStringLiteral("lan"), 2, state);
            for (const QString &line : lines)
                snapshot.peers[1].rules.append({line, 0, {}});
            return StatusText(snapshot, {}).title();
        };
        const QString nothing = QStringLiteral("Ready: other machines may reach nothing here");
        const QString reached = QStringLiteral("Ready: other machines can reach this one");
        QCOMPARE(title({}), nothing);
        QCOMPARE(title({QStringLiteral("deny *:*"), QStringLiteral("allow listen 8081")}), nothing);
        QCOMPARE(title({QStringLiteral("deny 10.0.0.1:22"), QStringLiteral("allow 10.0.0.0/8:22")}), reached);
        QCOMPARE(title({QStringLiteral("ask nas:22")}), reached);
        QCOMPARE(title({QStringLiteral("allow 10.0.0.0/8:22")}, PeerState::Offline), QStringLiteral("Ready"));
    }

    void aQuestionNeedsYou()
    {
        api::Snapshot snapshot = running();
        addTunnel(snapshot, QStringLiteral("a"), TunnelState::Failed, PeerState::Online);
        snapshot.questions.append({1, QStringLiteral("laptop"), {}, {QStringLiteral("nas"), 22}, {}, {}, {}, 1, 1});
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::NeedsYou);
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("\"laptop\" asks to reach nas:22"));
        snapshot.questions.first().protocol = Protocol::Udp;
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("\"laptop\" asks to reach nas:22/udp"));
        snapshot.questions.append(snapshot.questions.first());
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("Questions that wait for you: 2"));
    }

    void everyTunnelRunningIsRunning()
    {
        api::Snapshot snapshot = running();
        addTunnel(snapshot, QStringLiteral("a"), TunnelState::Listening, PeerState::Online);
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Running);
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("Every tunnel is running"));
        addTunnel(snapshot, QStringLiteral("b"), TunnelState::Stopped, PeerState::Offline);
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Running);
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("Tunnels running: 1 of 2"));
    }

    void everyTunnelStoppedIsOff()
    {
        api::Snapshot snapshot = running();
        addTunnel(snapshot, QStringLiteral("a"), TunnelState::Stopped, PeerState::Online);
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Off);
    }

    void aStartedTunnelWhosePeerIsAwayIsWaitedFor()
    {
        for (const PeerState away : {PeerState::Offline, PeerState::Pending, PeerState::Connecting}) {
            api::Snapshot snapshot = running();
            addTunnel(snapshot, QStringLiteral("a"), TunnelState::Listening, PeerState::Online);
            addTunnel(snapshot, QStringLiteral("b"), TunnelState::Listening, away);
            const StatusText status(snapshot, {});
            QCOMPARE(status.overall(), Overall::Connecting);
            QCOMPARE(status.title(), QStringLiteral("Waiting for \"b-peer\""));
        }
    }

    void aReverseTunnelThatWaitsForItsPeerIsStartedAndWaitedFor()
    {
        api::Snapshot snapshot = running();
        addTunnel(snapshot, QStringLiteral("a"), TunnelState::Waiting, PeerState::Offline);
        QCOMPARE(StatusText(snapshot, {}).overall(), Overall::Connecting);
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("Waiting for \"a-peer\""));
        snapshot.peers[0].state = PeerState::Online; // it has not answered yet
        addTunnel(snapshot, QStringLiteral("b"), TunnelState::Listening, PeerState::Online);
        QCOMPARE(StatusText(snapshot, {}).title(), QStringLiteral("Waiting for \"a-peer\""));
    }

    void aFailedTunnelNeedsThePersonWhateverElseRuns()
    {
        api::Snapshot snapshot = running();
        addTunnel(snapshot, QStringLiteral("a"), TunnelState::Listening, PeerState::Offline);
        addTunnel(snapshot, QStringLiteral("b"), TunnelState::Failed, PeerState::Online);
        const StatusText status(snapshot, {});
        QCOMPARE(status.overall(), Overall::NeedsYou);
        QCOMPARE(status.title(), QStringLiteral("Tunnel \"b\" cannot run"));
    }

    void theToolTipHasTheStateAndTheTraffic()
    {
        const StatusText status(test::sampleDesk(0), {41'000, 1'240'000});
        QCOMPARE(status.toolTip(), QStringLiteral("Tunnel \"staging web\" cannot run\n↓ 1.2 MB/s   ↑ 41.0 kB/s   Open connections: 4"));
        QCOMPARE(StatusText(running(), {}).traffic(), QStringLiteral("No open connections"));
    }

    void numbersAreWrittenForPeople()
    {
        QCOMPARE(sizeText(0), QStringLiteral("0 B"));
        QCOMPARE(sizeText(999), QStringLiteral("999 B"));
        QCOMPARE(sizeText(1'234'567), QStringLiteral("1.2 MB"));
        QCOMPARE(rateText(0), QStringLiteral("–"));
        QCOMPARE(rateText(2500), QStringLiteral("2.5 kB/s"));
        QCOMPARE(durationText(-1), QStringLiteral("0 s"));
        QCOMPARE(durationText(0), QStringLiteral("0 s"));
        QCOMPARE(durationText(850), QStringLiteral("850 ms"));
        QCOMPARE(durationText(59'999), QStringLiteral("59 s"));
        QCOMPARE(durationText(185'000), QStringLiteral("3 min 5 s"));
        QCOMPARE(durationText(7'800'000), QStringLiteral("2 h 10 min"));
        QCOMPARE(durationText(90'000'000), QStringLiteral("1 d 1 h"));
        QCOMPARE(fingerprintText(QStringLiteral("0123456789ABCDEF0123")), QStringLiteral("0123 4567"));
        QCOMPARE(fingerprintText({}), QString());
    }

    void everyCounterOfAnEngineHasWords()
    {
        const QTemporaryDir folder;
        host::EngineHost engine({.profileFolder = folder.path(), .nodesFile = {}, .builtInNodes = false, .loopbackOnly = true});
        QSignalSpy taken(&engine, &api::EngineClient::snapshotTaken);
        engine.setWatching(true);
        engine.start();
        QTRY_VERIFY_WITH_TIMEOUT(!taken.isEmpty(), 30'000);
        const auto counters = taken.last()[0].value<api::Snapshot>().counters;
        QVERIFY(!counters.isEmpty());
        for (const api::CounterInfo &counter : counters)
            QVERIFY2(counterWords(counter.key) != counter.key, qPrintable(counter.key));
    }

    void aTimeOfTodayHasNoDate()
    {
        const QDateTime now(QDate(2026, 3, 1), QTime(12, 0));
        QCOMPARE(timeText(now.addSecs(-60).toUTC(), now), QStringLiteral("11:59:00"));
        QVERIFY(timeText(now.addDays(-1).toUTC(), now).endsWith(QStringLiteral(" 12:00")));
        QCOMPARE(timeText({}, now), QString());
    }

    void aClosedConnectionSaysWhoAndWhy()
    {
        api::ConnectionInfo connection = test::sampleConnection(1, {}, api::ConnectionState::Open);
        QCOMPARE(closingWords(connection), QString());
        connection.state = api::ConnectionState::Closed;
        connection.closedBy = api::ClosedBy::Target;
        QCOMPARE(closingWords(connection), QStringLiteral("By the target: Closed in order."));
        connection.reason = Error{ErrorCode::TunnelStopped};
        QVERIFY(closingWords(connection).contains(api::sentence(connection.reason)));
    }
};

QTEST_MAIN(UiStatusText)
#include "ui_status_text.moc"
