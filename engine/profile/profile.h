// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/config.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QLockFile;

namespace culvert::profile {

// A profile folder (0700, unless it had other things in it than a profile), held by its lock for as long as this object lives.
// Every file in it is written whole (temporary file, then rename) and is 0600 before its first byte. One thread.
class Profile {
public:
    // Makes the folder if needed, takes the lock, reads config.json. A broken config.json is renamed to
    // config.json.broken (config.json.broken-2, … if that is there) and said by takeWarning(); one with default settings, but with
    // Tox and the direct way off, takes its place. One of a newer version is an error. Waits half a second for the lock at most.
    // Errors: ProfileInUse, ProfileUnreadable, ProfileUnwritable, ProfileTooNew.
    static Result<std::unique_ptr<Profile>> open(const QString &folder);
    ~Profile();
    Profile(const Profile &) = delete;
    Profile &operator=(const Profile &) = delete;

    // The platform's application-config folder for "culvert"; whatever the environment says, never one that hangs on the
    // current folder.
    [[nodiscard]] static QString defaultFolder();

    [[nodiscard]] const QString &folder() const { return folder_; }
    [[nodiscard]] const Config &config() const { return config_; }

    // What open() had to put up with, once: ConfigBroken (subject: where the file is now).
    [[nodiscard]] std::optional<Error> takeWarning();

    // Writes `next` and makes it the config; on an error (ProfileUnwritable) nothing has changed, on disk or here. Also an error
    // where the folder that was opened is not in its place any more.
    [[nodiscard]] Outcome save(Config next);

    // Where those files are, for errors that name them.
    [[nodiscard]] QString identityPath() const;
    [[nodiscard]] QString nodesPath() const;

    // identity.tox; nothing if there is none, which an empty file is not. Errors: ProfileUnreadable.
    [[nodiscard]] Result<std::optional<QByteArray>> readIdentity() const;
    [[nodiscard]] Outcome writeIdentity(const QByteArray &toxSave); // error: ProfileUnwritable

    // nodes.json of the folder; empty if there is none. Errors: ProfileUnreadable.
    [[nodiscard]] Result<QByteArray> readNodes() const;
    // Empty: there is none any more. Errors: ProfileUnwritable.
    [[nodiscard]] Outcome writeNodes(const QByteArray &json);

private:
    Profile();
    [[nodiscard]] Outcome write(const QString &name, const QByteArray &bytes) const;

    QString folder_;
    Config config_;
    std::optional<Error> warning_;
    std::unique_ptr<QLockFile> lock_;
};

} // namespace culvert::profile
