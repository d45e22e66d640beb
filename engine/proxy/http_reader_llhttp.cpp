// SPDX-License-Identifier: GPL-3.0-or-later
// By llhttp, in its strict mode.
#include "proxy/http_message.h"

#include <llhttp.h>

namespace culvert::proxy {

class HttpReader::Private {
public:
    Private(Kind kind, HttpSink &sink) : message_(kind, sink)
    {
        llhttp_init(&parser_, kind == Kind::Request ? HTTP_REQUEST : HTTP_RESPONSE, &callbacks());
        parser_.data = this;
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    qsizetype read(std::span<const std::uint8_t> bytes)
    {
        if (message_.over() || bytes.empty())
            return 0;
        const char *begin = reinterpret_cast<const char *>(bytes.data());
        message_.reads(begin, bytes.size());
        const llhttp_errno error = llhttp_execute(&parser_, begin, bytes.size());
        conclude(error);
        return error == HPE_OK ? qsizetype(bytes.size()) : qsizetype(llhttp_get_error_pos(&parser_) - begin);
    }

    void readEnd()
    {
        if (message_.over())
            return;
        conclude(llhttp_finish(&parser_));
        if (!message_.done())
            message_.fail(HttpFault::Malformed);
    }

    [[nodiscard]] const HttpMessage &message() const { return message_; }

private:
    static constexpr int goOn = 0;
    static constexpr int stop = -1;

    static Private &of(llhttp_t *parser) { return *static_cast<Private *>(parser->data); }
    static HttpMessage &messageOf(llhttp_t *parser) { return of(parser).message_; }

    static const llhttp_settings_t &callbacks()
    {
        static const llhttp_settings_t settings = [] {
            llhttp_settings_t s;
            llhttp_settings_init(&s);
            s.on_url = [](llhttp_t *p, const char *at, std::size_t size) { return messageOf(p).uri(at, size) ? goOn : stop; };
            s.on_status = [](llhttp_t *p, const char *at, std::size_t size) { return messageOf(p).reason(at, size) ? goOn : stop; };
            s.on_header_field = [](llhttp_t *p, const char *at, std::size_t size) { return messageOf(p).name(at, size) ? goOn : stop; };
            s.on_header_value = [](llhttp_t *p, const char *at, std::size_t size) { return messageOf(p).value(at, size) ? goOn : stop; };
            s.on_headers_complete = [](llhttp_t *p) { return of(p).headers(); };
            s.on_body = [](llhttp_t *p, const char *at, std::size_t size) {
                messageOf(p).body(at, size);
                return goOn;
            };
            // What follows is not of this message.
            s.on_message_complete = [](llhttp_t *p) { return messageOf(p).complete() ? int(HPE_PAUSED) : stop; };
            return s;
        }();
        return settings;
    }

    int headers()
    {
        HttpMessage::Start start;
        start.majorVersion = llhttp_get_http_major(&parser_);
        start.minorVersion = llhttp_get_http_minor(&parser_);
        if (llhttp_get_type(&parser_) == HTTP_REQUEST)
            start.method = llhttp_method_name(llhttp_method_t(llhttp_get_method(&parser_)));
        else
            start.status = llhttp_get_status_code(&parser_);
        start.chunked = (parser_.flags & F_CHUNKED) != 0;
        if ((parser_.flags & F_CONTENT_LENGTH) != 0)
            start.length = parser_.content_length;
        start.persistent = llhttp_should_keep_alive(&parser_) != 0;
        constexpr int noBody = 1;
        if (!message_.headers(start))
            return stop;
        return message_.bodiless() ? noBody : goOn;
    }

    void conclude(llhttp_errno error)
    {
        if (message_.done() || error == HPE_OK)
            return;
        // PRI, with which HTTP/2 begins, is a method of it.
        const bool method = error == HPE_INVALID_METHOD || error == HPE_PAUSED_H2_UPGRADE;
        message_.fail(method ? HttpFault::MethodUnknown : HttpFault::Malformed);
    }

    HttpMessage message_;
    llhttp_t parser_{};
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
