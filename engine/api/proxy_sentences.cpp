// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/proxy_sentences.h"

#include <QCoreApplication>

namespace culvert::api {

namespace {

struct ProxySentences {
    Q_DECLARE_TR_FUNCTIONS(culvert::api::ProxySentences)
public:
    static QString title() { return tr("A proxy port of Culvert"); }
    static QStringList help(const QString &peer, const QString &port, const QString &pac, bool needsPassword);
    static QString fault(int status);
};

QStringList ProxySentences::help(const QString &peer, const QString &port, const QString &pac, bool needsPassword)
{
    QStringList out{tr("What is asked of this port is fetched by the machine \"%1\", as far as its rules allow.").arg(peer),
                    tr("In a browser or in the system's settings, choose automatic proxy configuration with the address %1, or enter %2 as HTTP and HTTPS proxy.").arg(pac, port),
                    tr("Programs that speak SOCKS use the same port: version 5 (names are looked up on the other side), 4a or 4. For example: curl --proxy socks5h://%1 http://HOST/").arg(port)};
    if (needsPassword)
        out.append(tr("It asks for the user name and password that were set for it."));
    return out;
}

QString ProxySentences::fault(int status)
{
    switch (status) {
    case 404: return tr("This port is a proxy and has no such page. See its first page, /, for how to use it.");
    case 405: return tr("This port is a proxy and takes nothing for itself. See its first page, /, for how to use it.");
    case 407: return tr("This proxy needs a user name and a password. Enter those that were set for it, or remove them with: culvertd proxy edit NAME --no-user");
    case 431: return tr("The head of the request is too large. Clear the cookies of this site and try again.");
    case 501: return tr("This proxy does not know such a request. Use HTTP/1.1, or SOCKS.");
    default: return tr("The request cannot be understood: it is no HTTP/1.1 request for a proxy, such as GET http://HOST/ or CONNECT HOST:443.");
    }
}

} // namespace

QString proxyTitle() { return ProxySentences::title(); }

QStringList proxyHelp(const QString &peer, const QString &port, const QString &pac, bool needsPassword)
{
    return ProxySentences::help(peer, port, pac, needsPassword);
}

QString proxyFault(int status) { return ProxySentences::fault(status); }

} // namespace culvert::api
