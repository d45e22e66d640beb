// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_server.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QRandomGenerator>
#include <QTcpSocket>

namespace culvert::test {

namespace {

// What one connection is doing.
class Session : public QObject {
public:
    explicit Session(QTcpSocket *socket) : QObject(socket), socket_(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        read();
    }

private:
    void read()
    {
        if (request_.isEmpty()) {
            if (!socket_->canReadLine())
                return;
            request_ = socket_->readLine().trimmed();
            begin();
        }
        if (!request_.startsWith("SINK"))
            return;
        taken_ += socket_->readAll();
        if (taken_.size() < request_.mid(5).toLongLong())
            return;
        socket_->write(QCryptographicHash::hash(taken_, QCryptographicHash::Sha256).toHex());
        socket_->disconnectFromHost();
    }
    void begin()
    {
        if (request_.startsWith("GET")) {
            socket_->write(TargetServer::payload(request_.mid(4).toLongLong()));
            socket_->disconnectFromHost();
        } else if (request_ == "HOLD") {
            socket_->write("held");
        }
    }

    QTcpSocket *socket_;
    QByteArray request_;
    QByteArray taken_;
};

} // namespace

TargetServer::TargetServer(QObject *parent) : QObject(parent)
{
    connect(&server_, &QTcpServer::newConnection, this, &TargetServer::accept);
}

void TargetServer::accept()
{
    while (QTcpSocket *socket = server_.nextPendingConnection()) {
        ++open_;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --open_;
            socket->deleteLater();
        });
        new Session(socket);
    }
}

QByteArray TargetServer::payload(qsizetype size)
{
    QRandomGenerator random(7);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.generate());
    return bytes;
}

} // namespace culvert::test
