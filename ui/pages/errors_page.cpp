// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/errors_page.h"

#include "api/sentences.h"
#include "ui/models/errors_filter.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/bar_layout.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

ErrorsPage::ErrorsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), filter_(new ErrorsFilter(this)), least_(new QComboBox(this)), details_(new QLabel(this)),
      pause_(makeAction(tr("Pa&use"), QKeySequence(Qt::CTRL | Qt::Key_P), [this] { state().setErrorsHeld(pause_->isChecked()); })),
      copy_(makeAction(tr("Co&py"), QKeySequence::Copy, [this] { copySelected(); })),
      clear_(makeAction(tr("C&lear"), {}, [this] { state().errors().clear(); }))
{
    filter_->setSourceModel(&engine.errors());
    table_->setModel(filter_);
    table_->setWidths({{20}, {8}, {50, 6, 30}, {26, 1, 14}});
    table_->sortByColumn(ErrorsModel::Time, Qt::DescendingOrder);
    table_->setAccessibleName(tr("Errors"));
    table_->setObjectName(QStringLiteral("errors"));
    table_->addAction(copy_);
    details_->setWordWrap(true);
    details_->setTextFormat(Qt::PlainText);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setAccessibleName(tr("The selected error"));

    pause_->setCheckable(true);
    pause_->setChecked(engine.errorsHeld());
    least_->setObjectName(QStringLiteral("least"));
    least_->setAccessibleName(tr("Shown from this level on"));
    least_->addItems({tr("Everything"), tr("Warnings and failures"), tr("Failures")}); // in the order of Severity
    connect(least_, &QComboBox::currentIndexChanged, this, [this](int chosen) {
        filter_->setLeast(Severity(chosen));
        refresh();
    });
    bar()->addWidget(least_);
    bar()->addStretch();
    for (QAction *action : {pause_, copy_, clear_})
        bar()->addWidget(new ActionButton(action, this));
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

void ErrorsPage::refresh()
{
    const QList<int> rows = table_->selectedSourceRows();
    pause_->setChecked(state().errorsHeld());
    copy_->setEnabled(!rows.isEmpty());
    clear_->setEnabled(filter_->rowCount() > 0);
    details_->setText(rows.size() == 1 ? api::sentence(state().errors().row(rows.first()).info.error)
                                       : (filter_->rowCount() == 0 ? tr("Nothing of this level is in the list.") : tr("Select an error to read it in full.")));
}

void ErrorsPage::copySelected()
{
    QStringList lines;
    const QList<int> rows = table_->selectedSourceRows();
    for (int at : rows)
        lines << state().errors().asText(at);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace culvert::ui
