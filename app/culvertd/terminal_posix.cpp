// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/terminal.h"

#include <QString>

#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace culvert::app {

namespace {

constexpr char interrupt = 3; // Ctrl-C, as a character

} // namespace

bool stdinIsTerminal() { return isatty(STDIN_FILENO) == 1; }

std::optional<Secret> readUnshownLine(std::size_t maxBytes)
{
    termios before{};
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return std::nullopt;
    termios hidden = before;
    // Without signals, as getpass(3): one that ended the process would leave a terminal that shows nothing.
    hidden.c_lflag &= tcflag_t(~(ECHO | ISIG));
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) != 0)
        return std::nullopt;
    std::array<char, 4096> line{}; // a terminal gives no longer one
    ssize_t size = 0;
    do
        size = read(STDIN_FILENO, line.data(), line.size());
    while (size < 0 && errno == EINTR);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::optional<Secret> out;
    const bool whole = size > 0 && line[std::size_t(size) - 1] == '\n';
    if (whole && std::find(line.begin(), line.begin() + size, interrupt) == line.begin() + size)
        out = Secret(QByteArrayView(line.data(), std::min(size - 1, ssize_t(maxBytes) + 1)));
    sodium_memzero(line.data(), line.size());
    return out;
}

std::optional<bool> writeToConsole(std::FILE *, const QString &) { return std::nullopt; }

} // namespace culvert::app
