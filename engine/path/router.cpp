// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/router.h"

#include <QThread>

#include <utility>
#include <vector>

namespace culvert::path {

namespace {

class AnyRouter final : public Router {
public:
    explicit AnyRouter(std::vector<std::unique_ptr<Router>> ways) : ways_(std::move(ways)) {}

    Forwarded forward(quint16 port) override
    {
        Forwarded out;
        for (auto &way : ways_) {
            if (QThread::currentThread()->isInterruptionRequested())
                break;
            const Forwarded answer = way->forward(port);
            if (answer.outcome != Forwarded::Outcome::NoRouter)
                out = answer;
            if (answer.outcome == Forwarded::Outcome::Mapped) {
                std::swap(way, ways_.front()); // the next to be asked
                break;
            }
        }
        return out;
    }

    void takeBack() override
    {
        for (const auto &way : ways_)
            way->takeBack();
    }

    void lookAgain() override
    {
        for (const auto &way : ways_)
            way->lookAgain();
    }

private:
    std::vector<std::unique_ptr<Router>> ways_;
};

} // namespace

std::unique_ptr<Router> Router::any(std::unique_ptr<Router> first, std::unique_ptr<Router> second)
{
    if (!first || !second)
        return first ? std::move(first) : std::move(second);
    std::vector<std::unique_ptr<Router>> ways;
    ways.push_back(std::move(first));
    ways.push_back(std::move(second));
    return std::make_unique<AnyRouter>(std::move(ways));
}

std::unique_ptr<Router> Router::ofNetwork() { return any(natPmp(), upnp()); }

bool Router::supported() { return ofNetwork() != nullptr; }

} // namespace culvert::path
