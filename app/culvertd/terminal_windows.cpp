// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/terminal.h"

#include <QString>

#include <windows.h>

#include <algorithm>
#include <array>
#include <io.h>

namespace culvert::app {

bool stdinIsTerminal()
{
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode) != 0;
}

std::optional<Secret> readUnshownLine(std::size_t maxBytes)
{
    const HANDLE in = GetStdHandle(STD_INPUT_HANDLE);
    DWORD before = 0;
    if (!GetConsoleMode(in, &before) || !SetConsoleMode(in, ENABLE_LINE_INPUT)) // no echo; Ctrl-C is a character
        return std::nullopt;
    std::array<wchar_t, 4096> line{};
    DWORD size = 0;
    const bool read = ReadConsoleW(in, line.data(), DWORD(line.size()), &size, nullptr) != 0;
    SetConsoleMode(in, before);
    std::optional<Secret> out;
    while (size > 0 && (line[size - 1] == L'\n' || line[size - 1] == L'\r'))
        --size;
    if (read && std::find(line.begin(), line.begin() + size, wchar_t(3)) == line.begin() + size) {
        QByteArray bytes = QStringView(line.data(), qsizetype(size)).toUtf8();
        out = Secret(QByteArrayView(bytes).first(std::min(bytes.size(), qsizetype(maxBytes) + 1)));
        wipe(bytes);
    }
    SecureZeroMemory(line.data(), line.size() * sizeof(wchar_t));
    return out;
}

// A console shows bytes in a code page of its own, which is not UTF-8 by itself.
std::optional<bool> writeToConsole(std::FILE *stream, const QString &text)
{
    const HANDLE out = HANDLE(_get_osfhandle(_fileno(stream)));
    DWORD mode = 0;
    if (!GetConsoleMode(out, &mode))
        return std::nullopt;
    constexpr qsizetype most = 8192; // of one call, in code units
    for (qsizetype at = 0; at < text.size(); at += most) {
        const QString piece = text.mid(at, most);
        DWORD written = 0;
        if (!WriteConsoleW(out, piece.utf16(), DWORD(piece.size()), &written, nullptr) || written != DWORD(piece.size()))
            return false;
    }
    return true;
}

} // namespace culvert::app
