// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/caller_socket.h"

#include "api/snapshot_json.h"

#include <QJsonDocument>

namespace culvert::app {

QJsonObject CallerSocket::failed(const Error &error) { return {{QStringLiteral("error"), api::toJson(error)}}; }

QJsonObject CallerSocket::answerOf(const QByteArray &line)
{
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    if (!answer.isEmpty())
        return answer;
    return failed({ErrorCode::ControlFailed, {}, line.isEmpty() ? QStringLiteral("no answer") : QStringLiteral("its answer is not understood")});
}

} // namespace culvert::app
