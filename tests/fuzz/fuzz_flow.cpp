// SPDX-License-Identifier: GPL-3.0-or-later
// What carries a datagram of UDP: a DATAGRAM frame, and the bytes of a flow's stream in whatever pieces.
#include "fuzz.h"

#include "core/limits.h"
#include "wire/flow.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    if (const auto frame = wire::decodeFlowFrame(bytes)) {
        expect(frame->stream >= 0 && frame->datagram.size() < size, "a number, and what is behind it");
        const auto number = wire::encodeFlowNumber(frame->stream);
        expect(number.size() + frame->datagram.size() <= size, "no spelling of a number is shorter");
        const auto again = wire::decodeFlowFrame(number);
        expect(again && again->stream == frame->stream && again->datagram.empty(), "the same number");
    }

    // The first byte says how long the pieces are.
    if (size == 0)
        return 0;
    const std::size_t piece = 1 + data[0];
    wire::FlowReader reader;
    std::vector<std::uint8_t> again;
    std::size_t used = 0;
    for (auto rest = bytes.subspan(1); !rest.empty();) {
        const auto step = reader.take(rest.first(std::min(piece, rest.size())));
        expect(reader.held() <= wire::flowLengthSize + limits::udpDatagram, "no more than one is held");
        if (step.invalid)
            return 0;
        expect(step.used > 0 && step.used <= std::min(piece, rest.size()), "it gets on");
        used += step.used;
        if (step.datagram) {
            const auto length = wire::encodeFlowLength(step.datagram->size());
            again.insert(again.end(), length.begin(), length.end());
            again.insert(again.end(), step.datagram->begin(), step.datagram->end());
            expect(again.size() == used && std::equal(again.begin(), again.end(), data + 1), "what was cut is what came");
        }
        rest = rest.subspan(step.used);
    }
    return 0;
}
