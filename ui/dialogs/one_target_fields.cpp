// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/one_target_fields.h"

#include "api/sentences.h"
#include "ui/widgets/checked_field.h"

#include <QFormLayout>

namespace culvert::ui {

OneTargetFields::OneTargetFields(QFormLayout &form, Port port) : TunnelFields(form), port_(port)
{
    const auto line = [&](const QString &label, const QString &name, const QString &advice, CheckedField::Check check, const char *object, const char *example) {
        return addLine(label, new CheckedField(name, advice, std::move(check), form.parentWidget()), object, example);
    };
    if (port == Port::Here) {
        listen_ = line(tr("&Listen on:"), tr("Listen on"), tr("A port of this machine, for example 8080. Other machines of your network reach it with *:8080."), checkListen,
                       "listen", "127.0.0.1:8080");
        target_ = line(tr("&Target there:"), tr("Target"), tr("Where the peer connects to, seen from there, for example 127.0.0.1:80; 192.168.1.1:53/udp for UDP."), checkTarget,
                       "target", "127.0.0.1:80");
        listen_->setRemark(api::exposureWarning);
    } else {
        listen_ = line(tr("&Listen there:"), tr("Listen there"), tr("A port of the peer, for example 8080. A rule of the peer must allow it."), checkListen, "reverseListen",
                       "127.0.0.1:8080");
        target_ = line(tr("&Target here:"), tr("Target here"), tr("Where this machine connects to, for example 127.0.0.1:80."), checkTarget, "reverseTarget", "127.0.0.1:80");
    }
}

QString OneTargetFields::title() const { return port_ == Port::Here ? tr("To one target") : tr("From the other machine to here"); }

QString OneTargetFields::introduction() const
{
    return port_ == Port::Here ? tr("What connects to the port here comes out at the target on the other machine.")
                               : tr("What connects to the port on the other machine comes out at the target here.");
}

QString OneTargetFields::nameless() const { return tr("How it is called here. Left empty, it is named after its target."); }

void OneTargetFields::fill(const api::TunnelInfo &from, bool)
{
    listen_->setText(from.listen);
    target_->setText(from.target);
}

api::TunnelInfo OneTargetFields::typed() const
{
    api::TunnelInfo typed;
    typed.listen = listen_->text();
    typed.target = target_->text();
    return typed;
}

bool OneTargetFields::usable() const { return listen_->usable() && target_->usable(); }

api::Command OneTargetFields::added(const TunnelWords &words) const
{
    if (port_ == Port::Here)
        return api::AddForward{words.peer, listen_->text(), target_->text(), words.name, words.extras};
    return api::AddReverse{words.peer, listen_->text(), target_->text(), words.name, words.extras};
}

api::Command OneTargetFields::edited(const QString &tunnel, const TunnelWords &words, bool madeAnew) const
{
    const QString listen = madeAnew ? listen_->text() : QString();
    if (port_ == Port::Here)
        return api::EditForward{tunnel, words.peer, listen, target_->text(), words.name, words.extras};
    return api::EditReverse{tunnel, words.peer, listen, target_->text(), words.name, words.extras};
}

} // namespace culvert::ui
