// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/log_file.h"

#include "api/sentences.h"

#include <QDateTime>
#include <QDir>

namespace culvert::app {

LogFile::LogFile(const QString &profileFolder, qint64 size) : path_(QDir(profileFolder).filePath(QStringLiteral("culvert.log"))), size_(size) {}

void LogFile::write(const Error &error)
{
    const QByteArray line = QStringLiteral("%1  %2  %3\n")
                                .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), codeName(error.code),
                                     api::sentence(error).simplified())
                                .toUtf8();
    if (!file_.isOpen() && !open())
        return;
    if (file_.size() + line.size() > size_) {
        putAside();
        if (!open())
            return;
    }
    file_.write(line);
    file_.flush();
}

bool LogFile::open()
{
    // 0600 from the start.
    file_.setFileName(path_);
    return file_.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner);
}

void LogFile::putAside()
{
    file_.close();
    const auto old = [this](int number) { return path_ + u'.' + QString::number(number); };
    QFile::remove(old(oldMax));
    for (int number = oldMax - 1; number >= 1; --number)
        QFile::rename(old(number), old(number + 1));
    QFile::rename(path_, old(1));
}

} // namespace culvert::app
