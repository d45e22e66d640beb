// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/qr_code.h"

#include <QWidget>

#include <optional>

namespace culvert::ui {

// A text as a QR code: black on white in every theme, with its quiet zone, each module a whole number of the screen's own
// pixels. Shows nothing for a text that no code holds, and in a program without libqrencode.
class QrView final : public QWidget {
    Q_OBJECT
public:
    explicit QrView(QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] bool hasCode() const { return code_.has_value(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int modulesAcross() const; // with the quiet zone; 0 without a code

    std::optional<api::QrCode> code_;
};

} // namespace culvert::ui
