// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/native_socket.h"
#include "tcp/readiness.h"

#include <QObject>
#include <QSocketNotifier>

#include <utility>

namespace culvert::tcp {

namespace {

using namespace std::chrono_literals;

// At a socket, where no notifier would tell.
constexpr Duration lookAgain = 250ms;
constexpr Duration lookAgainAtDial = 25ms;

// The notifiers are level-triggered: each is on only while its event would be acted on, or it spins.
//   read       while reading is wanted
//   write      from awaitWritable() to the next time the socket is writable
//   exception  until it fires without an error (urgent bytes; both FINs there, ours sent and theirs not read yet), after
//              which it has nothing more to say and an alarm looks instead while nothing is read; where notifiers do not
//              tell all, it is never on and the alarm always looks
// A call of the user may destroy this object, so nothing of it is touched after one.
class NotifierWatch final : public Watch {
public:
    NotifierWatch(Descriptor socket, Readiness::Kind kind, SocketEvents &events, Timers &timers)
        : socket_(socket), events_(&events), timers_(timers), kind_(kind == Readiness::Kind::Dialled ? Readiness::Kind::Connected : kind)
    {
        readable_.setSocket(socket);
        writable_.setSocket(socket);
        exception_.setSocket(socket);
        QObject::connect(&readable_, &QSocketNotifier::activated, &loop_, [this] { onReadable(); });
        QObject::connect(&writable_, &QSocketNotifier::activated, &loop_, [this] { onWritable(); });
        QObject::connect(&exception_, &QSocketNotifier::activated, &loop_, [this] { onException(); });
        writable_.setEnabled(kind == Readiness::Kind::Dialling);
        arrange();
    }
    ~NotifierWatch() override { stop(); }

    void setEvents(SocketEvents &events) override { events_ = &events; }

    void setReading(bool on) override
    {
        reading_ = on;
        if (!stopped_)
            arrange();
    }

    void drained() override {}
    void cameUpShort() override {}
    [[nodiscard]] bool mayReceive() const override { return true; }
    void awaitWritable() override { writable_.setEnabled(true); }

    void stop() override
    {
        stopped_ = true;
        readable_.setEnabled(false);
        writable_.setEnabled(false);
        exception_.setEnabled(false);
        alarm_.reset();
    }

    void callSoon() override
    {
        if (!std::exchange(called_, true))
            QMetaObject::invokeMethod(&loop_, [this] { call(); }, Qt::QueuedConnection);
    }

private:
    void call()
    {
        called_ = false;
        events_->socketCalled();
    }

    void onReadable()
    {
        if (readable_.isEnabled())
            events_->socketReadable();
    }

    void onWritable()
    {
        if (!writable_.isEnabled())
            return;
        writable_.setEnabled(false);
        if (std::exchange(kind_, Readiness::Kind::Connected) == Readiness::Kind::Dialling) {
            if (const int error = native::takeError(socket_)) {
                events_->socketFailed(error);
                return;
            }
            arrange();
        }
        events_->socketWritable();
    }

    void onException()
    {
        if (stopped_)
            return;
        exceptionSpent_ = true;
        look();
    }

    void look()
    {
        if (stopped_)
            return;
        if (kind_ == Readiness::Kind::Dialling) {
            if (native::isDecided(socket_))
                onWritable();
            else
                arrange();
            return;
        }
        const native::Standing standing = native::lookAt(socket_);
        if (standing.error) {
            events_->socketFailed(standing.error);
            return;
        }
        arrange();
        if (standing.readable && readable_.isEnabled())
            onReadable();
        else if (standing.writable && writable_.isEnabled())
            onWritable();
    }

    void arrange()
    {
        readable_.setEnabled(reading_);
        exception_.setEnabled(kind_ == Readiness::Kind::Connected && !exceptionSpent_);
        // Whoever reads sees a reset by reading.
        if (!needsLooking()) {
            if (alarm_)
                alarm_->cancel();
            return;
        }
        if (!alarm_)
            alarm_ = timers_.makeAlarm([this] { look(); });
        if (!alarm_->isSet())
            alarm_->setAt(timers_.now() + (kind_ == Readiness::Kind::Dialling ? lookAgainAtDial : lookAgain));
    }

    [[nodiscard]] bool needsLooking() const
    {
        switch (kind_) {
        case Readiness::Kind::Listening: return false;
        case Readiness::Kind::Dialling: return !native::notifiersTellAll();
        case Readiness::Kind::Dialled:
        case Readiness::Kind::Connected: break;
        }
        return exceptionSpent_ && !(reading_ && native::notifiersTellAll());
    }

    const Descriptor socket_;
    SocketEvents *events_;
    Timers &timers_;
    Readiness::Kind kind_;
    bool reading_ = false;
    bool stopped_ = false;
    bool called_ = false;
    bool exceptionSpent_ = !native::notifiersTellAll();
    QSocketNotifier readable_{QSocketNotifier::Read};
    QSocketNotifier writable_{QSocketNotifier::Write};
    QSocketNotifier exception_{QSocketNotifier::Exception};
    std::unique_ptr<Alarm> alarm_; // made when first needed
    QObject loop_;                 // queued calls die with it
};

class NotifierReadiness final : public Readiness {
public:
    explicit NotifierReadiness(Timers &timers) : timers_(timers) {}
    std::unique_ptr<Watch> watch(Descriptor socket, Kind kind, SocketEvents &events) override
    {
        return std::make_unique<NotifierWatch>(socket, kind, events, timers_);
    }

private:
    Timers &timers_;
};

} // namespace

std::unique_ptr<Readiness> Readiness::byNotifiers(Timers &timers) { return std::make_unique<NotifierReadiness>(timers); }

} // namespace culvert::tcp
