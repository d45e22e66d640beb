// SPDX-License-Identifier: GPL-3.0-or-later
// By http_parser 2.9. It is called strictly: what it lets through and RFC 9112 forbids is refused here.
#include "proxy/http_reader.h"

#include "core/limits.h"
#include "proxy/http_fields.h"

#include <http_parser.h>

#include <algorithm>
#include <climits>
#include <utility>

namespace culvert::proxy {

class HttpReader::Private {
public:
    Private(Kind kind, HttpSink &sink) : kind_(kind), sink_(sink)
    {
        http_parser_init(&parser_, kind == Kind::Request ? HTTP_REQUEST : HTTP_RESPONSE);
        parser_.data = this;
    }

    qsizetype read(std::span<const std::uint8_t> bytes)
    {
        if (done_ || fault_ != HttpFault::None || bytes.empty())
            return 0;
        begun_ = true;
        const std::size_t used = http_parser_execute(&parser_, &callbacks(), reinterpret_cast<const char *>(bytes.data()), bytes.size());
        conclude();
        return qsizetype(used);
    }

    void readEnd()
    {
        if (done_ || fault_ != HttpFault::None)
            return;
        http_parser_execute(&parser_, &callbacks(), nullptr, 0);
        conclude();
        if (!done_)
            fail(HttpFault::Malformed);
    }

    bool begun_ = false;
    bool done_ = false;
    HttpFault fault_ = HttpFault::None;

private:
    static Private &of(http_parser *parser) { return *static_cast<Private *>(parser->data); }

    static const http_parser_settings &callbacks()
    {
        static const http_parser_settings settings = [] {
            http_parser_settings s;
            http_parser_settings_init(&s);
            s.on_url = [](http_parser *p, const char *at, std::size_t size) { return of(p).take(of(p).head_.uri, at, size); };
            s.on_status = [](http_parser *p, const char *at, std::size_t size) { return of(p).take(of(p).head_.reason, at, size); };
            s.on_header_field = [](http_parser *p, const char *at, std::size_t size) { return of(p).name(at, size); };
            s.on_header_value = [](http_parser *p, const char *at, std::size_t size) { return of(p).value(at, size); };
            s.on_headers_complete = [](http_parser *p) { return of(p).headers(); };
            s.on_body = [](http_parser *p, const char *at, std::size_t size) {
                of(p).sink_.body({reinterpret_cast<const std::uint8_t *>(at), size});
                return 0;
            };
            s.on_message_complete = [](http_parser *p) { return of(p).complete(); };
            return s;
        }();
        return settings;
    }

    int fail(HttpFault fault)
    {
        if (fault_ == HttpFault::None)
            fault_ = fault;
        return 1; // the parser stops
    }

    // A head is what comes in pieces and is kept: it is counted.
    int take(QByteArray &into, const char *at, std::size_t size)
    {
        kept_ += size;
        if (kept_ > limits::proxyHead)
            return fail(HttpFault::TooLarge);
        into.append(at, qsizetype(size));
        return 0;
    }

    int name(const char *at, std::size_t size)
    {
        if (std::exchange(lastWasName_, true))
            return take(fields_.last().name, at, size);
        kept_ += sizeof(HttpField);
        fields_.append(HttpField());
        return take(fields_.last().name, at, size);
    }

    int value(const char *at, std::size_t size)
    {
        lastWasName_ = false;
        if (fields_.isEmpty())
            return fail(HttpFault::Malformed);
        return take(fields_.last().value, at, size);
    }

    [[nodiscard]] bool fieldsAreRight()
    {
        for (HttpField &field : fields_) {
            field.value = field.value.trimmed();
            if (!isToken(field.name) || field.value.contains('\r') || field.value.contains('\n') || field.value.contains('\0'))
                return false;
        }
        return true;
    }

    int headers()
    {
        lastWasName_ = false;
        if (!fieldsAreRight() || parser_.http_major != 1 || parser_.http_minor > 1)
            return fail(HttpFault::Malformed);
        head_.fields = std::exchange(fields_, {});
        head_.minorVersion = parser_.http_minor;
        if (kind_ == Kind::Request)
            head_.method = http_method_str(http_method(parser_.method));
        else
            head_.status = int(parser_.status_code);
        head_.chunked = (parser_.flags & F_CHUNKED) != 0;
        const bool framed = std::any_of(head_.fields.begin(), head_.fields.end(),
                                        [](const HttpField &f) { return isNamed(f, "transfer-encoding"); });
        // Another coding than chunked alone would be lost on the way.
        if (framed && !isChunkedAlone(head_.fields))
            return fail(HttpFault::Malformed);
        if (parser_.content_length != ULLONG_MAX && !head_.chunked)
            head_.length = parser_.content_length;
        head_.persistent = http_should_keep_alive(&parser_) != 0;
        sink_.head(head_);
        const bool bodiless = kind_ == Kind::AnswerToHead;
        return bodiless ? 1 : 0;
    }

    int complete()
    {
        if (!fieldsAreRight())
            return fail(HttpFault::Malformed);
        done_ = true;
        sink_.end(fields_);
        http_parser_pause(&parser_, 1); // what follows is not of this message
        return 0;
    }

    void conclude()
    {
        const http_errno error = HTTP_PARSER_ERRNO(&parser_);
        if (done_ || error == HPE_OK || error == HPE_PAUSED)
            return;
        if (error == HPE_INVALID_METHOD)
            fail(HttpFault::MethodUnknown);
        else if (error == HPE_HEADER_OVERFLOW)
            fail(HttpFault::TooLarge);
        else
            fail(HttpFault::Malformed);
    }

    const Kind kind_;
    HttpSink &sink_;
    http_parser parser_{};
    HttpHead head_;
    HttpFields fields_; // of the head, then those behind a chunked body
    std::size_t kept_ = 0;
    bool lastWasName_ = false;
};

HttpReader::HttpReader(Kind kind, HttpSink &sink) : d(std::make_unique<Private>(kind, sink)) {}
HttpReader::~HttpReader() = default;

bool HttpReader::supported() { return true; }
qsizetype HttpReader::read(std::span<const std::uint8_t> bytes) { return d->read(bytes); }
void HttpReader::readEnd() { d->readEnd(); }
bool HttpReader::begun() const { return d->begun_; }
bool HttpReader::done() const { return d->done_; }
HttpFault HttpReader::fault() const { return d->fault_; }

} // namespace culvert::proxy
