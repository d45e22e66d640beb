// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"

#include <QStringList>

#include <variant>

// The command line of culvertd as a value. Pure: nothing is opened, read or asked.
namespace culvert::cli {

struct ShowHelp {};
struct ShowVersion {};
struct Run {};
struct WatchConnections {};
struct TestPeer { QString peer; qint64 seconds = 0; bool watch = false; };
struct Connect { QString peer; QString target; }; // stdin and stdout are the application
struct InviteAsQr { api::CreateInvite command; }; // "invite --qr"
struct PairFromStdin { QString name; };          // "pair -"
enum class PasswordJob { Set, Change, Remove };
struct ChangePassword { PasswordJob job; QString newFile; }; // newFile: as GlobalOptions::passwordFile, for the new one of a change

// AddProxy or EditProxy, whose password is the first line of a file, or of stdin for "-".
struct ProxyWithPassword { api::Command command; QString file; };

// ImportTunnels or SetNodes, whose text is that of a file, or of stdin for "-".
struct CommandWithText { api::Command command; QString file; };

using Action = std::variant<ShowHelp, ShowVersion, Run, WatchConnections, TestPeer, Connect, InviteAsQr, PairFromStdin, ChangePassword, ProxyWithPassword, CommandWithText,
                            api::Command>;

struct GlobalOptions {
    QString profileFolder; // empty: the default one
    QString nodesFile;     // empty: the profile's, else the built-in list
    QString passwordFile;  // "-": stdin; empty: none. A password itself never stands on a command line.
    bool json = false;
};

struct CommandLine {
    GlobalOptions options;   // as far as they were understood, also when `action` is an error
    Result<Action> action;   // Errors: UsageWrong, CommandUnknown, DurationInvalid, ConnectionUnknown, QuestionUnknown
};

// `words` are those behind the program's name. Global options stand anywhere before "--".
[[nodiscard]] CommandLine parseCommandLine(const QStringList &words);

// 2 for a wrong usage, 1 for everything else that can go wrong.
[[nodiscard]] int exitCode(ErrorCode code);
// What "connect" ends with, so that a script can tell what to do: docs/json.md. `made`: the connection was there, and broke off.
[[nodiscard]] int connectExitCode(const QString &code, bool made);

} // namespace culvert::cli
