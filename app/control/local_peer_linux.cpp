// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/local_peer.h"

#include <QLocalSocket>

#include <sys/socket.h>
#include <unistd.h>

bool culvert::control::isOfThisUser(const QLocalSocket &socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == getuid();
}
