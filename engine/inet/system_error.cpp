// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/system_error.h"

namespace culvert::inet {

ErrorCode listenCode(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError: return ErrorCode::PortInUse;
    case QAbstractSocket::SocketAccessError: return ErrorCode::PortNotPermitted;
    case QAbstractSocket::SocketAddressNotAvailableError: return ErrorCode::AddressNotLocal;
    case QAbstractSocket::SocketResourceError: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::ListenFailed;
    }
}

QString systemText(int error) { return qt_error_string(error); }

Error listenError(ErrorCode code, const QString &subject, [[maybe_unused]] QStringView protocol, const QString &words)
{
    switch (code) {
    case ErrorCode::ListenFailed: return {code, subject, words};
#ifdef Q_OS_WIN
    case ErrorCode::PortNotPermitted: return {code, subject, protocol.toString()}; // the system keeps whole ranges of its ports
#endif
    default: return {code, subject};
    }
}

} // namespace culvert::inet
