// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tunnels_page.h"

#include "api/sentences.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/first_start.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

TunnelsPage::TunnelsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), details_(new QLabel(this)), sorted_(new QSortFilterProxyModel(this))
{
    sorted_->setSourceModel(&engine.tunnels());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setWidths({{18, 2, 11}, {15, 1, 13}, {11, 1, 6}, {18, 3, 9}, {22, 1, 10}, {5}, {9, 0, 8}, {9, 0, 8}, {9, 0, 7}});
    table_->sortByColumn(TunnelsModel::Name, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Tunnels"));
    table_->setObjectName(QStringLiteral("tunnels"));
    details_->setWordWrap(true);
    details_->setTextFormat(Qt::PlainText);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setAccessibleName(tr("Details of the tunnel"));
    details_->setObjectName(QStringLiteral("tunnelDetails"));

    makeActions();
    layOut();
    connect(table_, &TableView::selectedRowsChanged, this, &TunnelsPage::refresh);
    connect(table_, &QAbstractItemView::doubleClicked, edit_, &QAction::trigger);
    connect(&engine, &EngineState::updated, this, &TunnelsPage::refresh);
    connect(&engine.tunnels(), &TunnelsModel::startAsked, this, [this](const QString &name) { state().ask(api::StartTunnel{name}); });
    connect(&engine.tunnels(), &TunnelsModel::stopAsked, this, [this](const QString &name) { state().ask(api::StopTunnel{name}); });
    refresh();
}

void TunnelsPage::makeActions()
{
    add_ = makeAction(tr("&Add…"), QKeySequence::New, [this] { add(); });
    edit_ = makeAction(tr("&Edit…"), QKeySequence(Qt::Key_F2), [this] { openDialog(true); });
    duplicate_ = makeAction(tr("Du&plicate…"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { openDialog(false); });
    remove_ = makeAction(tr("Remo&ve"), QKeySequence::Delete, [this] { removeSelected(); });
    start_ = makeAction(tr("&Start"), {}, [this] { setRunning(true, false); });
    stop_ = makeAction(tr("S&top"), {}, [this] { setRunning(false, false); });
    startAll_ = makeAction(tr("Start a&ll"), {}, [this] { setRunning(true, true); });
    stopAll_ = makeAction(tr("St&op all"), {}, [this] { setRunning(false, true); });
    table_->addActions({start_, stop_, edit_, duplicate_, remove_});
}

void TunnelsPage::layOut()
{
    for (QAction *action : {add_, edit_, duplicate_, remove_})
        bar()->addWidget(new ActionButton(action, this));
    bar()->addSpacing(12);
    for (QAction *action : {start_, stop_})
        bar()->addWidget(new ActionButton(action, this));
    bar()->addStretch();
    for (QAction *action : {startAll_, stopAll_})
        bar()->addWidget(new ActionButton(action, this));

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
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

void TunnelsPage::refresh()
{
    const QStringList names = selected();
    const auto stopped = [this](const QString &name) {
        const api::TunnelInfo *info = tunnel(name);
        return info && info->state == api::TunnelState::Stopped;
    };
    const auto &all = state().snapshot().tunnels;
    const auto isStopped = [](const api::TunnelInfo &info) { return info.state == api::TunnelState::Stopped; };

    add_->setEnabled(!state().snapshot().peers.isEmpty());
    const bool one = names.size() == 1 && tunnel(names.first());
    edit_->setEnabled(one);
    duplicate_->setEnabled(one);
    remove_->setEnabled(!names.isEmpty());
    // A failed one can be tried again and given up.
    const auto startable = [&](const QString &name) { return tunnel(name) && tunnel(name)->state != api::TunnelState::Listening; };
    start_->setEnabled(std::any_of(names.begin(), names.end(), startable));
    stop_->setEnabled(!std::all_of(names.begin(), names.end(), stopped));
    startAll_->setEnabled(std::any_of(all.begin(), all.end(), [](const api::TunnelInfo &info) { return info.state != api::TunnelState::Listening; }));
    stopAll_->setEnabled(!std::all_of(all.begin(), all.end(), isStopped));

    // The selected one, else the first that failed.
    const api::TunnelInfo *told = names.size() == 1 ? tunnel(names.first()) : nullptr;
    if (!told || !told->error) {
        const auto failed = std::find_if(all.begin(), all.end(), [](const api::TunnelInfo &info) { return info.error.has_value(); });
        if (names.isEmpty() && failed != all.end())
            told = &*failed;
    }
    const bool error = told && told->error;
    details_->setText(error ? tr("%1: %2").arg(told->name, api::sentence(*told->error)) : QString());
    details_->setVisible(error);
}

void TunnelsPage::add()
{
    auto *dialog = new TunnelDialog(state().client(), TunnelDialog::Purpose::Add, {}, state().snapshot().peers, window());
    dialog->open();
}

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
    auto *dialog = new TunnelDialog(state().client(), edit ? TunnelDialog::Purpose::Edit : TunnelDialog::Purpose::Add, from,
                                    state().snapshot().peers, window());
    dialog->open();
}

void TunnelsPage::removeSelected()
{
    const QStringList names = selected();
    if (names.isEmpty())
        return;
    askFirst(window(), names.size() == 1 ? tr("Remove tunnel \"%1\"?").arg(names.first()) : tr("Remove %1 tunnels?").arg(names.size()),
             tr("Its open connections are closed."), tr("Remove"), [engine = QPointer<EngineState>(&state()), names] {
                 if (engine)
                     remove(*engine, names);
             });
}

// What was removed can be put back, as it was, as long as the notice stands.
void TunnelsPage::remove(EngineState &engine, const QStringList &names)
{
    const auto putBack = [engine = QPointer<EngineState>(&engine), names] {
        for (const QString &name : names) {
            if (engine)
                engine->ask(api::RestoreTunnel{name});
        }
    };
    for (const QString &name : names) {
        engine.ask(api::RemoveTunnel{name}, [engine = QPointer<EngineState>(&engine), last = name == names.last(), names, putBack](const QJsonValue &) {
            if (engine && last)
                Q_EMIT engine->undoable(names.size() == 1 ? tr("Tunnel \"%1\" was removed.").arg(names.first()) : tr("%1 tunnels were removed.").arg(names.size()), putBack);
        });
    }
}

void TunnelsPage::setRunning(bool running, bool all)
{
    QStringList names = selected();
    if (all) {
        names.clear();
        for (const api::TunnelInfo &info : state().snapshot().tunnels)
            names << info.name;
    }
    for (const QString &name : std::as_const(names)) {
        const api::TunnelInfo *info = tunnel(name);
        if (!info)
            continue;
        if (running && info->state != api::TunnelState::Listening)
            state().ask(api::StartTunnel{name});
        else if (!running && info->state != api::TunnelState::Stopped)
            state().ask(api::StopTunnel{name});
    }
}

} // namespace culvert::ui
