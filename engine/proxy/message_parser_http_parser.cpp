// SPDX-License-Identifier: GPL-3.0-or-later
// By http_parser 2.9, for systems that have no llhttp.
#include "proxy/message_parser.h"

#include <http_parser.h>

#include <climits>

namespace culvert::proxy {

namespace {

int tellHead(http_parser *parser)
{
    HttpMessage::Start start;
    start.majorVersion = parser->http_major;
    start.minorVersion = parser->http_minor;
    if (parser->type == HTTP_REQUEST)
        start.method = http_method_str(http_method(parser->method));
    else
        start.status = int(parser->status_code);
    start.chunked = (parser->flags & F_CHUNKED) != 0;
    if (parser->content_length != ULLONG_MAX)
        start.length = parser->content_length;
    start.persistent = http_should_keep_alive(parser) != 0;
    return parsing::tellHead(parsing::messageOf(parser), start);
}

const http_parser_settings &callbacks()
{
    static const http_parser_settings settings = [] {
        http_parser_settings s;
        http_parser_settings_init(&s);
        parsing::tellPieces<http_parser>(s);
        s.on_headers_complete = tellHead;
        s.on_message_complete = [](http_parser *p) {
            if (!parsing::messageOf(p).complete())
                return parsing::stop;
            http_parser_pause(p, 1); // what follows is not of this message
            return parsing::goOn;
        };
        return s;
    }();
    return settings;
}

class HttpParser final : public MessageParser {
public:
    HttpParser(HttpReader::Kind kind, HttpMessage &message) : message_(message)
    {
        http_parser_init(&parser_, kind == HttpReader::Kind::Request ? HTTP_REQUEST : HTTP_RESPONSE);
        parser_.data = &message;
    }

    qsizetype parse(const char *at, std::size_t size) override
    {
        const std::size_t used = http_parser_execute(&parser_, &callbacks(), at, size);
        conclude();
        return qsizetype(used);
    }

    void parseEnd() override
    {
        http_parser_execute(&parser_, &callbacks(), nullptr, 0);
        conclude();
    }

private:
    void conclude()
    {
        const http_errno error = HTTP_PARSER_ERRNO(&parser_);
        if (message_.done() || error == HPE_OK || error == HPE_PAUSED)
            return;
        if (error == HPE_INVALID_METHOD)
            message_.fail(HttpFault::MethodUnknown);
        else if (error == HPE_HEADER_OVERFLOW)
            message_.fail(HttpFault::TooLarge);
        else
            message_.fail(HttpFault::Malformed);
    }

    HttpMessage &message_;
    http_parser parser_{};
};

} // namespace

bool HttpReader::supported() { return true; }

std::unique_ptr<MessageParser> makeMessageParser(HttpReader::Kind kind, HttpMessage &message) { return std::make_unique<HttpParser>(kind, message); }

} // namespace culvert::proxy
