// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tunnels_page.h"

#include "api/sentences.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/bar_layout.h"
#include "ui/widgets/first_start.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace culvert::ui {

TunnelsPage::TunnelsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), groupBar_(new QWidget(this)), group_(new QComboBox(this)), details_(new QLabel(this)), sorted_(new QSortFilterProxyModel(this))
{
    sorted_->setSourceModel(&engine.tunnels());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    // A rate is as wide as the language has it.
    const int rate = 1 + fontMetrics().horizontalAdvance(rateText(888'800)) / fontMetrics().horizontalAdvance(u'0');
    table_->setWidths({{16, 2, 12}, {17, 1, 13}, {10, 1, 7}, {17, 3, 10}, {24, 2, 9}, {5}, {rate, 0, rate}, {rate, 0, rate}, {9, 0, 7}});
    table_->sortByColumn(TunnelsModel::Name, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Tunnels"));
    table_->setObjectName(QStringLiteral("tunnels"));
    details_->setWordWrap(true);
    details_->setTextFormat(Qt::PlainText);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setAccessibleName(tr("Details of the tunnel"));
    details_->setObjectName(QStringLiteral("tunnelDetails"));
    sorted_->setFilterRole(TunnelsModel::GroupRole);
    group_->setObjectName(QStringLiteral("group"));
    group_->setAccessibleName(tr("Group"));
    group_->addItem(tr("All groups"));

    makeActions();
    layOut();
    connect(group_, &QComboBox::currentIndexChanged, this, &TunnelsPage::chooseGroup);
    connect(table_, &TableView::selectedRowsChanged, this, &TunnelsPage::refresh);
    connect(table_, &QAbstractItemView::doubleClicked, edit_, &QAction::trigger);
    connect(&engine, &EngineState::updated, this, [this] {
        offerGroups(); // not when the selection changes, which may be in the middle of a change of the model
        refresh();
    });
    connect(&engine.tunnels(), &TunnelsModel::startAsked, this, [this](const QString &name) { state().ask(api::StartTunnel{name}); });
    connect(&engine.tunnels(), &TunnelsModel::stopAsked, this, [this](const QString &name) { state().ask(api::StopTunnel{name}); });
    offerGroups();
    refresh();
}

void TunnelsPage::makeActions()
{
    add_ = makeAction(tr("&Add…"), QKeySequence::New, [this] { add(); });
    edit_ = makeAction(tr("&Edit…"), QKeySequence(Qt::Key_F2), [this] { openDialog(true); });
    duplicate_ = makeAction(tr("Du&plicate…"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { openDialog(false); });
    remove_ = makeAction(tr("Re&move"), QKeySequence::Delete, [this] { removeSelected(); });
    start_ = makeAction(tr("&Start"), {}, [this] { state().setRunning(true, selected()); });
    stop_ = makeAction(tr("S&top"), {}, [this] { state().setRunning(false, selected()); });
    startAll_ = makeAction(tr("Start a&ll"), {}, [this] { setAllRunning(true); });
    stopAll_ = makeAction(tr("St&op all"), {}, [this] { setAllRunning(false); });
    table_->addActions({start_, stop_, edit_, duplicate_, remove_});
}

void TunnelsPage::layOut()
{
    for (QAction *action : {add_, edit_, duplicate_, remove_})
        bar()->addWidget(new ActionButton(action, this));
    bar()->addGap();
    for (QAction *action : {start_, stop_})
        bar()->addWidget(new ActionButton(action, this));
    bar()->addStretch();
    for (QAction *action : {startAll_, stopAll_})
        bar()->addWidget(new ActionButton(action, this));

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    auto *groupRow = new QHBoxLayout(groupBar_);
    groupRow->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(tr("&Group:"), this);
    label->setBuddy(group_);
    groupRow->addWidget(label);
    groupRow->addWidget(group_);
    groupRow->addStretch();
    column->addWidget(groupBar_);
    column->addWidget(table_, 1);
    column->addWidget(details_);
    auto *first = new QAction(tr("&Add a tunnel…"), this);
    connect(first, &QAction::triggered, this, &TunnelsPage::add);
    auto *pair = new QAction(tr("&Pair with a machine…"), this);
    connect(pair, &QAction::triggered, this, &TunnelsPage::pairAsked);
    auto *invite = new QAction(tr("&Invite a machine…"), this);
    connect(invite, &QAction::triggered, this, &TunnelsPage::inviteAsked);
    setContent(content, new FirstStart(state(), pair, invite, first, this), state().tunnels());
}

QStringList TunnelsPage::selected() const
{
    QStringList names;
    for (const QVariant &key : table_->selectedKeys())
        names << key.toString();
    return names;
}

const api::TunnelInfo *TunnelsPage::tunnel(const QString &name)
{
    for (const api::TunnelInfo &info : state().snapshot().tunnels) {
        if (info.name == name)
            return &info;
    }
    return nullptr;
}

QString TunnelsPage::chosenGroup() const { return group_->currentIndex() > 0 ? group_->currentText() : QString(); }

// The choice is there as long as any tunnel has a group.
void TunnelsPage::offerGroups()
{
    const QStringList groups = state().groups();
    QStringList offered;
    for (int i = 1; i < group_->count(); ++i)
        offered << group_->itemText(i);
    if (groups != offered) {
        const QString chosen = chosenGroup();
        const QSignalBlocker quiet(group_);
        while (group_->count() > 1)
            group_->removeItem(1);
        group_->addItems(groups);
        group_->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, group_->findText(chosen)));
        chooseGroup();
    }
    groupBar_->setVisible(!groups.isEmpty());
}

void TunnelsPage::chooseGroup()
{
    const QString group = chosenGroup();
    sorted_->setFilterRegularExpression(group.isEmpty() ? QString() : QRegularExpression::anchoredPattern(QRegularExpression::escape(group)));
    startAll_->setText(group.isEmpty() ? tr("Start a&ll") : tr("Sta&rt group"));
    stopAll_->setText(group.isEmpty() ? tr("St&op all") : tr("St&op group"));
    refresh();
}

void TunnelsPage::refresh()
{
    const QStringList names = selected();
    const bool one = names.size() == 1 && tunnel(names.first());
    const auto &peers = state().snapshot().peers;
    add_->setEnabled(!std::all_of(peers.begin(), peers.end(), [](const api::PeerInfo &peer) { return peer.stranger; })); // through whom?
    edit_->setEnabled(one);
    duplicate_->setEnabled(one);
    remove_->setEnabled(!names.isEmpty());
    // A failed one can be tried again and given up.
    const auto enable = [&](QAction *start, QAction *stop, const QStringList &which) {
        start->setEnabled(std::any_of(which.begin(), which.end(), [this](const QString &name) { return tunnel(name) && EngineState::canStart(*tunnel(name)); }));
        stop->setEnabled(std::any_of(which.begin(), which.end(), [this](const QString &name) { return tunnel(name) && tunnel(name)->state != api::TunnelState::Stopped; }));
    };
    enable(start_, stop_, names);
    QStringList shown;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        shown << sorted_->index(row, 0).data(KeyRole).toString();
    enable(startAll_, stopAll_, shown);
    tellDetails();
}

// Of the selected one why it fails, else what its row does not show; while none is selected, of the first that failed.
void TunnelsPage::tellDetails()
{
    const auto &all = state().snapshot().tunnels;
    const QStringList names = selected();
    const api::TunnelInfo *told = names.size() == 1 ? tunnel(names.first()) : nullptr;
    if (names.isEmpty()) {
        const auto failed = std::find_if(all.begin(), all.end(), [](const api::TunnelInfo &info) { return info.error.has_value(); });
        told = failed == all.end() ? nullptr : &*failed;
    }
    QStringList words;
    if (told && told->error) {
        words << api::sentence(*told->error);
    } else if (told) {
        if (!told->group.isEmpty())
            words << tr("group %1").arg(told->group);
        if (told->limit)
            words << tr("at most %1 in each direction").arg(rateText(double(told->limit)));
    }
    details_->setText(words.isEmpty() ? QString() : tr("%1: %2").arg(told->name, words.join(tr(", "))));
    details_->setVisible(!words.isEmpty());
}

void TunnelsPage::add() { open(new TunnelDialog(state().client(), TunnelDialog::Purpose::Add, {}, state().snapshot().peers, window())); }

void TunnelsPage::openDialog(bool edit)
{
    const QStringList names = selected();
    const api::TunnelInfo *info = names.size() == 1 ? tunnel(names.first()) : nullptr;
    if (!info)
        return;
    api::TunnelInfo from = *info;
    if (!edit) {
        from.listen.clear(); // its port is taken by the one it is copied from
        from.name.clear();
    }
    open(new TunnelDialog(state().client(), edit ? TunnelDialog::Purpose::Edit : TunnelDialog::Purpose::Add, from, state().snapshot().peers,
                          window()));
}

void TunnelsPage::open(TunnelDialog *dialog)
{
    dialog->offerGroups(state().groups());
    dialog->open();
}

void TunnelsPage::removeSelected()
{
    const QStringList names = selected();
    if (names.isEmpty())
        return;
    askFirst(window(), names.size() == 1 ? tr("Remove tunnel \"%1\"?").arg(names.first()) : tr("Remove %1 tunnels?").arg(names.size()),
             names.size() == 1 ? tr("Its open connections are closed.") : tr("Their open connections are closed."), tr("Remove"), [engine = QPointer<EngineState>(&state()), names] {
                 if (engine)
                     remove(*engine, names);
             });
}

// What was removed can be put back, as it was, as long as the notice stands. One notice for all: a failure beside it would take its place.
void TunnelsPage::remove(EngineState &engine, const QStringList &names)
{
    struct Removal {
        QStringList gone;
        QList<Error> errors;
        qsizetype unanswered;
    };
    const auto removal = std::make_shared<Removal>(Removal{{}, {}, names.size()});
    for (const QString &name : names) {
        engine.client().send(api::RemoveTunnel{name}, &engine, [&engine, name, removal](const api::Reply &reply) {
            if (reply.ok())
                removal->gone << name;
            else
                removal->errors << reply.error();
            if (--removal->unanswered == 0)
                tellRemoved(engine, removal->gone, removal->errors);
        });
    }
}

void TunnelsPage::tellRemoved(EngineState &engine, const QStringList &gone, const QList<Error> &errors)
{
    if (gone.isEmpty()) {
        Q_EMIT engine.failedInPart(errors);
        return;
    }
    QStringList lines{gone.size() == 1 ? tr("Tunnel \"%1\" was removed.").arg(gone.first()) : tr("%1 tunnels were removed.").arg(gone.size())};
    for (const Error &error : errors)
        lines << api::sentence(error);
    Q_EMIT engine.undoable(lines.join(u'\n'), [engine = QPointer<EngineState>(&engine), gone] {
        for (const QString &name : gone) {
            if (engine)
                engine->ask(api::RestoreTunnel{name});
        }
    });
}

void TunnelsPage::setAllRunning(bool running)
{
    if (const QString group = chosenGroup(); !group.isEmpty()) {
        if (running)
            state().startGroup(group);
        else
            state().ask(api::StopGroup{group});
        return;
    }
    state().setAllRunning(running);
}

} // namespace culvert::ui
