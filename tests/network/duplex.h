// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace culvert::test {

// How much each end of a connection sends.
struct DuplexSizes {
    qint64 there = 0; // from the one who connects
    qint64 back = 0;
};

// One end of a TCP connection: sends `toSend` seeded bytes, hashes all that comes, and closes when it has sent its own and
// got `expected`.
class DuplexEnd final : public QObject {
    Q_OBJECT
public:
    DuplexEnd(std::unique_ptr<QTcpSocket> socket, qint64 toSend, qint64 expected, quint32 seed);
    ~DuplexEnd() override;

    void setReading(bool on);  // off: what comes waits in the system's buffers
    void reset();              // hangs up at once

    [[nodiscard]] qint64 received() const { return received_; }
    [[nodiscard]] bool isWhole() const { return left_ == 0 && received_ == expected_; } // sent and got what it should
    [[nodiscard]] bool isOver() const { return over_; }          // the connection is gone
    [[nodiscard]] QByteArray sentHash() const { return sent_.result().toHex(); } // of all, once it has been written
    [[nodiscard]] QByteArray receivedHash() const { return heard_.result().toHex(); }

Q_SIGNALS:
    void moved(); // bytes have come

private:
    void write();
    void read();
    void closeIfDone();

    std::unique_ptr<QTcpSocket> socket_;
    qint64 left_;
    qint64 expected_;
    quint32 state_;
    qint64 received_ = 0;
    bool reading_ = true;
    bool over_ = false;
    QCryptographicHash sent_{QCryptographicHash::Sha256};
    QCryptographicHash heard_{QCryptographicHash::Sha256};
};

// Answers each connection with a DuplexEnd. Make it inside the namespace that it is to listen in.
class DuplexServer final : public QObject {
    Q_OBJECT
public:
    explicit DuplexServer(DuplexSizes sizes);
    [[nodiscard]] quint16 port() const { return server_.serverPort(); }
    [[nodiscard]] const std::vector<std::unique_ptr<DuplexEnd>> &ends() const { return ends_; }
    [[nodiscard]] DuplexEnd *last() const { return ends_.empty() ? nullptr : ends_.back().get(); }

Q_SIGNALS:
    void moved(); // bytes have come at one of its ends

private:
    DuplexSizes sizes_;
    QTcpServer server_;
    std::vector<std::unique_ptr<DuplexEnd>> ends_;
};

} // namespace culvert::test
