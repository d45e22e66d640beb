// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/system_error.h"

#include <cerrno>

namespace culvert::inet {

ErrorCode dialCode(int error)
{
    switch (error) {
    case ECONNREFUSED: return ErrorCode::TargetRefused;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT: return ErrorCode::TargetUnreachable;
    case ETIMEDOUT: return ErrorCode::TargetTimedOut;
    case EMFILE:
    case ENFILE: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::TargetFailed;
    }
}

ErrorCode listenCode(int error)
{
    switch (error) {
    case EADDRINUSE: return ErrorCode::PortInUse;
    case EACCES: return ErrorCode::PortNotPermitted;
    case EADDRNOTAVAIL: return ErrorCode::AddressNotLocal;
    case EMFILE:
    case ENFILE: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::ListenFailed;
    }
}

} // namespace culvert::inet
