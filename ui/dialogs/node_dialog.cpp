// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/node_dialog.h"

#include "ui/text/node_text.h"
#include "ui/widgets/checked_field.h"

#include <QFormLayout>
#include <QLineEdit>

namespace culvert::ui {

NodeDialog::NodeDialog(api::EngineClient &client, const QList<BootstrapNode> &nodes, qsizetype at, QWidget *parent)
    : CommandDialog(client, at < nodes.size() ? tr("Edit bootstrap node") : tr("Add a bootstrap node"), tr("Save"), parent), nodes_(nodes), at_(at),
      host_(addLine(tr("&Host:"), new CheckedField(tr("Host"), tr("A name or an address, as whoever runs the node gives it."), checkNodeHost, this), "nodeHost", "node.example.org")),
      udp_(addLine(tr("&UDP port:"), new CheckedField(tr("UDP port"), tr("Usually 33445. Left empty, the node is a TCP relay alone."), checkNodePort, this), "nodePort", "33445")),
      tcp_(addLine(tr("&TCP ports:"), new CheckedField(tr("TCP ports"), tr("Of its relay, with commas between them. Left empty, it has none."), checkNodePorts, this), "nodeTcp", "443, 3389")),
      key_(addLine(tr("&Key:"), new CheckedField(tr("Key"), tr("Its public key, 64 digits."), checkNodeKey, this), "nodeKey", ""))
{
    setObjectName(QStringLiteral("nodeDialog"));
    if (nodes.isEmpty())
        setIntroduction(tr("From the next start on this node is asked alone, instead of the list that comes with the program."));
    udp_->setMayBeEmpty(true);
    tcp_->setMayBeEmpty(true);
    if (at < nodes.size()) {
        const BootstrapNode &node = nodes[at];
        host_->setText(node.host);
        udp_->setText(node.udpPort ? QString::number(node.udpPort) : QString());
        tcp_->setText(portsText(node.tcpPorts));
        key_->setText(node.key.toHex());
    }
    host_->setFocus();
    change();
}

CheckedField *NodeDialog::addLine(const QString &label, CheckedField *field, const char *object, const char *placeholder)
{
    field->edit()->setObjectName(QString::fromLatin1(object));
    field->setPlaceholder(QString::fromLatin1(placeholder));
    form()->addRow(label, field);
    connect(field, &CheckedField::edited, this, [this] { change(); });
    return field;
}

bool NodeDialog::complete() const
{
    return host_->usable() && udp_->usable() && tcp_->usable() && key_->usable() && !(udp_->text().isEmpty() && tcp_->text().isEmpty());
}

api::Command NodeDialog::command() const
{
    BootstrapNode node{host_->text(), udp_->text().toUShort(), {}, PublicKey::fromHex(key_->text()).value_or(PublicKey())};
    if (const auto ports = parsePorts(tcp_->text()))
        node.tcpPorts = *ports;
    QList<BootstrapNode> next = nodes_;
    if (at_ < next.size())
        next[at_] = node;
    else
        next << node;
    return api::SetNodes{QString::fromUtf8(encodeNodes(next))};
}

} // namespace culvert::ui
