// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/link_keys.h"

#include <sodium.h>

#include <algorithm>

namespace culvert::wire {

namespace {

// Each use has its own label, so that a key of one use says nothing about another.
SymmetricKey labelled(const SymmetricKey &root, const char (&label)[9])
{
    SymmetricKey key;
    crypto_kdf_derive_from_key(key.data(), SymmetricKey::size, 1, label, root.data());
    return key;
}

} // namespace

std::optional<LinkKeys> deriveLinkKeys(const SecretKey &mySecret, const PublicKey &mine, const PublicKey &theirs)
{
    SymmetricKey shared;
    if (crypto_scalarmult_curve25519(shared.data(), mySecret.data(), theirs.data()) != 0)
        return std::nullopt;
    // Both public keys go in, the lower one first, so that both sides get the same root bound to both identities.
    const auto [low, high] = std::minmax(mine, theirs);
    SymmetricKey root;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, SymmetricKey::size);
    crypto_generichash_update(&state, shared.data(), SymmetricKey::size);
    crypto_generichash_update(&state, low.data(), PublicKey::size);
    crypto_generichash_update(&state, high.data(), PublicKey::size);
    crypto_generichash_final(&state, root.data(), SymmetricKey::size);
    const LinkKeys keys{labelled(root, "culvhelo"), labelled(root, "culvprob"), labelled(root, "culvbeat"),
                        labelled(root, "culvpair"), labelled(root, "culvtpsk")};
    sodium_memzero(shared.data(), SymmetricKey::size);
    sodium_memzero(root.data(), SymmetricKey::size);
    return keys;
}

} // namespace culvert::wire
