// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failure_window.h"

#include "api/sentences.h"
#include "ui/look/state_icon.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

FailureWindow::FailureWindow(const Error &error, QWidget *parent) : QDialog(parent), buttons_(new QDialogButtonBox(this))
{
    setWindowTitle(tr("Culvert cannot start"));
    setWindowIcon(programIcon());
    auto *sign = new QLabel(this);
    sign->setPixmap(stateIcon(Overall::NeedsYou).pixmap(48, 48));
    auto *text = new QLabel(api::sentence(error), this);
    text->setObjectName(QStringLiteral("sentence"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setMinimumWidth(text->fontMetrics().averageCharWidth() * 56);
    auto *close = buttons_->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);

    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(16);
    column->addLayout(row);
    column->addWidget(buttons_);
}

void FailureWindow::offerToTakeOver()
{
    buttons_->addButton(tr("&Take over"), QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("takeOver"));
}

} // namespace culvert::ui
