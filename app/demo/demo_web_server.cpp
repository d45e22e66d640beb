// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_web_server.h"

#include "app/demo/demo_bytes.h"

#include <QList>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace culvert::demo {

namespace {

constexpr qsizetype longestRequest = 16 << 10; // head of a request; more is answered by hanging up
constexpr qsizetype bodyStep = 64 << 10;
constexpr qint64 bodyAhead = 512 << 10;        // bytes handed to a socket and not yet taken by the system

// One connection of a browser. Answers one request after the other; the body of the download is made as the socket
// takes it, so that a slow reader costs no memory.
class WebConnection : public QObject {
public:
    WebConnection(QTcpSocket *socket, QObject *parent) : QObject(parent), socket_(socket)
    {
        socket_->setParent(this);
        connect(socket_, &QTcpSocket::readyRead, this, &WebConnection::readRequest);
        connect(socket_, &QTcpSocket::bytesWritten, this, &WebConnection::writeBody);
        connect(socket_, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        readRequest();
    }

private:
    void readRequest()
    {
        while (!inBody_ && !closing_) {
            request_ += socket_->read(longestRequest + 1 - request_.size());
            const qsizetype end = request_.indexOf("\r\n\r\n");
            if (end < 0) {
                if (request_.size() > longestRequest)
                    socket_->abort();
                return;
            }
            const QByteArray head = request_.first(end);
            request_.remove(0, end + 4);
            answer(head);
        }
    }

    void answer(const QByteArray &head)
    {
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        if (words.size() != 3 || !words[2].startsWith("HTTP/1.")) {
            sendPage("400 Bad Request", tr("This is no HTTP request."), true, true);
            return;
        }
        bool close = words[2] == "HTTP/1.0";
        for (const QByteArray &line : lines) {
            const QByteArray lower = line.trimmed().toLower();
            if (lower.startsWith("connection:") && lower.contains("close"))
                close = true;
        }
        const bool body = words[0] != "HEAD";
        if (words[0] != "GET" && words[0] != "HEAD") {
            sendPage("405 Method Not Allowed", tr("Only GET and HEAD are answered here."), true, true);
        } else if (words[1] == "/") {
            sendPage("200 OK", indexText(), body, close);
        } else if (words[1] == "/download") {
            sendHead("200 OK", "application/octet-stream", downloadSize, close,
                     "Content-Disposition: attachment; filename=\"culvert-demo.bin\"\r\n");
            inBody_ = true;
            bodyNext_ = body ? 0 : downloadSize;
            writeBody();
        } else {
            sendPage("404 Not Found", tr("There is no such page here. Go back to <a href=\"/\">the first one</a>."), body, close);
        }
    }

    static QString indexText()
    {
        return tr("<h1>It works</h1>"
                  "<p>Your browser asked a port of <b>this machine</b> for this page. Culvert carried the question over the Tox "
                  "network to <b>the other machine</b>, whose web server gave the answer.</p>"
                  "<p>In the demo both are on one computer and use its loopback network alone. Everything else is real: two "
                  "identities, an invite, an encrypted link, a rule that allows this one target and nothing else.</p>"
                  "<p><a href=\"/download\">Download 100 MB</a>, and look at Culvert's table of connections meanwhile.</p>");
    }

    void sendPage(const QByteArray &status, const QString &text, bool withBody, bool close)
    {
        const QByteArray page = QStringLiteral("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Culvert</title>"
                                               "<style>body{font:18px/1.5 sans-serif;max-width:38em;margin:3em auto;padding:0 1em}"
                                               "</style></head><body>%1</body></html>\n")
                                    .arg(text)
                                    .toUtf8();
        sendHead(status, "text/html; charset=utf-8", page.size(), close, {});
        if (withBody)
            socket_->write(page);
        if (close)
            socket_->disconnectFromHost();
    }

    void sendHead(const QByteArray &status, const QByteArray &type, qint64 length, bool close, const QByteArray &more)
    {
        closing_ = close;
        socket_->write("HTTP/1.1 " + status + "\r\nContent-Type: " + type
                       + "\r\nContent-Length: " + QByteArray::number(length) + "\r\nCache-Control: no-store\r\n" + more
                       + (close ? "Connection: close\r\n\r\n" : "\r\n"));
    }

    void writeBody()
    {
        if (!inBody_)
            return;
        while (bodyNext_ < downloadSize && socket_->bytesToWrite() < bodyAhead) {
            const QByteArray step = downloadBytes(bodyNext_, bodyStep);
            bodyNext_ += step.size();
            socket_->write(step);
        }
        if (bodyNext_ < downloadSize)
            return;
        inBody_ = false;
        if (closing_)
            socket_->disconnectFromHost();
        else
            QMetaObject::invokeMethod(this, &WebConnection::readRequest, Qt::QueuedConnection);
    }

    static QString tr(const char *text) { return DemoWebServer::tr(text); }

    QTcpSocket *socket_;
    QByteArray request_;     // what of the next request has come
    bool inBody_ = false;    // the download is being sent
    qint64 bodyNext_ = 0;    // and this is the next offset of it
    bool closing_ = false;   // after the present answer
};

} // namespace

bool DemoWebServer::listen()
{
    server_.setProxy(QNetworkProxy::NoProxy);
    connect(&server_, &QTcpServer::newConnection, this, &DemoWebServer::accept);
    return server_.listen(QHostAddress::LocalHost);
}

void DemoWebServer::accept()
{
    while (QTcpSocket *socket = server_.nextPendingConnection())
        new WebConnection(socket, this);
}

} // namespace culvert::demo
