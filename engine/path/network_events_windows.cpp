// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/network_events.h"

#include "core/crossing.h"

#include <QObject>

#include <winsock2.h>
#include <ws2ipdef.h>
#include <iphlpapi.h>
#include <windows.h>

namespace culvert::path {

namespace {

// The system calls on a thread of its own; what it says crosses to the engine thread as a value.
class WindowsNetworkEvents final : public NetworkEvents {
public:
    explicit WindowsNetworkEvents(std::function<void(What)> happened) : happened_(std::move(happened))
    {
        if (NotifyUnicastIpAddressChange(AF_UNSPEC, addressChanged, this, FALSE, &addresses_) != NO_ERROR)
            addresses_ = nullptr;
        if (NotifyRouteChange2(AF_UNSPEC, routeChanged, this, FALSE, &routes_) != NO_ERROR)
            routes_ = nullptr;
    }
    // CancelMibChangeNotify2 waits for a call that is under way; what was posted goes with the receiver.
    ~WindowsNetworkEvents() override
    {
        for (HANDLE handle : {addresses_, routes_}) {
            if (handle)
                CancelMibChangeNotify2(handle);
        }
    }
    [[nodiscard]] bool works() const { return addresses_ != nullptr; }

private:
    static void CALLBACK addressChanged(void *self, MIB_UNICASTIPADDRESS_ROW *, MIB_NOTIFICATION_TYPE)
    {
        static_cast<WindowsNetworkEvents *>(self)->tell(What::Addresses);
    }
    static void CALLBACK routeChanged(void *self, MIB_IPFORWARD_ROW2 *row, MIB_NOTIFICATION_TYPE type)
    {
        if (row && type != MibParameterNotification && row->DestinationPrefix.PrefixLength == 0)
            static_cast<WindowsNetworkEvents *>(self)->tell(What::DefaultRoute);
    }
    void tell(What what)
    {
        post(&receiver_, [this, what] { happened_(what); });
    }

    const std::function<void(What)> happened_;
    QObject receiver_;
    HANDLE addresses_ = nullptr;
    HANDLE routes_ = nullptr;
};

} // namespace

std::unique_ptr<NetworkEvents> NetworkEvents::open(std::function<void(What)> happened)
{
    auto events = std::make_unique<WindowsNetworkEvents>(std::move(happened));
    if (!events->works())
        return nullptr;
    return events;
}

Duration timeAsleep()
{
    ULONGLONG awake = 0; // in units of 100 ns
    if (!QueryUnbiasedInterruptTime(&awake))
        return {};
    return std::chrono::milliseconds(GetTickCount64()) - std::chrono::nanoseconds(qint64(awake) * 100);
}

} // namespace culvert::path
