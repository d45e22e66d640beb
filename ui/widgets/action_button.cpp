// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/action_button.h"

#include <QAction>

#include <algorithm>

namespace culvert::ui {

ActionButton::ActionButton(QAction *action, QWidget *parent) : QPushButton(parent)
{
    setAutoDefault(false);
    follow(action);
    connect(action, &QAction::changed, this, [this, action] { follow(action); });
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void ActionButton::follow(const QAction *action)
{
    setText(action->text());
    setVisible(action->isVisible());
    setEnabled(action->isEnabled());
    setCheckable(action->isCheckable());
    setChecked(action->isChecked());
    // Why it cannot be used, where the action says so.
    setToolTip(action->whatsThis().isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : action->whatsThis());
    setAccessibleDescription(action->whatsThis());
}

QSize ActionButton::sizeHint() const
{
    // Some styles leave no air around a long text.
    const QSize size = QPushButton::sizeHint();
    const int text = fontMetrics().size(Qt::TextShowMnemonic, this->text()).width();
    return {std::max(size.width(), text + 3 * fontMetrics().averageCharWidth()), size.height()};
}

} // namespace culvert::ui
