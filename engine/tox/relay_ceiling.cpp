// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/relay_ceiling.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::tox {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t small = 256;         // acknowledgements and the like do not wait
constexpr Duration askEvery = 20ms;
constexpr Duration askAgain = 200ms;       // where the last question, or its answer, may be lost
constexpr std::size_t askedKept = 256;
constexpr Duration judgeEvery = 200ms;     // several turns of a relay, which looks every 30 ms
constexpr int judgeAnswers = 4;
constexpr Duration standing = 50ms;        // of queue, seen in every answer of a judgement, is too much
constexpr Duration noQueue = 35ms;         // a relay's turn: bursts and turns may fall into step
constexpr Duration turns = 45ms;           // there and back, of a relay that looks every 30 ms
constexpr double ownQueue = 0.3;           // of the rate, sent
constexpr Duration swing = 80ms;          // the window has room for this much more than the way's least delay
constexpr double windowLeast = 32 << 10;
constexpr Duration patience = 1s;          // without any answer; then what is under way counts as lost
constexpr Duration baseFor = 1min;
constexpr quint64 bulkBytes = 16 << 10;    // under way
constexpr Duration bulkFor = 500ms;
constexpr Duration refusedFirst = 5ms;
constexpr Duration refusedLongest = 80ms;
constexpr Duration burst = 5ms;            // as many bytes as this much time gives may go at once
constexpr double burstLeast = 10.0 * limits::datagramSize;
constexpr double lossBorne = 0.005;
constexpr double growFast = 1.3;
constexpr double growSlow = 1.03;
constexpr double kneeFrom = 0.8;
constexpr double kneeTo = 1.3;
constexpr double noKnee = 2.0 * double(limits::relayMost);
constexpr double cutLoss = 0.6;
constexpr double cutQueue = 0.8;

Duration inSeconds(double value) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)); }

} // namespace

void RelayCeiling::restart(Instant now)
{
    const std::uint32_t number = number_;
    *this = {};
    number_ = number; // an answer from before is no answer
    rate_ = double(limits::relayStart);
    knee_ = noKnee;
    tokens_ = depth();
    filledAt_ = news_ = baseSince_ = now;
    baseNow_ = baseBefore_ = Duration::max();
}

// An answer that is lucky with the relay's turns is back in 3 ms, the next one in 60: no queue is read out of that.
Duration RelayCeiling::base() const
{
    return std::max<Duration>(std::min(baseNow_, baseBefore_), turns);
}

double RelayCeiling::depth() const { return std::max(burstLeast, rate_ * toSeconds(burst)); }

std::size_t RelayCeiling::window() const
{
    const Duration delay = base() == Duration::max() ? Duration(swing) : base() + swing;
    return std::size_t(windowLeast + rate_ * toSeconds(delay));
}

void RelayCeiling::refill(Instant now)
{
    tokens_ = std::min(depth(), tokens_ + rate_ * toSeconds(now - filledAt_));
    filledAt_ = now;
}

bool RelayCeiling::allows(std::size_t bytes, Instant now)
{
    if (now < refusedUntil_) {
        roomAt_ = refusedUntil_;
        return false;
    }
    if (bytes <= small)
        return true;
    if (sentBytes_ - answeredBytes_ + bytes > window()) {
        if (now - news_ < patience) {
            windowFull_ = true;
            roomAt_ = std::min(news_ + patience, now + askAgain);
            return false;
        }
        forgetWhatIsUnderWay(now);
    }
    refill(now);
    if (tokens_ >= double(bytes))
        return true;
    usedUp_ = true;
    // Some datagrams at a time are worth waking up for.
    const double wanted = std::max(double(bytes), depth() / 2);
    roomAt_ = now + inSeconds((wanted - tokens_) / rate_) + 1us;
    return false;
}

void RelayCeiling::sent(std::size_t bytes, Instant now)
{
    if (sentBytes_ == answeredBytes_)
        news_ = now;
    refill(now);
    tokens_ -= double(bytes);
    sentBytes_ += bytes;
    ++sentCount_;
    if (sentBytes_ - answeredBytes_ > bulkBytes)
        bulkUntil_ = now + bulkFor;
    refusedPause_ = {};
}

// Each refusal costs toxcore a number of its session's 16 bits: offered without pause, they would end the session.
void RelayCeiling::refused(Instant now)
{
    if (refusedPause_ == Duration::zero())
        cut(cutQueue * rate_, now);
    refusedPause_ = std::clamp<Duration>(refusedPause_ * 2, refusedFirst, refusedLongest);
    refusedUntil_ = roomAt_ = now + refusedPause_;
}

std::optional<std::uint32_t> RelayCeiling::questionDue(Instant now) const
{
    if (sentBytes_ == answeredBytes_)
        return std::nullopt;
    const Duration pause = askedBytes_ == sentBytes_ ? askAgain : askEvery;
    return number_ > 0 && now - askedAt_ < pause ? std::nullopt : std::optional(number_ + 1);
}

void RelayCeiling::asked(Instant now)
{
    ++number_;
    askedAt_ = now;
    askedBytes_ = sentBytes_;
    asked_.push_back({number_, now, {}, sentBytes_, sentCount_, 0});
    if (asked_.size() > askedKept)
        asked_.pop_front();
}

void RelayCeiling::answered(const wire::Receipt &answer, Instant now)
{
    const auto found = std::find_if(asked_.begin(), asked_.end(), [&](const Point &p) { return p.number == answer.number; });
    if (found == asked_.end())
        return;
    Point point = *found;
    point.heard = now;
    point.arrived = answer.arrived;
    asked_.erase(asked_.begin(), std::next(found)); // a relay keeps the order: those before it are lost
    answeredBytes_ = std::max(answeredBytes_, point.bytes);
    news_ = now;
    noteDelay(now - point.at, now);
    if (!from_) {
        if (point.at >= judgedFrom_)
            begin(point);
        return;
    }
    least_ = std::min(least_, now - point.at);
    if (++answers_ >= judgeAnswers && point.at - from_->at >= judgeEvery)
        judge(point, now);
}

void RelayCeiling::noteDelay(Duration delay, Instant now)
{
    if (now - baseSince_ >= baseFor) {
        baseBefore_ = std::exchange(baseNow_, Duration::max());
        baseSince_ = now;
    }
    baseNow_ = std::min(baseNow_, delay);
}

void RelayCeiling::begin(const Point &from)
{
    from_ = from;
    answers_ = 0;
    usedUp_ = windowFull_ = false;
    least_ = Duration::max();
}

void RelayCeiling::judge(const Point &upTo, Instant now)
{
    const quint64 count = upTo.count - from_->count;
    const std::uint32_t came = upTo.arrived - from_->arrived;
    const double bytes = double(upTo.bytes - from_->bytes);
    const double elapsed = toSeconds(upTo.at - from_->at);
    const bool usedUp = usedUp_ && bytes >= 0.7 * rate_ * elapsed;
    const bool ours = windowFull_ || bytes >= ownQueue * rate_ * elapsed; // else the queue is somebody else's
    const Duration queue = std::max<Duration>(least_ - base(), 0ms);
    const Instant heardFrom = from_->heard;
    begin(upTo);
    if (came > count) // what another way had held back, or a peer that counts anew
        return;
    const double lost = double(count - came);
    const double got = bytes * double(came) / double(count) / toSeconds(std::max<Duration>(now - heardFrom, judgeEvery / 2));
    const bool nearKnee = rate_ > kneeFrom * knee_ && rate_ < kneeTo * knee_;
    if (lost > 1 && lost > lossBorne * double(count))
        cut(cutLoss * std::min(rate_, got), now);
    else if (queue > standing && ours)
        cut(cutQueue * std::min(rate_, got), now);
    else if (usedUp && queue < noQueue)
        rate_ = std::min(double(limits::relayMost), rate_ * (nearKnee ? growSlow : growFast));
}

void RelayCeiling::cut(double to, Instant now)
{
    refill(now);
    knee_ = rate_;
    rate_ = std::max(double(limits::relayLeast), to);
    tokens_ = std::min(tokens_, depth());
    // What is on its way shows the old rate: judged is what is asked from here on.
    from_.reset();
    judgedFrom_ = now;
}

void RelayCeiling::forgetWhatIsUnderWay(Instant now)
{
    cut(rate_ / 2, now);
    knee_ = noKnee; // silence says nothing of how much is too much
    answeredBytes_ = sentBytes_;
    news_ = now;
}

} // namespace culvert::tox
