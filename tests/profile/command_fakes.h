// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "host/command_executor.h"
#include "host/profile_snapshot.h"
#include "support/utc.h"
#include "wire/invite.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <memory>

// Commands on a real profile in a folder of its own, without an engine.
namespace culvert::test {

class FakeTimers final : public Timers {
public:
    QDateTime time = utc(QDate(2026, 1, 1), QTime(12, 0));
    Instant now() const override { return {}; }
    QDateTime wallClock() const override { return time; }
    std::unique_ptr<Alarm> makeAlarm(std::function<void()>) override { return nullptr; }
};

// Counts up, so that no two values are equal.
class FakeRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override
    {
        for (std::uint8_t &byte : out)
            byte = next_++;
    }

private:
    std::uint8_t next_ = 0;
};

// Listens on nothing; port 9 is always in use.
class FakeLive final : public host::LiveEngine {
public:
    explicit FakeLive(profile::Profile &profile, const ToxAddress &address) : profile_(profile), address_(address) {}
    api::Snapshot snapshot() const override
    {
        api::Snapshot snapshot = host::snapshotAtRest(profile_.config(), address_, now);
        snapshot.running = true;
        snapshot.questions = questions;
        snapshot.requests = requests;
        for (api::TunnelInfo &tunnel : snapshot.tunnels) {
            const auto *forward = profile_.config().tunnel(tunnel.name);
            tunnel.error = tunnelError(tunnel.name);
            if (forward && forward->started)
                tunnel.state = tunnel.error ? api::TunnelState::Failed : api::TunnelState::Listening;
        }
        return snapshot;
    }
    void configChanged() override { ++changes; }
    void setPaused(bool on) override { paused = on; }
    void refresh() override { ++refreshes; }
    std::optional<Error> tunnelError(const QString &name) const override
    {
        const auto *forward = profile_.config().tunnel(name);
        if (!forward || !forward->started || forward->listen.port != busyPort)
            return std::nullopt;
        return Error{ErrorCode::PortInUse, forward->listen.toString()};
    }
    std::optional<Error> portError(const Endpoint &listen, Protocol) override
    {
        return listen.port == busyPort ? std::optional(Error{ErrorCode::PortInUse, listen.toString()}) : std::nullopt;
    }
    std::optional<QString> programOf(ConnectionId id) const override
    {
        return id == 7 ? std::optional(QStringLiteral("curl (pid 1)")) : std::nullopt;
    }
    std::optional<api::ConnectionInfo> connection(ConnectionId id) const override
    {
        api::ConnectionInfo info;
        info.id = id;
        if (id == 8)
            info.reason = {ErrorCode::TargetRefused, QStringLiteral("nas:22")};
        return id == 7 || id == 8 ? std::optional(info) : std::nullopt;
    }
    bool closeConnection(ConnectionId id) override { return id == 7; }
    bool answerQuestion(QuestionId id, bool allowed) override
    {
        answers.append(QStringLiteral("%1 %2, %3 saved").arg(id).arg(allowed ? QStringLiteral("yes") : QStringLiteral("no")).arg(changes));
        return true;
    }
    bool refuseRequest(const PublicKey &id) override
    {
        return requests.removeIf([&](const api::RequestInfo &request) { return request.id == id; }) > 0;
    }
    Result<api::TestInfo> startTest(const PublicKey &peer, Duration direction) override
    {
        api::TestInfo test;
        test.id = 1;
        test.peerId = peer;
        test.seconds = int(std::chrono::duration_cast<std::chrono::seconds>(direction).count());
        return test;
    }
    Result<api::TestInfo> test(api::TestId id) const override { return Error{ErrorCode::TestUnknown, QString::number(id)}; }
    Result<api::TestInfo> stopTest(api::TestId id) override { return test(id); }

    int changes = 0;
    bool paused = false;
    int refreshes = 0;
    QDateTime now = utc(QDate(2026, 1, 1), QTime(12, 0));
    QList<api::QuestionInfo> questions;
    QList<api::RequestInfo> requests;
    QStringList answers;
    quint16 busyPort = 9;

private:
    profile::Profile &profile_;
    ToxAddress address_;
};

// A key of one digit; the checksum is 0000 because the words before it are there twice.
inline ToxAddress addressOf(char digit, const Nospam &nospam = *Nospam::fromHex(u"12341234"))
{
    QByteArray bytes = QByteArray::fromHex(QByteArray(64, digit)) + nospam.toBytes();
    char sum[2] = {};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        sum[i % 2] = char(sum[i % 2] ^ bytes[i]);
    bytes.append(sum, 2);
    return *ToxAddress::fromBytes(bytes);
}

inline QString inviteOf(char digit, const QDateTime &expires, const QString &name = {})
{
    return wire::encodeInvite({addressOf(digit), InviteToken(), expires, name, {}});
}

inline ErrorCode codeOf(const api::Reply &reply) { return reply ? ErrorCode::None : reply.error().code; }

} // namespace culvert::test
