// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/bootstrap.h"

#include <QHostAddress>
#include <QRandomGenerator>

namespace culvert::tox {

namespace {

using namespace std::chrono_literals;

constexpr Duration firstPause = 5s;
constexpr Duration longestPause = 60s;
constexpr qsizetype nodesAtOnce = 8; // each relay asked is a TCP connection

} // namespace

Bootstrap::Bootstrap(Tox *tox, Timers &timers, Options options, std::function<void()> asked)
    : tox_(tox), timers_(timers), options_(std::move(options)), asked_(std::move(asked)),
      alarm_(timers.makeAlarm([this] { round(); })), pause_(firstPause)
{
    // Not everybody asks the first of the list first. This is no secret and replays nothing.
    if (!options_.nodes.isEmpty())
        next_ = qsizetype(QRandomGenerator::global()->bounded(quint32(options_.nodes.size())));
}

void Bootstrap::add(const BootstrapNode &node)
{
    if (!options_.nodes.contains(node))
        options_.nodes.append(node);
    ask(node);
    if (!connected_ && !alarm_->isSet())
        alarm_->setAt(timers_.now() + pause_);
}

void Bootstrap::setConnected(bool connected)
{
    connected_ = connected;
    pause_ = firstPause;
    if (connected)
        alarm_->cancel();
    else
        alarm_->setAt(timers_.now() + pause_);
}

void Bootstrap::askNow()
{
    pause_ = firstPause;
    round();
    if (connected_)
        alarm_->cancel();
}

void Bootstrap::round()
{
    if (options_.nodes.isEmpty())
        return;
    for (qsizetype i = std::min(nodesAtOnce, options_.nodes.size()); i > 0; --i)
        ask(options_.nodes.at(next_++ % options_.nodes.size()));
    next_ %= options_.nodes.size();
    alarm_->setAt(timers_.now() + pause_);
    pause_ = std::min(pause_ * 3 / 2, longestPause);
}

void Bootstrap::ask(const BootstrapNode &node)
{
    const QHostAddress literal(node.host);
    if (!literal.isNull()) {
        askAt(node, literal);
        return;
    }
    QHostInfo::lookupHost(node.host, &lookups_, [this, node](const QHostInfo &resolved) { askResolved(node, resolved); });
}

void Bootstrap::askResolved(const BootstrapNode &node, const QHostInfo &resolved)
{
    // One address of each family: the others are the same machine.
    bool askedIpv4 = false;
    bool askedIpv6 = !options_.ipv6;
    const auto addresses = resolved.addresses();
    for (const QHostAddress &address : addresses) {
        bool &done = address.protocol() == QAbstractSocket::IPv4Protocol ? askedIpv4 : askedIpv6;
        if (!std::exchange(done, true))
            askAt(node, address);
    }
}

void Bootstrap::askAt(const BootstrapNode &node, const QHostAddress &address)
{
    const QByteArray host = address.toString().toLatin1();
    if (node.udpPort != 0)
        tox_bootstrap(tox_, host.constData(), node.udpPort, node.key.data(), nullptr);
    if (options_.tcpRelay) {
        for (const quint16 port : node.tcpPorts) {
            if (port != 0)
                tox_add_tcp_relay(tox_, host.constData(), port, node.key.data(), nullptr);
        }
    }
    asked_();
}

} // namespace culvert::tox
