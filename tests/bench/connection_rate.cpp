// SPDX-License-Identifier: GPL-3.0-or-later
// How many TCP connections a second: each asks for 1,000 bytes, gets them, and closes. One thread at each end, so that what is
// between them is what is measured.
//
//     connection_rate serve                            prints its port on 127.0.0.1; until it is killed
//     connection_rate drive PORT SECONDS PARALLEL last|end
//         prints the rate, and the median and 95th percentile of one in ms. One is over at the last byte of its answer,
//         or at the end of the connection that the service makes behind it, as where nothing else tells that it is whole.
#include "loopback.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unordered_map>
#include <vector>

#include <unistd.h>

namespace {

using namespace culvert::test;
using Clock = std::chrono::steady_clock;

constexpr std::size_t answerSize = 1000;
constexpr char question[] = "D000001000";
constexpr std::size_t questionSize = sizeof question - 1;

int serve()
{
    const int listener = listenAndSay();
    const int poll = epoll_create1(0);
    watch(poll, listener, EPOLLIN, EPOLL_CTL_ADD);
    const std::vector<char> answer(answerSize, 'a');
    std::vector<epoll_event> events(256);
    for (;;) {
        const int count = epoll_wait(poll, events.data(), int(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int one = events[std::size_t(i)].data.fd;
            if (one == listener) {
                for (int accepted; (accepted = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;)
                    watch(poll, accepted, EPOLLIN, EPOLL_CTL_ADD);
                continue;
            }
            char buffer[64];
            const ssize_t got = recv(one, buffer, sizeof buffer, 0); // a question is never split on loopback
            if (got > 0)
                send(one, answer.data(), answer.size(), MSG_NOSIGNAL);
            if (got >= 0 || errno != EAGAIN)
                close(one);
        }
    }
}

int drive(std::uint16_t port, double seconds, int parallel, bool toTheEnd)
{
    struct One {
        Clock::time_point since;
        std::size_t got = 0;
        bool asked = false;
    };
    const int poll = epoll_create1(0);
    std::unordered_map<int, One> open;
    std::vector<double> times;
    long failed = 0;
    const sockaddr_in address = loopback(port);
    const auto begin = [&] {
        const int one = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(one, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS)
            fail("connect");
        open[one] = {Clock::now()};
        watch(poll, one, EPOLLOUT, EPOLL_CTL_ADD);
    };
    const auto start = Clock::now();
    const auto until = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    for (int i = 0; i < parallel; ++i)
        begin();
    std::vector<epoll_event> events(256);
    while (Clock::now() < until) {
        const int count = epoll_wait(poll, events.data(), int(events.size()), 1000);
        for (int i = 0; i < count; ++i) {
            const int socket = events[std::size_t(i)].data.fd;
            One &one = open[socket];
            if (!one.asked) {
                one.asked = true;
                send(socket, question, questionSize, MSG_NOSIGNAL);
                watch(poll, socket, EPOLLIN, EPOLL_CTL_MOD);
                continue;
            }
            char buffer[4096];
            const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
            if (got < 0 && errno == EAGAIN)
                continue;
            if (got > 0)
                one.got += std::size_t(got);
            if (got > 0 && (one.got < answerSize || toTheEnd))
                continue;
            if (one.got == answerSize)
                times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - one.since).count());
            else
                ++failed;
            close(socket);
            open.erase(socket);
            begin();
        }
    }
    const double took = std::chrono::duration<double>(Clock::now() - start).count();
    if (times.empty() || failed > 0) {
        std::fprintf(stderr, "%zu ended well, %ld did not\n", times.size(), failed);
        return 1;
    }
    std::sort(times.begin(), times.end());
    std::printf("%.1f %.3f %.3f\n", double(times.size()) / took, times[times.size() / 2], times[times.size() * 95 / 100]);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && std::strcmp(argv[1], "serve") == 0)
        return serve();
    if (argc == 6 && std::strcmp(argv[1], "drive") == 0)
        return drive(std::uint16_t(std::atoi(argv[2])), std::atof(argv[3]), std::atoi(argv[4]), std::strcmp(argv[5], "end") == 0);
    std::fputs("usage: connection_rate serve | drive PORT SECONDS PARALLEL last|end\n", stderr);
    return 2;
}
