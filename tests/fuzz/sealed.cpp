// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include <sodium.h>

namespace culvert::test {

QByteArray sealedBy(const wire::SymmetricKey &key, const PublicKey &bound, const QByteArray &plain, const QByteArray &head)
{
    QByteArray out = head + QByteArray(24 + plain.size() + 16, '\0');
    auto *bytes = reinterpret_cast<unsigned char *>(out.data()) + head.size();
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + 24, nullptr, reinterpret_cast<const unsigned char *>(plain.constData()),
                                               quint64(plain.size()), bound.data(), PublicKey::size, nullptr, bytes, key.data());
    return out;
}

} // namespace culvert::test
