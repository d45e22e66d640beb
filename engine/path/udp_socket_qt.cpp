// SPDX-License-Identifier: GPL-3.0-or-later
// Where the system has no batches that we use: one datagram a call, by Qt.
#include "path/udp_socket.h"

#include "core/limits.h"
#include "inet/system_error.h"
#include "path/dont_fragment.h"

#include <QNetworkProxy>
#include <QUdpSocket>

#include <array>
#include <utility>

namespace culvert::path {

namespace {

constexpr int batch = 256;

class QtUdpSocket final : public UdpSocket {
public:
    std::optional<Error> bind(quint16 port, Reach reach, std::function<void()> readable)
    {
        socket_.setProxy(QNetworkProxy::NoProxy);
        if (!socket_.bind(reach == Reach::Everywhere ? QHostAddress::Any : QHostAddress::LocalHost, port, QAbstractSocket::DontShareAddress))
            return inet::listenError(inet::listenCode(socket_.error()), QString::number(port), u"udp", socket_.errorString());
        socket_.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, limits::directSocketBuffer);
        socket_.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, limits::directSocketBuffer);
        dontFragment(socket_.socketDescriptor());
        QObject::connect(&socket_, &QUdpSocket::readyRead, &socket_, std::move(readable));
        return std::nullopt;
    }

    [[nodiscard]] quint16 port() const override { return socket_.localPort(); }

    SendResult send(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) override
    {
        const auto sent = socket_.writeDatagram(reinterpret_cast<const char *>(datagram.data()), qint64(datagram.size()), to.host, to.port);
        return sent < 0 && socket_.error() == QAbstractSocket::TemporaryError ? SendResult::Blocked : SendResult::Sent;
    }
    void flush() override {}

    bool receive(const std::function<void(const inet::SocketAddress &, std::span<const std::uint8_t>)> &each) override
    {
        std::array<std::uint8_t, 2 * limits::datagramSize> buffer;
        for (int i = 0; i < batch; ++i) {
            if (!socket_.hasPendingDatagrams())
                return false;
            inet::SocketAddress from;
            const auto size = socket_.readDatagram(reinterpret_cast<char *>(buffer.data()), qint64(buffer.size()), &from.host, &from.port);
            if (size < 0)
                continue; // the answer of a closed port to an earlier datagram
            each(from.unmapped(), std::span(buffer).first(std::size_t(size)));
        }
        return true;
    }

private:
    QUdpSocket socket_;
};

} // namespace

Result<std::unique_ptr<UdpSocket>> UdpSocket::open(quint16 port, Reach reach, std::function<void()> readable)
{
    auto socket = std::make_unique<QtUdpSocket>();
    if (const auto error = socket->bind(port, reach, std::move(readable)))
        return *error;
    return std::unique_ptr<UdpSocket>(std::move(socket));
}

} // namespace culvert::path
