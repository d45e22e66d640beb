// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/rename_dialog.h"

#include "ui/widgets/checked_field.h"

#include <QFormLayout>
#include <QLineEdit>

namespace culvert::ui {

RenameDialog::RenameDialog(api::EngineClient &client, const api::PeerInfo &peer, QWidget *parent)
    : CommandDialog(client, tr("Rename peer \"%1\"").arg(peer.name), tr("Rename"), parent), peer_(peer.id),
      name_(new CheckedField(tr("Name"), tr("How that machine is called here; it is not told."), checkName(peer.name), this))
{
    name_->setText(peer.name);
    name_->edit()->selectAll();
    name_->edit()->setObjectName(QStringLiteral("name"));
    form()->addRow(tr("&Name:"), name_);
    connect(name_, &CheckedField::edited, this, [this] { change(); });
    change();
    name_->setFocus();
}

bool RenameDialog::complete() const { return name_->usable(); }

api::Command RenameDialog::command() const { return api::RenamePeer{peer_.toHex(), name_->text()}; }

} // namespace culvert::ui
