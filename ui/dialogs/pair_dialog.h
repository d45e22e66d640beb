// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/command_dialog.h"
#include "ui/link_reader.h"

class QPlainTextEdit;

namespace culvert::ui {

class CheckedField;
class HintLabel;

// Pairs this machine with the one that made a link.
class PairDialog final : public CommandDialog {
    Q_OBJECT
public:
    // `link` is filled in; without one, a link that is on the clipboard. `read`, if any: what a link says is shown before
    // anybody is paired.
    PairDialog(api::EngineClient &client, QWidget *parent, const QString &link = {}, LinkReader read = {});

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;

private:
    [[nodiscard]] QString link() const;
    void judge();
    void tellOfLink();

    LinkReader read_;
    QPlainTextEdit *link_;
    HintLabel *linkHint_;
    CheckedField *name_;
};

} // namespace culvert::ui
