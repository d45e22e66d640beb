// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections_page.h"

#include "ui/models/connections_filter.h"
#include "ui/text/format.h"
#include "ui/text/story.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/bar_layout.h"
#include "ui/widgets/connection_details.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

ConnectionsPage::ConnectionsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), filter_(new ConnectionsFilter(this)), filterEdit_(new QLineEdit(this)),
      closedShown_(new QCheckBox(tr("&Show closed ones"), this)), counted_(new QLabel(this)), details_(new ConnectionDetails(engine, this)),
      pause_(makeAction(tr("Pa&use"), QKeySequence(Qt::CTRL | Qt::Key_P), [this] { state().setConnectionsHeld(pause_->isChecked()); })),
      close_(makeAction(tr("C&lose connection"), QKeySequence::Delete, [this] { closeSelected(); })),
      copy_(makeAction(tr("Copy as te&xt"), QKeySequence::Copy, [this] { copySelected(); }))
{
    filter_->setSourceModel(&engine.connections());
    table_->setModel(filter_);
    table_->setWidths({{9}, {14, 1, 9}, {16, 1, 14}, {18, 2, 13}, {19, 0, 14}, {8}, {8}, {9}, {9}, {10}, {9}, {8}, {8}, {44, 4, 30}, {12, 1, 8}});
    // Where it went to and why it was closed are seen at the window's usual size, which has no room for all.
    QHeaderView *header = table_->header();
    header->moveSection(header->visualIndex(ConnectionsModel::Source), header->visualIndex(ConnectionsModel::State));
    header->moveSection(header->visualIndex(ConnectionsModel::Why), header->visualIndex(ConnectionsModel::State) + 1);
    table_->sortByColumn(ConnectionsModel::Started, Qt::DescendingOrder);
    table_->setAccessibleName(tr("Connections"));
    table_->setObjectName(QStringLiteral("connections"));
    table_->addActions({close_, copy_});
    pause_->setCheckable(true);
    pause_->setChecked(engine.connectionsHeld());
    layOut();

    connect(filterEdit_, &QLineEdit::textChanged, filter_, &ConnectionsFilter::setText);
    connect(filterEdit_, &QLineEdit::textChanged, this, &ConnectionsPage::refresh);
    connect(closedShown_, &QCheckBox::toggled, filter_, &ConnectionsFilter::setClosedShown);
    connect(closedShown_, &QCheckBox::toggled, this, &ConnectionsPage::refresh);
    connect(table_, &TableView::selectedRowsChanged, this, &ConnectionsPage::refresh);
    connect(&engine, &EngineState::updated, this, &ConnectionsPage::refresh);
    refresh();
}

void ConnectionsPage::layOut()
{
    filterEdit_->setPlaceholderText(tr("Filter by tunnel, peer, address or state"));
    filterEdit_->setClearButtonEnabled(true);
    filterEdit_->setAccessibleName(tr("Filter"));
    filterEdit_->setObjectName(QStringLiteral("filter"));
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, filterEdit_, [this] { filterEdit_->setFocus(Qt::ShortcutFocusReason); });
    addAction(find);
    closedShown_->setChecked(true);

    bar()->addWidget(filterEdit_);
    bar()->addWidget(closedShown_);
    bar()->addGap();
    bar()->addWidget(new ActionButton(pause_, this));
    bar()->addWidget(new ActionButton(close_, this));
    bar()->addWidget(new ActionButton(copy_, this));

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    auto *split = new QSplitter(Qt::Vertical, content);
    split->setChildrenCollapsible(false);
    split->addWidget(table_);
    split->addWidget(details_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    column->addWidget(counted_, 0, Qt::AlignRight);
    setContent(content,
               new EmptyView(tr("No connections"),
                             tr("As soon as a program connects to a tunnel, or another machine reaches this one, the connection is "
                                "listed here: who, where to, how much, and in the end who closed it and why."),
                             {}, this),
               state().connections());
}

void ConnectionsPage::refresh()
{
    const ConnectionsModel &model = state().connections();
    const QList<int> rows = table_->selectedSourceRows();
    pause_->setChecked(state().connectionsHeld());
    close_->setEnabled(std::any_of(rows.begin(), rows.end(), [&](int row) { return !model.row(row).closed(); }));
    copy_->setEnabled(!rows.isEmpty());
    counted_->setText(tr("Shown: %1 of %2").arg(numberText(filter_->rowCount()), numberText(model.rowCount())));

    if (rows.size() != 1) {
        details_->showNone(rows.isEmpty() ? tr("Select a connection to read its story.") : QString());
        return;
    }
    details_->show(model.row(rows.first()));
}

void ConnectionsPage::closeSelected()
{
    const QList<int> rows = table_->selectedSourceRows();
    for (int at : rows) {
        const ConnectionRow &row = state().connections().row(at);
        if (!row.closed())
            state().ask(api::CloseConnection{row.info.id});
    }
}

void ConnectionsPage::copySelected()
{
    QStringList texts;
    const QList<int> rows = table_->selectedSourceRows();
    for (int at : rows)
        texts << state().connections().asText(at) + u'\n' + storyText(state().connections().row(at).info);
    QGuiApplication::clipboard()->setText(texts.join(QStringLiteral("\n\n")));
}

} // namespace culvert::ui
