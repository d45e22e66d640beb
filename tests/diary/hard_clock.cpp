// SPDX-License-Identifier: GPL-3.0-or-later
// Two real programs whose clocks on the wall are set, back and forward, while they run and between two starts.
#include "diary_test.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

using namespace culvert::test;

namespace {

constexpr qint64 day = 24 * 3600; // s

// From now on that machine's clock is off by so much.
void setClock(const Machine &machine, qint64 seconds)
{
    QFile file(QFileInfo(machine.folder()).path() + QStringLiteral("/clock"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.write(reinterpret_cast<const char *>(&seconds), sizeof seconds), qint64(sizeof seconds));
}

} // namespace

class HardClock : public QObject {
    Q_OBJECT

    static bool echoes(PlainSocket &socket)
    {
        return socket.send(QByteArray("tick")) && socket.receive(4) == "tick";
    }
    static QDateTime openedLast(const Machine &machine)
    {
        QJsonValue newest;
        const QJsonArray all = machine.json({QStringLiteral("connections")}).array();
        for (const QJsonValue &one : all) {
            if (one[QStringLiteral("id")].toInteger() > newest[QStringLiteral("id")].toInteger())
                newest = one;
        }
        return QDateTime::fromString(newest[QStringLiteral("openedAt")].toString(), Qt::ISODateWithMs);
    }

private Q_SLOTS:
    void init()
    {
        if (underSanitizer)
            QSKIP("a sanitizer wants to be loaded before all others");
        qputenv("LD_PRELOAD", CULVERT_CLOCK_SET_BACK);
    }
    void cleanup() { qunsetenv("LD_PRELOAD"); }

    void connectionsAndWhatWasSavedOutliveAClockThatIsSet_data()
    {
        QTest::addColumn<bool>("tox");
        QTest::newRow("direct") << false;
        QTest::newRow("Tox") << true;
    }
    void connectionsAndWhatWasSavedOutliveAClockThatIsSet()
    {
        QFETCH(const bool, tox);
        constexpr qint64 size = 20'000'000;
        const QByteArray expected = Pattern::hash(1, size);
        ProgramPair pair(tox ? ProgramPair::Way::Tox : ProgramPair::Way::Direct);
        for (const Machine *machine : {&pair.near, &pair.far})
            setClock(*machine, 0);
        const QString wrong = pair.start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        Service service;
        const quint16 port = pair.forward(service.port());
        PlainSocket lasting = PlainSocket::connectTo(port);
        QVERIFY(lasting.send(Service::request('E')) && echoes(lasting));

        const QDateTime begun = QDateTime::currentDateTimeUtc();
        for (const auto &[nearOff, farOff] : {std::pair{qint64(0), -30 * day}, std::pair{-day, 400 * day}, std::pair{-400 * day, -400 * day}}) {
            setClock(pair.near, nearOff);
            setClock(pair.far, farOff);
            QVERIFY(echoes(lasting));
            QCOMPARE(Service::fetch(port, size), expected);
            QVERIFY(pair.isOnline());
            // The programs do see another clock, and show it to people.
            for (const auto &[machine, off] : {std::pair{&pair.near, nearOff}, std::pair{&pair.far, farOff}})
                QVERIFY(qAbs(begun.addSecs(off).secsTo(openedLast(*machine))) < day / 2);
        }
        QCOMPARE(pair.near.run({QStringLiteral("set"), QStringLiteral("resumeLimit"), QStringLiteral("120")}).exitCode, 0);
        lasting.close();
        QTRY_VERIFY2_WITH_TIMEOUT(pair.offBaseline().isEmpty(), qPrintable(pair.offBaseline()), patienceMs);

        // Started anew years before: they know each other by their keys, which no date ends.
        const QString address = pair.near.status()[QStringLiteral("address")].toString();
        QVERIFY(pair.near.stop() >= 0);
        setClock(pair.near, -3000 * day);
        const QString again = pair.start();
        QVERIFY2(again.isEmpty(), qPrintable(again));
        QCOMPARE(pair.near.status()[QStringLiteral("address")].toString(), address);
        QVERIFY(pair.near.contents(QStringLiteral("config.json")).contains("\"120\""));
        QCOMPARE(Service::fetch(quint16(pair.near.status()[QStringLiteral("tunnels")][0][QStringLiteral("listen")].toString().section(u':', -1).toUInt()), size), expected);
    }
};

QTEST_GUILESS_MAIN(HardClock)
#include "hard_clock.moc"
