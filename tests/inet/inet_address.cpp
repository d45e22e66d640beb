// SPDX-License-Identifier: GPL-3.0-or-later
// Socket addresses and the system's own form of them.
#include "inet/host_address.h"
#include "inet/socket_address.h"
#include "inet/system_address.h"
#include "inet/system_error.h"

#include <QNetworkInterface>
#include <QTest>

#include <cerrno>
#include <cstring>

using namespace culvert;
using inet::SocketAddress;

namespace {

SocketAddress at(const char *host, quint16 port = 40122) { return {QHostAddress(QString::fromLatin1(host)), port}; }

SocketAddress back(const SocketAddress &address, int (*to)(const SocketAddress &, sockaddr_storage &))
{
    sockaddr_storage system;
    std::memset(&system, 0xAA, sizeof system); // what is not set would show
    (void)to(address, system);
    return inet::fromSystem(system);
}

} // namespace

class InetAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAddressComesBackFromTheSystemAsItWas_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"127.0.0.1", "203.0.113.254", "255.255.255.255", "::1", "2001:db8::ff:1", "::ffff:192.0.2.7"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }
    void anAddressComesBackFromTheSystemAsItWas()
    {
        QFETCH(QString, host);
        for (const quint16 port : {quint16(0), quint16(1), quint16(443), quint16(65535)}) {
            const SocketAddress address{QHostAddress(host), port};
            QCOMPARE(back(address, inet::toSystem), address);
        }
    }

    void theSystemsFormHasItsBytesInTheOrderOfTheNetwork()
    {
        sockaddr_storage out;
        QCOMPARE(inet::toSystem(at("1.2.3.4", 0x0102), out), int(sizeof(sockaddr_in)));
        QCOMPARE(int(out.ss_family), AF_INET);
        sockaddr_in v4;
        std::memcpy(&v4, &out, sizeof v4);
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(&v4.sin_port), 2), QByteArray("\x01\x02"));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(&v4.sin_addr), 4), QByteArray("\x01\x02\x03\x04"));

        QCOMPARE(inet::toSystem(at("102:304::f", 0x0102), out), int(sizeof(sockaddr_in6)));
        QCOMPARE(int(out.ss_family), AF_INET6);
        sockaddr_in6 v6;
        std::memcpy(&v6, &out, sizeof v6);
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(&v6.sin6_port), 2), QByteArray("\x01\x02"));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(&v6.sin6_addr), 16), QByteArray::fromHex("0102030400000000000000000000000f"));
        QCOMPARE(v6.sin6_scope_id, 0U);
    }

    void aSocketThatSpeaksBothTakesIPv4InIPv6sClothes()
    {
        sockaddr_storage out;
        QCOMPARE(inet::toSystemAsIPv6(at("192.0.2.7"), out), int(sizeof(sockaddr_in6)));
        QCOMPARE(inet::fromSystem(out), at("::ffff:192.0.2.7"));
        QVERIFY(inet::fromSystem(out) != at("192.0.2.7"));
        QCOMPARE(inet::fromSystem(out).unmapped(), at("192.0.2.7"));
        QCOMPARE(back(at("2001:db8::1"), inet::toSystemAsIPv6), at("2001:db8::1"));
    }

    void onlyIPv4InIPv6sClothesIsUnmapped()
    {
        QCOMPARE(at("192.0.2.7").unmapped(), at("192.0.2.7"));
        QCOMPARE(at("2001:db8::1").unmapped(), at("2001:db8::1"));
        QCOMPARE(at("64:ff9b::c000:207").unmapped(), at("64:ff9b::c000:207"));
    }

    // A link-local address says nothing without its interface: an answer would go out by another.
    void theInterfaceOfALinkLocalAddressIsKept()
    {
        const QList<QNetworkInterface> all = QNetworkInterface::allInterfaces();
        QVERIFY(!all.isEmpty()); // loopback at least
        const QString number = QString::number(all.first().index());
        for (const QString &scope : {all.first().name(), number}) {
            QHostAddress host(QStringLiteral("fe80::1"));
            host.setScopeId(scope);
            const SocketAddress came = back({host, 5}, inet::toSystem);
            QCOMPARE(came.host.scopeId(), number);
            QCOMPARE(back(came, inet::toSystem), came);
        }
    }

    void whatIsNoInternetAddressIsNull()
    {
        sockaddr_storage out{};
        out.ss_family = AF_UNIX;
        QVERIFY(inet::fromSystem(out).host.isNull());
        QCOMPARE(inet::fromSystem(out).toString(), QString());
    }

    void anAddressIsShownAsAPersonTypesIt()
    {
        QCOMPARE(at("127.0.0.1").toString(), QStringLiteral("127.0.0.1:40122"));
        QCOMPARE(at("2001:db8::1").toString(), QStringLiteral("[2001:db8::1]:40122"));
        QCOMPARE(at("::ffff:192.0.2.7").toString(), QStringLiteral("192.0.2.7:40122"));
        QCOMPARE(at("::ffff:192.0.2.7").toEndpoint(), (Endpoint{QStringLiteral("192.0.2.7"), 40122}));
    }

    void equalAddressesHaveEqualHashesAndOthersDiffer()
    {
        QCOMPARE(qHash(at("192.0.2.7", 1)), qHash(at("192.0.2.7", 1)));
        QVERIFY(qHash(at("192.0.2.7", 1)) != qHash(at("192.0.2.7", 2)));
        QVERIFY(qHash(at("192.0.2.7", 1)) != qHash(at("192.0.2.8", 1)));
    }

    void anAddressOfTheEngineIsTheSameToQt()
    {
        for (const char *text : {"192.0.2.7", "2001:db8::ff:1", "::ffff:192.0.2.7"})
            QCOMPARE(inet::hostAddress(*IpAddress::parse(QString::fromLatin1(text))), QHostAddress(QString::fromLatin1(text)));
        QCOMPARE(inet::hostAddress(*IpAddress::parse(u"fe80::1%eth0")).scopeId(), QStringLiteral("eth0"));
    }

    void whatTheSystemSaysOfAPortIsTheSameWordByQtsSocketsAndByOurOwn()
    {
        const struct {
            int number;
            QAbstractSocket::SocketError qt;
            ErrorCode code;
        } table[] = {
#ifndef Q_OS_WIN // there inet_winsock_codes has them
            {EADDRINUSE, QAbstractSocket::AddressInUseError, ErrorCode::PortInUse},
            {EACCES, QAbstractSocket::SocketAccessError, ErrorCode::PortNotPermitted},
            {EADDRNOTAVAIL, QAbstractSocket::SocketAddressNotAvailableError, ErrorCode::AddressNotLocal},
            {EMFILE, QAbstractSocket::SocketResourceError, ErrorCode::DescriptorsExhausted},
            {EINVAL, QAbstractSocket::UnknownSocketError, ErrorCode::ListenFailed},
#else
            {10048, QAbstractSocket::AddressInUseError, ErrorCode::PortInUse},
#endif
        };
        for (const auto &row : table) {
            QCOMPARE(inet::listenCode(row.number), row.code);
            QCOMPARE(inet::listenCode(row.qt), row.code);
        }
    }

    void theSystemsWordsAreToldWhereNoSentenceSaysIt()
    {
        const auto detail = [](ErrorCode code) { return inet::listenError(code, QStringLiteral("80"), u"udp", QStringLiteral("words")).detail; };
        QCOMPARE(detail(ErrorCode::ListenFailed), QStringLiteral("words"));
        QCOMPARE(detail(ErrorCode::PortInUse), QString());
        QCOMPARE(inet::listenError(ErrorCode::PortInUse, QStringLiteral("80"), u"udp", {}).subject, QStringLiteral("80"));
#ifdef Q_OS_WIN
        QCOMPARE(detail(ErrorCode::PortNotPermitted), QStringLiteral("udp"));
#else
        QCOMPARE(detail(ErrorCode::PortNotPermitted), QString());
#endif
    }
};

QTEST_GUILESS_MAIN(InetAddress)
#include "inet_address.moc"
