// SPDX-License-Identifier: GPL-3.0-or-later
// Two real programs when the system fails them: no descriptors left, names that nobody answers for, a kill in the middle of a
// save, a target that says nothing.
#include "program_pair.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace culvert::test;

namespace {

// The port of DNS on this machine, where nothing is ever answered. Not open(): it may not be taken here.
class MuteNameServer {
public:
    MuteNameServer()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(53);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        open_ = ::bind(socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~MuteNameServer() { ::close(socket_); }
    MuteNameServer(const MuteNameServer &) = delete;
    MuteNameServer &operator=(const MuteNameServer &) = delete;
    [[nodiscard]] bool open() const { return open_; }

private:
    int socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool open_ = false;
};

// Lets a running process have so many descriptors more than it has now.
void allowDescriptors(Machine &machine, int more)
{
    const auto pid = pid_t(machine.process()->processId());
    rlimit limit{};
    ::prlimit(pid, RLIMIT_NOFILE, nullptr, &limit);
    const QStringList open = QDir(QStringLiteral("/proc/%1/fd").arg(pid)).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    limit.rlim_cur = rlim_t(open.size() + more);
    ::prlimit(pid, RLIMIT_NOFILE, &limit, nullptr);
}

} // namespace

class HardTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whenDescriptorsAreUsedUpCommandsStillWork_data()
    {
        QTest::addColumn<bool>("atNear");
        QTest::newRow("where applications connect") << true;
        QTest::newRow("where the target is") << false;
    }
    void whenDescriptorsAreUsedUpCommandsStillWork()
    {
        QFETCH(const bool, atNear);
        ProgramPair pair(ProgramPair::Way::Direct);
        const QString wrong = pair.start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        Machine &poor = atNear ? pair.near : pair.far;
        Service service;
        const quint16 port = pair.forward(service.port());
        allowDescriptors(poor, 60);
        std::vector<PlainSocket> many;
        for (int i = 0; i < 100; ++i) {
            many.push_back(PlainSocket::connectTo(port));
            many.back().send(Service::request('E'));
        }
        const auto said = [&] { return poor.json({QStringLiteral("status")}).out.contains(QStringLiteral("descriptorsExhausted")); };
        QTRY_VERIFY2_WITH_TIMEOUT(said(), qPrintable(poor.run({QStringLiteral("status"), QStringLiteral("--json")}).out + poor.run({QStringLiteral("status")}).err), 10'000);
        Machine &other = atNear ? pair.far : pair.near;
        QVERIFY(!other.json({QStringLiteral("status")}).out.contains(QStringLiteral("protocolViolation"))); // it is this machine's want
        QVERIFY(service.open() > 0);
        QCOMPARE(poor.run({QStringLiteral("set"), QStringLiteral("resumeLimit"), QStringLiteral("200")}).exitCode, 0); // a file is written
        QVERIFY(poor.run({QStringLiteral("status")}).exitCode == 0);
        many.clear();
        QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!Service::fetch(port, 1000).isEmpty(), 10'000); // and it goes on
        QTRY_VERIFY2_WITH_TIMEOUT(pair.offBaseline().isEmpty(), qPrintable(pair.offBaseline()), 10'000);
    }

    void aQuitIsQuickThoughNamesAreStillLookedUp()
    {
        const MuteNameServer mute;
        if (!mute.open())
            QSKIP("port 53 may not be taken here");
        ProgramPair pair(ProgramPair::Way::Direct);
        QVERIFY(pair.far.write(QStringLiteral("resolv.conf"), "nameserver 127.0.0.1\n"));
        const QByteArray own = pair.far.file(QStringLiteral("resolv.conf")).toUtf8();
        pair.far.setChildModifier([own] {
            if (::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
                ::mount(own.constData(), "/etc/resolv.conf", nullptr, MS_BIND, nullptr);
        });
        const QString wrong = pair.start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        const QString target = QStringLiteral("nobody-answers.example:80");
        QCOMPARE(pair.far.run({QStringLiteral("allow"), pair.far.firstPeer(QStringLiteral("id")), target}).exitCode, 0);
        const QString listen = pair.near.json({QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), QStringLiteral("far"), QStringLiteral("--listen"),
                                               QStringLiteral("0"), QStringLiteral("--target"), target}).object()[QStringLiteral("listen")].toString();
        PlainSocket application = PlainSocket::connectTo(quint16(listen.section(u':', -1).toUInt()));
        QVERIFY(application.open());
        const auto state = [&] { return pair.far.json({QStringLiteral("connections")}).array().first()[QStringLiteral("state")].toString(); };
        QTRY_COMPARE(state(), QStringLiteral("dialling"));
        const qint64 ms = pair.far.stop();
        QVERIFY2(ms >= 0 && ms < 2000, qPrintable(QString::number(ms)));
        QCOMPARE(application.discardAll(), PlainSocket::Ended::Reset);
    }

    void aTargetThatAcceptsAndSaysNothingHoldsUpNobody()
    {
        ProgramPair pair(ProgramPair::Way::Direct);
        const QString wrong = pair.start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        Service mute;
        const quint16 port = pair.forward(mute.port());
        std::vector<PlainSocket> waiting;
        for (int i = 0; i < 50; ++i) {
            waiting.push_back(PlainSocket::connectTo(port));
            QVERIFY(waiting.back().send(Service::request('N')));
        }
        QVERIFY(!Service::fetch(port, 100'000).isEmpty());
        const QString table = pair.near.run({QStringLiteral("connections")}).out;
        QCOMPARE(table.count(QStringLiteral("open")), 50); // shown as what they are, with how long nothing has moved
        mute.release();
        waiting.clear();
        QTRY_VERIFY2_WITH_TIMEOUT(pair.offBaseline().isEmpty(), qPrintable(pair.offBaseline()), 10'000);
    }

    void aKillInTheMiddleOfASaveLosesNothing()
    {
        Machine machine;
        QCOMPARE(machine.run({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode, 0);
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        const QString address = machine.status()[QStringLiteral("address")].toString();
        machine.kill();
        int known = 300;
        for (int i = 0; i < 20; ++i) {
            QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
            const int next = 1000 + i;
            const auto setting = machine.begin({QStringLiteral("set"), QStringLiteral("resumeLimit"), QString::number(next)});
            QVERIFY(setting->waitForStarted());
            QElapsedTimer clock;
            clock.start();
            while (clock.nsecsElapsed() < i * 1'500'000) {} // another moment each time
            machine.kill();
            setting->waitForFinished();
            const QJsonObject config = QJsonDocument::fromJson(machine.contents(QStringLiteral("config.json"))).object();
            const int now = config[QStringLiteral("settings")][QStringLiteral("resumeLimit")].toString().toInt();
            QVERIFY2(now == known || now == next, machine.contents(QStringLiteral("config.json")).constData());
            QVERIFY(setting->exitCode() != 0 || now == next); // what was confirmed is kept
            known = now;
        }
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        QCOMPARE(machine.status()[QStringLiteral("address")].toString(), address);
        QVERIFY(machine.stop() >= 0);
    }
};

QTEST_GUILESS_MAIN(HardTimes)
#include "hard_times.moc"
