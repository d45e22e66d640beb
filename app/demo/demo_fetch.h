// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>

namespace culvert::demo {

// Fetches one page by HTTP over a plain TCP connection, as any application would, and hashes its body on the way. One
// fetch for each object.
class DemoFetch : public QObject {
    Q_OBJECT
public:
    explicit DemoFetch(QObject *parent = nullptr);
    ~DemoFetch() override { socket_.disconnect(this); } // which says that it is disconnected when it is destroyed

    // finished() or failed() follows.
    void get(const QString &host, quint16 port, const QByteArray &path);

    [[nodiscard]] qint64 bodyBytes() const { return bodyBytes_; }
    [[nodiscard]] QByteArray bodySha256() const { return hash_.result().toHex(); }
    [[nodiscard]] qint64 elapsedMs() const { return elapsedMs_; }   // from connecting to the last byte

Q_SIGNALS:
    void finished();
    void failed(const QString &why);

private:
    void read();
    void readHead();
    void end();

    QTcpSocket socket_;
    QCryptographicHash hash_{QCryptographicHash::Sha256};
    QElapsedTimer clock_;
    QByteArray head_;
    bool inBody_ = false;
    bool ended_ = false;
    qint64 bodyBytes_ = 0;
    qint64 bodyExpected_ = -1;
    qint64 elapsedMs_ = 0;
};

} // namespace culvert::demo
