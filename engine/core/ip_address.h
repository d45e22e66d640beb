// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <array>
#include <cstdint>
#include <optional>

namespace culvert {

// An IPv4 or IPv6 address as a value. An IPv4 address and its IPv6 spellings (::ffff:a.b.c.d and others) are different
// values; embeddedV4() tells them.
class IpAddress {
public:
    IpAddress() = default; // 0.0.0.0
    static IpAddress v4(std::uint32_t value);
    static IpAddress v6(const std::array<std::uint8_t, 16> &bytes) { return IpAddress(false, bytes, {}); }

    // IPv4: four decimal parts without leading zeros, nothing else. IPv6: any spelling of RFC 4291, with %ZONE only behind a
    // link-local address. No brackets, no white space.
    [[nodiscard]] static std::optional<IpAddress> parse(QStringView text);

    [[nodiscard]] bool isV4() const { return v4_; }
    [[nodiscard]] int bits() const { return v4_ ? 32 : 128; }
    [[nodiscard]] const std::array<std::uint8_t, 16> &bytes() const { return bytes_; } // IPv4: the first four
    [[nodiscard]] const QString &zone() const { return zone_; }
    [[nodiscard]] QString toString() const; // one spelling (RFC 5952), without brackets

    // With all bits behind the first `prefix` (0 to bits()) zero, and without a zone.
    [[nodiscard]] IpAddress masked(int prefix) const;
    // The IPv4 address that this IPv6 address stands for: mapped or compatible (RFC 4291 section 2.5.5), of NAT64's 64:ff9b::/96
    // (RFC 6052), of 6to4 (RFC 3056). Nothing for an IPv4 one.
    [[nodiscard]] std::optional<IpAddress> embeddedV4() const;
    [[nodiscard]] bool isMapped() const; // ::ffff:a.b.c.d
    [[nodiscard]] IpAddress mapped() const; // of an IPv4 address: ::ffff:a.b.c.d

    bool operator==(const IpAddress &) const = default;

private:
    IpAddress(bool v4, const std::array<std::uint8_t, 16> &bytes, QString zone) : v4_(v4), bytes_(bytes), zone_(std::move(zone)) {}

    bool v4_ = true;
    std::array<std::uint8_t, 16> bytes_{};
    QString zone_;
};

// A range of addresses of one family; a single one has all bits.
struct Network {
    IpAddress base;
    int prefix = 32;

    [[nodiscard]] bool contains(const IpAddress &address) const; // whatever its zone
    [[nodiscard]] bool contains(const Network &other) const;
    [[nodiscard]] bool single() const { return prefix == base.bits(); }
    bool operator==(const Network &) const = default;
};

// The range of addresses that reach this very machine, its own wire or nobody in particular, and that only a rule inside the
// range may open: loopback, link-local, unspecified, multicast, and IPv4 addresses in IPv6's clothes. None: an ordinary one.
[[nodiscard]] std::optional<Network> specialRange(const IpAddress &address);
[[nodiscard]] bool isLoopback(const IpAddress &address);
// An address of the public internet: not special, private, shared, for documentation, or a tunnel to another family. By the
// registries of special-purpose addresses of RFC 6890.
[[nodiscard]] bool isPublic(const IpAddress &address);

} // namespace culvert
