// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/config_json.h"
#include "profile/private_file.h"
#include "profile/running_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

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

// Where nothing can be written, a program that ended could not take its lock away, nor can the next one.
bool leftForGood(const QLockFile &lock, const QString &folder)
{
    return !QFileInfo(folder).isWritable() && !isRunning(holderOf(lock));
}

} // namespace

Profile::Profile() = default;
Profile::~Profile() = default;

Result<std::unique_ptr<Profile>> Profile::open(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (const auto made = makeFolder(path); !made)
        return made.error();

    std::unique_ptr<Profile> profile(new Profile);
    profile->folder_ = path;
    profile->lock_ = std::make_unique<QLockFile>(path + u'/' + lockName);
    profile->lock_->setStaleLockTime(0); // stale only when its process is gone
    if (!profile->lock_->tryLock(lockWaitMs)) {
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

Outcome Profile::save(Config next)
{
    const auto written = write(configName, encodeConfig(next));
    if (written)
        config_ = std::move(next);
    return written;
}

QString Profile::identityPath() const { return folder_ + u'/' + identityName; }

QString Profile::nodesPath() const { return folder_ + u'/' + nodesName; }

Result<std::optional<QByteArray>> Profile::readIdentity() const
{
    return readPrivateFile(identityPath());
}

Outcome Profile::writeIdentity(const QByteArray &toxSave)
{
    return write(identityName, toxSave);
}

// Only where the lock is that this object holds. When a mount vanishes there is another folder of the same name, or none: what is
// written there would be hidden, and so lost, as soon as the right one is back.
Outcome Profile::write(const QString &name, const QByteArray &bytes) const
{
    const QString path = folder_ + u'/' + name;
    if (holderOf(*lock_) != QCoreApplication::applicationPid())
        return Error{ErrorCode::ProfileUnwritable, path, QStringLiteral("its folder is gone, or another lies in its place")};
    return writePrivateFile(path, bytes);
}

Result<QByteArray> Profile::readNodes() const
{
    const auto bytes = readPrivateFile(nodesPath());
    if (!bytes)
        return bytes.error();
    return bytes->value_or(QByteArray());
}

// An empty file counts as none, and is written like every other: whole, and where the lock is.
Outcome Profile::writeNodes(const QByteArray &json) { return write(nodesName, json); }

} // namespace culvert::profile
