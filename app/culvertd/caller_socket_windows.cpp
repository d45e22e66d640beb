// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/caller_socket.h"

#include "app/control/control_place.h"
#include "app/control/line_reader.h"
#include "app/control/local_peer.h"
#include "core/limits.h"
#include "tcp/native_socket.h"

#include <QLocalSocket>

#include <winsock2.h> // before windows.h
#include <windows.h>

#include <utility>

namespace culvert::app {

namespace {

class Socket {
public:
    explicit Socket(SOCKET made) : socket_(made) {}
    ~Socket() { close(); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    [[nodiscard]] SOCKET get() const { return socket_; }
    [[nodiscard]] SOCKET release() { return std::exchange(socket_, INVALID_SOCKET); }
    void close()
    {
        if (socket_ != INVALID_SOCKET)
            closesocket(release());
    }

private:
    SOCKET socket_;
};

SOCKET makeSocket() { return WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT); }

sockaddr *plain(sockaddr_in &address) { return reinterpret_cast<sockaddr *>(&address); }

// Connects `ours` within this machine, and returns the other end. Whoever else comes to the port meanwhile is sent away.
SOCKET connectToItself(SOCKET ours)
{
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in own{};
    int size = sizeof where;
    const Socket listening(makeSocket());
    if (::bind(listening.get(), plain(where), size) != 0 || ::listen(listening.get(), 1) != 0
        || ::getsockname(listening.get(), plain(where), &size) != 0 || ::connect(ours, plain(where), size) != 0
        || ::getsockname(ours, plain(own), &size) != 0)
        return INVALID_SOCKET;
    for (;;) {
        sockaddr_in from{};
        Socket came(::accept(listening.get(), plain(from), &size));
        if (came.get() == INVALID_SOCKET || from.sin_port == own.sin_port)
            return came.release();
    }
}

// What another process makes the socket of: its WSAPROTOCOL_INFOW. Empty: the system does not do it.
QByteArray passedTo(qintptr pipe, SOCKET socket)
{
    ULONG process = 0;
    WSAPROTOCOL_INFOW about{};
    if (!GetNamedPipeServerProcessId(HANDLE(pipe), &process) || WSADuplicateSocketW(socket, process, &about) != 0)
        return {};
    return QByteArray(reinterpret_cast<const char *>(&about), sizeof about);
}

// Takes no byte behind the line's end. Empty: none came.
QByteArray readLine(SOCKET socket, Duration limit)
{
    const auto waitAtMost = [&](DWORD ms) { ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char *>(&ms), sizeof ms); };
    waitAtMost(DWORD(toWholeMs(limit)));
    QByteArray line;
    char byte = 0;
    while (byte != '\n' && line.size() <= limits::controlRequest) {
        if (::recv(socket, &byte, 1, 0) != 1)
            return {};
        line += byte;
    }
    waitAtMost(0); // for ever
    return line;
}

} // namespace

CallerSocket::~CallerSocket()
{
    if (descriptor_ != -1)
        closesocket(SOCKET(descriptor_));
}

// The control socket is a named pipe, which the engine cannot watch: a TCP connection within this process is made, and one end of it
// is passed through the pipe. No port is open to others, and none needs a secret.
QJsonObject CallerSocket::open(const QString &profileFolder, const QJsonObject &question, Duration limit)
{
    tcp::native::startUp();
    const int patienceMs = int(toWholeMs(limits::controlPatience));
    QLocalSocket pipe;
    pipe.connectToServer(control::socketOf(profileFolder));
    if (!pipe.waitForConnected(patienceMs))
        return failed({ErrorCode::NotRunning});
    if (!control::isOfThisUser(pipe))
        return failed({ErrorCode::ControlFailed, {}, QStringLiteral("its socket belongs to another user")});
    descriptor_ = qintptr(makeSocket());
    const SOCKET ours = SOCKET(descriptor_);
    Socket theirs(connectToItself(ours));
    const linger now{1, 0}; // a reset, should this process die
    ::setsockopt(ours, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now);
    const QByteArray passed = theirs.get() == INVALID_SOCKET ? QByteArray() : passedTo(pipe.socketDescriptor(), theirs.get());
    if (passed.isEmpty())
        return failed({ErrorCode::ControlFailed, {}, qt_error_string(WSAGetLastError())});
    QJsonObject withSocket = question;
    withSocket[QStringLiteral("socket")] = QString::fromLatin1(passed.toBase64());
    control::writeLine(pipe, withSocket);
    // A refusal comes here; whoever takes the socket hangs up, and answers there.
    while (!pipe.canReadLine() && pipe.waitForReadyRead(patienceMs)) { }
    if (pipe.canReadLine())
        return answerOf(pipe.readLine());
    if (pipe.state() == QLocalSocket::ConnectedState)
        return answerOf({});
    theirs.close(); // the last one but theirs: their death is noticed
    return answerOf(readLine(ours, limit));
}

} // namespace culvert::app
