// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/ip_address.h"
#include "core/rule.h"
#include "core/timers.h"

#include <functional>
#include <list>
#include <memory>

namespace culvert::tunnel {

// What peers want to reach and a person is asked about. Equal questions are one. A question ends with its answer, when its
// time is up, or when nobody waits for it any more. Engine thread.
class Questions {
public:
    struct About {
        PublicKey peer;
        QString peerName;
        Endpoint target;            // as it would be dialled
        QList<IpAddress> addresses; // what may be dialled after a yes
        QString rule;               // the line that asks
        Protocol protocol = Protocol::Tcp;
    };
    // Called at most once, not inside ask(); the ticket may be destroyed inside.
    using Heard = std::function<void(bool allowed)>;

    // One who waits; destroying it ends the waiting. May outlive the questions.
    class Ticket {
    public:
        virtual ~Ticket() = default;
    };

    explicit Questions(Timers &timers) : timers_(timers) {}
    ~Questions();
    Questions(const Questions &) = delete;
    Questions &operator=(const Questions &) = delete;

    // Null: too many questions wait already (limits::questionsPerPeer, limits::questions).
    [[nodiscard]] std::unique_ptr<Ticket> ask(const About &about, Heard heard);

    // False: there is no such question (any more).
    bool answer(QuestionId id, bool allowed);
    [[nodiscard]] QList<api::QuestionInfo> info() const; // oldest first

    // A new question, once; called inside ask(), and must not answer it there.
    std::function<void(const api::QuestionInfo &)> asked;

private:
    class Waiter;
    struct Question {
        QuestionId id = 0;
        About about;
        QDateTime askedAt;
        Instant until;
        std::unique_ptr<Alarm> timeUp;
        std::list<Waiter *> waiters;
    };

    void forget(Waiter &waiter);
    [[nodiscard]] api::QuestionInfo info(const Question &question) const;

    Timers &timers_;
    std::list<Question> open_;
    QuestionId lastId_ = 0;
};

} // namespace culvert::tunnel
