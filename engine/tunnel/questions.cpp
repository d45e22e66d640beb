// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/questions.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace culvert::tunnel {

class Questions::Waiter final : public Ticket {
public:
    Waiter(Questions &of, QuestionId id, Heard call) : owner(&of), question(id), heard(std::make_shared<Heard>(std::move(call)))
    {
    }
    ~Waiter() override
    {
        *heard = nullptr;
        if (owner)
            owner->forget(*this);
    }

    Questions *owner; // null once its question has ended
    QuestionId question;
    std::shared_ptr<Heard> heard; // empty once nobody waits
};

namespace {

QStringList sortedTexts(const QList<IpAddress> &addresses)
{
    QStringList texts;
    for (const IpAddress &address : addresses)
        texts.append(address.toString());
    texts.sort();
    return texts;
}

bool same(const Questions::About &a, const Questions::About &b)
{
    return a.peer == b.peer && a.target == b.target && a.protocol == b.protocol && sortedTexts(a.addresses) == sortedTexts(b.addresses);
}

} // namespace

Questions::~Questions()
{
    for (const Question &question : open_) {
        for (Waiter *waiter : question.waiters)
            waiter->owner = nullptr;
    }
}

std::unique_ptr<Questions::Ticket> Questions::ask(const About &about, Heard heard)
{
    auto question = std::find_if(open_.begin(), open_.end(), [&](const Question &q) { return same(q.about, about); });
    const bool isNew = question == open_.end();
    if (isNew) {
        const auto ofPeer = std::count_if(open_.begin(), open_.end(), [&](const Question &q) { return q.about.peer == about.peer; });
        if (ofPeer >= limits::questionsPerPeer || open_.size() >= std::size_t(limits::questions))
            return nullptr;
        const QuestionId id = ++lastId_;
        open_.push_back({id, about, timers_.wallClock(), timers_.now() + limits::questionWait,
                         timers_.makeAlarm([this, id] { answer(id, false); }), {}});
        question = std::prev(open_.end());
        question->timeUp->setAt(question->until);
    }
    auto waiter = std::make_unique<Waiter>(*this, question->id, std::move(heard));
    question->waiters.push_back(waiter.get());
    if (isNew && asked)
        asked(info(*question));
    return waiter;
}

bool Questions::answer(QuestionId id, bool allowed)
{
    const auto question = std::find_if(open_.begin(), open_.end(), [&](const Question &q) { return q.id == id; });
    if (question == open_.end())
        return false;
    // Taken out first: who hears it may ask anew, or give up others that wait.
    std::list<Question> ended;
    ended.splice(ended.end(), open_, question);
    std::vector<std::shared_ptr<Heard>> waiting;
    for (Waiter *waiter : ended.front().waiters) {
        waiter->owner = nullptr;
        waiting.push_back(waiter->heard);
    }
    for (const auto &one : waiting) {
        if (const Heard heard = std::exchange(*one, nullptr))
            heard(allowed);
    }
    return true;
}

void Questions::forget(Waiter &waiter)
{
    const auto question = std::find_if(open_.begin(), open_.end(), [&](const Question &q) { return q.id == waiter.question; });
    if (question == open_.end())
        return;
    question->waiters.remove(&waiter);
    if (question->waiters.empty())
        open_.erase(question);
}

api::QuestionInfo Questions::info(const Question &question) const
{
    api::QuestionInfo out;
    out.id = question.id;
    out.peer = question.about.peerName;
    out.peerId = question.about.peer;
    out.target = question.about.target;
    out.protocol = question.about.protocol;
    for (const IpAddress &address : question.about.addresses)
        out.addresses.append(address.toString());
    out.rule = question.about.rule;
    out.askedAt = question.askedAt;
    out.leftMs = toWholeMs(std::max(Duration(0), question.until - timers_.now()));
    out.waiting = int(question.waiters.size());
    return out;
}

QList<api::QuestionInfo> Questions::info() const
{
    QList<api::QuestionInfo> out;
    for (const Question &question : open_)
        out.append(info(question));
    return out;
}

} // namespace culvert::tunnel
