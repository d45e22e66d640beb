// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/flows.h"

#include <algorithm>
#include <vector>

namespace culvert::test {

// Bulk streams that never end from b to a, and 1 KB requests from a to b beside them, one after another: what a person sees
// who clicks while something large is coming. Streams of b are told apart by their first bytes' number: the bulk comes first.
class BulkAndRequests {
public:
    explicit BulkAndRequests(LinkWorld &world) : w_(world)
    {
        w_.b->onStream = [this](link::Stream &stream) {
            far_.push_back(std::make_unique<FlowEnd>(nextIsBulk_ > 0 ? FlowEnd::endless : requestSize, 7));
            nextIsBulk_ = std::max(0, nextIsBulk_ - 1);
            far_.back()->hashes = false;
            far_.back()->start(&stream);
        };
    }
    ~BulkAndRequests()
    {
        w_.a.reset();
        w_.b.reset();
    }

    static constexpr quint64 requestSize = 1000;

    // Before any request().
    bool startBulk(int streams)
    {
        nextIsBulk_ = streams;
        for (int i = 0; i < streams; ++i) {
            auto opened = w_.a->link->open();
            if (!opened)
                return false;
            bulk_.push_back(std::make_unique<FlowEnd>(1, 3));
            bulk_.back()->hashes = false;
            bulk_.back()->start(*opened);
        }
        return w_.timers.runUntil([this] { return nextIsBulk_ == 0; }, std::chrono::seconds(20));
    }
    [[nodiscard]] quint64 bulkReceived() const
    {
        quint64 sum = 0;
        for (const auto &one : bulk_)
            sum += one->received();
        return sum;
    }
    [[nodiscard]] const FlowEnd &bulk(std::size_t i) const { return *bulk_[i]; }

    // How long one request took in ms, until the whole answer was here; a minute at most.
    double request()
    {
        const Instant begin = w_.timers.now();
        auto opened = w_.a->link->open();
        if (!opened)
            return 60e3;
        FlowEnd end(1, 5);
        end.hashes = false;
        end.start(*opened);
        w_.timers.runUntil([&] { return end.received() >= requestSize; }, std::chrono::minutes(1));
        const double ms = double((w_.timers.now() - begin).count()) / 1e6;
        w_.timers.runUntil([&] { return end.closed(); }, std::chrono::minutes(1));
        return ms;
    }
    // `count` requests with pauses; the share `quantile` (0 to 1) of them took no longer than this.
    double requests(int count, double quantile, Duration pause = std::chrono::milliseconds(50))
    {
        std::vector<double> took;
        for (int i = 0; i < count; ++i) {
            took.push_back(request());
            w_.timers.run(pause);
        }
        std::sort(took.begin(), took.end());
        return took[std::size_t(std::min(double(took.size() - 1), quantile * double(took.size())))];
    }

private:
    LinkWorld &w_;
    int nextIsBulk_ = 0;
    std::vector<std::unique_ptr<FlowEnd>> bulk_;
    std::vector<std::unique_ptr<FlowEnd>> far_;
};

} // namespace culvert::test
