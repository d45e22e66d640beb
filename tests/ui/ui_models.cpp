// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/utc.h"
#include "ui/fake_engine.h"
#include "ui/sample.h"

#include "ui/engine_state.h"
#include "ui/models/connections_filter.h"
#include "ui/models/counter_history.h"
#include "ui/models/errors_filter.h"
#include "ui/models/peers_model.h"
#include "ui/models/traffic_meter.h"
#include "ui/text/words.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace culvert;
using namespace culvert::ui;
using api::ConnectionState;

class UiModels : public QObject {
    Q_OBJECT

    static Moment at(qint64 ms) { return {ms, test::utc(QDate(2026, 3, 1), QTime(12, 0)).addMSecs(ms)}; }

    static api::Snapshot withConnections(const QList<api::ConnectionInfo> &connections)
    {
        api::Snapshot snapshot;
        snapshot.running = true;
        snapshot.connections = connections;
        return snapshot;
    }

    // A snapshot in which anything may have come, gone or changed.
    static api::Snapshot random(QRandomGenerator &dice)
    {
        const auto some = [&](auto &list) {
            list.removeIf([&](const auto &) { return dice.bounded(3) == 0; });
            std::shuffle(list.begin(), list.end(), dice);
        };
        api::Snapshot snapshot = test::withRequestsAndInvites(test::sampleDesk(dice.bounded(100)));
        some(snapshot.peers);
        some(snapshot.requests);
        some(snapshot.invites);
        for (api::RequestInfo &request : snapshot.requests)
            request.count = 1 + int(dice.bounded(9));
        some(snapshot.tunnels);
        some(snapshot.connections);
        some(snapshot.counters);
        some(snapshot.errors);
        for (api::ConnectionInfo &connection : snapshot.connections) {
            if (dice.bounded(4) == 0)
                connection.state = ConnectionState::Closed;
        }
        for (api::TunnelInfo &tunnel : snapshot.tunnels)
            tunnel.state = api::TunnelState(dice.bounded(3));
        snapshot.atRest = dice.bounded(2) == 0;
        return snapshot;
    }

private Q_SLOTS:
    void modelsKeepTheirContractWhateverComesAndGoes()
    {
        const quint32 seed = qEnvironmentVariableIsSet("CULVERT_SEED") ? quint32(qEnvironmentVariableIntValue("CULVERT_SEED"))
                                                                       : QRandomGenerator::global()->generate();
        qInfo("seed %u (CULVERT_SEED)", seed);
        QRandomGenerator dice(seed);
        test::FakeEngine engine;
        EngineState state(engine);
        ConnectionsFilter filter;
        filter.setSourceModel(&state.connections());
        filter.sort(ConnectionsModel::Sending, Qt::DescendingOrder);
        QList<QAbstractItemModel *> models{&state.tunnels(), &state.peers(), &state.requests(), &state.invites(), &state.connections(), &state.errors(), &state.counters(), &filter};
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        std::vector<std::unique_ptr<QSignalSpy>> resets;
        for (QAbstractItemModel *model : models) {
            testers.push_back(std::make_unique<QAbstractItemModelTester>(model, QAbstractItemModelTester::FailureReportingMode::QtTest));
            resets.push_back(std::make_unique<QSignalSpy>(model, &QAbstractItemModel::modelReset));
        }
        for (int round = 0; round < 300; ++round) {
            const api::Snapshot snapshot = random(dice);
            engine.publish(snapshot);
            filter.setClosedShown(dice.bounded(2) == 0);
            filter.setText(dice.bounded(3) == 0 ? QStringLiteral("office") : QString());
            QCOMPARE(state.tunnels().rowCount(), snapshot.tunnels.size());
            QCOMPARE(state.peers().rowCount(), snapshot.peers.size());
            QCOMPARE(state.connections().rowCount(), snapshot.connections.size());
            QCOMPARE(state.errors().rowCount(), snapshot.errors.size());
            QCOMPARE(state.counters().rowCount(), snapshot.counters.size());
            for (const TunnelRow &row : state.tunnels().rows())
                QVERIFY(snapshot.tunnels.contains(row.info));
            for (const ConnectionRow &row : state.connections().rows())
                QVERIFY(snapshot.connections.contains(row.info));
        }
        for (const auto &reset : resets)
            QCOMPARE(reset->count(), 0);
    }

    void twoConnectionsWithOneIdAreOneRow()
    {
        ConnectionsModel model;
        QAbstractItemModelTester tester(&model);
        const auto twin = test::sampleConnection(7, {}, ConnectionState::Open);
        model.update(withConnections({twin, twin}), at(0));
        QCOMPARE(model.rowCount(), 1);
        model.update(withConnections({twin, twin}), at(250));
        QCOMPARE(model.rowCount(), 1);
    }

    void aRowThatStaysKeepsItsIndexWhileOthersGo()
    {
        ConnectionsModel model;
        QList<api::ConnectionInfo> all;
        for (ConnectionId id = 1; id <= 9; ++id)
            all << test::sampleConnection(id, {}, ConnectionState::Open);
        model.update(withConnections(all), at(0));
        const QPersistentModelIndex fifth = model.index(4, 0);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        model.update(withConnections({all[4], all[8]}), at(250));
        QVERIFY(fifth.isValid());
        QCOMPARE(fifth.data(KeyRole).toULongLong(), 5ull);
        QCOMPARE(removals.count(), 2); // 1 to 4 and 6 to 8, each at once
    }

    void onlyRowsThatChangedAreAnnounced()
    {
        TunnelsModel model;
        api::Snapshot snapshot = test::sampleDesk(0);
        model.update(snapshot, at(0));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.update(snapshot, at(250));
        QCOMPARE(changes.count(), 0);
        snapshot.tunnels[2].open = 9;
        model.update(snapshot, at(500));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.first().at(0).toModelIndex().row(), 2);
        QCOMPARE(changes.first().at(1).toModelIndex().row(), 2);
    }

    void aRateComesFromSuccessiveSnapshotsAndFadesToNothing()
    {
        RateMeter meter(5'000, 0);
        QCOMPARE(meter.bytesPerSecond(), 0.0);
        for (int step = 1; step <= 40; ++step)
            meter.take(5'000 + quint64(step) * 25'000, step * 250);
        QVERIFY2(qAbs(meter.bytesPerSecond() - 100'000) < 100, qPrintable(QString::number(meter.bytesPerSecond())));
        meter.take(2'000'000'000, 10'010); // too soon after the last one to judge
        QVERIFY(meter.bytesPerSecond() < 100'100);
        meter.take(1, 10'250); // begun anew
        QCOMPARE(meter.bytesPerSecond(), 0.0);
        meter.take(100'001, 10'500);
        QVERIFY(meter.bytesPerSecond() > 0);
        for (int step = 1; step <= 60; ++step)
            meter.take(100'001, 10'500 + step * 250);
        QCOMPARE(meter.bytesPerSecond(), 0.0);
    }

    void bytesOfAConnectionThatWasNeverSeenOpenCountInTheTotalRate()
    {
        TrafficMeter meter;
        meter.take({}, 0);
        auto brief = test::sampleConnection(1, {}, ConnectionState::Closed);
        brief.received = 1'000'000;
        meter.take({brief}, 250);
        QVERIFY(meter.rates().received > 1'000'000);
        QCOMPARE(meter.rates().sent, 0.0);
    }

    void whatWasThereBeforeTheFirstSnapshotIsNoRate()
    {
        TrafficMeter meter;
        auto old = test::sampleConnection(1, {}, ConnectionState::Open);
        old.received = 1'000'000'000;
        meter.take({old}, 0);
        meter.take({old}, 250);
        QCOMPARE(meter.rates().received, 0.0);
    }

    void aConnectionWhosePeerIsAwayWaitsForIt()
    {
        ConnectionsModel model;
        auto one = test::sampleConnection(1, {}, ConnectionState::Open);
        one.peer = QStringLiteral("nas");
        const auto shown = [&](ConnectionState state, api::PeerState peer, const QString &name = QStringLiteral("nas")) {
            one.state = state;
            api::Snapshot snapshot = withConnections({one});
            snapshot.peers << test::samplePeer(name, 1, peer);
            model.update(snapshot, at(0));
            return model.index(0, ConnectionsModel::State).data().toString();
        };
        using api::PeerState;
        const QString waits = QStringLiteral("Waiting for the peer");
        QCOMPARE(shown(ConnectionState::Open, PeerState::Offline), waits); // from the first on
        const QVariant waitingTone = model.index(0, ConnectionsModel::State).data(Qt::ForegroundRole);
        QCOMPARE(shown(ConnectionState::Open, PeerState::Online), QStringLiteral("Open"));
        QVERIFY(model.index(0, ConnectionsModel::State).data(Qt::ForegroundRole) != waitingTone);
        for (const ConnectionState state : {ConnectionState::Opening, ConnectionState::HalfClosedIn, ConnectionState::HalfClosedOut, ConnectionState::Draining}) {
            QCOMPARE(shown(state, PeerState::Connecting), waits);
            QVERIFY(shown(state, PeerState::Online) != waits);
        }
        QCOMPARE(shown(ConnectionState::Dialling, PeerState::Offline), QStringLiteral("Dialling")); // for the target
        QCOMPARE(shown(ConnectionState::Open, PeerState::Offline, QStringLiteral("called anew")), QStringLiteral("Open"));
        QCOMPARE(shown(ConnectionState::Closed, PeerState::Offline), QStringLiteral("Closed"));
    }

    void theRatesOfAConnectionAreKeptForAMinute()
    {
        ConnectionsModel model;
        auto one = test::sampleConnection(1, {}, ConnectionState::Open);
        for (int step = 0; step < 2 * ConnectionsModel::ratesKept; ++step) {
            one.received = quint64(step) * 25'000;
            model.update(withConnections({one}), at(step * 250));
        }
        QCOMPARE(model.row(0).receivedRates.size(), ConnectionsModel::ratesKept);
        QVERIFY(model.row(0).receivedRates.last() > 99'000);
        QCOMPARE(model.row(0).sentRates.last(), 0.0F);
    }

    void countersAreRememberedOnceASecondForTenMinutes()
    {
        CounterHistory history;
        const auto counter = [](qint64 now) { return QList<api::CounterInfo>{{QStringLiteral("streams"), now, now, {}, {}, 0}}; };
        for (int quarter = 0; quarter < 4 * 700; ++quarter)
            history.take(counter(quarter / 4), quarter * 250);
        QCOMPARE(history.of(QStringLiteral("streams")).size(), CounterHistory::kept);
        QCOMPARE(history.of(QStringLiteral("streams")).last(), 699.0F);
        QCOMPARE(history.of(QStringLiteral("streams")).first(), 100.0F);
        QVERIFY(history.of(QStringLiteral("nothing")).isEmpty());
    }

    void clearedErrorsComeBackWhenTheyHappenAgain()
    {
        ErrorsModel model;
        ErrorsFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::Snapshot snapshot = test::sampleDesk(0);
        model.update(snapshot, at(0));
        QCOMPARE(filter.rowCount(), 4);
        filter.setLeast(Severity::Warning); // the stranger's request is a note
        QCOMPARE(filter.rowCount(), 3);
        filter.setLeast(Severity::Failure);
        QCOMPARE(filter.rowCount(), 1);
        filter.setLeast(Severity::Note);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
        QCOMPARE(model.unseen(), 0);
        model.update(snapshot, at(250));
        QCOMPARE(filter.rowCount(), 0);
        ++snapshot.errors[1].count;
        model.update(snapshot, at(500));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(model.unseen(), 1);
    }

    void anErrorThatComesAgainInANewLogIsShownAndUnseen()
    {
        for (const quint64 before : {5, 1}) { // one that comes at every start is counted 1 each time
            ErrorsModel model;
            ErrorsFilter filter;
            filter.setSourceModel(&model);
            api::Snapshot snapshot = test::sampleDesk(0);
            snapshot.errors = {snapshot.errors[0]};
            snapshot.errors[0].count = before;
            model.update(snapshot, at(0));
            model.clear();
            model.markSeen();
            model.update(snapshot, at(250)); // the service is gone: its errors stay
            QCOMPARE(filter.rowCount(), 0);
            QCOMPARE(model.unseen(), 0);
            snapshot.errors[0].count = 1;
            snapshot.errors[0].time = snapshot.errors[0].time.addSecs(60);
            model.update(snapshot, at(500));
            QCOMPARE(filter.rowCount(), 1);
            QCOMPARE(model.unseen(), 1);
        }
    }

    void aCheckMarkOnlyAsks()
    {
        TunnelsModel model;
        model.update(test::sampleDesk(0), at(0));
        QSignalSpy stops(&model, &TunnelsModel::stopAsked);
        QSignalSpy starts(&model, &TunnelsModel::startAsked);
        QVERIFY(model.setData(model.index(0, TunnelsModel::Name), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(stops.count(), 1);
        QCOMPARE(stops.first().first().toString(), QStringLiteral("database"));
        QCOMPARE(model.index(0, TunnelsModel::Name).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(model.setData(model.index(3, TunnelsModel::Name), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(starts.first().first().toString(), QStringLiteral("remote desktop"));
        QVERIFY(!model.setData(model.index(0, TunnelsModel::Listen), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData({}, Qt::Checked, Qt::CheckStateRole));
    }

    void anOpenPortIsWarnedOfUnlessItIsThePeers()
    {
        TunnelsModel model;
        api::Snapshot snapshot = test::sampleDesk(0);
        snapshot.tunnels = {snapshot.tunnels[0]};
        snapshot.tunnels[0].listen = QStringLiteral("0.0.0.0:8080");
        model.update(snapshot, at(0));
        const auto shown = [&](int role) { return model.index(0, TunnelsModel::Listen).data(role); };
        QVERIFY(shown(Qt::ForegroundRole).isValid());
        QVERIFY(!shown(Qt::ToolTipRole).toString().isEmpty());
        snapshot.tunnels[0].kind = api::TunnelKind::Reverse;
        model.update(snapshot, at(0));
        QVERIFY(!shown(Qt::ForegroundRole).isValid());
        QVERIFY(!shown(Qt::ToolTipRole).isValid());
    }

    void theFilterNeedsEveryWordAndHidesClosedOnes()
    {
        ConnectionsModel model;
        model.update(test::sampleDesk(0), at(0));
        ConnectionsFilter filter;
        filter.setSourceModel(&model);
        QCOMPARE(filter.rowCount(), model.rowCount());
        filter.setClosedShown(false);
        QCOMPARE(filter.rowCount(), 4);
        filter.setText(QStringLiteral("  DATABASE  office "));
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("database laptop"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void errorsAreUnseenUntilLookedAtAndAgainWhenTheyRepeat()
    {
        ErrorsModel model;
        api::Snapshot snapshot = test::sampleDesk(0);
        model.update(snapshot, at(0));
        QCOMPARE(model.unseen(), snapshot.errors.size());
        model.markSeen();
        QCOMPARE(model.unseen(), 0);
        snapshot.errors[1].count += 1;
        model.update(snapshot, at(250));
        QCOMPARE(model.unseen(), 1);
        QCOMPARE(model.rowCount(), snapshot.errors.size());
    }

    // The engine calls a peer online only while it is heard.
    void aPeerThatHasStoppedAnsweringSaysForHowLong()
    {
        PeersModel model;
        api::Snapshot snapshot;
        snapshot.peers.resize(1);
        const auto shown = [&](api::PeerState state, qint64 noAnswerMs) {
            snapshot.peers[0].state = state;
            snapshot.peers[0].noAnswerMs = noAnswerMs;
            model.update(snapshot, at(0));
            return model.index(0, PeersModel::State).data().toString();
        };
        QCOMPARE(shown(api::PeerState::Online, 0), QStringLiteral("Online"));
        QCOMPARE(shown(api::PeerState::Connecting, 0), QStringLiteral("Connecting"));
        QCOMPARE(shown(api::PeerState::Connecting, 4000), QStringLiteral("No answer for 4 s"));
        QCOMPARE(shown(api::PeerState::Pending, 4000), words(api::PeerState::Pending));
    }

    void countersAreJudgedOnlyAtRest()
    {
        api::CounterInfo counter{QStringLiteral("streams"), 1, 5, 9, 8, 0};
        QCOMPARE(verdictOf(counter, false), Verdict::ConnectionsOpen);
        QCOMPARE(verdictOf(counter, true), Verdict::NotAtBaseline);
        counter.now = 0;
        QCOMPARE(verdictOf(counter, true), Verdict::AtBaseline);
        counter.baseline.reset();
        QCOMPARE(verdictOf(counter, true), Verdict::NotJudged);

        api::Snapshot snapshot = test::sampleDesk(0);
        QCOMPARE(verdictOf(snapshot), Verdict::ConnectionsOpen);
        snapshot.atRest = true;
        QCOMPARE(verdictOf(snapshot), Verdict::NotAtBaseline);
        for (api::CounterInfo &info : snapshot.counters)
            info.now = info.baseline.value_or(info.now);
        QCOMPARE(verdictOf(snapshot), Verdict::AtBaseline);
    }

    void aThousandLiveAndAThousandClosedRowsAreUpdatedInAFractionOfTheirPause()
    {
        ConnectionsModel model;
        ConnectionsFilter filter;
        filter.setSourceModel(&model);
        filter.sort(ConnectionsModel::Receiving, Qt::DescendingOrder);
        api::Snapshot snapshot = withConnections({});
        for (ConnectionId id = 1; id <= 2'000; ++id)
            snapshot.connections << test::sampleConnection(id, {}, id <= 1'000 ? ConnectionState::Open : ConnectionState::Closed);
        model.update(snapshot, at(0));
        QCOMPARE(filter.rowCount(), 2'000); // from now on the proxy follows
        QRandomGenerator dice(1);
        qint64 fastest = std::numeric_limits<qint64>::max(); // the machine may be busy with something else
        for (int round = 1; round <= 8; ++round) {
            for (int row = 0; row < 1'000; ++row)
                snapshot.connections[row].received += quint64(dice.bounded(100'000));
            QElapsedTimer timer;
            timer.start();
            model.update(snapshot, at(round * 250));
            QVERIFY(filter.index(0, 0).isValid());
            fastest = std::min(fastest, timer.nsecsElapsed());
        }
        qInfo("fastest update: %lld us", fastest / 1000);
        QVERIFY2(fastest < 100'000'000, qPrintable(QString::number(fastest)));
    }
};

QTEST_MAIN(UiModels)
#include "ui_models.moc"
