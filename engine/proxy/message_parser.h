// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/http_message.h"

#include <cstddef>
#include <memory>

namespace culvert::proxy {

// One library's way to cut bytes into what an HttpMessage is told.
class MessageParser {
public:
    MessageParser() = default;
    virtual ~MessageParser() = default;
    MessageParser(const MessageParser &) = delete;
    MessageParser &operator=(const MessageParser &) = delete;

    // How many bytes belonged to the message. What is wrong with them is its fault().
    virtual qsizetype parse(const char *at, std::size_t size) = 0;
    virtual void parseEnd() = 0;
};

// By the library of this build; null: it has none. `message` outlives the parser.
[[nodiscard]] std::unique_ptr<MessageParser> makeMessageParser(HttpReader::Kind kind, HttpMessage &message);

namespace parsing {

constexpr int goOn = 0;
constexpr int stop = -1;

template <class Parser>
HttpMessage &messageOf(Parser *parser) { return *static_cast<HttpMessage *>(parser->data); }

// Has the settings of such a parser, whose data is the message, tell that each piece.
template <class Parser, class Settings>
void tellPieces(Settings &settings)
{
    settings.on_url = [](Parser *p, const char *at, std::size_t size) { return messageOf(p).uri(at, size) ? goOn : stop; };
    settings.on_status = [](Parser *p, const char *at, std::size_t size) { return messageOf(p).reason(at, size) ? goOn : stop; };
    settings.on_header_field = [](Parser *p, const char *at, std::size_t size) { return messageOf(p).name(at, size) ? goOn : stop; };
    settings.on_header_value = [](Parser *p, const char *at, std::size_t size) { return messageOf(p).value(at, size) ? goOn : stop; };
    settings.on_body = [](Parser *p, const char *at, std::size_t size) {
        messageOf(p).body(at, size);
        return goOn;
    };
}

// What a parser is answered when the fields of a head are complete.
inline int tellHead(HttpMessage &message, const HttpMessage::Start &start)
{
    constexpr int noBody = 1;
    if (!message.headers(start))
        return stop;
    return message.bodiless() ? noBody : goOn;
}

} // namespace parsing

} // namespace culvert::proxy
