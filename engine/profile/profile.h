// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "profile/background_writer.h"
#include "profile/config.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QLockFile;

namespace culvert::profile {

// A profile folder (0700, unless it had other things in it than a profile), held by its lock for as long as this object lives.
// Every file in it is written whole (temporary file, then rename) and is 0600 before its first byte. One thread.
class Profile {
public:
    // Makes the folder if needed, takes the lock, reads config.json. A broken config.json is renamed to
    // config.json.broken (config.json.broken-2, … if that is there) and said by takeWarning(); one with default settings, but with
    // Tox and the direct way off, takes its place. One of a newer version is an error. Waits half a second for the lock, and
    // as long again where the program that left it is gone.
    // Errors: ProfileInUse, ProfileUnreadable, ProfileUnwritable, ProfileTooNew.
    static Result<std::unique_ptr<Profile>> open(const QString &folder);
    ~Profile(); // what save() has taken is written first
    Profile(const Profile &) = delete;
    Profile &operator=(const Profile &) = delete;

    // The platform's application-config folder for "culvert"; whatever the environment says, never one that hangs on the
    // current folder.
    [[nodiscard]] static QString defaultFolder();

    [[nodiscard]] const QString &folder() const { return folder_; }
    [[nodiscard]] const Config &config() const { return config_; }

    // What open() had to put up with, once: ConfigBroken (subject: where the file is now).
    [[nodiscard]] std::optional<Error> takeWarning();

    // From here on save() does not wait for the disk: what it takes is the config at once, and is written behind. If it cannot be,
    // the config is what is on disk again, and `takenBack` is called, from the event loop or inside of a function that waits.
    // Needs an event loop. Null: nobody is called any more.
    void writeBehind(std::function<void()> takenBack);

    // Writes `next` and makes it the config; on an error (ProfileUnwritable) nothing has changed, on disk or here. Also an error
    // where the folder that was opened is not in its place any more.
    [[nodiscard]] Outcome save(Config next);
    // The same, waiting for the disk in any case. An error too where what was taken before could not be written.
    [[nodiscard]] Outcome saveNow(Config next);

    [[nodiscard]] bool isWriting() const { return writing_; } // config() behind

    // How often save() has taken something.
    [[nodiscard]] quint64 saves() const { return saves_; }
    // Calls once what was taken up to now is written, or cannot be: at once if there is nothing to wait for, else as `takenBack` above.
    void whenSaved(std::function<void(const Outcome &)> told);

    // Where those files are, for errors that name them.
    [[nodiscard]] QString identityPath() const;
    [[nodiscard]] QString nodesPath() const;

    // identity.tox; nothing if there is none, which an empty file is not. Errors: ProfileUnreadable.
    [[nodiscard]] Result<std::optional<QByteArray>> readIdentity();
    [[nodiscard]] Outcome writeIdentity(QByteArrayView toxSave); // error: ProfileUnwritable
    // The same behind, where save() is. `told` of the outcome as by whenSaved().
    void writeIdentityBehind(const Secret &toxSave, std::function<void(const Outcome &)> told);

    // nodes.json of the folder; empty if there is none. Errors: ProfileUnreadable.
    [[nodiscard]] Result<QByteArray> readNodes() const;
    // Empty: there is none any more. Errors: ProfileUnwritable.
    [[nodiscard]] Outcome writeNodes(const QByteArray &json);

private:
    struct Waiting {
        quint64 save; // for which
        std::function<void(const Outcome &)> told;
    };

    Profile();
    void writeConfig();
    void configWritten(const Config &written, quint64 save, const Outcome &outcome);
    void finish();

    QString folder_;
    Config config_;
    std::optional<Error> warning_;
    std::unique_ptr<QLockFile> lock_;

    std::unique_ptr<BackgroundWriter> writer_; // null: everything waits for the disk
    std::function<void()> takenBack_;
    quint64 saves_ = 0;
    bool writing_ = false; // the config, behind
    Config onDisk_;        // while it is written
    std::vector<Waiting> waiting_; // in order
};

} // namespace culvert::profile
