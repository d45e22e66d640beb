// SPDX-License-Identifier: GPL-3.0-or-later
// What is said to be a STUN server's answer; each is one to the request of its own number.
#include "fuzz.h"

#include "path/stun.h"

#include <algorithm>

using namespace culvert::path;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    StunId id{};
    if (size >= 20)
        std::copy_n(data + 8, id.size(), id.begin());
    const auto address = addressInStunAnswer(bytes, id);
    expect(!address || isStunAnswer(bytes), "only an answer has an address");
    expect(!address || !address->host.isNull(), "an address is one");
    id[0] ^= 1;
    expect(!addressInStunAnswer(bytes, id), "it is bound to its request");
    return 0;
}
