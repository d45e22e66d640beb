// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/form_dialog.h"

#include "api/sentences.h"
#include "ui/look/tone.h"
#include "ui/widgets/grow.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

FormDialog::FormDialog(const QString &title, const QString &acceptText, QWidget *parent)
    : QDialog(parent), fields_(new QWidget(this)), introduction_(new QLabel(this)),
      form_(new QFormLayout(fields_)), message_(new QLabel(this)), buttons_(new QDialogButtonBox(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    introduction_->setWordWrap(true);
    introduction_->setTextFormat(Qt::PlainText); // names in it are others' words
    introduction_->hide();
    form_->setContentsMargins(0, 0, 0, 0);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setObjectName(QStringLiteral("message"));
    QPalette palette = message_->palette();
    palette.setColor(QPalette::WindowText, toneColor(Tone::Bad, QPalette()));
    message_->setPalette(palette);
    message_->hide();

    acceptButton_ = buttons_->addButton(acceptText, QDialogButtonBox::AcceptRole);
    acceptButton_->setObjectName(QStringLiteral("accept"));
    acceptButton_->setDefault(true);
    cancelButton_ = buttons_->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancelButton_->setAutoDefault(false);
    connect(buttons_, &QDialogButtonBox::accepted, this, &FormDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(introduction_);
    column->addWidget(fields_, 1);
    column->addWidget(message_);
    column->addWidget(buttons_);
}

void FormDialog::setIntroduction(const QString &text)
{
    introduction_->setText(text);
    introduction_->show();
}

void FormDialog::change()
{
    acceptButton_->setEnabled(!busy_ && complete());
    growToContents(*this);
}

// Made at its real size: a window that is made small and grows at once may be told the small size late, and lays out for it.
void FormDialog::setVisible(bool visible)
{
    if (visible && !testAttribute(Qt::WA_Resized))
        adjustSize();
    QDialog::setVisible(visible);
}

void FormDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growToContents(*this);
}

void FormDialog::setBusy(bool busy)
{
    if (busy)
        lastFocus_ = focusWidget();
    busy_ = busy;
    fields_->setEnabled(!busy);
    change();
    if (!busy && lastFocus_)
        lastFocus_->setFocus();
}

void FormDialog::accept()
{
    if (busy_ || !complete())
        return;
    message_->hide();
    setBusy(true);
    send([this](const api::Reply &reply) {
        setBusy(false);
        if (reply.ok()) {
            succeeded(*reply);
            return;
        }
        message_->setText(api::sentence(reply.error()));
        message_->show();
        failed(reply.error());
        growToContents(*this);
    });
}

void FormDialog::succeeded(const QJsonValue &) { done(Accepted); }

void FormDialog::failed(const Error &) {}

QPushButton *FormDialog::addAnswer(const QString &text)
{
    QPushButton *button = buttons_->addButton(text, QDialogButtonBox::ActionRole);
    button->setAutoDefault(false);
    return button;
}

void FormDialog::finish()
{
    acceptButton_->hide();
    cancelButton_->setText(tr("Close"));
}

void FormDialog::cancelByDefault()
{
    acceptButton_->setDefault(false);
    acceptButton_->setAutoDefault(false);
    cancelButton_->setAutoDefault(true);
    cancelButton_->setDefault(true);
}

void FormDialog::setCancelText(const QString &text) { cancelButton_->setText(text); }

} // namespace culvert::ui
