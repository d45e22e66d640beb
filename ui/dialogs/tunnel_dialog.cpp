// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tunnel_dialog.h"

#include "core/endpoint.h"
#include "core/rate.h"
#include "core/rule.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/hint_label.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace culvert::ui {

namespace {

constexpr int mostPorts = 50; // tried one after the other for a free one
constexpr int firstFreePort = 1024; // those below are for privileged programs

// Whether two ways to write it are one.
template <class T>
bool same(Result<T> (*parse)(QStringView), const QString &one, const QString &other)
{
    const auto first = parse(one);
    const auto second = parse(other);
    return first && second ? *first == *second : one == other;
}

} // namespace

TunnelDialog::TunnelDialog(api::EngineClient &client, Purpose purpose, const api::TunnelInfo &from,
                           const QList<api::PeerInfo> &peers, QWidget *parent)
    : CommandDialog(client, purpose == Purpose::Add ? tr("Add a tunnel") : tr("Edit tunnel \"%1\"").arg(from.name),
                    purpose == Purpose::Add ? tr("Add and start") : tr("Save"), parent),
      edited_(purpose == Purpose::Edit ? from.name : QString()),
      before_(from),
      open_(edited_.isEmpty() ? 0 : from.open),
      kind_(new QComboBox(this)),
      peer_(new QComboBox(this)),
      cut_(new HintLabel(this)),
      nextPort_(addAnswer(tr("Use the next &free port")))
{
    nextPort_->setObjectName(QStringLiteral("nextPort"));
    nextPort_->hide();
    connect(nextPort_, &QPushButton::clicked, this, &TunnelDialog::lookForPort);
    form()->addRow(tr("&Kind:"), kind_);
    form()->addRow(tr("Through &peer:"), peer_);
    peer_->setAccessibleName(tr("Through peer"));
    peer_->setObjectName(QStringLiteral("peer"));
    peer_->setPlaceholderText(tr("Choose a peer"));
    offerPeers(peers);
    peer_->setCurrentIndex(peer_->count() == 1 ? 0 : peer_->findData(before_.peerId.toHex()));
    connect(&client, &api::EngineClient::snapshotTaken, this, &TunnelDialog::follow);
    offerKinds(from);
    name_ = new CheckedField(tr("Name"), QString(), checkName(edited_), this);
    name_->setMayBeEmpty(purpose == Purpose::Add);
    name_->setText(from.name);
    name_->edit()->setObjectName(QStringLiteral("name"));
    form()->addRow(tr("&Name:"), name_);
    addExtras(from);
    cut_->setObjectName(QStringLiteral("cut"));
    form()->addRow(cut_);
    for (CheckedField *field : {name_, group_, limit_})
        connect(field, &CheckedField::edited, this, &TunnelDialog::fieldsChanged);
    for (TunnelFields *kind : kinds_)
        connect(kind, &TunnelFields::changed, this, &TunnelDialog::showRows);
    connect(kind_, &QComboBox::currentIndexChanged, this, &TunnelDialog::setKind);
    connect(peer_, &QComboBox::currentIndexChanged, this, &TunnelDialog::fieldsChanged);
    orderTabs();
    showRows();
    const bool choosePeer = peer_->currentIndex() < 0 && peer_->count() > 0;
    (choosePeer ? peer_ : fields()->rows().front())->setFocus();
}

void TunnelDialog::addExtras(const api::TunnelInfo &from)
{
    group_ = new CheckedField(tr("Group"), tr("Tunnels of one group can be started and stopped together. May be empty."), checkName(edited_.isEmpty() ? QString() : from.group), this);
    group_->setText(from.group);
    group_->edit()->setObjectName(QStringLiteral("group"));
    limit_ = new CheckedField(tr("Speed limit"), tr("Bytes a second in each direction, for example 500k or 2M. Left empty, there is none."), checkRate, this);
    limit_->setText(rateWords(from.limit));
    limit_->edit()->setObjectName(QStringLiteral("limit"));
    for (CheckedField *field : {group_, limit_})
        field->setMayBeEmpty(true);
    form()->addRow(tr("&Group:"), group_);
    form()->addRow(tr("&Speed limit:"), limit_);
}

void TunnelDialog::offerGroups(const QStringList &groups)
{
    auto *completer = new QCompleter(groups, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    group_->edit()->setCompleter(completer);
}

void TunnelDialog::orderTabs()
{
    setTabOrder(kind_, peer_);
    QWidget *before = peer_;
    for (const TunnelFields *kind : kinds_) {
        for (QWidget *row : kind->rows())
            setTabOrder(std::exchange(before, row), row);
    }
    for (QWidget *row : {name_, group_, limit_})
        setTabOrder(std::exchange(before, row), row);
}

// Those that are there now, in place: the chosen one stays it as long as it is there, and none is chosen for a person instead.
void TunnelDialog::offerPeers(const QList<api::PeerInfo> &peers)
{
    const auto usable = [this](const api::PeerInfo &peer) { return !peer.stranger || peer.id == before_.peerId; };
    for (int row = peer_->count() - 1; row >= 0; --row) {
        const bool there = std::any_of(peers.begin(), peers.end(), [&](const api::PeerInfo &peer) { return usable(peer) && peer.id.toHex() == peer_->itemData(row); });
        if (there)
            continue;
        if (row == peer_->currentIndex())
            peer_->setCurrentIndex(-1);
        peer_->removeItem(row);
    }
    for (const api::PeerInfo &peer : peers) {
        if (!usable(peer))
            continue;
        const QString text = tr("%1  (%2)").arg(peer.name, words(peer.state));
        const int row = peer_->findData(peer.id.toHex());
        if (row < 0)
            peer_->addItem(text, peer.id.toHex());
        else if (peer_->itemText(row) != text)
            peer_->setItemText(row, text);
    }
}

void TunnelDialog::offerKinds(const api::TunnelInfo &from)
{
    kind_->setAccessibleName(tr("Kind"));
    kind_->setObjectName(QStringLiteral("kind"));
    kinds_ = everyKindOfTunnel(*form());
    for (const TunnelFields *kind : kinds_)
        kind_->addItem(kind->title());
    const auto its = std::find_if(kinds_.begin(), kinds_.end(), [&](const TunnelFields *kind) { return kind->kind() == from.kind; });
    shown_ = its == kinds_.end() ? 0 : int(its - kinds_.begin());
    kind_->setCurrentIndex(shown_);
    kind_->setEnabled(edited_.isEmpty());
    fields()->fill(from, !edited_.isEmpty());
}

// What was typed for one kind is there for the other.
void TunnelDialog::setKind(int index)
{
    const api::TunnelInfo typed = fields()->typed();
    shown_ = index;
    fields()->fill(typed, false);
    nextPort_->hide();
    showRows();
}

void TunnelDialog::showRows()
{
    for (const TunnelFields *kind : kinds_) {
        for (QWidget *row : kind->rows())
            form()->setRowVisible(row, kind == fields() && kind->wants(row));
    }
    setIntroduction(fields()->introduction());
    name_->setAdvice(fields()->nameless());
    fieldsChanged();
}

void TunnelDialog::fieldsChanged()
{
    showCut();
    change();
}

void TunnelDialog::follow(const api::Snapshot &snapshot)
{
    offerPeers(snapshot.peers);
    if (edited_.isEmpty())
        return;
    const auto its = std::find_if(snapshot.tunnels.begin(), snapshot.tunnels.end(), [this](const api::TunnelInfo &tunnel) { return tunnel.name == edited_; });
    const int open = its == snapshot.tunnels.end() ? 0 : its->open;
    if (std::exchange(open_, open) != open)
        fieldsChanged();
}

// The tunnel as it will be, and as it was where that is only written in another way.
api::TunnelInfo TunnelDialog::wanted() const
{
    const api::TunnelInfo typed = fields()->typed();
    api::TunnelInfo wanted = before_;
    wanted.name = name_->text();
    wanted.group = group_->text();
    if (const auto limit = parseRate(limit_->text()))
        wanted.limit = *limit;
    if (const auto peer = PublicKey::fromHex(peer_->currentData().toString()))
        wanted.peerId = *peer;
    if (!same(parseListen, typed.listen, before_.listen))
        wanted.listen = typed.listen;
    if (!same(parseTarget, typed.target, before_.target))
        wanted.target = typed.target;
    wanted.user = typed.user;
    return wanted;
}

bool TunnelDialog::madeAnew() const { return fields()->changesMore() || !keepsConnections(before_, wanted()); }

void TunnelDialog::showCut()
{
    const bool cuts = open_ > 0 && complete() && madeAnew();
    if (cuts)
        cut_->warn(open_ == 1 ? tr("Saving closes one open connection.") : tr("Saving closes %1 open connections.").arg(numberText(open_)));
    form()->setRowVisible(cut_, cuts);
}

void TunnelDialog::failed(const Error &error)
{
    const bool taken = error.code == ErrorCode::PortInUse || error.code == ErrorCode::PortNotPermitted;
    nextPort_->setVisible(taken && fields()->listen());
    // With a detail it is a range that Windows keeps, which ends somewhere.
    leastPort_ = error.code == ErrorCode::PortNotPermitted && error.detail.isEmpty() ? firstFreePort : 1;
    if (!taken)
        typed_.reset();
    else if (typed_)
        tryNextPort();
}

void TunnelDialog::lookForPort()
{
    const CheckedField *field = fields()->listen();
    if (!field)
        return;
    typed_ = field->text();
    portsToTry_ = mostPorts;
    tryNextPort();
}

void TunnelDialog::tryNextPort()
{
    CheckedField *field = fields()->listen();
    const QString tried = field->text();
    const auto listen = parseListen(tried);
    if (!listen || listen->port == 65535 || portsToTry_ == 0 || !complete()) { // the peer may have gone
        field->setText(*std::exchange(typed_, std::nullopt));
        nextPort_->hide();
        return;
    }
    --portsToTry_;
    // As it was written, with or without an address.
    const qsizetype colon = tried.lastIndexOf(u':');
    field->setText(tried.left(colon + 1) + QString::number(std::max(listen->port + 1, leastPort_)));
    accept();
}

bool TunnelDialog::complete() const { return peer_->currentIndex() >= 0 && fields()->usable() && name_->usable() && group_->usable() && limit_->usable(); }

api::Command TunnelDialog::command() const
{
    const TunnelWords words{peer_->currentData().toString(), name_->text(), {group_->text(), limit_->text()}};
    return edited_.isEmpty() ? fields()->added(words) : fields()->edited(edited_, words, madeAnew());
}

} // namespace culvert::ui
