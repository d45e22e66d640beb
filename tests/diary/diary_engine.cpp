// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D4 (identities) and D9 of the diary: values, and two real engines in one process whose threads are kept busy. Under
// ThreadSanitizer (tools/test --tsan) the second shows more than that it works.
#include "service.h"
#include "diary_test.h"
#include "tests/engine/two_engines.h"

#include "core/ids.h"
#include "core/random.h"

#include <atomic>

using namespace culvert;
using namespace culvert::test;

class DiaryEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void d04_everyIdentityComesBackAndEveryOtherLengthIsRefused()
    {
        constexpr int count = 10'000;
        SystemRandom random;
        for (int i = 0; i < count; ++i) {
            std::array<std::uint8_t, ToxAddress::size> bytes{};
            random.fill(std::span(bytes).first<ToxAddress::size - 2>());
            for (std::size_t at = 0; at < bytes.size() - 2; ++at) // the checksum: all pairs of bytes, one over the other
                bytes[bytes.size() - 2 + at % 2] ^= bytes[at];
            const auto address = ToxAddress::fromBytes(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
            QVERIFY(address);
            QCOMPARE(ToxAddress::fromHex(address->toHex()), address);
            QCOMPARE(ToxAddress::fromHex(address->toHex().toLower()), address);
            QCOMPARE(address->toBytes(), QByteArrayView(bytes.data(), qsizetype(bytes.size())).toByteArray());
            bytes[std::size_t(i) % bytes.size()] ^= std::uint8_t(1 << i % 8); // the zero that the diary saw, or any other slip
            QVERIFY(!ToxAddress::fromBytes(QByteArrayView(bytes.data(), qsizetype(bytes.size()))));
            QCOMPARE(PublicKey::fromHex(address->publicKey().toHex()), std::optional(address->publicKey()));
        }
        const QString longest = QString(400, u'A');
        for (qsizetype length = 0; length <= longest.size(); ++length) {
            QVERIFY(!ToxAddress::fromHex(longest.left(length)));
            QCOMPARE(PublicKey::fromHex(longest.left(length)).has_value(), length == 2 * qsizetype(PublicKey::size));
        }
        writeFigure(4, QStringLiteral("identities"), QStringLiteral("10,000 addresses and keys read back, every length from 0 to 400 but the right one refused"));
    }

    void d09_commandsAndSnapshotsCrossWhileStreamsRun_data()
    {
        QTest::addColumn<bool>("tox");
        QTest::newRow("direct") << false;
        QTest::newRow("Tox") << true;
    }
    void d09_commandsAndSnapshotsCrossWhileStreamsRun()
    {
        QFETCH(const bool, tox);
        const auto make = [tox] { return tox ? std::make_unique<RealEngine>() : RealEngine::withoutTox(); };
        const auto near = make();
        const auto far = make();
        QVERIFY(near->running() && far->running());
        QList<QString> endpoints;
        if (tox) {
            near->join(*far);
            far->join(*near);
        } else {
            endpoints = {QStringLiteral("127.0.0.1:%1").arg(far->status()[QStringLiteral("direct")][QStringLiteral("port")].toInt())};
        }
        Service service;
        const QString target = QStringLiteral("127.0.0.1:%1").arg(service.port());
        const QString link = far->object(api::CreateInvite{{target}, 600'000, endpoints})[QStringLiteral("link")].toString();
        const QString peer = near->object(api::Pair{link, QStringLiteral("far")})[QStringLiteral("id")].toString();
        QTRY_VERIFY_WITH_TIMEOUT(near->peerOnline() && far->peerOnline(), 120'000);
        const QJsonObject tunnel = near->object(api::AddForward{peer, QStringLiteral("0"), target, QStringLiteral("busy")});
        const auto port = quint16(tunnel[QStringLiteral("listen")].toString().section(u':', -1).toUInt());

        int snapshots = 0;
        for (RealEngine *engine : {near.get(), far.get()}) {
            connect(engine->host.get(), &api::EngineClient::snapshotTaken, this, [&](const api::Snapshot &) { ++snapshots; });
            engine->host->setWatching(true);
        }
        std::atomic<int> whole = 0;
        std::atomic<bool> over = false;
        std::thread applications([&] {
            (void)together(32, 200, [&](int i) {
                const bool good = i % 2 ? Service::store(port, 300'000) : !Service::fetch(port, 300'000).isEmpty();
                whole += good;
                return good;
            });
            over = true;
        });
        int commands = 0;
        while (!over || commands < 500) {
            const QString name = QStringLiteral("t%1").arg(commands);
            if (!near->ask(api::AddForward{peer, QStringLiteral("0"), target, name}) || !near->ask(api::StopTunnel{name})
                || !near->ask(api::RemoveTunnel{name}) || !far->ask(api::Status{}))
                break;
            commands += 4;
        }
        applications.join();
        QCOMPARE(int(whole), 200);
        QVERIFY(commands >= 500);
        QTRY_VERIFY(snapshots >= 4);
        QTRY_VERIFY_WITH_TIMEOUT(near->atBaseline() && far->atBaseline(), 10'000);
        writeFigure(9, QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("200 transfers, 32 at a time, beside %1 commands and %2 snapshots%3")
                           .arg(commands).arg(snapshots).arg(underSanitizer ? QStringLiteral(", under a sanitizer") : QString()));
    }
};

QTEST_GUILESS_MAIN(DiaryEngine)
#include "diary_engine.moc"
