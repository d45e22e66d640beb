// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the disk, and in which order, before a save is said to be done.
#include "profile/profile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <dlfcn.h>
#include <sys/stat.h>

using namespace culvert;
using namespace culvert::profile;

namespace {

// Of this process, for the functions of the system that are replaced below.
struct Disk {
    QByteArrayList asked;
    int folderError = 0;
};
Disk disk;

template <class Function>
Function *theSystems(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int fsync(int file)
{
    struct stat what {};
    const bool folder = ::fstat(file, &what) == 0 && S_ISDIR(what.st_mode);
    disk.asked += folder ? "folder" : "file";
    if (!folder || disk.folderError == 0)
        return theSystems<int(int)>("fsync")(file);
    errno = disk.folderError;
    return -1;
}

extern "C" int rename(const char *from, const char *to)
{
    disk.asked += "rename";
    return theSystems<int(const char *, const char *)>("rename")(from, to);
}

class TestProfileDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        dir_ = std::make_unique<QTemporaryDir>();
        auto profile = Profile::open(dir_->filePath(QStringLiteral("p")));
        QVERIFY(profile.ok());
        profile_ = std::move(*profile);
        disk = {};
    }
    void cleanup() { profile_.reset(); }

    void aFileAndThenItsNameAreOnTheDiskBeforeItIsSaid()
    {
        QVERIFY(profile_->save(config()).ok());
        const QByteArrayList all{"file", "rename", "folder"};
        QCOMPARE(disk.asked, all);
        QVERIFY(profile_->writeIdentity("tox").ok());
        QCOMPARE(disk.asked, all + all);
    }

    void aFolderThatIsNeverSyncedByItselfIsNoHindrance()
    {
        disk.folderError = EINVAL;
        QVERIFY(profile_->save(config()).ok());
        QCOMPARE(profile_->config(), config());
    }

    void aDiskThatFailsAtTheNameIsSaid()
    {
        disk.folderError = EIO;
        const auto saved = profile_->save(config());
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, ErrorCode::ProfileUnwritable);
        QCOMPARE(profile_->config(), Config());
        disk.folderError = 0;
        QVERIFY(profile_->save(config()).ok());
        QCOMPARE(profile_->config(), config());
    }

private:
    static Config config()
    {
        Config out;
        out.peers.append({QStringLiteral("office"), PublicKey(), false, false, {}, {}, {}});
        return out;
    }

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Profile> profile_;
};

QTEST_GUILESS_MAIN(TestProfileDisk)
#include "posix_profile_disk.moc"
