// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/config_json.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <tuple>

using namespace culvert;
using namespace culvert::profile;

namespace {

constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Config named(const QString &name)
{
    Config config;
    config.peers.append({name, PublicKey(), false, false, {}, {}, {}});
    return config;
}

} // namespace

class TestProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        dir_ = std::make_unique<QTemporaryDir>();
        QVERIFY(dir_->isValid());
        folder_ = dir_->filePath(QStringLiteral("deep/profile"));
        config_ = folder_ + QStringLiteral("/config.json");
    }

    void whatIsSavedIsThereAfterReopening()
    {
        {
            auto profile = Profile::open(folder_);
            QVERIFY(profile.ok());
            QCOMPARE((*profile)->config(), Config());
            QVERIFY(!(*profile)->takeWarning());
            QVERIFY(!*(*profile)->readIdentity());
            QVERIFY((*profile)->save(named(QStringLiteral("office"))).ok());
            QVERIFY((*profile)->writeIdentity("secret").ok());
        }
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        QCOMPARE((*profile)->config(), named(QStringLiteral("office")));
        QCOMPARE(**(*profile)->readIdentity(), QByteArray("secret"));
        QVERIFY((*profile)->readNodes()->isEmpty());
    }

    void folderAndFilesAreTheOwnersAlone()
    {
#ifdef Q_OS_UNIX
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        QVERIFY((*profile)->save({}).ok());
        QVERIFY((*profile)->writeIdentity("secret").ok());
        QVERIFY(!(QFile::permissions(folder_) & others));
        QVERIFY(!(QFile::permissions(config_) & others));
        QVERIFY(!(QFile::permissions(folder_ + QStringLiteral("/identity.tox")) & others));
        // Also when the file was open to others before.
        QVERIFY(QFile::setPermissions(config_, QFileDevice::ReadOwner | QFileDevice::WriteOwner | others));
        QVERIFY((*profile)->save({}).ok());
        QVERIFY(!(QFile::permissions(config_) & others));
#else
        QSKIP("permissions are the profile folder's on this system");
#endif
    }

    void aFolderWithOtherThingsInItKeepsItsPermissions()
    {
#ifdef Q_OS_UNIX
        QVERIFY(QDir().mkpath(folder_));
        write(folder_ + QStringLiteral("/letter.txt"), "hello");
        const auto open = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther;
        QVERIFY(QFile::setPermissions(folder_, open));
        QVERIFY(Profile::open(folder_).ok());
        QVERIFY(QFile::permissions(folder_) & QFileDevice::ReadOther);
#else
        QSKIP("permissions are the profile folder's on this system");
#endif
    }

    void aFolderThatItsOwnerMadeReadOnlyStaysSo()
    {
#ifdef Q_OS_UNIX
        QVERIFY(Profile::open(folder_).ok());
        QVERIFY(QFile::setPermissions(folder_, QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther));
        std::ignore = Profile::open(folder_); // root may write there in spite of it
        const auto now = QFile::permissions(folder_);
        QVERIFY(QFile::setPermissions(folder_, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        QVERIFY(!(now & QFileDevice::WriteOwner));
        QVERIFY(!(now & others));
#else
        QSKIP("permissions are the profile folder's on this system");
#endif
    }

    void nothingIsSavedToAnotherFolderThatLiesInItsPlace()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        QVERIFY((*profile)->save(named(QStringLiteral("office"))).ok());
        const QString elsewhere = folder_ + QStringLiteral(".away");
        QVERIFY(QDir().rename(folder_, elsewhere)); // as where a mount vanishes
        QCOMPARE((*profile)->save(named(QStringLiteral("home"))).error().code, ErrorCode::ProfileUnwritable);
        QVERIFY(QDir().mkpath(folder_));
        QCOMPARE((*profile)->save(named(QStringLiteral("home"))).error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE((*profile)->writeIdentity("secret").error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE(QDir(folder_).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
        QCOMPARE((*profile)->config(), named(QStringLiteral("office")));
        QVERIFY(QDir().rmdir(folder_));
        QVERIFY(QDir().rename(elsewhere, folder_)); // and comes back
        QVERIFY((*profile)->save(named(QStringLiteral("home"))).ok());
    }

    void aSecondProgramIsRefusedUntilTheFirstIsGone()
    {
        auto first = Profile::open(folder_);
        QVERIFY(first.ok());
        QCOMPARE(Profile::open(folder_).error().code, ErrorCode::ProfileInUse);
        *first = nullptr;
        QVERIFY(Profile::open(folder_).ok());
        QCOMPARE(QDir(folder_).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
    }

    void aLockOfAProcessThatIsGoneIsNoHindrance()
    {
        QVERIFY(QDir().mkpath(folder_));
        const QString lock = folder_ + QStringLiteral("/lock");
        qint64 process = 0;
        QString host, program;
        {
            QLockFile held(lock);
            QVERIFY(held.tryLock() && held.getLockInfo(&process, &host, &program));
        }
        // The format of QLockFile: process, name, host. No process has this number.
        write(lock, "2147483646\nculvertd\n" + host.toUtf8() + "\n");
        QVERIFY(Profile::open(folder_).ok());
    }

    // After a kill in a container the next program there has the number of the last one.
    void aLockInTheNameOfThisVeryProcessIsNoHindranceIfNobodyHoldsIt()
    {
        QVERIFY(QDir().mkpath(folder_));
        const QString lock = folder_ + QStringLiteral("/lock");
        QByteArray left;
        {
            QLockFile held(lock);
            QVERIFY(held.tryLock());
            left = contents(lock);
        }
        if (QSysInfo::bootUniqueId().isEmpty())
            QSKIP("a lock does not say here when its system was started");
        write(lock, left);
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        QVERIFY((*profile)->save(named(QStringLiteral("office"))).ok());
        QCOMPARE(Profile::open(folder_).error().code, ErrorCode::ProfileInUse); // held again

        *profile = nullptr;
        QList<QByteArray> lines = left.split('\n');
        lines[2] = "elsewhere"; // host, machine and start: of a folder that two machines have
        lines[3] = "another machine";
        lines[4] = "another start";
        left = lines.join('\n');
        write(lock, left);
        QCOMPARE(Profile::open(folder_).error().code, ErrorCode::ProfileInUse);
        QCOMPARE(contents(lock), left);
    }

    void anEmptyLockIsNoHindranceIfNobodyHoldsIt()
    {
        QVERIFY(QDir().mkpath(folder_));
        const QString lock = folder_ + QStringLiteral("/lock");
        write(lock, {});
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        std::ignore = QFile::resize(lock, 0); // as of a program that is being started; Windows lets nobody do that
        QCOMPARE(Profile::open(folder_).error().code, ErrorCode::ProfileInUse);
        QVERIFY(QFile::exists(lock));
    }

    void aBrokenConfigIsKeptAsideAndSaid()
    {
        QVERIFY(QDir().mkpath(folder_));
        for (const QString &aside : {QStringLiteral(".broken"), QStringLiteral(".broken-2"), QStringLiteral(".broken-3")}) {
            const QByteArray broken = "not a config " + aside.toUtf8();
            write(config_, broken);
            auto profile = Profile::open(folder_);
            QVERIFY(profile.ok());
            const auto warning = (*profile)->takeWarning();
            QVERIFY(warning);
            QCOMPARE(warning->code, ErrorCode::ConfigBroken);
            QCOMPARE(warning->subject, config_ + aside);
            QVERIFY(!(*profile)->takeWarning());
            Config offTheNetwork;
            offTheNetwork.settings.toxEnabled = false;
            offTheNetwork.settings.directEnabled = false;
            QCOMPARE((*profile)->config(), offTheNetwork);
            profile->reset();
            QCOMPARE((*Profile::open(folder_))->config(), offTheNetwork); // nor at the next start
            QCOMPARE(contents(config_ + aside), broken);
        }
        QCOMPARE(contents(config_ + QStringLiteral(".broken")), QByteArray("not a config .broken"));
    }

    void aConfigOfANewerVersionIsLeftAlone()
    {
        QVERIFY(QDir().mkpath(folder_));
        write(config_, "{\"version\":99}");
        const auto profile = Profile::open(folder_);
        QVERIFY(!profile.ok());
        QCOMPARE(profile.error().code, ErrorCode::ProfileTooNew);
        QCOMPARE(contents(config_), QByteArray("{\"version\":99}"));
    }

    void aConfigThatCannotBeReadIsAnError()
    {
        QVERIFY(QDir().mkpath(config_));
        QCOMPARE(Profile::open(folder_).error().code, ErrorCode::ProfileUnreadable);
    }

    void theDefaultFolderNeverHangsOnTheCurrentFolder()
    {
#ifdef Q_OS_UNIX
        const QByteArray home = qgetenv("HOME");
        const QByteArray config = qgetenv("XDG_CONFIG_HOME");
        const auto folder = [](const QByteArray &homeNow, const QByteArray &configNow) {
            qputenv("HOME", homeNow);
            qputenv("XDG_CONFIG_HOME", configNow);
            return Profile::defaultFolder();
        };
        QCOMPARE(folder("/home/a", {}), QStringLiteral("/home/a/.config/culvert"));
        QCOMPARE(folder("/home/a", "/c/"), QStringLiteral("/c/culvert"));
        QCOMPARE(folder("/home/a", "c"), QStringLiteral("/home/a/.config/culvert"));
        const QString ofTheSystem = folder("a", {}); // what the system says of this user, not a/.config
        QVERIFY2(ofTheSystem.startsWith(u'/') && ofTheSystem.endsWith(QStringLiteral("/.config/culvert")), qPrintable(ofTheSystem));
        QCOMPARE(folder({}, {}), ofTheSystem);
        qputenv("HOME", home);
        qputenv("XDG_CONFIG_HOME", config);
#endif
    }

    void aFolderThatCannotBeMadeIsAnError()
    {
        write(dir_->filePath(QStringLiteral("file")), "x");
        QCOMPARE(Profile::open(dir_->filePath(QStringLiteral("file/profile"))).error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE(Profile::open(dir_->filePath(QStringLiteral("file"))).error().code, ErrorCode::ProfileUnwritable);
    }

    void aFailedSaveChangesNothing()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        QVERIFY((*profile)->save(named(QStringLiteral("before"))).ok());
        const QByteArray before = contents(config_);
        // A folder in the place of the temporary file fails even for root.
        QVERIFY(QDir().mkpath(config_ + QStringLiteral(".new/x")));
        const auto saved = (*profile)->save(named(QStringLiteral("after")));
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE((*profile)->config(), named(QStringLiteral("before")));
        QCOMPARE(contents(config_), before);
    }

    void whatIsSavedBehindCountsAtOnceAndIsSaidWhenItIsOnTheDisk()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        Profile &p = **profile;
        int told = 0;
        p.whenSaved([&told](const Outcome &saved) { told += int(saved.ok()); });
        QCOMPARE(told, 1); // there is nothing to wait for
        p.writeBehind([] { QFAIL("taken back"); });
        QByteArray atOne, atTwo;
        QVERIFY(p.save(named(QStringLiteral("one"))).ok());
        p.whenSaved([&](const Outcome &) { atOne = contents(config_); });
        QVERIFY(p.save(named(QStringLiteral("two"))).ok());
        p.whenSaved([&](const Outcome &) { atTwo = contents(config_); });
        QCOMPARE(p.config(), named(QStringLiteral("two")));
        QCOMPARE(p.saves(), 2u);
        QCOMPARE(atOne, QByteArray()); // it is said from the event loop alone
        QTRY_COMPARE(atTwo, encodeConfig(named(QStringLiteral("two"))));
        QVERIFY(!atOne.isEmpty());
    }

    void manySavesBehindAreAllSaidAndTheLastIsThereAtTheEnd()
    {
        constexpr int many = 200;
        int told = 0;
        {
            auto profile = Profile::open(folder_);
            QVERIFY(profile.ok());
            (*profile)->writeBehind([] { QFAIL("taken back"); });
            for (int i = 0; i < many; ++i) {
                QVERIFY((*profile)->save(named(QString::number(i))).ok());
                (*profile)->whenSaved([&told](const Outcome &) { ++told; });
            }
            QTRY_COMPARE(told, many);
            QVERIFY((*profile)->save(named(QStringLiteral("last but one"))).ok());
            QVERIFY((*profile)->save(named(QStringLiteral("last"))).ok());
            (*profile)->whenSaved([](const Outcome &) { QFAIL("told by a profile that is gone"); });
        }
        QCOMPARE((*Profile::open(folder_))->config(), named(QStringLiteral("last")));
    }

    void whatCannotBeSavedBehindIsTakenBackWithWhatWasMadeOfIt()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        Profile &p = **profile;
        QVERIFY(p.save(named(QStringLiteral("before"))).ok());
        int takenBack = 0;
        QStringList said;
        p.writeBehind([&] {
            said += p.config().peers.first().name;
            if (++takenBack == 2)
                QVERIFY(QDir(config_ + QStringLiteral(".new")).removeRecursively());
        });
        QVERIFY(QDir().mkpath(config_ + QStringLiteral(".new/x")));
        for (const QString &name : {QStringLiteral("after"), QStringLiteral("later")}) {
            QVERIFY(p.save(named(name)).ok());
            p.whenSaved([&said, name](const Outcome &saved) { said += saved ? name : saved.error().subject; });
        }
        QTRY_COMPARE(said.size(), 3);
        QCOMPARE(said, (QStringList{QStringLiteral("before"), config_, config_})); // first what counts, then the errors
        QCOMPARE(takenBack, 1);
        QCOMPARE(p.config(), named(QStringLiteral("before")));

        // Whoever waits for the disk hears of it too, also where it could write by then: what it has was made of what is not.
        QVERIFY(p.save(named(QStringLiteral("after"))).ok());
        QCOMPARE(p.saveNow(named(QStringLiteral("of after"))).error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE(takenBack, 2);
        QCOMPARE(p.config(), named(QStringLiteral("before")));
        QVERIFY(p.save(named(QStringLiteral("after"))).ok());
        QVERIFY(p.saveNow(named(QStringLiteral("of after"))).ok());
        QCOMPARE(contents(config_), encodeConfig(named(QStringLiteral("of after"))));
        QCOMPARE(p.config(), named(QStringLiteral("of after")));
        QCOMPARE(takenBack, 2);
    }

    void anIdentityOnItsWayIsNotWrittenOverALaterOne()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        Profile &p = **profile;
        p.writeBehind([] { QFAIL("taken back"); });
        int told = 0;
        for (int i = 0; i < 20; ++i) {
            p.writeIdentityBehind(Secret("older"), [&told](const Outcome &saved) { told += int(saved.ok()); });
            if (i % 2)
                QCOMPARE(**p.readIdentity(), QByteArray("older"));
            QVERIFY(p.writeIdentity("later").ok());
            QCOMPARE(contents(p.identityPath()), QByteArray("later"));
        }
        QCOMPARE(told, 20);
    }

    void whatACrashLeftIsReplaced()
    {
        auto profile = Profile::open(folder_);
        QVERIFY(profile.ok());
        write(config_ + QStringLiteral(".new"), "half a fi");
        QVERIFY((*profile)->save(named(QStringLiteral("whole"))).ok());
        QVERIFY(!QFile::exists(config_ + QStringLiteral(".new")));
        QCOMPARE(*decodeConfig(contents(config_)), named(QStringLiteral("whole")));
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    QString folder_;
    QString config_;
};

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile_profile.moc"
