// SPDX-License-Identifier: GPL-3.0-or-later
// A hello as it comes, and the same bytes as the plain text of one that is authentic.
#include "fuzz.h"

#include "core/limits.h"
#include "wire/hello.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const auto key = filled<wire::SymmetricKey>('k');
    const auto sender = filled<PublicKey>('s');
    const auto raw = wire::openHello(bytes, key, sender);
    expect(!raw.hello, "what is not sealed is no hello");
    const auto opened = wire::openHello(sealedBy(key, sender, bytes), key, sender);
    if (!opened.hello)
        return 0;
    expect(opened.hello->name.size() <= 64, "a name has at most 64 characters");
    expect(opened.hello->candidates.size() <= limits::directCandidates, "there are at most 8 candidates");
    return 0;
}
