// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/port_owner.h"

#include <QFileInfo>

#include <winsock2.h> // before windows.h
#include <iphlpapi.h>
#include <windows.h>

#include <vector>

namespace culvert::tcp {

namespace {

// "nginx (pid 812)"; of a process that may not be looked into, its number alone.
QString named(DWORD process)
{
    QString name = QStringLiteral("?");
    if (const HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process)) {
        wchar_t path[1024];
        DWORD size = DWORD(std::size(path));
        if (QueryFullProcessImageNameW(handle, 0, path, &size))
            name = QFileInfo(QString::fromWCharArray(path, int(size))).completeBaseName();
        CloseHandle(handle);
    }
    return QStringLiteral("%1 (pid %2)").arg(name).arg(process);
}

// The owner of the first row that fits, in the table of one address family.
template <class Table>
QString ownerIn(ULONG family, TCP_TABLE_CLASS rows, quint16 port)
{
    DWORD size = 0;
    GetExtendedTcpTable(nullptr, &size, FALSE, family, rows, 0);
    std::vector<char> bytes(size + 4096); // it may grow in between
    size = DWORD(bytes.size());
    if (GetExtendedTcpTable(bytes.data(), &size, FALSE, family, rows, 0) != NO_ERROR)
        return {};
    const auto *table = reinterpret_cast<const Table *>(bytes.data());
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        if (ntohs(u_short(table->table[i].dwLocalPort)) == port)
            return named(table->table[i].dwOwningPid);
    }
    return {};
}

QString ownerOf(quint16 port, TCP_TABLE_CLASS rows)
{
    const QString owner = ownerIn<MIB_TCPTABLE_OWNER_PID>(AF_INET, rows, port);
    return owner.isEmpty() ? ownerIn<MIB_TCP6TABLE_OWNER_PID>(AF_INET6, rows, port) : owner;
}

} // namespace

QString portOwner(quint16 port) { return ownerOf(port, TCP_TABLE_OWNER_PID_LISTENER); }
QString connectionOwner(quint16 port) { return ownerOf(port, TCP_TABLE_OWNER_PID_CONNECTIONS); }

} // namespace culvert::tcp
