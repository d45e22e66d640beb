// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/listener.h"

#include "core/limits.h"
#include "tcp/native_socket.h"
#include "tcp/port_owner.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QTcpServer>

namespace culvert::tcp {

namespace {

Error openError(const QTcpServer &server, const Endpoint &on)
{
    const QString subject = on.toString();
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError: return {ErrorCode::PortInUse, subject, portOwner(on.port)};
    case QAbstractSocket::SocketAccessError: return {ErrorCode::PortNotPermitted, subject};
    case QAbstractSocket::SocketAddressNotAvailableError: return {ErrorCode::AddressNotLocal, subject};
    case QAbstractSocket::SocketResourceError: return {ErrorCode::DescriptorsExhausted, subject};
    default: return {ErrorCode::ListenFailed, subject, server.errorString()};
    }
}

// Hands out descriptors in place of QTcpSocket objects.
class DescriptorServer final : public QTcpServer {
public:
    std::function<void(Descriptor)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

class TcpListener final : public Listener {
public:
    TcpListener(Events events, Timers &timers, Ledger &ledger)
        : events_(std::move(events))
        , timers_(timers)
        , counted_(ledger, Counted::Listener)
        , retry_(timers.makeAlarm([this] { server_->resumeAccepting(); }))
        , server_(std::make_unique<DescriptorServer>())
    {
        server_->accepted = [this](Descriptor descriptor) { onAccepted(descriptor); };
        QObject::connect(server_.get(), &QTcpServer::acceptError, server_.get(),
                         [this](QAbstractSocket::SocketError error) { onAcceptError(error); });
    }

    ~TcpListener() override
    {
        server_->close();
        // QTcpServer goes on in its accept loop when the call it is in returns.
        if (insideServer_)
            server_.release()->deleteLater();
    }

    Outcome listen(const Endpoint &on)
    {
        const QHostAddress address(on.host);
        if (address.isNull())
            return Error{ErrorCode::ListenInvalid, on.toString()};
        server_->setProxy(QNetworkProxy::NoProxy);
        server_->setListenBacklogSize(limits::listenBacklog);
        if (!server_->listen(address, on.port))
            return openError(*server_, on);
        bound_ = {on.host, server_->serverPort()};
        return done();
    }

    [[nodiscard]] Endpoint boundTo() const override { return bound_; }

private:
    void onAccepted(Descriptor descriptor)
    {
        shortage_ = false;
        callOut([accepted = events_.accepted, descriptor] { accepted(descriptor, native::peerAddress(descriptor)); });
    }

    // QTcpServer pauses itself for good at every error.
    void onAcceptError(QAbstractSocket::SocketError error)
    {
        if (error != QAbstractSocket::SocketResourceError) {
            retry_->setAt(timers_.now());
            return;
        }
        retry_->setAt(timers_.now() + limits::acceptRetry);
        if (std::exchange(shortage_, true))
            return;
        callOut([trouble = events_.trouble, on = bound_.toString()] { trouble({ErrorCode::DescriptorsExhausted, on}); });
    }

    // Calls the user from within the server. The call may destroy this listener, which closes the server.
    template <class Call>
    void callOut(const Call &call)
    {
        const QPointer<DescriptorServer> server = server_.get();
        insideServer_ = true;
        call();
        if (server && server->isListening())
            insideServer_ = false;
    }

    Events events_;
    Timers &timers_;
    Ledger::Ticket counted_;
    std::unique_ptr<Alarm> retry_;
    std::unique_ptr<DescriptorServer> server_;
    Endpoint bound_;
    bool shortage_ = false;
    bool insideServer_ = false;
};

} // namespace

Result<std::unique_ptr<Listener>> Listener::open(const Endpoint &on, Events events, Timers &timers, Ledger &ledger)
{
    auto listener = std::make_unique<TcpListener>(std::move(events), timers, ledger);
    if (const Outcome outcome = listener->listen(on); !outcome)
        return outcome.error();
    return std::unique_ptr<Listener>(std::move(listener));
}

} // namespace culvert::tcp
