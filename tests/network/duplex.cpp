// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplex.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace culvert::test {

namespace {
constexpr qint64 ahead = 1 << 20; // kept in the socket's buffer at most
} // namespace

DuplexEnd::DuplexEnd(std::unique_ptr<QTcpSocket> socket, qint64 size, quint32 seed)
    : socket_(std::move(socket)), left_(size), state_(seed * 2 + 1)
{
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
}

void DuplexEnd::read()
{
    const QByteArray bytes = socket_->readAll();
    received_ += bytes.size();
    heard_.addData(bytes);
}

DuplexServer::DuplexServer(qint64 size) : size_(size)
{
    server_.listen(QHostAddress::LocalHost);
    connect(&server_, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = server_.nextPendingConnection()) {
            socket->setParent(nullptr);
            ends_.push_back(std::make_unique<DuplexEnd>(std::unique_ptr<QTcpSocket>(socket), size_, quint32(ends_.size() + 1)));
        }
    });
}

} // namespace culvert::test
