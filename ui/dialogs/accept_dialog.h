// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/dialogs/command_dialog.h"

namespace culvert::ui {

class CheckedField;
class EngineState;
class TargetsEdit;

// Takes up a machine that asked to be paired: by the key that it has, under a name and with what it may reach here, which is
// nothing unless something is typed.
class AcceptDialog final : public CommandDialog {
    Q_OBJECT
public:
    // `state` outlives the dialog.
    AcceptDialog(EngineState &state, const api::RequestInfo &request, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;

private:
    [[nodiscard]] QString remarkOn(const QString &name) const;

    EngineState &state_;
    PublicKey asker_;
    CheckedField *name_;
    TargetsEdit *targets_;
};

} // namespace culvert::ui
