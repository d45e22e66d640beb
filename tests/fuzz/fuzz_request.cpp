// SPDX-License-Identifier: GPL-3.0-or-later
// A request to pair: the message by Tox, and the datagram by UDP of one who knows the token.
#include "fuzz.h"

#include "wire/direct_request.h"

#include <sodium.h>

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    if (const auto request = wire::decodePairRequest(bytes))
        expect(request->name.size() <= 64, "a name has at most 64 characters");
    const auto receiver = filled<PublicKey>('r');
    const auto token = filled<TokenHash>('t');
    expect(!wire::openRequest({data, size}, token, receiver), "what is not sealed is no request");

    // PROTOCOL.md, "Request over UDP": plain text of 1332 bytes under a key made of the token's hash.
    wire::SymmetricKey key;
    constexpr std::uint8_t label[] = {'c', 'u', 'l', 'v', 'p', 'a', 'i', 'r'};
    crypto_generichash(key.data(), wire::SymmetricKey::size, label, sizeof label, token.data(), TokenHash::size);
    constexpr qsizetype plain = qsizetype(limits::datagramSize) - 1 - 24 - 16;
    const QByteArray datagram = sealedBy(key, receiver, bytes.left(plain).leftJustified(plain, '\0'), QByteArray(1, char(204)));
    const auto claim = wire::openRequest({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())},
                                         token, receiver);
    if (!claim)
        return 0;
    expect(claim->message.size() <= plain, "the message lies inside the datagram");
    expect(!wire::proves(*claim, filled<wire::SymmetricKey>('p')), "nobody guesses the proof");
    [[maybe_unused]] const auto inside = wire::decodePairRequest(claim->message);
    return 0;
}
