// SPDX-License-Identifier: GPL-3.0-or-later
// Probes and heartbeats as they come, and round trips of every field that the bytes can name.
#include "fuzz.h"

#include "wire/datagram.h"
#include "wire/direct_request.h"
#include "wire/probe.h"

#include <algorithm>
#include <cstring>

using namespace culvert;
using namespace culvert::test;
using namespace culvert::wire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    const auto key = filled<SymmetricKey>('k');
    const auto sender = filled<PublicKey>('s');
    const HeartbeatSeal seal{key, sender, filled<InstanceId>('i'), filled<InstanceId>('j')};
    expect(!decodeHeartbeat(bytes, seal), "nobody guesses a heartbeat");
    expect(!decodeProbe(bytes, key, sender), "nobody guesses a probe");
    expect(!tagOfProbe(bytes) || size == probeSize, "a probe has the full size of a datagram");
    expect(!isRequest(bytes) || size == limits::datagramSize, "a request has the full size of a datagram");

    // The same bytes as fields.
    std::array<std::uint8_t, 48> fields{};
    std::copy_n(data, std::min(size, fields.size()), fields.begin());
    Heartbeat beat;
    std::memcpy(&beat.number, &fields[0], 4);
    std::memcpy(&beat.echo, &fields[4], 4);
    std::memcpy(&beat.echoDelayUs, &fields[8], 4);
    std::array<std::uint8_t, Heartbeat::size> encoded;
    encode(beat, seal, encoded);
    expect(decodeHeartbeat(encoded, seal) == beat, "a heartbeat comes back as it was");
    expect(!decodeHeartbeat(encoded, {key, sender, seal.receiverInstance, seal.senderInstance}), "it is bound to its direction");

    Probe probe;
    probe.kind = fields[12] % 2 ? Probe::Kind::Question : Probe::Kind::Answer;
    std::copy_n(&fields[13], ProbeNonce::size, probe.nonce.data());
    if (probe.kind == Probe::Kind::Answer) {
        std::copy_n(&fields[29], probe.seenHost.size(), probe.seenHost.begin());
        std::memcpy(&probe.seenPort, &fields[45], 2);
    }
    ProbeDatagram datagram = encodeProbe(probe, key, sender);
    expect(decodeProbe(datagram, key, sender) == probe, "a probe comes back as it was");
    expect(!decodeProbe(datagram, key, filled<PublicKey>('o')), "it is bound to its sender");
    return 0;
}
