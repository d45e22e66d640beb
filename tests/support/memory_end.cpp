// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memory_end.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace culvert::test {

MemoryEnd::MemoryEnd(std::shared_ptr<Application> application, tcp::ByteEndEvents &events, VirtualTimers &timers, Ledger &ledger)
    : application_(std::move(application)), events_(&events), alarm_(timers.makeAlarm([this] { look(); })), timers_(timers),
      ticket_(ledger, Counted::TcpSocket)
{
    application_->wake = [this] { alarm_->setAt(timers_.now()); };
    application_->resetNow = [this] { close({ErrorCode::HangUp}); };
    alarm_->setAt(timers_.now());
}

MemoryEnd::~MemoryEnd()
{
    if (events_)
        reset();
    application_->wake = nullptr;
    application_->resetNow = nullptr;
}

tcp::ByteEnd::ReadResult MemoryEnd::read(std::span<std::uint8_t> into)
{
    ReadResult result;
    if (!events_ || finishRead_)
        return result;
    result.bytes = std::min(qsizetype(into.size()), application_->toSend.size());
    std::memcpy(into.data(), application_->toSend.constData(), std::size_t(result.bytes));
    application_->toSend.remove(0, result.bytes);
    if (application_->toSend.isEmpty() && application_->thenFinish) {
        finishRead_ = true;
        result.finished = true;
    }
    alarm_->setAt(timers_.now());
    return result;
}

qsizetype MemoryEnd::writeLast(std::span<const std::uint8_t> bytes)
{
    const qsizetype taken = ByteEnd::writeLast(bytes);
    application_->gotFinWithLast = finished_;
    return taken;
}

qsizetype MemoryEnd::write(std::span<const std::uint8_t> bytes)
{
    if (!events_ || finished_)
        return 0;
    const qsizetype room = application_->reads ? qsizetype(bytes.size()) : application_->buffer - application_->waiting;
    const qsizetype n = std::clamp<qsizetype>(room, 0, qsizetype(bytes.size()));
    application_->got.append(reinterpret_cast<const char *>(bytes.data()), n);
    if (!application_->reads)
        application_->waiting += n;
    wantsToWrite_ = n < qsizetype(bytes.size());
    return n;
}

void MemoryEnd::finish()
{
    finished_ = true;
    application_->gotFin = true;
    alarm_->setAt(timers_.now());
}

void MemoryEnd::reset()
{
    if (std::exchange(events_, nullptr))
        application_->gotReset = true;
    alarm_->cancel();
}

void MemoryEnd::setReading(bool on)
{
    reading_ = on;
    if (on)
        alarm_->setAt(timers_.now());
}

void MemoryEnd::look()
{
    if (application_->reads)
        application_->waiting = 0;
    if (events_ && wantsToWrite_ && application_->reads) {
        wantsToWrite_ = false;
        events_->endWritable();
    }
    const bool something = !application_->toSend.isEmpty() || application_->thenFinish;
    if (events_ && reading_ && !finishRead_ && something)
        events_->endReadable();
    if (events_ && finished_ && finishRead_)
        close({});
}

void MemoryEnd::close(const Error &reason)
{
    alarm_->cancel();
    if (auto *events = std::exchange(events_, nullptr))
        events->endClosed(reason);
}

namespace {

class MemoryDial final : public tcp::Dial {
public:
    std::unique_ptr<Alarm> alarm;
};

class MemoryLookup final : public tcp::Lookup {
public:
    explicit MemoryLookup(int &asking) : asking_(++asking) {}
    ~MemoryLookup() override { --asking_; }

    std::unique_ptr<Alarm> alarm;

private:
    int &asking_;
};

} // namespace

std::unique_ptr<tcp::Lookup> MemoryDialler::lookUp(const QString &name, tcp::Lookup::Done done)
{
    ++lookups;
    auto lookup = std::make_unique<MemoryLookup>(asking);
    if (silentAbout && silentAbout(name))
        return lookup;
    lookup->alarm = timers_.makeAlarm([this, name, done = std::move(done)] {
        QList<IpAddress> addresses;
        const QStringList found = resolve ? resolve(name) : QStringList();
        for (const QString &text : found)
            addresses.append(IpAddress::parse(text).value());
        if (addresses.isEmpty())
            done(Error{ErrorCode::TargetNameNotFound, name});
        else
            done(addresses);
    });
    lookup->alarm->setAt(timers_.now() + takes);
    return lookup;
}

tcp::Dialler::Begun MemoryDialler::dial(const Endpoint &target, const QList<IpAddress> &addresses, tcp::ByteEndEvents &events,
                                        Done done)
{
    ++dials;
    for (const IpAddress &address : addresses)
        dialled.append(address.toString());
    const auto connect = [this, target, &events]() -> std::unique_ptr<tcp::ByteEnd> {
        const auto application = answer ? answer(target) : nullptr;
        return application ? std::make_unique<MemoryEnd>(application, events, timers_, ledger_) : nullptr;
    };
    if (takes == Duration::zero()) {
        if (auto end = connect())
            return {nullptr, std::move(end)};
    }
    auto dial = std::make_unique<MemoryDial>();
    dial->alarm = timers_.makeAlarm([this, target, connect, done = std::move(done)] {
        if (auto end = connect())
            done(std::move(end));
        else
            done(Error{otherwise, target.toString()});
    });
    dial->alarm->setAt(timers_.now() + takes);
    return {std::move(dial), nullptr};
}

} // namespace culvert::test
