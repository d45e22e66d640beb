// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/profile_settings.h"

#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/password_dialog.h"
#include "ui/engine_state.h"
#include "ui/settings/setting_fields.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"

#include <QAction>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>

namespace culvert::ui {

ProfileSettings::ProfileSettings(EngineState &engine, QWidget *parent)
    : QGroupBox(tr("This machine"), parent), engine_(engine),
      name_(new SettingLine(engine, QStringLiteral("name"), tr("Name of this machine"), tr("How other machines call this one. Invites have it at once, peers from the next start on. Left empty, it is the host name."), this)),
      address_(new QLabel(this)), password_(new QLabel(this)), copy_(new QAction(tr("Co&py"), this)), renew_(new QAction(tr("Ne&w address…"), this)),
      set_(new QAction(tr("Set &a password…"), this)), change_(new QAction(tr("Ch&ange the password…"), this)), remove_(new QAction(tr("Rem&ove the password…"), this))
{
    address_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    address_->setAccessibleName(tr("Tox address"));
    address_->setWordWrap(true);
    address_->setObjectName(QStringLiteral("address"));
    password_->setObjectName(QStringLiteral("passwordState"));
    password_->setWordWrap(true);

    auto *addressRow = new QHBoxLayout;
    addressRow->addWidget(address_, 1);
    for (QAction *action : {copy_, renew_})
        addressRow->addWidget(new ActionButton(action, this), 0, Qt::AlignTop);
    auto *passwordRow = new QHBoxLayout;
    for (QAction *action : {set_, change_, remove_})
        passwordRow->addWidget(new ActionButton(action, this));
    passwordRow->addStretch();
    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name:"), name_);
    form->addRow(tr("Tox address:"), addressRow);
    form->addRow(tr("Password:"), password_);
    form->addRow(QString(), passwordRow);

    connect(copy_, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(engine_.snapshot().address); });
    connect(renew_, &QAction::triggered, this, [this] { (new AddressDialog(engine_, window()))->open(); });
    const auto opens = [this](QAction *action, PasswordDialog::Purpose purpose) {
        connect(action, &QAction::triggered, this, [this, purpose] { (new PasswordDialog(engine_.client(), purpose, window()))->open(); });
    };
    opens(set_, PasswordDialog::Purpose::Set);
    opens(change_, PasswordDialog::Purpose::Change);
    opens(remove_, PasswordDialog::Purpose::Remove);
    connect(&engine_, &EngineState::updated, this, &ProfileSettings::refresh);
    refresh();
}

void ProfileSettings::load() { name_->load(); }

void ProfileSettings::setPasswordHere(bool here)
{
    passwordHere_ = here;
    refresh();
}

void ProfileSettings::refresh()
{
    const api::Snapshot &snapshot = engine_.snapshot();
    const QString grouped = groupedText(snapshot.address);
    if (address_->text() != grouped)
        address_->setText(grouped);
    copy_->setEnabled(!snapshot.address.isEmpty());
    renew_->setEnabled(!snapshot.address.isEmpty());
    QString password = snapshot.encrypted ? tr("The identity is encrypted on the disk; the password is asked for at every start.")
                                          : tr("None. Whoever can read the files of this profile can pass for this machine.");
    if (!passwordHere_)
        password += u' ' + tr("It is not sent to the service: take over first, or stop the service and use culvertd password.");
    password_->setText(password);
    set_->setVisible(passwordHere_ && !snapshot.encrypted);
    change_->setVisible(passwordHere_ && snapshot.encrypted);
    remove_->setVisible(passwordHere_ && snapshot.encrypted);
    set_->setEnabled(snapshot.running);
}

} // namespace culvert::ui
