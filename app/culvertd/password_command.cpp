// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/password_command.h"

#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/culvertd/console.h"
#include "app/culvertd/password_source.h"
#include "host/password_edit.h"

namespace culvert::app {

namespace {

using cli::PasswordJob;

Result<Secret> presentPassword(const QString &file)
{
    return file.isEmpty() ? askForPassword(QStringLiteral("Password")) : readPassword(file);
}

Result<Secret> newPassword(const QString &file) { return file.isEmpty() ? askForNewPassword() : readPassword(file); }

// Whether there is a password afterwards.
Result<bool> change(const cli::ChangePassword &command, const cli::GlobalOptions &options)
{
    auto edit = host::PasswordEdit::open(options.profileFolder);
    if (!edit)
        return edit.error();
    if (const auto warning = edit->takeWarning())
        printNotice(cli::failureText(api::toJson(*warning), options.json));
    // Before a person types one for nothing.
    const bool set = command.job == PasswordJob::Set;
    if (edit->isSet() == set)
        return Error{set ? ErrorCode::PasswordPresent : ErrorCode::PasswordAbsent, options.profileFolder};
    Result<Secret> present = set ? Secret() : presentPassword(options.passwordFile);
    if (!present)
        return present.error();
    Result<Secret> fresh = Secret();
    if (command.job != PasswordJob::Remove)
        fresh = newPassword(set ? options.passwordFile : command.newFile);
    if (!fresh)
        return fresh.error();
    if (const auto changed = edit->change(*present, *fresh); !changed)
        return changed.error();
    return edit->isSet();
}

} // namespace

int runPasswordCommand(const cli::ChangePassword &command, const cli::GlobalOptions &options)
{
    const auto set = change(command, options);
    if (!set) {
        printNotice(cli::failureText(api::toJson(set.error()), options.json));
        return cli::exitCode(set.error().code);
    }
    const QJsonObject answer{{QStringLiteral("password"), *set}};
    return printAnswer(cli::answerText(command, answer, options.json)) ? 0 : 1;
}

} // namespace culvert::app
