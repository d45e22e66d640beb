// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/link_keys.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

// What a fuzz target is: one function over bytes, the same for libFuzzer and for the replay of the corpora.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace culvert::test {

// What must hold for every input, else the input is a finding.
inline void expect(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

// Keys of nobody: what is sealed with them gets past the seal, to the decoder behind it.
template <class Id>
Id filled(char with)
{
    return *Id::fromBytes(QByteArray(qsizetype(Id::size), with));
}

// Sealed by one who knows the key and means harm: `plain` is anything. `head` goes in front, before the nonce of zeroes.
QByteArray sealedBy(const wire::SymmetricKey &key, const PublicKey &bound, const QByteArray &plain, const QByteArray &head = {});

} // namespace culvert::test
