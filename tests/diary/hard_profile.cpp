// SPDX-License-Identifier: GPL-3.0-or-later
// The real program when the ground of its profile goes: a mount that vanishes, a disk that turns read-only, a folder that may not
// be written. Each time the sentence says so, the program goes on, and what was saved is there afterwards.
#include "tests/program/program.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <tuple>

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using culvert::test::Answer;
using culvert::test::Machine;

namespace {

constexpr uid_t nobody = 65534;

void write(const char *path, const QByteArray &bytes)
{
    const int file = ::open(path, O_WRONLY | O_CLOEXEC);
    std::ignore = ::write(file, bytes.constData(), size_t(bytes.size()));
    ::close(file);
}

// Gives this process mounts of its own, which its children have as well, before it has threads. False: not permitted here.
bool haveOwnMounts()
{
    if (::unshare(CLONE_NEWNS) != 0) {
        const QByteArray user = QByteArray::number(::getuid());
        const QByteArray group = QByteArray::number(::getgid());
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", user + ' ' + user + " 1");
        write("/proc/self/gid_map", group + ' ' + group + " 1");
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

// A disk of its own, where a profile lies that a path leads to while it is mounted there.
class Disk {
public:
    explicit Disk(const QString &path) : path_(QFile::encodeName(path)), root_(QFile::encodeName(dir_.path()))
    {
        QDir().mkpath(path);
        valid_ = ::mount("none", root_.constData(), "tmpfs", 0, "size=8m") == 0 && bring();
    }
    ~Disk()
    {
        std::ignore = takeAway();
        ::umount2(root_.constData(), MNT_DETACH);
    }
    Disk(const Disk &) = delete;
    Disk &operator=(const Disk &) = delete;
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] bool bring() const { return ::mount(root_.constData(), path_.constData(), nullptr, MS_BIND, nullptr) == 0; }
    [[nodiscard]] bool takeAway() const { return ::umount2(path_.constData(), MNT_DETACH) == 0; } // whoever uses it
    // Until it is taken away again. The system turns no mount read-only on which the program holds its lock open, so this one
    // covers the other.
    [[nodiscard]] bool bringReadOnly() const
    {
        return bring() && ::mount(nullptr, path_.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

private:
    QTemporaryDir dir_;
    QByteArray path_;
    QByteArray root_;
    bool valid_ = false;
};

QStringList words(const char *line) { return QString::fromLatin1(line).split(u' '); }

// What the program keeps: of each file that a restart needs, its bytes.
QList<QByteArray> saved(const Machine &machine)
{
    return {machine.contents(QStringLiteral("config.json")), machine.contents(QStringLiteral("identity.tox"))};
}

QStringList filesIn(const QString &folder) { return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot); }

// Whether a command that saves fails for that reason, in JSON and as a person reads it, while others work.
bool refusesToSave(const Machine &machine, const char *reason)
{
    const QStringList save = words("set resumeLimit 90");
    const QString sentence = machine.run(save).err;
    const bool right = machine.json(save).errorCode() == QStringLiteral("profileUnwritable") && sentence.contains(QStringLiteral("config.json cannot be written"))
        && sentence.contains(QString::fromLatin1(reason)) && sentence.contains(QStringLiteral("Check the free space"));
    if (!right)
        qWarning("%s", qPrintable(sentence));
    return right && machine.run({QStringLiteral("status")}).exitCode == 0;
}

// Whether it does not start, and says that it cannot write there.
bool refusesToStart(const Machine &machine)
{
    const Answer answer = machine.json({QStringLiteral("run")});
    if (answer.errorCode() != QStringLiteral("profileUnwritable"))
        qWarning("%s", qPrintable(answer.err));
    return answer.errorCode() == QStringLiteral("profileUnwritable") && answer.exitCode == 1;
}

} // namespace

class HardProfile : public QObject {
    Q_OBJECT

    // A profile that has an identity and settings, on a program that runs.
    static void begin(Machine &machine)
    {
        for (const char *line : {"set tox.enabled false", "set resumeLimit 60", "invite --endpoint 127.0.0.1:9"})
            QCOMPARE(machine.run(words(line)).exitCode, 0);
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
    }

private Q_SLOTS:
    void whatIsNotSavedToAMountThatVanishedIsSaid()
    {
        if (!mounts_)
            QSKIP("no mounts of our own are permitted here");
        Machine machine;
        const Disk disk(machine.folder());
        QVERIFY(disk.valid());
        begin(machine);
        const QString address = machine.status()[QStringLiteral("address")].toString();
        const QList<QByteArray> before = saved(machine);

        QVERIFY(disk.takeAway());
        QVERIFY(refusesToSave(machine, "its folder is gone, or another lies in its place"));
        QCOMPARE(filesIn(machine.folder()), QStringList()); // what is written here is hidden when the disk is back
        QVERIFY(disk.bring());
        QCOMPARE(saved(machine), before);
        QCOMPARE(machine.run(words("set resumeLimit 120")).exitCode, 0);

        QVERIFY(disk.takeAway());
        QVERIFY(machine.stop() >= 0);
        QCOMPARE(machine.process()->exitCode(), 0);
        QCOMPARE(filesIn(machine.folder()), QStringList());
        QVERIFY(disk.bring());
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed"))); // the lock that was left is nobody's
        QCOMPARE(machine.status()[QStringLiteral("address")].toString(), address);
        QVERIFY(machine.contents(QStringLiteral("config.json")).contains("\"120\""));
        QVERIFY(machine.stop() >= 0);
    }

    void aProfileThatTurnsReadOnlyStaysAsItWas()
    {
        if (!mounts_)
            QSKIP("no mounts of our own are permitted here");
        Machine machine;
        const Disk disk(machine.folder());
        QVERIFY(disk.valid());
        begin(machine);
        const QList<QByteArray> before = saved(machine);
        QVERIFY(disk.bringReadOnly());
        QVERIFY(refusesToSave(machine, "Read-only file system"));
        QVERIFY(machine.stop() >= 0);
        QCOMPARE(machine.process()->exitCode(), 0);
        QVERIFY(refusesToStart(machine));
        QCOMPARE(saved(machine), before);
        QVERIFY(disk.takeAway());
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        QCOMPARE(machine.run(words("set resumeLimit 120")).exitCode, 0);
        QVERIFY(machine.stop() >= 0);
    }

    void aFolderThatMayNotBeWrittenIsSaid()
    {
        Machine machine;
        const QString home = QFileInfo(machine.folder()).path();
        if (::geteuid() == 0) { // whom permissions do not stop
            for (const QString &own : {home, machine.runtime()}) {
                if (::chown(QFile::encodeName(own).constData(), nobody, nobody) != 0)
                    QSKIP("there is no other user here");
            }
            machine.setChildModifier([] {
                std::ignore = ::setgroups(0, nullptr);
                std::ignore = ::setgid(nobody);
                std::ignore = ::setuid(nobody);
            });
            if (machine.run({QStringLiteral("--version")}).exitCode != 0)
                QSKIP("an ordinary user may not run the program where it lies");
        }
        begin(machine);
        const QList<QByteArray> before = saved(machine);
        const QByteArray folder = QFile::encodeName(machine.folder());
        QVERIFY(::chmod(folder.constData(), 0500) == 0);
        QVERIFY(refusesToSave(machine, "Permission denied"));
        QVERIFY(machine.stop() >= 0);
        QVERIFY(refusesToStart(machine));
        QCOMPARE(saved(machine), before);
        QVERIFY(::chmod(folder.constData(), 0700) == 0);
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        QCOMPARE(machine.run(words("set resumeLimit 120")).exitCode, 0);
        QVERIFY(machine.stop() >= 0);
    }

public:
    explicit HardProfile(bool mounts) : mounts_(mounts) {}

private:
    bool mounts_;
};

int main(int argc, char *argv[])
{
    const bool mounts = haveOwnMounts();
    const QCoreApplication app(argc, argv);
    HardProfile test(mounts);
    return QTest::qExec(&test, argc, argv);
}

#include "hard_profile.moc"
