// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tox_pair.h"

#include "tox/identity.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace culvert::test {

tox::ToxNode::Options loopbackOptions(QByteArray save)
{
    tox::ToxNode::Options options;
    if (save.isEmpty()) {
        auto identity = tox::createIdentity();
        if (!identity)
            qFatal("no identity: %s", qPrintable(identity.error().detail));
        save = identity->save;
    }
    options.save = std::move(save);
    options.ipv6 = false;
    options.lanDiscovery = false;
    return options;
}

std::unique_ptr<tox::ToxNode> startNode(const tox::ToxNode::Options &options, Timers &timers)
{
    auto node = tox::ToxNode::start(options, timers);
    if (!node)
        qFatal("no Tox node: %s", qPrintable(node.error().detail));
    return std::move(*node);
}

BootstrapNode asBootstrapNode(const tox::ToxNode &node)
{
    return {.host = QStringLiteral("127.0.0.1"), .udpPort = node.udpPort().value_or(0), .tcpPorts = {}, .key = node.dhtPublicKey()};
}

bool ToxPair::isUp() const
{
    const path::DatagramPath *there = leftToRight();
    const path::DatagramPath *back = rightToLeft();
    return there && back && there->kind() != path::Kind::None && back->kind() != path::Kind::None;
}

void ToxPair::forgetCallbacks() const
{
    for (tox::ToxNode *node : {left.get(), right.get()}) {
        if (!node)
            continue;
        node->messageReceived = nullptr;
        node->requested = nullptr;
        node->connectionChanged = nullptr;
    }
    if (!left || !right)
        return;
    for (path::DatagramPath *path : {leftToRight(), rightToLeft()}) {
        if (!path)
            continue;
        path->received = nullptr;
        path->receivedAll = nullptr;
        path->kindChanged = nullptr;
    }
}

ToxPair joinedPair(Timers &timers)
{
    ToxPair pair{startNode(loopbackOptions(), timers), startNode(loopbackOptions(), timers)};
    pair.left->bootstrap(asBootstrapNode(*pair.right));
    pair.right->bootstrap(asBootstrapNode(*pair.left));
    pair.left->add(pair.right->address().publicKey());
    pair.right->add(pair.left->address().publicKey());
    return pair;
}

std::optional<std::chrono::duration<double, std::milli>> echo(const ToxPair &pair, std::span<const std::uint8_t> datagram, int rounds,
                                                              std::chrono::milliseconds patience)
{
    int echoes = 0;
    QEventLoop loop; // QTRY_… sleeps between its looks
    pair.rightToLeft()->received = [&](std::span<const std::uint8_t> bytes) { pair.rightToLeft()->send(bytes); };
    pair.leftToRight()->received = [&](std::span<const std::uint8_t> bytes) {
        if (++echoes < rounds)
            pair.leftToRight()->send(bytes);
        else
            loop.quit();
    };
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    QElapsedTimer clock;
    clock.start();
    pair.leftToRight()->send(datagram);
    loop.exec();
    pair.forgetCallbacks(); // their captures end here
    if (echoes < rounds)
        return std::nullopt;
    return std::chrono::duration<double, std::milli>(double(clock.nsecsElapsed()) / 1e6 / rounds);
}

} // namespace culvert::test
