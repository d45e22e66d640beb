// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/quic_frames.h"

#include <QtEndian>

#include <ngtcp2/ngtcp2_crypto.h>

#include <algorithm>
#include <vector>

namespace {

constexpr char mark[] = "frames forged in a test:"; // no other plain text has it

} // namespace

// The linker puts this in front of the function that seals every packet (--wrap).
extern "C" {

// NOLINTBEGIN: the linker gives the names
int __real_ngtcp2_crypto_encrypt_cb(uint8_t *dest, const ngtcp2_crypto_aead *aead, const ngtcp2_crypto_aead_ctx *context,
                                    const uint8_t *plain, size_t size, const uint8_t *nonce, size_t nonceSize, const uint8_t *data,
                                    size_t dataSize);

int __wrap_ngtcp2_crypto_encrypt_cb(uint8_t *dest, const ngtcp2_crypto_aead *aead, const ngtcp2_crypto_aead_ctx *context,
                                    const uint8_t *plain, size_t size, const uint8_t *nonce, size_t nonceSize, const uint8_t *data,
                                    size_t dataSize)
// NOLINTEND
{
    const uint8_t *end = plain + size;
    const uint8_t *found = std::search(plain, end, mark, mark + sizeof mark - 1);
    std::vector<uint8_t> forged;
    if (found != end && end - found > std::ptrdiff_t(sizeof mark - 1 + 2)) {
        const uint8_t *frames = found + sizeof mark - 1 + 2;
        const auto length = std::min<std::ptrdiff_t>(qFromBigEndian<quint16>(frames - 2), end - frames);
        forged.assign(frames, frames + length);
        forged.resize(size, 0); // PADDING
        plain = forged.data();
    }
    return __real_ngtcp2_crypto_encrypt_cb(dest, aead, context, plain, size, nonce, nonceSize, data, dataSize);
}

} // extern "C"

namespace culvert::test {

QByteArray asForgedFrames(const QByteArray &frames)
{
    Q_ASSERT(frames.size() <= 1000);
    QByteArray length(2, '\0');
    qToBigEndian(quint16(frames.size()), length.data());
    return QByteArray(mark) + length + frames;
}

QByteArray varint(quint64 value)
{
    QByteArray out(8, '\0');
    qToBigEndian(value | (quint64(3) << 62), out.data());
    return out;
}

} // namespace culvert::test
