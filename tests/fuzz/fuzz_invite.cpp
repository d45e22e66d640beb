// SPDX-License-Identifier: GPL-3.0-or-later
// A culvert: link as text, and the same bytes as the CBOR inside one.
#include "fuzz.h"

#include "wire/invite.h"

using namespace culvert;
using namespace culvert::test;

static void decodeAndBack(const QString &link)
{
    const auto invite = wire::decodeInvite(link);
    if (!invite.ok())
        return;
    const auto again = wire::decodeInvite(wire::encodeInvite(*invite));
    expect(again.ok(), "what was decoded can be encoded and decoded");
    expect(again->token == invite->token && again->address == invite->address && again->name == invite->name
               && again->allow == invite->allow && again->endpoints == invite->endpoints && again->expiresAt == invite->expiresAt,
           "an invite that was encoded anew says the same");
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    decodeAndBack(QString::fromUtf8(bytes));
    decodeAndBack(QStringLiteral("culvert:")
                  + QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    return 0;
}
