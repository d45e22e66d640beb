// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/command_dialog.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace culvert::ui {

class QrView;
class CheckedField;
class TargetsEdit;

// Makes an invite: what the one who uses it may reach here, and for how long it is good; then shows the link, in letters and
// as a QR code.
class InviteDialog final : public CommandDialog {
    Q_OBJECT
public:
    InviteDialog(api::EngineClient &client, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;
    void succeeded(const QJsonValue &reply) override;

private:
    void layOutResult();

    TargetsEdit *targets_;
    CheckedField *label_;
    QComboBox *expiry_;
    QPlainTextEdit *link_;
    QrView *code_;
    QPushButton *copy_;
    QLabel *afterwards_;
    QWidget *result_;
};

} // namespace culvert::ui
