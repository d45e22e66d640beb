// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "ui/dialogs/command_dialog.h"

class QPlainTextEdit;

namespace culvert::ui {

class HintLabel;

// Takes nodes out of a text of the form of nodes.json and adds them to a list. As one types it says how many are in it, or
// what is wrong.
class PasteNodesDialog final : public CommandDialog {
    Q_OBJECT
public:
    PasteNodesDialog(api::EngineClient &client, const QList<BootstrapNode> &nodes, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override { return !found_.isEmpty(); }
    [[nodiscard]] api::Command command() const override;

private:
    void read();

    api::EngineClient &engine_;
    const QList<BootstrapNode> nodes_;
    QPlainTextEdit *text_;
    HintLabel *hint_;
    QList<BootstrapNode> found_; // in the text as it is now
    int reading_ = 0;            // answers to older texts do not count
};

} // namespace culvert::ui
