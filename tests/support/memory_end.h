// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger.h"
#include "support/virtual_timers.h"
#include "tcp/dialler.h"

#include <QByteArray>

#include <functional>
#include <map>

namespace culvert::test {

// What is at the far side of a MemoryEnd: the application, or the target. Held by the test.
struct Application {
    QByteArray toSend{};       // still to be read by the end
    bool thenFinish = false;   // FIN behind it
    QByteArray got{};
    bool gotFin = false;
    bool gotFinWithLast = false; // in one with the last bytes
    bool gotReset = false;
    bool reads = true;         // else the end's writes are refused once `buffer` bytes wait
    qsizetype buffer = 64 << 10;
    qsizetype waiting = 0;     // written by the end and not read
    std::function<void()> wake{}; // call after changing anything: set while an end is there
    std::function<void()> resetNow{}; // hangs up with a reset
};

// A TCP end in memory and virtual time, as the contract of ByteEnd says.
class MemoryEnd final : public tcp::ByteEnd {
public:
    MemoryEnd(std::shared_ptr<Application> application, tcp::ByteEndEvents &events, VirtualTimers &timers, Ledger &ledger);
    ~MemoryEnd() override;

    ReadResult read(std::span<std::uint8_t> into) override;
    qsizetype write(std::span<const std::uint8_t> bytes) override;
    qsizetype writeLast(std::span<const std::uint8_t> bytes) override;
    void finish() override;
    void reset() override;
    void setReading(bool on) override;

private:
    void look();
    void close(const Error &reason);

    std::shared_ptr<Application> application_;
    tcp::ByteEndEvents *events_;
    std::unique_ptr<Alarm> alarm_;
    Timers &timers_;
    bool reading_ = true;
    bool finishRead_ = false;
    bool finished_ = false;
    bool wantsToWrite_ = false;
    Ledger::Ticket ticket_;
};

// Dials applications by endpoint text; an endpoint that has none is refused.
class MemoryDialler final : public tcp::Dialler {
public:
    MemoryDialler(VirtualTimers &timers, Ledger &ledger) : timers_(timers), ledger_(ledger) {}
    std::unique_ptr<tcp::Lookup> lookUp(const QString &name, tcp::Lookup::Done done) override;
    Begun dial(const Endpoint &target, const QList<IpAddress> &addresses, tcp::ByteEndEvents &events, Done done) override;

    std::function<QStringList(const QString &)> resolve; // a name's addresses, each time anew; none: not found
    std::function<std::shared_ptr<Application>(const Endpoint &)> answer;
    Duration takes = std::chrono::milliseconds(1); // zero: a dial that succeeds does so at once
    ErrorCode otherwise = ErrorCode::TargetRefused;
    int dials = 0;
    int lookups = 0;
    int asking = 0;                                    // look-ups that are under way
    std::function<bool(const QString &)> silentAbout; // names that are never answered
    QStringList dialled; // every address of every dial

private:
    VirtualTimers &timers_;
    Ledger &ledger_;
};

} // namespace culvert::test
