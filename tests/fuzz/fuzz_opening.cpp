// SPDX-License-Identifier: GPL-3.0-or-later
// The first bytes of a stream, as an opening and as an answer, whole and in pieces.
#include "fuzz.h"

#include "wire/opening.h"

using namespace culvert;
using namespace culvert::test;
using wire::Decoding;

template <class T, class Decode>
static void inPieces(std::span<const std::uint8_t> bytes, Decode decode)
{
    const wire::Decoded<T> whole = decode(bytes);
    if (whole.status == Decoding::Done) {
        expect(whole.used >= 2 && std::size_t(whole.used) <= bytes.size(), "what was used was there");
        const QByteArray again = wire::encode(whole.value);
        const auto back = decode({reinterpret_cast<const std::uint8_t *>(again.constData()), std::size_t(again.size())});
        expect(back.status == Decoding::Done && back.value == whole.value, "what was decoded can be encoded and decoded");
    }
    for (std::size_t n = 0; n < bytes.size(); n += 1 + n / 8) {
        const auto part = decode(bytes.first(n));
        expect(part.status == Decoding::NeedMore || part.status == whole.status, "a part waits for more or says the same");
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    inPieces<wire::Opening>({data, size}, [](std::span<const std::uint8_t> b) { return wire::decodeOpening(b); });
    inPieces<wire::Answer>({data, size}, [](std::span<const std::uint8_t> b) { return wire::decodeAnswer(b); });
    return 0;
}
