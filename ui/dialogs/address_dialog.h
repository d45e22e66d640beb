// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/dialogs/command_dialog.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace culvert::ui {

class EngineState;

// Gives this machine another Tox address: says first which open invites that voids, and then that it was done.
class AddressDialog final : public CommandDialog {
    Q_OBJECT
public:
    // `state` outlives the dialog.
    AddressDialog(EngineState &state, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override { return true; }
    [[nodiscard]] api::Command command() const override { return api::NewAddress{}; }
    void succeeded(const QJsonValue &reply) override;

private:
    void refresh();

    EngineState &state_;
    QLabel *effect_;
    QPlainTextEdit *voided_;
    QLabel *kept_;
    QLabel *address_;
    QPushButton *copy_;
    QString hex_;       // the new address
    bool done_ = false;
};

} // namespace culvert::ui
