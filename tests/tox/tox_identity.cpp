// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "tox/identity.h"
#include "tox/save_format.h"
#include "tox/tox_node.h"

#include <QDir>
#include <QTest>

#include <tox/toxencryptsave.h>

using namespace culvert;

// The identity as a file: made, read back, and refused when it is not whole.
class ToxIdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewIdentityReadsBackWithItsAddress();
    void twoNewIdentitiesDiffer();
    void makingAndReadingLeavesNoSocketOpen();
    void everyShorterSaveIsRefused();
    void aChangedKeyIsRefused();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void anEncryptedSaveIsRefusedAndSaysSo();
    void friendsOfASaveStayBehind();
    void anotherNospamLeavesTheKeys();
};

namespace {

const QString source = QStringLiteral("identity.tox");

int openSockets()
{
    int sockets = 0;
    const auto descriptors = QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::System | QDir::AllEntries);
    for (const QFileInfo &descriptor : descriptors)
        sockets += descriptor.symLinkTarget().contains(u"socket:") ? 1 : 0;
    return sockets;
}

} // namespace

void ToxIdentityTest::aNewIdentityReadsBackWithItsAddress()
{
    const auto made = tox::createIdentity();
    QVERIFY(made.ok());
    const auto read = tox::loadIdentity(made->save, source);
    QVERIFY(read.ok());
    QCOMPARE(read->address.toHex(), made->address.toHex());
    QCOMPARE(read->save, made->save);
}

void ToxIdentityTest::anotherNospamLeavesTheKeys()
{
    const auto made = tox::createIdentity();
    const auto changed = tox::withNospam(made->save, *Nospam::fromHex(u"0102FFFE"));
    QVERIFY(changed.ok());
    QCOMPARE(changed->address.nospam().toHex(), QStringLiteral("0102FFFE"));
    QCOMPARE(changed->address.publicKey(), made->address.publicKey());
    QCOMPARE(tox::loadIdentity(changed->save, source)->address, changed->address);
    QVERIFY(!tox::withNospam(made->save.first(40), {}).ok()); // cut within the keys
    Ledger ledger;
    QtTimers timers(ledger);
    tox::ToxNode::Options options;
    options.enabled = false;
    options.save = made->save;
    const auto node = tox::ToxNode::start(options, timers);
    QVERIFY(node.ok());
    (*node)->setNospam(*Nospam::fromHex(u"0102FFFE"));
    QCOMPARE((*node)->address(), changed->address);
    QCOMPARE(tox::loadIdentity((*node)->save(), source)->address, changed->address);
}

void ToxIdentityTest::twoNewIdentitiesDiffer()
{
    QVERIFY(tox::createIdentity()->address != tox::createIdentity()->address);
}

void ToxIdentityTest::makingAndReadingLeavesNoSocketOpen()
{
    if (!QDir(QStringLiteral("/proc/self/fd")).exists())
        QSKIP("descriptors are read from /proc");
    const int before = openSockets();
    const auto made = tox::createIdentity();
    QVERIFY(tox::loadIdentity(made->save, source).ok());
    QCOMPARE(openSockets(), before);
}

void ToxIdentityTest::everyShorterSaveIsRefused()
{
    // What follows the end section, toxcore itself does not read.
    const QByteArray save = tox::reduceSave(tox::createIdentity()->save, tox::Relays::Keep)->save;
    QVERIFY(tox::loadIdentity(save, source).ok());
    for (qsizetype length = 0; length < save.size(); ++length) {
        const auto read = tox::loadIdentity(save.left(length), source);
        QVERIFY2(!read.ok(), qPrintable(QString::number(length)));
        QCOMPARE(read.error().code, ErrorCode::IdentityBroken);
        QCOMPARE(read.error().subject, source);
    }
}

void ToxIdentityTest::aChangedKeyIsRefused()
{
    QByteArray save = tox::createIdentity()->save;
    const auto reduced = tox::reduceSave(save, tox::Relays::Keep);
    QVERIFY(reduced.has_value());
    const qsizetype at = save.indexOf(reduced->key.toBytes());
    QVERIFY(at > 0);
    save[at] = char(save[at] ^ 1);
    const auto read = tox::loadIdentity(save, source);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::IdentityBroken);
}

void ToxIdentityTest::garbageIsRefused_data()
{
    QTest::addColumn<QByteArray>("save");
    const QByteArray head = QByteArray::fromHex("000000001f1bed15");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("this is no Tox save at all");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("head alone") << head;
    QTest::newRow("a section of 4 GB") << head + QByteArray::fromHex("ffffffff0100ce01");
    QTest::newRow("no keys") << head + QByteArray::fromHex("00000000ff00ce01");
    QTest::newRow("short keys") << head + QByteArray::fromHex("040000000100ce01aabbccdd00000000ff00ce01");
}

void ToxIdentityTest::garbageIsRefused()
{
    QFETCH(const QByteArray, save);
    const auto read = tox::loadIdentity(save, source);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::IdentityBroken);
}

void ToxIdentityTest::anEncryptedSaveIsRefusedAndSaysSo()
{
    const QByteArray save = tox::createIdentity()->save;
    QByteArray sealed(save.size() + TOX_PASS_ENCRYPTION_EXTRA_LENGTH, '\0');
    QVERIFY(tox_pass_encrypt(reinterpret_cast<const std::uint8_t *>(save.constData()), std::size_t(save.size()),
                             reinterpret_cast<const std::uint8_t *>("secret"), 6,
                             reinterpret_cast<std::uint8_t *>(sealed.data()), nullptr));
    const auto read = tox::loadIdentity(sealed, source);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::IdentityBroken);
    QVERIFY(read.error().detail.contains(u"password"));
}

void ToxIdentityTest::friendsOfASaveStayBehind()
{
    // Section 3 holds the friends; 0x01ce is the cookie of every section.
    const QByteArray save = tox::createIdentity()->save;
    const QByteArray friends = QByteArray::fromHex("0300ce01");
    QVERIFY(save.indexOf(friends) > 0);
    const auto reduced = tox::reduceSave(save, tox::Relays::Keep);
    QVERIFY(reduced.has_value());
    QCOMPARE(reduced->save.indexOf(friends), -1);
    QCOMPARE(tox::loadIdentity(reduced->save, source)->address, tox::loadIdentity(save, source)->address);
}

QTEST_GUILESS_MAIN(ToxIdentityTest)
#include "tox_identity.moc"
