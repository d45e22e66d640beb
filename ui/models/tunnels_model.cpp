// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tunnels_model.h"

#include "api/sentences.h"
#include "ui/look/state_icon.h"
#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QGuiApplication>

namespace culvert::ui {

namespace {

Tone toneOf(Overall state)
{
    switch (state) {
    case Overall::Off: return Tone::Faint;
    case Overall::Connecting: return Tone::Waiting;
    case Overall::Running: return Tone::Good;
    case Overall::NeedsYou: return Tone::Bad;
    }
    Q_UNREACHABLE();
}

// Of where it listens; the port of a reverse one is the peer's matter.
QString warningOf(const TunnelRow &row) { return row.info.kind == api::TunnelKind::Reverse ? QString() : api::exposureWarning(row.info.listen); }

} // namespace

TunnelsModel::TunnelsModel(QObject *parent)
    : RowsModel(parent),
      icons_{stateIcon(Overall::Off), stateIcon(Overall::Connecting), stateIcon(Overall::Running), stateIcon(Overall::NeedsYou)}
{
}

void TunnelsModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    QHash<PublicKey, api::PeerState> peers;
    for (const api::PeerInfo &peer : snapshot.peers)
        peers.insert(peer.id, peer.state);
    const auto peerOf = [&](const api::TunnelInfo &info) { return peers.value(info.peerId, api::PeerState::Offline); };

    struct KeyOf {
        QString operator()(const api::TunnelInfo &info) const { return info.name; }
        QString operator()(const TunnelRow &row) const { return row.info.name; }
    };
    const auto bringUpToDate = [&](TunnelRow &row, const api::TunnelInfo &info) {
        const double sent = row.sent.bytesPerSecond();
        const double received = row.received.bytesPerSecond();
        row.sent.take(info.sent, moment.ms);
        row.received.take(info.received, moment.ms);
        const api::PeerState peer = peerOf(info);
        const bool changed = row.info != info || row.peer != peer || !qFuzzyCompare(1 + sent, 1 + row.sent.bytesPerSecond())
            || !qFuzzyCompare(1 + received, 1 + row.received.bytesPerSecond());
        row.info = info;
        row.peer = peer;
        return changed;
    };
    follow(snapshot.tunnels, KeyOf{}, bringUpToDate, [&](const api::TunnelInfo &info) {
        return TunnelRow{info, peerOf(info), RateMeter(info.sent, moment.ms), RateMeter(info.received, moment.ms)};
    });
}

Overall TunnelsModel::stateOf(const TunnelRow &row)
{
    switch (row.info.state) {
    case api::TunnelState::Stopped:
    case api::TunnelState::Paused: return Overall::Off;
    case api::TunnelState::Failed: return Overall::NeedsYou;
    case api::TunnelState::Waiting: return Overall::Connecting;
    case api::TunnelState::Listening: break;
    }
    return row.peer == api::PeerState::Online ? Overall::Running : Overall::Connecting;
}

int TunnelsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString TunnelsModel::text(const TunnelRow &row, int column)
{
    switch (column) {
    case Name: return row.info.name;
    case Listen:
        if (row.info.kind == api::TunnelKind::Reverse)
            return tr("%1 at %2").arg(row.info.listen, row.info.peer);
        return warningOf(row).isEmpty() ? row.info.listen : tr("%1 (open)").arg(row.info.listen);
    case Peer: return row.info.peer;
    case Target: return row.info.kind == api::TunnelKind::Proxy ? tr("Any (proxy)") : row.info.target;
    case State: return words(row.info, row.peer);
    case Open: return row.info.open > 0 ? numberText(row.info.open) : QStringLiteral("–");
    case Receiving: return rateText(row.received.bytesPerSecond());
    case Sending: return rateText(row.sent.bytesPerSecond());
    case Total: return sizeText(row.info.sent + row.info.received);
    }
    return {};
}

QVariant TunnelsModel::sortValue(const TunnelRow &row, int column)
{
    switch (column) {
    case Open: return row.info.open;
    case Receiving: return row.received.bytesPerSecond();
    case Sending: return row.sent.bytesPerSecond();
    case Total: return row.info.sent + row.info.received;
    }
    return text(row, column);
}

QVariant TunnelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TunnelRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.info.name;
    case GroupRole: return shown.info.group;
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::CheckStateRole:
        if (index.column() == Name)
            return shown.info.state == api::TunnelState::Stopped ? Qt::Unchecked : Qt::Checked;
        break;
    case Qt::DecorationRole:
        if (index.column() == State)
            return icons_[std::size_t(stateOf(shown))];
        break;
    case Qt::ForegroundRole:
        if (index.column() == State)
            return toneColor(toneOf(stateOf(shown)), QGuiApplication::palette());
        if (index.column() == Listen && !warningOf(shown).isEmpty())
            return toneColor(Tone::Waiting, QGuiApplication::palette());
        break;
    case Qt::ToolTipRole:
        if (index.column() == State && shown.info.error)
            return api::sentence(*shown.info.error);
        if (index.column() == Listen && !warningOf(shown).isEmpty())
            return warningOf(shown);
        if (index.column() == Name)
            return shown.info.state == api::TunnelState::Stopped ? tr("Check to start") : tr("Uncheck to stop");
        if (index.column() == Total)
            return tr("Received: %1\nSent: %2").arg(sizeText(shown.info.received), sizeText(shown.info.sent));
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

bool TunnelsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Name)
        return false;
    const QString tunnel = row(index.row()).info.name;
    if (value.toInt() == Qt::Checked)
        Q_EMIT startAsked(tunnel);
    else
        Q_EMIT stopAsked(tunnel);
    return true; // the mark itself follows the engine
}

Qt::ItemFlags TunnelsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString TunnelsModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Name");
    case Listen: return tr("Listens on");
    case Peer: return tr("Through");
    case Target: return tr("To");
    case State: return tr("State");
    case Open: return tr("Open");
    case Receiving: return tr("↓ Rate");
    case Sending: return tr("↑ Rate");
    case Total: return tr("Total");
    }
    return {};
}

} // namespace culvert::ui
