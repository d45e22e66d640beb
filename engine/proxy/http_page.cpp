// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_page.h"

#include "api/proxy_sentences.h"
#include "api/sentences.h"
#include "proxy/http_target.h"

#include <algorithm>

namespace culvert::proxy {

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 407: return "Proxy Authentication Required";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Bad Gateway";
    }
}

QByteArray answer(int status, const QByteArray &type, const QByteArray &body, bool withBody, const QByteArray &more = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\nContent-Type: " + type
        + "; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nCache-Control: no-store\r\n" + more
        + "Connection: close\r\n\r\n" + (withBody ? body : QByteArray());
}

// `paragraphs` are HTML already.
QByteArray page(const QString &title, const QStringList &paragraphs)
{
    QString body;
    for (const QString &paragraph : paragraphs)
        body += QStringLiteral("<p>%1</p>\n").arg(paragraph);
    return QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>\n"
                          "<style>body{font-family:sans-serif;max-width:40em;margin:3em auto;padding:0 1em;line-height:1.5}"
                          "code{background:#8883;padding:.1em .3em}</style></head>\n<body><h1>%1</h1>\n%2</body></html>\n")
        .arg(title.toHtmlEscaped(), body)
        .toUtf8();
}

// Where the application reached this port, if it may be believed: the address goes into a script.
QByteArray portAsReached(const Manners &manners, const QByteArray &host)
{
    const auto reached = parseAuthority(host);
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    };
    if (reached && reached->port == manners.port.port && std::all_of(host.begin(), host.end(), plain))
        return host;
    const bool any = manners.port.host == u"0.0.0.0" || manners.port.host == u"::";
    return Endpoint{any ? QStringLiteral("127.0.0.1") : manners.port.host, manners.port.port}.toString().toLatin1();
}

int statusFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TargetNotAllowed:
    case ErrorCode::PeerBlocked:
    case ErrorCode::PeerPending: return 403;
    case ErrorCode::LimitReached:
    case ErrorCode::LimitReachedThere:
    case ErrorCode::DescriptorsExhausted: return 503;
    case ErrorCode::TargetTimedOut:
    case ErrorCode::PeerSilent:
    case ErrorCode::ResumeLimit: return 504;
    default: return 502;
    }
}

} // namespace

QByteArray errorPage(const Error &error, bool withBody)
{
    const int status = statusFor(error.code);
    const QString title = QString::fromLatin1(QByteArray::number(status) + ' ' + reasonOf(status));
    return answer(status, "text/html", page(title, {api::sentence(error).toHtmlEscaped(), QStringLiteral("<code>%1</code>").arg(codeName(error.code))}),
                  withBody);
}

QByteArray requestPage(int status, bool withBody)
{
    QByteArray more;
    if (status == 407)
        more = "Proxy-Authenticate: Basic realm=\"Culvert\", charset=\"UTF-8\"\r\n";
    else if (status == 405)
        more = "Allow: GET, HEAD\r\n";
    const QString title = QString::fromLatin1(QByteArray::number(status) + ' ' + reasonOf(status));
    return answer(status, "text/html", page(title, {api::proxyFault(status).toHtmlEscaped()}), withBody, more);
}

QByteArray helpPage(const Manners &manners, const QByteArray &host, bool withBody)
{
    const QString port = QString::fromLatin1(portAsReached(manners, host));
    QStringList paragraphs;
    const QStringList lines = api::proxyHelp(manners.peer, port, QStringLiteral("http://%1/proxy.pac").arg(port), bool(manners.admits));
    for (const QString &line : lines)
        paragraphs.append(line.toHtmlEscaped());
    return answer(200, "text/html", page(api::proxyTitle(), paragraphs), withBody);
}

QByteArray pacFile(const Manners &manners, const QByteArray &host, bool withBody)
{
    const QByteArray script = "function FindProxyForURL(url, host) {\n    return \"PROXY " + portAsReached(manners, host) + "\";\n}\n";
    return answer(200, "application/x-ns-proxy-autoconfig", script, withBody);
}

} // namespace culvert::proxy
