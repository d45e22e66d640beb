// SPDX-License-Identifier: GPL-3.0-or-later
// What Windows' sockets say becomes the sentences that a person on Linux reads, by number alone, so on every system.
#include "api/sentences.h"
#include "inet/winsock_codes.h"

#include <QTest>

using namespace culvert;
namespace winsock = culvert::inet::winsock;

class InetWinsockCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDialThatFailsIsToldAsOnLinux_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("refused") << 10061 << int(ErrorCode::TargetRefused)
                                 << "127.0.0.1:80 refused the connection on the other side. Check that the service runs there and listens on that port.";
        const QString unreachable = QStringLiteral("127.0.0.1:80 cannot be reached from the other side. Check the address and the network there.");
        QTest::newRow("no route to the host") << 10065 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("no route to the network") << 10051 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("the host is down") << 10064 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("the network is down") << 10050 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("no such address") << 10049 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("no such family") << 10047 << int(ErrorCode::TargetUnreachable) << unreachable;
        QTest::newRow("no answer") << 10060 << int(ErrorCode::TargetTimedOut)
                                   << "127.0.0.1:80 did not answer the other side in time. Check that it is switched on and no firewall drops the connection.";
        QTest::newRow("a firewall") << 10013 << int(ErrorCode::TargetFailed) << "Connecting to 127.0.0.1:80 failed on the other side (why). Check the target, and the network there.";
        QTest::newRow("a reset") << 10054 << int(ErrorCode::TargetFailed) << "Connecting to 127.0.0.1:80 failed on the other side (why). Check the target, and the network there.";
    }
    void aDialThatFailsIsToldAsOnLinux()
    {
        QFETCH(const int, number);
        QFETCH(const int, code);
        QFETCH(const QString, sentence);
        QCOMPARE(int(winsock::dialCode(number)), code);
        QCOMPARE(api::sentence({winsock::dialCode(number), QStringLiteral("127.0.0.1:80"), QStringLiteral("why")}), sentence);
    }

    void aPortThatCannotBeOpenedIsToldAsOnLinux_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("code");
        QTest::newRow("in use") << 10048 << int(ErrorCode::PortInUse);
        QTest::newRow("reserved") << 10013 << int(ErrorCode::PortNotPermitted);
        QTest::newRow("not local") << 10049 << int(ErrorCode::AddressNotLocal);
        QTest::newRow("none left") << 10024 << int(ErrorCode::DescriptorsExhausted);
        QTest::newRow("anything else") << 10022 << int(ErrorCode::ListenFailed);
    }
    void aPortThatCannotBeOpenedIsToldAsOnLinux()
    {
        QFETCH(const int, number);
        QFETCH(const int, code);
        QCOMPARE(int(winsock::listenCode(number)), code);
    }

    // Above 1023 as well: a person is told where to see which.
    void aReservedRangeOfPortsIsToldWithTheCommandThatListsIt()
    {
        const QString tcp = api::sentence({ErrorCode::PortNotPermitted, QStringLiteral("127.0.0.1:50010"), QStringLiteral("tcp")});
        QVERIFY2(tcp.contains(QStringLiteral("reserved range")) && tcp.endsWith(QStringLiteral("netsh interface ipv4 show excludedportrange protocol=tcp")),
                 qPrintable(tcp));
        const QString udp = api::sentence({ErrorCode::PortNotPermitted, QStringLiteral("127.0.0.1:50010"), QStringLiteral("udp")});
        QVERIFY2(udp.endsWith(QStringLiteral("protocol=udp")), qPrintable(udp));
        const QString elsewhere = api::sentence({ErrorCode::PortNotPermitted, QStringLiteral("127.0.0.1:80")});
        QVERIFY2(elsewhere.contains(QStringLiteral("above 1023")), qPrintable(elsewhere));
    }
};

QTEST_GUILESS_MAIN(InetWinsockCodes)
#include "inet_winsock_codes.moc"
