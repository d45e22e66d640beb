// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/router.h"

#include <QThread>

#include <array>

#include <miniupnpc/miniupnpc.h>
#include <miniupnpc/upnpcommands.h>

namespace culvert::path {

namespace {

constexpr int searchMs = 1500;          // how long routers may take to answer
constexpr unsigned char hops = 2;       // of the search; what UPnP recommends
constexpr int otherPorts = 3;           // tried when the one wanted is taken
constexpr int conflict = 718;           // ConflictInMappingEntry
constexpr int permanentOnly = 725;      // OnlyPermanentLeasesSupported
constexpr char udp[] = "UDP";

bool interrupted() { return QThread::currentThread()->isInterruptionRequested(); }

class UpnpRouter final : public Router {
public:
    explicit UpnpRouter(const QString &description) : description_(description.toLatin1()) {}
    ~UpnpRouter() override { lookAgain(); }

    Forwarded forward(quint16 port) override
    {
        if (!found_ && !find())
            return {};
        if (interrupted())
            return {};
        std::array<char, 64> outside{};
        const int asked = UPNP_GetExternalIPAddress(urls_.controlURL, data_.first.servicetype, outside.data());
        const QHostAddress host(QString::fromLatin1(outside.data()));
        if (asked != UPNPCOMMAND_SUCCESS || host.isNull() || host == QHostAddress(QHostAddress::AnyIPv4)) {
            lookAgain(); // it may have gone
            return {.outcome = Forwarded::Outcome::Refused};
        }
        if (interrupted())
            return {};
        quint16 wanted = forwarded_ ? forwarded_ : port;
        for (int other = 0; ; ++other) {
            const int answer = add(wanted, port);
            if (answer == UPNPCOMMAND_SUCCESS) {
                forwarded_ = wanted;
                return {.outcome = Forwarded::Outcome::Mapped, .outside = {host, wanted}, .lease = lease_};
            }
            if (answer != conflict || other == otherPorts || interrupted())
                return {.outcome = Forwarded::Outcome::Refused};
            wanted = quint16(49152 + (port + 4001 * (other + 1)) % 16384); // of the ports for private use
        }
    }

    void takeBack() override
    {
        if (found_ && forwarded_)
            UPNP_DeletePortMapping(urls_.controlURL, data_.first.servicetype, number(forwarded_), udp, nullptr);
        forwarded_ = 0;
    }

    void lookAgain() override
    {
        if (found_)
            FreeUPNPUrls(&urls_);
        found_ = false;
        forwarded_ = 0;
        lease_ = wantedLease;
    }

private:
    struct Text {
        QByteArray bytes;
        operator const char *() const { return bytes.constData(); } // for the length of one call
    };
    static Text number(qint64 n) { return {QByteArray::number(n)}; }

    bool find()
    {
        if (!description_.isEmpty()) {
            found_ = UPNP_GetIGDFromUrl(description_.constData(), &urls_, &data_, ownAddress_.data(), int(ownAddress_.size())) == 1;
            return found_;
        }
        int error = 0;
        UPNPDev *devices = upnpDiscover(searchMs, nullptr, nullptr, UPNP_LOCAL_PORT_ANY, 0, hops, &error);
        if (devices && !interrupted()) {
#if MINIUPNPC_API_VERSION >= 18
            std::array<char, 64> outside{};
            const int kind = UPNP_GetValidIGD(devices, &urls_, &data_, ownAddress_.data(), int(ownAddress_.size()), outside.data(), int(outside.size()));
#else
            const int kind = UPNP_GetValidIGD(devices, &urls_, &data_, ownAddress_.data(), int(ownAddress_.size()));
#endif
            found_ = kind == 1; // a router that is connected
            if (kind > 1)
                FreeUPNPUrls(&urls_);
        }
        freeUPNPDevlist(devices);
        return found_;
    }

    int add(quint16 outside, quint16 inside)
    {
        for (;;) {
            const int answer = UPNP_AddPortMapping(urls_.controlURL, data_.first.servicetype, number(outside), number(inside), ownAddress_.data(),
                                                   "Culvert", udp, nullptr, number(lease_.count()));
            if (answer != permanentOnly || lease_.count() == 0)
                return answer;
            lease_ = std::chrono::seconds(0);
        }
    }

    const QByteArray description_;
    bool found_ = false;
    UPNPUrls urls_{};
    IGDdatas data_{};
    std::array<char, 64> ownAddress_{};     // of this machine, as the router's side of it
    quint16 forwarded_ = 0;                 // the port outside; 0: none
    std::chrono::seconds lease_ = wantedLease; // 0: this router forwards without end or not at all
};

} // namespace

std::unique_ptr<Router> Router::upnp(const QString &description) { return std::make_unique<UpnpRouter>(description); }

} // namespace culvert::path
