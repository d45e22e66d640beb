// SPDX-License-Identifier: GPL-3.0-or-later
// The commands by which a person decides about machines: those that ask to be paired, and those to be kept out.
#include "api/snapshot_json.h"
#include "host/checked_rules.h"
#include "host/command_executor.h"
#include "host/peer_name.h"

namespace culvert::host {

// By its key alone: what a stranger calls itself proves nothing.
Result<api::RequestInfo> CommandExecutor::request(const QString &words) const
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    const QString digits = words.trimmed();
    std::optional<api::RequestInfo> match;
    for (const api::RequestInfo &one : with_.live->snapshot().requests) {
        if (digits.isEmpty() || !one.id.toHex().startsWith(digits, Qt::CaseInsensitive))
            continue;
        if (match)
            return Error{ErrorCode::PeerAmbiguous, words};
        match = one;
    }
    if (!match)
        return Error{ErrorCode::RequestUnknown, words};
    return *match;
}

api::Reply CommandExecutor::run(const api::ListRequests &)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    return QJsonValue(api::requestsToJson(with_.live->snapshot().requests));
}

api::Reply CommandExecutor::run(const api::AcceptRequest &command)
{
    const auto asker = request(command.request);
    if (!asker)
        return asker.error();
    if (!command.name.isEmpty()) {
        if (const auto checked = checkedName(command.name); !checked)
            return checked.error();
    }
    const auto rules = checkedRules(command.targets, [](const QString &text) { return parseRuleTarget(RuleVerb::Allow, text); });
    if (!rules)
        return rules.error();
    if (const auto counted = checkedRuleCount(rules->size(), 0); !counted)
        return counted.error();
    const QString name = freePeerName(config(), command.name.isEmpty() ? asker->name : command.name, asker->id);
    profile::Config next = config();
    next.peers.append(profile::PeerEntry{name, asker->id, false, false, {}, {}, *rules});
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(asker->id);
}

api::Reply CommandExecutor::run(const api::RefuseRequest &command)
{
    const auto asker = request(command.request);
    if (!asker)
        return asker.error();
    with_.live->refuseRequest(asker->id);
    return QJsonValue(QJsonObject{{QStringLiteral("refused"), asker->id.toHex()}});
}

api::Reply CommandExecutor::run(const api::BlockRequest &command)
{
    const auto asker = request(command.request);
    if (!asker)
        return asker.error();
    profile::Config next = config();
    next.peers.append(profile::PeerEntry{freePeerName(config(), asker->name, asker->id), asker->id, false, true, {}, {}, {}, {}, true});
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(asker->id);
}

api::Reply CommandExecutor::run(const api::BlockPeer &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id) {
        const bool waits = id.error().code == ErrorCode::PeerUnknown && with_.live && request(command.peer);
        return waits ? run(api::BlockRequest{command.peer}) : api::Reply(id.error());
    }
    profile::Config next = config();
    if (!next.peer(*id)->blocked) {
        next.peer(*id)->blocked = true;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return peerJson(*id);
}

api::Reply CommandExecutor::run(const api::UnblockPeer &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    if (config().peer(*id)->stranger) // it was never paired, and is not by this
        return run(api::RemovePeer{command.peer});
    profile::Config next = config();
    if (next.peer(*id)->blocked) {
        next.peer(*id)->blocked = false;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return peerJson(*id);
}

} // namespace culvert::host
