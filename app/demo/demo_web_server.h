// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>

namespace culvert::demo {

// The target of the demo: a web server of two pages on a free port of 127.0.0.1. "/" tells what is going on, "/download"
// is downloadBytes(). GET and HEAD, HTTP/1.1 with keep-alive (RFC 9112); 404 and 405 for anything else.
class DemoWebServer : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // False if no port could be opened; errorString() says why.
    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return server_.serverPort(); }
    [[nodiscard]] QString errorString() const { return server_.errorString(); }

private:
    void accept();

    QTcpServer server_;
};

} // namespace culvert::demo
