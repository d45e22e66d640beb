// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "support/tox_pair.h"
#include "wire/datagram.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace culvert;
using namespace culvert::test;

// A friend that vanishes without a word: its process is killed.
class ToxVanishedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKilledFriendBlocksThePathAndThenIsDown();
};

void ToxVanishedTest::aKilledFriendBlocksThePathAndThenIsDown()
{
    Ledger ledger;
    QtTimers timers(ledger);
    const auto node = startNode(loopbackOptions(), timers);
    QProcess partner;
    partner.start(QCoreApplication::applicationDirPath() + QStringLiteral("/tox_partner"),
                  {node->address().publicKey().toHex(), QString::number(node->udpPort().value_or(0)),
                   node->dhtPublicKey().toHex()});
    QTRY_VERIFY_WITH_TIMEOUT(partner.canReadLine(), 20'000);
    const auto key = PublicKey::fromHex(QString::fromLatin1(partner.readLine()).trimmed());
    QVERIFY(key.has_value());
    node->add(*key);
    path::DatagramPath *path = node->pathTo(*key);
    QTRY_COMPARE_WITH_TIMEOUT(path->kind(), path::Kind::ToxUdp, 60'000);

    int echoes = 0;
    bool changed = false;
    path->received = [&](std::span<const std::uint8_t>) { ++echoes; };
    path->kindChanged = [&] { changed = true; };
    std::vector<std::uint8_t> datagram(1000, 1);
    datagram.front() = std::uint8_t(wire::DatagramType::Quic);
    QCOMPARE(path->send(datagram), path::SendResult::Sent);
    QTRY_COMPARE_WITH_TIMEOUT(echoes, 1, 20'000);

    partner.kill();
    QVERIFY(partner.waitForFinished());
    QElapsedTimer clock;
    clock.start();
    // After 8 s without a packet toxcore lets no large one out, as long as it holds the friend for connected.
    QTRY_COMPARE_WITH_TIMEOUT(path->send(datagram), path::SendResult::Blocked, 30'000);
    qInfo("blocked after %lld ms", clock.elapsed());
    QCOMPARE(path->kind(), path::Kind::ToxUdp);
    QTRY_VERIFY_WITH_TIMEOUT(changed, 60'000);
    qInfo("down after %lld ms", clock.elapsed());
    QCOMPARE(path->kind(), path::Kind::None);
    QCOMPARE(path->send(datagram), path::SendResult::Down);
    QCOMPARE(echoes, 1);
}

QTEST_GUILESS_MAIN(ToxVanishedTest)
#include "tox_vanished.moc"
