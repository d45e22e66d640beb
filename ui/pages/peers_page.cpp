// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peers_page.h"

#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/invites_dialog.h"
#include "ui/dialogs/pair_dialog.h"
#include "ui/dialogs/rename_dialog.h"
#include "ui/dialogs/test_dialog.h"
#include "ui/pages/requests_box.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/bar_layout.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/link_details.h"
#include "ui/widgets/question.h"
#include "ui/widgets/rules_editor.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace culvert::ui {

PeersPage::PeersPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), requests_(new RequestsBox(engine, this)), table_(new TableView(this)), sorted_(new QSortFilterProxyModel(this)),
      link_(new LinkDetails(this)), rules_(new RulesEditor(engine, this))
{
    sorted_->setSourceModel(&engine.peers());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setWidths({{16, 2, 10}, {10}, {16, 1, 9}, {12, 0, 9}, {12, 1, 10}, {8}, {6}, {24, 4, 12}});
    table_->sortByColumn(PeersModel::Name, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Peers"));
    table_->setObjectName(QStringLiteral("peers"));

    invite_ = makeAction(tr("&Invite a machine…"), QKeySequence(Qt::CTRL | Qt::Key_I), [this] { invite(); });
    pair_ = makeAction(tr("&Pair with a machine…"), QKeySequence::New, [this] { pair(); });
    invites_ = makeAction({}, {}, [this] { showInvites(); });
    invites_->setObjectName(QStringLiteral("openInvites"));
    rename_ = makeAction(tr("Re&name…"), QKeySequence(Qt::Key_F2), [this] { rename(); });
    test_ = makeAction(tr("Test the &link…"), QKeySequence(Qt::CTRL | Qt::Key_T), [this] { test(); });
    test_->setObjectName(QStringLiteral("testLink"));
    block_ = makeAction(tr("Bloc&k…"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { block(); });
    block_->setObjectName(QStringLiteral("blockPeer"));
    unblock_ = makeAction(tr("Unbloc&k"), {}, [this] { unblock(); });
    unblock_->setObjectName(QStringLiteral("unblockPeer"));
    remove_ = makeAction(tr("Re&move"), QKeySequence::Delete, [this] { removeSelected(); });
    remove_->setShortcutContext(Qt::WidgetShortcut); // Delete in the rules is not meant for the peer
    table_->addActions({test_, rename_, block_, unblock_, remove_});
    layOut();

    connect(table_, &TableView::selectedRowsChanged, this, &PeersPage::refresh);
    connect(requests_, &RequestsBox::accepted, this, [this](const QString &key) { selectThen_ = key; });
    connect(&engine, &EngineState::updated, this, &PeersPage::refresh);
    refresh();
}

void PeersPage::layOut()
{
    for (QAction *action : {invite_, pair_, invites_})
        bar()->addWidget(new ActionButton(action, this));
    bar()->addGap();
    for (QAction *action : {unblock_, test_, rename_, remove_}) // blocking is in the table's menu
        bar()->addWidget(new ActionButton(action, this));
    bar()->addStretch();

    addOver(requests_);
    auto *content = new QSplitter(Qt::Vertical, this);
    content->setChildrenCollapsible(false);
    content->addWidget(table_);
    auto *below = new QWidget(content);
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(link_);
    column->addWidget(rules_, 1);
    content->addWidget(below);
    content->setStretchFactor(0, 3);
    content->setStretchFactor(1, 2);
    setContent(content,
               new EmptyView(tr("No other machine yet"),
                             tr("To let another machine reach this one, make an invite here and open its link there. To reach another "
                                "machine, make the invite there and paste its link here."),
                             {invite_, pair_, invites_}, this),
               state().peers());
}

const api::PeerInfo *PeersPage::selected()
{
    const QVariantList keys = table_->selectedKeys();
    return keys.size() == 1 ? state().peer(keys.first().toString()) : nullptr;
}

void PeersPage::refresh()
{
    invites_->setText(tr("Invite&s (%1)…").arg(numberText(state().snapshot().invites.size())));
    // There is nothing to choose among.
    if (sorted_->rowCount() == 1 && !table_->selectionModel()->hasSelection()) {
        table_->setCurrentIndex(sorted_->index(0, 0));
        return;
    }
    if (!selectThen_.isEmpty() && state().peer(selectThen_)) {
        table_->selectKey(std::exchange(selectThen_, {}));
        return;
    }
    const api::PeerInfo *peer = selected();
    link_->show(peer);
    const bool online = peer && peer->state == api::PeerState::Online;
    test_->setEnabled(online);
    test_->setWhatsThis(peer && !online ? tr("The peer is not online. It can be tested when it is.") : QString());
    rename_->setEnabled(peer);
    const bool blocked = peer && peer->state == api::PeerState::Blocked;
    block_->setEnabled(peer);
    block_->setVisible(!blocked);
    unblock_->setVisible(blocked);
    test_->setVisible(!blocked);
    remove_->setEnabled(peer);
    rules_->setPeer(peer);
}

void PeersPage::invite()
{
    auto *dialog = new InviteDialog(state().client(), window());
    dialog->open();
}

void PeersPage::pair(const QString &link)
{
    auto *dialog = new PairDialog(state().client(), window(), link, state().linkReader());
    dialog->open();
}

void PeersPage::showInvites()
{
    auto *dialog = new InvitesDialog(state(), window());
    connect(dialog, &InvitesDialog::inviteAsked, this, [this, dialog] { (new InviteDialog(state().client(), dialog))->open(); });
    dialog->open();
}

void PeersPage::goToRequests() { requests_->takeFocus(); }

void PeersPage::rename()
{
    if (const api::PeerInfo *peer = selected()) {
        auto *dialog = new RenameDialog(state().client(), *peer, window());
        dialog->open();
    }
}

void PeersPage::test()
{
    if (const api::PeerInfo *peer = selected()) {
        auto *dialog = new TestDialog(state(), *peer, window());
        dialog->open();
    }
}

void PeersPage::block()
{
    const api::PeerInfo *peer = selected();
    if (!peer)
        return;
    askFirst(window(), tr("Block peer \"%1\"?").arg(peer->name),
             tr("Its open connections end, and it reaches nothing here until it is unblocked. It stays paired, and its rules are kept."), tr("Block"),
             [engine = QPointer<EngineState>(&state()), key = peer->id.toHex()] {
                 if (engine)
                     engine->ask(api::BlockPeer{key});
             });
}

void PeersPage::unblock()
{
    const api::PeerInfo *peer = selected();
    if (!peer)
        return;
    const QString key = peer->id.toHex();
    if (!peer->stranger) {
        state().ask(api::UnblockPeer{key});
        return;
    }
    askFirst(window(), tr("Unblock \"%1\"?").arg(peer->name), tr("It was blocked when it asked to be paired, and is forgotten by this: it may ask again."),
             tr("Unblock"), [engine = QPointer<EngineState>(&state()), key] {
                 if (engine)
                     engine->ask(api::UnblockPeer{key});
             });
}

void PeersPage::removeSelected()
{
    const api::PeerInfo *peer = selected();
    if (!peer)
        return;
    askFirst(window(), tr("Remove peer \"%1\"?").arg(peer->name),
             tr("Its tunnels and open connections go with it. To use it again, the two machines must be paired anew."), tr("Remove"),
             [engine = QPointer<EngineState>(&state()), key = peer->id.toHex()] {
                 if (engine)
                     engine->ask(api::RemovePeer{key});
             });
}

} // namespace culvert::ui
