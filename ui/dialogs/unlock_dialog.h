// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "ui/dialogs/form_dialog.h"

class QLineEdit;

namespace culvert::ui {

// Asks at the start for the password of a profile, until it is the right one or the person gives up: rejected().
class UnlockDialog final : public FormDialog {
    Q_OBJECT
public:
    explicit UnlockDialog(const QString &profileFolder, QWidget *parent = nullptr);

    // What came of given(): an error is shown and the person may try again; success closes the dialog.
    void answer(const api::Reply &reply);

Q_SIGNALS:
    void given(const culvert::Secret &password);

protected:
    [[nodiscard]] bool complete() const override;
    void send(api::EngineClient::Answer answer) override;

private:
    QLineEdit *password_;
    api::EngineClient::Answer answer_;
};

} // namespace culvert::ui
