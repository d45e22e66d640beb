// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/dialler.h"

#include "core/limits.h"
#include "inet/host_address.h"
#include "inet/system_error.h"
#include "tcp/native_socket.h"
#include "tcp/tcp_end.h"

#include <optional>

namespace culvert::tcp {

namespace {

// One address after another. A failure that is known at once is still told from the event loop.
class TcpDial final : public Dial, private SocketEvents {
public:
    TcpDial(const Endpoint &target, const QList<IpAddress> &addresses, ByteEndEvents &events, Dialler::Done done, Timers &timers, Readiness &readiness, Ledger &ledger)
        : target_(target)
        , addresses_(addresses)
        , events_(events)
        , done_(std::move(done))
        , timers_(timers)
        , readiness_(readiness)
        , ledger_(ledger)
        , deadline_(timers.now() + limits::dial)
    {
    }

    ~TcpDial() override { closeAttempt(); }

    // The end, if an address connects at once. The time left is shared out among the addresses left, so that one that swallows
    // everything leaves some to the next.
    [[nodiscard]] std::unique_ptr<ByteEnd> tryNext()
    {
        while (next_ < addresses_.size()) {
            const Duration share = (deadline_ - timers_.now()) / (addresses_.size() - next_);
            const native::Attempt attempt = native::connectTo({inet::hostAddress(addresses_[next_++]), target_.port});
            if (attempt.descriptor == noDescriptor) {
                note(attempt.error);
                continue;
            }
            descriptor_ = attempt.descriptor;
            if (!counted_)
                counted_.emplace(ledger_, Counted::TcpSocket);
            watch_ = readiness_.watch(descriptor_, attempt.connected ? Readiness::Kind::Dialled : Readiness::Kind::Dialling, *this);
            if (attempt.connected)
                return takeEnd();
            setTimeUp(timers_.now() + share);
            return nullptr;
        }
        setTimeUp(timers_.now()); // to tell it from there
        return nullptr;
    }

private:
    void socketReadable() override {}
    void socketCalled() override {}
    void socketWritable() override { tell(takeEnd()); }
    void socketFailed(int error) override
    {
        closeAttempt();
        note(error);
        goOn();
    }

    void goOn()
    {
        if (auto end = tryNext())
            tell(std::move(end));
    }

    std::unique_ptr<ByteEnd> takeEnd()
    {
        return std::make_unique<TcpEnd>(std::exchange(descriptor_, noDescriptor), events_, std::move(watch_), std::move(*counted_));
    }

    void setTimeUp(Instant when)
    {
        if (!timeUp_)
            timeUp_ = timers_.makeAlarm([this] { onTimeUp(); });
        timeUp_->setAt(when);
    }

    void onTimeUp()
    {
        if (descriptor_ == noDescriptor) {
            tell(failure_);
            return;
        }
        closeAttempt();
        note({ErrorCode::TargetTimedOut, target_.toString()});
        goOn();
    }

    void note(int error)
    {
        const ErrorCode code = inet::dialCode(error);
        note({code, target_.toString(), inet::systemText(error)});
        if (code == ErrorCode::DescriptorsExhausted)
            next_ = addresses_.size();
    }

    // Of several addresses, one without a route (IPv6, mostly) says least about the target.
    void note(const Error &error)
    {
        if (failure_.code == ErrorCode::None || error.code != ErrorCode::TargetUnreachable)
            failure_ = error;
    }

    void closeAttempt()
    {
        if (descriptor_ == noDescriptor)
            return;
        watch_.reset();
        native::abort(std::exchange(descriptor_, noDescriptor));
    }

    void tell(Result<std::unique_ptr<ByteEnd>> result)
    {
        timeUp_->cancel();
        counted_.reset();
        const auto done = std::move(done_); // the call may destroy this dial
        done(std::move(result));
    }

    const Endpoint target_;
    const QList<IpAddress> addresses_;
    qsizetype next_ = 0; // of them, to be tried
    ByteEndEvents &events_;
    Dialler::Done done_;
    Timers &timers_;
    Readiness &readiness_;
    Ledger &ledger_;
    const Instant deadline_;
    std::unique_ptr<Alarm> timeUp_; // made when first needed
    Error failure_;
    Descriptor descriptor_ = noDescriptor;
    std::optional<Ledger::Ticket> counted_;
    std::unique_ptr<Watch> watch_;
};

class TcpDialler final : public Dialler {
public:
    TcpDialler(Timers &timers, Readiness &readiness, Ledger &ledger) : timers_(timers), readiness_(readiness), ledger_(ledger)
    {
        native::startUp();
    }

    std::unique_ptr<Lookup> lookUp(const QString &name, Lookup::Done done) override
    {
        return tcp::lookUp(name, std::move(done));
    }
    Begun dial(const Endpoint &target, const QList<IpAddress> &addresses, ByteEndEvents &events, Done done) override
    {
        auto dial = std::make_unique<TcpDial>(target, addresses, events, std::move(done), timers_, readiness_, ledger_);
        if (auto end = dial->tryNext())
            return {nullptr, std::move(end)};
        return {std::move(dial), nullptr};
    }

private:
    Timers &timers_;
    Readiness &readiness_;
    Ledger &ledger_;
};

} // namespace

std::unique_ptr<Dialler> makeTcpDialler(Timers &timers, Readiness &readiness, Ledger &ledger)
{
    return std::make_unique<TcpDialler>(timers, readiness, ledger);
}

} // namespace culvert::tcp
