// SPDX-License-Identifier: GPL-3.0-or-later
// culvertd under a service manager: what it says by sd_notify(3), and when.
#include "program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using culvert::test::Machine;

namespace {

// The socket of a service manager.
class NoticeSocket {
public:
    NoticeSocket() : descriptor_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(path());
        std::memcpy(address.sun_path, name.constData(), std::size_t(name.size()) + 1);
        bound_ = ::bind(descriptor_, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~NoticeSocket() { ::close(descriptor_); }
    NoticeSocket(const NoticeSocket &) = delete;
    NoticeSocket &operator=(const NoticeSocket &) = delete;

    [[nodiscard]] bool bound() const { return bound_; }
    [[nodiscard]] QString path() const { return dir_.filePath(QStringLiteral("notify")); }
    // What has come and was not read yet, a line each.
    QByteArrayList heard()
    {
        std::array<char, 512> bytes;
        for (ssize_t got; (got = ::recv(descriptor_, bytes.data(), bytes.size(), 0)) > 0;)
            heard_ += QByteArray(bytes.data(), qsizetype(got)).split('\n');
        return heard_;
    }

private:
    QTemporaryDir dir_{QStringLiteral("/tmp/culvert-test-XXXXXX")};
    int descriptor_;
    bool bound_ = false;
    QByteArrayList heard_;
};

} // namespace

class TestProgramService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theManagerHearsWhenItIsReadyAndWhenItEnds()
    {
        NoticeSocket manager;
        QVERIFY(manager.bound());
        Machine machine;
        QVERIFY(machine.write(QStringLiteral("nodes.json"), "{\"nodes\": []}"));
        qputenv("NOTIFY_SOCKET", QFile::encodeName(manager.path()));
        QVERIFY(machine.json({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode == 0);
        QCOMPARE(manager.heard(), QByteArrayList()); // a command is no service
        const bool started = machine.start(machine.file(QStringLiteral("nodes.json")));
        qunsetenv("NOTIFY_SOCKET");
        QVERIFY(started);
        QTRY_COMPARE(manager.heard(), QByteArrayList{"READY=1"});
        // Ready means that commands reach it.
        QCOMPARE(machine.json({QStringLiteral("status")}).object().value(QStringLiteral("running")).toBool(), true);
        QVERIFY(machine.stop() >= 0);
        QTRY_COMPARE(manager.heard(), (QByteArrayList{"READY=1", "STOPPING=1"}));
    }

    void aProgramThatCannotRunIsNotReady()
    {
        NoticeSocket manager;
        QVERIFY(manager.bound());
        Machine machine;
        QVERIFY(machine.write(QStringLiteral("config.json"), "{\"version\": 999999}"));
        QVERIFY(machine.write(QStringLiteral("identity.tox"), "not an identity"));
        qputenv("NOTIFY_SOCKET", QFile::encodeName(manager.path()));
        const bool started = machine.start({});
        qunsetenv("NOTIFY_SOCKET");
        QVERIFY(!started);
        QCOMPARE(manager.heard(), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(TestProgramService)

#include "test_program_service.moc"
