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

enum class Wanted { Listening, Connected };

// The inodes of such sockets with `port` at their own end. Line: "0: 0100007F:1F90 00000000:0000 0A … uid timeout inode …".
QByteArrayList inodesOf(quint16 port, Wanted wanted)
{
    constexpr int localColumn = 1, stateColumn = 3, inodeColumn = 9;
    const QByteArray ending = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    QByteArrayList found;
    for (const auto *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        const QByteArrayList lines = contents(QString::fromLatin1(table)).split('\n');
        for (const QByteArray &line : lines) {
            const QByteArrayList column = line.simplified().split(' ');
            if (column.size() > inodeColumn && column[localColumn].endsWith(ending)
                && (column[stateColumn] == "0A") == (wanted == Wanted::Listening))
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

QString ownerOf(quint16 port, Wanted wanted)
{
    const QDeadlineTimer patience(patienceMs);
    QByteArrayList links;
    const QByteArrayList inodes = inodesOf(port, wanted);
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

} // namespace

QString portOwner(quint16 port) { return ownerOf(port, Wanted::Listening); }
QString connectionOwner(quint16 port) { return ownerOf(port, Wanted::Connected); }

} // namespace culvert::tcp
