// SPDX-License-Identifier: GPL-3.0-or-later
// How many connections a second can any tunnel of two processes carry on this machine? This one does only what none can do
// without: it accepts, dials, and passes bytes on. It has no encryption, network, limits, accounts or errors, and both processes
// share a socket pair. For services that speak second and end first: that of connection_rate, a web server that keeps no connection.
//
//     bare_tunnel PORT       prints the port on 127.0.0.1 that leads to PORT there; until it is killed
#include "loopback.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

using namespace culvert::test;

struct Frame {
    std::int32_t connection; // the near process's descriptor
    std::int32_t bytes;      // that follow; 0: no more come
};

// The socket pair: what goes out is collected for a turn of the loop, what comes in is cut into frames.
class Trunk {
public:
    explicit Trunk(int descriptor) : descriptor_(descriptor) {}

    void put(std::int32_t connection, const char *bytes, std::size_t size)
    {
        const Frame frame{connection, std::int32_t(size)};
        const auto *head = reinterpret_cast<const char *>(&frame);
        out_.insert(out_.end(), head, head + sizeof frame);
        out_.insert(out_.end(), bytes, bytes + size);
    }
    void flush()
    {
        for (std::size_t sent = 0; sent < out_.size();) {
            const ssize_t moved = send(descriptor_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL);
            if (moved <= 0)
                fail("trunk");
            sent += std::size_t(moved);
        }
        out_.clear();
    }
    template <class Handle> void take(Handle handle)
    {
        const std::size_t had = in_.size();
        in_.resize(had + 65536);
        const ssize_t got = recv(descriptor_, in_.data() + had, 65536, 0);
        if (got <= 0)
            std::exit(0);
        in_.resize(had + std::size_t(got));
        std::size_t at = 0;
        for (Frame frame; in_.size() - at >= sizeof frame;) {
            std::memcpy(&frame, in_.data() + at, sizeof frame);
            if (in_.size() - at - sizeof frame < std::size_t(frame.bytes))
                break;
            handle(frame, in_.data() + at + sizeof frame);
            at += sizeof frame + std::size_t(frame.bytes);
        }
        in_.erase(in_.begin(), in_.begin() + std::ptrdiff_t(at));
    }

private:
    int descriptor_;
    std::vector<char> out_, in_;
};

class Poll {
public:
    void add(int descriptor) const { watch(poll_, descriptor, EPOLLIN, EPOLL_CTL_ADD); }
    void remove(int descriptor) const { watch(poll_, descriptor, 0, EPOLL_CTL_DEL); }
    template <class Handle> void turn(Handle handle)
    {
        const int count = epoll_wait(poll_, events_, 256, -1);
        for (int i = 0; i < count; ++i)
            handle(events_[i].data.fd);
    }

private:
    int poll_ = epoll_create1(0);
    epoll_event events_[256];
};

void setNoDelay(int socket)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

[[noreturn]] void runNear(int pair)
{
    const int listener = listenAndSay();
    setNoDelay(listener); // what it accepts has it, too
    Trunk trunk(pair);
    Poll poll;
    poll.add(listener);
    poll.add(pair);
    char buffer[4096];
    for (;;) {
        poll.turn([&](int one) {
            if (one == listener) {
                for (int accepted; (accepted = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;)
                    poll.add(accepted);
            } else if (one == pair) {
                trunk.take([](const Frame &frame, const char *bytes) {
                    if (frame.bytes > 0)
                        send(frame.connection, bytes, std::size_t(frame.bytes), MSG_NOSIGNAL);
                    else
                        close(frame.connection);
                });
            } else if (const ssize_t got = recv(one, buffer, sizeof buffer, 0); got > 0) {
                trunk.put(one, buffer, std::size_t(got));
            } else if (got == 0 || errno != EAGAIN) {
                poll.remove(one); // closed when the service's end has come
            }
        });
        trunk.flush();
    }
}

[[noreturn]] void runFar(int pair, std::uint16_t port)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const sockaddr_in address = loopback(port);
    Trunk trunk(pair);
    Poll poll;
    poll.add(pair);
    std::vector<std::int32_t> owners;
    char buffer[4096];
    for (;;) {
        poll.turn([&](int one) {
            if (one == pair) {
                trunk.take([&](const Frame &frame, const char *bytes) {
                    const int dialled = socket(AF_INET, SOCK_STREAM, 0); // on loopback a dial does not wait
                    setNoDelay(dialled);
                    if (connect(dialled, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
                        fail("connect");
                    send(dialled, bytes, std::size_t(frame.bytes), MSG_NOSIGNAL);
                    if (owners.size() <= std::size_t(dialled))
                        owners.resize(std::size_t(dialled) + 1);
                    owners[std::size_t(dialled)] = frame.connection;
                    poll.add(dialled);
                });
                return;
            }
            const ssize_t got = recv(one, buffer, sizeof buffer, MSG_DONTWAIT);
            if (got < 0 && errno == EAGAIN)
                return;
            trunk.put(owners[std::size_t(one)], buffer, got > 0 ? std::size_t(got) : 0);
            if (got <= 0)
                close(one);
        });
        trunk.flush();
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: bare_tunnel PORT\n", stderr);
        return 2;
    }
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        fail("socketpair");
    if (fork() == 0) {
        close(pair[0]);
        runFar(pair[1], std::uint16_t(std::atoi(argv[1])));
    }
    close(pair[1]);
    runNear(pair[0]);
}
