// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace culvert::test {

// One end of a TCP connection that sends `size` seeded bytes and hashes all that comes. It closes when it is destroyed.
class DuplexEnd final : public QObject {
    Q_OBJECT
public:
    DuplexEnd(std::unique_ptr<QTcpSocket> socket, qint64 size, quint32 seed);
    ~DuplexEnd() override;

    [[nodiscard]] qint64 received() const { return received_; }
    [[nodiscard]] bool isOver() const { return over_; }          // the connection is gone
    [[nodiscard]] QByteArray sentHash() const { return sent_.result().toHex(); } // of all, once it has been written
    [[nodiscard]] QByteArray receivedHash() const { return heard_.result().toHex(); }

private:
    void write();
    void read();

    std::unique_ptr<QTcpSocket> socket_;
    qint64 left_;
    quint32 state_;
    qint64 received_ = 0;
    bool over_ = false;
    QCryptographicHash sent_{QCryptographicHash::Sha256};
    QCryptographicHash heard_{QCryptographicHash::Sha256};
};

// Answers each connection with a DuplexEnd of this size. Make it inside the namespace that it is to listen in.
class DuplexServer final : public QObject {
    Q_OBJECT
public:
    explicit DuplexServer(qint64 size);
    [[nodiscard]] quint16 port() const { return server_.serverPort(); }
    [[nodiscard]] DuplexEnd *last() const { return ends_.empty() ? nullptr : ends_.back().get(); }

private:
    qint64 size_;
    QTcpServer server_;
    std::vector<std::unique_ptr<DuplexEnd>> ends_;
};

} // namespace culvert::test
