// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/tunnel_fields.h"

namespace culvert::ui {

// A port of the peer that leads to one target of this machine.
class ReverseFields final : public TunnelFields {
    Q_OBJECT
public:
    explicit ReverseFields(QFormLayout &form);

    [[nodiscard]] api::TunnelKind kind() const override { return api::TunnelKind::Reverse; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString introduction() const override;
    [[nodiscard]] QString nameless() const override;
    void fill(const api::TunnelInfo &from, bool edited) override;
    [[nodiscard]] api::TunnelInfo typed() const override;
    [[nodiscard]] bool usable() const override;
    [[nodiscard]] CheckedField *listen() const override { return nullptr; } // it listens there
    [[nodiscard]] api::Command added(const TunnelWords &words) const override;
    [[nodiscard]] api::Command edited(const QString &tunnel, const TunnelWords &words) const override;

private:
    CheckedField *listen_;
    CheckedField *target_;
};

} // namespace culvert::ui
