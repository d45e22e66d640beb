// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation at a proxy port: what an application says, and what the target answers, cut into any pieces. The first byte
// says how: odd, all of it is the application's, once whole and once byte by byte; even, a script of steps follows.
#include "fuzz.h"

#include "core/limits.h"
#include "proxy/conversation.h"

#include <algorithm>

using namespace culvert;
using namespace culvert::test;
using proxy::Conversation;
using Phase = Conversation::Phase;

namespace {

// What one piece can make of itself at most: a head and a page, and each byte a chunk.
constexpr qsizetype growthMost = qsizetype(limits::proxyHead) * 8 + (64 << 10);

std::unique_ptr<Conversation> begin(std::uint8_t first)
{
    return proxy::converse(first, {QStringLiteral("far"), {QStringLiteral("127.0.0.1"), 1080}});
}

void hear(Conversation &talk, std::span<const std::uint8_t> bytes)
{
    const bool hears = talk.hears();
    const qsizetype used = talk.hear(bytes);
    expect(used >= 0 && used <= qsizetype(bytes.size()), "no more is heard than was said");
    expect(hears || used == 0, "who does not hear takes nothing");
    expect(talk.phase() != Phase::Connecting || (talk.target().port != 0 && !talk.target().host.isEmpty()), "a target has a host and a port");
    expect(talk.toTarget.size() <= growthMost && talk.toApplication.size() <= growthMost, "the queues are bounded");
}

void inPieces(std::span<const std::uint8_t> bytes)
{
    const auto whole = begin(bytes[0]);
    const auto piecewise = begin(bytes[0]);
    if (!whole)
        return;
    hear(*whole, bytes);
    for (std::size_t at = 0; at < bytes.size() && piecewise->hears(); ++at)
        hear(*piecewise, bytes.subspan(at, 1));
    expect(whole->phase() == piecewise->phase(), "pieces do not change what is meant");
    expect(whole->target() == piecewise->target(), "nor for whom");
    expect(whole->toApplication == piecewise->toApplication, "nor what is answered");
}

void script(std::span<const std::uint8_t> bytes)
{
    std::unique_ptr<Conversation> talk;
    for (std::size_t at = 0; at + 1 < bytes.size();) {
        const std::uint8_t what = bytes[at++] & 7;
        if (what >= 2 && talk) {
            const bool open = talk->phase() == Phase::Connecting || talk->phase() == Phase::Exchanging || talk->phase() == Phase::Listening;
            if (what == 2 && talk->phase() == Phase::Connecting)
                talk->connected();
            else if (what == 3 && open)
                talk->failed({ErrorCode::TargetRefused, QStringLiteral("h:1")});
            else if (what == 4)
                talk->heardEnd();
            else if (what == 5 && (talk->phase() == Phase::Exchanging || talk->phase() == Phase::Listening))
                talk->answeredEnd();
            talk->toApplication.clear();
            talk->toTarget.clear();
            continue;
        }
        const auto piece = bytes.subspan(at + 1).first(std::min(std::size_t(bytes[at]), bytes.size() - at - 1));
        at += 1 + piece.size();
        if (piece.empty())
            continue;
        if (!talk)
            talk = begin(piece[0]);
        if (!talk)
            return;
        if (what == 0) {
            hear(*talk, piece);
        } else if (talk->phase() == Phase::Exchanging || talk->phase() == Phase::Listening) {
            const qsizetype used = talk->answered(piece);
            expect(used == qsizetype(piece.size()) || talk->phase() == Phase::Carrying, "all is taken but what is carried");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    if (data[0] & 1)
        inPieces({data + 1, size - 1});
    else
        script({data + 1, size - 1});
    return 0;
}
