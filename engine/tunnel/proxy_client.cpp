// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/proxy_client.h"

#include "core/bytes.h"
#include "core/limits.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace culvert::tunnel {

namespace {

using namespace std::chrono_literals;
constexpr Duration connectCheck = 1s; // whether the peer still answers, while a target is awaited
constexpr Duration closeCheck = 1s;   // what the application has not taken yet, after the last word to it

qsizetype moveOut(QByteArray &from, std::span<std::uint8_t> into)
{
    const qsizetype n = std::min(from.size(), qsizetype(into.size()));
    if (n > 0)
        std::memcpy(into.data(), from.constData(), std::size_t(n));
    from.remove(0, n);
    return n;
}

} // namespace

ProxyClient::ProxyClient(tcp::Descriptor descriptor, const QString &from, ProxyAccess &access, Timers &timers, tcp::Readiness &readiness,
                         Ledger &ledger)
    : from_(from), access_(access), timers_(timers), queued_(ledger), turn_(timers.makeAlarm([this] { settle(); })),
      limit_(timers.makeAlarm([this] { timeUp(); })), tcp_(descriptor, *this, readiness, ledger)
{
    limit_->setAt(timers.now() + limits::proxyGreeting);
}

ProxyClient::~ProxyClient()
{
    if (end_)
        end_->release();
}

// --- The application's socket ---

void ProxyClient::endReadable()
{
    if (closing_)
        return drain();
    const bool pumped = end_ && (phase() == Phase::Carrying || phase() == Phase::Exchanging || phase() == Phase::Connecting);
    if (!pumped)
        return settle();
    end_->tellReadable();
    arrange();
}

void ProxyClient::endWritable()
{
    if (!flush())
        return;
    if (std::exchange(blocked_, false) && end_)
        end_->tellWritable();
    settle();
}

void ProxyClient::endClosed(const Error &reason)
{
    if (ProxyEnd *end = std::exchange(end_, nullptr)) {
        if (reason.code == ErrorCode::None)
            end->release();
        else
            end->fail(reason);
    }
    over();
}

bool ProxyClient::readMore()
{
    if (!input_.isEmpty() || applicationEnded_)
        return false;
    input_.resize(limits::proxyPiece);
    const auto read = tcp_.read({reinterpret_cast<std::uint8_t *>(input_.data()), std::size_t(input_.size())});
    input_.resize(read.bytes);
    applicationEnded_ = read.finished;
    return read.bytes > 0;
}

// Nobody wants it any more. A bounded part: endReadable() comes again.
void ProxyClient::drain()
{
    std::array<std::uint8_t, limits::proxyPiece> scratch{};
    [[maybe_unused]] const auto dropped = tcp_.read(scratch);
}

bool ProxyClient::flush()
{
    if (talk_) {
        QByteArray &out = talk_->toApplication;
        out.remove(0, out.isEmpty() ? 0 : tcp_.write(asBytes(out)));
        if (!out.isEmpty())
            return false;
    }
    if (std::exchange(finishDue_, false))
        tcp_.finish();
    return true;
}

// --- What it says ---

// Passes on what it says as far as it is wanted now. Stops when there is something for the target.
void ProxyClient::listen()
{
    while (!input_.isEmpty() || readMore()) {
        if (!talk_)
            talk_ = proxy::converse(std::uint8_t(input_.front()), access_.manners());
        if (!talk_)
            return hangUp();
        if (!talk_->hears() || (!talk_->toTarget.isEmpty() && phase() != Phase::Listening))
            return;
        const qsizetype used = talk_->hear(asBytes(input_));
        input_.remove(0, used);
        if (used == 0)
            break;
    }
    if (!applicationEnded_ || !input_.isEmpty() || std::exchange(endHeard_, true))
        return;
    if (talk_)
        talk_->heardEnd();
    else
        closeDown();
}

tcp::ByteEnd::ReadResult ProxyClient::giveTarget(std::span<std::uint8_t> into)
{
    if (!talk_)
        return {};
    const Phase before = phase();
    if (talk_->toTarget.isEmpty() && (before == Phase::Exchanging || (before == Phase::Connecting && talk_->hears()))) {
        listen();
        if (phase() != before)
            later();
    }
    if (const qsizetype waiting = moveOut(talk_->toTarget, into)) {
        if (before != Phase::Carrying)
            later(); // whether the socket is read follows from what is left when the target has taken its turn
        return {.bytes = waiting};
    }
    if (before != Phase::Carrying)
        return {};
    if (const qsizetype early = moveOut(input_, into))
        return {.bytes = early};
    if (applicationEnded_)
        return {.finished = true};
    const auto read = tcp_.read(into);
    applicationEnded_ = read.finished;
    return read;
}

// --- What the target says ---

qsizetype ProxyClient::takeAnswer(std::span<const std::uint8_t> bytes)
{
    qsizetype taken = 0;
    const auto rest = [&] { return bytes.subspan(std::size_t(taken)); };
    bool free = flush();
    while (free && !rest().empty() && phase() != Phase::Carrying) {
        taken += talk_->answered(rest().first(std::min(rest().size(), std::size_t(limits::proxyPiece))));
        free = flush();
    }
    if (free && phase() == Phase::Carrying && !rest().empty())
        taken += tcp_.write(rest());
    blocked_ = !rest().empty();
    if (phase() != Phase::Carrying)
        later();
    return taken;
}

void ProxyClient::answerFinished()
{
    if (phase() == Phase::Carrying) {
        finishDue_ = true;
        flush();
        return;
    }
    talk_->answeredEnd();
    later();
}

void ProxyClient::setTargetReading(bool on)
{
    targetReads_ = on;
    arrange();
}

void ProxyClient::targetConnected()
{
    connecting_ = false;
    exchanged_ = true; // here, because the answer may be over before settle() sees it
    limit_->cancel();
    talk_->connected();
    later();
}

void ProxyClient::targetLost(const Error &reason)
{
    end_ = nullptr;
    connecting_ = false;
    talk_->failed(reason);
    later();
}

// --- What is to be done about it ---

void ProxyClient::later()
{
    if (!over_)
        turn_->setAt(timers_.now());
}

void ProxyClient::settle()
{
    if (over_ || closing_)
        return;
    flush();
    if (phase() == Phase::Listening) {
        if (end_ && !talk_->keepsTarget())
            releaseTarget();
        if (std::exchange(exchanged_, false))
            limit_->setAt(timers_.now() + limits::proxyIdle);
        listen();
        if (over_ || closing_)
            return;
    }
    switch (phase()) {
    case Phase::Listening:
        break;
    case Phase::Connecting:
        if (!connecting_)
            connect();
        else if (end_ && targetReads_)
            end_->tellReadable();
        break;
    case Phase::Exchanging:
        exchanged_ = true;
        limit_->cancel();
        [[fallthrough]];
    case Phase::Carrying:
        if (end_ && targetReads_)
            end_->tellReadable();
        break;
    case Phase::Closing:
        closeDown();
        break;
    case Phase::Broken:
        hangUp();
        break;
    }
    if (!over_)
        flush();
    arrange();
}

void ProxyClient::connect()
{
    releaseTarget();
    connecting_ = true;
    targetReads_ = true;
    connectUntil_ = timers_.now() + limits::proxyConnect;
    limit_->setAt(timers_.now() + connectCheck);
    connection_ = access_.connect(from_, talk_->target(), [this](tcp::ByteEndEvents &events) {
        auto end = std::make_unique<ProxyEnd>(static_cast<ProxyTalker &>(*this), events, timers_);
        end_ = end.get();
        return end;
    });
}

void ProxyClient::releaseTarget()
{
    if (ProxyEnd *end = std::exchange(end_, nullptr))
        end->release();
}

// The last bytes, a FIN, and then nothing but the wait for the application's: a reset could overtake those bytes.
void ProxyClient::closeDown()
{
    releaseTarget();
    closing_ = true;
    finishDue_ = true;
    flush();
    linger();
    arrange();
}

qsizetype ProxyClient::undelivered() const { return (talk_ ? talk_->toApplication.size() : 0) + tcp_.undelivered(); }

// One that reads slowly, or pauses, has its time to close from when everything is with its system.
void ProxyClient::linger()
{
    const qsizetype left = undelivered();
    if (left < std::exchange(undelivered_, left))
        closeUntil_ = timers_.now() + (left > 0 ? limits::proxyUnread : limits::proxyLinger);
    if (timers_.now() < closeUntil_)
        return limit_->setAt(timers_.now() + closeCheck);
    if (left > 0)
        return hangUp();
    tcp_.leave(); // it may still read what its system has
    over();
}

void ProxyClient::hangUp()
{
    if (ProxyEnd *end = std::exchange(end_, nullptr))
        end->fail({ErrorCode::HangUp});
    tcp_.reset();
    over();
}

void ProxyClient::timeUp()
{
    if (closing_)
        return linger();
    if (phase() != Phase::Connecting)
        return closeDown();
    if (!access_.peerAnswers())
        access_.drop(connection_, ErrorCode::PeerSilent);
    else if (timers_.now() >= connectUntil_)
        access_.drop(connection_, ErrorCode::TargetTimedOut);
    else
        limit_->setAt(timers_.now() + connectCheck);
}

// The socket is read only while what is read is taken on: endReadable() would come again and again.
void ProxyClient::arrange()
{
    if (over_)
        return;
    bool read = closing_;
    if (!closing_) {
        const bool empty = input_.isEmpty() && (!talk_ || talk_->toTarget.isEmpty());
        switch (phase()) {
        case Phase::Listening: read = empty; break;
        case Phase::Connecting: read = empty && targetReads_ && end_ && talk_->hears(); break;
        case Phase::Exchanging: read = empty && targetReads_ && end_; break;
        case Phase::Carrying: read = targetReads_ && end_; break;
        case Phase::Closing:
        case Phase::Broken: break;
        }
    }
    tcp_.setReading(read);
    queued_.set(input_.size() + (talk_ ? talk_->toTarget.size() + talk_->toApplication.size() : 0));
}

void ProxyClient::over()
{
    if (std::exchange(over_, true))
        return;
    turn_->cancel();
    limit_->cancel();
    queued_.set(0);
    access_.clientOver(*this);
}

} // namespace culvert::tunnel
