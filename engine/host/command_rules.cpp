// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "host/checked_rules.h"
#include "host/command_executor.h"
#include "peer/access.h"

#include <algorithm>

namespace culvert::host {

namespace {

QJsonObject json(const peer::Decision &decision, const QList<Rule> &rules)
{
    return {{QStringLiteral("verdict"), verbName(decision.verb)},
            {QStringLiteral("index"), decision.line ? QJsonValue(*decision.line + 1) : QJsonValue()},
            {QStringLiteral("rule"), decision.line ? QJsonValue(rules.at(*decision.line).toString()) : QJsonValue()}};
}

// What a line must have that opens this address of a name, where none does: the address itself, or, as the lines that have the
// name are of the kind *.NAME, the whole name.
QJsonValue whatOpens(const peer::Decision &decision, const Host &host, const IpAddress &address)
{
    if (decision.line || !peer::knownAddresses(host).isEmpty())
        return {};
    return peer::closedToNames(host, {address}) ? QStringLiteral("address") : QStringLiteral("name");
}

api::Reply testListening(const QList<Rule> &rules, const QString &words)
{
    const auto on = parseListen(words);
    const auto address = on ? IpAddress::parse(on->host) : std::nullopt;
    if (!address)
        return Error{ErrorCode::ListenInvalid, words};
    QJsonObject out = json(peer::decideListen(rules, *address, on->port), rules);
    out.insert(QStringLiteral("target"), QStringLiteral("listen ") + on->toString());
    out.insert(QStringLiteral("addresses"), QJsonArray());
    return QJsonValue(out);
}

} // namespace

api::Reply CommandExecutor::run(const api::Allow &command) { return addRules(command.peer, command.targets, RuleVerb::Allow); }
api::Reply CommandExecutor::run(const api::Deny &command) { return addRules(command.peer, command.targets, RuleVerb::Deny); }
api::Reply CommandExecutor::run(const api::Ask &command) { return addRules(command.peer, command.targets, RuleVerb::Ask); }

api::Reply CommandExecutor::addRules(const QString &peer, const QStringList &targets, RuleVerb verb)
{
    const auto id = config().findPeer(peer);
    if (!id)
        return id.error();
    if (targets.isEmpty())
        return Error{ErrorCode::UsageWrong, QStringLiteral("HOST:PORT is missing")};
    QList<Rule> lines;
    for (const QString &text : targets) {
        const auto rule = parseRuleTarget(verb, text);
        if (!rule)
            return rule.error();
        lines.append(*rule);
    }
    QList<Rule> rules = config().peer(*id)->rules;
    putFirst(rules, lines);
    const auto saved = saveRules(*id, rules);
    return saved ? api::Reply(peerJson(*id)) : saved;
}

api::Reply CommandExecutor::saveRules(const PublicKey &peer, const QList<Rule> &rules)
{
    if (const auto counted = checkedRuleCount(rules.size(), config().peer(peer)->rules.size()); !counted)
        return counted.error();
    profile::Config next = config();
    next.peer(peer)->rules = rules;
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return rulesJson(peer);
}

api::Reply CommandExecutor::rulesJson(const PublicKey &peer) const { return QJsonValue(api::rulesToJson(peerInfo(peer).rules)); }

api::Reply CommandExecutor::run(const api::ListRules &command)
{
    const auto id = config().findPeer(command.peer);
    return id ? rulesJson(*id) : api::Reply(id.error());
}

// An older line of the same targets goes: only one of the two can ever decide.
api::Reply CommandExecutor::run(const api::AddRule &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const auto rule = parseRule(command.rule);
    if (!rule)
        return rule.error();
    QList<Rule> rules = config().peer(*id)->rules;
    rules.removeIf([&](const Rule &old) { return old.sameTarget(*rule); });
    const bool atEnd = command.at < 1 || command.at > rules.size();
    rules.insert(atEnd ? rules.size() : qsizetype(command.at - 1), *rule);
    return saveRules(*id, rules);
}

api::Reply CommandExecutor::run(const api::RemoveRule &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    QList<Rule> rules = config().peer(*id)->rules;
    bool isNumber = false;
    const qsizetype index = qsizetype(command.rule.toInt(&isNumber)) - 1;
    const auto rule = parseRule(command.rule);
    const bool inRange = isNumber && index >= 0 && index < rules.size();
    if (!inRange && (!rule || !rules.contains(*rule)))
        return Error{ErrorCode::RuleUnknown, command.rule};
    rules.removeAt(inRange ? index : rules.indexOf(*rule));
    return saveRules(*id, rules);
}

api::Reply CommandExecutor::run(const api::SetRules &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const auto rules = checkedRules(command.rules, parseRule);
    if (!rules)
        return rules.error();
    if (linesOf(config().peer(*id)->rules) != command.before)
        return Error{ErrorCode::RulesChanged};
    return saveRules(*id, *rules);
}

api::Reply CommandExecutor::run(const api::TestRules &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const QString listenWord = QStringLiteral("listen ");
    if (command.target.startsWith(listenWord))
        return testListening(config().peer(*id)->rules, command.target.mid(listenWord.size()));
    const auto parsed = parseTarget(command.target);
    if (!parsed || parsed->endpoint.port == 0)
        return Error{ErrorCode::EndpointInvalid, command.target};
    const Endpoint &target = parsed->endpoint;
    const Protocol protocol = parsed->protocol;
    const QList<Rule> &rules = config().peer(*id)->rules;
    QJsonObject out{{QStringLiteral("target"), targetText(target, protocol)}, {QStringLiteral("addresses"), QJsonArray()}};
    const auto say = [&](const peer::Decision &decision) {
        const QJsonObject words = json(decision, rules);
        for (auto it = words.begin(); it != words.end(); ++it)
            out.insert(it.key(), *it);
        return QJsonValue(out);
    };
    const auto host = normalisedHost(target.host);
    if (!host)
        return say({});
    out.insert(QStringLiteral("target"), targetText({host->toString(), target.port}, protocol));
    QList<IpAddress> addresses = peer::knownAddresses(*host);
    if (addresses.isEmpty()) {
        if (const auto decision = peer::decideUnresolved(rules, *host, target.port, protocol))
            return say(*decision);
        for (const QString &text : command.addresses) {
            const auto address = IpAddress::parse(text);
            if (!address)
                return Error{ErrorCode::UsageWrong, text};
            addresses.append(*address);
        }
    }
    if (addresses.isEmpty())
        return QJsonValue(QJsonObject{{QStringLiteral("lookUp"), host->name}});
    QJsonArray each;
    for (const IpAddress &address : addresses) {
        const peer::Decision decision = peer::decide(rules, *host, address, target.port, protocol);
        QJsonObject one = json(decision, rules);
        one.insert(QStringLiteral("address"), address.toString());
        one.insert(QStringLiteral("opens"), whatOpens(decision, *host, address));
        each.append(one);
    }
    out.insert(QStringLiteral("addresses"), each);
    return say(peer::judge(rules, *host, addresses, target.port, protocol).decision);
}

api::Reply CommandExecutor::run(const api::ListQuestions &)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    return QJsonValue(api::questionsToJson(with_.live->snapshot().questions));
}

// A rule is saved before its connections go on: they do because of it.
api::Reply CommandExecutor::run(const api::AnswerQuestion &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    const bool always = command.answer == u"always";
    const bool never = command.answer == u"never";
    if (!always && !never && command.answer != u"once")
        return Error{ErrorCode::UsageWrong, QStringLiteral("an answer is once, always or never")};
    const auto questions = with_.live->snapshot().questions;
    const auto question = std::find_if(questions.begin(), questions.end(), [&](const auto &q) { return q.id == command.id; });
    if (question == questions.end() || !config().peer(question->peerId))
        return Error{ErrorCode::QuestionUnknown, QString::number(command.id)};
    const auto line = ruleFor(never ? RuleVerb::Deny : RuleVerb::Allow, question->target, question->protocol);
    if ((always || never) && line) {
        QList<Rule> rules = config().peer(question->peerId)->rules;
        putFirst(rules, {*line});
        if (const auto saved = saveRules(question->peerId, rules); !saved)
            return saved;
    }
    with_.live->answerQuestion(command.id, !never);
    return QJsonValue(QJsonObject{{QStringLiteral("answered"), qint64(command.id)}, {QStringLiteral("answer"), command.answer}});
}

} // namespace culvert::host
