// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/local_peer.h"

#include <QFileInfo>
#include <QLocalSocket>

#include <winsock2.h> // before windows.h
#include <windows.h>
#include <aclapi.h>
#include <tlhelp32.h>

#include <array>
#include <cstring>

namespace culvert::control {

namespace {

struct Process {
    DWORD parent = 0; // which may have ended
    QString name;     // empty: there is none of that number
};

Process look(DWORD number)
{
    Process found;
    const HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (all == INVALID_HANDLE_VALUE)
        return found;
    PROCESSENTRY32W entry{};
    entry.dwSize = sizeof entry;
    for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry)) {
        if (entry.th32ProcessID == number)
            found = {entry.th32ParentProcessID, QFileInfo(QString::fromWCharArray(entry.szExeFile)).completeBaseName()};
    }
    CloseHandle(all);
    return found;
}

QString named(DWORD number, const Process &process)
{
    return process.name.isEmpty() ? QString() : QStringLiteral("%1 (pid %2)").arg(process.name).arg(number);
}

} // namespace

// By who made the pipe: it lets nobody else in (QLocalServer::UserAccessOption), but anybody may have made one of its name before. What a
// program makes as administrator may be the administrators'.
bool isOfThisUser(qintptr pipe)
{
    HANDLE token = nullptr;
    std::array<char, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> self{};
    DWORD size = 0;
    const bool known = OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)
        && GetTokenInformation(token, TokenUser, self.data(), DWORD(self.size()), &size);
    if (token)
        CloseHandle(token);
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR about = nullptr;
    if (!known || GetSecurityInfo(HANDLE(pipe), SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr, nullptr, &about) != ERROR_SUCCESS)
        return false;
    const bool ours = owner && (EqualSid(owner, reinterpret_cast<const TOKEN_USER *>(self.data())->User.Sid) || IsWellKnownSid(owner, WinBuiltinAdministratorsSid));
    LocalFree(about);
    return ours;
}

bool isOfThisUser(const QLocalSocket &socket) { return isOfThisUser(socket.socketDescriptor()); }

QString programBehind(const QLocalSocket &socket)
{
    ULONG number = 0;
    if (!GetNamedPipeClientProcessId(HANDLE(socket.socketDescriptor()), &number))
        return {};
    const Process process = look(number);
    const QString starter = named(process.parent, look(process.parent));
    return starter.isEmpty() ? named(number, process) : starter;
}

qintptr takeDescriptor(const QLocalSocket &, const QByteArray &passed)
{
    WSAPROTOCOL_INFOW about{};
    if (passed.size() != sizeof about)
        return -1;
    std::memcpy(&about, passed.constData(), sizeof about);
    const SOCKET made = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &about, 0,
                                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        return -1;
    u_long on = 1;
    ioctlsocket(made, long(FIONBIO), &on);
    const linger now{1, 0}; // a reset, should this process die
    ::setsockopt(made, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now);
    const BOOL noDelay = TRUE;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&noDelay), sizeof noDelay);
    return qintptr(made);
}

} // namespace culvert::control
