// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

// Answers as tables and lines for people, in their language. JSON that programs read is never translated.
namespace culvert::cli {

struct Said {
    Q_DECLARE_TR_FUNCTIONS(culvert::cli::Output)
};

// One value, as seen() makes it; "-" for none.
[[nodiscard]] QString text(const QJsonObject &object, const char *key);
// A moment by the clock of who reads it, to the second; "-" for none. In JSON it stays UTC.
[[nodiscard]] QString moment(const QJsonObject &object, const char *key);
// A code, such as a state, in words.
[[nodiscard]] QString word(const QJsonObject &object, const char *key);
// The sentence of an error in the language of this program: the one that was asked may speak another.
[[nodiscard]] QString what(const QJsonObject &error);

[[nodiscard]] QString peersTable(const QJsonArray &peers);
[[nodiscard]] QString rulesTable(const QJsonArray &rules);
[[nodiscard]] QString rulesTestText(const QJsonObject &answer);
[[nodiscard]] QString questionsTable(const QJsonArray &questions);
[[nodiscard]] QString tunnelsTable(const QJsonArray &tunnels);
[[nodiscard]] QString listenersTable(const QJsonArray &listeners);
[[nodiscard]] QString groupsTable(const QJsonArray &groups);
[[nodiscard]] QString requestsTable(const QJsonArray &requests);
[[nodiscard]] QString invitesTable(const QJsonArray &invites);
[[nodiscard]] QString connectionsTable(const QJsonArray &connections);
[[nodiscard]] QString endedInvitesTable(const QJsonArray &invites);
[[nodiscard]] QString importTable(const QJsonObject &answer);
[[nodiscard]] QString nodesTable(const QJsonObject &answer);

} // namespace culvert::cli
