// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/nodes.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace culvert;
using namespace culvert::profile;

namespace {

const QByteArray key(64, 'A');

QByteArray list(const QByteArray &entries) { return "{\"last_scan\":1,\"nodes\":[" + entries + "]}"; }
QByteArray good() { return "{\"ipv4\":\"192.0.2.1\",\"ipv6\":\"-\",\"port\":33445,\"tcp_ports\":[443,3389],\"public_key\":\"" + key + "\",\"motd\":\"x\"}"; }

} // namespace

class TestProfileNodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInListIsOfSeveralOperators()
    {
        const auto nodes = builtInNodes();
        QSet<PublicKey> keys;
        bool tcp = false;
        for (const BootstrapNode &node : nodes) {
            QVERIFY(!node.host.isEmpty());
            QVERIFY(node.udpPort != 0);
            keys.insert(node.key);
            tcp = tcp || node.tcpPorts.contains(443);
        }
        QVERIFY2(keys.size() >= 12, qPrintable(QString::number(keys.size())));
        QVERIFY(tcp);
    }

    void anEntryIsReadWhole()
    {
        const auto nodes = parseNodes(list(good()), QStringLiteral("test"));
        QVERIFY(nodes.ok());
        QCOMPARE(nodes->size(), 1);
        QCOMPARE(nodes->first(), (BootstrapNode{QStringLiteral("192.0.2.1"), 33445, {443, 3389}, *PublicKey::fromHex(QString::fromLatin1(key))}));
    }

    void bothAddressesOfAnEntryAreNodes()
    {
        const auto nodes = parseNodes(list("{\"ipv4\":\"192.0.2.1\",\"ipv6\":\"2001:db8::1\",\"port\":1,\"public_key\":\"" + key + "\"}"), QString());
        QVERIFY(nodes.ok());
        QCOMPARE(nodes->size(), 2);
        QCOMPARE(nodes->at(1).host, QStringLiteral("2001:db8::1"));
        const auto same = parseNodes(list("{\"ipv4\":\"t.example\",\"ipv6\":\"t.example\",\"port\":1,\"public_key\":\"" + key + "\"}"), QString());
        QCOMPARE(same->size(), 1);
    }

    void anUnusableEntryIsSkipped_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("number") << QByteArray("7");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("no key") << QByteArray("{\"ipv4\":\"192.0.2.2\",\"port\":1}");
        QTest::newRow("short key") << QByteArray("{\"ipv4\":\"192.0.2.2\",\"port\":1,\"public_key\":\"AA\"}");
        QTest::newRow("no host") << QByteArray("{\"ipv4\":\"-\",\"ipv6\":\"NONE\",\"port\":1,\"public_key\":\"" + key + "\"}");
        QTest::newRow("odd host") << QByteArray("{\"ipv4\":\"a b;c\",\"port\":1,\"public_key\":\"" + key + "\"}");
        QTest::newRow("port 0") << QByteArray("{\"ipv4\":\"192.0.2.2\",\"port\":0,\"public_key\":\"" + key + "\"}");
        QTest::newRow("port text") << QByteArray("{\"ipv4\":\"192.0.2.2\",\"port\":\"1\",\"public_key\":\"" + key + "\"}");
        QTest::newRow("port too big") << QByteArray("{\"ipv4\":\"192.0.2.2\",\"port\":65536,\"public_key\":\"" + key + "\"}");
    }
    void anUnusableEntryIsSkipped()
    {
        QFETCH(const QByteArray, entry);
        QCOMPARE(parseNodes(list(entry + "," + good()), QString())->size(), 1);
        QCOMPARE(parseNodes(list(entry), QString()).error().code, ErrorCode::NodesBroken);
    }

    void aListWithoutUsableNodesIsAnErrorThatNamesIt_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("html") << QByteArray("<html>");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("no nodes") << QByteArray("{}");
        QTest::newRow("nodes text") << QByteArray("{\"nodes\":\"x\"}");
        QTest::newRow("empty nodes") << QByteArray("{\"nodes\":[]}");
    }
    void aListWithoutUsableNodesIsAnErrorThatNamesIt()
    {
        QFETCH(const QByteArray, json);
        const auto nodes = parseNodes(json, QStringLiteral("my.json"));
        QVERIFY(!nodes.ok());
        QCOMPARE(nodes.error().code, ErrorCode::NodesBroken);
        QCOMPARE(nodes.error().subject, QStringLiteral("my.json"));
    }

    void noGarbageBreaksTheParser()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray whole = list(good() + "," + good());
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = whole;
            for (int n = random.bounded(1, 8); n > 0; --n)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            bytes.truncate(random.bounded(int(bytes.size()) + 1));
            const auto nodes = parseNodes(bytes, QString());
            if (nodes) {
                for (const BootstrapNode &node : *nodes)
                    QVERIFY(!node.host.isEmpty() && (node.udpPort != 0 || !node.tcpPorts.isEmpty()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestProfileNodes)
#include "test_profile_nodes.moc"
