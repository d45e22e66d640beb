// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/router.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <natpmp.h>
#include <poll.h>
#include <sys/socket.h>

namespace culvert::path {

namespace {

using namespace std::chrono_literals;

constexpr auto answerTime = 1500ms;  // for the first three tries of RFC 6886, section 3.1: a router is near
constexpr auto goodbyeTime = 400ms;  // for two; see limits::mappingQuit
constexpr auto look = 100ms;         // how late an interruption may be seen

// One exchange with the router, over a socket of its own: an answer that comes late is none to the next question. Blocks.
class Talk {
public:
    explicit Talk(const QHostAddress &gateway) : error_(initnatpmp(&with_, gateway.isNull() ? 0 : 1, htonl(gateway.toIPv4Address())))
    {
        if (with_.s >= 0)
            ::fcntl(with_.s, F_SETFD, FD_CLOEXEC);
    }
    ~Talk()
    {
        if (with_.s >= 0)
            closenatpmp(&with_);
    }
    Talk(const Talk &) = delete;
    Talk &operator=(const Talk &) = delete;

    [[nodiscard]] std::optional<QHostAddress> addressOutside()
    {
        if (error_ == 0)
            error_ = std::min(0, sendpublicaddressrequest(&with_));
        const auto said = answer(NATPMP_RESPTYPE_PUBLICADDRESS, answerTime);
        return said ? std::optional(QHostAddress(ntohl(said->pnu.publicaddress.addr.s_addr))) : std::nullopt;
    }

    // `lease`: 0 takes the port back, though this thread is to end.
    [[nodiscard]] auto forward(quint16 inside, quint16 outside, std::chrono::seconds lease) -> std::optional<decltype(natpmpresp_t::pnu.newportmapping)>
    {
        if (error_ == 0)
            error_ = std::min(0, sendnewportmappingrequest(&with_, NATPMP_PROTOCOL_UDP, inside, outside, quint32(lease.count())));
        const auto said = answer(NATPMP_RESPTYPE_UDPPORTMAPPING, lease == 0s ? goodbyeTime : answerTime, lease != 0s);
        if (!said || said->pnu.newportmapping.privateport != inside)
            return {};
        return said->pnu.newportmapping;
    }

    [[nodiscard]] bool wasRefused() const { return error_ <= NATPMP_ERR_UNDEFINEDERROR && error_ >= NATPMP_ERR_OUTOFRESOURCES; }

private:
    std::optional<natpmpresp_t> answer(int type, std::chrono::milliseconds within, bool interruptible = true)
    {
        const QDeadlineTimer end(within);
        while (error_ == 0 && !end.hasExpired() && !(interruptible && QThread::currentThread()->isInterruptionRequested())) {
            timeval again{};
            if (error_ = getnatpmprequesttimeout(&with_, &again); error_ != 0)
                break;
            const auto pause = std::chrono::seconds(again.tv_sec) + std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(again.tv_usec));
            pollfd socket{with_.s, POLLIN, 0};
            ::poll(&socket, 1, int(std::clamp<std::chrono::milliseconds>(pause, 0ms, look).count()));
            dropIfShort();
            natpmpresp_t said{};
            error_ = readnatpmpresponseorretry(&with_, &said);
            if (error_ == 0 && said.type == type)
                return said;
            if (error_ == NATPMP_TRYAGAIN)
                error_ = 0;
        }
        return {};
    }

    // The library takes what it asked for from an answer that says it succeeded, however long that is.
    void dropIfShort() const
    {
        constexpr ssize_t head = 8;
        std::array<std::uint8_t, 16> said{};
        const ssize_t size = ::recv(with_.s, said.data(), said.size(), MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
        if (size < 0)
            return;
        const bool succeeded = said[2] == 0 && said[3] == 0;
        const ssize_t whole = !succeeded ? head : said[1] == 128 + NATPMP_RESPTYPE_PUBLICADDRESS ? 12 : 16; // RFC 6886, sections 3.2 and 3.3
        if (size < whole)
            ::recv(with_.s, said.data(), said.size(), MSG_DONTWAIT);
    }

    natpmp_t with_{};
    int error_; // of the library; 0: none
};

class NatPmpRouter final : public Router {
public:
    explicit NatPmpRouter(const QHostAddress &gateway) : gateway_(gateway) {}

    Forwarded forward(quint16 port) override
    {
        const auto failed = [](const Talk &talk) { return Forwarded{.outcome = talk.wasRefused() ? Forwarded::Outcome::Refused : Forwarded::Outcome::NoRouter}; };
        Talk first(gateway_);
        const auto host = first.addressOutside();
        if (!host)
            return failed(first);
        if (*host == QHostAddress(QHostAddress::AnyIPv4))
            return {.outcome = Forwarded::Outcome::Refused};
        inside_ = port; // whatever is heard of it, there may be something to take back from now on
        Talk second(gateway_);
        const auto mapping = second.forward(port, outside_ ? outside_ : port, wantedLease);
        if (!mapping)
            return failed(second);
        outside_ = mapping->mappedpublicport;
        if (outside_ == 0 || mapping->lifetime == 0)
            return {.outcome = Forwarded::Outcome::Refused};
        return {.outcome = Forwarded::Outcome::Mapped, .outside = {*host, outside_}, .lease = std::min(std::chrono::seconds(mapping->lifetime), wantedLease)};
    }

    void takeBack() override
    {
        outside_ = 0;
        if (const quint16 port = std::exchange(inside_, 0); port != 0)
            std::ignore = Talk(gateway_).forward(port, 0, 0s);
    }

    void lookAgain() override { outside_ = 0; }

private:
    const QHostAddress gateway_; // null: that of the default route
    quint16 inside_ = 0;  // that was asked for; 0: none
    quint16 outside_ = 0; // the port outside; 0: not known
};

} // namespace

std::unique_ptr<Router> Router::natPmp(const QHostAddress &gateway) { return std::make_unique<NatPmpRouter>(gateway); }

} // namespace culvert::path
