// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D5, D8, D10, D12 and D18 of the diary: every byte arrives, in order, once, whoever is slow.
#include "diary_test.h"

#include <QCryptographicHash>
#include <QDir>

#include <algorithm>
#include <thread>

#include <sys/socket.h>

using namespace culvert::test;

class DiaryBytes : public DiaryTest {
    Q_OBJECT

private Q_SLOTS:
    void d05_bytesOfManyStreamsAreNotMixed_data() { everyWay(); }
    void d05_bytesOfManyStreamsAreNotMixed()
    {
        constexpr int streams = 200;
        constexpr qint64 each = (64 << 20) / streams + 1; // 64 MiB each way
        Service service;
        const quint16 port = pair().forward(service.port());
        QVERIFY(together(streams, streams, [&](int i) {
            PlainSocket socket = PlainSocket::connectTo(port);
            if (!socket.send(Service::request('E')))
                return false;
            std::thread sender([&] {
                Pattern pattern{quint64(i)};
                socket.send(pattern, each);
                socket.finish();
            });
            QCryptographicHash hash(QCryptographicHash::Sha256);
            const auto ended = socket.receiveAll([&](QByteArrayView bytes) { hash.addData(bytes.toByteArray()); });
            sender.join();
            return ended == PlainSocket::Ended::Fin && hash.result() == Pattern::hash(quint64(i), each);
        }));
        writeFigure(5, way(), QStringLiteral("64 MiB each way through 200 streams at once, SHA-256 equal"));
    }

    // What others may send, replayed through every parser; tools/test --fuzz looks for more.
    void d05_whatIsNoMessageIsNeverMemory()
    {
        const QDir corpora(QStringLiteral(CULVERT_TREE "/tests/fuzz/corpus"));
        const QStringList parsers = corpora.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(parsers.size() >= 9);
        int inputs = 0;
        for (const QString &parser : parsers) {
            QProcess replay;
            replay.start(QStringLiteral(CULVERT_FUZZERS "/fuzz_") + parser, {corpora.filePath(parser)});
            QVERIFY2(replay.waitForFinished(60'000) && replay.exitCode() == 0, qPrintable(parser + QString::fromUtf8(replay.readAllStandardError())));
            inputs += int(QDir(corpora.filePath(parser)).entryList(QDir::Files).size());
        }
        writeFigure(5, QStringLiteral("parsers"), QStringLiteral("%1 parsers, %2 kept inputs").arg(parsers.size()).arg(inputs));
    }

    void d08_earlyBytesWaitUntilTheTargetIsConnected_data() { everyWay(); }
    void d08_earlyBytesWaitUntilTheTargetIsConnected()
    {
        constexpr qint64 size = 4 << 20;
        Service late(Service::Accepting::WhenTold);
        const quint16 port = pair().forward(late.port());
        QElapsedTimer clock;
        clock.start();
        bool whole = false;
        std::thread application([&] { whole = Service::store(port, size); });
        QTest::qWait(2000); // the target's own slowness
        const int before = late.open();
        const qint64 waiting = pair().far.counter(QStringLiteral("queuedBytes"));
        late.accept();
        application.join();
        QCOMPARE(before, 0);
        QVERIFY2(waiting > 0 && waiting < 1 << 20, qPrintable(QString::number(waiting))); // the window's worth; the rest waits where it is sent
        QVERIFY(whole);
        writeFigure(8, way(), QStringLiteral("4 MB to a target that accepts after 2 s, whole after %1 s; %2 KB waited there")
                                  .arg(double(clock.elapsed()) / 1000, 0, 'f', 1).arg(waiting / 1000));
    }

    void d10_readersThatNeverReadAreBoundedAndHoldUpNobody_data() { everyWay(); }
    void d10_readersThatNeverReadAreBoundedAndHoldUpNobody()
    {
        constexpr int readers = 20;
        constexpr qint64 size = 40 << 20;
        const QByteArray expected = Pattern::hash(1, size);
        Service service;
        const quint16 port = pair().forward(service.port());
        const auto seconds = [&] {
            QElapsedTimer clock;
            clock.start();
            return Service::fetch(port, size) == expected ? double(clock.elapsed()) / 1000 : 1e9;
        };
        const double without = std::min(seconds(), seconds()); // the first one warms up, and others use this machine
        const Machine *machines[] = {&pair().near, &pair().far};
        const qint64 pids[] = {pair().near.process()->processId(), pair().far.process()->processId()};
        const double before[] = {residentMb(pids[0]), residentMb(pids[1])};
        std::vector<PlainSocket> stalled;
        stalled.reserve(2 * readers); // the senders hold references
        for (int i = 0; i < 2 * readers; ++i) {
            stalled.push_back(PlainSocket::connectTo(port));
            if (i < readers) { // the application does not read
                QVERIFY(stalled.back().send(Service::request('G', qint64(1) << 30)));
            } else {           // nor does the target
                QVERIFY(stalled.back().send(Service::request('N')));
                senders_.emplace_back([&socket = stalled.back()] {
                    Pattern pattern(2);
                    socket.send(pattern, qint64(1) << 30);
                });
            }
        }
        // They are full when nothing is taken any more.
        qint64 queued = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(queued, queuedBytes()) == queuedBytes() && queued > 20 * (64 << 10), 60'000);
        const double most = 3 * without + 1; // s: the others have their share of the line and of the machine
        const double with = leastOf(most, seconds);
        QStringList grown;
        for (int i = 0; i < 2; ++i) {
            const double more = residentMb(pids[i]) - before[i];
            grown += QString::number(more, 'f', 0);
            QVERIFY2(more < 150 || underSanitizer, qPrintable(QString::number(more))); // 64 MiB in, 64 MiB out, and what holds them
            const QJsonObject memory = machines[i]->status()[QStringLiteral("memory")].toObject();
            QVERIFY(memory[QStringLiteral("queued")].toInteger() > 0 && memory[QStringLiteral("queued")].toInteger() <= 128 << 20);
        }
        for (PlainSocket &socket : stalled)
            ::shutdown(socket.descriptor(), SHUT_RDWR);
        for (std::thread &sender : senders_)
            sender.join();
        senders_.clear();
        for (PlainSocket &socket : stalled)
            socket.reset();
        service.release();
        QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, 20'000);
        QVERIFY2(with < most, qPrintable(QStringLiteral("%1 s, without them %2 s").arg(with).arg(without)));
        writeFigure(10, way(), QStringLiteral("20 that never read at each side: %1 MB more; beside them 40 MB in %2 s, without %3 s")
                                   .arg(grown.join(QStringLiteral(" and "))).arg(with, 0, 'f', 2).arg(without, 0, 'f', 2));
    }

    void d12_whatWasWrittenBeforeACloseArrives_data() { everyWay(); }
    void d12_whatWasWrittenBeforeACloseArrives()
    {
        const std::vector<qint64> sizes{0, 1, 1000, 1373, 16 << 10, 64 << 10, 1 << 20, 8 << 20};
        Service service;
        const quint16 port = pair().forward(service.port());
        for (const qint64 size : sizes) {
            const QByteArray expected = Pattern::hash(1, size);
            const std::size_t known = service.received().size();
            {
                PlainSocket socket = PlainSocket::connectTo(port);
                Pattern pattern(1);
                QVERIFY(socket.send(Service::request('W')) && socket.send(pattern, size));
            } // closed at once
            QTRY_VERIFY2_WITH_TIMEOUT(service.received().size() > known, qPrintable(QString::number(size)), 4 * patienceMs);
            QCOMPARE(service.received().back(), expected);
            QCOMPARE(Service::fetch(port, size), expected); // the target closes at once

            PlainSocket half = PlainSocket::connectTo(port);
            Pattern pattern(1);
            QVERIFY(half.send(Service::request('A', size)) && half.send(pattern, size));
            half.finish();
            QCOMPARE(half.receive(32), expected);
            QCryptographicHash answer(QCryptographicHash::Sha256);
            QCOMPARE(half.receiveAll([&](QByteArrayView bytes) { answer.addData(bytes.toByteArray()); }), PlainSocket::Ended::Fin);
            QCOMPARE(answer.result(), expected);
        }
        QCOMPARE(service.resets(), 0);
        writeFigure(12, way(), QStringLiteral("0 B to 8 MB written and closed at once from either end, and asked by a half-close: all whole"));
    }

    void d18_aFileOfOneGibibyteComesWhole_data() { everyWay(); }
    void d18_aFileOfOneGibibyteComesWhole()
    {
        constexpr qint64 size = qint64(1) << 30;
        static const QByteArray expected = Pattern::hash(1, size);
        Service service;
        const quint16 port = pair().forward(service.port());
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(Service::fetch(port, size), expected);
        const double seconds = double(clock.elapsed()) / 1000;
        writeFigure(18, way(), QStringLiteral("1 GiB in %1 s, %2 MB/s with both ends hashing, SHA-256 equal").arg(seconds, 0, 'f', 1).arg(double(size) / 1e6 / seconds, 0, 'f', 0));
    }

private:
    [[nodiscard]] qint64 queuedBytes() { return pair().near.counter(QStringLiteral("queuedBytes")) + pair().far.counter(QStringLiteral("queuedBytes")); }

    std::vector<std::thread> senders_;
};

QTEST_GUILESS_MAIN(DiaryBytes)
#include "diary_bytes.moc"
