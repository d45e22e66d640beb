// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>

// A service behind a tunnel, of one line a request: "GET n" sends n bytes and closes, "SINK n" takes n bytes and answers
// with their SHA-256, "HOLD" says "held" and keeps the connection.
namespace culvert::test {

class TargetServer : public QObject {
    Q_OBJECT
public:
    explicit TargetServer(QObject *parent = nullptr);
    bool listen() { return server_.listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return server_.serverPort(); }
    [[nodiscard]] int open() const { return open_; }

    // The first n bytes of what GET sends: the same at each run.
    [[nodiscard]] static QByteArray payload(qsizetype size);

private:
    void accept();

    QTcpServer server_;
    int open_ = 0;
};

} // namespace culvert::test
