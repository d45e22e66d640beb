// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/proxy_fields.h"

#include "api/sentences.h"
#include "core/login.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/password_edit.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>

namespace culvert::ui {

namespace {

std::optional<Error> checkUser(const QString &text)
{
    return usableUser(text) ? std::nullopt : std::optional(Error{ErrorCode::LoginInvalid, text});
}

} // namespace

ProxyFields::ProxyFields(QFormLayout &form)
    : TunnelFields(form),
      listen_(addLine(tr("&Listen on:"),
                      new CheckedField(tr("Listen on"),
                                       tr("A port of this machine, for example 1080. It speaks SOCKS 4, 4a and 5 and HTTP: enter it as the proxy of your browser."),
                                       checkListen, form.parentWidget()),
                      "proxyListen", "127.0.0.1:1080")),
      guarded_(new QCheckBox(tr("Ask applications for a &user name and a password"), form.parentWidget()))
{
    listen_->setRemark(api::exposureWarning);
    guarded_->setObjectName(QStringLiteral("guarded"));
    guarded_->setToolTip(tr("Without it every program of this machine may use the proxy."));
    guarded_->setAccessibleDescription(guarded_->toolTip());
    addRow({}, guarded_);
    user_ = addLine(tr("User na&me:"), new CheckedField(tr("User name"), tr("What applications are asked for; it has no colon."), checkUser, form.parentWidget()),
                    "user", "");
    password_ = passwordEdit(tr("Password"), form.parentWidget());
    password_->setObjectName(QStringLiteral("userPassword"));
    addRow(tr("Pass&word:"), password_);
    connect(guarded_, &QCheckBox::toggled, this, &ProxyFields::changed);
    connect(user_, &CheckedField::edited, this, [this] { password_->setPlaceholderText(keepsPassword() ? tr("Unchanged") : QString()); });
    connect(password_, &QLineEdit::textChanged, this, &ProxyFields::changed);
}

QString ProxyFields::title() const { return tr("Web proxy (SOCKS and HTTP)"); }

QString ProxyFields::introduction() const
{
    return tr("Browsers and other programs that know proxies reach through the port here whatever the other machine lets them.");
}

QString ProxyFields::nameless() const { return tr("How it is called here. Left empty, it is \"proxy\"."); }

void ProxyFields::fill(const api::TunnelInfo &from, bool edited)
{
    from_ = from;
    presentUser_ = edited ? from.user : QString();
    listen_->setText(from.listen);
    guarded_->setChecked(!from.user.isEmpty());
    user_->setText(from.user);
}

api::TunnelInfo ProxyFields::typed() const
{
    api::TunnelInfo typed = from_; // the target that another kind has
    typed.listen = listen_->text();
    typed.user = guarded_->isChecked() ? user_->text() : QString();
    return typed;
}

bool ProxyFields::keepsPassword() const { return !presentUser_.isEmpty() && user_->text() == presentUser_; }

bool ProxyFields::changesMore() const { return guarded_->isChecked() && !password_->text().isEmpty(); }

bool ProxyFields::usable() const
{
    if (!listen_->usable() || !guarded_->isChecked())
        return listen_->usable();
    if (password_->text().isEmpty() && keepsPassword())
        return true;
    return user_->usable() && usableLoginPassword(password_->text().toUtf8());
}

bool ProxyFields::wants(const QWidget *row) const { return guarded_->isChecked() || (row != user_ && row != password_); }

api::Command ProxyFields::added(const TunnelWords &words) const
{
    const bool guarded = guarded_->isChecked();
    return api::AddProxy{words.peer, listen_->text(), words.name, guarded ? user_->text() : QString(), guarded ? password_->text() : QString(), words.extras};
}

api::Command ProxyFields::edited(const QString &tunnel, const TunnelWords &words, bool madeAnew) const
{
    api::EditProxy command{tunnel, words.peer, madeAnew ? listen_->text() : QString(), words.name};
    command.extras = words.extras;
    if (!guarded_->isChecked()) {
        command.user = QString();
    } else if (!keepsPassword() || !password_->text().isEmpty()) {
        command.user = user_->text();
        command.password = password_->text();
    }
    return command;
}

} // namespace culvert::ui
