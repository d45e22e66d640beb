// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/errors_page.h"

#include "api/sentences.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace culvert::ui {

ErrorsPage::ErrorsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), sorted_(new QSortFilterProxyModel(this)), details_(new QLabel(this)),
      copy_(makeAction(tr("&Copy"), QKeySequence::Copy, [this] { copySelected(); }))
{
    sorted_->setSourceModel(&engine.errors());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setWidths({{16}, {5}, {50, 6, 30}, {26, 1, 14}});
    table_->sortByColumn(ErrorsModel::Time, Qt::DescendingOrder);
    table_->setAccessibleName(tr("Errors"));
    table_->setObjectName(QStringLiteral("errors"));
    table_->addAction(copy_);
    details_->setWordWrap(true);
    details_->setTextFormat(Qt::PlainText);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setAccessibleName(tr("The selected error"));

    bar()->addWidget(new ActionButton(copy_, this));
    bar()->addStretch();
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table_, 1);
    column->addWidget(details_);
    setContent(content,
               new EmptyView(tr("No errors"), tr("When something goes wrong it is said here: what happened, to what, and what to do."),
                             {}, this),
               engine.errors());

    connect(table_, &TableView::selectedRowsChanged, this, &ErrorsPage::refresh);
    connect(&engine, &EngineState::updated, this, &ErrorsPage::refresh);
    refresh();
}

QList<int> ErrorsPage::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList selected = table_->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows << sorted_->mapToSource(index).row();
    return rows;
}

void ErrorsPage::refresh()
{
    const QList<int> rows = selectedRows();
    copy_->setEnabled(!rows.isEmpty());
    details_->setText(rows.size() == 1 ? api::sentence(state().errors().row(rows.first()).info.error)
                                       : tr("Select an error to read it in full."));
}

void ErrorsPage::copySelected()
{
    QStringList lines;
    const QList<int> rows = selectedRows();
    for (int at : rows)
        lines << state().errors().asText(at);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace culvert::ui
