// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "app/cli/qr_text.h"
#include "app/cli/table.h"
#include "app/cli/test_output.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace culvert::cli {

namespace {

struct Said {
    Q_DECLARE_TR_FUNCTIONS(culvert::cli::Output)
};

QString text(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isNull() || value.isUndefined())
        return QStringLiteral("-");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    const QString words = value.toVariant().toString();
    return words.isEmpty() ? QStringLiteral("-") : words;
}

QString text(const QJsonObject &object, const char *key) { return text(object, QLatin1StringView(key)); }
// In the language of this program: the one that was asked may speak another.
QString what(const QJsonObject &error)
{
    const auto known = api::errorFromJson(error);
    return known ? api::sentence(*known) : text(error, "what");
}

QString bytes(const QJsonObject &object, const char *key) { return readableSize(object.value(QLatin1StringView(key)).toInteger()); }

// Three digits are enough for a person: 0.42, 12.3, 1280.
QString measure(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1StringView(key));
    if (!value.isDouble())
        return QStringLiteral("-");
    return value.toDouble() < 100 ? QString::number(value.toDouble(), 'g', 3) : QString::number(value.toDouble(), 'f', 0);
}

QString rate(const QJsonObject &object, const char *key)
{
    const double perSecond = object.value(QLatin1StringView(key)).toDouble();
    return perSecond < 1 ? QStringLiteral("-") : readableSize(qint64(perSecond)) + QStringLiteral("/s");
}

QString jsonText(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact)) + u'\n';
}

QString peersTable(const QJsonArray &peers)
{
    if (peers.isEmpty())
        return Said::tr("No peers. Make one with: culvertd invite, or culvertd pair LINK\n");
    QList<QStringList> rows{{QStringLiteral("NAME"), QStringLiteral("STATE"), QStringLiteral("PATH"), QStringLiteral("RTT ms"),
                             QStringLiteral("LOSS %"), QStringLiteral("IN"), QStringLiteral("OUT"), QStringLiteral("SINCE"), QStringLiteral("MAY REACH"),
                             QStringLiteral("ENDPOINTS"), QStringLiteral("KEY")}};
    for (const QJsonValue &value : peers) {
        const QJsonObject peer = value.toObject();
        const QStringList allowed = peer.value(QStringLiteral("allowed")).toVariant().toStringList();
        const QStringList endpoints = peer.value(QStringLiteral("endpoints")).toVariant().toStringList();
        rows.append({text(peer, "name"), text(peer, "state"), text(peer, "path"), measure(peer, "rttMs"), measure(peer, "lossPercent"),
                     rate(peer, "rateIn"), rate(peer, "rateOut"),
                     text(peer, "since"), allowed.isEmpty() ? QStringLiteral("nothing") : allowed.join(u','),
                     endpoints.isEmpty() ? QStringLiteral("-") : endpoints.join(u','), text(peer, "id")});
    }
    return table(rows);
}

QString rulesTable(const QJsonArray &rules)
{
    if (rules.isEmpty())
        return Said::tr("Nothing may be reached.\n");
    QList<QStringList> rows{{QStringLiteral("LINE"), QStringLiteral("RULE"), QStringLiteral("HITS"), QStringLiteral("LAST HIT")}};
    for (const QJsonValue &value : rules) {
        const QJsonObject rule = value.toObject();
        rows.append({text(rule, "index"), text(rule, "rule"), text(rule, "hits"), text(rule, "lastHit")});
    }
    return table(rows);
}

QString decisionText(const QJsonObject &decision)
{
    if (decision.value(QStringLiteral("index")).isNull())
        return Said::tr("denied: no line matches");
    const QString verdict = text(decision, "verdict");
    const QString said = verdict == u"allow" ? Said::tr("allowed") : verdict == u"ask" ? Said::tr("asked for") : Said::tr("denied");
    return Said::tr("%1 by line %2: %3").arg(said, text(decision, "index"), text(decision, "rule"));
}

QString rulesTestText(const QJsonObject &answer)
{
    QString out = Said::tr("%1 is %2\n").arg(text(answer, "target"), decisionText(answer));
    const QJsonArray addresses = answer.value(QStringLiteral("addresses")).toArray();
    for (const QJsonValue &value : addresses) {
        if (text(answer, "target").section(u':', 0, -2).remove(u'[').remove(u']') != text(value.toObject(), "address"))
            out += Said::tr("  %1 is %2\n").arg(text(value.toObject(), "address"), decisionText(value.toObject()));
    }
    return out;
}

QString questionsTable(const QJsonArray &questions)
{
    if (questions.isEmpty())
        return Said::tr("No questions.\n");
    QList<QStringList> rows{{QStringLiteral("ID"), QStringLiteral("PEER"), QStringLiteral("WANTS TO REACH"), QStringLiteral("ADDRESSES"),
                             QStringLiteral("LINE"), QStringLiteral("WAITING"), QStringLiteral("SECONDS LEFT")}};
    for (const QJsonValue &value : questions) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "id"), text(one, "peer"), text(one, "target"),
                     one.value(QStringLiteral("addresses")).toVariant().toStringList().join(u','), text(one, "rule"), text(one, "waiting"),
                     QString::number(one.value(QStringLiteral("leftMs")).toInteger() / 1000)});
    }
    return table(rows) + Said::tr("Answer with: culvertd answer ID once|always|never\n");
}

// Of a UDP forward: how many datagrams were not sent, and why. Empty: none.
QString droppedText(const QJsonObject &datagrams)
{
    QStringList parts;
    for (const auto &[key, why] : {std::pair("droppedFull", "more than the link takes"), std::pair("droppedLate", "waited too long"),
                                   std::pair("droppedDown", "no way to the peer, or refused there"), std::pair("droppedEnd", "not taken by this system")}) {
        if (const qint64 count = datagrams.value(QLatin1StringView(key)).toInteger(); count > 0)
            parts.append(QStringLiteral("%1 %2").arg(count).arg(QLatin1StringView(why)));
    }
    return parts.isEmpty() ? QString() : QStringLiteral("datagrams dropped: ") + parts.join(QStringLiteral(", "));
}

QString tunnelsTable(const QJsonArray &tunnels)
{
    if (tunnels.isEmpty())
        return Said::tr("No tunnels. Make one with: culvertd forward add, or culvertd proxy add\n");
    QList<QStringList> rows{{QStringLiteral("NAME"), QStringLiteral("LISTEN"), QStringLiteral("PEER"), QStringLiteral("TARGET"),
                             QStringLiteral("STATE"), QStringLiteral("OPEN"), QStringLiteral("SENT"), QStringLiteral("RECEIVED"), QStringLiteral("GROUP"), QStringLiteral("LIMIT")}};
    const auto place = [](const QJsonObject &tunnel) {
        const bool there = text(tunnel, "kind") == u"reverse";
        return text(tunnel, "listen") + (there ? QStringLiteral(" at %1").arg(text(tunnel, "peer")) : QString());
    };
    QString errors;
    for (const QJsonValue &value : tunnels) {
        const QJsonObject tunnel = value.toObject();
        rows.append({text(tunnel, "name"), place(tunnel), text(tunnel, "peer"),
                     text(tunnel, "kind") == u"proxy" ? QStringLiteral("any (proxy)") : text(tunnel, "target"), text(tunnel, "state"), text(tunnel, "open"), bytes(tunnel, "sent"), bytes(tunnel, "received"), text(tunnel, "group"), rate(tunnel, "limit")});
        const QString dropped = droppedText(tunnel.value(QStringLiteral("datagrams")).toObject());
        if (!dropped.isEmpty())
            errors += text(tunnel, "name") + QStringLiteral(": ") + dropped + u'\n';
        if (tunnel.value(QStringLiteral("exposed")).toBool())
            errors += text(tunnel, "name") + QStringLiteral(": ") + api::exposureWarning(text(tunnel, "listen")) + u'\n';
        const QJsonObject error = tunnel.value(QStringLiteral("error")).toObject();
        if (!error.isEmpty())
            errors += text(tunnel, "name") + QStringLiteral(": ") + what(error) + u'\n';
    }
    return table(rows) + errors;
}

QString listenersTable(const QJsonArray &listeners)
{
    QList<QStringList> rows{{QStringLiteral("LISTENS FOR"), QStringLiteral("ON"), QStringLiteral("OPEN")}};
    for (const QJsonValue &value : listeners) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "peer"), text(one, "listen"), text(one, "open")});
    }
    return table(rows);
}

QString groupsTable(const QJsonArray &groups)
{
    if (groups.isEmpty())
        return Said::tr("No groups. Put a tunnel into one with: culvertd forward edit NAME --group GROUP\n");
    QList<QStringList> rows{{QStringLiteral("GROUP"), QStringLiteral("TUNNELS")}};
    for (const QJsonValue &value : groups) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "group"), one.value(QStringLiteral("tunnels")).toVariant().toStringList().join(QStringLiteral(", "))});
    }
    return table(rows);
}

QString requestsTable(const QJsonArray &requests)
{
    if (requests.isEmpty())
        return Said::tr("Nobody waits to be paired.\n");
    QList<QStringList> rows{{QStringLiteral("CALLS ITSELF"), QStringLiteral("SINCE"), QStringLiteral("LAST"), QStringLiteral("TIMES"), QStringLiteral("KEY")}};
    for (const QJsonValue &value : requests) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "name"), text(one, "firstAt"), text(one, "lastAt"), text(one, "count"), text(one, "id")});
    }
    return table(rows) + Said::tr("Anybody can call itself anything: compare the key with what \"culvertd id\" says there.\n");
}

QString invitesTable(const QJsonArray &invites)
{
    QList<QStringList> rows{{QStringLiteral("ID"), QStringLiteral("MADE"), QStringLiteral("UNTIL"), QStringLiteral("BY UDP"), QStringLiteral("MAY REACH")}};
    for (const QJsonValue &value : invites) {
        const QJsonObject one = value.toObject();
        const QStringList allow = one.value(QStringLiteral("allow")).toVariant().toStringList();
        rows.append({text(one, "id"), text(one, "createdAt"), text(one, "expiresAt"),
                     one.value(QStringLiteral("direct")).toBool() ? QStringLiteral("yes") : QStringLiteral("no"),
                     allow.isEmpty() ? QStringLiteral("nothing") : allow.join(u',')});
    }
    return table(rows);
}

QString connectionsTable(const QJsonArray &connections)
{
    if (connections.isEmpty())
        return Said::tr("No connections.\n");
    QList<QStringList> rows{{QStringLiteral("ID"), QStringLiteral("SIDE"), QStringLiteral("TUNNEL"), QStringLiteral("PEER"),
                             QStringLiteral("SOURCE"), QStringLiteral("TARGET"), QStringLiteral("STATE"), QStringLiteral("SENT"),
                             QStringLiteral("RECEIVED"), QStringLiteral("OPENED"), QStringLiteral("CLOSED BY"), QStringLiteral("REASON")}};
    for (const QJsonValue &value : connections) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "id"), text(one, "side"), text(one, "tunnel"), text(one, "peer"), text(one, "source"), text(one, "target"),
                     text(one, "state"), bytes(one, "sent"), bytes(one, "received"), text(one, "openedAt"), text(one, "closedBy"),
                     text(one, "reason")});
    }
    return table(rows);
}

QString statusText(const QJsonObject &status)
{
    const bool running = status.value(QStringLiteral("running")).toBool();
    const QJsonObject tox = status.value(QStringLiteral("tox")).toObject();
    QString out = Said::tr("Culvert %1, %2\n").arg(text(status, "version"), running ? Said::tr("running") : Said::tr("not running"));
    out += Said::tr("Address %1\n").arg(text(status, "address"));
    const bool toxEnabled = tox.value(QStringLiteral("enabled")).toBool();
    if (running)
        out += Said::tr("Tox %1\n").arg(toxEnabled ? text(tox, "connection") : Said::tr("switched off"));
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
        QList<QStringList> rows{{QStringLiteral("COUNTER"), QStringLiteral("NOW"), QStringLiteral("PEAK"), QStringLiteral("CREATED"), QStringLiteral("DESTROYED")}};
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
        out += Said::tr("%1  %2 (%3 times)\n").arg(text(error, "time"), what(error), text(error, "count"));
    }
    return out;
}

QString linkText(const QJsonObject &invite)
{
    return Said::tr("Give this link to the other machine, where it is used with: culvertd pair LINK\n"
                          "It works once, until %1.\n%2\n").arg(text(invite, "expiresAt"), text(invite, "link"));
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
    QString operator()(const api::ListInvites &) const
    {
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
    if (std::holds_alternative<WatchConnections>(action))
        return connectionsTable(answer.toArray()) + u'\n';
    if (std::holds_alternative<ChangePassword>(action)) {
        return answer.toObject().value(QStringLiteral("password")).toBool()
            ? Said::tr("The profile has a password now: give it with --password-file when you start Culvert.\n")
            : Said::tr("The profile has no password any more.\n");
    }
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
