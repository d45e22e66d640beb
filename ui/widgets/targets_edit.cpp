// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/targets_edit.h"

#include "api/sentences.h"
#include "ui/widgets/hint_label.h"

#include <QPlainTextEdit>

namespace culvert::ui {

TargetsEdit::TargetsEdit(const QString &advice, Check check, QWidget *parent)
    : QWidget(parent), advice_(advice), check_(std::move(check)), edit_(new QPlainTextEdit(this)), hint_(new HintLabel(this))
{
    edit_->setObjectName(QStringLiteral("targets"));
    edit_->setAccessibleName(tr("What the other machine may reach here"));
    // Nobody is to take the examples for what is allowed.
    edit_->setPlaceholderText(tr("Nothing is allowed yet.\nYou could write, for example:\n127.0.0.1:80\n192.168.1.10:22"));
    edit_->setTabChangesFocus(true);
    edit_->setFixedHeight(edit_->fontMetrics().lineSpacing() * 5);
    edit_->setMinimumWidth(edit_->fontMetrics().averageCharWidth() * 68);
    hint_->putUnder(edit_);
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        judge();
        Q_EMIT edited();
    });
    judge();
}

QStringList TargetsEdit::lines() const
{
    QStringList out;
    for (const QString &line : edit_->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            out << line.trimmed();
    }
    return out;
}

void TargetsEdit::fix()
{
    edit_->setReadOnly(true);
    hint_->hide();
}

void TargetsEdit::judge()
{
    if (const auto error = check_(lines()))
        hint_->warn(api::sentence(*error));
    else
        hint_->advise(advice_);
    edit_->setAccessibleDescription(hint_->text());
}

} // namespace culvert::ui
