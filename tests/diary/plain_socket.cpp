// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_socket.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace culvert::test {

namespace {

constexpr std::size_t pieceSize = 128 << 10;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

void Pattern::fill(std::span<char> out)
{
    const auto next = [this] {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    };
    std::size_t at = 0;
    while (at < out.size()) {
        if (left_ == 0 && out.size() - at >= sizeof word_) {
            const quint64 word = next();
            std::memcpy(out.data() + at, &word, sizeof word);
            at += sizeof word;
            continue;
        }
        if (left_ == 0) {
            word_ = next();
            left_ = int(sizeof word_);
        }
        out[at++] = char(word_ >> (8 * (8 - left_--)));
    }
}

QByteArray Pattern::hash(quint64 seed, qint64 size)
{
    Pattern pattern(seed);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::array<char, pieceSize> piece;
    for (qint64 left = size; left > 0;) {
        const std::size_t n = std::size_t(std::min<qint64>(left, qint64(piece.size())));
        pattern.fill({piece.data(), n});
        hash.addData({piece.data(), qsizetype(n)});
        left -= qint64(n);
    }
    return hash.result();
}

PlainSocket::PlainSocket(int descriptor) : descriptor_(descriptor)
{
    const timeval limit{patience, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

PlainSocket &PlainSocket::operator=(PlainSocket &&other) noexcept
{
    if (this != &other) {
        close();
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

PlainSocket PlainSocket::connectTo(quint16 port)
{
    PlainSocket out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    if (::connect(out.descriptor_, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        out.close();
    return out;
}

bool PlainSocket::send(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

bool PlainSocket::send(Pattern &pattern, qint64 size)
{
    std::array<char, pieceSize> piece;
    for (qint64 left = size; left > 0;) {
        const std::size_t n = std::size_t(std::min<qint64>(left, qint64(piece.size())));
        pattern.fill({piece.data(), n});
        if (!send(QByteArrayView(piece.data(), qsizetype(n))))
            return false;
        left -= qint64(n);
    }
    return true;
}

QByteArray PlainSocket::receive(qint64 size)
{
    QByteArray out(size, Qt::Uninitialized);
    qint64 got = 0;
    while (got < size) {
        const ssize_t n = ::recv(descriptor_, out.data() + got, std::size_t(size - got), 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            reset_ = n < 0 && errno != EAGAIN;
            break;
        }
        got += n;
    }
    out.resize(got);
    return out;
}

PlainSocket::Ended PlainSocket::receiveAll(const std::function<void(QByteArrayView)> &take)
{
    if (reset_)
        return Ended::Reset; // the system says it once
    std::array<char, pieceSize> piece;
    for (;;) {
        const ssize_t n = ::recv(descriptor_, piece.data(), piece.size(), 0);
        if (n > 0)
            take({piece.data(), qsizetype(n)});
        else if (n == 0)
            return Ended::Fin;
        else if (errno != EINTR)
            return errno == EAGAIN ? Ended::Never : Ended::Reset;
    }
}

void PlainSocket::finish() { ::shutdown(descriptor_, SHUT_WR); }

void PlainSocket::reset()
{
    const linger now{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void PlainSocket::close()
{
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
}

PlainListener::PlainListener(int backlog)
{
    descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const int small = 64 << 10; // so that who does not read is felt
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    const bool listening = ::bind(descriptor_, reinterpret_cast<const sockaddr *>(&address), size) == 0 && ::listen(descriptor_, backlog) == 0
        && ::getsockname(descriptor_, reinterpret_cast<sockaddr *>(&address), &size) == 0;
    if (listening)
        port_ = ntohs(address.sin_port);
}

PlainSocket PlainListener::accept()
{
    const int descriptor = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    return descriptor < 0 ? PlainSocket() : PlainSocket(descriptor);
}

void PlainListener::wake() { ::shutdown(descriptor_, SHUT_RDWR); }

void PlainListener::close()
{
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
}

} // namespace culvert::test
