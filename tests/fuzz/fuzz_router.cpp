// SPDX-License-Identifier: GPL-3.0-or-later
// What a router answers, by real HTTP on loopback: the pieces of the input, which a byte 0 parts, one for each request.
#include "fuzz.h"

#include "path/router.h"

#include <QHostAddress>

#include <array>
#include <thread>
#include <tuple>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace culvert;
using namespace culvert::test;

namespace {

class Router {
public:
    explicit Router(const QList<QByteArray> &answers) : answers_(answers), descriptor_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        expect(::bind(descriptor_, reinterpret_cast<sockaddr *>(&address), size) == 0 && ::listen(descriptor_, 16) == 0
                   && ::getsockname(descriptor_, reinterpret_cast<sockaddr *>(&address), &size) == 0,
               "loopback can be listened on");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Router()
    {
        ::shutdown(descriptor_, SHUT_RDWR); // wakes accept()
        thread_.join();
        ::close(descriptor_);
    }
    [[nodiscard]] QString description() const { return QStringLiteral("http://127.0.0.1:%1/d.xml").arg(port_); }

private:
    void serve()
    {
        for (qsizetype turn = 0;; ++turn) {
            const int client = ::accept(descriptor_, nullptr, nullptr);
            if (client < 0)
                return;
            std::array<char, 4096> request;
            std::ignore = ::recv(client, request.data(), request.size(), 0);
            const QByteArray &answer = answers_[turn % answers_.size()];
            std::ignore = ::send(client, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL);
            // Without a reset, which would take the answer with it.
            ::shutdown(client, SHUT_WR);
            while (::recv(client, request.data(), request.size(), 0) > 0) {
            }
            ::close(client);
        }
    }

    const QList<QByteArray> answers_;
    const int descriptor_;
    quint16 port_ = 0;
    std::thread thread_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Router there(bytesOf(data, size).split('\0'));
    const auto router = path::Router::upnp(there.description());
    if (!router)
        return 0;
    const path::Forwarded answer = router->forward(40123);
    if (answer.outcome == path::Forwarded::Outcome::Mapped)
        expect(!answer.outside.host.isNull() && answer.outside.port != 0 && answer.lease.count() >= 0, "what is mapped has an address outside");
    router->takeBack();
    return 0;
}
