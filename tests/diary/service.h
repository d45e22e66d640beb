// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plain_socket.h"

#include <QByteArray>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace culvert::test {

// The service behind a tunnel, with a thread for each connection. A connection says what it wants in its first 16 bytes, a
// letter and a number of 15 digits:
//   G n  gets n bytes of Pattern(1) and a FIN           R n  the same, and a reset
//   S n  sends n bytes, gets their SHA-256 and a FIN    A n  sends until its FIN, gets the SHA-256 of that and n bytes
//   E    gets back all it sends                         W    sends until its FIN; received() has the SHA-256
//   N    nothing is read until release(), then as W
class Service {
public:
    enum class Accepting { AtOnce, WhenTold }; // WhenTold: connections to it stay undecided, as to a machine that is very busy

    explicit Service(Accepting accepting = Accepting::AtOnce);
    ~Service(); // ends what is still open
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    [[nodiscard]] static QByteArray request(char letter, qint64 number = 0);

    // What an application does through a tunnel that listens on `port`. The SHA-256 of what G brings; empty: no whole answer.
    [[nodiscard]] static QByteArray fetch(quint16 port, qint64 size);
    // Whether S was answered with the SHA-256 of what was sent, which is worked out unless it is given.
    [[nodiscard]] static bool store(quint16 port, qint64 size, const QByteArray &expected = {});

    [[nodiscard]] quint16 port() const { return listener_.port(); }
    [[nodiscard]] int open() const;      // connections that neither side has ended
    [[nodiscard]] int served() const;    // that have ended
    [[nodiscard]] int resets() const;    // of these, those that the other side reset
    [[nodiscard]] std::vector<QByteArray> received() const; // by W and N, in the order in which they ended
    void accept();                       // from now on
    void release();
    // Ends all that are open from this side.
    void finishAll();
    void resetAll();

private:
    void acceptAll();
    void serve(PlainSocket &socket);
    void note(PlainSocket::Ended ended);
    void noteReceived(const QByteArray &hash);

    mutable std::mutex lock_;
    std::condition_variable changed_;
    std::set<PlainSocket *> open_;
    std::vector<QByteArray> received_;
    int served_ = 0;
    int resets_ = 0;
    bool released_ = false;
    PlainListener listener_;
    PlainSocket filler_; // takes the one place in the queue of those to be accepted
    std::thread acceptor_;
};

} // namespace culvert::test
