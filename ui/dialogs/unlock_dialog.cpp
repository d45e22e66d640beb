// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/unlock_dialog.h"

#include "ui/look/state_icon.h"
#include "ui/widgets/password_edit.h"

#include <QDir>
#include <QFormLayout>
#include <QLineEdit>

#include <utility>

namespace culvert::ui {

UnlockDialog::UnlockDialog(const QString &profileFolder, QWidget *parent)
    : FormDialog(tr("Password"), tr("Open"), parent), password_(passwordEdit(tr("Password"), this))
{
    setObjectName(QStringLiteral("unlock"));
    setWindowIcon(programIcon());
    setIntroduction(tr("The profile %1 is locked with a password. Without it nobody can read this machine's identity, and no tunnel runs.")
                        .arg(QDir::toNativeSeparators(profileFolder)));
    setCancelText(tr("Quit"));
    password_->setObjectName(QStringLiteral("password"));
    form()->addRow(tr("&Password:"), password_);
    connect(password_, &QLineEdit::textChanged, this, [this] { change(); });
    change();
    password_->setFocus();
}

bool UnlockDialog::complete() const { return !password_->text().isEmpty(); }

void UnlockDialog::send(api::EngineClient::Answer answer)
{
    answer_ = std::move(answer);
    Q_EMIT given(secretOf(password_));
}

void UnlockDialog::answer(const api::Reply &reply)
{
    password_->clear();
    if (const auto answer = std::exchange(answer_, nullptr))
        answer(reply);
}

} // namespace culvert::ui
