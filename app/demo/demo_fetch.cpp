// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_fetch.h"

#include <QNetworkProxy>

namespace culvert::demo {

DemoFetch::DemoFetch(QObject *parent) : QObject(parent)
{
    socket_.setProxy(QNetworkProxy::NoProxy);
    connect(&socket_, &QTcpSocket::readyRead, this, &DemoFetch::read);
    connect(&socket_, &QTcpSocket::disconnected, this, [this] {
        read();
        end();
    });
    connect(&socket_, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            end();
    });
}

void DemoFetch::get(const QString &host, quint16 port, const QByteArray &path)
{
    clock_.start();
    socket_.connectToHost(host, port);
    socket_.write("GET " + path + " HTTP/1.1\r\nHost: " + host.toLatin1() + ':' + QByteArray::number(port)
                  + "\r\nConnection: close\r\n\r\n");
}

void DemoFetch::read()
{
    const QByteArray bytes = socket_.readAll();
    if (!inBody_) {
        head_ += bytes;
        readHead();
        return;
    }
    hash_.addData(bytes);
    bodyBytes_ += bytes.size();
}

void DemoFetch::readHead()
{
    const qsizetype end = head_.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray body = head_.mid(end + 4);
    head_.truncate(end);
    inBody_ = true;
    for (const QByteArray &line : head_.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            bodyExpected_ = line.mid(15).trimmed().toLongLong();
    }
    hash_.addData(body);
    bodyBytes_ = body.size();
}

void DemoFetch::end()
{
    if (ended_)
        return;
    ended_ = true;
    elapsedMs_ = clock_.elapsed();
    if (!head_.startsWith("HTTP/1.1 200 "))
        Q_EMIT failed(tr("The page did not come through the tunnel: %1.")
                          .arg(head_.isEmpty() ? socket_.errorString() : QString::fromLatin1(head_.left(60)).simplified()));
    else if (bodyBytes_ != bodyExpected_)
        Q_EMIT failed(tr("The page ended after %1 of %2 bytes: %3.").arg(bodyBytes_).arg(bodyExpected_).arg(socket_.errorString()));
    else
        Q_EMIT finished();
}

} // namespace culvert::demo
