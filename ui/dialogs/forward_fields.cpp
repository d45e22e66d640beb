// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/forward_fields.h"

#include "api/sentences.h"
#include "ui/widgets/checked_field.h"

#include <QFormLayout>

namespace culvert::ui {

ForwardFields::ForwardFields(QFormLayout &form)
    : TunnelFields(form),
      listen_(addLine(tr("&Listen on:"),
                      new CheckedField(tr("Listen on"),
                                       tr("A port of this machine, for example 8080. Other machines of your network reach it with *:8080."),
                                       checkListen, form.parentWidget()),
                      "listen", "127.0.0.1:8080")),
      target_(addLine(tr("&Target there:"),
                      new CheckedField(tr("Target"), tr("Where the peer connects to, seen from there, for example 127.0.0.1:80; 192.168.1.1:53/udp for UDP."), checkTarget,
                                       form.parentWidget()),
                      "target", "127.0.0.1:80"))
{
    listen_->setRemark(api::exposureWarning);
}

QString ForwardFields::title() const { return tr("To one target"); }

QString ForwardFields::introduction() const { return tr("What connects to the port here comes out at the target on the other machine."); }

QString ForwardFields::nameless() const { return tr("How it is called here. Left empty, it is named after its target."); }

void ForwardFields::fill(const api::TunnelInfo &from, bool)
{
    listen_->setText(from.listen);
    target_->setText(from.target);
}

api::TunnelInfo ForwardFields::typed() const
{
    api::TunnelInfo typed;
    typed.listen = listen_->text();
    typed.target = target_->text();
    return typed;
}

bool ForwardFields::usable() const { return listen_->usable() && target_->usable(); }

api::Command ForwardFields::added(const TunnelWords &words) const
{
    return api::AddForward{words.peer, listen_->text(), target_->text(), words.name, words.extras};
}

api::Command ForwardFields::edited(const QString &tunnel, const TunnelWords &words) const
{
    return api::EditForward{tunnel, words.peer, listen_->text(), target_->text(), words.name, words.extras};
}

} // namespace culvert::ui
