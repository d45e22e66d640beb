// SPDX-License-Identifier: GPL-3.0-or-later
// nodes.json of a bootstrap list.
#include "fuzz.h"

#include "profile/nodes.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto nodes = profile::parseNodes(bytesOf(data, size), QStringLiteral("nodes.json"));
    if (!nodes.ok())
        return 0;
    expect(!nodes->isEmpty(), "a list without a usable node is an error");
    for (const BootstrapNode &node : *nodes)
        expect(!node.host.isEmpty() && node.host.size() <= 253 && (node.udpPort != 0 || !node.tcpPorts.isEmpty()), "a node has a host and a port");
    return 0;
}
