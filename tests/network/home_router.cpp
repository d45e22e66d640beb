// SPDX-License-Identifier: GPL-3.0-or-later
#include "home_router.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>

namespace culvert::test {

namespace {

constexpr int patienceMs = 10'000;

// The chains of the second half are miniupnpd's own to fill.
constexpr char rules[] = R"(
table inet filter {
    chain miniupnpd {
    }
    chain prerouting_miniupnpd {
    }
    chain postrouting_miniupnpd {
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
        oifname "internet" masquerade
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
allow 1024-65535 10.1.0.0/24 1024-65535
)";

QString found(const char *program)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(program), {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"), QStringLiteral("/usr/bin")});
}

} // namespace

HomeRouter::HomeRouter(const NetNamespace &inHouse, const NetNamespace &outside)
{
    network_.inside([] {
        QFile forward(QStringLiteral("/proc/sys/net/ipv4/ip_forward"));
        if (forward.open(QIODevice::WriteOnly))
            forward.write("1");
    });
    up_ = network_.isValid() && inHouse.ip(QStringLiteral("link add eth0 type veth peer name house netns %1").arg(network_.path()))
        && outside.ip(QStringLiteral("link add eth0 type veth peer name internet netns %1").arg(network_.path()))
        && network_.ip(QStringLiteral("address add 10.1.0.1/24 dev house")) && network_.ip(QStringLiteral("link set house up"))
        && network_.ip(QStringLiteral("address add %1/24 dev internet").arg(QLatin1StringView(address))) && network_.ip(QStringLiteral("link set internet up"))
        && inHouse.ip(QStringLiteral("address add 10.1.0.2/24 dev eth0")) && inHouse.ip(QStringLiteral("link set eth0 up"))
        && inHouse.ip(QStringLiteral("route add default via 10.1.0.1"))
        && outside.ip(QStringLiteral("address add 42.0.0.2/24 dev eth0")) && outside.ip(QStringLiteral("link set eth0 up"))
        && run(found("nft"), {QStringLiteral("-f"), QStringLiteral("-")}, rules);
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
    if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray(config) + "enable_upnp=" + word(Upnp) + "enable_natpmp=" + word(NatPmp)) < 0)
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
    QProcess process;
    process.setChildProcessModifier(network_.childModifier());
    process.start(found("nft"), {QStringLiteral("list"), QStringLiteral("chain"), QStringLiteral("inet"), QStringLiteral("filter"), QStringLiteral("prerouting_miniupnpd")});
    return process.waitForFinished(patienceMs) && process.readAllStandardOutput().contains("dport " + QByteArray::number(port) + ' ');
}

bool HomeRouter::run(const QString &program, const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.setChildProcessModifier(network_.childModifier());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    qWarning("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    return false;
}

} // namespace culvert::test
