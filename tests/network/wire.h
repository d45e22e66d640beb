// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net_namespace.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>

namespace culvert::test {

// What happens to frames on a wire, in either direction.
struct WireWeather {
    double loss = 0;                                 // 0 to 1
    double duplicate = 0;                            // 0 to 1
    std::chrono::microseconds delay{};               // each way
    std::chrono::microseconds jitter{};              // up to this much more, each frame its own: reorders
    double reorder = 0;                              // 0 to 1: held back by 10 ms
    double bytesPerSecond = 0;                       // 0: as fast as it can
    std::size_t queueBytes = 256 << 10;              // what waits for the rate; more is dropped
};

// An Ethernet wire between two namespaces, address(1) in the first and address(2) in the second, on which this process
// passes on every frame, or does not. Its randomness is of the seed. The functions are called by one thread.
class Wire {
public:
    // The first three bytes of its addresses: as two machines on the Internet, or in one house, for which toxcore has other rules.
    static constexpr const char *internet = "198.51.100";
    static constexpr const char *house = "10.77.0";

    Wire(const NetNamespace &first, const NetNamespace &second, quint64 seed, const char *network = internet);
    ~Wire();

    [[nodiscard]] bool isUp() const; // it could be made
    void setWeather(const WireWeather &weather);
    void setCut(bool on);                            // nothing passes, nobody is told
    void setCutFromFirst(bool on);                   // the same of one direction
    void setCutFromSecond(bool on);
    void setUdpPortBlocked(quint16 port, bool on);   // UDP from or to this port does not pass
    void setUdpBlocked(bool on);                     // no UDP passes, as behind many a firewall

    // UDP datagrams over IPv4 from this address whose payload begins with this byte, since the wire was made.
    [[nodiscard]] quint64 datagrams(const QString &source, quint8 firstByte) const;
    [[nodiscard]] quint64 frames() const;            // passed on so far

    [[nodiscard]] QString address(int host) const { return QStringLiteral("%1.%2").arg(QLatin1String(network_)).arg(host); }

private:
    struct Private;
    const char *network_;
    std::unique_ptr<Private> d;
};

} // namespace culvert::test
