// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_fields.h"

#include "api/sentences.h"
#include "ui/engine_state.h"
#include "ui/widgets/hint_label.h"

#include <QLineEdit>

namespace culvert::ui {

SettingSwitch::SettingSwitch(EngineState &engine, const QString &key, const QString &text, const QString &meaning, QWidget *parent)
    : QCheckBox(text, parent), engine_(engine), key_(key)
{
    setObjectName(key);
    setToolTip(meaning);
    setAccessibleDescription(meaning);
    setEnabled(false); // until it is known
    connect(this, &QCheckBox::clicked, this, [this] { ask(true); });
}

void SettingSwitch::load() { ask(false); }

void SettingSwitch::ask(bool write)
{
    const auto value = write ? std::optional(isChecked() ? QStringLiteral("true") : QStringLiteral("false")) : std::nullopt;
    engine_.client().send(api::SetSetting{key_, value}, this, [this, write](const api::Reply &reply) {
        setEnabled(reply.ok());
        if (reply.ok()) {
            setChecked((*reply)[key_].toString() == u"true");
        } else if (write) {
            Q_EMIT engine_.failed(reply.error());
            load();
        }
    });
}

SettingLine::SettingLine(EngineState &engine, const QString &key, const QString &name, const QString &advice, QWidget *parent)
    : QWidget(parent), engine_(engine), key_(key), advice_(advice), edit_(new QLineEdit(this)), hint_(new HintLabel(this))
{
    edit_->setObjectName(key);
    edit_->setAccessibleName(name);
    edit_->setAccessibleDescription(advice);
    edit_->setEnabled(false);
    edit_->setMaximumWidth(edit_->fontMetrics().averageCharWidth() * 40);
    hint_->advise(advice);
    hint_->putUnder(edit_);
    connect(edit_, &QLineEdit::editingFinished, this, &SettingLine::save);
}

void SettingLine::load()
{
    engine_.client().send(api::SetSetting{key_, std::nullopt}, this, [this](const api::Reply &reply) {
        edit_->setEnabled(reply.ok());
        if (!reply.ok() || edit_->hasFocus())
            return;
        kept_ = (*reply)[key_].toString();
        edit_->setText(kept_);
        hint_->advise(advice_);
    });
}

void SettingLine::save()
{
    const QString typed = edit_->text().trimmed();
    if (typed == kept_) {
        hint_->advise(advice_);
        return;
    }
    engine_.client().send(api::SetSetting{key_, typed}, this, [this, typed](const api::Reply &reply) {
        if (!reply.ok()) {
            hint_->warn(api::sentence(reply.error()));
            return;
        }
        kept_ = (*reply)[key_].toString();
        hint_->advise(advice_);
        if (edit_->text().trimmed() == typed)
            edit_->setText(kept_);
    });
}

} // namespace culvert::ui
