// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_call.h"
#include "app/control/control_place.h"
#include "app/control/control_server.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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
    void setWatching(bool) override {}

    api::Reply reply = QJsonValue(QJsonObject{{QStringLiteral("id"), QStringLiteral("AB")}});
    bool silent = false;
    QList<api::Command> commands;
};

} // namespace

class TestProgramControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        dir_ = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/culvert-test-XXXXXX"));
        QVERIFY(dir_->isValid());
        profile_ = dir_->filePath(QStringLiteral("p"));
        QVERIFY(QDir().mkpath(profile_));
        qputenv("XDG_RUNTIME_DIR", dir_->path().toUtf8());
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

    void aProgramThatDoesNotAnswerIsGivenUpAfterASecond()
    {
        engine_->silent = true;
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy failed(&call, &ControlCall::failed);
        QElapsedTimer since;
        since.start();
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY2(since.elapsed() < 2000, qPrintable(QString::number(since.elapsed())));
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

    void aWatchBringsTableAfterTable()
    {
        engine_->reply = QJsonValue(QJsonArray{1});
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.watchConnections(profile_);
        QTRY_VERIFY(answered.size() >= 3);
        QCOMPARE(answered[2][0].toJsonValue().toArray(), QJsonArray{1});
    }

    void rubbishIsRefusedAndEndsThatConnectionAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("array") << QByteArray("[1]\n");
        QTest::newRow("binary") << QByteArray("\0\xff\n", 3);
        QTest::newRow("endless line") << QByteArray(200'000, 'x');
        QTest::newRow("long line") << QByteArray("{\"command\":\"") + QByteArray(100'000, 'x') + "\"}\n";
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

    void oneProfileHasOneSocketHoweverItIsWritten()
    {
        QVERIFY(QFile::link(profile_, dir_->filePath(QStringLiteral("link"))));
        QCOMPARE(socketOf(dir_->filePath(QStringLiteral("link"))), socketOf(profile_));
        QCOMPARE(socketOf(profile_ + QStringLiteral("/../p/")), socketOf(profile_));
        QVERIFY(socketOf(dir_->path()) != socketOf(profile_));
    }

    void aRuntimeFolderThatIsTooDeepForASocketIsNotUsed()
    {
#ifdef Q_OS_UNIX
        const QString deep = dir_->filePath(QString(100, u'd'));
        QVERIFY(QDir().mkpath(deep));
        qputenv("XDG_RUNTIME_DIR", deep.toUtf8());
        ControlServer server(*engine_);
        QVERIFY(server.listen(profile_).ok());
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.send(profile_, api::GetId{});
        QTRY_COMPARE(answered.size(), 1);
        qputenv("XDG_RUNTIME_DIR", QByteArray());
        QVERIFY(socketOf(profile_).startsWith(QStringLiteral("/tmp/culvert-")));
#endif
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    QString profile_;
    std::unique_ptr<FakeEngine> engine_;
};

QTEST_GUILESS_MAIN(TestProgramControl)
#include "test_program_control.moc"
