// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_figures.h"

#include <windows.h>

#include <psapi.h>
#include <tlhelp32.h>

namespace culvert::host {

ProcessFigures processFigures()
{
    ProcessFigures figures;
    DWORD handles = 0;
    if (GetProcessHandleCount(GetCurrentProcess(), &handles))
        figures.descriptors = handles;
    PROCESS_MEMORY_COUNTERS memory{};
    if (GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory))
        figures.residentBytes = qint64(memory.WorkingSetSize);
    const HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (processes != INVALID_HANDLE_VALUE) {
        PROCESSENTRY32 entry{};
        entry.dwSize = sizeof entry;
        for (BOOL more = Process32First(processes, &entry); more; more = Process32Next(processes, &entry)) {
            if (entry.th32ProcessID == GetCurrentProcessId())
                figures.threads = entry.cntThreads;
        }
        CloseHandle(processes);
    }
    return figures;
}

} // namespace culvert::host
