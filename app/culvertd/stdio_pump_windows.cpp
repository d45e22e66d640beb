// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/stdio_pump.h"

#include "tcp/native_socket.h"

#include <winsock2.h> // before windows.h
#include <windows.h>

#include <array>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace culvert::app {

namespace {

using Bytes = std::array<char, 64 << 10>;

bool sendAll(SOCKET socket, const char *bytes, int size)
{
    while (size > 0) {
        const int sent = ::send(socket, bytes, size, 0);
        if (sent <= 0)
            return false;
        bytes += sent;
        size -= sent;
    }
    return true;
}

bool writeAll(HANDLE output, const char *bytes, DWORD size)
{
    while (size > 0) {
        DWORD written = 0;
        if (!WriteFile(output, bytes, size, &written, nullptr))
            return false;
        bytes += written;
        size -= written;
    }
    return true;
}

void passInput(HANDLE input, SOCKET socket)
{
    Bytes bytes;
    DWORD read = 0;
    while (ReadFile(input, bytes.data(), DWORD(bytes.size()), &read, nullptr) && read > 0) {
        if (!sendAll(socket, bytes.data(), int(read)))
            return;
    }
    ::shutdown(socket, SD_SEND);
}

} // namespace

// A console and a pipe can be waited for by reading alone, so one direction has a thread of its own. Where it still reads at the
// end of the process, it ends with it.
PumpEnd pumpStdio(qintptr descriptor)
{
    const SOCKET socket = SOCKET(descriptor);
    std::promise<void> ending;
    const std::future<void> inputEnded = ending.get_future();
    std::thread([input = GetStdHandle(STD_INPUT_HANDLE), socket, ending = std::move(ending)]() mutable {
        passInput(input, socket);
        ending.set_value();
    }).detach();
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    Bytes bytes;
    int read = 0;
    while ((read = ::recv(socket, bytes.data(), int(bytes.size()), 0)) > 0) {
        if (!writeAll(output, bytes.data(), DWORD(read)))
            return PumpEnd::ReaderGone;
    }
    CloseHandle(output);
    // A reset that comes behind the end wakes nobody.
    while (tcp::native::lookAt(descriptor).error == 0) {
        if (inputEnded.wait_for(100ms) == std::future_status::ready) {
            const linger inOrder{0, 0};
            ::setsockopt(socket, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&inOrder), sizeof inOrder);
            break;
        }
    }
    return PumpEnd::Over;
}

} // namespace culvert::app
