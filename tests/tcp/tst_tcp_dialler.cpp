// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/dialler.h"

#include "core/limits.h"
#include "support/virtual_timers.h"
#include "tcp_fixture.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QTcpServer>

#include <tuple>
#include <vector>

using namespace culvert;
using namespace culvert::tcp;
using culvert::test::VirtualTimers;

namespace {

// Twenty times as fast as real time.
class FastTimers final : public Timers {
public:
    explicit FastTimers(Timers &real) : real_(real), begun_(real.now()) {}
    [[nodiscard]] Instant now() const override { return begun_ + (real_.now() - begun_) * factor; }
    [[nodiscard]] QDateTime wallClock() const override { return real_.wallClock(); }
    [[nodiscard]] std::unique_ptr<Alarm> makeAlarm(std::function<void()> fire) override
    {
        return std::make_unique<FastAlarm>(*this, real_.makeAlarm(std::move(fire)));
    }

    static constexpr int factor = 20;

private:
    class FastAlarm final : public Alarm {
    public:
        FastAlarm(const FastTimers &timers, std::unique_ptr<Alarm> real) : timers_(timers), real_(std::move(real)) {}
        void setAt(Instant when) override { real_->setAt(timers_.begun_ + (when - timers_.begun_) / factor); }
        void cancel() override { real_->cancel(); }
        [[nodiscard]] bool isSet() const override { return real_->isSet(); }

    private:
        const FastTimers &timers_;
        std::unique_ptr<Alarm> real_;
    };

    Timers &real_;
    const Instant begun_;
};

// A port of this machine on which nothing listens.
Endpoint closedPort(Bench &bench)
{
    auto opened = Listener::open({QStringLiteral("127.0.0.1"), 0},
                                 {.accepted = [](Descriptor d, const QString &) { native::abort(d); }, .trouble = {}},
                                 bench.timers, *bench.readiness, bench.ledger);
    return (*opened)->boundTo();
}

QList<IpAddress> parsed(const QStringList &texts)
{
    QList<IpAddress> out;
    for (const QString &text : texts)
        out.append(IpAddress::parse(text).value());
    return out;
}

// One dial and what came of it.
class Attempted {
public:
    Attempted(Bench &bench, const Endpoint &target, Timers *timers = nullptr)
        : Attempted(bench, target, {*IpAddress::parse(target.host)}, timers)
    {
    }
    Attempted(Bench &bench, const Endpoint &target, const QList<IpAddress> &addresses, Timers *timers = nullptr)
        : dialler_(makeTcpDialler(timers ? *timers : bench.timers, *bench.readiness, bench.ledger))
    {
        auto begun = dialler_->dial(target, addresses, user, [this](Result<std::unique_ptr<ByteEnd>> result) {
            ++calls;
            if (result.ok())
                user.end = std::move(*result);
            else
                error = result.error();
        });
        calledInCall = calls > 0;
        dial = std::move(begun.dial);
        atOnce = begun.end != nullptr;
        if (atOnce)
            user.end = std::move(begun.end);
    }
    // Called or connected at once, and not both.
    [[nodiscard]] bool told() const { return calls + int(atOnce) == 1; }

    Recorder user;
    Error error;
    int calls = 0;
    bool calledInCall = false;
    bool atOnce = false;

private:
    std::unique_ptr<Dialler> dialler_;

public:
    std::unique_ptr<Dial> dial;
};

} // namespace

class TestTcpDialler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDialConnects_data();
    void aDialConnects();
    void aClosedPortRefuses();
    void allAddressesOfANameAreTried();
    void onlyTheGivenAddressesAreDialled();
    void anUnknownNameIsNotFound();
    void aNameOfThisMachineIsFoundAndALookUpMayBeGivenUp();
    void aLookUpThatIsNotAnsweredTimesOut();
    void anAddressWithoutARouteIsUnreachable();
    void aTargetThatDoesNotAnswerTimesOut();
    void aDialThatIsGivenUpIsNotHeardOfAgain();
    void theDialMayBeDestroyedInsideItsCall();
    void d17theLedgerCountsFromTheDialOn();
};

void TestTcpDialler::aDialConnects_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::newRow("one address") << QStringList{QStringLiteral("127.0.0.1")};
    QTest::newRow("two, of which one is refused") << QStringList{QStringLiteral("::1"), QStringLiteral("127.0.0.1")};
    QTest::newRow("two of IPv4, of which one is refused") << QStringList{QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.1")};
}

void TestTcpDialler::aDialConnects()
{
    QFETCH(QStringList, addresses);
    Bench bench;
    Attempted attempted(bench, {QStringLiteral("nas"), bench.listener->boundTo().port}, parsed(addresses));
    QTRY_VERIFY(attempted.told());
    QVERIFY(!attempted.calledInCall);
    QVERIFY2(attempted.user.end != nullptr, qPrintable(attempted.error.detail));
    QTRY_COMPARE(bench.accepted.size(), 1);
    RawPeer target(bench.accepted.takeFirst());
    attempted.user.send("hello", true);
    QTRY_VERIFY(target.hasFin());
    QCOMPARE(target.got, QByteArray("hello"));
    QVERIFY(target.send("hello yourself"));
    target.close();
    QTRY_COMPARE(attempted.user.closed, 1);
    QCOMPARE(attempted.user.got, QByteArray("hello yourself"));
    QCOMPARE(attempted.user.reason.code, ErrorCode::None);
}

void TestTcpDialler::aClosedPortRefuses()
{
    Bench bench;
    const Endpoint target = closedPort(bench);
    Attempted attempted(bench, target);
    QVERIFY(!attempted.calledInCall);
    QTRY_COMPARE(attempted.calls, 1);
    QCOMPARE(attempted.error.code, ErrorCode::TargetRefused);
    QCOMPARE(attempted.error.subject, target.toString());
    QCOMPARE(bench.sockets(), 0);
}

void TestTcpDialler::allAddressesOfANameAreTried()
{
    Bench bench;
    Attempted attempted(bench, {QStringLiteral("nas"), closedPort(bench).port},
                        parsed({QStringLiteral("::1"), QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.2")}));
    QTRY_COMPARE(attempted.calls, 1);
    QCOMPARE(attempted.error.code, ErrorCode::TargetRefused);
}

// The host is for the errors alone: were it looked up, this would reach the listener.
void TestTcpDialler::onlyTheGivenAddressesAreDialled()
{
    Bench bench;
    for (const char *host : {"localhost", "127.0.0.1"}) {
        Attempted attempted(bench, {QString::fromLatin1(host), bench.listener->boundTo().port}, parsed({QStringLiteral("127.0.0.2")}));
        QTRY_COMPARE(attempted.calls, 1);
        QCOMPARE(attempted.error.code, ErrorCode::TargetRefused);
    }
    QVERIFY(bench.accepted.isEmpty());
}

void TestTcpDialler::anUnknownNameIsNotFound()
{
    Bench bench;
    auto dialler = makeTcpDialler(bench.timers, *bench.readiness, bench.ledger);
    // A label of more than 63 characters: refused by the resolver of this machine, no server is asked.
    const QString name = QString(70, u'a') + QStringLiteral(".invalid");
    Error error;
    const auto lookup = dialler->lookUp(name, [&](const Result<QList<IpAddress>> &found) { error = found.ok() ? Error{} : found.error(); });
    QCOMPARE(error.code, ErrorCode::None); // not in the call
    QTRY_COMPARE(error.code, ErrorCode::TargetNameNotFound);
    QCOMPARE(error.subject, name);
    QVERIFY(!error.detail.isEmpty());
}

void TestTcpDialler::aNameOfThisMachineIsFoundAndALookUpMayBeGivenUp()
{
    Bench bench;
    auto dialler = makeTcpDialler(bench.timers, *bench.readiness, bench.ledger);
    int calls = 0;
    QList<IpAddress> found;
    auto first = dialler->lookUp(QStringLiteral("localhost"), [&](const Result<QList<IpAddress>> &) { ++calls; });
    first.reset();
    std::unique_ptr<Lookup> second;
    second = dialler->lookUp(QStringLiteral("localhost"), [&](const Result<QList<IpAddress>> &addresses) {
        ++calls;
        found = addresses.ok() ? *addresses : QList<IpAddress>();
        second.reset();
    });
    QTRY_COMPARE(calls, 1);
    QVERIFY(found.contains(IpAddress::v4(0x7f000001)) || found.contains(*IpAddress::parse(u"::1")));
}

void TestTcpDialler::aLookUpThatIsNotAnsweredTimesOut()
{
    // The answer of the system comes by the event loop, which does not turn: in this time nobody answers.
    Ledger ledger;
    VirtualTimers timers(ledger);
    int calls = 0;
    Error error;
    auto found = lookUp(QStringLiteral("localhost"), timers, [&](const Result<QList<IpAddress>> &result) {
        ++calls;
        error = result ? Error() : result.error();
    });
    timers.run(limits::lookup - std::chrono::milliseconds(1));
    QCOMPARE(calls, 0);
    timers.run(std::chrono::milliseconds(2));
    QCOMPARE(calls, 1);
    QCOMPARE(error.code, ErrorCode::TargetTimedOut);
    QCOMPARE(error.subject, QStringLiteral("localhost"));
    // The late answer is nobody's any more.
    bool later = false;
    auto other = lookUp(QStringLiteral("localhost"), timers, [&](const Result<QList<IpAddress>> &) { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(calls, 1);
}

void TestTcpDialler::anAddressWithoutARouteIsUnreachable()
{
    Bench bench;
    Attempted attempted(bench, {QStringLiteral("255.255.255.255"), 80}); // TCP has no broadcast: nothing is sent
    QVERIFY(!attempted.calledInCall); // though the system refuses at once
    QTRY_COMPARE(attempted.calls, 1);
    QCOMPARE(attempted.error.code, ErrorCode::TargetUnreachable);
}

void TestTcpDialler::aTargetThatDoesNotAnswerTimesOut()
{
#ifdef Q_OS_WIN
    QSKIP("A full backlog refuses here instead of keeping silent");
#endif
    Bench bench;
    FastTimers fast(bench.timers);
    // A socket that listens and never accepts: when its backlog is full it does not answer any more.
    QTcpServer silent;
    silent.setProxy(QNetworkProxy::NoProxy);
    silent.setListenBacklogSize(1);
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    silent.pauseAccepting();
    const Endpoint target{QStringLiteral("127.0.0.1"), silent.serverPort()};
    std::vector<RawPeer> crowd;
    for (int i = 0; i < 4; ++i)
        crowd.emplace_back(native::connectTo({QHostAddress(target.host), target.port}).descriptor);
    QElapsedTimer since;
    since.start();
    Attempted attempted(bench, target, &fast);
    QCOMPARE(bench.sockets(), 1);
    QTRY_COMPARE(attempted.calls, 1);
    QCOMPARE(attempted.error.code, ErrorCode::TargetTimedOut);
    QVERIFY(since.nsecsElapsed() * FastTimers::factor >= limits::dial.count());
    QCOMPARE(bench.sockets(), 0);
}

void TestTcpDialler::aDialThatIsGivenUpIsNotHeardOfAgain()
{
    Bench bench;
    // Its first address refuses, so that neither is told before the loop turns.
    Attempted connecting(bench, {QStringLiteral("nas"), bench.listener->boundTo().port}, parsed({QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.1")}));
    Attempted refused(bench, closedPort(bench));
    connecting.dial.reset();
    refused.dial.reset();
    QCOMPARE(bench.sockets(), 0);
    Attempted later(bench, bench.listener->boundTo());
    QTRY_VERIFY(later.told());
    QTRY_VERIFY(!bench.accepted.isEmpty());
    QCOMPARE(connecting.calls + refused.calls, 0);
    for (const Descriptor d : bench.accepted)
        native::abort(d);
}

void TestTcpDialler::theDialMayBeDestroyedInsideItsCall()
{
    Bench bench;
    auto dialler = makeTcpDialler(bench.timers, *bench.readiness, bench.ledger);
    Recorder user;
    for (const Endpoint &target : {bench.listener->boundTo(), closedPort(bench)}) {
        std::unique_ptr<Dial> dial;
        int calls = 0;
        const QList<IpAddress> addresses{IpAddress::v4(0x7f000002), IpAddress::v4(0x7f000001)}; // the first of them refuses
        dial = dialler->dial(target, addresses, user, [&](Result<std::unique_ptr<ByteEnd>>) {
            ++calls;
            dial.reset();
        }).dial;
        QTRY_COMPARE(calls, 1);
        QVERIFY(!dial);
    }
    QCOMPARE(bench.sockets(), 0);
#ifdef Q_OS_WIN
    std::ignore = QTest::qWaitFor([&] { return !bench.accepted.isEmpty(); }, 1000); // the system may keep one to itself that is gone already
#else
    QTRY_COMPARE(bench.accepted.size(), 1);
#endif
    for (const Descriptor one : std::as_const(bench.accepted))
        native::abort(one);
}

void TestTcpDialler::d17theLedgerCountsFromTheDialOn()
{
    Bench bench;
    {
        Attempted attempted(bench, bench.listener->boundTo());
        QCOMPARE(bench.sockets(), 1);
        QTRY_VERIFY(attempted.told());
        QCOMPARE(bench.sockets(), 1);
    }
    QCOMPARE(bench.sockets(), 0);
    QCOMPARE(bench.ledger.count(Counted::TcpSocket).created, 1);
    QCOMPARE(bench.ledger.count(Counted::TcpSocket).peak, 1);
    QTRY_COMPARE(bench.accepted.size(), 1);
    native::abort(bench.accepted.first());
}

QTEST_GUILESS_MAIN(TestTcpDialler)
#include "tst_tcp_dialler.moc"
