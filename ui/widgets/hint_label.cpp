// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hint_label.h"

#include "ui/look/tone.h"

#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

HintLabel::HintLabel(QWidget *parent) : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignTop | Qt::AlignLeft);
    keepRoom();
}

void HintLabel::putUnder(QWidget *edit)
{
    QVBoxLayout *column = columnUnder(edit);
    column->setContentsMargins(0, 0, 0, 0);
    parentWidget()->setLayout(column);
    parentWidget()->setFocusProxy(edit);
    parentWidget()->setFocusPolicy(Qt::TabFocus); // the key of a label leads to no buddy without; Tab passes over what has a proxy
}

QVBoxLayout *HintLabel::columnUnder(QWidget *edit)
{
    edit_ = edit;
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(this);
    return column;
}

void HintLabel::advise(const QString &text) { say(text, false); }

void HintLabel::warn(const QString &text) { say(text, true); }

void HintLabel::say(const QString &text, bool wrong)
{
    setText(text);
    QPalette shown = palette();
    shown.setColor(QPalette::WindowText, toneColor(wrong ? Tone::Bad : Tone::Faint, QPalette()));
    setPalette(shown);
    keepRoom();
}

void HintLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    keepRoom();
}

void HintLabel::showEvent(QShowEvent *event)
{
    QLabel::showEvent(event);
    keepRoom();
}

// A form's layout would shrink a label of several lines under what they need. Before it is shown it has no width of its
// own, and would ask for the many lines of a narrow one; less than what it stands under it is only until a window has its size,
// which would grow for those lines and stay so.
void HintLabel::keepRoom()
{
    setMinimumHeight(0); // heightForWidth() is never less than it
    const int least = edit_ ? std::max(edit_->minimumWidth(), edit_->minimumSizeHint().width()) : 0;
    setMinimumHeight(std::max(fontMetrics().lineSpacing() * 2, isVisible() ? heightForWidth(std::max(width(), least)) : 0));
}

} // namespace culvert::ui
