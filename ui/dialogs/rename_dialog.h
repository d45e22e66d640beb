// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/dialogs/command_dialog.h"

namespace culvert::ui {

class CheckedField;

// Gives a peer another name on this machine.
class RenameDialog final : public CommandDialog {
    Q_OBJECT
public:
    RenameDialog(api::EngineClient &client, const api::PeerInfo &peer, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;

private:
    PublicKey peer_;
    CheckedField *name_;
};

} // namespace culvert::ui
