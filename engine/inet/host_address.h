// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"

#include <QHostAddress>
#include <QtEndian>

namespace culvert::inet {

// The same address as Qt's sockets take it.
inline QHostAddress hostAddress(const IpAddress &address)
{
    if (address.isV4())
        return QHostAddress(qFromBigEndian<quint32>(address.bytes().data()));
    QHostAddress out(address.bytes().data());
    out.setScopeId(address.zone());
    return out;
}

} // namespace culvert::inet
