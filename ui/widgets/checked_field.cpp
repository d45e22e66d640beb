// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/checked_field.h"

#include "api/sentences.h"
#include "core/endpoint.h"
#include "core/rate.h"
#include "core/rule.h"
#include "ui/widgets/hint_label.h"

#include <QLineEdit>

namespace culvert::ui {

namespace {

template <class T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result.ok() ? std::nullopt : std::optional(result.error());
}

} // namespace

CheckedField::CheckedField(const QString &accessibleName, const QString &advice, Check check, QWidget *parent)
    : QWidget(parent), advice_(advice), check_(std::move(check)), edit_(new QLineEdit(this)), hint_(new HintLabel(this))
{
    edit_->setAccessibleName(accessibleName);
    edit_->setMinimumWidth(edit_->fontMetrics().averageCharWidth() * 68);
    hint_->putUnder(edit_);
    connect(edit_, &QLineEdit::textChanged, this, [this] {
        judge();
        Q_EMIT edited();
    });
    judge();
}

void CheckedField::setText(const QString &text) { edit_->setText(text); }

void CheckedField::setPlaceholder(const QString &text) { edit_->setPlaceholderText(text); }

void CheckedField::setAdvice(const QString &advice)
{
    advice_ = advice;
    judge();
}

void CheckedField::setRemark(std::function<QString(const QString &text)> remark)
{
    remark_ = std::move(remark);
    judge();
}

QString CheckedField::text() const { return edit_->text().trimmed(); }

bool CheckedField::usable() const { return text().isEmpty() ? mayBeEmpty_ : !check_(text()); }

void CheckedField::judge()
{
    const auto error = text().isEmpty() ? std::nullopt : check_(text());
    const QString remark = remark_ && !error && !text().isEmpty() ? remark_(text()) : QString();
    if (error)
        hint_->warn(api::sentence(*error));
    else if (!remark.isEmpty())
        hint_->warn(remark);
    else
        hint_->advise(advice_);
    edit_->setAccessibleDescription(hint_->text());
}

std::optional<Error> checkTarget(const QString &text) { return errorOf(parseTarget(text)); }
std::optional<Error> checkListen(const QString &text) { return errorOf(parseListen(text)); }
CheckedField::Check checkName(const QString &present)
{
    return [present](const QString &text) { return errorOf(checkedName(text, present)); };
}
std::optional<Error> checkRate(const QString &text) { return errorOf(parseRate(text)); }

} // namespace culvert::ui
