// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/winsock_codes.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#endif

namespace culvert::inet::winsock {

namespace {

enum Number : int {
    AccessDenied = 10013,       // WSAEACCES: of a range that Windows keeps, or held by another for itself alone; of a dial: a firewall here
    TooManyOpen = 10024,        // WSAEMFILE
    FamilyUnsupported = 10047,  // WSAEAFNOSUPPORT
    AddressInUse = 10048,       // WSAEADDRINUSE
    AddressNotLocal = 10049,    // WSAEADDRNOTAVAIL
    NetworkDown = 10050,        // WSAENETDOWN
    NetworkUnreachable = 10051, // WSAENETUNREACH
    TimedOut = 10060,           // WSAETIMEDOUT
    Refused = 10061,            // WSAECONNREFUSED
    HostDown = 10064,           // WSAEHOSTDOWN
    HostUnreachable = 10065,    // WSAEHOSTUNREACH
};

#ifdef Q_OS_WIN
static_assert(AccessDenied == WSAEACCES && TooManyOpen == WSAEMFILE && FamilyUnsupported == WSAEAFNOSUPPORT && AddressInUse == WSAEADDRINUSE
              && AddressNotLocal == WSAEADDRNOTAVAIL && NetworkDown == WSAENETDOWN && NetworkUnreachable == WSAENETUNREACH
              && TimedOut == WSAETIMEDOUT && Refused == WSAECONNREFUSED && HostDown == WSAEHOSTDOWN && HostUnreachable == WSAEHOSTUNREACH);
#endif

} // namespace

ErrorCode dialCode(int error)
{
    switch (error) {
    case Refused: return ErrorCode::TargetRefused;
    case HostUnreachable:
    case NetworkUnreachable:
    case HostDown:
    case NetworkDown:
    case AddressNotLocal:
    case FamilyUnsupported: return ErrorCode::TargetUnreachable;
    case TimedOut: return ErrorCode::TargetTimedOut;
    case TooManyOpen: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::TargetFailed;
    }
}

ErrorCode listenCode(int error)
{
    switch (error) {
    case AddressInUse: return ErrorCode::PortInUse;
    case AccessDenied: return ErrorCode::PortNotPermitted;
    case AddressNotLocal: return ErrorCode::AddressNotLocal;
    case TooManyOpen: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::ListenFailed;
    }
}

} // namespace culvert::inet::winsock
