// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/tunnel_fields.h"

#include <optional>

class QComboBox;
class QPushButton;

namespace culvert::ui {

class CheckedField;
class HintLabel;

// Adds a tunnel, or changes one: of which kind it is, through which peer it goes, what its kind has for itself,
// its name, its group and how fast it may be.
class TunnelDialog final : public CommandDialog {
    Q_OBJECT
public:
    enum class Purpose { Add, Edit };

    // `from` fills in the fields; for Edit it is the tunnel that is changed, and its kind stays. `peers` can be chosen among, but for
    // strangers; one that is the only one is chosen.
    TunnelDialog(api::EngineClient &client, Purpose purpose, const api::TunnelInfo &from,
                 const QList<api::PeerInfo> &peers, QWidget *parent);

    // Those that there are, to be completed as one types.
    void offerGroups(const QStringList &groups);

protected:
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] api::Command command() const override;
    void failed(const Error &error) override;

private:
    void offerKinds(const api::TunnelInfo &from);
    void offerPeers(const QList<api::PeerInfo> &peers);
    void addExtras(const api::TunnelInfo &from);
    void orderTabs();
    void setKind(int index);
    void showRows();
    void fieldsChanged();
    [[nodiscard]] api::TunnelInfo wanted() const;
    [[nodiscard]] bool madeAnew() const; // when it is saved; what is connected is closed then
    void showCut();
    void follow(const api::Snapshot &snapshot);
    void lookForPort();
    void tryNextPort();
    [[nodiscard]] TunnelFields *fields() const { return kinds_[std::size_t(shown_)]; }

    const QString edited_;  // the name of the tunnel that is changed; empty when adding
    const api::TunnelInfo before_; // the tunnel that was given; its peer is offered even as a stranger
    int open_ = 0;                 // connections of the tunnel that is changed, now
    QComboBox *kind_;
    QComboBox *peer_;
    std::vector<TunnelFields *> kinds_;
    CheckedField *name_ = nullptr;
    CheckedField *group_ = nullptr;
    CheckedField *limit_ = nullptr;
    HintLabel *cut_;        // says what saving closes
    QPushButton *nextPort_; // shown when the port is taken
    int shown_ = 0;         // of kinds_
    std::optional<QString> typed_; // where to listen, while the next free port is looked for
    int portsToTry_ = 0;
    int leastPort_ = 1; // by what was refused last
};

} // namespace culvert::ui
