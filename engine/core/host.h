// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"

namespace culvert {

// A host in the one form in which rules are asked and targets are dialled: an address, or a name that is none.
struct Host {
    std::optional<IpAddress> address;
    QString name; // without an address: lower case, ASCII (IDN as xn--…), no full stop at its end

    [[nodiscard]] QString toString() const { return address ? address->toString() : name; }
    bool operator==(const Host &) const = default;
};

// What a resolver would make of `text`: an IPv4 address also as 127.1, 0x7f.1, 017700000001 or 2130706433 (as inet_aton() takes
// it), with wide digits or a full stop behind it; an IPv6 address with its zone; else a name. Nothing: neither, so that nobody should look it up -
// also for a name that ends in a number and is no address.
[[nodiscard]] std::optional<Host> normalisedHost(const QString &text);

// A name of letters, digits, '-' and '_' in labels of 1 to 63, hostLength altogether; made lower case and ASCII.
[[nodiscard]] std::optional<QString> normalisedName(const QString &text);

} // namespace culvert
