// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests_box.h"

#include "ui/dialogs/accept_dialog.h"
#include "ui/engine_state.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

namespace {

constexpr int rowsShown = 3; // of those that wait; more are scrolled to

} // namespace

RequestsBox::RequestsBox(EngineState &engine, QWidget *parent)
    : QGroupBox(parent), engine_(engine), sorted_(new QSortFilterProxyModel(this)), table_(new TableView(this)),
      accept_(new QAction(tr("&Accept…"), this)), refuse_(new QAction(tr("R&efuse…"), this)), block_(new QAction(tr("&Block…"), this))
{
    sorted_->setSourceModel(&engine_.requests());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setWidths({{20, 3, 12}, {10}, {14, 1, 12}, {6}});
    table_->sortByColumn(RequestsModel::Asked, Qt::DescendingOrder);
    table_->setAccessibleName(tr("Machines that ask to be paired"));
    table_->setObjectName(QStringLiteral("requests"));
    table_->addActions({accept_, refuse_, block_});
    accept_->setObjectName(QStringLiteral("acceptRequest"));
    refuse_->setObjectName(QStringLiteral("refuseRequest"));
    block_->setObjectName(QStringLiteral("blockRequest"));
    refuse_->setShortcut(QKeySequence::Delete);
    refuse_->setShortcutContext(Qt::WidgetShortcut);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(3);
    for (QAction *action : {accept_, refuse_, block_})
        buttons->addWidget(new ActionButton(action, this));
    buttons->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(table_, 1, Qt::AlignTop);
    row->addLayout(buttons);

    connect(accept_, &QAction::triggered, this, &RequestsBox::accept);
    connect(refuse_, &QAction::triggered, this, &RequestsBox::refuse);
    connect(block_, &QAction::triggered, this, &RequestsBox::block);
    connect(table_, &QAbstractItemView::activated, this, &RequestsBox::accept);
    connect(table_, &TableView::selectedRowsChanged, this, &RequestsBox::refresh);
    connect(&engine_, &EngineState::updated, this, &RequestsBox::refresh);
    hide();
    refresh();
}

void RequestsBox::refresh()
{
    const int rows = sorted_->rowCount();
    setVisible(rows > 0);
    if (rows == 0)
        return;
    setTitle(tr("Machines that ask to be paired: %1").arg(numberText(rows)));
    const int rowHeight = std::max(table_->sizeHintForRow(0), fontMetrics().height());
    table_->setFixedHeight(table_->header()->sizeHint().height() + std::min(rows, rowsShown) * rowHeight + 2 * table_->frameWidth() + 2);
    if (rows == 1 && !table_->selectionModel()->hasSelection()) { // there is nothing to choose among
        table_->setCurrentIndex(sorted_->index(0, 0));
        return;
    }
    for (QAction *action : {accept_, refuse_, block_})
        action->setEnabled(selected());
}

void RequestsBox::takeFocus()
{
    if (sorted_->rowCount() == 0)
        return;
    if (!table_->selectionModel()->hasSelection())
        table_->setCurrentIndex(sorted_->index(0, 0));
    table_->setFocus();
}

const api::RequestInfo *RequestsBox::selected() const
{
    const QVariantList keys = table_->selectedKeys();
    if (keys.size() != 1)
        return nullptr;
    const auto &requests = engine_.snapshot().requests;
    const auto found = std::find_if(requests.begin(), requests.end(), [&](const auto &one) { return one.id.toHex() == keys.first().toString(); });
    return found == requests.end() ? nullptr : &*found;
}

QString RequestsBox::nameOf(const api::RequestInfo &request)
{
    const QString key = fingerprintText(request.id.toHex());
    return request.name.isEmpty() ? tr("the machine whose key begins with %1").arg(key) : tr("\"%1\", whose key begins with %2").arg(request.name, key);
}

void RequestsBox::accept()
{
    const api::RequestInfo *request = selected();
    if (!request)
        return;
    auto *dialog = new AcceptDialog(engine_, *request, window());
    connect(dialog, &QDialog::accepted, this, [this, key = request->id.toHex()] { Q_EMIT accepted(key); });
    dialog->open();
}

void RequestsBox::refuse()
{
    if (const api::RequestInfo *request = selected()) {
        askFirst(window(), tr("Refuse %1?").arg(nameOf(*request)), tr("It is not told, and not heard again for a day. An invite lets it in all the same."),
                 tr("Refuse"), [engine = QPointer<EngineState>(&engine_), key = request->id.toHex()] {
                     if (engine)
                         engine->ask(api::RefuseRequest{key});
                 });
    }
}

void RequestsBox::block()
{
    if (const api::RequestInfo *request = selected()) {
        askFirst(window(), tr("Block %1?").arg(nameOf(*request)),
                 tr("It is never heard again, not even with an invite, until it is unblocked: it stands among the peers, blocked."), tr("Block"),
                 [engine = QPointer<EngineState>(&engine_), key = request->id.toHex()] {
                     if (engine)
                         engine->ask(api::BlockRequest{key});
                 });
    }
}

} // namespace culvert::ui
