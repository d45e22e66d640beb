// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/command_dialog.h"

#include <QJsonObject>

class QTreeWidget;

namespace culvert::ui {

// What a list of tunnels would do here, one a line, before anything of it is done: a person chooses which are taken over.
class ImportDialog final : public CommandDialog {
    Q_OBJECT
public:
    // `text`: the list; `preview`: what the engine answered to it.
    ImportDialog(api::EngineClient &client, const QString &text, const QJsonObject &preview, QWidget *parent);

Q_SIGNALS:
    void takenOver(int tunnels);

protected:
    [[nodiscard]] bool complete() const override { return !chosen().isEmpty(); }
    [[nodiscard]] api::Command command() const override { return api::ImportTunnels{text_, true, chosen()}; }
    void succeeded(const QJsonValue &reply) override;

private:
    void add(const QJsonObject &tunnel);
    void tell();
    [[nodiscard]] QStringList chosen() const;

    const QString text_;
    QTreeWidget *list_;
    QLabel *remark_;
};

} // namespace culvert::ui
