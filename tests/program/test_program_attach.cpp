// SPDX-License-Identifier: GPL-3.0-or-later
// A window's end of the control socket: with the program's end in this process, and with a real culvertd.
#include "profile_folder.h"
#include "program.h"

#include "app/control/control_call.h"
#include "app/control/control_place.h"
#include "app/control/control_server.h"
#include "app/control/remote_engine.h"
#include "core/limits.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <memory>
#include <optional>
#include <vector>

using namespace culvert;
using namespace culvert::control;
using culvert::test::Machine;

namespace {

// Answers when it is told to.
class FakeEngine final : public api::EngineClient {
public:
    struct Asked {
        api::Command command;
        QPointer<QObject> context;
        Answer answer;
    };
    void send(api::Command command, QObject *context, Answer answer) override { asked.push_back({std::move(command), context, std::move(answer)}); }
    void changePassword(const Secret &, const Secret &, QObject *, Answer) override { qFatal("a password came by the control socket"); }
    void carry(qintptr, const api::LocalCaller &) override {}
    void setWatching(bool on) override { watching.append(on); }

    std::vector<Asked> asked;
    QList<bool> watching;
};

api::Snapshot snapshotOf(const QString &tunnel)
{
    api::Snapshot snapshot;
    snapshot.running = true;
    api::TunnelInfo info;
    info.name = tunnel;
    info.state = api::TunnelState::Listening;
    info.open = 3;
    snapshot.tunnels = {info};
    api::PeerInfo peer;
    peer.state = api::PeerState::Online;
    peer.since = QDateTime::currentDateTimeUtc();
    snapshot.peers = {peer};
    return snapshot;
}

} // namespace

class TestProgramAttach : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<api::Snapshot>(); }

    void init()
    {
        folder_ = std::make_unique<test::ProfileFolder>();
        QVERIFY(folder_->make());
        profile_ = folder_->path;
        server_.reset();
        engine_ = std::make_unique<FakeEngine>();
        server_ = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server_->listen(profile_).ok());
    }

    void answersComeToWhomTheyAreForInAnyOrder()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        QCOMPARE(remote.version(), QStringLiteral(CULVERT_VERSION));
        QStringList said;
        remote.send(api::StartTunnel{QStringLiteral("one")}, this, [&](const api::Reply &reply) { said << QStringLiteral("1 ") + reply->toString(); });
        remote.send(api::StopTunnel{QStringLiteral("two")}, this, [&](const api::Reply &reply) {
            said << QStringLiteral("2 ") + codeName(reply.error().code) + reply.error().subject;
        });
        QTRY_COMPARE(engine_->asked.size(), 2u);
        QCOMPARE(std::get<api::StopTunnel>(engine_->asked[1].command).tunnel, QStringLiteral("two"));
        engine_->asked[1].answer(Error{ErrorCode::TunnelUnknown, QStringLiteral("two")});
        QTRY_COMPARE(said, QStringList{QStringLiteral("2 tunnelUnknowntwo")});
        engine_->asked[0].answer(QJsonValue(QStringLiteral("done")));
        QTRY_COMPARE(said.size(), 2);
        QCOMPARE(said.last(), QStringLiteral("1 done"));
    }

    void whoAskedAndIsGoneHearsNothing()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        bool heard = false;
        auto asker = std::make_unique<QObject>();
        remote.send(api::GetId{}, asker.get(), [&](const api::Reply &) { heard = true; });
        QTRY_COMPARE(engine_->asked.size(), 1u);
        asker.reset();
        engine_->asked[0].answer(QJsonValue(1));
        bool next = false;
        remote.send(api::GetId{}, this, [&](const api::Reply &) { next = true; });
        QTRY_COMPARE(engine_->asked.size(), 2u);
        engine_->asked[1].answer(QJsonValue(1));
        QTRY_VERIFY(next);
        QVERIFY(!heard);
    }

    void whatIsAskedJustBeforeTheEndIsDone()
    {
        auto remote = std::make_unique<RemoteEngine>(profile_);
        QVERIFY(attach(*remote));
        remote->send(api::SetSetting{QStringLiteral("direct.port"), QStringLiteral("4500")}, this, [](const api::Reply &) {});
        remote.reset();
        QTRY_COMPARE(engine_->asked.size(), 1u);
        QCOMPARE(std::get<api::SetSetting>(engine_->asked[0].command).value, std::optional(QStringLiteral("4500")));
    }

    void snapshotsAndEventsComeWhileItWatchesAndTheEngineKnowsWhenNobodyDoes()
    {
        auto remote = std::make_unique<RemoteEngine>(profile_);
        QVERIFY(attach(*remote));
        QSignalSpy taken(remote.get(), &api::EngineClient::snapshotTaken);
        QSignalSpy errors(remote.get(), &api::EngineClient::errorOccurred);
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("before")));
        remote->setWatching(true);
        QTRY_COMPARE(engine_->watching, QList<bool>{true});
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("web")));
        QTRY_COMPARE(taken.size(), 1);
        QCOMPARE(taken[0][0].value<api::Snapshot>().tunnels, snapshotOf(QStringLiteral("web")).tunnels);
        Q_EMIT engine_->errorOccurred({ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80"), {}, {}, QStringLiteral("web")});
        QTRY_COMPARE(errors.size(), 1);
        QVERIFY(errors[0][0].value<Error>() == (Error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80"), {}, {}, QStringLiteral("web")}));
        remote.reset();
        QTRY_COMPARE(engine_->watching, (QList<bool>{true, false}));
    }

    void twoWindowsSeeTheSame()
    {
        RemoteEngine first(profile_);
        QVERIFY(attach(first));
        first.setWatching(true);
        QSignalSpy one(&first, &api::EngineClient::snapshotTaken);
        QTRY_COMPARE(engine_->watching.size(), 1);
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("web")));
        auto second = std::make_unique<RemoteEngine>(profile_);
        QVERIFY(attach(*second));
        second->setWatching(true);
        QSignalSpy two(second.get(), &api::EngineClient::snapshotTaken);
        QTRY_COMPARE(engine_->watching.size(), 2); // so that the engine tells the new one at once
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("web")));
        QTRY_COMPARE(two.size(), 1);
        QTRY_COMPARE(one.size(), 2);
        QCOMPARE(two[0][0].value<api::Snapshot>().tunnels, one[1][0].value<api::Snapshot>().tunnels);
        second.reset();
        QTRY_COMPARE(engine_->watching.size(), 3);
        QVERIFY(engine_->watching.last()); // the first goes on
    }

    void aPasswordIsNotSent()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        std::optional<ErrorCode> said;
        remote.changePassword(Secret("old"), Secret("new"), this, [&](const api::Reply &reply) { said = reply.error().code; });
        QTRY_VERIFY(said);
        QCOMPARE(*said, ErrorCode::ServiceRefuses);
    }

    void aSecondStartBringsUpTheWindowThatIsAttached()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        QSignalSpy asked(&remote, &RemoteEngine::showAsked);
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.showWindow(profile_, QStringLiteral("culvert:abc"));
        QTRY_COMPARE(answered.size(), 1);
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("culvert:abc"));
    }

    void onlyAProgramThatMayEndsWhenItIsAsked()
    {
        ControlCall early;
        QSignalSpy failed(&early, &ControlCall::failed);
        early.quit(profile_);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toJsonObject().value(QStringLiteral("code")).toString(), QStringLiteral("commandUnknown"));
        int quits = 0;
        server_->quitAsked = [&] { ++quits; };
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.quit(profile_);
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(quits, 1);
    }

    void aProgramWithAWindowTakesNoOther()
    {
        server_->showWindow = [](const QString &) {};
        RemoteEngine remote(profile_);
        QCOMPARE(refusalOf(remote).code, ErrorCode::ProfileInUse);
    }

    void aProgramOfAnotherVersionIsSaid_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("version");
        QTest::newRow("before there were windows")
            << QByteArray(R"({"error":{"code":"commandUnknown","what":"?","context":{"subject":"","detail":null,"peer":null,"tunnel":null}}})") << QString();
        QTest::newRow("a newer format")
            << QByteArray(R"({"error":{"code":"serviceDiffers","what":"?","context":{"subject":"9.1","detail":null,"peer":null,"tunnel":null}}})") << QStringLiteral("9.1");
        QTest::newRow("a code that is not known here") << QByteArray(R"({"error":{"code":"moonless","what":"?","context":{}}})") << QString();
    }
    void aProgramOfAnotherVersionIsSaid()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, version);
        server_.reset();
        QLocalServer other;
        QVERIFY(other.listen(socketOf(profile_)));
        connect(&other, &QLocalServer::newConnection, this, [&] { other.nextPendingConnection()->write(answer + '\n'); });
        RemoteEngine remote(profile_);
        const Error refusal = refusalOf(remote);
        QCOMPARE(refusal.code, ErrorCode::ServiceDiffers);
        QCOMPARE(refusal.subject, version);
    }

    void anotherFormatIsRefusedWithTheVersionOfTheProgram()
    {
        QLocalSocket window;
        window.connectToServer(socketOf(profile_));
        window.write(attachLine(api::streamFormat + 1));
        QTRY_VERIFY(window.canReadLine());
        const QByteArray answer = window.readLine();
        QVERIFY2(answer.contains("serviceDiffers") && answer.contains(CULVERT_VERSION), answer.constData());
        window.write("{\"command\":\"id\"}\n"); // it is still a control socket
        QTRY_COMPARE(engine_->asked.size(), 1u);
    }

    void nobodyAtTheSocketIsSaid()
    {
        server_.reset();
        RemoteEngine remote(profile_);
        QCOMPARE(refusalOf(remote).code, ErrorCode::NotRunning);
    }

    void itIsToldWhenTheProgramHasGoneAndFindsItAgain()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        remote.setWatching(true);
        QSignalSpy taken(&remote, &api::EngineClient::snapshotTaken);
        QTRY_COMPARE(engine_->watching.size(), 1);
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("web")));
        QTRY_COMPARE(taken.size(), 1);
        std::optional<ErrorCode> unanswered;
        remote.send(api::GetId{}, this, [&](const api::Reply &reply) { unanswered = reply.error().code; });
        QTRY_COMPARE(engine_->asked.size(), 1u);
        server_.reset();
        QTRY_COMPARE(remote.state(), RemoteEngine::State::Lost);
        QTRY_VERIFY(unanswered);
        QCOMPARE(*unanswered, ErrorCode::ControlFailed); // whether it was done nobody knows
        QTRY_COMPARE(taken.size(), 2);
        const auto last = taken[1][0].value<api::Snapshot>();
        QVERIFY(!last.running);
        QCOMPARE(last.tunnels.size(), 1);
        QCOMPARE(last.tunnels.first().state, api::TunnelState::Stopped);
        QCOMPARE(last.tunnels.first().open, 0);
        QCOMPARE(last.peers.first().state, api::PeerState::Offline);
        QVERIFY(!last.peers.first().since.isValid()); // it was online until then
        std::optional<ErrorCode> meanwhile;
        remote.send(api::GetId{}, this, [&](const api::Reply &reply) { meanwhile = reply.error().code; });
        QTRY_VERIFY(meanwhile);
        QCOMPARE(*meanwhile, ErrorCode::NotRunning);

        server_ = std::make_unique<ControlServer>(*engine_);
        QVERIFY(server_->listen(profile_).ok());
        QTRY_COMPARE(remote.state(), RemoteEngine::State::Attached);
        QTRY_COMPARE(engine_->watching.last(), true); // it watches again by itself
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("web")));
        QTRY_COMPARE(taken.size(), 3);
        QVERIFY(taken[2][0].value<api::Snapshot>().running);
        QCOMPARE(taken[2][0].value<api::Snapshot>().tunnels, snapshotOf(QStringLiteral("web")).tunnels);
    }

    void oneThatStaysAwayIsToldAsAnError()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        QSignalSpy errors(&remote, &api::EngineClient::errorOccurred);
        server_.reset();
        QTRY_COMPARE_WITH_TIMEOUT(errors.size(), 1, 15'000);
        QCOMPARE(errors[0][0].value<Error>().code, ErrorCode::ServiceLost);
    }

    void oneThatSaysNothingIsGivenUp()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        remote.setWatching(true); // and no snapshot ever comes
        QTRY_COMPARE(engine_->watching.size(), 1);
        QSignalSpy states(&remote, &RemoteEngine::stateChanged);
        QTRY_VERIFY_WITH_TIMEOUT(!states.isEmpty(), 15'000);
        QTRY_COMPARE(remote.state(), RemoteEngine::State::Attached); // it answers after all
    }

    void rubbishFromAWindowEndsThatWindowAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("no request") << QByteArray("{\"do\":{}}\n");
        QTest::newRow("a number of another kind") << QByteArray("{\"request\":\"1\",\"do\":{}}\n");
        QTest::newRow("endless line") << QByteArray(limits::controlRequest + 1, 'x');
    }
    void rubbishFromAWindowEndsThatWindowAlone()
    {
        QFETCH(const QByteArray, bytes);
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        QLocalSocket window;
        window.connectToServer(socketOf(profile_));
        window.write(attachLine() + bytes);
        QTRY_COMPARE(window.state(), QLocalSocket::UnconnectedState);
        QVERIFY(window.readAll().contains("usageWrong"));
        QVERIFY(engine_->asked.empty());
        remote.send(api::GetId{}, this, [](const api::Reply &) {});
        QTRY_COMPARE(engine_->asked.size(), 1u);
    }

    void aCommandThatIsNotKnownIsAnswered()
    {
        QLocalSocket window;
        window.connectToServer(socketOf(profile_));
        window.write(attachLine() + "{\"request\":5,\"do\":{\"command\":\"format\"}}\n");
        QByteArray said;
        QTRY_VERIFY((said += window.readAll()).count('\n') == 2);
        QVERIFY2(said.contains("\"answer\":5") && said.contains("\"format\""), said.constData());
    }

    void oneMoreWindowThanMayAttachIsRefused()
    {
        std::vector<std::unique_ptr<RemoteEngine>> windows;
        for (int i = 0; i < limits::controlWindows; ++i) {
            windows.push_back(std::make_unique<RemoteEngine>(profile_));
            QVERIFY(attach(*windows.back()));
        }
        RemoteEngine more(profile_);
        QCOMPARE(refusalOf(more).code, ErrorCode::LimitReached);
        windows.pop_back(); // one goes, and there is room for one
        QTRY_VERIFY(attach(more));
    }

    void requestsWithoutAnswerAreReadUpToALimit()
    {
        RemoteEngine remote(profile_);
        QVERIFY(attach(remote));
        int answers = 0;
        for (int i = 0; i < limits::controlAsked + 10; ++i)
            remote.send(api::GetId{}, this, [&](const api::Reply &) { ++answers; });
        QTRY_COMPARE(engine_->asked.size(), std::size_t(limits::controlAsked));
        QVERIFY(!QTest::qWaitFor([&] { return engine_->asked.size() > std::size_t(limits::controlAsked); }, 300));
        for (std::size_t i = 0; i < engine_->asked.size(); ++i) { // grows meanwhile
            const auto answer = engine_->asked[i].answer;
            answer(QJsonValue(1));
            if (i == 0)
                QTRY_COMPARE(engine_->asked.size(), std::size_t(limits::controlAsked) + 1);
        }
        QTRY_VERIFY(answers >= limits::controlAsked);
    }

    void aWindowThatDoesNotReadIsNotWrittenToWithoutEnd()
    {
        QLocalSocket window;
        window.setReadBufferSize(1);
        window.connectToServer(socketOf(profile_));
        window.write(attachLine() + "{\"watching\":true}\n");
        QTRY_COMPARE(engine_->watching.size(), 1);
        const QString large(100'000, u'x');
        for (int i = 0; i < 200; ++i) {
            Q_EMIT engine_->snapshotTaken(snapshotOf(large + QString::number(i)));
            Q_EMIT engine_->errorOccurred({ErrorCode::PortInUse, large});
            QCoreApplication::processEvents();
        }
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("the last")));
        window.setReadBufferSize(0);
        QByteArray said;
        QVERIFY(!QTest::qWaitFor([&] { return (said += window.readAll()).size() > limits::controlUnread + (2 << 20); }, 1000));
        // And when it has read, the next snapshot has all that is new.
        Q_EMIT engine_->snapshotTaken(snapshotOf(QStringLiteral("at last")));
        QTRY_VERIFY((said += window.readAll()).contains("\"at last\""));
        QVERIFY(said.endsWith('\n'));
    }

#ifdef Q_OS_UNIX
    void aRealServiceIsWatchedCommandedAndEndsInOrder()
    {
        Machine machine;
        qputenv("XDG_RUNTIME_DIR", machine.runtime().toUtf8());
        QVERIFY(machine.run(test::words(QStringLiteral("set tox.enabled false"))).exitCode == 0);
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        RemoteEngine remote(machine.folder());
        QVERIFY(attach(remote));
        std::optional<api::Snapshot> newest;
        connect(&remote, &api::EngineClient::snapshotTaken, this, [&](const api::Snapshot &snapshot) { newest = snapshot; });
        remote.setWatching(true);
        QTRY_VERIFY(newest && newest->running);
        QCOMPARE(newest->version, QStringLiteral(CULVERT_VERSION));
        std::optional<api::Reply> reply;
        remote.send(api::SetPaused{true}, this, [&](const api::Reply &got) { reply = got; });
        QTRY_VERIFY(reply && reply->ok());
        QTRY_VERIFY(newest->paused);
        QCOMPARE(machine.status().value(QStringLiteral("paused")).toBool(), true); // sub-commands work beside it

        // One that hangs is noticed, and one that goes on is found again.
        QCOMPARE(::kill(pid_t(machine.process()->processId()), SIGSTOP), 0);
        QTRY_COMPARE_WITH_TIMEOUT(remote.state(), RemoteEngine::State::Lost, 15'000);
        QVERIFY(!newest->running);
        QCOMPARE(::kill(pid_t(machine.process()->processId()), SIGCONT), 0);
        QTRY_COMPARE_WITH_TIMEOUT(remote.state(), RemoteEngine::State::Attached, 15'000);
        QTRY_VERIFY(newest->running);

        remote.leave();
        ControlCall call;
        QSignalSpy answered(&call, &ControlCall::answered);
        call.quit(machine.folder());
        QTRY_COMPARE(answered.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!machine.running(), 10'000);
        QCOMPARE(machine.process()->exitStatus(), QProcess::NormalExit);
        QCOMPARE(machine.process()->exitCode(), 0);
    }
#endif

private:
    static QByteArray attachLine(int format = api::streamFormat) { return "{\"attach\":" + QByteArray::number(format) + "}\n"; }
    static bool attach(RemoteEngine &remote)
    {
        QSignalSpy attached(&remote, &RemoteEngine::attached);
        QSignalSpy refused(&remote, &RemoteEngine::refused);
        remote.attach();
        return QTest::qWaitFor([&] { return !attached.isEmpty() || !refused.isEmpty(); }, 10'000) && refused.isEmpty();
    }
    static Error refusalOf(RemoteEngine &remote)
    {
        QSignalSpy refused(&remote, &RemoteEngine::refused);
        remote.attach();
        return QTest::qWaitFor([&] { return !refused.isEmpty(); }, 10'000) ? refused[0][0].value<Error>() : Error{};
    }

    std::unique_ptr<test::ProfileFolder> folder_;
    QString profile_;
    std::unique_ptr<FakeEngine> engine_;
    std::unique_ptr<ControlServer> server_;
};

QTEST_GUILESS_MAIN(TestProgramAttach)
#include "test_program_attach.moc"
