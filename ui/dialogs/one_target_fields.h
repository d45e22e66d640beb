// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/tunnel_fields.h"

namespace culvert::ui {

// A port on one machine that leads to one target seen from the other: a forward has the port here, a reverse one there.
class OneTargetFields final : public TunnelFields {
    Q_OBJECT
public:
    // `port`: where it is.
    enum class Port { Here, There };
    OneTargetFields(QFormLayout &form, Port port);

    [[nodiscard]] api::TunnelKind kind() const override { return port_ == Port::Here ? api::TunnelKind::Forward : api::TunnelKind::Reverse; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString introduction() const override;
    [[nodiscard]] QString nameless() const override;
    void fill(const api::TunnelInfo &from, bool edited) override;
    [[nodiscard]] api::TunnelInfo typed() const override;
    [[nodiscard]] bool usable() const override;
    [[nodiscard]] CheckedField *listen() const override { return port_ == Port::Here ? listen_ : nullptr; }
    [[nodiscard]] api::Command added(const TunnelWords &words) const override;
    [[nodiscard]] api::Command edited(const QString &tunnel, const TunnelWords &words, bool madeAnew) const override;

private:
    const Port port_;
    CheckedField *listen_;
    CheckedField *target_;
};

} // namespace culvert::ui
