// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/message_parser.h"

namespace culvert::proxy {

class HttpReader::Private {
public:
    Private(Kind kind, HttpSink &sink) : message(kind, sink), parser(makeMessageParser(kind, message))
    {
        if (!parser)
            message.fail(HttpFault::Malformed);
    }

    HttpMessage message;
    std::unique_ptr<MessageParser> parser; // null: nothing is read
};

HttpReader::HttpReader(Kind kind, HttpSink &sink) : d(std::make_unique<Private>(kind, sink)) {}
HttpReader::~HttpReader() = default;

qsizetype HttpReader::read(std::span<const std::uint8_t> bytes)
{
    if (d->message.over() || bytes.empty())
        return 0;
    const char *begin = reinterpret_cast<const char *>(bytes.data());
    d->message.reads(begin, bytes.size());
    return d->parser->parse(begin, bytes.size());
}

void HttpReader::readEnd()
{
    if (d->message.over())
        return;
    d->parser->parseEnd();
    if (!d->message.done())
        d->message.fail(HttpFault::Malformed);
}

bool HttpReader::begun() const { return d->message.begun(); }
bool HttpReader::done() const { return d->message.done(); }
HttpFault HttpReader::fault() const { return d->message.fault(); }

} // namespace culvert::proxy
