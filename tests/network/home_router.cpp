// SPDX-License-Identifier: GPL-3.0-or-later
#include "home_router.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>

namespace culvert::test {

namespace {

constexpr int patienceMs = 10'000;

// The first chains are miniupnpd's to fill. What comes from outside unasked is dropped, as everywhere: were it answered, Linux would
// remember it, and give the machine inside that sends there another port.
constexpr char rules[] = R"(
table inet filter {
    chain miniupnpd {
    }
    chain prerouting_miniupnpd {
    }
    chain postrouting_miniupnpd {
    }
    chain input {
        type filter hook input priority 0; policy accept;
        iifname "internet" ct state != { established, related } drop
    }
    chain forward {
        type filter hook forward priority 0; policy drop;
        iifname "house" accept
        ct state established,related accept
        jump miniupnpd
    }
    chain prerouting {
        type nat hook prerouting priority -100; policy accept;
        jump prerouting_miniupnpd
    }
    chain postrouting {
        type nat hook postrouting priority 100; policy accept;
        oifname "internet" masquerade PORTS
        jump postrouting_miniupnpd
    }
}
)";

constexpr char config[] = R"(ext_ifname=internet
listening_ip=house
secure_mode=yes
uuid=00000000-0000-0000-0000-000000000001
upnp_table_name=filter
upnp_nat_table_name=filter
upnp_forward_chain=miniupnpd
upnp_nat_chain=prerouting_miniupnpd
upnp_nat_postrouting_chain=postrouting_miniupnpd
)";

QString found(const char *program)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(program), {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"), QStringLiteral("/usr/bin")});
}

} // namespace

HomeRouter::HomeRouter(const NetNamespace &inHouse, const NetNamespace &internet, int number, Ports ports)
    : house_(QStringLiteral("10.%1.0.").arg(number)), outside_(QStringLiteral("4%1.0.0.").arg(number))
{
    const QString eth = QStringLiteral("eth%1").arg(number);
    passOn(network_);
    passOn(internet);
    up_ = network_.isValid() && dir_.isValid() && inHouse.ip(QStringLiteral("link add eth0 type veth peer name house netns %1").arg(network_.path()))
        && internet.ip(QStringLiteral("link add %1 type veth peer name internet netns %2").arg(eth, network_.path()))
        && network_.ip(QStringLiteral("address add %1/24 dev house").arg(house_ + u'1')) && network_.ip(QStringLiteral("link set house up"))
        && network_.ip(QStringLiteral("address add %1/24 dev internet").arg(address())) && network_.ip(QStringLiteral("link set internet up"))
        && inHouse.ip(QStringLiteral("address add %1/24 dev eth0").arg(house_ + u'2')) && inHouse.ip(QStringLiteral("link set eth0 up"))
        && inHouse.ip(QStringLiteral("route add default via %1").arg(house_ + u'1'))
        && internet.ip(QStringLiteral("address add %1/24 dev %2").arg(internetAddress(), eth)) && internet.ip(QStringLiteral("link set %1 up").arg(eth))
        && network_.ip(QStringLiteral("route add default via %1").arg(internetAddress()))
        && network_.run(found("nft"), {QStringLiteral("-f"), QStringLiteral("-")}, QByteArray(rules).replace("PORTS", ports == Ports::Kept ? "" : "fully-random"));
}

void HomeRouter::passOn(const NetNamespace &network)
{
    network.inside([] {
        QFile forward(QStringLiteral("/proc/sys/net/ipv4/ip_forward"));
        if (forward.open(QIODevice::WriteOnly))
            forward.write("1");
    });
}

HomeRouter::~HomeRouter()
{
    daemon_.terminate();
    daemon_.waitForFinished(patienceMs);
}

bool HomeRouter::isInstalled() { return !found("miniupnpd").isEmpty() && !found("nft").isEmpty(); }

bool HomeRouter::start(int speaking)
{
    const auto word = [speaking](int one) { return speaking & one ? QByteArray("yes\n") : QByteArray("no\n"); };
    const QString file = dir_.filePath(QStringLiteral("config"));
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray(config) + "allow 1024-65535 " + house_.toLatin1() + "0/24 1024-65535\nenable_upnp=" + word(Upnp) + "enable_natpmp=" + word(NatPmp)) < 0)
        return false;
    out.close();
    daemon_.setChildProcessModifier(network_.childModifier());
    daemon_.setProcessChannelMode(QProcess::MergedChannels);
    daemon_.start(found("miniupnpd"), {QStringLiteral("-d"), QStringLiteral("-f"), file, QStringLiteral("-P"), dir_.filePath(QStringLiteral("pid"))});
    QByteArray said;
    QElapsedTimer since;
    since.start();
    const char *ready = speaking & NatPmp ? "Listening for NAT-PMP" : "HTTP listening on port";
    while (!said.contains(ready) && since.elapsed() < patienceMs && daemon_.state() != QProcess::NotRunning) {
        daemon_.waitForReadyRead(100);
        said += daemon_.readAll();
    }
    if (!said.contains(ready))
        qWarning("miniupnpd: %s", said.constData());
    return said.contains(ready);
}

bool HomeRouter::forwards(quint16 port) const
{
    const auto rules = network_.run(found("nft"), {QStringLiteral("list"), QStringLiteral("chain"), QStringLiteral("inet"), QStringLiteral("filter"), QStringLiteral("prerouting_miniupnpd")});
    return rules && rules->contains("dport " + QByteArray::number(port) + ' ');
}

} // namespace culvert::test
