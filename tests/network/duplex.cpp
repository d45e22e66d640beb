// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplex.h"

#include <algorithm>
#include <array>

#include <sys/socket.h>

namespace culvert::test {

namespace {
constexpr qint64 ahead = 1 << 20;        // kept in the socket's buffer at most
constexpr qint64 readBuffer = 256 << 10; // more waits in the system's, so that who does not read is felt
} // namespace

DuplexEnd::DuplexEnd(std::unique_ptr<QTcpSocket> socket, qint64 toSend, qint64 expected, quint32 seed)
    : socket_(std::move(socket)), left_(toSend), expected_(expected), state_(seed * 2 + 1)
{
    socket_->setReadBufferSize(readBuffer);
    connect(socket_.get(), &QTcpSocket::readyRead, this, [this] { read(); });
    connect(socket_.get(), &QTcpSocket::bytesWritten, this, [this] { write(); });
    connect(socket_.get(), &QTcpSocket::connected, this, [this] { write(); });
    connect(socket_.get(), &QTcpSocket::disconnected, this, [this] {
        read();
        over_ = true;
    });
    if (socket_->state() == QAbstractSocket::ConnectedState) {
        read();
        write();
    }
}

DuplexEnd::~DuplexEnd() { socket_->disconnect(this); }

void DuplexEnd::setReading(bool on)
{
    reading_ = on;
    read();
}

void DuplexEnd::reset()
{
    const linger now{1, 0};
    ::setsockopt(int(socket_->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket_->abort();
}

void DuplexEnd::write()
{
    std::array<quint32, 16384> words;
    while (left_ > 0 && socket_->bytesToWrite() < ahead) {
        for (quint32 &word : words) {
            state_ ^= state_ << 13;
            state_ ^= state_ >> 17;
            state_ ^= state_ << 5;
            word = state_;
        }
        const QByteArrayView bytes(reinterpret_cast<const char *>(words.data()), std::min<qint64>(left_, qint64(sizeof words)));
        left_ -= bytes.size();
        sent_.addData(bytes);
        socket_->write(bytes.data(), bytes.size());
    }
    closeIfDone();
}

void DuplexEnd::read()
{
    if (!reading_ || socket_->bytesAvailable() == 0)
        return;
    const QByteArray bytes = socket_->readAll();
    received_ += bytes.size();
    heard_.addData(bytes);
    closeIfDone();
    Q_EMIT moved();
}

void DuplexEnd::closeIfDone()
{
    if (isWhole() && socket_->state() == QAbstractSocket::ConnectedState)
        socket_->disconnectFromHost(); // when all is written
}

DuplexServer::DuplexServer(DuplexSizes sizes) : sizes_(sizes)
{
    server_.listen(QHostAddress::LocalHost);
    connect(&server_, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = server_.nextPendingConnection()) {
            socket->setParent(nullptr);
            ends_.push_back(std::make_unique<DuplexEnd>(std::unique_ptr<QTcpSocket>(socket), sizes_.back, sizes_.there, quint32(ends_.size() + 1)));
            connect(ends_.back().get(), &DuplexEnd::moved, this, &DuplexServer::moved);
        }
    });
}

} // namespace culvert::test
