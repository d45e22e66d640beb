// SPDX-License-Identifier: GPL-3.0-or-later
// The program when whoever read what it says has gone, as after `culvertd run 2>&1 | head -1`.
#include "program.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;

namespace {

class Pipe {
public:
    Pipe() { valid_ = ::pipe2(ends_, O_CLOEXEC | O_NONBLOCK) == 0; }
    ~Pipe() { close(); }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] int input() const { return ends_[1]; }
    [[nodiscard]] const QByteArray &read()
    {
        char some[4096];
        for (ssize_t size = 0; (size = ::read(ends_[0], some, sizeof some)) > 0;)
            said_.append(some, size);
        return said_;
    }
    void close()
    {
        if (!valid_)
            return;
        ::close(ends_[0]);
        ::close(ends_[1]);
        valid_ = false;
    }

private:
    int ends_[2] = {-1, -1};
    bool valid_ = false;
    QByteArray said_;
};

} // namespace

class TestProgramUnread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNoticeThatNobodyReadsEndsNothing()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        Machine far;
        const Answer invite = far.json(words(QStringLiteral("invite --endpoint 127.0.0.1:9")));
        Machine machine;
        for (const QString &line : {QStringLiteral("set tox.enabled false"), QStringLiteral("set direct.portMapping false"),
                                    QStringLiteral("pair %1 --name far").arg(invite.object().value(QStringLiteral("link")).toString()),
                                    QStringLiteral("forward add --peer far --listen %1 --target 127.0.0.1:9").arg(port)})
            QCOMPARE(machine.run(words(line)).exitCode, 0);

        Pipe pipe;
        QVERIFY(pipe.valid());
        machine.setChildModifier([to = pipe.input()] {
            ::signal(SIGPIPE, SIG_DFL); // as a shell hands it down, whatever started this test
            ::dup2(to, STDERR_FILENO);
        });
        const auto program = machine.begin({QStringLiteral("run")});
        machine.setChildModifier({});
        QTRY_VERIFY_WITH_TIMEOUT(pipe.read().contains("Culvert is running"), 20'000);
        pipe.close();

        // A connection to a peer that is not there: the program says so. It is not asked anything before, for with its first answer Qt ignores the
        // signal, too.
        QTcpSocket caller;
        bool taken = false;
        connect(&caller, &QTcpSocket::connected, this, [&] { taken = true; });
        const auto refused = [&] {
            if (caller.state() == QTcpSocket::UnconnectedState && !taken)
                caller.connectToHost(QHostAddress::LocalHost, port);
            return caller.state() == QTcpSocket::UnconnectedState && taken;
        };
        QTRY_VERIFY_WITH_TIMEOUT(refused(), 20'000);
        QTRY_VERIFY(!machine.status()[QStringLiteral("errors")].toArray().isEmpty());
        QCOMPARE(machine.status()[QStringLiteral("running")], QJsonValue(true));
        program->terminate();
        QVERIFY(program->waitForFinished());
        QCOMPARE(program->exitStatus(), QProcess::NormalExit);
        QCOMPARE(program->exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgramUnread)
#include "test_program_unread.moc"
