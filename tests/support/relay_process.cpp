// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/relay_process.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

namespace culvert::test {

namespace {

const QString program = QStringLiteral("tox-bootstrapd");

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

} // namespace

RelayProcess::~RelayProcess()
{
    if (process_.state() == QProcess::NotRunning)
        return;
    process_.kill();
    process_.waitForFinished();
}

bool RelayProcess::installed() { return !QStandardPaths::findExecutable(program).isEmpty(); }

void RelayProcess::setPlace(const QString &host, const std::function<void()> &childModifier)
{
    node_.host = host;
    process_.setChildProcessModifier(childModifier);
}

bool RelayProcess::start()
{
    if (node_.host.isEmpty())
        node_.host = QStringLiteral("127.0.0.1");
    node_.udpPort = freePort();
    node_.tcpPorts = {freePort()};
    QFile config(folder_.filePath(QStringLiteral("relay.conf")));
    if (!config.open(QIODevice::WriteOnly))
        return false;
    config.write(QStringLiteral("port = %1\nkeys_file_path = \"%2/keys\"\npid_file_path = \"%2/pid\"\n"
                                "enable_ipv6 = false\nenable_ipv4_fallback = false\nenable_lan_discovery = false\n"
                                "enable_tcp_relay = true\ntcp_relay_ports = [%3]\nenable_motd = false\n")
                     .arg(node_.udpPort)
                     .arg(folder_.path())
                     .arg(node_.tcpPorts.first())
                     .toLatin1());
    config.close();
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.start(program, {QStringLiteral("--config"), config.fileName(), QStringLiteral("--foreground"),
                             QStringLiteral("--log-backend"), QStringLiteral("stdout")});
    QString said;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 20'000 && process_.state() != QProcess::NotRunning && !said.contains(u"Public Key: ")) {
        process_.waitForReadyRead(1000);
        said += QString::fromLatin1(process_.readAll());
    }
    const auto key = PublicKey::fromHex(said.section(QStringLiteral("Public Key: "), 1).left(2 * int(PublicKey::size)));
    if (!key) {
        qWarning("tox-bootstrapd said: %s", qPrintable(said));
        return false;
    }
    node_.key = *key;
    return true;
}

} // namespace culvert::test
