// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

namespace culvert::ui {

// A push button that is one face of an action: it takes its text, tool tip and whether it can be used from there.
class ActionButton final : public QPushButton {
    Q_OBJECT
public:
    // `action` outlives the button.
    explicit ActionButton(QAction *action, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void follow(const QAction *action);
};

} // namespace culvert::ui
