// SPDX-License-Identifier: GPL-3.0-or-later
// Tunnels as a text that a person keeps or hands on, and what such a text would do here.
#include "api/snapshot_json.h"
#include "core/limits.h"
#include "core/rate.h"
#include "core/unseen.h"
#include "host/command_executor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace culvert::host {

namespace {

const QString signKey = QStringLiteral("culvertTunnels"); // its value is the version of the form
constexpr int version = 1;

constexpr std::pair<profile::TunnelKind, const char *> kinds[] = {{profile::TunnelKind::Forward, "forward"},
                                                                 {profile::TunnelKind::Proxy, "proxy"},
                                                                 {profile::TunnelKind::Reverse, "reverse"}};

QString kindName(profile::TunnelKind kind)
{
    for (const auto &[one, name] : kinds) {
        if (one == kind)
            return QString::fromLatin1(name);
    }
    return QStringLiteral("forward"); // its target says that it is one of UDP
}

QString targetOf(const profile::TunnelEntry &tunnel)
{
    return tunnel.kind == profile::TunnelKind::Proxy ? QString() : targetText(tunnel.target, tunnel.protocol());
}

// Everything but what is secret; whether it is started is not said of one that only shows what would be.
QJsonObject shown(const profile::TunnelEntry &tunnel, const profile::Config &config)
{
    const profile::PeerEntry *peer = config.peer(tunnel.peer);
    return {{QStringLiteral("name"), tunnel.name},
            {QStringLiteral("kind"), kindName(tunnel.kind)},
            {QStringLiteral("peer"), peer ? peer->name : QString()},
            {QStringLiteral("peerId"), tunnel.peer.toHex()},
            {QStringLiteral("listen"), tunnel.listen.toString()},
            {QStringLiteral("target"), targetOf(tunnel)},
            {QStringLiteral("group"), tunnel.group},
            {QStringLiteral("limit"), tunnel.limit ? rateWords(tunnel.limit) : QString()},
            {QStringLiteral("user"), tunnel.login ? tunnel.login->user : QString()},
            {QStringLiteral("started"), tunnel.started}};
}

// What is told of an entry that cannot be used: of each word of the form the text that it has there, as it may be shown, else null.
QJsonObject told(const QJsonObject &in)
{
    QJsonObject out;
    for (const char *key : {"name", "kind", "peer", "peerId", "listen", "target", "group", "limit"}) {
        const QJsonValue value = in.value(QLatin1StringView(key));
        out.insert(QLatin1StringView(key), value.isString() ? QJsonValue(seen(value.toString())) : QJsonValue());
    }
    if (out[QLatin1StringView("name")].isString())
        out.insert(QStringLiteral("name"), out[QLatin1StringView("name")].toString().left(limits::nameLength));
    return out;
}

// What differs, in words of the form.
QStringList changes(const QJsonObject &before, const QJsonObject &after)
{
    QStringList out;
    for (const char *key : {"kind", "peerId", "listen", "target", "group", "limit"}) {
        if (before[QLatin1StringView(key)] != after[QLatin1StringView(key)])
            out.append(key == QByteArrayView("peerId") ? QStringLiteral("peer") : QString::fromLatin1(key));
    }
    return out;
}

Result<QJsonArray> entriesOf(const QString &text)
{
    const auto broken = [](const QString &why) { return Error{ErrorCode::ImportBroken, {}, why}; };
    const QByteArray bytes = text.toUtf8();
    if (bytes.size() > limits::importSize)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 bytes of a list of tunnels").arg(limits::importSize)};
    QJsonParseError parsing{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return broken(parsing.errorString());
    const double its = document.object().value(signKey).toDouble(0);
    if (its < 1)
        return broken(signKey + QStringLiteral(" is missing"));
    if (its > version)
        return broken(QStringLiteral("written by a newer version of Culvert"));
    const QJsonValue list = document.object().value(QStringLiteral("tunnels"));
    if (!list.isArray())
        return broken(QStringLiteral("tunnels is missing"));
    if (list.toArray().size() > limits::importTunnels)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 tunnels in one list").arg(limits::importTunnels)};
    return list.toArray();
}

enum class Verdict { New, Changed, Same, Conflict, Unusable };

QString nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::New: return QStringLiteral("new");
    case Verdict::Changed: return QStringLiteral("changed");
    case Verdict::Same: return QStringLiteral("same");
    case Verdict::Conflict: return QStringLiteral("conflict");
    case Verdict::Unusable: return QStringLiteral("unusable");
    }
    Q_UNREACHABLE();
}

} // namespace

// What one entry of a text would do, to be shown and, if wanted, done.
struct CommandExecutor::Import {
    QString name;
    Verdict verdict = Verdict::Unusable;
    QStringList changes{};                    // of a present one
    std::optional<Error> error{};             // why it is unusable, or in conflict
    bool stopped = false;                     // it would come, but not be started
    bool needsPassword = false;               // of a proxy: its user cannot come along
    std::optional<profile::TunnelEntry> entry{}; // none: unusable
    QJsonObject shown{};
};

api::Reply CommandExecutor::run(const api::ExportTunnels &)
{
    QJsonArray tunnels;
    for (const profile::TunnelEntry &tunnel : config().tunnels)
        tunnels.append(shown(tunnel, config()));
    return QJsonValue(QJsonObject{{signKey, version}, {QStringLiteral("tunnels"), tunnels}});
}

// The words of an entry are read as those of a person are: the same checks, the same errors.
CommandExecutor::Import CommandExecutor::readImport(const QJsonObject &in, const profile::Config &next) const
{
    const auto text = [&](const char *key) { return in.value(QLatin1StringView(key)).toString(); };
    Import out{.name = text("name").left(limits::nameLength), .shown = told(in)};
    const auto unusable = [&](const Error &error) {
        out.error = error;
        out.error->tunnel = out.name;
        return out;
    };
    const profile::TunnelEntry *old = config().tunnel(text("name").trimmed());
    const auto name = checkedName(text("name"), old ? old->name : QString());
    if (!name)
        return unusable(name.error());
    out.name = *name;
    const QString kind = in.contains(QStringLiteral("kind")) ? text("kind") : QStringLiteral("forward");
    const auto *known = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto &one) { return kind == QLatin1StringView(one.second); });
    if (known == std::end(kinds))
        return unusable({ErrorCode::ImportBroken, {}, QStringLiteral("kind")});
    for (const char *needed : {"listen", "target"}) { // where a person leaves them empty, those of the present one would stand
        if (text(needed).trimmed().isEmpty() && (known->first != profile::TunnelKind::Proxy || needed == QByteArrayView("listen")))
            return unusable({ErrorCode::ImportBroken, {}, QString::fromLatin1(needed)});
    }
    const QString peer = config().peer(PublicKey::fromHex(text("peerId")).value_or(PublicKey())) ? text("peerId") : text("peerId").isEmpty() ? text("peer") : QString();
    if (peer.trimmed().isEmpty())
        return unusable({ErrorCode::PeerUnknown, text("peer").isEmpty() ? text("peerId").left(qsizetype(2 * PublicKey::size)) : text("peer").left(limits::nameLength)});
    auto entry = readTunnel({known->first, peer, text("listen"), text("target"), *name, {text("group"), text("limit")}}, old);
    if (!entry)
        return unusable(entry.error());
    if (entry->kind != profile::TunnelKind::Proxy)
        entry->login.reset();
    const bool keepsLogin = old && old->kind == profile::TunnelKind::Proxy;
    out.needsPassword = entry->kind == profile::TunnelKind::Proxy && !keepsLogin && !text("user").isEmpty();
    if (!old)
        entry->started = in.value(QStringLiteral("started")).toBool(true);
    if (out.needsPassword) // not as an open one
        entry->started = false;
    const profile::TunnelEntry *other = next.sharesPort(*entry);
    const bool otherKind = old && old->kind != entry->kind;
    out.changes = old ? changes(shown(*old, config()), shown(*entry, config())) : QStringList();
    if (old && out.changes.isEmpty()) {
        out.verdict = Verdict::Same;
    } else if (other) {
        out.verdict = Verdict::Conflict;
        out.error = Error{ErrorCode::PortInUse, entry->listen.toString(), other->name, {}, *name};
        entry->started = false;
    } else if (otherKind) {
        out.verdict = Verdict::Conflict;
        out.error = Error{ErrorCode::NameTaken, *name};
    } else {
        out.verdict = old ? Verdict::Changed : Verdict::New;
    }
    out.stopped = !entry->started;
    out.shown = shown(*entry, config());
    out.entry = std::move(*entry);
    return out;
}

QJsonObject CommandExecutor::importJson(const Import &import, bool taken)
{
    QJsonObject out = import.shown;
    for (const QString &key : {QStringLiteral("started"), QStringLiteral("user")})
        out.remove(key);
    out.insert(QStringLiteral("verdict"), nameOf(import.verdict));
    out.insert(QStringLiteral("changes"), QJsonArray::fromStringList(import.changes));
    out.insert(QStringLiteral("error"), import.error ? QJsonValue(api::toJson(*import.error)) : QJsonValue());
    out.insert(QStringLiteral("stopped"), import.stopped);
    out.insert(QStringLiteral("needsPassword"), import.needsPassword);
    out.insert(QStringLiteral("taken"), taken);
    return out;
}

// All that is wanted in one save; nothing, if one that was named cannot be taken, or none of them all can. A port that another program has is said by the tunnel itself, as at a start of the program.
api::Reply CommandExecutor::run(const api::ImportTunnels &command)
{
    const auto entries = entriesOf(command.text);
    if (!entries)
        return entries.error();
    profile::Config next = config();
    QJsonArray said;
    QStringList seen;
    QHash<QString, std::optional<Error>> usable; // by name: why none of that name is
    int taken = 0;
    for (const QJsonValue &value : *entries) {
        Import import = readImport(value.toObject(), next);
        if (import.entry && seen.contains(import.name))
            import = {.name = import.name, .error = Error{ErrorCode::NameTaken, import.name, {}, {}, import.name}, .shown = told(value.toObject())};
        seen.append(import.name);
        if (import.entry || !usable.contains(import.name))
            usable.insert(import.name, import.entry ? std::nullopt : import.error);
        const bool usual = import.verdict == Verdict::New || import.verdict == Verdict::Changed;
        const bool wanted = command.take && import.entry && import.verdict != Verdict::Same && (command.names.isEmpty() ? usual : command.names.contains(import.name));
        // What is only shown counts as well: two entries on one port are in conflict, whichever is chosen.
        if (import.entry && (wanted || (!command.take && usual))) {
            if (profile::TunnelEntry *present = next.tunnel(import.name))
                *present = *import.entry;
            else
                next.tunnels.append(*import.entry);
            taken += wanted ? 1 : 0;
        }
        said.append(importJson(import, wanted));
    }
    for (const QString &name : command.names) {
        const auto found = usable.constFind(name);
        if (found == usable.cend())
            return Error{ErrorCode::TunnelUnknown, name, QStringLiteral("import")};
        if (*found)
            return **found;
    }
    const bool useless = !seen.isEmpty() && std::all_of(usable.cbegin(), usable.cend(), [](const auto &error) { return error.has_value(); });
    if (command.take && useless)
        return *usable.value(seen.first());
    if (taken > 0) {
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return QJsonValue(QJsonObject{{QStringLiteral("tunnels"), said}, {QStringLiteral("taken"), taken}});
}

} // namespace culvert::host
