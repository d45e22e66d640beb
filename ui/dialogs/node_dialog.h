// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "ui/dialogs/command_dialog.h"

namespace culvert::ui {

class CheckedField;

// Adds a bootstrap node to a list, or changes one of it; the whole list is sent.
class NodeDialog final : public CommandDialog {
    Q_OBJECT
public:
    // `at`: the node that is changed; behind the last one: another one.
    NodeDialog(api::EngineClient &client, const QList<BootstrapNode> &nodes, qsizetype at, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;

private:
    CheckedField *addLine(const QString &label, CheckedField *field, const char *object, const char *placeholder);

    const QList<BootstrapNode> nodes_;
    const qsizetype at_;
    CheckedField *host_;
    CheckedField *udp_;
    CheckedField *tcp_;
    CheckedField *key_;
};

} // namespace culvert::ui
