// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/form_dialog.h"

namespace culvert::ui {

// A form that ends in one command to the engine.
class CommandDialog : public FormDialog {
    Q_OBJECT
protected:
    // `client` outlives the dialog.
    CommandDialog(api::EngineClient &client, const QString &title, const QString &acceptText, QWidget *parent)
        : FormDialog(title, acceptText, parent), client_(client)
    {
    }

    [[nodiscard]] virtual api::Command command() const = 0;
    void send(api::EngineClient::Answer answer) override { client_.send(command(), this, std::move(answer)); }

private:
    api::EngineClient &client_;
};

} // namespace culvert::ui
