// SPDX-License-Identifier: GPL-3.0-or-later
#include "diary/plain_socket.h"
#include "program.h"

#include <QCryptographicHash>
#include <QTest>
#include <QThread>

#include <memory>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::pairDirectly;
using culvert::test::words;
using culvert::test::Pattern;
using culvert::test::PlainListener;
using culvert::test::PlainSocket;

// Reverse forwards between two programs that are linked without Tox: `there_` listens, `here_` has the target.
class TestProgramReverse : public QObject {
    Q_OBJECT

    PlainListener target_;
    Machine there_;
    Machine here_;
    QString hereName_;
    QString thereName_;

    [[nodiscard]] QString place() const { return QStringLiteral("127.0.0.1:%1").arg(target_.port()); }
    [[nodiscard]] static QString state(const Machine &machine) { return machine.firstPeer(QStringLiteral("state")); }
    [[nodiscard]] QString offBaseline() const { return here_.offBaseline() + there_.offBaseline(); }
    [[nodiscard]] QJsonObject tunnel(const QString &name) const
    {
        for (const QJsonValue &one : here_.json(words(QStringLiteral("reverse list"))).array()) {
            if (one[QStringLiteral("name")].toString() == name)
                return one.toObject();
        }
        return {};
    }
    [[nodiscard]] QString stateOf(const QString &name) const { return tunnel(name)[QStringLiteral("state")].toString(); }
    [[nodiscard]] QString codeOf(const QString &name) const { return tunnel(name)[QStringLiteral("error")][QStringLiteral("code")].toString(); }
    [[nodiscard]] Answer add(const QString &listen, const QString &name) const
    {
        return here_.json({QStringLiteral("reverse"), QStringLiteral("add"), QStringLiteral("--peer"), thereName_, QStringLiteral("--listen"), listen,
                           QStringLiteral("--target"), place(), QStringLiteral("--name"), name});
    }
    [[nodiscard]] quint16 portOf(const QString &name) const
    {
        return quint16(tunnel(name)[QStringLiteral("listen")].toString().section(u':', -1).toUInt());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(pairDirectly(there_, here_, QStringLiteral("there")), QString());
        QTRY_COMPARE_WITH_TIMEOUT(state(here_), QStringLiteral("online"), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(there_), QStringLiteral("online"), 20'000);
        thereName_ = QStringLiteral("there");
        hereName_ = there_.firstPeer(QStringLiteral("name"));
    }

    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(offBaseline(), QString(), 20'000); }

    void nothingIsListenedOnUntilItIsAllowed()
    {
        const Answer added = add(QStringLiteral("0"), QStringLiteral("web"));
        QCOMPARE(added.exitCode, 0);
        QCOMPARE(added.object()[QStringLiteral("kind")].toString(), QStringLiteral("reverse"));
        QTRY_COMPARE_WITH_TIMEOUT(codeOf(QStringLiteral("web")), QStringLiteral("listenNotAllowed"), 10'000);
        QCOMPARE(stateOf(QStringLiteral("web")), QStringLiteral("failed"));
        QVERIFY(here_.run({QStringLiteral("status")}).out.contains(QStringLiteral("allow PEER listen 127.0.0.1:*")));
        // It is renamed and put elsewhere nevertheless.
        QCOMPARE(here_.run(words(QStringLiteral("reverse edit web --name site --group work"))).exitCode, 0);
        QCOMPARE(codeOf(QStringLiteral("site")), QStringLiteral("listenNotAllowed"));
        QCOMPARE(here_.run(words(QStringLiteral("reverse edit site --name web"))).exitCode, 0);
        QVERIFY(there_.status()[QStringLiteral("listeners")].toArray().isEmpty());
        // What the rules would say, and then say.
        const QJsonObject before = there_.json({QStringLiteral("rules"), QStringLiteral("test"), hereName_, QStringLiteral("listen"), QStringLiteral("8080")}).object();
        QCOMPARE(before[QStringLiteral("target")].toString(), QStringLiteral("listen 127.0.0.1:8080"));
        QCOMPARE(before[QStringLiteral("verdict")].toString(), QStringLiteral("deny"));
        const Answer allowed = there_.json({QStringLiteral("allow"), hereName_, QStringLiteral("listen"), QStringLiteral("*")});
        QCOMPARE(allowed.object()[QStringLiteral("allowed")][0].toString(), QStringLiteral("listen localhost:*"));
        QCOMPARE(there_.json({QStringLiteral("rules"), QStringLiteral("test"), hereName_, QStringLiteral("listen 8080")}).object()[QStringLiteral("rule")].toString(),
                 QStringLiteral("allow listen localhost:*"));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(QStringLiteral("web")), QStringLiteral("listening"), 20'000);
        QVERIFY(portOf(QStringLiteral("web")) != 0);
        const QJsonValue listener = there_.status()[QStringLiteral("listeners")][0];
        QCOMPARE(listener[QStringLiteral("listen")], tunnel(QStringLiteral("web"))[QStringLiteral("listen")]);
        QCOMPARE(listener[QStringLiteral("peer")].toString(), hereName_);
        QVERIFY(there_.run({QStringLiteral("status")}).out.contains(QStringLiteral("LISTENS FOR")));
    }

    void bytesAndEndsGoBothWays()
    {
        PlainSocket application = PlainSocket::connectTo(portOf(QStringLiteral("web")));
        QVERIFY(application.open());
        PlainSocket service = target_.accept();
        constexpr qint64 size = 20 << 20;
        std::unique_ptr<QThread> sender(QThread::create([&] {
            Pattern bytes(1);
            application.send(bytes, size);
            application.finish();
        }));
        sender->start();
        QCryptographicHash came(QCryptographicHash::Sha256);
        QCOMPARE(service.receiveAll([&](QByteArrayView bytes) { came.addData(QByteArray(bytes.data(), bytes.size())); }), PlainSocket::Ended::Fin);
        QVERIFY(sender->wait(20'000));
        QCOMPARE(came.result(), Pattern::hash(1, size));
        Pattern answer(2);
        QVERIFY(service.send(answer, 1 << 20));
        service.close();
        QCryptographicHash back(QCryptographicHash::Sha256);
        QCOMPARE(application.receiveAll([&](QByteArrayView bytes) { back.addData(QByteArray(bytes.data(), bytes.size())); }), PlainSocket::Ended::Fin);
        QCOMPARE(back.result(), Pattern::hash(2, 1 << 20));
        application.close();
        const QJsonObject far = here_.json({QStringLiteral("connections")}).array().first().toObject();
        QCOMPARE(far[QStringLiteral("tunnel")].toString(), QStringLiteral("web"));
        QCOMPARE(far[QStringLiteral("target")].toString(), place());
        QCOMPARE(far[QStringLiteral("side")].toString(), QStringLiteral("far"));
        const QJsonObject near = there_.json({QStringLiteral("connections")}).array().first().toObject();
        QCOMPARE(near[QStringLiteral("target")].toString(), QStringLiteral("reverse 127.0.0.1:%1").arg(portOf(QStringLiteral("web"))));
    }

    void whatIsWrongThereIsSaidHere()
    {
        const PlainListener busy;
        QCOMPARE(add(QString::number(busy.port()), QStringLiteral("busy")).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(codeOf(QStringLiteral("busy")), QStringLiteral("listenInUse"), 10'000);
        // Other machines of its network: only by a line that names the address.
        QCOMPARE(add(QStringLiteral("0.0.0.0:0"), QStringLiteral("open")).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(codeOf(QStringLiteral("open")), QStringLiteral("listenNotAllowed"), 10'000);
        QCOMPARE(there_.run({QStringLiteral("allow"), hereName_, QStringLiteral("listen"), QStringLiteral("192.0.2.1:8080")}).exitCode, 0);
        QCOMPARE(add(QStringLiteral("192.0.2.1:8080"), QStringLiteral("elsewhere")).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(codeOf(QStringLiteral("elsewhere")), QStringLiteral("listenNotLocal"), 10'000);
        QCOMPARE(here_.json(words(QStringLiteral("reverse add --peer there --listen nas:80 --target %1").arg(place()))).errorCode(), QStringLiteral("listenInvalid"));
        QCOMPARE(here_.json(words(QStringLiteral("reverse add --peer there --listen 80 --target nas"))).errorCode(), QStringLiteral("endpointInvalid"));
        for (const char *name : {"busy", "open", "elsewhere"})
            QCOMPARE(here_.run({QStringLiteral("reverse"), QStringLiteral("remove"), QString::fromLatin1(name)}).exitCode, 0);
    }

    void aRuleThatIsWithdrawnClosesThePort()
    {
        const quint16 port = portOf(QStringLiteral("web"));
        PlainSocket application = PlainSocket::connectTo(port);
        PlainSocket service = target_.accept();
        QVERIFY(service.send("hello"));
        QCOMPARE(application.receive(5), QByteArray("hello"));
        QCOMPARE(there_.run({QStringLiteral("rules"), QStringLiteral("remove"), hereName_, QStringLiteral("allow listen *")}).exitCode, 0);
        QCOMPARE(application.discardAll(), PlainSocket::Ended::Reset);
        QCOMPARE(service.discardAll(), PlainSocket::Ended::Reset);
        QVERIFY(!PlainSocket::connectTo(port).open());
        QTRY_COMPARE_WITH_TIMEOUT(codeOf(QStringLiteral("web")), QStringLiteral("listenNotAllowed"), 10'000);
        QCOMPARE(there_.run({QStringLiteral("allow"), hereName_, QStringLiteral("listen"), QStringLiteral("*")}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(QStringLiteral("web")), QStringLiteral("listening"), 20'000);
    }

    void stoppedAndStartedByHand()
    {
        const quint16 port = portOf(QStringLiteral("web"));
        QCOMPARE(here_.run(words(QStringLiteral("reverse stop web"))).exitCode, 0);
        QTRY_VERIFY(!PlainSocket::connectTo(port).open());
        QCOMPARE(stateOf(QStringLiteral("web")), QStringLiteral("stopped"));
        QCOMPARE(here_.run(words(QStringLiteral("reverse start web"))).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(QStringLiteral("web")), QStringLiteral("listening"), 20'000);
    }

    void itIsThereAgainAfterEitherProgramWasKilled_data()
    {
        QTest::addColumn<bool>("listening");
        QTest::newRow("that which listens") << true;
        QTest::newRow("that which asked") << false;
    }
    void itIsThereAgainAfterEitherProgramWasKilled()
    {
        QFETCH(const bool, listening);
        Machine &killed = listening ? there_ : here_;
        killed.kill();
        QVERIFY(killed.start(QStringLiteral("/no/list/is/needed")));
        // Any free port is another one now, and each side knows it.
        const auto agreed = [this] {
            const QString port = there_.status()[QStringLiteral("listeners")][0][QStringLiteral("listen")].toString();
            return !port.isEmpty() && port == tunnel(QStringLiteral("web"))[QStringLiteral("listen")].toString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && stateOf(QStringLiteral("web")) == QStringLiteral("listening"), 60'000);
        PlainSocket application = PlainSocket::connectTo(portOf(QStringLiteral("web")));
        QVERIFY(application.open());
        PlainSocket service = target_.accept();
        QVERIFY(service.send("hello"));
        QCOMPARE(application.receive(5), QByteArray("hello"));
        service.close();
        application.close();
        QTRY_COMPARE_WITH_TIMEOUT(there_.status()[QStringLiteral("listeners")].toArray().size(), 1, 20'000);
    }

    // It is kept in the profile, where an edit of a program that does not run counts as well.
    void aRemovedOneIsGone()
    {
        QVERIFY(here_.contents(QStringLiteral("config.json")).contains("\"reverses\""));
        QCOMPARE(here_.run(words(QStringLiteral("reverse remove web"))).exitCode, 0);
        QTRY_VERIFY(there_.status()[QStringLiteral("listeners")].toArray().isEmpty());
        QVERIFY(here_.stop() >= 0);
        QCOMPARE(add(QStringLiteral("0"), QStringLiteral("later")).exitCode, 0);
        QVERIFY(here_.start(QStringLiteral("/no/list/is/needed")));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(QStringLiteral("later")), QStringLiteral("listening"), 60'000);
    }
};

QTEST_GUILESS_MAIN(TestProgramReverse)
#include "test_program_reverse.moc"
