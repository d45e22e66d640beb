// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

namespace culvert::test {

// A router with UPnP on 127.0.0.1, as far as forwarding of ports goes; answers as the test says.
class FakeRouter final : public QTcpServer {
public:
    struct Call {
        QByteArray action;
        QByteArray outside;
        QByteArray inside;
        QByteArray lease;
        QByteArray protocol;
    };

    FakeRouter()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    [[nodiscard]] QString description() const { return QStringLiteral("http://127.0.0.1:%1/description.xml").arg(serverPort()); }
    [[nodiscard]] QList<Call> calls(const QByteArray &action) const
    {
        QList<Call> out;
        for (const Call &call : all) {
            if (call.action == action)
                out.append(call);
        }
        return out;
    }

    QList<Call> all;
    int connections = 0;
    bool mute = false;                     // takes connections and says nothing
    QByteArray address = "203.0.113.7";    // outside
    QHash<QByteArray, int> refuse;         // UPnP error for this port outside; "*": for any
    bool permanentOnly = false;            // no lease but 0

private:
    void read(QTcpSocket &socket)
    {
        const QByteArray request = socket.property("got").toByteArray() + socket.readAll();
        socket.setProperty("got", request);
        const qsizetype head = request.indexOf("\r\n\r\n");
        if (mute || head < 0)
            return;
        static const QRegularExpression length(QStringLiteral("Content-Length: *(\\d+)"), QRegularExpression::CaseInsensitiveOption);
        const auto match = length.match(QString::fromLatin1(request.left(head)));
        if (request.size() < head + 4 + (match.hasMatch() ? match.captured(1).toInt() : 0))
            return;
        const auto [status, body] = request.startsWith("GET ") ? std::pair<QByteArray, QByteArray>("200 OK", describe()) : act(request);
        socket.write("HTTP/1.1 " + status + "\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket.disconnectFromHost();
    }

    [[nodiscard]] static QByteArray describe()
    {
        const auto device = [](const QByteArray &type, const QByteArray &inside) {
            return "<device><deviceType>urn:schemas-upnp-org:device:" + type + ":1</deviceType>" + inside + "</device>";
        };
        const QByteArray service = "<serviceList><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>"
                                   "<controlURL>/control</controlURL><eventSubURL>/event</eventSubURL><SCPDURL>/scpd</SCPDURL></service></serviceList>";
        const QByteArray common = "<serviceList><service><serviceType>urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1</serviceType>"
                                  "<controlURL>/common</controlURL><eventSubURL>/event</eventSubURL><SCPDURL>/scpd</SCPDURL></service></serviceList>";
        return "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\">"
            + device("InternetGatewayDevice", "<deviceList>" + device("WANDevice", common + "<deviceList>" + device("WANConnectionDevice", service) + "</deviceList>") + "</deviceList>")
            + "</root>";
    }

    std::pair<QByteArray, QByteArray> act(const QByteArray &request)
    {
        const auto field = [&](const char *pattern) {
            return QRegularExpression(QString::fromLatin1(pattern)).match(QString::fromUtf8(request)).captured(1).toLatin1();
        };
        const Call call{field("SOAPAction: \"[^\"#]*#(\\w+)\""), field("<NewExternalPort>(\\d+)"), field("<NewInternalPort>(\\d+)"),
                        field("<NewLeaseDuration>(\\d+)"), field("<NewProtocol>(\\w+)")};
        all.append(call);
        int error = call.action == "AddPortMapping" ? refuse.value("*", refuse.value(call.outside)) : 0;
        if (!error && permanentOnly && call.action == "AddPortMapping" && call.lease != "0")
            error = 725;
        const auto envelope = [](const QByteArray &inside) {
            return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + inside + "</s:Body></s:Envelope>";
        };
        if (error) {
            return {"500 Internal Server Error",
                    envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError><errorCode>"
                             + QByteArray::number(error) + "</errorCode></UPnPError></detail></s:Fault>")};
        }
        const QByteArray result = call.action == "GetExternalIPAddress" ? "<NewExternalIPAddress>" + address + "</NewExternalIPAddress>" : QByteArray();
        return {"200 OK", envelope("<u:" + call.action + "Response xmlns:u=\"urn:schemas-upnp-org:service:WANIPConnection:1\">" + result + "</u:" + call.action + "Response>")};
    }
};

} // namespace culvert::test
