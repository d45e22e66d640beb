// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tables.h"

#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "app/cli/table.h"
#include "core/unseen.h"

#include <QDateTime>

#include <utility>

namespace culvert::cli {

namespace {

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

// Every code that a table shows, by its name in JSON.
constexpr std::pair<const char *, const char *> codes[] = {
    {"online", QT_TRANSLATE_NOOP("culvert::cli::Output", "online")},
    {"offline", QT_TRANSLATE_NOOP("culvert::cli::Output", "offline")},
    {"pending", QT_TRANSLATE_NOOP("culvert::cli::Output", "pending")},
    {"connecting", QT_TRANSLATE_NOOP("culvert::cli::Output", "connecting")},
    {"blocked", QT_TRANSLATE_NOOP("culvert::cli::Output", "blocked")},
    {"direct", QT_TRANSLATE_NOOP("culvert::cli::Output", "direct")},
    {"tox-udp", QT_TRANSLATE_NOOP("culvert::cli::Output", "tox-udp")},
    {"tox-relay", QT_TRANSLATE_NOOP("culvert::cli::Output", "tox-relay")},
    {"none", QT_TRANSLATE_NOOP("culvert::cli::Output", "none")},
    {"stopped", QT_TRANSLATE_NOOP("culvert::cli::Output", "stopped")},
    {"listening", QT_TRANSLATE_NOOP("culvert::cli::Output", "listening")},
    {"failed", QT_TRANSLATE_NOOP("culvert::cli::Output", "failed")},
    {"waiting", QT_TRANSLATE_NOOP("culvert::cli::Output", "waiting")},
    {"paused", QT_TRANSLATE_NOOP("culvert::cli::Output", "paused")},
    {"near", QT_TRANSLATE_NOOP("culvert::cli::Output", "near")},
    {"far", QT_TRANSLATE_NOOP("culvert::cli::Output", "far")},
    {"opening", QT_TRANSLATE_NOOP("culvert::cli::Output", "opening")},
    {"asking", QT_TRANSLATE_NOOP("culvert::cli::Output", "asking")},
    {"dialling", QT_TRANSLATE_NOOP("culvert::cli::Output", "dialling")},
    {"open", QT_TRANSLATE_NOOP("culvert::cli::Output", "open")},
    {"halfClosedOut", QT_TRANSLATE_NOOP("culvert::cli::Output", "halfClosedOut")},
    {"halfClosedIn", QT_TRANSLATE_NOOP("culvert::cli::Output", "halfClosedIn")},
    {"draining", QT_TRANSLATE_NOOP("culvert::cli::Output", "draining")},
    {"closed", QT_TRANSLATE_NOOP("culvert::cli::Output", "closed")},
    {"app", QT_TRANSLATE_NOOP("culvert::cli::Output", "app")},
    {"target", QT_TRANSLATE_NOOP("culvert::cli::Output", "target")},
    {"peer", QT_TRANSLATE_NOOP("culvert::cli::Output", "peer")},
    {"this", QT_TRANSLATE_NOOP("culvert::cli::Output", "this")},
    {"used", QT_TRANSLATE_NOOP("culvert::cli::Output", "used")},
    {"expired", QT_TRANSLATE_NOOP("culvert::cli::Output", "expired")},
    {"revoked", QT_TRANSLATE_NOOP("culvert::cli::Output", "revoked")},
    {"addressChanged", QT_TRANSLATE_NOOP("culvert::cli::Output", "void by a new address")},
    {"new", QT_TRANSLATE_NOOP("culvert::cli::Output", "new")},
    {"changed", QT_TRANSLATE_NOOP("culvert::cli::Output", "changed")},
    {"same", QT_TRANSLATE_NOOP("culvert::cli::Output", "as it is")},
    {"conflict", QT_TRANSLATE_NOOP("culvert::cli::Output", "conflict")},
    {"unusable", QT_TRANSLATE_NOOP("culvert::cli::Output", "unusable")},
};

} // namespace

QString text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1StringView(key));
    if (value.isNull() || value.isUndefined())
        return QStringLiteral("-");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    const QString words = seen(value.toVariant().toString());
    return words.isEmpty() ? QStringLiteral("-") : words;
}

QString moment(const QJsonObject &object, const char *key)
{
    const QDateTime time = QDateTime::fromString(text(object, key), Qt::ISODateWithMs);
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : text(object, key);
}

QString word(const QJsonObject &object, const char *key)
{
    const QString code = text(object, key);
    for (const auto &[known, words] : codes) {
        if (code == QLatin1StringView(known))
            return Said::tr(words);
    }
    return code;
}

QString what(const QJsonObject &error)
{
    const auto known = api::errorFromJson(error);
    return known ? api::sentence(*known) : text(error, "what");
}

QString peersTable(const QJsonArray &peers)
{
    if (peers.isEmpty())
        return Said::tr("No peers. Make one with: culvertd invite, or culvertd pair LINK\n");
    QList<QStringList> rows{{Said::tr("NAME"), Said::tr("STATE"), Said::tr("PATH"), Said::tr("RTT ms"),
                             Said::tr("LOSS %"), Said::tr("IN"), Said::tr("OUT"), Said::tr("SINCE"), Said::tr("MAY REACH"),
                             Said::tr("ENDPOINTS"), Said::tr("KEY")}};
    for (const QJsonValue &value : peers) {
        const QJsonObject peer = value.toObject();
        const QStringList allowed = peer.value(QStringLiteral("allowed")).toVariant().toStringList();
        const QStringList endpoints = peer.value(QStringLiteral("endpoints")).toVariant().toStringList();
        rows.append({text(peer, "name"), word(peer, "state"), word(peer, "path"), measure(peer, "rttMs"), measure(peer, "lossPercent"),
                     rate(peer, "rateIn"), rate(peer, "rateOut"),
                     moment(peer, "since"), allowed.isEmpty() ? Said::tr("nothing") : allowed.join(u','),
                     endpoints.isEmpty() ? QStringLiteral("-") : endpoints.join(u','), text(peer, "id")});
    }
    return table(rows);
}

QString rulesTable(const QJsonArray &rules)
{
    if (rules.isEmpty())
        return Said::tr("Nothing may be reached.\n");
    QList<QStringList> rows{{Said::tr("LINE"), Said::tr("RULE"), Said::tr("HITS"), Said::tr("LAST HIT")}};
    for (const QJsonValue &value : rules) {
        const QJsonObject rule = value.toObject();
        rows.append({text(rule, "index"), text(rule, "rule"), text(rule, "hits"), moment(rule, "lastHit")});
    }
    return table(rows);
}

QString decisionText(const QJsonObject &decision)
{
    if (text(decision, "opens") == u"address")
        return Said::tr("denied: no line opens this address by a name; make it the target, and allow that");
    if (text(decision, "opens") == u"name")
        return Said::tr("denied: a line *.NAME opens public addresses alone; allow the whole name");
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
    QList<QStringList> rows{{Said::tr("ID"), Said::tr("PEER"), Said::tr("WANTS TO REACH"), Said::tr("ADDRESSES"),
                             Said::tr("LINE"), Said::tr("WAITING"), Said::tr("SECONDS LEFT")}};
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
    for (const auto &[key, why] : {std::pair("droppedFull", QT_TRANSLATE_NOOP("culvert::cli::Output", "more than the link takes")), std::pair("droppedLate", QT_TRANSLATE_NOOP("culvert::cli::Output", "waited too long")),
                                   std::pair("droppedDown", QT_TRANSLATE_NOOP("culvert::cli::Output", "no way to the peer, or refused there")), std::pair("droppedEnd", QT_TRANSLATE_NOOP("culvert::cli::Output", "not taken by this system"))}) {
        if (const qint64 count = datagrams.value(QLatin1StringView(key)).toInteger(); count > 0)
            parts.append(QStringLiteral("%1 %2").arg(count).arg(Said::tr(why)));
    }
    return parts.isEmpty() ? QString() : Said::tr("datagrams dropped: %1").arg(parts.join(QStringLiteral(", ")));
}

QString tunnelsTable(const QJsonArray &tunnels)
{
    if (tunnels.isEmpty())
        return Said::tr("No tunnels. Make one with: culvertd forward add, or culvertd proxy add\n");
    QList<QStringList> rows{{Said::tr("NAME"), Said::tr("LISTEN"), Said::tr("PEER"), Said::tr("TARGET"),
                             Said::tr("STATE"), Said::tr("OPEN"), Said::tr("SENT"), Said::tr("RECEIVED"), Said::tr("GROUP"), Said::tr("LIMIT")}};
    const auto place = [](const QJsonObject &tunnel) {
        const bool there = text(tunnel, "kind") == u"reverse";
        return text(tunnel, "listen") + (there ? Said::tr(" at %1").arg(text(tunnel, "peer")) : QString());
    };
    QString errors;
    for (const QJsonValue &value : tunnels) {
        const QJsonObject tunnel = value.toObject();
        rows.append({text(tunnel, "name"), place(tunnel), text(tunnel, "peer"),
                     text(tunnel, "kind") == u"proxy" ? Said::tr("any (proxy)") : text(tunnel, "target"), word(tunnel, "state"), text(tunnel, "open"), bytes(tunnel, "sent"), bytes(tunnel, "received"), text(tunnel, "group"), rate(tunnel, "limit")});
        const QString dropped = droppedText(tunnel.value(QStringLiteral("datagrams")).toObject());
        if (!dropped.isEmpty())
            errors += text(tunnel, "name") + QStringLiteral(": ") + dropped + u'\n';
        if (tunnel.value(QStringLiteral("exposed")).toBool() && text(tunnel, "kind") != u"reverse") // whose port is the peer's, and its rule's matter
            errors += text(tunnel, "name") + QStringLiteral(": ") + api::exposureWarning(text(tunnel, "listen")) + u'\n';
        const QJsonObject error = tunnel.value(QStringLiteral("error")).toObject();
        if (!error.isEmpty())
            errors += text(tunnel, "name") + QStringLiteral(": ") + what(error) + u'\n';
    }
    return table(rows) + errors;
}

QString listenersTable(const QJsonArray &listeners)
{
    QList<QStringList> rows{{Said::tr("LISTENS FOR"), Said::tr("ON"), Said::tr("OPEN")}};
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
    QList<QStringList> rows{{Said::tr("GROUP"), Said::tr("TUNNELS")}};
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
    QList<QStringList> rows{{Said::tr("CALLS ITSELF"), Said::tr("SINCE"), Said::tr("LAST"), Said::tr("TIMES"), Said::tr("KEY")}};
    for (const QJsonValue &value : requests) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "name"), moment(one, "firstAt"), moment(one, "lastAt"), text(one, "count"), text(one, "id")});
    }
    return table(rows) + Said::tr("Anybody can call itself anything: compare the key with what \"culvertd id\" says there.\n");
}

QString invitesTable(const QJsonArray &invites)
{
    QList<QStringList> rows{{Said::tr("ID"), Said::tr("MADE"), Said::tr("UNTIL"), Said::tr("BY UDP"), Said::tr("MAY REACH"), Said::tr("LABEL")}};
    for (const QJsonValue &value : invites) {
        const QJsonObject one = value.toObject();
        const QStringList allow = one.value(QStringLiteral("allow")).toVariant().toStringList();
        rows.append({text(one, "id"), moment(one, "createdAt"), moment(one, "expiresAt"),
                     one.value(QStringLiteral("direct")).toBool() ? Said::tr("yes") : Said::tr("no"),
                     allow.isEmpty() ? Said::tr("nothing") : allow.join(u','), text(one, "label")});
    }
    return table(rows);
}

QString connectionsTable(const QJsonArray &connections)
{
    if (connections.isEmpty())
        return Said::tr("No connections.\n");
    QList<QStringList> rows{{Said::tr("ID"), Said::tr("SIDE"), Said::tr("TUNNEL"), Said::tr("PEER"),
                             Said::tr("SOURCE"), Said::tr("TARGET"), Said::tr("STATE"), Said::tr("SENT"),
                             Said::tr("RECEIVED"), Said::tr("OPENED"), Said::tr("CLOSED BY"), Said::tr("REASON")}};
    for (const QJsonValue &value : connections) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "id"), word(one, "side"), text(one, "tunnel"), text(one, "peer"), text(one, "source"), text(one, "target"),
                     word(one, "state"), bytes(one, "sent"), bytes(one, "received"), moment(one, "openedAt"), word(one, "closedBy"),
                     text(one, "reason")});
    }
    return table(rows);
}

QString endedInvitesTable(const QJsonArray &invites)
{
    if (invites.isEmpty())
        return Said::tr("No invite has ended yet.\n");
    QList<QStringList> rows{{Said::tr("ID"), Said::tr("LABEL"), Said::tr("ENDED"), Said::tr("AT"), Said::tr("BY"), Said::tr("MADE"), Said::tr("MAY REACH")}};
    for (const QJsonValue &value : invites) {
        const QJsonObject one = value.toObject();
        const QStringList allow = one.value(QStringLiteral("allow")).toVariant().toStringList();
        rows.append({text(one, "id"), text(one, "label"), word(one, "ended"), moment(one, "endedAt"), text(one, "by"), moment(one, "createdAt"),
                     allow.isEmpty() ? Said::tr("nothing") : allow.join(u',')});
    }
    return table(rows);
}

QString importTable(const QJsonObject &answer)
{
    QList<QStringList> rows{{QString(), Said::tr("NAME"), Said::tr("LISTEN"), Said::tr("PEER"), Said::tr("TARGET"), Said::tr("HERE"), Said::tr("CHANGES")}};
    QString remarks;
    const auto remark = [&](const QJsonObject &one, const QString &words) { remarks += text(one, "name") + QStringLiteral(": ") + words + u'\n'; };
    for (const QJsonValue &value : answer.value(QStringLiteral("tunnels")).toArray()) {
        const QJsonObject one = value.toObject();
        rows.append({one.value(QStringLiteral("taken")).toBool() ? QStringLiteral("*") : QString(), text(one, "name"), text(one, "listen"), text(one, "peer"),
                     text(one, "target"), word(one, "verdict"), one.value(QStringLiteral("changes")).toVariant().toStringList().join(u',')});
        const auto error = api::errorFromJson(one.value(QStringLiteral("error")).toObject());
        if (error && text(one, "verdict") == u"conflict" && error->code == ErrorCode::PortInUse)
            remark(one, Said::tr("the tunnel \"%1\" has its port. With --only it comes all the same, and stopped.").arg(seen(error->detail)));
        else if (error && text(one, "verdict") == u"conflict")
            remark(one, Said::tr("a tunnel of that name and of another kind is here. With --only this one takes its place."));
        else if (error)
            remark(one, api::sentence(*error));
        if (one.value(QStringLiteral("needsPassword")).toBool())
            remark(one, Said::tr("passwords are in no file: it comes stopped and without its user. Give it one before you start it."));
    }
    if (rows.size() == 1)
        return Said::tr("There is no tunnel in it.\n");
    return table(rows) + remarks + Said::tr("Taken over (*): %1\n").arg(answer.value(QStringLiteral("taken")).toInt());
}

QString nodesTable(const QJsonObject &answer)
{
    QList<QStringList> rows{{Said::tr("HOST"), Said::tr("UDP"), Said::tr("TCP"), Said::tr("KEY")}};
    for (const QJsonValue &value : answer.value(QStringLiteral("nodes")).toArray()) {
        const QJsonObject one = value.toObject();
        rows.append({text(one, "host"), text(one, "port"), one.value(QStringLiteral("tcpPorts")).toVariant().toStringList().join(u','), text(one, "key")});
    }
    const bool own = text(answer, "source") == u"own";
    return (own ? Said::tr("This profile has bootstrap nodes of its own; no others are asked.\n") : Said::tr("The nodes that come with the program:\n")) + table(rows)
        + (own ? Said::tr("They count from the next start on.\n") : QString());
}

} // namespace culvert::cli
