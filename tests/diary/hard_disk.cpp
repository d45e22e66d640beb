// SPDX-License-Identifier: GPL-3.0-or-later
// A real program on a disk that stands still: what it carries goes on, and what is being saved is answered when it is.
#include "diary_test.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>

using namespace culvert::test;

namespace {

constexpr qint64 size = 5'000'000;

// Of that machine; the marks are those of slow_disk.cpp.
class Disk {
public:
    explicit Disk(const Machine &machine) : home_(QFileInfo(machine.folder()).path()) {}
    void stand() const { mark("disk-stands"); }
    void goOn() const { QFile::remove(path("disk-stands")); }
    void fail() const { mark("disk-fails"); }
    void work() const { QFile::remove(path("disk-fails")); }
    [[nodiscard]] bool isAsked() const { return QFile::exists(path("disk-is-asked")); }

private:
    [[nodiscard]] QString path(const char *name) const { return home_ + u'/' + QString::fromLatin1(name); }
    void mark(const char *name) const { QVERIFY(QFile(path(name)).open(QIODevice::WriteOnly)); }

    QString home_;
};

quint16 portOf(const QJsonValue &tunnel) { return quint16(tunnel[QStringLiteral("listen")].toString().section(u':', -1).toUInt()); }

} // namespace

class HardDisk : public QObject {
    Q_OBJECT

    // Two that are paired, a tunnel between them, and the disk of one.
    struct World {
        World() : disk(pair.near) {}
        void begin()
        {
            const QString wrong = pair.start();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            port = pair.forward(service.port());
            peer = pair.near.firstPeer(QStringLiteral("id"));
            QVERIFY(carries());
        }
        [[nodiscard]] bool carries() const { return Service::fetch(port, size) == Pattern::hash(1, size); }
        [[nodiscard]] QByteArray saved() const { return pair.near.contents(QStringLiteral("config.json")); }
        [[nodiscard]] std::unique_ptr<QProcess> ask(const QStringList &words) const { return pair.near.begin(QStringList{QStringLiteral("--json")} + words); }
        [[nodiscard]] std::unique_ptr<QProcess> allow(const QString &target) const { return ask({QStringLiteral("allow"), peer, target}); }
        [[nodiscard]] bool allows(const QString &target) const
        {
            return pair.near.status()[QStringLiteral("peers")][0][QStringLiteral("allowed")].toArray().contains(target);
        }

        ProgramPair pair{ProgramPair::Way::Direct};
        Service service;
        Disk disk;
        quint16 port = 0;
        QString peer;
    };
    static bool answered(QProcess &process, int withinMs = 0)
    {
        return process.state() == QProcess::NotRunning || process.waitForFinished(withinMs);
    }

    const QString first_ = QStringLiteral("10.0.0.9:80");
    const QString second_ = QStringLiteral("10.0.0.10:80");

private Q_SLOTS:
    void init()
    {
        if (underSanitizer)
            QSKIP("a sanitizer wants to be loaded before all others");
        qputenv("LD_PRELOAD", CULVERT_SLOW_DISK);
        qputenv("MALLOC_PERTURB_", "165"); // what was freed is no longer what it was
    }
    void cleanup()
    {
        qunsetenv("LD_PRELOAD");
        qunsetenv("MALLOC_PERTURB_");
    }

    void tunnelsAndQuestionsDoNotWaitForADiskThatStands()
    {
        World w;
        w.begin();
        const QByteArray before = w.saved();
        w.disk.stand();
        const auto one = w.allow(first_);
        QTRY_VERIFY_WITH_TIMEOUT(w.disk.isAsked(), patienceMs);
        const auto other = w.allow(second_);
        QTRY_VERIFY_WITH_TIMEOUT(w.allows(second_), patienceMs);
        QVERIFY(w.allows(first_) && w.carries());
        QVERIFY(!answered(*one) && !answered(*other)); // it is not safe yet
        QCOMPARE(w.saved(), before);
        w.disk.goOn();
        for (QProcess *process : {one.get(), other.get()}) {
            QVERIFY(answered(*process, patienceMs));
            QCOMPARE(process->exitCode(), 0);
        }
        QVERIFY(w.saved().contains(first_.toLatin1()) && w.saved().contains(second_.toLatin1()));
    }

    void whatTheDiskDoesNotTakeIsTakenBack()
    {
        World w;
        w.begin();
        const QByteArray before = w.saved();
        w.disk.stand();
        w.disk.fail();
        const auto adding = w.ask({QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), w.peer, QStringLiteral("--listen"), QStringLiteral("0"),
                                   QStringLiteral("--target"), QStringLiteral("127.0.0.1:%1").arg(w.service.port()), QStringLiteral("--name"), QStringLiteral("new")});
        QTRY_VERIFY_WITH_TIMEOUT(w.disk.isAsked(), patienceMs);
        const quint16 port = portOf(w.pair.near.status()[QStringLiteral("tunnels")][1]);
        QVERIFY(PlainSocket::connectTo(port).open());
        const auto behind = w.allow(first_); // made of what is not there in the end
        QTRY_VERIFY_WITH_TIMEOUT(w.allows(first_), patienceMs);
        w.disk.goOn();
        for (QProcess *process : {adding.get(), behind.get()}) {
            QVERIFY(answered(*process, patienceMs));
            QCOMPARE(process->exitCode(), 1);
            QVERIFY(process->readAllStandardError().contains("profileUnwritable"));
        }
        QCOMPARE(w.pair.near.status()[QStringLiteral("tunnels")].toArray().size(), 1);
        QVERIFY(!w.allows(first_) && !PlainSocket::connectTo(port).open());
        QCOMPARE(w.saved(), before);
        QVERIFY(w.carries());

        w.disk.work();
        const auto again = w.allow(first_);
        QVERIFY(answered(*again, patienceMs));
        QCOMPARE(again->exitCode(), 0);
        QVERIFY(w.allows(first_) && w.saved().contains(first_.toLatin1()));
    }

    // It is in what is written first, and taken out again in what is written next.
    void aTunnelThatCannotOpenItsPortIsAnsweredWhenItIsNotOnTheDisk()
    {
        World w;
        w.begin();
        const QByteArray before = w.saved();
        w.disk.stand();
        const auto adding = w.ask({QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), w.peer, QStringLiteral("--listen"),
                                   QString::number(w.service.port()), QStringLiteral("--target"), QStringLiteral("127.0.0.1:9")});
        QTRY_VERIFY_WITH_TIMEOUT(w.disk.isAsked(), patienceMs);
        QVERIFY(w.carries());
        QVERIFY(!answered(*adding));
        w.disk.goOn();
        QVERIFY(answered(*adding, patienceMs));
        QVERIFY(adding->readAllStandardError().contains("portInUse"));
        QCOMPARE(w.saved(), before);
    }

    // The peer's answer is to be saved at once, and finds that what was written behind was not: the peer goes while it speaks.
    void aPeerWhosePairingTheDiskDoesNotTakeMayAnswerMeanwhile()
    {
        Machine far;
        Machine near;
        for (Machine *machine : {&far, &near}) {
            QCOMPARE(machine->run({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode, 0);
            QVERIFY(machine->start(QStringLiteral("/no/list/is/needed")));
        }
        const QString port = QString::number(far.status()[QStringLiteral("direct")][QStringLiteral("port")].toInt());
        const Answer invite = far.json({QStringLiteral("invite"), QStringLiteral("--endpoint"), QStringLiteral("127.0.0.1:") + port});
        const Disk disk(near);
        disk.stand();
        disk.fail();
        const auto pairing = near.begin({QStringLiteral("--json"), QStringLiteral("pair"), invite.object()[QStringLiteral("link")].toString()});
        const auto waits = [&near] { return !answered(*near.begin({QStringLiteral("status")}), 2000); };
        QTRY_VERIFY_WITH_TIMEOUT(waits(), patienceMs); // for the disk, with what the peer said
        disk.goOn();
        QVERIFY(answered(*pairing, patienceMs));
        QCOMPARE(pairing->exitCode(), 1);
        QVERIFY(pairing->readAllStandardError().contains("profileUnwritable"));
        QVERIFY(near.running());
        QCOMPARE(near.status()[QStringLiteral("peers")].toArray(), QJsonArray());
    }

    void aProgramThatIsQuitSavesFirst()
    {
        World w;
        w.begin();
        w.disk.stand();
        const auto one = w.allow(first_);
        QTRY_VERIFY_WITH_TIMEOUT(w.disk.isAsked(), patienceMs);
        const auto other = w.allow(second_);
        QTRY_VERIFY_WITH_TIMEOUT(w.allows(second_), patienceMs);
        w.pair.near.process()->terminate();
        QTRY_VERIFY_WITH_TIMEOUT(w.pair.far.firstPeer(QStringLiteral("state")) != QStringLiteral("online"), patienceMs); // it has said goodbye
        w.disk.goOn();
        QVERIFY(w.pair.near.stop() >= 0);
        for (QProcess *process : {one.get(), other.get()})
            QVERIFY(answered(*process, patienceMs));
        QVERIFY(w.saved().contains(first_.toLatin1()) && w.saved().contains(second_.toLatin1()));
    }
};

QTEST_GUILESS_MAIN(HardDisk)
#include "hard_disk.moc"
