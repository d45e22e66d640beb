// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_target.h"

#include <algorithm>

namespace culvert::proxy {

namespace {

constexpr quint16 httpPort = 80;

bool isPrintableAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

std::optional<Endpoint> parseAuthority(const QByteArray &text)
{
    if (!isPrintableAscii(text))
        return std::nullopt;
    const auto endpoint = parseEndpoint(QString::fromLatin1(text));
    return endpoint ? std::optional(*endpoint) : std::nullopt;
}

std::optional<HttpTarget> parseHttpTarget(const QByteArray &uri)
{
    const qsizetype colon = uri.indexOf("://");
    const QByteArray scheme = uri.left(std::max(colon, qsizetype(0))).toLower();
    if (colon < 0 || (scheme != "http" && scheme != "ws"))
        return std::nullopt;
    const qsizetype begin = colon + 3;
    const auto mark = std::find_if(uri.begin() + begin, uri.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    HttpTarget target;
    target.authority = uri.mid(begin, mark - uri.begin() - begin);
    const qsizetype fragment = uri.indexOf('#', begin);
    const qsizetype pathBegin = begin + target.authority.size();
    target.path = uri.mid(pathBegin, fragment < 0 ? -1 : fragment - pathBegin);
    if (!target.path.startsWith('/'))
        target.path.prepend('/');
    if (target.authority.endsWith(':'))
        target.authority.chop(1);
    const bool hasPort = target.authority.lastIndexOf(':') > target.authority.lastIndexOf(']');
    const auto host = parseAuthority(hasPort ? target.authority : target.authority + ':' + QByteArray::number(httpPort));
    if (!host)
        return std::nullopt;
    target.host = *host;
    return target;
}

} // namespace culvert::proxy
