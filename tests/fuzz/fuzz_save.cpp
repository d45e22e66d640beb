// SPDX-License-Identifier: GPL-3.0-or-later
// identity.tox, as a backup or another program left it: what goes to toxcore of it.
#include "fuzz.h"

#include "tox/save_format.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    for (const tox::Relays relays : {tox::Relays::Keep, tox::Relays::Drop}) {
        const auto reduced = tox::reduceSave(bytes, relays);
        if (!reduced)
            continue;
        expect(reduced->save.size() <= bytes.size(), "nothing is added");
        const auto again = tox::reduceSave(reduced->save, relays);
        expect(again && again->save == reduced->save && again->key == reduced->key, "what was reduced stays as it is");
    }
    return 0;
}
