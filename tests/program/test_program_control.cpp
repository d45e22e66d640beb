// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile_folder.h"

#include "app/control/control_call.h"
#include "app/control/control_place.h"
#include "app/control/control_server.h"
#include "core/limits.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <csignal>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

using namespace culvert;
using namespace culvert::control;

namespace {

// Answers what it is told to, or never.
class FakeEngine final : public api::EngineClient {
public:
    void send(api::Command command, QObject *context, Answer answer) override
    {
        commands.append(command);
        if (silent)
            return;
        QMetaObject::invokeMethod(context, [this, answer] { answer(reply); }, Qt::QueuedConnection);
    }
    void changePassword(const Secret &, const Secret &, QObject *, Answer) override {}
    void carry(qintptr, const api::LocalCaller &who) override { caller = who; }
    void setWatching(bool) override {}

    api::Reply reply = QJsonValue(QJsonObject{{QStringLiteral("id"), QStringLiteral("AB")}});
    bool silent = false;
    std::optional<api::LocalCaller> caller;
    QList<api::Command> commands;
};

} // namespace

class TestProgramControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        folder_ = std::make_unique<test::ProfileFolder>();
        QVERIFY(folder_->make());
        profile_ = folder_->path;
        engine_ = std::make_unique<FakeEngine>();
    }

    void aCommandIsCarriedThereAndItsAnswerBack()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::Allow{QStringLiteral("p"), {QStringLiteral("a:1")}});
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].toJsonValue().toObject().value(QStringLiteral("id")).toString(), QStringLiteral("AB"));
        QCOMPARE(std::get<api::Allow>(engine_->commands.first()).targets, QStringList{QStringLiteral("a:1")});
    }

    // What comes with the request would be with Qt, and never reach the target.
    void whoDoesNotWaitForTheAnswerIsNotConnected()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        QLocalSocket client;
        client.connectToServer(socketOf(profile_));
        QVERIFY(client.waitForConnected());
        client.write("{\"connect\":\"nas:22\",\"peer\":\"p\"}\nSSH-2.0-hasty\r\n");
        QTRY_VERIFY(client.state() == QLocalSocket::UnconnectedState);
        QVERIFY(client.readAll().contains("\"usageWrong\""));
        QVERIFY(!engine_->caller);
    }

    void aSecondStartHasTheWindowShownWithItsLink()
    {
        ControlServer server(*engine_);
        QStringList shown;
        server.showWindow = [&](const QString &link) { shown.append(link); };
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.showWindow(profile_, QStringLiteral("culvert:abc"));
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(shown, QStringList{QStringLiteral("culvert:abc")});
        QVERIFY(engine_->commands.isEmpty()); // the link pairs nothing by itself
    }

    void aProgramWithoutAWindowSaysSo()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.showWindow(profile_, {});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("commandUnknown"));
    }

    void anErrorComesWithItsCodeAndSentence()
    {
        engine_->reply = Error{ErrorCode::PeerUnknown, QStringLiteral("home")};
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed[0][0].toJsonObject();
        QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("peerUnknown"));
        QVERIFY(error.value(QStringLiteral("what")).toString().contains(QStringLiteral("home")));
    }

    void withoutAProgramItIsSaidAtOnce()
    {
        ControlCall call;
        QSignalSpy notRunning(&call, &ControlCall::notRunning);
        QSignalSpy failed(&call, &ControlCall::failed);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(notRunning.size(), 1);
        QCOMPARE(failed.size(), 0);
    }

    void aSocketOfADeadProgramIsNoProgramAndIsReplaced()
    {
        const QString socket = socketOf(profile_);
        QVERIFY(makeSocketFolder(socket).ok());
        {
            QLocalServer dead;
            QVERIFY(dead.listen(socket));
            QVERIFY(QFile::rename(socket, socket + QStringLiteral(".kept")));
        }
        QVERIFY(QFile::rename(socket + QStringLiteral(".kept"), socket));
        ControlCall call;
        QSignalSpy notRunning(&call, &ControlCall::notRunning);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(notRunning.size(), 1);
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall again;
        QSignalSpy answered(&again, &ControlCall::answered);
        again.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
    }

    void aProgramThatEndsLeavesTheSocketOfWhoTookItsPlace()
    {
#ifdef Q_OS_UNIX
        auto server = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server->listen(profile_).ok());
        ControlServer next(*engine_);
        QVERIFY(next.listen(profile_).ok());
        server.reset();
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
        const QFileInfo socket(socketOf(profile_));
        QCOMPARE(socket.dir().entryList({socket.fileName() + u'*'}, QDir::AllEntries | QDir::System), QStringList{socket.fileName()});
#else
        QSKIP("the name of a socket is no file there");
#endif
    }

    void aProgramThatEndsLeavesNoSocketOfItsOwn()
    {
#ifdef Q_OS_UNIX
        auto server = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server->listen(profile_).ok());
        QVERIFY(socketFile(socketOf(profile_)) != SocketFile());
        server.reset();
        QCOMPARE(socketFile(socketOf(profile_)), SocketFile());
#else
        QSKIP("the name of a socket is no file there");
#endif
    }

    void aProgramThatDoesNotAnswerIsGivenUp()
    {
        engine_->silent = true;
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call(nullptr, std::chrono::milliseconds(300));
        QSignalSpy failed(&call, &ControlCall::failed);
        QElapsedTimer since;
        since.start();
        call.send(profile_, api::GetId{});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15'000);
        QVERIFY2(since.elapsed() >= 270, /* the timer is a coarse one */ qPrintable(QString::number(since.elapsed())));
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("controlFailed"));
    }

    void aProgramThatEndsBeforeItAnswersIsAnError()
    {
        engine_->silent = true;
        auto server = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server->listen(profile_).ok());
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(engine_->commands.size(), 1);
        server.reset();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("controlFailed"));
    }

    // Each is answered at once. They wait together for the first, so that none of them is read before all have come.
    void tensOfThousandsOfRequestsBehindASlowOneAreAnswered()
    {
        constexpr int count = 40'000;
        ControlServer server(*engine_);
        int shown = 0;
        server.showWindow = [&](const QString &) { ++shown; };
        QVERIFY(server.listen(profile_).ok());
        QLocalSocket client;
        client.connectToServer(socketOf(profile_));
        QVERIFY(client.waitForConnected());
        client.write("{\"command\":\"id\"}\n" + QByteArray("{\"show\":\"\"}\n").repeated(count));
        qsizetype answers = 0;
        QTRY_VERIFY_WITH_TIMEOUT((answers += client.readAll().count('\n')) == count + 1, 60'000);
        QCOMPARE(shown, count);
    }

    void aWatchBringsTableAfterTable()
    {
        engine_->reply = QJsonValue(QJsonArray{1});
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        QElapsedTimer clock;
        clock.start();
        call.watchConnections(profile_);
        QTRY_VERIFY(answered.size() >= 3);
        QVERIFY(clock.elapsed() >= (answered.size() - 1) * (limits::snapshotPause / std::chrono::milliseconds(1)));
        QCOMPARE(answered[2][0].toJsonValue().toArray(), QJsonArray{1});
    }

    // Its sessions go with it, and what is half gone hears no socket end: a stop of the test would be the trace of that.
    void aServerThatEndsWhileATestIsWatchedAsksTheEngineNothingMore()
    {
        engine_->reply = QJsonValue(QJsonObject{{QStringLiteral("test"), 1}, {QStringLiteral("phase"), QStringLiteral("download")}});
        auto server = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server->listen(profile_).ok());
        QLocalSocket watcher;
        watcher.connectToServer(socketOf(profile_));
        watcher.write("{\"watch\":\"test\",\"peer\":\"p\",\"seconds\":5}\n");
        QByteArray said;
        QTRY_VERIFY((said += watcher.readAll()).contains("download"));
        const auto before = engine_->commands.size();
        server.reset();
        QCOMPARE(engine_->commands.size(), before);
        QTRY_COMPARE(watcher.state(), QLocalSocket::UnconnectedState);
    }

    void rubbishIsRefusedAndEndsThatConnectionAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("array") << QByteArray("[1]\n");
        QTest::newRow("binary") << QByteArray("\0\xff\n", 3);
        QTest::newRow("endless line") << QByteArray(limits::controlRequest + 1, 'x'); // more would be unread at the end, and take the answer with it
        QTest::newRow("long line") << QByteArray("{\"command\":\"") + QByteArray(limits::controlRequest, 'x') + "\"}\n";
    }
    void rubbishIsRefusedAndEndsThatConnectionAlone()
    {
        QFETCH(const QByteArray, bytes);
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        QLocalSocket socket;
        socket.connectToServer(socketOf(profile_));
        QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
        socket.write(bytes);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QVERIFY(socket.readAll().startsWith("{\"error\":"));
        QVERIFY(engine_->commands.isEmpty());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
    }

    void programsThatSayNothingKeepNobodyOut()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        std::vector<std::unique_ptr<QLocalSocket>> idle;
        for (int i = 0; i < limits::controlSessions + 10; ++i) {
            idle.push_back(std::make_unique<QLocalSocket>());
            idle.back()->connectToServer(socketOf(profile_));
            QTRY_COMPARE(idle.back()->state(), QLocalSocket::ConnectedState);
            if (i % 2)
                idle.back()->write("{\"command\":"); // half a request, for ever
            QCoreApplication::processEvents();
        }
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
        // The oldest had to go, and were told why; the others are still there.
        QTRY_COMPARE(std::count_if(idle.begin(), idle.end(), [](const auto &one) { return one->state() == QLocalSocket::UnconnectedState; }), 11);
        QCOMPARE(idle.front()->state(), QLocalSocket::UnconnectedState);
        QVERIFY(idle.front()->readAll().contains("limitReached"));
        QCOMPARE(idle.back()->state(), QLocalSocket::ConnectedState);
    }

    void oneMoreThanAreServedIsRefused()
    {
        engine_->silent = true;
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        std::vector<std::unique_ptr<QLocalSocket>> served;
        for (int i = 0; i < limits::controlSessions; ++i) {
            served.push_back(std::make_unique<QLocalSocket>());
            served.back()->connectToServer(socketOf(profile_));
            served.back()->write("{\"command\":\"id\"}\n");
            QTRY_COMPARE(engine_->commands.size(), i + 1);
        }
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("limitReached"));
        for (const auto &one : served)
            QCOMPARE(one->state(), QLocalSocket::ConnectedState);
        served.pop_back(); // one goes, and there is room for one
        engine_->silent = false;
        QTRY_VERIFY([this] {
            ControlCall next;
            QSignalSpy answered(&next, &ControlCall::answered);
            QSignalSpy refused(&next, &ControlCall::failed);
            next.send(profile_, api::GetId{});
            return QTest::qWaitFor([&] { return !answered.isEmpty() || !refused.isEmpty(); }) && refused.isEmpty();
        }());
    }

    void aRequestThatIsTooLongIsNotSent()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.send(profile_, api::Pair{QStringLiteral("culvert:") + QString(limits::controlRequest, u'A'), {}});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("usageWrong"));
        QVERIFY(failed[0][0].toJsonObject().value(QStringLiteral("what")).toString().contains(QStringLiteral("%1 bytes").arg(limits::controlRequest)));
        QVERIFY(engine_->commands.isEmpty());
    }

    void anAnswerWithoutEndIsGivenUp()
    {
        const QString socket = socketOf(profile_);
        QVERIFY(makeSocketFolder(socket).ok());
        QLocalServer server; // a program that only says it is ours
        QVERIFY(server.listen(socket));
        quint64 taken = 0;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *caller = server.nextPendingConnection();
            connect(caller, &QLocalSocket::bytesWritten, this, [&taken, caller](qint64 n) {
                taken += quint64(n);
                if (caller->bytesToWrite() == 0)
                    caller->write(QByteArray(1 << 20, 'x'));
            });
            caller->write("{\"reply\":[]}\n"); // after it no time is set any more
        });
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        call.watchConnections(profile_);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("controlFailed"));
        QVERIFY(taken > quint64(limits::controlAnswer) / 2);
        QVERIFY(taken < quint64(limits::controlAnswer) + (16 << 20));
    }

    void aWatcherThatDoesNotReadIsNotWrittenToWithoutEnd()
    {
        engine_->reply = QJsonValue(QString(100'000, u'x'));
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        QLocalSocket watcher;
        watcher.setReadBufferSize(1);
        watcher.connectToServer(socketOf(profile_));
        // Requests without number, whose answers are not taken; then a watch.
        constexpr int requests = 500;
        watcher.write(QByteArray("{\"command\":\"id\"}\n").repeated(requests) + "{\"watch\":\"connections\"}\n");
        constexpr auto most = (limits::controlUnread + (1 << 20)) / 100'000; // and what the system takes
        QTRY_VERIFY(engine_->commands.size() > limits::controlUnread / 100'000);
        QVERIFY(!QTest::qWaitFor([&] { return engine_->commands.size() > most; }, 1000));
        // It reads after all: nothing is lost.
        watcher.setReadBufferSize(0);
        qsizetype lines = 0;
        QTRY_VERIFY_WITH_TIMEOUT((lines += watcher.readAll().count('\n')) >= requests + 2, 20'000);
        // And now it stops again, in the watch.
        watcher.setReadBufferSize(1);
        engine_->reply = QJsonValue(QString(600'000, u'x'));
        const auto before = engine_->commands.size();
        QVERIFY(!QTest::qWaitFor([&] { return engine_->commands.size() - before > 7; }, 10 * limits::snapshotPause / std::chrono::milliseconds(1)));
    }

    void anUnknownCommandIsAnErrorAndTheNextOneIsHeard()
    {
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        QLocalSocket socket;
        socket.connectToServer(socketOf(profile_));
        QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
        socket.write("{\"command\":\"format\"}\n{\"command\":\"id\"}\n{\"command\":\"id\"}\n");
        QByteArray answers;
        QTRY_VERIFY((answers += socket.readAll()).count('\n') == 3);
        QVERIFY(answers.contains("commandUnknown"));
        QCOMPARE(answers.count("\"reply\""), 2);
    }

    void theSocketIsThisUsersAloneAndGoesWithTheProgram()
    {
#ifdef Q_OS_UNIX
        const QString socket = socketOf(profile_);
        {
            ControlServer server(*engine_);
            QVERIFY(server.listen(profile_).ok());
            const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
            QVERIFY(QFile::exists(socket));
            QVERIFY(!(QFile::permissions(socket) & others));
            QVERIFY(!(QFile::permissions(QFileInfo(socket).path()) & others));
        }
        QVERIFY(!QFile::exists(socket));
        QCOMPARE(QDir(QFileInfo(socket).path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), QStringList());
#else
        QSKIP("a named pipe has no file");
#endif
    }

    // The modes of folder and socket keep others out already; who comes past them is known by its user id.
    void anotherUserIsHungUpOnThoughTheModesLetItIn()
    {
#ifdef Q_OS_UNIX
        if (getuid() != 0)
            QSKIP("only the superuser can be another user as well");
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        const QByteArray socket = QFile::encodeName(socketOf(profile_));
        for (QByteArray path = socket; path.size() > 1 && !path.endsWith("/tmp"); path = path.left(path.lastIndexOf('/')))
            QCOMPARE(::chmod(path.constData(), 0777), 0);
        const auto answerTo = [&socket](uid_t user) {
            int ends[2];
            if (::pipe2(ends, O_CLOEXEC) != 0)
                return QByteArray("no pipe");
            const pid_t child = ::fork();
            if (child == 0) { // what is safe after a fork, and nothing else
                sockaddr_un address{};
                address.sun_family = AF_UNIX;
                std::memcpy(address.sun_path, socket.constData(), std::size_t(socket.size()));
                const char request[] = "{\"command\":\"id\"}\n";
                char answer[4096];
                const int end = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
                ssize_t size = 0;
                if (::setuid(user) == 0 && ::connect(end, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
                    (void)::send(end, request, sizeof request - 1, MSG_NOSIGNAL);
                    size = ::recv(end, answer, sizeof answer, 0);
                    (void)!::write(ends[1], "connected ", 10);
                }
                if (size > 0)
                    (void)!::write(ends[1], answer, std::size_t(size));
                ::_exit(0);
            }
            int status = 0;
            QByteArray out(8192, '\0');
            const bool ended = QTest::qWaitFor([&] { return ::waitpid(child, &status, WNOHANG) == child; }, 10'000);
            if (!ended) {
                ::kill(child, SIGKILL);
                ::waitpid(child, &status, 0);
            }
            ::close(ends[1]);
            out.truncate(qMax(ssize_t(0), ::read(ends[0], out.data(), std::size_t(out.size()))));
            ::close(ends[0]);
            return out;
        };
        const QByteArray own = answerTo(0);
        QVERIFY2(own.startsWith("connected {"), own.constData());
        QCOMPARE(answerTo(65534), QByteArray("connected "));
#else
        QSKIP("a named pipe has an access list");
#endif
    }

    void oneProfileHasOneSocketHoweverItIsWritten()
    {
        QVERIFY(QFile::link(profile_, folder_->dir.filePath(QStringLiteral("link"))));
        QCOMPARE(socketOf(folder_->dir.filePath(QStringLiteral("link"))), socketOf(profile_));
        QCOMPARE(socketOf(profile_ + QStringLiteral("/../p/")), socketOf(profile_));
        QVERIFY(socketOf(folder_->dir.path()) != socketOf(profile_));
    }

    void aRuntimeFolderThatIsTooDeepForASocketIsNotUsed()
    {
#ifdef Q_OS_UNIX
        const QString deep = folder_->dir.filePath(QString(100, u'd'));
        QVERIFY(QDir().mkpath(deep));
        qputenv("XDG_RUNTIME_DIR", deep.toUtf8());
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(!socketPlaces(profile_).filter(QStringLiteral("/tmp/culvert-")).isEmpty());
        QVERIFY(socketPlaces(profile_).filter(deep).isEmpty());
#endif
    }

    // It was started by cron, say, and is asked from a session.
    void aProgramIsFoundThatHadNoRuntimeFolder()
    {
#ifdef Q_OS_UNIX
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        qunsetenv("XDG_RUNTIME_DIR");
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        qputenv("XDG_RUNTIME_DIR", runtime);
        QVERIFY(socketFile(socketPlaces(profile_).first()) == SocketFile());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
#endif
    }

    // The system removes the runtime folder when the user logs out, though a program goes on in tmux, say.
    void aProgramIsFoundAgainWhoseRuntimeFolderWasRemoved()
    {
#ifdef Q_OS_UNIX
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        QVERIFY(QDir(QFileInfo(socketOf(profile_)).path()).removeRecursively());
        QTRY_VERIFY_WITH_TIMEOUT(socketFile(socketOf(profile_)) != SocketFile(), 20'000);
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
#endif
    }

private:
    std::unique_ptr<test::ProfileFolder> folder_;
    QString profile_;
    std::unique_ptr<FakeEngine> engine_;
};

QTEST_GUILESS_MAIN(TestProgramControl)
#include "test_program_control.moc"
