// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/port_mapping.h"

#include "core/crossing.h"
#include "core/limits.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>
#include <utility>

namespace culvert::path {

// On the engine thread: where answers arrive. Outlives the mapping when the other thread does.
class PortMapping::Mailbox final : public QObject {
public:
    std::function<void(const Forwarded &)> deliver; // empty: nobody waits any more
};

// On the other thread.
class PortMapping::Worker final : public QObject {
public:
    Worker(std::function<std::unique_ptr<Router>()> make, Mailbox *mailbox) : make_(std::move(make)), mailbox_(mailbox) {}

    void ask(quint16 port, bool lookAgain)
    {
        if (thread()->isInterruptionRequested())
            return;
        if (!router_)
            router_ = make_();
        if (lookAgain)
            router_->lookAgain();
        post(mailbox_, [mailbox = mailbox_, answer = router_->forward(port)] {
            if (mailbox->deliver)
                mailbox->deliver(answer);
        });
    }

    void end()
    {
        if (router_)
            router_->takeBack();
        router_.reset();
        thread()->quit();
    }

private:
    const std::function<std::unique_ptr<Router>()> make_;
    Mailbox *const mailbox_;
    std::unique_ptr<Router> router_;
};

PortMapping::PortMapping(quint16 port, std::function<std::unique_ptr<Router>()> makeRouter, Timers &timers, std::function<void()> changed)
    : port_(port), timers_(timers), changed_(std::move(changed)), alarm_(timers.makeAlarm([this] { ask(); })), thread_(new QThread),
      worker_(nullptr), mailbox_(new Mailbox)
{
    mailbox_->deliver = [this](const Forwarded &answer) { answered(answer); };
    worker_ = new Worker(std::move(makeRouter), mailbox_);
    worker_->moveToThread(thread_);
    QObject::connect(thread_, &QThread::finished, worker_, &QObject::deleteLater); // there, as the thread ends
    thread_->setObjectName(QStringLiteral("culvert-router"));
    thread_->start();
    ask();
}

PortMapping::~PortMapping()
{
    mailbox_->deliver = nullptr;
    thread_->requestInterruption();
    post(worker_, [worker = worker_] { worker->end(); });
    using std::chrono::milliseconds;
    if (!thread_->wait(QDeadlineTimer(std::chrono::duration_cast<milliseconds>(limits::mappingQuit))))
        return;
    delete thread_;
    delete mailbox_;
}

void PortMapping::networkChanged()
{
    again_ = true;
    ask();
}

void PortMapping::ask()
{
    if (asking_)
        return;
    asking_ = true;
    post(worker_, [worker = worker_, port = port_, lookAgain = std::exchange(again_, false)] { worker->ask(port, lookAgain); });
}

void PortMapping::answered(const Forwarded &answer)
{
    asking_ = false;
    if (again_) { // it is of a network that has gone
        ask();
        return;
    }
    const bool mapped = answer.outcome == Forwarded::Outcome::Mapped;
    const State state = mapped ? State::Mapped : answer.outcome == Forwarded::Outcome::NoRouter ? State::NoRouter : State::Refused;
    const auto outside = mapped ? std::optional(answer.outside) : std::nullopt;
    // A router that forgets on a restart is told again, even if it said "for ever".
    const Duration lease = answer.lease.count() > 0 ? Duration(answer.lease) : limits::mappingLease;
    alarm_->setAt(timers_.now() + (mapped ? std::max(lease / 2, limits::mappingLeast) : limits::mappingRetry));
    if (state == state_ && outside == outside_)
        return;
    state_ = state;
    outside_ = outside;
    changed_();
}

} // namespace culvert::path
