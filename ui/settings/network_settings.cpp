// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/network_settings.h"

#include "ui/settings/setting_fields.h"
#include "ui/settings/tox_state.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

NetworkSettings::NetworkSettings(EngineState &engine, QWidget *parent) : QWidget(parent), engine_(engine)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);

    QFormLayout *tox = group(tr("Tox network"), tr("What is changed here counts from the next start on."));
    tox->insertRow(0, new ToxState(engine_, this));
    addSwitch(tox, "tox.enabled", tr("Use the Tox network"), tr("Without it peers are reached by direct ways alone, at addresses that are given to them."));
    addSwitch(tox, "tox.udp", tr("UDP"), tr("Without it everything goes through Tox relays, as behind a firewall that lets TCP out alone."));
    addSwitch(tox, "tox.ipv6", tr("IPv6"), tr("Without it Tox uses IPv4 alone."));
    addSwitch(tox, "tox.tcpRelay", tr("Relays, while no direct way is found"), tr("What a relay carries is encrypted for the peer: it sees how much, and between whom."));
    addSwitch(tox, "tox.lanDiscovery", tr("Tell the local network that this machine runs Tox"), tr("Machines of one network then find each other without the internet. Everybody in it can see it."));
    addLine(tox, "tox.udpPort", tr("UDP port:"), tr("UDP port of Tox"), tr("0 takes any free one."));
    addLine(tox, "tox.proxy", tr("Proxy:"), tr("Proxy of Tox"),
            tr("socks5://127.0.0.1:9050 for Tor, or http://HOST:PORT; may be empty. Tox then uses TCP through it alone. The direct path goes around it: switch that off as well if nobody may see where this machine is."));

    QFormLayout *direct = group(tr("Direct path"), tr("The fastest way between two machines, found by both at once. What is changed here counts from the next start on."));
    addSwitch(direct, "direct.enabled", tr("Look for a direct way beside Tox"), tr("It is UDP from machine to machine."));
    addSwitch(direct, "direct.portMapping", tr("Ask the router to forward the port"), tr("By NAT-PMP or UPnP. Peers behind strict routers reach this machine only so."));
    addLine(direct, "direct.port", tr("UDP port:"), tr("UDP port of the direct path"), tr("0 takes any free one. A firewall needs a fixed one."));
    addLine(direct, "direct.endpoint", tr("Reached at:"), tr("Where this machine is reached from outside"),
            tr("HOST:PORT from outside, where a person forwards the port or the machine has an address of its own; may be empty. Goes into invites."));
    addLine(direct, "direct.stun", tr("STUN server:"), tr("STUN server"),
            tr("HOST:PORT, asked by IPv4; may be empty. It tells this machine its address outside, so that two behind routers of their own find a direct way. It learns that address."));

    QFormLayout *limits = group(tr("Limits"), {});
    addLine(limits, "resumeLimit", tr("Resume limit:"), tr("Resume limit"),
            tr("For how long open connections wait for a peer that is gone: 300 is seconds, 5m and 1h can be written too. Counts at once."));
}

QFormLayout *NetworkSettings::group(const QString &title, const QString &introduction)
{
    auto *box = new QGroupBox(title, this);
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (!introduction.isEmpty()) {
        auto *line = new QLabel(introduction, box);
        line->setWordWrap(true);
        form->addRow(line);
    }
    layout()->addWidget(box);
    return form;
}

void NetworkSettings::addSwitch(QFormLayout *form, const char *key, const QString &text, const QString &meaning)
{
    switches_.append(new SettingSwitch(engine_, QString::fromLatin1(key), text, meaning, this));
    form->addRow(switches_.last());
}

void NetworkSettings::addLine(QFormLayout *form, const char *key, const QString &label, const QString &name, const QString &advice)
{
    lines_.append(new SettingLine(engine_, QString::fromLatin1(key), name, advice, this));
    form->addRow(label, lines_.last());
}

void NetworkSettings::load()
{
    for (SettingSwitch *one : switches_)
        one->load();
    for (SettingLine *one : lines_)
        one->load();
}

} // namespace culvert::ui
