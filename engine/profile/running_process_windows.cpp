// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/running_process.h"

#include <windows.h>

bool culvert::profile::isRunning(qint64 process)
{
    const HANDLE handle = ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, DWORD(process));
    if (!handle)
        return ::GetLastError() == ERROR_ACCESS_DENIED;
    const bool runs = ::WaitForSingleObject(handle, 0) == WAIT_TIMEOUT; // an ended one is there while anybody has a handle
    ::CloseHandle(handle);
    return runs;
}
