// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of the profile.
#include "fuzz.h"

#include "profile/config_json.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto config = profile::decodeConfig(bytesOf(data, size));
    if (!config.ok())
        return 0;
    const auto again = profile::decodeConfig(profile::encodeConfig(*config));
    expect(again.ok(), "a config that was read can be written and read");
    expect(*again == *config, "a config that was written anew says the same");
    return 0;
}
