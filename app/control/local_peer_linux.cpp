// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/local_peer.h"

#include <QFile>
#include <QLocalSocket>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>

namespace culvert::control {

namespace {

std::optional<ucred> credentials(qintptr descriptor)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(int(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return std::nullopt;
    return peer;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Of "812 (a name) S 700 …": what stands between the parentheses may hold any character.
int parentOf(int process)
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(process));
    return stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ').value(1).toInt();
}

QString named(int process)
{
    const QString name = QString::fromUtf8(contents(QStringLiteral("/proc/%1/comm").arg(process))).trimmed();
    return name.isEmpty() ? QString() : QStringLiteral("%1 (pid %2)").arg(name).arg(process);
}

} // namespace

bool isOfThisUser(qintptr descriptor)
{
    const auto peer = credentials(descriptor);
    return peer && peer->uid == getuid();
}

bool isOfThisUser(const QLocalSocket &socket) { return isOfThisUser(socket.socketDescriptor()); }

QString programBehind(const QLocalSocket &socket)
{
    const auto peer = credentials(socket.socketDescriptor());
    if (!peer)
        return {};
    const int parent = parentOf(peer->pid);
    const QString starter = parent > 1 ? named(parent) : QString();
    return starter.isEmpty() ? named(peer->pid) : starter;
}

qintptr takeDescriptor(const QLocalSocket &socket, const QByteArray &) { return ::fcntl(int(socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0); }

} // namespace culvert::control
