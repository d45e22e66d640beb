// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/peers_model.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/invite_text.h"
#include "ui/text/words.h"

#include <QGuiApplication>

namespace culvert::ui {

namespace {

Tone toneOf(const api::PeerInfo &peer)
{
    switch (peer.state) {
    case api::PeerState::Online: return Tone::Good;
    case api::PeerState::Connecting:
    case api::PeerState::Pending: return Tone::Waiting;
    case api::PeerState::Blocked: return Tone::Bad;
    case api::PeerState::Offline: return Tone::Faint;
    }
    Q_UNREACHABLE();
}

} // namespace

void PeersModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    struct KeyOf {
        PublicKey operator()(const api::PeerInfo &info) const { return info.id; }
        PublicKey operator()(const PeerRow &row) const { return row.info.id; }
    };
    const auto make = [&](const api::PeerInfo &info) {
        // Whole seconds: between them the row does not change.
        return PeerRow{info, info.since.isValid() ? std::max<qint64>(0, info.since.secsTo(moment.utc)) * 1000 : -1};
    };
    const auto bringUpToDate = [&](PeerRow &row, const api::PeerInfo &info) {
        const PeerRow next = make(info);
        const bool changed = row.info != next.info || row.stateMs != next.stateMs;
        row = next;
        return changed;
    };
    follow(snapshot.peers, KeyOf{}, bringUpToDate, make);
}

int PeersModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString PeersModel::text(const PeerRow &row, int column)
{
    const api::PeerInfo &peer = row.info;
    const QString unknown = QStringLiteral("–");
    switch (column) {
    case Name: return peer.name;
    case Fingerprint: return fingerprintText(peer.id.toHex());
    case State:
        if (peer.state == api::PeerState::Connecting && peer.noAnswerMs > 0)
            return tr("No answer for %1").arg(durationText(peer.noAnswerMs));
        return words(peer.state);
    case Since: return row.stateMs < 0 ? unknown : durationText(row.stateMs);
    case Path: return words(peer.path);
    case Delay: return peer.rttMs ? delayText(*peer.rttMs) : unknown;
    case Loss: return peer.lossPercent ? percentText(*peer.lossPercent) : unknown;
    case Allowed: return allowedText(peer.allowed);
    }
    return {};
}

QVariant PeersModel::sortValue(const PeerRow &row, int column)
{
    switch (column) {
    case Since: return row.stateMs;
    case Delay: return row.info.rttMs.value_or(-1);
    case Loss: return row.info.lossPercent.value_or(-1);
    }
    return text(row, column);
}

QVariant PeersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PeerRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.info.id.toHex();
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ForegroundRole:
        if (index.column() == State)
            return toneColor(toneOf(shown.info), QGuiApplication::palette());
        if (index.column() == Fingerprint || (index.column() == Allowed && shown.info.allowed.isEmpty()))
            return toneColor(Tone::Faint, QGuiApplication::palette());
        break;
    case Qt::ToolTipRole:
        if (index.column() == Fingerprint)
            return shown.info.id.toHex();
        if (index.column() == Allowed)
            return shown.info.allowed.join(u'\n');
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString PeersModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Name");
    case Fingerprint: return tr("Key");
    case State: return tr("State");
    case Since: return tr("For");
    case Path: return tr("Path");
    case Delay: return tr("Delay");
    case Loss: return tr("Loss");
    case Allowed: return tr("May reach here");
    }
    return {};
}

} // namespace culvert::ui
