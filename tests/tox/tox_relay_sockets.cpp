// SPDX-License-Identifier: GPL-3.0-or-later
// The guard of a relay's window (tox/relay_sockets.h) on real TCP connections of loopback. Linux.
#include "tox/relay_sockets.h"

#include <QTest>

#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace culvert;
using namespace std::chrono_literals;

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor &&other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close()
    {
        if (number_ >= 0)
            ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

int option(const Descriptor &socket, int name)
{
    int value = 0;
    socklen_t size = sizeof value;
    return ::getsockopt(socket.number(), SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

// As toxcore has a connection to a relay, or, with SOCK_CLOEXEC, as the rest of the program has one to anybody. The other end's
// descriptors are never those of a relay.
struct Connection {
    explicit Connection(int flags = 0) : near(::socket(AF_INET, SOCK_STREAM | flags, 0)), far(-1)
    {
        const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *name = reinterpret_cast<sockaddr *>(&address);
        const int small = 64 << 10;
        ::setsockopt(listener.number(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        if (::bind(listener.number(), name, size) == 0 && ::listen(listener.number(), 1) == 0
            && ::getsockname(listener.number(), name, &size) == 0 && ::connect(near.number(), name, size) == 0)
            far = Descriptor(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
    }
    [[nodiscard]] bool open() const { return far.number() >= 0; }

    bool send(int bytes) { return ::send(near.number(), block, std::size_t(bytes), MSG_DONTWAIT | MSG_NOSIGNAL) == bytes; }
    bool receive() { return ::recv(far.number(), block, sizeof block, MSG_DONTWAIT) > 0; }

    Descriptor near, far;
    char block[65536] = {};
};

constexpr int datagram = 1372; // toxcore's largest packet
constexpr int most = 1000;     // more than any window here holds

} // namespace

class ToxRelaySocketsTest : public QObject {
    Q_OBJECT

    // A datagram after another as long as they are taken, each sent as toxcore does; how many.
    int fill(tox::RelaySockets &relays, Connection &connection)
    {
        int taken = 0;
        while (taken < most && relays.take(datagram, now_ += 10ms) && connection.send(datagram + 80))
            ++taken;
        return taken;
    }

    Instant now_{};

private Q_SLOTS:
    void init() { now_ += 10s; }

    void aNewConnectionIsGivenRoomToReceive()
    {
        Connection relay;
        QVERIFY(relay.open());
        const int before = option(relay.near, SO_RCVBUF);
        tox::RelaySockets relays;
        relays.look(now_);
        QVERIFY2(option(relay.near, SO_RCVBUF) >= 1 << 20, qPrintable(QStringLiteral("%1 before").arg(before)));
        QCOMPARE(option(relay.near, SO_RCVLOWAT), 1); // or a poll would wait for a megabyte
    }

    void aWindowIsNeverUsedUpAndWhatWasReadMakesRoom()
    {
        Connection relay;
        QVERIFY(relay.open());
        tox::RelaySockets relays;
        const int taken = fill(relays, relay);
        QVERIFY2(taken > 4 && taken < most, qPrintable(QString::number(taken)));
        QVERIFY(!relays.take(datagram, now_ += 10ms));
        // Room was left for what is small: toxcore's own words, an acknowledgement.
        QVERIFY(relays.take(100, now_ += 10ms));
        QVERIFY(relay.send(180));

        while (relay.receive()) { }
        QTRY_VERIFY(relays.take(datagram, now_ += 10ms)); // the other end's word of its window is on its way
    }

    void aConnectionThatIsNotToxcoresIsLeftAlone()
    {
        Connection relay;
        Connection other(SOCK_CLOEXEC);
        QVERIFY(relay.open() && other.open());
        const int before = option(other.near, SO_RCVBUF);
        tox::RelaySockets relays;
        relays.look(now_);
        QCOMPARE(option(other.near, SO_RCVBUF), before);
        while (other.send(4096)) { }
        QVERIFY(relays.take(datagram, now_ += 10ms));
    }

    void aConnectionThatHasStoodStillForASecondHoldsUpNobody()
    {
        Connection relay;
        QVERIFY(relay.open());
        tox::RelaySockets relays;
        QVERIFY(fill(relays, relay) < most);
        QVERIFY(!relays.take(datagram, now_ += 10ms));
        QVERIFY(relays.take(datagram, now_ += 2s));
    }

    void oneThatIsClosedIsForgottenThoughItsNumberIsTakenAnew()
    {
        Connection relay;
        QVERIFY(relay.open());
        tox::RelaySockets relays;
        QVERIFY(fill(relays, relay) < most);
        QVERIFY(!relays.take(datagram, now_ += 10ms));
        const int number = relay.near.number();
        const Descriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        relay.near.close();
        const Descriptor anew(::fcntl(file.number(), F_DUPFD, number));
        QCOMPARE(anew.number(), number);
        QVERIFY(relays.take(datagram, now_ += 10ms));
    }
};

QTEST_GUILESS_MAIN(ToxRelaySocketsTest)
#include "tox_relay_sockets.moc"
