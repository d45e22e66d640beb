// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/dialogs/command_dialog.h"

class QComboBox;
class QPushButton;

namespace culvert::ui {

class CheckedField;

// Adds a tunnel, or changes one: where it listens, through which peer it goes, and to what.
class TunnelDialog final : public CommandDialog {
    Q_OBJECT
public:
    enum class Purpose { Add, Edit };

    // `from` fills in the fields; for Edit it is the tunnel that is changed. `peers` can be chosen among.
    TunnelDialog(api::EngineClient &client, Purpose purpose, const api::TunnelInfo &from,
                 const QList<api::PeerInfo> &peers, QWidget *parent);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;
    void failed(const Error &error) override;

private:
    void tryNextPort();

    QString edited_;  // the name of the tunnel that is changed; empty when adding
    QComboBox *peer_;
    CheckedField *listen_;
    CheckedField *target_;
    CheckedField *name_;
    QPushButton *nextPort_; // shown when the port is taken
    int portsToTry_ = 0;    // while the next free port is looked for
};

} // namespace culvert::ui
