// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

// The JSON that programs may rely on: keys are never renamed, codes never translated. docs/json.md describes it.
namespace culvert::api {

[[nodiscard]] QJsonObject toJson(const PeerInfo &peer);
[[nodiscard]] QJsonObject toJson(const TunnelInfo &tunnel);
[[nodiscard]] QJsonObject toJson(const ConnectionInfo &connection);
[[nodiscard]] QJsonObject toJson(const ErrorInfo &error);
[[nodiscard]] QJsonObject toJson(const Snapshot &snapshot);      // the status object; without the connections
[[nodiscard]] QJsonArray rulesToJson(const QList<RuleInfo> &rules);
[[nodiscard]] QJsonArray questionsToJson(const QList<QuestionInfo> &questions);
[[nodiscard]] QJsonArray requestsToJson(const QList<RequestInfo> &requests);
[[nodiscard]] QJsonArray invitesToJson(const QList<InviteInfo> &invites);
[[nodiscard]] QJsonObject toJson(const EndedInviteInfo &ended);
[[nodiscard]] QJsonArray connectionsToJson(const Snapshot &snapshot);

// The failure object {"code","what","context"} that --json prints on stderr.
[[nodiscard]] QJsonObject toJson(const Error &error);
// The error of such an object, or of one in a status; none: a code of another version, or no context.
[[nodiscard]] std::optional<Error> errorFromJson(const QJsonObject &json);

} // namespace culvert::api
