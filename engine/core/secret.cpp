// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <sodium.h>

namespace culvert {

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        sodium_memzero(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

} // namespace culvert
