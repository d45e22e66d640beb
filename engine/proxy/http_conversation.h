// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/conversation.h"
#include "proxy/http_reader.h"
#include "proxy/http_target.h"

#include <memory>

namespace culvert::proxy {

// A proxy for HTTP/1.x (RFC 9110 and 9112): CONNECT, and requests in absolute form, one at a time and each to its own target.
// A request that follows before its turn waits unread. Requests to the port itself get the help page or the PAC file. Bodies
// pass through as they come, in a framing of our own; after 101 (web sockets) the bytes go as they are.
class HttpConversation final : public Conversation {
public:
    explicit HttpConversation(const Manners &manners);
    ~HttpConversation() override;

    [[nodiscard]] bool hears() const override;
    qsizetype hear(std::span<const std::uint8_t> bytes) override;
    void heardEnd() override;
    void connected() override;
    void failed(const Error &error) override;
    qsizetype answered(std::span<const std::uint8_t> bytes) override;
    void answeredEnd() override;
    [[nodiscard]] bool keepsTarget() const override;

private:
    struct RequestSink;
    struct AnswerSink;

    void requestHead(const HttpHead &head);
    void requestBody(std::span<const std::uint8_t> bytes);
    void requestEnd(const HttpFields &trailers);
    void answerHead(const HttpHead &head);
    void answerBody(std::span<const std::uint8_t> bytes);
    void answerEnd(const HttpFields &trailers);

    void toThisPort(const HttpHead &request);
    [[nodiscard]] bool admitted(const HttpHead &request) const;
    void refuse(int status);
    void say(const QByteArray &page);
    void expectAnswer();
    void exchangeOver();

    const Manners manners_;
    std::unique_ptr<RequestSink> requestSink_;
    std::unique_ptr<AnswerSink> answerSink_;
    std::unique_ptr<HttpReader> request_;
    std::unique_ptr<HttpReader> answer_;
    HttpHead asked_;                // the request under way
    HttpHead given_;                // the answer under way
    bool requestOver_ = false;      // heard whole
    bool tunnel_ = false;           // CONNECT
    bool answerBegun_ = false;      // the application has been told a part of the final answer
    bool answerChunked_ = false;    // to the application
    bool answerMayFollow_ = false;  // this application may ask again on this connection
    bool targetUsed_ = false;       // it has answered before on this connection
    bool targetKept_ = false;       // it may be asked again
    bool applicationEnded_ = false; // the target is not told: many give up an answer when its reader's half is closed
};

} // namespace culvert::proxy
