// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/tunnel_fields.h"

class QCheckBox;
class QLineEdit;

namespace culvert::ui {

// A port here for applications that name their targets themselves, with a user name and password if a person wants that.
class ProxyFields final : public TunnelFields {
    Q_OBJECT
public:
    explicit ProxyFields(QFormLayout &form);

    [[nodiscard]] api::TunnelKind kind() const override { return api::TunnelKind::Proxy; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString introduction() const override;
    [[nodiscard]] QString nameless() const override;
    void fill(const api::TunnelInfo &from, bool edited) override;
    [[nodiscard]] api::TunnelInfo typed() const override;
    [[nodiscard]] bool usable() const override;
    [[nodiscard]] CheckedField *listen() const override { return listen_; }
    [[nodiscard]] bool changesMore() const override;
    [[nodiscard]] bool wants(const QWidget *row) const override;
    [[nodiscard]] api::Command added(const TunnelWords &words) const override;
    [[nodiscard]] api::Command edited(const QString &tunnel, const TunnelWords &words, bool madeAnew) const override;

private:
    [[nodiscard]] bool keepsPassword() const; // the one that the tunnel has

    CheckedField *listen_;
    QCheckBox *guarded_;
    CheckedField *user_;
    QLineEdit *password_;
    QString presentUser_;
    api::TunnelInfo from_;
};

} // namespace culvert::ui
