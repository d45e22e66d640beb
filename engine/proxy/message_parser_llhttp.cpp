// SPDX-License-Identifier: GPL-3.0-or-later
// By llhttp, in its strict mode.
#include "proxy/message_parser.h"

#include <llhttp.h>

namespace culvert::proxy {

namespace {

int tellHead(llhttp_t *parser)
{
    HttpMessage::Start start;
    start.majorVersion = llhttp_get_http_major(parser);
    start.minorVersion = llhttp_get_http_minor(parser);
    if (llhttp_get_type(parser) == HTTP_REQUEST)
        start.method = llhttp_method_name(llhttp_method_t(llhttp_get_method(parser)));
    else
        start.status = llhttp_get_status_code(parser);
    start.chunked = (parser->flags & F_CHUNKED) != 0;
    if ((parser->flags & F_CONTENT_LENGTH) != 0)
        start.length = parser->content_length;
    start.persistent = llhttp_should_keep_alive(parser) != 0;
    return parsing::tellHead(parsing::messageOf(parser), start);
}

const llhttp_settings_t &callbacks()
{
    static const llhttp_settings_t settings = [] {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        parsing::tellPieces<llhttp_t>(s);
        s.on_headers_complete = tellHead;
        // What follows is not of this message.
        s.on_message_complete = [](llhttp_t *p) { return parsing::messageOf(p).complete() ? int(HPE_PAUSED) : parsing::stop; };
        return s;
    }();
    return settings;
}

class Llhttp final : public MessageParser {
public:
    Llhttp(HttpReader::Kind kind, HttpMessage &message) : message_(message)
    {
        llhttp_init(&parser_, kind == HttpReader::Kind::Request ? HTTP_REQUEST : HTTP_RESPONSE, &callbacks());
        parser_.data = &message;
    }

    qsizetype parse(const char *at, std::size_t size) override
    {
        const llhttp_errno error = llhttp_execute(&parser_, at, size);
        conclude(error);
        return error == HPE_OK ? qsizetype(size) : qsizetype(llhttp_get_error_pos(&parser_) - at);
    }

    void parseEnd() override { conclude(llhttp_finish(&parser_)); }

private:
    void conclude(llhttp_errno error)
    {
        if (message_.done() || error == HPE_OK)
            return;
        // PRI, with which HTTP/2 begins, is a method of it.
        const bool method = error == HPE_INVALID_METHOD || error == HPE_PAUSED_H2_UPGRADE;
        message_.fail(method ? HttpFault::MethodUnknown : HttpFault::Malformed);
    }

    HttpMessage &message_;
    llhttp_t parser_{};
};

} // namespace

bool HttpReader::supported() { return true; }

std::unique_ptr<MessageParser> makeMessageParser(HttpReader::Kind kind, HttpMessage &message) { return std::make_unique<Llhttp>(kind, message); }

} // namespace culvert::proxy
