// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// What a proxy port says to people in a browser, beside the sentences for errors. In the language of the installed
// translator. Any thread.
namespace culvert::api {

[[nodiscard]] QString proxyTitle();

// How to use a proxy port that leads to this peer: one sentence or two a paragraph. `port` and `pac` are where it was reached.
[[nodiscard]] QStringList proxyHelp(const QString &peer, const QString &port, const QString &pac, bool needsPassword);

// What is wrong with a request that was answered with this status, and what to do.
[[nodiscard]] QString proxyFault(int status);

} // namespace culvert::api
