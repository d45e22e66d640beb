// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/tox_descriptor.h"

namespace culvert::tox {

int toxDescriptor(quint16)
{
    return -1;
}

} // namespace culvert::tox
