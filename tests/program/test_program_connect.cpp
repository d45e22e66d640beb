// SPDX-License-Identifier: GPL-3.0-or-later
#include "diary/plain_socket.h"
#include "program.h"

#include <QCryptographicHash>
#include <QTest>
#include <QThread>

#include <array>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::pairDirectly;
using culvert::test::words;
using culvert::test::Pattern;
using culvert::test::PlainListener;
using culvert::test::PlainSocket;

namespace {

QByteArray pattern(quint64 seed, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    Pattern(seed).fill({out.data(), std::size_t(size)});
    return out;
}

QByteArray sha256(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }

QByteArray allOf(PlainSocket &socket)
{
    QByteArray out;
    socket.receiveAll([&](QByteArrayView bytes) { out += bytes; });
    return out;
}

} // namespace

// `culvertd connect` as ssh and scripts use it, between two programs that are linked without Tox.
class TestProgramConnect : public QObject {
    Q_OBJECT

    PlainListener target_;
    Machine far_;
    Machine near_;
    QString nearName_;

    [[nodiscard]] QString place() const { return QStringLiteral("127.0.0.1:%1").arg(target_.port()); }
    [[nodiscard]] std::unique_ptr<QProcess> connectTo(const QString &target) const
    {
        return near_.begin({QStringLiteral("connect"), QStringLiteral("far"), target});
    }
    [[nodiscard]] QString offBaseline() const { return near_.offBaseline() + far_.offBaseline(); }
    [[nodiscard]] static QString state(const Machine &machine) { return machine.firstPeer(QStringLiteral("state")); }
    // The newest connection of this machine.
    [[nodiscard]] static QJsonObject last(const Machine &machine)
    {
        return machine.json({QStringLiteral("connections")}).array().first().toObject();
    }
    // QProcess writes from the event loop, which does not turn while a PlainSocket waits.
    static void give(QProcess &process, const QByteArray &bytes, bool last)
    {
        process.write(bytes);
        while (process.bytesToWrite() > 0 && process.waitForBytesWritten(20'000)) { }
        if (last)
            process.closeWriteChannel();
    }
    static bool ended(QProcess &process) { return process.state() == QProcess::NotRunning || process.waitForFinished(20'000); }

private Q_SLOTS:
    void initTestCase()
    {
        near_.takeSide(QStringLiteral("near"));
        far_.takeSide(QStringLiteral("far"));
        QCOMPARE(pairDirectly(far_, near_, QStringLiteral("far"), QStringLiteral("--allow ") + place()), QString());
        QTRY_COMPARE_WITH_TIMEOUT(state(near_), QStringLiteral("online"), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(far_), QStringLiteral("online"), 20'000);
        nearName_ = far_.firstPeer(QStringLiteral("name"));
    }

    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(offBaseline(), QString(), 20'000); }

    void bytesGoBothWaysAndEachEndIsPassedOn()
    {
        constexpr qsizetype size = 20 << 20;
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        QVERIFY(application.open());
        QByteArray came;
        std::unique_ptr<QThread> reader(QThread::create([&] { came = allOf(application); }));
        reader->start();
        give(*client, pattern(1, size), true);
        // Its end comes behind the bytes, and the other direction is open then.
        QVERIFY(QTest::qWaitFor([&] { return reader->isFinished(); }, 60'000));
        QCOMPARE(sha256(came), sha256(pattern(1, size)));
        QVERIFY(application.send(pattern(2, 1 << 20)));
        application.close();
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 0);
        QCOMPARE(sha256(client->readAllStandardOutput()), sha256(pattern(2, 1 << 20)));
        QCOMPARE(client->readAllStandardError(), QByteArray());
        const QJsonObject connection = last(near_);
        QCOMPARE(connection[QStringLiteral("sent")].toInteger(), qint64(size));
        QCOMPARE(connection[QStringLiteral("received")].toInteger(), qint64(1 << 20));
        QCOMPARE(connection[QStringLiteral("reason")], QJsonValue());
    }

    void theTargetMayEndFirst()
    {
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        QVERIFY(application.send("good night"));
        application.finish();
        QTRY_COMPARE(client->bytesAvailable(), qint64(10));
        QCOMPARE(client->state(), QProcess::Running);
        QTRY_COMPARE(last(near_)[QStringLiteral("state")].toString(), QStringLiteral("halfClosedIn"));
        give(*client, "good night", true);
        QCOMPARE(allOf(application), QByteArray("good night"));
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 0);
    }

    void theTableNamesTheProgram()
    {
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        QTRY_COMPARE(last(near_)[QStringLiteral("state")].toString(), QStringLiteral("open"));
        const QJsonObject connection = last(near_);
        const QString source = connection[QStringLiteral("source")].toString();
        if (near_.isWindows()) // nobody of that system has started it
            QVERIFY2(source.startsWith(QStringLiteral("culvertd (pid ")), qPrintable(source));
        else
            QCOMPARE(source, QStringLiteral("test_program_co (pid %1)").arg(QCoreApplication::applicationPid()));
        QCOMPARE(connection[QStringLiteral("side")].toString(), QStringLiteral("near"));
        QCOMPARE(connection[QStringLiteral("tunnel")], QJsonValue());
        QCOMPARE(connection[QStringLiteral("target")].toString(), place());
        QCOMPARE(near_.counter(QStringLiteral("tcpSockets")), 1);
        client->closeWriteChannel();
        application.close();
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 0);
    }

    void whyThereIsNoConnectionIsSaidAndToldApart_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("sentence");
        const PlainListener closed;
        const QString nobody = QStringLiteral("127.0.0.1:%1").arg(closed.port());
        QTest::newRow("not allowed") << "far" << "10.0.0.1:22" << "targetNotAllowed" << 5 << "no rule allows it";
        QTest::newRow("nobody listens") << "far" << nobody << "targetRefused" << 6 << "refused the connection";
        QTest::newRow("no such peer") << "nobody" << "10.0.0.1:22" << "peerUnknown" << 1 << "There is no peer \"nobody\"";
        QTest::newRow("no target") << "far" << "10.0.0.1" << "endpointInvalid" << 2 << "is not a target";
    }
    void whyThereIsNoConnectionIsSaidAndToldApart()
    {
        QFETCH(const QString, peer);
        QFETCH(const QString, target);
        QFETCH(const QString, code);
        QFETCH(const int, exitCode);
        QFETCH(const QString, sentence);
        if (exitCode == 6)
            QCOMPARE(far_.run({QStringLiteral("allow"), nearName_, target}).exitCode, 0);
        const Answer json = near_.json({QStringLiteral("connect"), peer, target});
        QCOMPARE(json.errorCode(), code);
        QCOMPARE(json.exitCode, exitCode);
        const Answer text = near_.run({QStringLiteral("connect"), peer, target});
        QCOMPARE(text.exitCode, exitCode);
        QVERIFY2(text.err.contains(sentence), qPrintable(text.err));
        QCOMPARE(text.out, QString());
    }

    void stdinMayBeAtItsEndAtOnce()
    {
        auto client = connectTo(place());
        client->closeWriteChannel();
        PlainSocket application = target_.accept();
        QCOMPARE(allOf(application), QByteArray());
        QVERIFY(application.send(pattern(3, 300'000)));
        application.close();
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 0);
        QCOMPARE(client->readAllStandardOutput(), pattern(3, 300'000));
    }

    void aReaderThatLeavesEndsIt()
    {
        std::array<int, 2> pipe{}; // closeReadChannel() would keep it open
        QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
        near_.setChildModifier([&] { ::dup2(pipe[1], STDOUT_FILENO); });
        auto client = connectTo(place());
        QVERIFY(client->waitForStarted());
        near_.setChildModifier({});
        ::close(pipe[1]);
        PlainSocket application = target_.accept();
        QVERIFY(application.send("hello"));
        std::array<char, 5> hello{};
        QCOMPARE(::read(pipe[0], hello.data(), hello.size()), ssize_t(5));
        ::close(pipe[0]);
        if (near_.isWindows()) // noticed by the next byte for it
            QVERIFY(application.send("hello"));
        QVERIFY(ended(*client));
        QCOMPARE(client->exitStatus(), QProcess::NormalExit);
        QCOMPARE(client->exitCode(), 1);
        QCOMPARE(application.discardAll(), PlainSocket::Ended::Reset);
    }

    void aClientThatIsKilledLeavesNothing_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("finished");
        QTest::newRow("SIGKILL") << SIGKILL << false;
        QTest::newRow("SIGTERM") << SIGTERM << false;
        QTest::newRow("SIGKILL behind its end of input") << SIGKILL << true;
    }
    // The target says nothing and waits: only being told that the application is gone ends it.
    void aClientThatIsKilledLeavesNothing()
    {
        QFETCH(const int, signal);
        QFETCH(const bool, finished);
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        give(*client, "hello", finished);
        QCOMPARE(application.receive(5), QByteArray("hello"));
        if (finished)
            QTRY_COMPARE(last(near_)[QStringLiteral("state")].toString(), QStringLiteral("halfClosedOut"));
        QCOMPARE(::kill(pid_t(client->processId()), signal), 0);
        QVERIFY(ended(*client));
        QTRY_COMPARE(near_.counter(QStringLiteral("connections")), 0);
        QTRY_COMPARE(far_.counter(QStringLiteral("connections")), 0);
        QVERIFY(application.discardAll() != PlainSocket::Ended::Never); // an end of input, too, if it was read before the death
        QCOMPARE(last(near_)[QStringLiteral("closedBy")].toString(), QStringLiteral("app"));
        QCOMPARE(last(near_)[QStringLiteral("reason")].toString(), QStringLiteral("hangUp"));
    }

    void whatBreaksOffIsSaid()
    {
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        QVERIFY(application.send("hello"));
        QTRY_COMPARE(client->bytesAvailable(), qint64(5));
        application.reset();
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 7);
        QVERIFY2(client->readAllStandardError().startsWith("The connection was reset"), "");
        auto another = connectTo(place());
        PlainSocket held = target_.accept();
        QTRY_COMPARE(last(near_)[QStringLiteral("state")].toString(), QStringLiteral("open"));
        QCOMPARE(near_.run({QStringLiteral("close"), QString::number(last(near_)[QStringLiteral("id")].toInteger())}).exitCode, 0);
        QVERIFY(ended(*another));
        QCOMPARE(another->exitCode(), 7);
        QCOMPARE(another->readAllStandardError().simplified(), QByteArray("The connection was closed by hand."));
        QCOMPARE(held.discardAll(), PlainSocket::Ended::Reset);
    }

    // A reader that does not read stops the target, and nothing else.
    void aSlowReaderHoldsUpItsTargetAlone()
    {
        auto slow = connectTo(place());
        PlainSocket application = target_.accept();
        QCOMPARE(::kill(pid_t(slow->processId()), SIGSTOP), 0);
        constexpr qint64 much = 200 << 20; // far beyond every buffer on the way
        std::unique_ptr<QThread> sender(QThread::create([&] {
            Pattern bytes(7);
            application.send(bytes, much);
            application.finish();
        }));
        sender->start();
        QTRY_VERIFY_WITH_TIMEOUT(last(near_)[QStringLiteral("waitingIn")].toInteger() > 0, 20'000);
        auto other = connectTo(place());
        PlainSocket beside = target_.accept();
        give(*other, "quick", true);
        QCOMPARE(allOf(beside), QByteArray("quick"));
        beside.close();
        QVERIFY(ended(*other));
        QCOMPARE(other->exitCode(), 0);
        QCOMPARE(slow->bytesAvailable(), qint64(0));
        QVERIFY(!sender->isFinished());
        QCOMPARE(::kill(pid_t(slow->processId()), SIGCONT), 0);
        slow->closeWriteChannel();
        QCryptographicHash hash(QCryptographicHash::Sha256);
        qint64 came = 0;
        const auto take = [&] {
            const QByteArray bytes = slow->readAllStandardOutput();
            hash.addData(bytes);
            came += bytes.size();
        };
        connect(slow.get(), &QProcess::readyReadStandardOutput, this, take);
        take();
        QTRY_COMPARE_WITH_TIMEOUT(slow->state(), QProcess::NotRunning, 60'000);
        take();
        QVERIFY(sender->wait(20'000));
        QCOMPARE(came, much);
        QCOMPARE(hash.result(), Pattern::hash(7, much));
        QCOMPARE(slow->exitCode(), 0);
    }

    void aProgramThatIsKilledIsToldFromAnOrderlyEnd()
    {
        auto client = connectTo(place());
        PlainSocket application = target_.accept();
        QVERIFY(application.send("hello"));
        QTRY_COMPARE(client->bytesAvailable(), qint64(5));
        near_.kill();
        QVERIFY(ended(*client));
        QCOMPARE(client->exitCode(), 7);
        QVERIFY(client->readAllStandardError().startsWith("Culvert is not running"));
        QCOMPARE(near_.run({QStringLiteral("connect"), QStringLiteral("far"), place()}).exitCode, 3);
        QCOMPARE(near_.json({QStringLiteral("connect"), QStringLiteral("far"), place()}).errorCode(), QStringLiteral("notRunning"));
        QVERIFY(near_.start(QStringLiteral("/no/list/is/needed")));
        QTRY_COMPARE_WITH_TIMEOUT(state(near_), QStringLiteral("online"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(far_), QStringLiteral("online"), 30'000);
        QCOMPARE(application.discardAll(), PlainSocket::Ended::Reset);
    }

    void aPeerThatIsNotThereIsRefusedAtOnce()
    {
        QCOMPARE(far_.json({QStringLiteral("block"), nearName_}).exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(state(near_) != QStringLiteral("online"), 20'000);
        const Answer answer = near_.run({QStringLiteral("connect"), QStringLiteral("far"), place()});
        QCOMPARE(answer.exitCode, 4);
        QVERIFY(!answer.err.isEmpty());
        QCOMPARE(far_.json({QStringLiteral("unblock"), nearName_}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(near_), QStringLiteral("online"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(far_), QStringLiteral("online"), 30'000);
    }
};

QTEST_GUILESS_MAIN(TestProgramConnect)
#include "test_program_connect.moc"
