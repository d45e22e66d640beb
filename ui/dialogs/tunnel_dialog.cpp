// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tunnel_dialog.h"

#include "api/sentences.h"
#include "core/endpoint.h"
#include "ui/text/words.h"
#include "ui/widgets/checked_field.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace culvert::ui {

namespace {

constexpr int mostPorts = 50; // tried one after the other for a free one

} // namespace

TunnelDialog::TunnelDialog(api::EngineClient &client, Purpose purpose, const api::TunnelInfo &from,
                           const QList<api::PeerInfo> &peers, QWidget *parent)
    : CommandDialog(client, purpose == Purpose::Add ? tr("Add a tunnel") : tr("Edit tunnel \"%1\"").arg(from.name),
                    purpose == Purpose::Add ? tr("Add and start") : tr("Save"), parent),
      edited_(purpose == Purpose::Edit ? from.name : QString()),
      peer_(new QComboBox(this)),
      listen_(new CheckedField(tr("Listen on"),
                               tr("A port of this machine, for example 8080. Other machines of your network reach it with *:8080."),
                               checkListen, this)),
      target_(new CheckedField(tr("Target"), tr("Where the peer connects to, seen from there, for example 127.0.0.1:80."),
                               checkTarget, this)),
      name_(new CheckedField(tr("Name"), tr("How it is called here. Left empty, it is named after its target."), checkName, this)),
      nextPort_(addAnswer(tr("Use the next &free port")))
{
    nextPort_->setObjectName(QStringLiteral("nextPort"));
    nextPort_->hide();
    connect(nextPort_, &QPushButton::clicked, this, [this] {
        portsToTry_ = mostPorts;
        tryNextPort();
    });
    setIntroduction(tr("What connects to the port here comes out at the target on the other machine."));
    peer_->setAccessibleName(tr("Through peer"));
    for (const api::PeerInfo &peer : peers)
        peer_->addItem(tr("%1  (%2)").arg(peer.name, words(peer.state)), peer.id.toHex());
    const int known = peer_->findData(from.peerId.toHex());
    if (known >= 0)
        peer_->setCurrentIndex(known);

    listen_->setRemark(api::exposureWarning);
    name_->setMayBeEmpty(purpose == Purpose::Add);
    listen_->setPlaceholder(QStringLiteral("127.0.0.1:8080"));
    target_->setPlaceholder(QStringLiteral("127.0.0.1:80"));
    listen_->setText(from.listen);
    target_->setText(from.target);
    name_->setText(from.name);
    listen_->edit()->setObjectName(QStringLiteral("listen"));
    target_->edit()->setObjectName(QStringLiteral("target"));
    name_->edit()->setObjectName(QStringLiteral("name"));
    peer_->setObjectName(QStringLiteral("peer"));

    form()->addRow(tr("&Listen on:"), listen_);
    form()->addRow(tr("Through &peer:"), peer_);
    form()->addRow(tr("&Target there:"), target_);
    form()->addRow(tr("&Name:"), name_);
    setTabOrder(listen_->edit(), peer_);
    setTabOrder(peer_, target_->edit());
    setTabOrder(target_->edit(), name_->edit());
    for (CheckedField *field : {listen_, target_, name_})
        connect(field, &CheckedField::edited, this, [this] { change(); });
    connect(peer_, &QComboBox::currentIndexChanged, this, [this] { change(); });
    change();
    listen_->setFocus();
}

void TunnelDialog::failed(const Error &error)
{
    const bool taken = error.code == ErrorCode::PortInUse || error.code == ErrorCode::PortNotPermitted;
    nextPort_->setVisible(taken);
    if (taken && portsToTry_ > 0)
        tryNextPort();
    else
        portsToTry_ = 0;
}

void TunnelDialog::tryNextPort()
{
    const auto listen = parseListen(listen_->text());
    if (!listen || listen->port == 65535) {
        portsToTry_ = 0;
        return;
    }
    --portsToTry_;
    // As it was written, with or without an address.
    const QString typed = listen_->text();
    const qsizetype colon = typed.lastIndexOf(u':');
    listen_->setText(typed.left(colon + 1) + QString::number(listen->port + 1));
    accept();
}

bool TunnelDialog::complete() const
{
    return peer_->currentIndex() >= 0 && listen_->usable() && target_->usable() && name_->usable();
}

api::Command TunnelDialog::command() const
{
    const QString peer = peer_->currentData().toString();
    if (edited_.isEmpty())
        return api::AddForward{peer, listen_->text(), target_->text(), name_->text()};
    return api::EditForward{edited_, peer, listen_->text(), target_->text(), name_->text()};
}

} // namespace culvert::ui
