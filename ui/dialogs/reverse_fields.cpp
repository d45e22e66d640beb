// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/reverse_fields.h"

#include "ui/widgets/checked_field.h"

#include <QFormLayout>

namespace culvert::ui {

ReverseFields::ReverseFields(QFormLayout &form)
    : TunnelFields(form),
      listen_(addLine(tr("&Listen there:"),
                      new CheckedField(tr("Listen there"), tr("A port of the peer, for example 8080. A rule of the peer must allow it."), checkListen,
                                       form.parentWidget()),
                      "reverseListen", "127.0.0.1:8080")),
      target_(addLine(tr("&Target here:"),
                      new CheckedField(tr("Target here"), tr("Where this machine connects to, for example 127.0.0.1:80."), checkTarget, form.parentWidget()),
                      "reverseTarget", "127.0.0.1:80"))
{
}

QString ReverseFields::title() const { return tr("From the other machine to here"); }

QString ReverseFields::introduction() const { return tr("What connects to the port on the other machine comes out at the target here."); }

QString ReverseFields::nameless() const { return tr("How it is called here. Left empty, it is named after its target."); }

void ReverseFields::fill(const api::TunnelInfo &from, bool)
{
    listen_->setText(from.listen);
    target_->setText(from.target);
}

api::TunnelInfo ReverseFields::typed() const
{
    api::TunnelInfo typed;
    typed.listen = listen_->text();
    typed.target = target_->text();
    return typed;
}

bool ReverseFields::usable() const { return listen_->usable() && target_->usable(); }

api::Command ReverseFields::added(const TunnelWords &words) const
{
    return api::AddReverse{words.peer, listen_->text(), target_->text(), words.name, words.extras};
}

api::Command ReverseFields::edited(const QString &tunnel, const TunnelWords &words) const
{
    return api::EditReverse{tunnel, words.peer, listen_->text(), target_->text(), words.name, words.extras};
}

} // namespace culvert::ui
