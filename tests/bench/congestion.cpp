// SPDX-License-Identifier: GPL-3.0-or-later
// Rates and waits of the link on simulated lines in virtual time, for each way of congestion control. Prints tables in
// Markdown; the same seed gives the same figures on every machine.
//
// usage: congestion_bench [--all] [--seed N] [--seeds COUNT]     --all: every congestion control, not the chosen one alone
#include "scenario/bulk_and_requests.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct Line {
    const char *name;
    double loss;
    Duration roundTrip;
    double bitsPerSecond;
    quint64 queueBytes;
    double goal; // of the line, in percent
};

// The queue of a line is one round trip of its rate where nothing else is said.
const Line lines[] = {
    {"clean, 20 ms, 100 Mbit/s", 0, 20ms, 100e6, 250'000, 90},
    {"1 %, 100 ms, 20 Mbit/s", 0.01, 100ms, 20e6, 250'000, 80},
    {"0.3 %, 40 ms, 20 Mbit/s", 0.003, 40ms, 20e6, 100'000, 90},
    {"0.3 %, 40 ms, 100 Mbit/s", 0.003, 40ms, 100e6, 500'000, 90},
    {"20 ms, 5 Mbit/s, queue 64 KB", 0, 20ms, 5e6, 64 << 10, 85},
    {"40 ms, 5 Mbit/s, queue 64 KB", 0, 40ms, 5e6, 64 << 10, 85},
    {"300 ms, 50 Mbit/s", 0, 300ms, 50e6, 1'875'000, 80},
    {"40 ms, 1 Mbit/s, queue 64 KB", 0, 40ms, 1e6, 64 << 10, 85},
};

const char *name(link::Congestion congestion)
{
    switch (congestion) {
    case link::Congestion::Bbr2: return "bbr2";
    case link::Congestion::Bbr: return "bbr";
    case link::Congestion::Cubic: return "cubic";
    case link::Congestion::Reno: return "reno";
    }
    Q_UNREACHABLE();
}

Weather weatherOf(const Line &line)
{
    Weather weather;
    weather.loss = line.loss;
    weather.delay = line.roundTrip / 2;
    weather.bytesPerSecond = line.bitsPerSecond / 8;
    weather.queueBytes = line.queueBytes;
    return weather;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// The first seconds (after `from`) of a bulk stream, and requests beside one.
void measure(const Line &line, link::Congestion congestion, quint64 seed, int seeds)
{
    std::vector<double> whole, reached, request, queue, overflow;
    for (int i = 0; i < seeds; ++i) {
        LinkWorld w(seed + quint64(i), weatherOf(line), congestion);
        if (!w.connect()) {
            std::printf("| %s | %s | no link |\n", line.name, name(congestion));
            return;
        }
        BulkAndRequests load(w);
        const Instant begin = w.timers.now();
        if (!load.startBulk(1))
            return;
        // 30 seconds from the very start; `reached` is the end of the first second with the goal's share of the line.
        quint64 before = 0;
        double at = 99;
        for (int tenth = 1; tenth <= 300; ++tenth) {
            w.timers.run(begin + tenth * 100ms - w.timers.now());
            if (tenth % 10 != 0)
                continue;
            const quint64 now = load.bulkReceived();
            if (at > 98 && double(now - before) * 8 >= line.goal / 100 * line.bitsPerSecond)
                at = tenth / 10.0;
            before = now;
        }
        whole.push_back(100 * double(before) * 8 / 30 / line.bitsPerSecond);
        reached.push_back(at);
        w.network.resetFigures();
        request.push_back(load.requests(100, 0.95));
        const SenderFigures &figures = w.network.figures(w.carrierB->key());
        queue.push_back(figures.queueSum / double(figures.datagrams) / 1024);
        overflow.push_back(100.0 * double(figures.overflowed) / double(figures.datagrams));
    }
    const double limit = 2 * double(line.roundTrip.count()) / 1e6 + 50;
    std::printf("| %s | %s | %.0f %% (%.0f) | %.0f s | %.0f ms (%.0f) | %.0f KB | %.1f %% |\n", line.name, name(congestion), median(whole),
                line.goal, median(reached), median(request), limit, median(queue), median(overflow));
    std::fflush(stdout);
}

void measureBeside(const Line &line, int streams, quint64 seed)
{
    LinkWorld w(seed, weatherOf(line));
    if (!w.connect())
        return;
    BulkAndRequests load(w);
    if (!load.startBulk(streams))
        return;
    w.timers.run(30s); // a stream is bulk when it has sent a little
    const quint64 before = load.bulkReceived();
    const Instant begin = w.timers.now();
    const double p95 = load.requests(60, 0.95);
    const double seconds = double((w.timers.now() - begin).count()) / 1e9;
    std::printf("| %s | %d | %.0f ms | %.0f %% |\n", line.name, streams, p95,
                100 * double(load.bulkReceived() - before) * 8 / seconds / line.bitsPerSecond);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    bool all = false;
    quint64 seed = 1;
    int seeds = 3;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--all")
            all = true;
        else if (word == "--seed" && i + 1 < argc)
            seed = std::strtoull(argv[++i], nullptr, 10);
        else if (word == "--seeds" && i + 1 < argc)
            seeds = std::max(1, std::atoi(argv[++i]));
        else
            return std::fprintf(stderr, "usage: congestion_bench [--all] [--seed N] [--seeds COUNT]\n"), 2;
    }
    std::printf("One bulk stream for 30 s from its start, then 100 requests of 1 KB beside it. In brackets the goal.\n\n"
                "| line | control | of the line | goal reached after | 1 KB, 95th percentile | mean queue | overflowed |\n"
                "|---|---|---|---|---|---|---|\n");
    for (const Line &line : lines) {
        measure(line, link::Congestion::Bbr2, seed, seeds);
        if (!all)
            continue;
        for (const auto other : {link::Congestion::Bbr, link::Congestion::Cubic, link::Congestion::Reno})
            measure(line, other, seed, seeds);
    }
    std::printf("\nRequests of 1 KB beside bulk streams, chosen control.\n\n"
                "| line | bulk streams | 1 KB, 95th percentile | bulk, of the line |\n|---|---|---|---|\n");
    for (const Line &line : {lines[5], lines[7]}) {
        for (const int streams : {1, 10, 50})
            measureBeside(line, streams, seed);
    }
}
