// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/stdio_pump.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>

namespace culvert::app {

namespace {

// Bytes of one direction that wait for its way out.
struct Waiting {
    std::array<char, 64 << 10> bytes;
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
};

bool mayComeAgain() { return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK; }

// What a descriptor that poll() calls writable takes without waiting; others that write to it may still make it wait.
std::size_t piece(int output)
{
    struct stat about{};
    return ::fstat(output, &about) == 0 && S_ISREG(about.st_mode) ? sizeof Waiting::bytes : std::size_t(PIPE_BUF);
}

class Pump {
public:
    Pump(int input, int output, int socket) : input_(input), output_(output), socket_(socket), piece_(piece(output)) {}

    PumpEnd run()
    {
        for (;;) {
            std::array<pollfd, 3> wanted{pollfd{readsInput() ? input_ : -1, POLLIN, 0}, pollfd{output_, short(in_.empty() ? 0 : POLLOUT), 0},
                                         pollfd{watchesSocket() ? socket_ : -1, short((readsSocket() ? POLLIN : 0) | (out_.empty() ? 0 : POLLOUT)), 0}};
            if (::poll(wanted.data(), wanted.size(), -1) < 0 && errno != EINTR)
                return PumpEnd::Over;
            if (wanted[0].revents)
                takeInput();
            left_ = left_ || (wanted[2].revents & (POLLHUP | POLLERR));
            if (readsSocket() && wanted[2].revents)
                takeAnswer();
            sendInput();
            if ((wanted[1].revents & (POLLERR | POLLHUP | POLLNVAL)) || ((wanted[1].revents & POLLOUT) && !giveAnswer()))
                return PumpEnd::ReaderGone;
            if (!socketEnded_ || !in_.empty())
                continue;
            closeOutput();
            if (left_)
                return PumpEnd::Over;
        }
    }

private:
    [[nodiscard]] bool readsInput() const { return !inputEnded_ && !left_ && out_.empty(); }
    [[nodiscard]] bool readsSocket() const { return !socketEnded_ && in_.empty(); }
    // poll() would say again and again that nobody is there any more.
    [[nodiscard]] bool watchesSocket() const { return !left_ || readsSocket(); }

    void takeInput()
    {
        const ssize_t read = ::read(input_, out_.bytes.data(), out_.bytes.size());
        if (read < 0 && mayComeAgain())
            return;
        out_.begin = 0;
        out_.end = read > 0 ? std::size_t(read) : 0;
        inputEnded_ = read <= 0;
        if (inputEnded_)
            ::shutdown(socket_, SHUT_WR);
    }

    void sendInput()
    {
        if (out_.empty())
            return;
        const ssize_t sent = ::send(socket_, out_.bytes.data() + out_.begin, out_.end - out_.begin, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0)
            out_.begin += std::size_t(sent);
        else if (sent < 0 && !mayComeAgain())
            out_.begin = out_.end = 0; // whoever was there has gone, and poll() says it
    }

    void takeAnswer()
    {
        const ssize_t read = ::recv(socket_, in_.bytes.data(), in_.bytes.size(), MSG_DONTWAIT);
        if (read < 0 && mayComeAgain())
            return;
        in_.begin = 0;
        in_.end = read > 0 ? std::size_t(read) : 0;
        socketEnded_ = read <= 0;
    }

    // False: it goes nowhere any more.
    bool giveAnswer()
    {
        const ssize_t written = ::write(output_, in_.bytes.data() + in_.begin, std::min(piece_, in_.end - in_.begin));
        if (written > 0)
            in_.begin += std::size_t(written);
        return written > 0 || mayComeAgain();
    }

    void closeOutput()
    {
        if (output_ >= 0)
            ::close(output_);
        output_ = -1;
    }

    const int input_;
    int output_; // -1: closed
    const int socket_;
    const std::size_t piece_;
    Waiting out_;  // towards the socket
    Waiting in_;   // from it
    bool inputEnded_ = false;
    bool socketEnded_ = false; // its last byte was read
    bool left_ = false;        // nobody holds its other end
};

} // namespace

PumpEnd pumpStdio(qintptr socket)
{
    std::signal(SIGPIPE, SIG_IGN);
    return Pump(STDIN_FILENO, STDOUT_FILENO, int(socket)).run();
}

} // namespace culvert::app
