// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/port_owner.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <unistd.h>

#include <array>

namespace culvert::tcp {

namespace {

// It is asked on the engine thread: where ten thousand processes run, a name is not worth holding up every transfer.
constexpr int patienceMs = 50;

// Files of /proc have no size, so only reading to the end works.
QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The inodes of the sockets that listen on `port`. Line: "0: 0100007F:1F90 00000000:0000 0A … uid timeout inode …".
QByteArrayList listeningInodes(quint16 port)
{
    constexpr int localColumn = 1, stateColumn = 3, inodeColumn = 9;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    QByteArrayList found;
    for (const auto *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        const QByteArrayList lines = contents(QString::fromLatin1(table)).split('\n');
        for (const QByteArray &line : lines) {
            const QByteArrayList column = line.simplified().split(' ');
            if (column.size() > inodeColumn && column[localColumn].endsWith(wanted) && column[stateColumn] == "0A")
                found.append(column[inodeColumn]);
        }
    }
    return found;
}

bool holds(const QString &process, const QByteArrayList &links)
{
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(process));
    const QStringList descriptors = folder.entryList(QDir::System | QDir::Files | QDir::AllDirs | QDir::NoDotAndDotDot);
    std::array<char, 64> target;
    for (const QString &name : descriptors) {
        const ssize_t size = ::readlink(QFile::encodeName(folder.filePath(name)).constData(), target.data(), target.size());
        if (size > 0 && links.contains(QByteArray(target.data(), size)))
            return true;
    }
    return false;
}

} // namespace

QString portOwner(quint16 port)
{
    const QDeadlineTimer patience(patienceMs);
    QByteArrayList links;
    const QByteArrayList inodes = listeningInodes(port);
    for (const QByteArray &inode : inodes)
        links.append("socket:[" + inode + ']');
    if (links.isEmpty())
        return {};
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        if (patience.hasExpired())
            break;
        if (process.at(0).isDigit() && holds(process, links)) {
            const QString name = QString::fromUtf8(contents(QStringLiteral("/proc/%1/comm").arg(process))).trimmed();
            return QStringLiteral("%1 (pid %2)").arg(name, process);
        }
    }
    return {};
}

} // namespace culvert::tcp
