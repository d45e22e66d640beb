// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/status_text.h"

#include "core/rule.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace culvert::ui {

namespace {

struct Status {
    Q_DECLARE_TR_FUNCTIONS(culvert::ui::StatusText)
};

bool isOnline(const api::PeerInfo &peer) { return peer.state == api::PeerState::Online; }

bool isOnline(const api::Snapshot &snapshot, const PublicKey &peer)
{
    return std::any_of(snapshot.peers.begin(), snapshot.peers.end(), [&](const api::PeerInfo &info) { return info.id == peer && isOnline(info); });
}

// As far as its lines go: which of them counts for a target is the engine's matter.
bool mayReachSomething(const api::PeerInfo &peer)
{
    return std::any_of(peer.rules.begin(), peer.rules.end(), [](const api::RuleInfo &line) {
        const auto rule = parseRule(line.rule);
        return rule && rule->verb != RuleVerb::Deny && !rule->listen;
    });
}

QString readyForPeers(const QList<api::PeerInfo> &peers)
{
    bool anybodyMay = false;
    for (const api::PeerInfo &peer : peers) {
        const bool may = mayReachSomething(peer);
        if (may && isOnline(peer))
            return Status::tr("Ready: other machines can reach this one");
        anybodyMay = anybodyMay || may;
    }
    return anybodyMay ? Status::tr("Ready") : Status::tr("Ready: other machines may reach nothing here");
}

QString quoted(const QString &name) { return Status::tr("\"%1\"").arg(name); }

} // namespace

StatusText::StatusText() : title_(Status::tr("Starting")), traffic_(Status::tr("No open connections")) {}

StatusText::StatusText(const api::Snapshot &snapshot, const Rates &rates)
{
    judge(snapshot);
    open_ = std::count_if(snapshot.connections.begin(), snapshot.connections.end(), [](const auto &connection) {
        return connection.state != api::ConnectionState::Closed;
    });
    if (open_ == 0)
        traffic_ = Status::tr("No open connections");
    else
        traffic_ = Status::tr("↓ %1   ↑ %2   Open connections: %3")
                       .arg(rateText(rates.received), rateText(rates.sent), numberText(open_));
}

void StatusText::judge(const api::Snapshot &snapshot)
{
    if (!snapshot.running) {
        title_ = Status::tr("Off: the engine is not running");
        return;
    }
    if (snapshot.paused) {
        title_ = Status::tr("Paused: nothing listens and nothing is reached");
        return;
    }

    int started = 0;
    QStringList failed;
    QStringList awaited;
    for (const api::TunnelInfo &tunnel : snapshot.tunnels) {
        if (tunnel.state == api::TunnelState::Failed)
            failed << tunnel.name;
        const bool waits = tunnel.state == api::TunnelState::Waiting;
        if (tunnel.state != api::TunnelState::Listening && !waits)
            continue;
        ++started;
        if ((waits || !isOnline(snapshot, tunnel.peerId)) && !awaited.contains(tunnel.peer))
            awaited << tunnel.peer;
    }

    if (!snapshot.questions.isEmpty()) {
        const api::QuestionInfo &first = snapshot.questions.first();
        overall_ = Overall::NeedsYou;
        title_ = snapshot.questions.size() == 1 ? Status::tr("%1 asks to reach %2").arg(quoted(first.peer), first.targetText())
                                                : Status::tr("Questions that wait for you: %1").arg(numberText(snapshot.questions.size()));
    } else if (!failed.isEmpty()) {
        overall_ = Overall::NeedsYou;
        title_ = failed.size() == 1 ? Status::tr("Tunnel %1 cannot run").arg(quoted(failed.first()))
                                    : Status::tr("Tunnels that cannot run: %1").arg(numberText(failed.size()));
    } else if (!snapshot.requests.isEmpty()) { // after the failed ones: strangers hide no trouble, and say nothing in words of their own
        overall_ = Overall::NeedsYou;
        title_ = snapshot.requests.size() == 1 ? Status::tr("A machine asks to be paired")
                                               : Status::tr("Machines that ask to be paired: %1").arg(numberText(snapshot.requests.size()));
    } else if (!snapshot.tunnels.isEmpty() && started == 0) {
        overall_ = Overall::Off;
        title_ = Status::tr("Off: every tunnel is stopped");
    } else if (!awaited.isEmpty()) {
        overall_ = Overall::Connecting;
        title_ = awaited.size() == 1 ? Status::tr("Waiting for %1").arg(quoted(awaited.first()))
                                     : Status::tr("Peers that are waited for: %1").arg(numberText(awaited.size()));
    } else if (started > 0) {
        overall_ = Overall::Running;
        title_ = started == snapshot.tunnels.size() ? Status::tr("Every tunnel is running")
                                                    : Status::tr("Tunnels running: %1 of %2")
                                                          .arg(numberText(started), numberText(snapshot.tunnels.size()));
    } else if (std::any_of(snapshot.peers.begin(), snapshot.peers.end(), [](const api::PeerInfo &peer) { return isOnline(peer); })) {
        overall_ = Overall::Running;
        title_ = readyForPeers(snapshot.peers);
    } else if (snapshot.tox.enabled && snapshot.tox.connection == api::ToxConnection::None) {
        overall_ = Overall::Connecting;
        title_ = Status::tr("Connecting to the Tox network");
    } else {
        overall_ = Overall::Running;
        title_ = Status::tr("Ready");
    }
}

} // namespace culvert::ui
