// SPDX-License-Identifier: GPL-3.0-or-later
#include "service.h"

#include <QCryptographicHash>

#include <sys/socket.h>

namespace culvert::test {

namespace {

PlainSocket::Ended hashAll(PlainSocket &socket, QCryptographicHash &hash)
{
    return socket.receiveAll([&](QByteArrayView bytes) { hash.addData(bytes.toByteArray()); });
}

} // namespace

Service::Service(Accepting accepting) : listener_(accepting == Accepting::AtOnce ? 512 : 0)
{
    if (accepting == Accepting::AtOnce)
        accept();
    else
        filler_ = PlainSocket::connectTo(listener_.port());
}

Service::~Service()
{
    listener_.wake();
    if (acceptor_.joinable())
        acceptor_.join();
    release();
    std::unique_lock held(lock_);
    for (PlainSocket *socket : open_)
        ::shutdown(socket->descriptor(), SHUT_RDWR);
    changed_.wait(held, [this] { return open_.empty(); });
}

QByteArray Service::request(char letter, qint64 number) { return letter + QByteArray::number(number).rightJustified(15, '0'); }

QByteArray Service::fetch(quint16 port, qint64 size)
{
    PlainSocket socket = PlainSocket::connectTo(port);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 got = 0;
    if (!socket.send(request('G', size)))
        return {};
    const auto ended = socket.receiveAll([&](QByteArrayView bytes) {
        hash.addData(bytes.toByteArray());
        got += bytes.size();
    });
    return ended == PlainSocket::Ended::Fin && got == size ? hash.result() : QByteArray();
}

bool Service::store(quint16 port, qint64 size, const QByteArray &expected)
{
    PlainSocket socket = PlainSocket::connectTo(port);
    Pattern pattern(1);
    return socket.send(request('S', size)) && socket.send(pattern, size)
        && socket.receive(32) == (expected.isEmpty() ? Pattern::hash(1, size) : expected);
}

int Service::open() const
{
    const std::lock_guard held(lock_);
    return int(open_.size());
}

int Service::served() const
{
    const std::lock_guard held(lock_);
    return served_;
}

int Service::resets() const
{
    const std::lock_guard held(lock_);
    return resets_;
}

std::vector<QByteArray> Service::received() const
{
    const std::lock_guard held(lock_);
    return received_;
}

void Service::accept()
{
    filler_.close();
    acceptor_ = std::thread([this] { acceptAll(); });
}

void Service::release()
{
    const std::lock_guard held(lock_);
    released_ = true;
    changed_.notify_all();
}

void Service::finishAll()
{
    const std::lock_guard held(lock_);
    for (PlainSocket *socket : open_)
        ::shutdown(socket->descriptor(), SHUT_WR);
}

void Service::resetAll()
{
    const std::lock_guard held(lock_);
    const linger now{1, 0};
    for (PlainSocket *socket : open_) {
        ::setsockopt(socket->descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::shutdown(socket->descriptor(), SHUT_RD); // its thread wakes and closes it, which resets
    }
    released_ = true;
    changed_.notify_all();
}

void Service::acceptAll()
{
    for (;;) {
        PlainSocket accepted = listener_.accept();
        if (!accepted.open())
            return;
        auto socket = std::make_unique<PlainSocket>(std::move(accepted));
        {
            const std::lock_guard held(lock_);
            open_.insert(socket.get());
        }
        std::thread([this, socket = std::move(socket)] {
            serve(*socket);
            const std::lock_guard held(lock_);
            open_.erase(socket.get());
            socket->close();
            ++served_;
            changed_.notify_all();
        }).detach();
    }
}

void Service::note(PlainSocket::Ended ended)
{
    const std::lock_guard held(lock_);
    resets_ += ended == PlainSocket::Ended::Reset;
}

void Service::noteReceived(const QByteArray &hash)
{
    const std::lock_guard held(lock_);
    received_.push_back(hash);
}

void Service::serve(PlainSocket &socket)
{
    const QByteArray request = socket.receive(16);
    if (request.size() < 16) {
        note(socket.discardAll());
        return;
    }
    const qint64 number = request.mid(1).toLongLong();
    Pattern pattern(1);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    switch (request[0]) {
    case 'G':
        if (!socket.send(pattern, number))
            note(PlainSocket::Ended::Reset);
        else {
            socket.finish();
            note(socket.discardAll());
        }
        return;
    case 'R':
        socket.send(pattern, number);
        socket.reset();
        return;
    case 'S': {
        for (qint64 left = number; left > 0;) {
            const QByteArray piece = socket.receive(std::min<qint64>(left, 1 << 20));
            if (piece.isEmpty())
                return note(PlainSocket::Ended::Reset);
            hash.addData(piece);
            left -= piece.size();
        }
        socket.send(hash.result());
        return;
    }
    case 'A':
        if (const auto ended = hashAll(socket, hash); ended != PlainSocket::Ended::Fin)
            return note(ended);
        socket.send(hash.result());
        socket.send(pattern, number);
        return;
    case 'E':
        note(socket.receiveAll([&](QByteArrayView bytes) { socket.send(bytes); }));
        return;
    case 'N': {
        std::unique_lock held(lock_);
        changed_.wait(held, [this] { return released_; });
    }
        [[fallthrough]];
    case 'W': {
        const auto ended = hashAll(socket, hash);
        note(ended);
        if (ended == PlainSocket::Ended::Fin)
            noteReceived(hash.result());
        return;
    }
    default:
        note(socket.discardAll());
    }
}

} // namespace culvert::test
