// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connections_model.h"

#include "api/sentences.h"
#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QGuiApplication>
#include <QHash>

#include <algorithm>

namespace culvert::ui {

namespace {

qint64 ageOf(const api::ConnectionInfo &info, const Moment &moment)
{
    if (!info.openedAt.isValid())
        return 0;
    return std::max<qint64>(0, info.openedAt.msecsTo(info.closedAt.isValid() ? info.closedAt : moment.utc));
}

void keep(QList<float> &rates, const RateMeter &meter)
{
    if (rates.size() == ConnectionsModel::ratesKept)
        rates.removeFirst();
    rates.append(float(meter.bytesPerSecond()));
}

// Sizes that are mostly nothing: a dash keeps the table calm.
QString sizeOrDash(quint64 bytes) { return bytes == 0 ? QStringLiteral("–") : sizeText(bytes); }

} // namespace

void ConnectionsModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    struct KeyOf {
        ConnectionId operator()(const api::ConnectionInfo &info) const { return info.id; }
        ConnectionId operator()(const ConnectionRow &row) const { return row.info.id; }
    };
    QHash<QString, api::PeerState> peers;
    for (const api::PeerInfo &peer : snapshot.peers)
        peers.insert(peer.name, peer.state);
    // One that was given another name since is not found, and nothing is said of it.
    const auto peerOf = [&](const api::ConnectionInfo &info) { return peers.value(info.peer, api::PeerState::Online); };
    const auto bringUpToDate = [&](ConnectionRow &row, const api::ConnectionInfo &info) {
        if (row.closed() && row.info == info && row.sent.bytesPerSecond() == 0 && row.received.bytesPerSecond() == 0)
            return false;
        row.sent.take(info.sent, moment.ms);
        row.received.take(info.received, moment.ms);
        keep(row.sentRates, row.sent);
        keep(row.receivedRates, row.received);
        row.ageMs = ageOf(info, moment);
        row.info = info;
        row.peer = peerOf(info);
        return true;
    };
    const auto make = [&](const api::ConnectionInfo &info) {
        ConnectionRow row{info, RateMeter(info.sent, moment.ms), RateMeter(info.received, moment.ms), ageOf(info, moment)};
        if (last_) { // all its bytes moved since then
            row.sent = RateMeter(0, last_->ms);
            row.sent.take(info.sent, moment.ms);
            row.received = RateMeter(0, last_->ms);
            row.received.take(info.received, moment.ms);
        }
        row.peer = peerOf(info);
        return row;
    };
    follow(snapshot.connections, KeyOf{}, bringUpToDate, make);

    last_ = moment;
}

void ConnectionsModel::forget()
{
    update({}, {});
    last_.reset();
}

QString ConnectionsModel::asText(int at) const
{
    QStringList lines;
    for (int column = 0; column < Columns; ++column) {
        const QString value = text(row(at), column);
        if (!value.isEmpty() && value != u"–")
            lines << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + value;
    }
    return lines.join(u'\n');
}

int ConnectionsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString ConnectionsModel::text(const ConnectionRow &row, int column) const
{
    const api::ConnectionInfo &info = row.info;
    switch (column) {
    case Started: return timeText(info.openedAt, last_ ? last_->utc : info.openedAt);
    case Tunnel: return info.side == api::Side::Far ? tr("from %1").arg(info.peer) : info.tunnel;
    case Peer: return info.peer;
    case Source: return info.source;
    case Target: return targetWords(info);
    case State: return stateWords(info, row.peer);
    case Sent: return sizeOrDash(info.sent);
    case Received: return sizeOrDash(info.received);
    case Sending: return row.closed() ? QString() : rateText(row.sent.bytesPerSecond());
    case Receiving: return row.closed() ? QString() : rateText(row.received.bytesPerSecond());
    case WaitingOut: return row.closed() ? QString() : sizeOrDash(info.waitingOut);
    case WaitingIn: return row.closed() ? QString() : sizeOrDash(info.waitingIn);
    case Age: return durationText(row.ageMs);
    case Idle: return row.closed() ? QString() : durationText(info.idleMs);
    case Why: return row.closed() ? api::sentence(api::ownReason(info)) : QString();
    }
    return {};
}

QVariant ConnectionsModel::sortValue(const ConnectionRow &row, int column)
{
    const api::ConnectionInfo &info = row.info;
    switch (column) {
    case Started: return info.id; // ids are given in the order of opening
    case Tunnel: return info.tunnel;
    case Peer: return info.peer;
    case Source: return info.source;
    case Target: return targetWords(info);
    case State: return int(info.state);
    case Sent: return info.sent;
    case Received: return info.received;
    case Sending: return row.sent.bytesPerSecond();
    case Receiving: return row.received.bytesPerSecond();
    case WaitingOut: return info.waitingOut;
    case WaitingIn: return info.waitingIn;
    case Age: return row.ageMs;
    case Idle: return info.idleMs;
    case Why: return int(info.reason.code);
    }
    return {};
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.info.id;
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ForegroundRole:
        if (shown.closed() && !(index.column() == Why && shown.info.reason.code != ErrorCode::None))
            return toneColor(Tone::Faint, QGuiApplication::palette());
        if (index.column() == State)
            return toneColor(shown.info.state == api::ConnectionState::Open && !waitsForPeer(shown.info, shown.peer) ? Tone::Good : Tone::Waiting,
                             QGuiApplication::palette());
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::ToolTipRole && orientation == Qt::Horizontal) {
        switch (section) {
        case WaitingOut: return tr("Read here and not yet acknowledged by the peer");
        case WaitingIn: return tr("Come from the peer and not yet taken by the program here");
        default: return {};
        }
    }
    return RowsModel::headerData(section, orientation, role);
}

QString ConnectionsModel::title(int column) const
{
    switch (column) {
    case Started: return tr("Started");
    case Tunnel: return tr("Tunnel");
    case Peer: return tr("Peer");
    case Source: return tr("From");
    case Target: return tr("To");
    case State: return tr("State");
    case Sent: return tr("Sent");
    case Received: return tr("Received");
    case Sending: return tr("↑ Rate");
    case Receiving: return tr("↓ Rate");
    case WaitingOut: return tr("↑ Waiting");
    case WaitingIn: return tr("↓ Waiting");
    case Age: return tr("Age");
    case Idle: return tr("Idle");
    case Why: return tr("Why it was closed");
    }
    return {};
}

} // namespace culvert::ui
