// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/tcp_end.h"

#include "inet/system_error.h"
#include "tcp/native_socket.h"

#include <utility>

namespace culvert::tcp {

TcpEnd::TcpEnd(Descriptor descriptor, ByteEndEvents &events, Readiness &readiness, Ledger &ledger)
    : descriptor_(descriptor), events_(events), counted_(ledger, Counted::TcpSocket),
      watch_(readiness.watch(descriptor, Readiness::Kind::Connected, *this))
{
    watch_->setReading(true);
}

TcpEnd::TcpEnd(Descriptor descriptor, ByteEndEvents &events, std::unique_ptr<Watch> watch, Ledger::Ticket counted)
    : descriptor_(descriptor), events_(events), counted_(std::move(counted)), watch_(std::move(watch))
{
    watch_->setEvents(*this);
    watch_->setReading(true);
}

TcpEnd::~TcpEnd() { TcpEnd::reset(); }

qsizetype TcpEnd::undelivered() const { return phase_ == Phase::Open ? native::undelivered(descriptor_) : 0; }

ByteEnd::ReadResult TcpEnd::read(std::span<std::uint8_t> into)
{
    if (phase_ != Phase::Open || theirFin_ || into.empty() || !watch_->mayReceive())
        return {};
    const native::Transfer in = native::receive(descriptor_, into);
    if (in.error) {
        fail(in.error);
        return {};
    }
    if (in.wouldBlock)
        watch_->drained();
    else if (in.bytes > 0 && std::size_t(in.bytes) < into.size())
        watch_->cameUpShort();
    if (in.bytes > 0 || in.wouldBlock)
        return {.bytes = in.bytes};
    theirFin_ = true;
    watch_->setReading(false);
    if (ourFin_)
        end({});
    return {.finished = true};
}

qsizetype TcpEnd::write(std::span<const std::uint8_t> bytes) { return hand(bytes, false); }

qsizetype TcpEnd::writeLast(std::span<const std::uint8_t> bytes)
{
    const qsizetype taken = hand(bytes, true);
    if (taken == qsizetype(bytes.size()))
        finish();
    return taken;
}

qsizetype TcpEnd::hand(std::span<const std::uint8_t> bytes, bool last)
{
    Q_ASSERT(!ourFin_);
    if (phase_ != Phase::Open || ourFin_)
        return 0;
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        const auto rest = bytes.subspan(taken);
        const native::Transfer out = last ? native::sendLast(descriptor_, rest) : native::send(descriptor_, rest);
        if (out.error) {
            fail(out.error);
            break;
        }
        if (out.wouldBlock) {
            watch_->awaitWritable();
            break;
        }
        taken += std::size_t(out.bytes);
    }
    return qsizetype(taken);
}

void TcpEnd::finish()
{
    if (phase_ != Phase::Open || ourFin_)
        return;
    ourFin_ = true;
    if (theirFin_)
        end({}); // closing says it as well
    else
        native::shutDownWriting(descriptor_);
}

void TcpEnd::reset() { giveBack(native::abort); }

void TcpEnd::leave() { giveBack(native::close); }

void TcpEnd::giveBack(void (*how)(Descriptor))
{
    if (phase_ == Phase::Open) {
        watch_->stop();
        how(descriptor_);
    }
    phase_ = Phase::Closed;
}

void TcpEnd::setReading(bool on)
{
    if (std::exchange(reading_, on) != on && phase_ == Phase::Open && !theirFin_)
        watch_->setReading(on);
}

void TcpEnd::socketWritable()
{
    if (!ourFin_)
        events_.endWritable();
}

void TcpEnd::socketCalled()
{
    if (phase_ != Phase::Closing)
        return;
    phase_ = Phase::Closed;
    const Error copy = reason_; // the call may destroy this end
    events_.endClosed(copy);
}

// Our FIN was the last word to whoever left after it.
void TcpEnd::socketLeft()
{
    if (phase_ == Phase::Open && !ourFin_)
        end({.code = ErrorCode::HangUp});
}

void TcpEnd::fail(int error) { end({.code = ErrorCode::HangUp, .detail = inet::systemText(error)}); }

// The socket is given back at once; the user hears of it from the event loop.
void TcpEnd::end(const Error &reason)
{
    phase_ = Phase::Closing;
    reason_ = reason;
    watch_->stop();
    if (reason.code == ErrorCode::None)
        native::close(descriptor_);
    else
        native::abort(descriptor_);
    watch_->callSoon();
}

} // namespace culvert::tcp
