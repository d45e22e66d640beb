// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/native_socket.h"
#include "tcp/readiness.h"

#include <QObject>
#include <QSocketNotifier>
#include <QThread>

#include <array>
#include <cerrno>
#include <unordered_map>
#include <utility>
#include <vector>

#include <sys/epoll.h>
#include <unistd.h>

namespace culvert::tcp {

namespace {

constexpr int batch = 128; // events taken in one go; the rest comes with the loop's next turn

class EpollWatch;

// One epoll descriptor for all sockets, watched by one notifier. Edge-triggered: a socket is entered once and never touched
// again but for a send that came up short, and what it has said is remembered in its watch. Watches are found by number,
// because an event may be on its way when its watch goes.
class EpollReadiness final : public Readiness {
public:
    EpollReadiness(int descriptor, Timers &timers) : descriptor_(descriptor), timers_(timers), notifier_(descriptor, QSocketNotifier::Read)
    {
        QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_, [this] { take(); });
    }
    ~EpollReadiness() override
    {
        Q_ASSERT(watches_.empty());
        notifier_.setEnabled(false);
        ::close(descriptor_);
    }

    std::unique_ptr<Watch> watch(Descriptor socket, Kind kind, SocketEvents &events) override;

    quint64 enter(EpollWatch &watch)
    {
        assertHere();
        watches_.emplace(++lastId_, &watch);
        return lastId_;
    }
    void leave(quint64 id)
    {
        assertHere();
        watches_.erase(id);
    }
    // 0, or the system's error.
    [[nodiscard]] int control(int operation, Descriptor socket, quint64 id, std::uint32_t events) const
    {
        epoll_event event{};
        event.events = events | EPOLLET;
        event.data.u64 = id;
        return ::epoll_ctl(descriptor_, operation, int(socket), &event) == 0 ? 0 : errno;
    }
    // Its turn() comes from the event loop.
    void turnSoon(quint64 id)
    {
        turns_.push_back(id);
        wakeLoop();
    }
    // Its call() comes at the end of the sockets' turn that the loop is in, or from the event loop.
    void callSoon(quint64 id)
    {
        calls_.push_back(id);
        if (!inTurn_)
            wakeLoop();
    }
    [[nodiscard]] EpollWatch *find(quint64 id) const
    {
        const auto found = watches_.find(id);
        return found == watches_.end() ? nullptr : found->second;
    }

private:
    void assertHere() const { Q_ASSERT(loop_.thread() == QThread::currentThread()); }
    void take();
    void giveTurns();
    void endTurn();
    void wakeLoop()
    {
        if (!std::exchange(loopWoken_, true))
            QMetaObject::invokeMethod(&loop_, [this] { giveTurns(); }, Qt::QueuedConnection);
    }

    const int descriptor_;
    Timers &timers_;
    std::unordered_map<quint64, EpollWatch *> watches_;
    quint64 lastId_ = 0;
    std::vector<quint64> turns_;
    std::vector<quint64> calls_;
    bool loopWoken_ = false; // giveTurns() is to come
    bool inTurn_ = false;    // endTurn() is
    QSocketNotifier notifier_;
    QObject loop_; // queued calls die with it
};

// The edges of one socket, made levels of again. A call of the user may destroy this object, so nothing of it is touched after
// one before it was found again.
class EpollWatch final : public Watch {
public:
    EpollWatch(EpollReadiness &owner, Descriptor socket, Readiness::Kind kind, SocketEvents &events)
        : owner_(owner), socket_(socket), events_(&events), id_(owner.enter(*this)),
          readable_(kind == Readiness::Kind::Connected), writableAwaited_(kind == Readiness::Kind::Dialling), tellsWritable_(writableAwaited_)
    {
        control(EPOLL_CTL_ADD);
    }
    ~EpollWatch() override { owner_.leave(id_); }

    void setEvents(SocketEvents &events) override { events_ = &events; }

    void setReading(bool on) override
    {
        if (reading_ == on)
            return;
        reading_ = on;
        // What was there before reading was wanted is not said again. At first it is: the socket has just been entered.
        if (on && readable_ && heard_)
            turnSoon();
    }

    void drained() override { readable_ = false; }
    // A FIN may wait behind the bytes, and was told already; and a receive stops before an urgent byte.
    void cameUpShort() override { readable_ = ended_ || urgent_; }
    [[nodiscard]] bool mayReceive() const override { return readable_; }

    void awaitWritable() override
    {
        writableAwaited_ = true;
        if (!std::exchange(tellsWritable_, true))
            control(EPOLL_CTL_MOD); // which looks at the socket anew
    }

    // The socket leaves the epoll descriptor by being closed.
    void stop() override
    {
        socket_ = noDescriptor;
        reading_ = writableAwaited_ = false;
    }

    void callSoon() override
    {
        if (!std::exchange(called_, true))
            owner_.callSoon(id_);
    }

    void happened(std::uint32_t what)
    {
        if (socket_ == noDescriptor)
            return;
        heard_ = true;
        if (what & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            readable_ = true;
        if (what & EPOLLPRI)
            urgent_ = true;
        if (what & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            ended_ = true;
        EpollReadiness &owner = owner_;
        const quint64 id = id_;
        // What came before the end is still read.
        tellReadable();
        if ((what & EPOLLERR) && owner.find(id) == this && socket_ != noDescriptor) {
            if (const int error = native::takeError(socket_))
                events_->socketFailed(error);
        }
        if ((what & (EPOLLHUP | EPOLLERR)) == EPOLLHUP && owner.find(id) == this && socket_ != noDescriptor)
            events_->socketLeft();
        if ((what & (EPOLLOUT | EPOLLHUP)) && owner.find(id) == this && std::exchange(writableAwaited_, false))
            events_->socketWritable();
    }

    void turn()
    {
        turnDue_ = false;
        if (const int error = std::exchange(refused_, 0); error != 0 && socket_ != noDescriptor)
            events_->socketFailed(error);
        else
            tellReadable();
    }

    void call()
    {
        called_ = false;
        events_->socketCalled();
    }

private:
    [[nodiscard]] std::uint32_t interests() const
    {
        constexpr std::uint32_t reading = EPOLLIN | EPOLLPRI | EPOLLRDHUP;
        return tellsWritable_ ? reading | EPOLLOUT : reading;
    }
    // A socket that cannot be watched is as good as gone.
    void control(int operation)
    {
        refused_ = owner_.control(operation, socket_, id_, interests());
        if (refused_ != 0)
            turnSoon();
    }
    void turnSoon()
    {
        if (!std::exchange(turnDue_, true))
            owner_.turnSoon(id_);
    }
    void tellReadable()
    {
        if (!reading_ || !readable_)
            return;
        EpollReadiness &owner = owner_;
        const quint64 id = id_;
        events_->socketReadable();
        if (owner.find(id) == this && reading_ && readable_)
            turnSoon();
    }

    EpollReadiness &owner_;
    Descriptor socket_;
    SocketEvents *events_;
    const quint64 id_;
    bool readable_;               // said so, and not drained since
    bool ended_ = false;          // the other side's FIN, or worse, has been said
    bool urgent_ = false;         // an urgent byte was
    bool reading_ = false;
    bool writableAwaited_;
    bool tellsWritable_;
    bool heard_ = false;
    bool called_ = false;
    int refused_ = 0;
    bool turnDue_ = false;
};

std::unique_ptr<Watch> EpollReadiness::watch(Descriptor socket, Kind kind, SocketEvents &events)
{
    return std::make_unique<EpollWatch>(*this, socket, kind, events);
}

void EpollReadiness::take()
{
    inTurn_ = true;
    std::array<epoll_event, batch> events;
    const int count = ::epoll_wait(descriptor_, events.data(), batch, 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[std::size_t(i)];
        if (EpollWatch *watch = find(event.data.u64))
            watch->happened(event.events);
    }
    endTurn();
}

void EpollReadiness::giveTurns()
{
    loopWoken_ = false;
    inTurn_ = true;
    for (const quint64 id : std::exchange(turns_, {})) {
        if (EpollWatch *watch = find(id))
            watch->turn();
    }
    endTurn();
}

// What all of it has come to goes on its way now: a turn of the loop for the calls and one for the alarms each cost a wake-up
// (docs/performance.md).
void EpollReadiness::endTurn()
{
    for (const quint64 id : std::exchange(calls_, {})) {
        if (EpollWatch *watch = find(id))
            watch->call();
    }
    inTurn_ = false;
    if (!calls_.empty())
        wakeLoop();
    timers_.fireDue();
}

} // namespace

std::unique_ptr<Readiness> Readiness::ofSystem(Timers &timers)
{
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) // none is left, mostly; notifiers need none
        return byNotifiers(timers);
    return std::make_unique<EpollReadiness>(descriptor, timers);
}

} // namespace culvert::tcp
