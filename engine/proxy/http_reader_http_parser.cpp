// SPDX-License-Identifier: GPL-3.0-or-later
// By http_parser 2.9, for systems that have no llhttp.
#include "proxy/http_message.h"

#include <http_parser.h>

#include <climits>

namespace culvert::proxy {

class HttpReader::Private {
public:
    Private(Kind kind, HttpSink &sink) : message_(kind, sink)
    {
        http_parser_init(&parser_, kind == Kind::Request ? HTTP_REQUEST : HTTP_RESPONSE);
        parser_.data = this;
    }

    qsizetype read(std::span<const std::uint8_t> bytes)
    {
        if (message_.over() || bytes.empty())
            return 0;
        const char *begin = reinterpret_cast<const char *>(bytes.data());
        message_.reads(begin, bytes.size());
        const std::size_t used = http_parser_execute(&parser_, &callbacks(), begin, bytes.size());
        conclude();
        return qsizetype(used);
    }

    void readEnd()
    {
        if (message_.over())
            return;
        http_parser_execute(&parser_, &callbacks(), nullptr, 0);
        conclude();
        if (!message_.done())
            message_.fail(HttpFault::Malformed);
    }

    [[nodiscard]] const HttpMessage &message() const { return message_; }

private:
    static constexpr int goOn = 0;
    static constexpr int stop = 1;

    static Private &of(http_parser *parser) { return *static_cast<Private *>(parser->data); }
    static HttpMessage &messageOf(http_parser *parser) { return of(parser).message_; }

    static const http_parser_settings &callbacks()
    {
        static const http_parser_settings settings = [] {
            http_parser_settings s;
            http_parser_settings_init(&s);
            s.on_url = [](http_parser *p, const char *at, std::size_t size) { return messageOf(p).uri(at, size) ? goOn : stop; };
            s.on_status = [](http_parser *p, const char *at, std::size_t size) { return messageOf(p).reason(at, size) ? goOn : stop; };
            s.on_header_field = [](http_parser *p, const char *at, std::size_t size) { return messageOf(p).name(at, size) ? goOn : stop; };
            s.on_header_value = [](http_parser *p, const char *at, std::size_t size) { return messageOf(p).value(at, size) ? goOn : stop; };
            s.on_headers_complete = [](http_parser *p) { return of(p).headers(); };
            s.on_body = [](http_parser *p, const char *at, std::size_t size) {
                messageOf(p).body(at, size);
                return goOn;
            };
            s.on_message_complete = [](http_parser *p) {
                if (!messageOf(p).complete())
                    return stop;
                http_parser_pause(p, 1); // what follows is not of this message
                return goOn;
            };
            return s;
        }();
        return settings;
    }

    int headers()
    {
        HttpMessage::Start start;
        start.majorVersion = parser_.http_major;
        start.minorVersion = parser_.http_minor;
        if (parser_.type == HTTP_REQUEST)
            start.method = http_method_str(http_method(parser_.method));
        else
            start.status = int(parser_.status_code);
        start.chunked = (parser_.flags & F_CHUNKED) != 0;
        if (parser_.content_length != ULLONG_MAX)
            start.length = parser_.content_length;
        start.persistent = http_should_keep_alive(&parser_) != 0;
        constexpr int noBody = 1;
        constexpr int fault = -1;
        if (!message_.headers(start))
            return fault;
        return message_.bodiless() ? noBody : goOn;
    }

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

    HttpMessage message_;
    http_parser parser_{};
};

HttpReader::HttpReader(Kind kind, HttpSink &sink) : d(std::make_unique<Private>(kind, sink)) {}
HttpReader::~HttpReader() = default;

bool HttpReader::supported() { return true; }
qsizetype HttpReader::read(std::span<const std::uint8_t> bytes) { return d->read(bytes); }
void HttpReader::readEnd() { d->readEnd(); }
bool HttpReader::begun() const { return d->message().begun(); }
bool HttpReader::done() const { return d->message().done(); }
HttpFault HttpReader::fault() const { return d->message().fault(); }

} // namespace culvert::proxy
