// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_figures.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

namespace culvert::host {

ProcessFigures processFigures()
{
    ProcessFigures figures;
    // The listing itself has one descriptor open.
    const auto descriptors = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
    if (descriptors > 0)
        figures.descriptors = descriptors - 1;
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return figures;
    for (const QByteArray &line : status.readAll().split('\n')) {
        const auto number = [&](qsizetype skip) { return line.mid(skip).simplified().split(' ').first().toLongLong(); };
        if (line.startsWith("Threads:"))
            figures.threads = number(8);
        else if (line.startsWith("VmRSS:"))
            figures.residentBytes = number(6) * 1024;
    }
    return figures;
}

} // namespace culvert::host
