// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "host/engine_host.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace culvert::test {

// Bytes that look random, the same for the same seed.
inline QByteArray pattern(qsizetype size, char seed)
{
    QByteArray out(size, Qt::Uninitialized);
    quint32 x = 2463534242u + quint32(seed);
    for (char &byte : out) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        byte = char(x);
    }
    return out;
}

// One engine with a profile in a temporary folder, on loopback alone. `ask` waits for the answer.
class RealEngine {
public:
    RealEngine() { begin(); }

    // One that does without Tox; not running() if that failed.
    static std::unique_ptr<RealEngine> withoutTox()
    {
        auto engine = std::make_unique<RealEngine>();
        if (!engine->running())
            return engine;
        (void)engine->ask(api::SetSetting{QStringLiteral("tox.enabled"), QStringLiteral("false")});
        engine->restart();
        return engine;
    }

    // Stops it (its profile stays) and starts it again.
    void restart()
    {
        host.reset();
        begin();
    }
    [[nodiscard]] bool running() { return up_.count() > 0 || up_.wait(5000); }

    Result<QJsonValue> ask(const api::Command &command)
    {
        std::optional<api::Reply> reply;
        host->send(command, host.get(), [&](const api::Reply &r) { reply = r; });
        if (!QTest::qWaitFor([&] { return reply.has_value(); }, 5000))
            return Error{ErrorCode::ControlFailed};
        return *reply;
    }
    QJsonObject object(const api::Command &command)
    {
        const auto reply = ask(command);
        return reply ? reply->toObject() : QJsonObject{{QStringLiteral("error"), codeName(reply.error().code)}};
    }
    QJsonObject status() { return object(api::Status{}); }
    QJsonArray connections()
    {
        const auto reply = ask(api::ListConnections{});
        return reply ? reply->toArray() : QJsonArray();
    }
    [[nodiscard]] bool peerOnline()
    {
        const QJsonArray peers = status()[QStringLiteral("peers")].toArray();
        return !peers.isEmpty() && peers[0][QStringLiteral("state")] == QStringLiteral("online");
    }
    [[nodiscard]] bool atBaseline()
    {
        const QJsonObject counters = status()[QStringLiteral("counters")].toObject();
        for (const auto *key : {"streams", "tcpSockets", "connections", "queuedBytes"}) {
            if (counters[QLatin1String(key)][QStringLiteral("now")].toInt(-1) != 0)
                return false;
        }
        return true;
    }
    // The reason of the newest closed connection.
    QString lastReason()
    {
        for (const QJsonValue &c : connections()) {
            if (c[QStringLiteral("state")] == QStringLiteral("closed"))
                return c[QStringLiteral("reason")].toString(QStringLiteral("in order"));
        }
        return QStringLiteral("none closed");
    }
    void join(RealEngine &other)
    {
        const QJsonObject node = other.status()[QStringLiteral("tox")][QStringLiteral("node")].toObject();
        host->bootstrapFrom(quint16(node[QStringLiteral("udpPort")].toInt()), node[QStringLiteral("dhtPublicKey")].toString());
    }

private:
    QTemporaryDir folder_; // before the engine: removed when that has stopped

public:
    std::unique_ptr<host::EngineHost> host;

private:
    void begin()
    {
        host::EngineOptions options;
        options.profileFolder = folder_.filePath(QStringLiteral("profile"));
        options.builtInNodes = false;
        options.loopbackOnly = true;
        host = std::make_unique<host::EngineHost>(options);
        up_.emplace(host.get());
        host->start();
    }

    struct Up {
        void emplace(host::EngineHost *h) { spy = std::make_unique<QSignalSpy>(h, &host::EngineHost::started); }
        [[nodiscard]] qsizetype count() const { return spy->count(); }
        bool wait(int ms) { return spy->wait(ms); }
        std::unique_ptr<QSignalSpy> spy;
    };
    Up up_;
};

} // namespace culvert::test
