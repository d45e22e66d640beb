// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/abandoned_lock.h"
#include "profile/config_json.h"
#include "profile/private_file.h"
#include "profile/running_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>
#include <iterator>

namespace culvert::profile {

namespace {

const QString configName = QStringLiteral("config.json");
const QString identityName = QStringLiteral("identity.tox");
const QString nodesName = QStringLiteral("nodes.json");
const QString lockName = QStringLiteral("lock");

// A command that edits the profile holds it for milliseconds; a program that runs holds it for good.
constexpr int lockWaitMs = 500;
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

// A folder that is new, empty or already a profile becomes 0700. One with other things in it keeps its permissions:
// the files of the profile are 0600 anyway, and /tmp or a home must not be shut by a wrong --profile.
Outcome makeFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        const QDir folder(path);
        const bool ours = folder.exists(configName) || folder.exists(identityName)
            || folder.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
        if (ours)
            QFile::setPermissions(path, info.permissions() & ownerOnly); // one that its owner made read-only stays so
        return done();
    }
    if (!QDir().mkpath(info.path()) || !QDir().mkdir(path, ownerOnly))
        return Error{ErrorCode::ProfileUnwritable, path, QStringLiteral("the folder cannot be made")};
    return done();
}

// To config.json.broken, config.json.broken-2, …: the first that is free. That name.
Result<QString> putAside(const QString &path)
{
    QString aside = path + QStringLiteral(".broken");
    for (int n = 2; QFileInfo::exists(aside); ++n)
        aside = path + QStringLiteral(".broken-") + QString::number(n);
    QFile file(path);
    if (!file.rename(aside))
        return Error{ErrorCode::ProfileUnwritable, path, file.errorString()};
    return aside;
}

// The process in whose name a lock is held; 0: none.
qint64 holderOf(const QLockFile &lock)
{
    qint64 process = 0;
    QString host;
    QString program;
    return lock.getLockInfo(&process, &host, &program) ? process : 0;
}

// Whether this system knows who holds the file: not of a lock that was made where another one runs, in a folder that both have. One that
// names nobody was left by a crash in the moment it was made.
bool isOfThisSystem(const QLockFile &lock)
{
    if (holderOf(lock) == 0)
        return true;
    QFile file(lock.fileName());
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = file.readAll().split('\n'); // process, program, host, machine, boot
    const QByteArray boot = QSysInfo::bootUniqueId();
    return lines.size() > 4 && !boot.isEmpty() && lines[4] == boot;
}

// The second wait is for a program that is just letting go: Qt 6.4 then holds the file no more and removes it a moment later, whosever it is by then.
bool take(QLockFile &lock)
{
    AbandonedLock abandoned(lock.fileName());
    if (lock.tryLock(lockWaitMs))
        return true;
    if (lock.error() != QLockFile::LockFailedError || !isOfThisSystem(lock) || !abandoned.hold())
        return false;
    return lock.tryLock(lockWaitMs) || (abandoned.remove() && lock.tryLock());
}

// Where nothing can be written, a program that ended could not take its lock away, nor can the next one.
bool leftForGood(const QLockFile &lock, const QString &folder)
{
    return !QFileInfo(folder).isWritable() && !isRunning(holderOf(lock));
}

// Only where a lock is held by this program. When a mount vanishes there is another folder of the same name, or none: what is
// written there would be hidden, and so lost, as soon as the right one is back.
Outcome write(const QString &folder, const QString &name, QByteArrayView bytes)
{
    const QString path = folder + u'/' + name;
    if (holderOf(QLockFile(folder + u'/' + lockName)) != QCoreApplication::applicationPid())
        return Error{ErrorCode::ProfileUnwritable, path, QStringLiteral("its folder is gone, or another lies in its place")};
    return writePrivateFile(path, bytes);
}

} // namespace

Profile::Profile() = default;

Profile::~Profile()
{
    takenBack_ = nullptr;
    waiting_.clear();
    finish();
}

Result<std::unique_ptr<Profile>> Profile::open(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (const auto made = makeFolder(path); !made)
        return made.error();

    std::unique_ptr<Profile> profile(new Profile);
    profile->folder_ = path;
    profile->lock_ = std::make_unique<QLockFile>(path + u'/' + lockName);
    profile->lock_->setStaleLockTime(0); // stale only when its process is gone
    if (!take(*profile->lock_)) {
        if (profile->lock_->error() == QLockFile::LockFailedError && !leftForGood(*profile->lock_, path))
            return Error{ErrorCode::ProfileInUse, path};
        return Error{ErrorCode::ProfileUnwritable, path, QStringLiteral("its lock cannot be made")};
    }

    const QString file = path + u'/' + configName;
    const auto bytes = readPrivateFile(file);
    if (!bytes)
        return bytes.error();
    if (!*bytes)
        return profile;
    auto config = decodeConfig(**bytes);
    if (config) {
        profile->config_ = *config;
        return profile;
    }
    Error error = config.error();
    error.subject = file;
    if (error.code != ErrorCode::ConfigBroken)
        return error;
    const auto aside = putAside(file);
    if (!aside)
        return aside.error();
    // Whoever had switched Tox off, or sent it through a proxy, must not find it on the network for want of a settings file, now or
    // at the next start.
    Config offline;
    offline.settings.toxEnabled = false;
    offline.settings.directEnabled = false;
    if (const auto saved = profile->save(offline); !saved) {
        QFile::rename(*aside, file);
        return saved.error();
    }
    error.subject = *aside;
    profile->warning_ = error;
    return profile;
}

std::optional<Error> Profile::takeWarning() { return std::exchange(warning_, std::nullopt); }

void Profile::writeBehind(std::function<void()> takenBack)
{
    takenBack_ = std::move(takenBack);
    if (!writer_)
        writer_ = std::make_unique<BackgroundWriter>();
}

Outcome Profile::save(Config next)
{
    if (!writer_)
        return saveNow(std::move(next));
    ++saves_;
    if (!writing_)
        onDisk_ = config_;
    config_ = std::move(next);
    if (!writing_)
        writeConfig();
    return done();
}

Outcome Profile::saveNow(Config next)
{
    Outcome before = done();
    whenSaved([&before](const Outcome &outcome) { before = outcome; });
    finish();
    if (!before)
        return before; // `next` was made of what is not
    const auto written = write(folder_, configName, encodeConfig(next));
    if (written) {
        ++saves_;
        config_ = std::move(next);
    }
    return written;
}

void Profile::whenSaved(std::function<void(const Outcome &)> told)
{
    if (writing_)
        waiting_.push_back({saves_, std::move(told)});
    else
        told(done());
}

void Profile::writeConfig()
{
    writing_ = true;
    writer_->write([folder = folder_, bytes = encodeConfig(config_)] { return write(folder, configName, bytes); },
                   [this, config = config_, save = saves_](const Outcome &outcome) { configWritten(config, save, outcome); });
}

// What was taken meanwhile is written next, in one; if this could not be written, it goes as well, for it was made of this.
void Profile::configWritten(const Config &written, quint64 save, const Outcome &outcome)
{
    writing_ = false;
    if (outcome)
        onDisk_ = written;
    else
        config_ = onDisk_;
    if (outcome && save != saves_)
        writeConfig();
    const auto due = std::partition_point(waiting_.begin(), waiting_.end(), [&](const Waiting &one) { return !outcome || one.save <= save; });
    const std::vector<Waiting> told(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(due));
    waiting_.erase(waiting_.begin(), due);
    if (!outcome && takenBack_)
        takenBack_();
    for (const Waiting &one : told)
        one.told(outcome);
}

void Profile::finish()
{
    if (writer_)
        writer_->finish();
}

QString Profile::identityPath() const { return folder_ + u'/' + identityName; }

QString Profile::nodesPath() const { return folder_ + u'/' + nodesName; }

Result<std::optional<QByteArray>> Profile::readIdentity()
{
    finish();
    return readPrivateFile(identityPath());
}

Outcome Profile::writeIdentity(QByteArrayView toxSave)
{
    finish(); // an older one must not come behind it
    return write(folder_, identityName, toxSave);
}

void Profile::writeIdentityBehind(const Secret &toxSave, std::function<void(const Outcome &)> told)
{
    if (writer_)
        writer_->write([folder = folder_, toxSave] { return write(folder, identityName, toxSave.view()); }, std::move(told));
    else
        told(writeIdentity(toxSave.view()));
}

Result<QByteArray> Profile::readNodes() const
{
    const auto bytes = readPrivateFile(nodesPath());
    if (!bytes)
        return bytes.error();
    return bytes->value_or(QByteArray());
}

// An empty file counts as none, and is written like every other: whole, and where the lock is.
Outcome Profile::writeNodes(const QByteArray &json) { return write(folder_, nodesName, json); }

} // namespace culvert::profile
