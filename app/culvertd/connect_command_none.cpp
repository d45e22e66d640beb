// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/connect_command.h"

#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/culvertd/console.h"

namespace culvert::app {

// The control socket is a named pipe there, which the engine cannot take for a socket.
int runConnectCommand(const cli::Connect &, const cli::GlobalOptions &options)
{
    printNotice(cli::failureText(api::toJson(Error{ErrorCode::UsageWrong, QStringLiteral("connect is not there on this system; use a forward or a proxy port")}), options.json));
    return 2;
}

} // namespace culvert::app
