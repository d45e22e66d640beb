// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/qr_text.h"
#include "app/cli/table.h"
#include "app/cli/tables.h"
#include "app/cli/test_output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace culvert::cli {

namespace {

QString jsonText(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact)) + u'\n';
}

QString statusText(const QJsonObject &status)
{
    const bool running = status.value(QStringLiteral("running")).toBool();
    const QJsonObject tox = status.value(QStringLiteral("tox")).toObject();
    QString out = Said::tr("Culvert %1, %2\n").arg(text(status, "version"), running ? Said::tr("running") : Said::tr("not running"));
    out += Said::tr("Address %1\n").arg(text(status, "address"));
    const bool toxEnabled = tox.value(QStringLiteral("enabled")).toBool();
    if (running)
        out += Said::tr("Tox %1\n").arg(toxEnabled ? word(tox, "connection") : Said::tr("switched off"));
    const QJsonObject direct = status.value(QStringLiteral("direct")).toObject();
    if (running)
        out += Said::tr("Direct UDP port %1\n").arg(text(direct, "port"));
    if (direct.value(QStringLiteral("mapped")).isString())
        out += Said::tr("The router forwards %1 to it\n").arg(text(direct, "mapped"));
    out += u'\n' + peersTable(status.value(QStringLiteral("peers")).toArray());
    out += u'\n' + tunnelsTable(status.value(QStringLiteral("tunnels")).toArray());
    const QJsonArray listeners = status.value(QStringLiteral("listeners")).toArray();
    if (!listeners.isEmpty())
        out += u'\n' + listenersTable(listeners);
    const QJsonObject counters = status.value(QStringLiteral("counters")).toObject();
    if (!counters.isEmpty()) {
        QList<QStringList> rows{{Said::tr("COUNTER"), Said::tr("NOW"), Said::tr("PEAK"), Said::tr("CREATED"), Said::tr("DESTROYED")}};
        for (auto it = counters.begin(); it != counters.end(); ++it) {
            const QJsonObject counter = it->toObject();
            rows.append({it.key(), text(counter, "now"), text(counter, "peak"), text(counter, "created"), text(counter, "destroyed")});
        }
        out += u'\n' + table(rows);
    }
    const QJsonArray questions = status.value(QStringLiteral("questions")).toArray();
    if (!questions.isEmpty())
        out += u'\n' + questionsTable(questions);
    const QJsonArray requests = status.value(QStringLiteral("requests")).toArray();
    if (!requests.isEmpty())
        out += u'\n' + requestsTable(requests);
    const QJsonArray errors = status.value(QStringLiteral("errors")).toArray();
    if (!errors.isEmpty())
        out += u'\n';
    for (const QJsonValue &value : errors) {
        const QJsonObject error = value.toObject();
        out += Said::tr("%1  %2 (%3 times)\n").arg(moment(error, "time"), what(error), text(error, "count"));
    }
    return out;
}

QString linkText(const QJsonObject &invite)
{
    return Said::tr("Give this link to the other machine, where it is used with: culvertd pair LINK\n"
                          "It works once, until %1.\n%2\n").arg(moment(invite, "expiresAt"), text(invite, "link"));
}

struct HumanText {
    const QJsonValue &answer;
    QJsonObject object = answer.toObject();

    QString operator()(const api::GetId &) const { return text(object, "address") + u'\n'; }
    QString operator()(const api::CreateInvite &) const
    {
        return linkText(object);
    }
    QString operator()(const api::Pair &) const { return peer(); }
    QString operator()(const api::ListRequests &) const { return requestsTable(answer.toArray()); }
    QString operator()(const api::AcceptRequest &) const { return peer(); }
    QString operator()(const api::RefuseRequest &) const
    {
        return Said::tr("Refused %1. It is not told, and not heard again for a day.\n").arg(text(object, "refused"));
    }
    QString operator()(const api::BlockRequest &) const { return peer(); }
    QString operator()(const api::ListInvites &command) const
    {
        if (command.ended)
            return endedInvitesTable(answer.toArray());
        return answer.toArray().isEmpty() ? Said::tr("No invite is open.\n") : invitesTable(answer.toArray());
    }
    QString operator()(const api::RevokeInvite &) const
    {
        const QStringList ids = object.value(QStringLiteral("revoked")).toVariant().toStringList();
        return ids.isEmpty() ? Said::tr("No invite was open.\n") : Said::tr("Revoked %1.\n").arg(ids.join(QStringLiteral(", ")));
    }
    QString operator()(const api::NewAddress &) const
    {
        const QJsonArray voided = object.value(QStringLiteral("voided")).toArray();
        return text(object, "address") + Said::tr("\nMachines that are paired stay so. Requests to the old address arrive no more.\n")
            + (voided.isEmpty() ? QString() : Said::tr("These invites led to it and are void:\n") + invitesTable(voided));
    }
    QString operator()(const api::BlockPeer &) const { return peer(); }
    QString operator()(const api::UnblockPeer &) const { return object.contains(QStringLiteral("removed")) ? removed() : peer(); }
    QString operator()(const api::ListPeers &) const { return peersTable(answer.toArray()); }
    QString operator()(const api::Allow &) const { return peer(); }
    QString operator()(const api::Deny &) const { return peer(); }
    QString operator()(const api::SetEndpoints &) const { return peer(); }
    QString operator()(const api::Ask &) const { return peer(); }
    QString operator()(const api::ListRules &) const { return rulesTable(answer.toArray()); }
    QString operator()(const api::AddRule &) const { return rulesTable(answer.toArray()); }
    QString operator()(const api::RemoveRule &) const { return rulesTable(answer.toArray()); }
    QString operator()(const api::SetRules &) const { return rulesTable(answer.toArray()); }
    QString operator()(const api::TestRules &) const { return rulesTestText(object); }
    QString operator()(const api::ListQuestions &) const { return questionsTable(answer.toArray()); }
    QString operator()(const api::AnswerQuestion &) const
    {
        return Said::tr("Answered %1: %2.\n").arg(text(object, "answered"), text(object, "answer"));
    }
    QString operator()(const api::RenamePeer &) const { return peer(); }
    QString operator()(const api::RemovePeer &) const { return removed(); }
    QString operator()(const api::AddForward &) const { return tunnel(); }
    QString operator()(const api::EditForward &) const { return tunnel(); }
    QString operator()(const api::AddReverse &) const { return tunnel(); }
    QString operator()(const api::EditReverse &) const { return tunnel(); }
    QString operator()(const api::AddProxy &) const { return tunnel(); }
    QString operator()(const api::EditProxy &) const { return tunnel(); }
    QString operator()(const api::StartTunnel &) const { return tunnel(); }
    QString operator()(const api::StopTunnel &) const { return tunnel(); }
    QString operator()(const api::RemoveTunnel &) const { return removed(); }
    QString operator()(const api::RestoreTunnel &) const { return tunnel(); }
    QString operator()(const api::ExportTunnels &) const { return QString::fromUtf8(QJsonDocument(object).toJson()); }
    QString operator()(const api::ImportTunnels &) const { return importTable(object); }
    QString operator()(const api::ListNodes &) const { return nodesTable(object); }
    QString operator()(const api::SetNodes &) const { return nodesTable(object); }
    QString operator()(const api::ListGroups &) const { return groupsTable(answer.toArray()); }
    QString operator()(const api::StartGroup &) const { return tunnelsTable(answer.toArray()); }
    QString operator()(const api::StopGroup &) const { return tunnelsTable(answer.toArray()); }
    QString operator()(const api::ListForwards &) const { return tunnelsTable(answer.toArray()); }
    QString operator()(const api::ListReverses &) const { return tunnelsTable(answer.toArray()); }
    QString operator()(const api::ListProxies &) const { return tunnelsTable(answer.toArray()); }
    QString operator()(const api::ListConnections &) const { return connectionsTable(answer.toArray()); }
    QString operator()(const api::FindProgram &) const { return text(object, "program") + u'\n'; }
    QString operator()(const api::ReadConnection &) const { return text(object, "connection") + u'\n'; } // no sub-command prints it
    QString operator()(const api::SetPaused &command) const { return command.paused ? Said::tr("Paused.\n") : Said::tr("Going on.\n"); }
    QString operator()(const api::Refresh &) const { return Said::tr("The bootstrap nodes and every peer are asked anew.\n"); }
    QString operator()(const api::CloseConnection &) const { return Said::tr("Closed %1.\n").arg(text(object, "closed")); }
    QString operator()(const api::StartTest &) const { return testText(object); }
    QString operator()(const api::ReadTest &) const { return testText(object); }
    QString operator()(const api::StopTest &) const { return testText(object); }
    QString operator()(const api::Status &) const { return statusText(object); }
    QString operator()(const api::SetSetting &command) const
    {
        return QStringLiteral("%1 %2\n").arg(command.key, object.value(command.key).toVariant().toString());
    }

    [[nodiscard]] QString peer() const { return peersTable({answer}); }
    [[nodiscard]] QString tunnel() const { return tunnelsTable({answer}); }
    [[nodiscard]] QString removed() const { return Said::tr("Removed %1.\n").arg(text(object, "removed")); }
};

} // namespace

QString answerText(const Action &action, const QJsonValue &answer, bool json)
{
    if (json)
        return jsonText(answer);
    if (const auto *command = std::get_if<api::Command>(&action))
        return std::visit(HumanText{answer}, *command);
    if (const auto *proxy = std::get_if<ProxyWithPassword>(&action))
        return std::visit(HumanText{answer}, proxy->command);
    if (const auto *with = std::get_if<CommandWithText>(&action))
        return std::visit(HumanText{answer}, with->command);
    if (std::holds_alternative<WatchConnections>(action))
        return connectionsTable(answer.toArray()) + u'\n';
    if (std::holds_alternative<ChangePassword>(action)) {
        return answer.toObject().value(QStringLiteral("password")).toBool()
            ? Said::tr("The profile has a password now: give it with --password-file when you start Culvert.\n")
            : Said::tr("The profile has no password any more.\n");
    }
    if (std::holds_alternative<PairFromStdin>(action))
        return HumanText{answer}(api::Pair{});
    return testText(answer.toObject());
}

QString inviteText(const QJsonObject &invite, bool colours)
{
    const auto code = api::qrCode(text(invite, "link").toLatin1());
    return (code ? qrText(*code, colours) : QString()) + linkText(invite);
}

QString failureText(const QJsonObject &error, bool json)
{
    if (!json)
        return what(error) + u'\n';
    QJsonObject said = error;
    said.insert(QStringLiteral("what"), what(error));
    return jsonText(said);
}

} // namespace culvert::cli
