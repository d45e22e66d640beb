// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/form_dialog.h"

class QLineEdit;

namespace culvert::ui {

class HintLabel;

// Sets, changes or removes the password of the profile that runs.
class PasswordDialog final : public FormDialog {
    Q_OBJECT
public:
    enum class Purpose { Set, Change, Remove };

    // `client` outlives the dialog.
    PasswordDialog(api::EngineClient &client, Purpose purpose, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    void send(api::EngineClient::Answer answer) override;

private:
    void judge();

    api::EngineClient &client_;
    QLineEdit *present_ = nullptr; // none: there is no password yet
    QLineEdit *fresh_ = nullptr;   // none: it is removed
    QLineEdit *again_ = nullptr;
    HintLabel *hint_ = nullptr;
};

} // namespace culvert::ui
