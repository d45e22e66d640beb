// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/password_dialog.h"

#include "ui/widgets/hint_label.h"
#include "ui/widgets/password_edit.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace culvert::ui {

namespace {

QString titleOf(PasswordDialog::Purpose purpose)
{
    switch (purpose) {
    case PasswordDialog::Purpose::Set: return PasswordDialog::tr("Set a password");
    case PasswordDialog::Purpose::Change: return PasswordDialog::tr("Change the password");
    case PasswordDialog::Purpose::Remove: return PasswordDialog::tr("Remove the password");
    }
    Q_UNREACHABLE();
}

QString introductionOf(PasswordDialog::Purpose purpose)
{
    if (purpose == PasswordDialog::Purpose::Remove)
        return PasswordDialog::tr("From then on, whoever can read the files of this profile can pass for this machine.");
    return PasswordDialog::tr("It encrypts this machine's identity on the disk and is asked for at every start. A password that is lost cannot be found again: "
                              "the machines must then be paired anew.");
}

} // namespace

PasswordDialog::PasswordDialog(api::EngineClient &client, Purpose purpose, QWidget *parent)
    : FormDialog(titleOf(purpose), purpose == Purpose::Remove ? tr("Remove") : tr("Save"), parent), client_(client)
{
    setObjectName(QStringLiteral("changePassword"));
    setIntroduction(introductionOf(purpose));
    const auto add = [this](const QString &label, const QString &name, const char *object) {
        QLineEdit *edit = passwordEdit(name, this);
        edit->setObjectName(QString::fromLatin1(object));
        connect(edit, &QLineEdit::textChanged, this, &PasswordDialog::judge);
        form()->addRow(label, edit);
        return edit;
    };
    if (purpose != Purpose::Set)
        present_ = add(tr("&Present password:"), tr("Present password"), "present");
    if (purpose != Purpose::Remove) {
        fresh_ = add(tr("&New password:"), tr("New password"), "fresh");
        again_ = passwordEdit(tr("New password again"), this);
        again_->setObjectName(QStringLiteral("again"));
        connect(again_, &QLineEdit::textChanged, this, &PasswordDialog::judge);
        hint_ = new HintLabel(this);
        QVBoxLayout *column = hint_->columnUnder(again_);
        form()->addRow(tr("New password &again:"), column);
        if (auto *label = qobject_cast<QLabel *>(form()->labelForField(column)))
            label->setBuddy(again_);
    }
    judge();
    (present_ ? present_ : fresh_)->setFocus();
}

void PasswordDialog::judge()
{
    if (hint_) {
        const bool differ = !again_->text().isEmpty() && again_->text() != fresh_->text();
        if (differ)
            hint_->warn(tr("The two do not agree."));
        else
            hint_->advise(tr("Several words that you can remember are better than one that is hard to type."));
        again_->setAccessibleDescription(hint_->text());
    }
    change();
}

bool PasswordDialog::complete() const
{
    if (present_ && present_->text().isEmpty())
        return false;
    return !fresh_ || (!fresh_->text().isEmpty() && fresh_->text() == again_->text());
}

void PasswordDialog::send(api::EngineClient::Answer answer)
{
    client_.changePassword(present_ ? secretOf(present_) : Secret(), fresh_ ? secretOf(fresh_) : Secret(), this, std::move(answer));
}

} // namespace culvert::ui
