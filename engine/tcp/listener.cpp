// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/listener.h"

#include "core/limits.h"
#include "inet/system_error.h"
#include "tcp/native_socket.h"
#include "tcp/port_owner.h"

#include <QNetworkProxy>
#include <QTcpServer>

namespace culvert::tcp {

namespace {

// Accepted in one go; the rest have the next turn. So the first of a burst are under way, and the peer is at work, while others are
// still accepted, instead of all waiting for all at each station (docs/performance.md).
constexpr int turn = 4;

Error openError(const QTcpServer &server, const Endpoint &on, Listener::Owner owner)
{
    Error error = inet::listenError(inet::listenCode(server.serverError()), on.toString(), u"tcp", server.errorString());
    if (error.code == ErrorCode::PortInUse && owner == Listener::Owner::Named)
        error.detail = portOwner(on.port);
    return error;
}

// QTcpServer opens the port and does no more: to accept by itself it would make an object of its own of each connection, and
// keep watch apart from all others.
class TcpListener final : public Listener, private SocketEvents {
public:
    TcpListener(Events events, Timers &timers, Readiness &readiness, Ledger &ledger)
        : events_(std::move(events))
        , timers_(timers)
        , readiness_(readiness)
        , counted_(ledger, Counted::Listener)
        , retry_(timers.makeAlarm([this] { acceptAgain(); }))
    {
    }

    ~TcpListener() override
    {
        if (destroyed_)
            *destroyed_ = true;
    }

    Outcome listen(const Endpoint &on, Owner owner)
    {
        const QHostAddress address(on.host);
        if (address.isNull())
            return Error{ErrorCode::ListenInvalid, on.toString()};
        server_.setProxy(QNetworkProxy::NoProxy);
        server_.setListenBacklogSize(limits::listenBacklog);
        if (!server_.listen(address, on.port))
            return openError(server_, on, owner);
        server_.pauseAccepting();
        native::prepareListening(server_.socketDescriptor());
        watch_ = readiness_.watch(server_.socketDescriptor(), Readiness::Kind::Listening, *this);
        watch_->setReading(true);
        bound_ = {on.host, server_.serverPort()};
        return done();
    }

    [[nodiscard]] Endpoint boundTo() const override { return bound_; }

private:
    void socketReadable() override { accept(turn); } // which comes again while there are more
    void socketWritable() override {}
    void socketFailed(int) override {}
    void socketCalled() override {}

    // Calls of the user may destroy this listener.
    void accept(int most)
    {
        bool destroyed = false;
        destroyed_ = &destroyed;
        for (int i = 0; i < most; ++i) {
            const native::Accepted one = native::accept(server_.socketDescriptor());
            if (one.descriptor == noDescriptor) {
                destroyed_ = nullptr;
                watch_->drained();
                if (one.error)
                    acceptFailed(one.error);
                return;
            }
            shortage_ = false;
            const auto accepted = events_.accepted;
            accepted(one.descriptor, one.from);
            if (destroyed)
                return;
        }
        destroyed_ = nullptr;
    }

    // While there is nothing to accept with, applications that connect wait.
    void acceptAgain()
    {
        if (native::nextIsKept()) {
            retry_->setAt(timers_.now() + limits::acceptRetry);
            return;
        }
        watch_->setReading(true);
        accept(limits::listenBacklog + 1); // all who waited: nothing tells of them again
    }

    void acceptFailed(int error)
    {
        watch_->setReading(false); // it would go on saying so
        retry_->setAt(timers_.now() + limits::acceptRetry);
        if (inet::dialCode(error) != ErrorCode::DescriptorsExhausted || std::exchange(shortage_, true))
            return;
        const auto trouble = events_.trouble;
        trouble({ErrorCode::DescriptorsExhausted, bound_.toString()});
    }

    Events events_;
    Timers &timers_;
    Readiness &readiness_;
    Ledger::Ticket counted_;
    std::unique_ptr<Alarm> retry_;
    QTcpServer server_;
    std::unique_ptr<Watch> watch_;
    Endpoint bound_;
    bool shortage_ = false;
    bool *destroyed_ = nullptr; // while accepting: to be set by the destructor
};

} // namespace

Result<std::unique_ptr<Listener>> Listener::open(const Endpoint &on, Events events, Timers &timers, Readiness &readiness,
                                                 Ledger &ledger, Owner owner)
{
    auto listener = std::make_unique<TcpListener>(std::move(events), timers, readiness, ledger);
    if (const Outcome outcome = listener->listen(on, owner); !outcome)
        return outcome.error();
    return std::unique_ptr<Listener>(std::move(listener));
}

} // namespace culvert::tcp
