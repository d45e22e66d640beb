// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_conversation.h"

#include "proxy/http_page.h"
#include "proxy/http_writer.h"

namespace culvert::proxy {

struct HttpConversation::RequestSink final : HttpSink {
    explicit RequestSink(HttpConversation &talk) : talk_(talk) {}
    void head(const HttpHead &head) override { talk_.requestHead(head); }
    void body(std::span<const std::uint8_t> bytes) override { talk_.requestBody(bytes); }
    void end(const HttpFields &trailers) override { talk_.requestEnd(trailers); }
    HttpConversation &talk_;
};

struct HttpConversation::AnswerSink final : HttpSink {
    explicit AnswerSink(HttpConversation &talk) : talk_(talk) {}
    void head(const HttpHead &head) override { talk_.answerHead(head); }
    void body(std::span<const std::uint8_t> bytes) override { talk_.answerBody(bytes); }
    void end(const HttpFields &trailers) override { talk_.answerEnd(trailers); }
    HttpConversation &talk_;
};

HttpConversation::HttpConversation(const Manners &manners)
    : manners_(manners), requestSink_(std::make_unique<RequestSink>(*this)), answerSink_(std::make_unique<AnswerSink>(*this)),
      request_(std::make_unique<HttpReader>(HttpReader::Kind::Request, *requestSink_))
{
}

HttpConversation::~HttpConversation() = default;

bool HttpConversation::hears() const
{
    switch (phase()) {
    case Phase::Listening:
    case Phase::Connecting:
    case Phase::Exchanging: return !requestOver_ && !applicationEnded_;
    case Phase::Carrying:
    case Phase::Closing:
    case Phase::Broken: return false;
    }
    Q_UNREACHABLE();
}

// --- The request ---

qsizetype HttpConversation::hear(std::span<const std::uint8_t> bytes)
{
    if (!hears())
        return 0;
    if (!HttpReader::supported()) {
        refuse(501);
        return qsizetype(bytes.size());
    }
    const qsizetype used = request_->read(bytes);
    switch (request_->fault()) {
    case HttpFault::None: break;
    case HttpFault::Malformed: refuse(400); break;
    case HttpFault::MethodUnknown: refuse(501); break;
    case HttpFault::TooLarge: refuse(431); break;
    }
    return used;
}

void HttpConversation::heardEnd()
{
    applicationEnded_ = true;
    if (phase() == Phase::Listening)
        end();
    else if (!requestOver_ && phase() != Phase::Carrying && phase() != Phase::Closing)
        setPhase(Phase::Broken); // it will never be whole
}

void HttpConversation::requestHead(const HttpHead &head)
{
    asked_ = head;
    if (head.method == "CONNECT") {
        const auto host = parseAuthority(head.uri);
        if (!host)
            return refuse(400);
        if (!admitted(head))
            return refuse(407);
        tunnel_ = true;
        return want(*host);
    }
    if (head.uri.startsWith('/') || head.uri == "*")
        return toThisPort(head);
    const auto asked = parseHttpTarget(head.uri);
    if (!asked)
        return refuse(400);
    if (!admitted(head))
        return refuse(407);
    toTarget += encodeRequest(head, *asked);
    if (targetKept_ && asked->host == target())
        return expectAnswer();
    targetUsed_ = false;
    targetKept_ = false;
    want(asked->host);
}

void HttpConversation::requestBody(std::span<const std::uint8_t> bytes)
{
    if (phase() != Phase::Connecting && phase() != Phase::Exchanging)
        return; // of a request that was answered here
    if (asked_.chunked)
        toTarget += encodeChunk(bytes);
    else
        toTarget.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
}

void HttpConversation::requestEnd(const HttpFields &trailers)
{
    requestOver_ = true;
    if (asked_.chunked && (phase() == Phase::Connecting || phase() == Phase::Exchanging))
        toTarget += encodeLastChunk(trailers);
}

void HttpConversation::toThisPort(const HttpHead &request)
{
    const bool withBody = request.method != "HEAD";
    if (request.method != "GET" && withBody)
        return refuse(405);
    const QByteArray path = request.uri.left(request.uri.contains('?') ? request.uri.indexOf('?') : request.uri.size());
    const QByteArray host = valueOf(request.fields, "host").value_or(QByteArray());
    if (path == "/")
        say(helpPage(manners_, host, withBody));
    else if (path == "/proxy.pac" || path == "/wpad.dat")
        say(pacFile(manners_, host, withBody));
    else
        refuse(404);
}

bool HttpConversation::admitted(const HttpHead &request) const
{
    if (!manners_.admits)
        return true;
    const QByteArray given = valueOf(request.fields, "proxy-authorization").value_or(QByteArray());
    constexpr qsizetype schemeSize = 6;
    if (given.left(schemeSize).toLower() != "basic ")
        return false;
    const auto words = QByteArray::fromBase64Encoding(given.mid(schemeSize).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = words.decoded.indexOf(':');
    return words && colon >= 0 && manners_.admits(words.decoded.left(colon), words.decoded.mid(colon + 1));
}

void HttpConversation::refuse(int status)
{
    if (phase() == Phase::Closing || phase() == Phase::Broken)
        return;
    if (answerBegun_)
        setPhase(Phase::Broken);
    else
        say(requestPage(status, asked_.method != "HEAD"));
}

void HttpConversation::say(const QByteArray &page)
{
    toTarget.clear();
    toApplication += page;
    targetKept_ = false;
    end();
}

// --- The answer ---

void HttpConversation::expectAnswer()
{
    answerBegun_ = false;
    answer_ = std::make_unique<HttpReader>(asked_.method == "HEAD" ? HttpReader::Kind::AnswerToHead : HttpReader::Kind::Answer, *answerSink_);
    setPhase(Phase::Exchanging);
}

void HttpConversation::connected()
{
    if (!tunnel_)
        return expectAnswer();
    toApplication += "HTTP/1.1 200 Connection established\r\n\r\n";
    setPhase(Phase::Carrying);
}

void HttpConversation::failed(const Error &error)
{
    targetKept_ = false;
    switch (phase()) {
    case Phase::Listening: // it was idle
    case Phase::Closing:
    case Phase::Broken: return;
    case Phase::Carrying: return setPhase(Phase::Broken);
    case Phase::Connecting: break;
    case Phase::Exchanging:
        if (answerBegun_)
            return setPhase(Phase::Broken);
        if (targetUsed_) // it may have closed before it heard the request: the application knows whether to ask again
            return end();
        break;
    }
    say(errorPage(error, asked_.method != "HEAD"));
}

qsizetype HttpConversation::answered(std::span<const std::uint8_t> bytes)
{
    if (phase() != Phase::Exchanging)
        targetKept_ = false; // it speaks unasked
    qsizetype used = 0;
    while (phase() == Phase::Exchanging && used < qsizetype(bytes.size())) {
        used += answer_->read(bytes.subspan(std::size_t(used)));
        if (answer_->fault() != HttpFault::None)
            failed({ErrorCode::TargetFailed, target().toString(), QStringLiteral("its answer is no HTTP")});
        else if (answer_->done() && phase() == Phase::Exchanging)
            expectAnswer(); // behind an interim one
    }
    if (phase() == Phase::Carrying)
        return used;
    if (phase() == Phase::Listening && used < qsizetype(bytes.size()))
        targetKept_ = false;
    return qsizetype(bytes.size());
}

void HttpConversation::answeredEnd()
{
    if (phase() != Phase::Exchanging) {
        targetKept_ = false;
        return;
    }
    const bool nothing = !answer_->begun();
    answer_->readEnd();
    targetKept_ = false;
    if (answer_->fault() != HttpFault::None)
        failed({ErrorCode::TargetFailed, target().toString(),
                nothing ? QStringLiteral("it closed the connection without an answer") : QStringLiteral("its answer is not whole")});
}

void HttpConversation::answerHead(const HttpHead &head)
{
    given_ = head;
    if (head.status < 200 && head.status != 101) {
        if (asked_.minorVersion > 0)
            toApplication += encodeAnswer(head, {asked_.minorVersion, false, false});
        return;
    }
    const bool delimited = head.bodiless || head.chunked || head.length;
    answerChunked_ = (head.chunked || !delimited) && asked_.minorVersion > 0;
    answerMayFollow_ = asked_.persistent && !applicationEnded_ && (delimited || answerChunked_) && (answerChunked_ || !head.chunked || head.bodiless);
    answerBegun_ = true;
    toApplication += encodeAnswer(head, {asked_.minorVersion, answerChunked_, !answerMayFollow_});
    answerChunked_ = answerChunked_ && !head.bodiless;
}

void HttpConversation::answerBody(std::span<const std::uint8_t> bytes)
{
    if (answerChunked_)
        toApplication += encodeChunk(bytes);
    else
        toApplication.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
}

void HttpConversation::answerEnd(const HttpFields &trailers)
{
    if (given_.status == 101) {
        if (asksForUpgrade(asked_) && requestOver_)
            setPhase(Phase::Carrying);
        else
            setPhase(Phase::Broken);
        return;
    }
    if (given_.status < 200)
        return;
    if (answerChunked_)
        toApplication += encodeLastChunk(trailers);
    exchangeOver();
}

void HttpConversation::exchangeOver()
{
    targetUsed_ = true;
    targetKept_ = given_.persistent && asked_.persistent && requestOver_ && !applicationEnded_;
    // What is left of a request that was answered before it was whole would be taken for another one.
    if (!answerMayFollow_ || !requestOver_ || applicationEnded_)
        return end();
    answerBegun_ = false;
    requestOver_ = false;
    request_ = std::make_unique<HttpReader>(HttpReader::Kind::Request, *requestSink_);
    setPhase(Phase::Listening);
}

bool HttpConversation::keepsTarget() const
{
    switch (phase()) {
    case Phase::Listening: return targetKept_;
    case Phase::Exchanging:
    case Phase::Carrying: return true;
    case Phase::Connecting:
    case Phase::Closing:
    case Phase::Broken: return false;
    }
    Q_UNREACHABLE();
}

} // namespace culvert::proxy
