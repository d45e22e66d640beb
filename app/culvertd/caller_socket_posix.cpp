// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/caller_socket.h"

#include "app/control/control_place.h"
#include "app/control/line_reader.h"
#include "app/control/local_peer.h"
#include "core/limits.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace culvert::app {

namespace {

// Takes no byte behind the line's end. Empty: none came.
QByteArray readLine(int descriptor, Duration limit)
{
    QByteArray line;
    const int ms = int(toWholeMs(limit));
    std::array<char, 4096> seen;
    while (line.size() <= limits::controlRequest) {
        pollfd wanted{descriptor, POLLIN, 0};
        const int ready = ::poll(&wanted, 1, ms);
        if (ready < 0 && errno == EINTR)
            continue;
        const ssize_t there = ready > 0 ? ::recv(descriptor, seen.data(), seen.size(), MSG_PEEK) : 0;
        if (there <= 0)
            return {};
        const char *const end = std::find(seen.data(), seen.data() + there, '\n');
        const bool whole = end != seen.data() + there;
        const ssize_t taken = ::recv(descriptor, seen.data(), std::size_t(end - seen.data()) + (whole ? 1 : 0), 0);
        if (taken <= 0)
            return {};
        line.append(seen.data(), qsizetype(taken));
        if (whole)
            return line;
    }
    return {};
}

} // namespace

CallerSocket::~CallerSocket()
{
    if (descriptor_ >= 0)
        ::close(int(descriptor_));
}

// The control socket itself, as a plain descriptor.
QJsonObject CallerSocket::open(const QString &profileFolder, const QJsonObject &question, Duration limit)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    descriptor_ = descriptor;
    const QByteArray path = QFile::encodeName(control::socketOf(profileFolder));
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    if (descriptor < 0 || path.size() >= qsizetype(sizeof where.sun_path))
        return failed({ErrorCode::ControlFailed, {}, qt_error_string(errno)});
    std::memcpy(where.sun_path, path.constData(), std::size_t(path.size()));
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&where), sizeof where) != 0)
        return failed({ErrorCode::NotRunning});
    // A socket of another user's could only lie, but it could.
    if (!control::isOfThisUser(descriptor))
        return failed({ErrorCode::ControlFailed, {}, QStringLiteral("its socket belongs to another user")});
    const QByteArray line = control::lineOf(question);
    for (qsizetype sent = 0; sent < line.size();) {
        const ssize_t more = ::send(descriptor, line.constData() + sent, std::size_t(line.size() - sent), MSG_NOSIGNAL);
        if (more <= 0)
            return failed({ErrorCode::ControlFailed, {}, qt_error_string(errno)});
        sent += more;
    }
    return answerOf(readLine(descriptor, limit));
}

} // namespace culvert::app
