// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/lookups.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>

namespace culvert::tunnel {

class Lookups::Asked final : public tcp::Lookup {
public:
    Asked(const PublicKey &by, const QString &what, Done done, Timers &timers)
        : peer(by), name(what), done_(std::move(done)), timeUp_(timers.makeAlarm([this] { tell(Error{ErrorCode::TargetTimedOut, name}); }))
    {
        timeUp_->setAt(timers.now() + limits::lookup);
    }
    ~Asked() override { leave(); }

    void enter(Row &row)
    {
        leave();
        row.push_back(this);
        row_ = &row;
    }
    void leave()
    {
        if (Row *row = std::exchange(row_, nullptr))
            row->remove(this);
    }
    // Once; it may be destroyed by it.
    void tell(const Result<QList<IpAddress>> &found)
    {
        leave();
        timeUp_->cancel();
        const auto done = std::exchange(done_, nullptr);
        done(found);
    }

    const PublicKey peer;
    const QString name;

private:
    Done done_;
    Row *row_ = nullptr; // where it waits
    std::unique_ptr<Alarm> timeUp_;
};

Lookups::~Lookups()
{
    for (UnderWay &one : underWay_) {
        while (!one.asked.empty())
            one.asked.front()->leave();
    }
    while (!waiting_.empty())
        waiting_.front()->leave();
}

std::unique_ptr<tcp::Lookup> Lookups::lookUp(const PublicKey &peer, const QString &name, tcp::Lookup::Done done)
{
    auto asked = std::make_unique<Asked>(peer, name, std::move(done), timers_);
    const auto same = std::find_if(underWay_.begin(), underWay_.end(), [&](const UnderWay &one) { return one.name == name; });
    asked->enter(same != underWay_.end() ? same->asked : waiting_);
    serve();
    return asked;
}

// A peer may have half of what the others leave, and one at least while there is any: so one that asks without end leaves room, and
// one alone is not held up by a few names that nobody answers.
Lookups::Asked *Lookups::next() const
{
    const auto total = std::ptrdiff_t(underWay_.size());
    const auto mayHaveMore = [&](const Asked *one) {
        const auto own = std::count_if(underWay_.begin(), underWay_.end(), [&](const UnderWay &other) { return other.peer == one->peer; });
        return own < std::max<std::ptrdiff_t>(1, (limits::lookups - (total - own)) / 2);
    };
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), mayHaveMore);
    return found == waiting_.end() ? nullptr : *found;
}

void Lookups::serve()
{
    while (std::ptrdiff_t(underWay_.size()) < limits::lookups) {
        const Asked *one = next();
        if (!one)
            return;
        begin(*one);
    }
}

void Lookups::begin(const Asked &first)
{
    const auto which = underWay_.insert(underWay_.end(), UnderWay{first.peer, first.name, {}, nullptr});
    for (Asked *one : Row(waiting_)) {
        if (one->name == which->name)
            one->enter(which->asked);
        else if (one->peer == which->peer)
            one->enter(waiting_); // behind the other peers'
    }
    which->lookup = dialler_.lookUp(which->name, [this, which](const Result<QList<IpAddress>> &found) { answered(which, found); });
}

void Lookups::answered(std::list<UnderWay>::iterator which, const Result<QList<IpAddress>> &found)
{
    std::list<UnderWay> over;
    over.splice(over.begin(), underWay_, which);
    serve();
    while (!over.front().asked.empty())
        over.front().asked.front()->tell(found);
}

} // namespace culvert::tunnel
