// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_networks.h"

#include <QNetworkProxy>
#include <QTest>

#include <tuple>

namespace culvert::test {

namespace {

constexpr int patience = 90'000; // ms for two to find each other through Tox

} // namespace

bool TwoNetworks::startRelay()
{
    relay_.setPlace(wire.address(2), second.childModifier());
    relayed_ = relay_.start();
    return relayed_;
}

QString TwoNetworks::start(Way way)
{
    if (!first.isValid() || !second.isValid() || !wire.isUp())
        return QStringLiteral("no networks");
    application.setChildModifier(first.childModifier());
    target.setChildModifier(second.childModifier());
    bystander_.setChildModifier(second.childModifier());
    const QString list = QStringLiteral("list.json");
    // The first machine of a network knows nobody: a node that is not there.
    QByteArray nodes = nodesList(wire.address(2), 9, QString(64, u'A'));
    if (relayed_)
        nodes = nodesList(relay_.node().host, relay_.node().udpPort, relay_.node().key.toHex(), {relay_.node().tcpPorts.first()});
    for (Machine *machine : {&target, &application, &bystander_}) {
        const bool direct = way == Way::Direct && machine != &bystander_;
        const std::pair<QString, QString> settings[] = {
            {QStringLiteral("tox.lanDiscovery"), QStringLiteral("false")},
            {QStringLiteral("direct.enabled"), direct ? QStringLiteral("true") : QStringLiteral("false")},
            {QStringLiteral("direct.port"), QString::number(machine == &target ? directPort : 0)}};
        for (const auto &[key, value] : settings) {
            if (const Answer set = machine->run({QStringLiteral("set"), key, value}); set.exitCode != 0)
                return set.err;
        }
        if (!machine->write(list, nodes) || !machine->start(machine->file(list)))
            return QStringLiteral("culvertd did not start");
        if (machine == &target && !relayed_) {
            const QJsonObject node = target.status()[QStringLiteral("tox")][QStringLiteral("node")].toObject();
            nodes = nodesList(wire.address(2), node[QStringLiteral("udpPort")].toInt(), node[QStringLiteral("dhtPublicKey")].toString());
        }
    }
    const QString link = target.run({QStringLiteral("invite")}).out.simplified().split(u' ').last();
    const Answer paired = application.json({QStringLiteral("pair"), link, QStringLiteral("--name"), QStringLiteral("target")});
    if (paired.exitCode != 0)
        return QStringLiteral("pairing: ") + paired.err;
    const QString path = way == Way::Direct ? QStringLiteral("direct") : QStringLiteral("tox-udp");
    if (!QTest::qWaitFor([&] { return peerState() == QStringLiteral("online") && peerPath() == path; }, patience))
        return QStringLiteral("%1 by %2, not online by %3").arg(peerState(), peerPath(), path);
    return {};
}

std::unique_ptr<Transfer> TwoNetworks::transfer(qint64 size)
{
    second.inside([&] { server_ = std::make_unique<DuplexServer>(DuplexSizes{size, size}); });
    auto out = std::make_unique<Transfer>();
    out->application = std::make_unique<DuplexEnd>(connectTo(true, forward(true, server_->port())), size, size, 1000);
    if (!QTest::qWaitFor([&] { return server_->last() && out->application->received() > 0; }, 10'000))
        return nullptr;
    out->target = server_->last();
    return out;
}

quint16 TwoNetworks::forward(bool fromFirst, quint16 service)
{
    const Machine &from = fromFirst ? application : target;
    const Machine &to = fromFirst ? target : application;
    const QString endpoint = QStringLiteral("127.0.0.1:%1").arg(service);
    const auto peerId = [](const Machine &machine) { return machine.firstPeer(QStringLiteral("id")); };
    if (to.run({QStringLiteral("allow"), peerId(to), endpoint}).exitCode != 0)
        return 0;
    const QString listen = from.json({QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), peerId(from),
                                      QStringLiteral("--listen"), QStringLiteral("0"), QStringLiteral("--target"), endpoint})
                               .object()[QStringLiteral("listen")].toString();
    return quint16(listen.section(u':', -1).toUInt());
}

std::unique_ptr<QTcpSocket> TwoNetworks::connectTo(bool inFirst, quint16 port) const
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    (inFirst ? first : second).inside([&] { socket->bind(QHostAddress::LocalHost); }); // makes the descriptor there
    socket->connectToHost(QHostAddress::LocalHost, port);
    return socket;
}

void TwoNetworks::removeForwards()
{
    for (const Machine *machine : {&application, &target}) {
        const QJsonArray tunnels = machine->status()[QStringLiteral("tunnels")].toArray();
        for (const QJsonValue &tunnel : tunnels)
            std::ignore = machine->run({QStringLiteral("forward"), QStringLiteral("remove"), tunnel[QStringLiteral("name")].toString()});
    }
}

QString TwoNetworks::connectionsOf(const Machine &machine) const { return machine.json({QStringLiteral("connections")}).out; }

bool TwoNetworks::isAtBaseline() const { return application.offBaseline().isEmpty() && target.offBaseline().isEmpty(); }

QString TwoNetworks::peer(const QString &key) const { return application.firstPeer(key); }

} // namespace culvert::test
