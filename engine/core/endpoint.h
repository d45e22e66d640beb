// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringView>

namespace culvert {

// Bytes of a host at most: a name of DNS as it is written (RFC 1035 section 2.3.4: 255 as it is sent).
inline constexpr qsizetype hostLength = 253;

// A host (name or address, without brackets) and a port.
struct Endpoint {
    QString host;
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
    [[nodiscard]] QString toString() const; // IPv6 addresses in brackets: [::1]:80
};

// HOST:PORT, [V6]:PORT; port 1 to 65535. Host: 1 to hostLength bytes as UTF-8, without white space, '/', '@', brackets, and
// characters that are not seen, but for the joiners U+200C and U+200D. White space around the whole is taken off.
// Error: EndpointInvalid with the text as subject.
[[nodiscard]] Result<Endpoint> parseEndpoint(QStringView text);

// [ADDR:]PORT; port 0 (any free one) to 65535; without ADDR 127.0.0.1. ADDR is "localhost", "*" (all, as 0.0.0.0), or an
// IPv4 or bracketed IPv6 address; whether it is one is the listener's to say. Error: ListenInvalid.
[[nodiscard]] Result<Endpoint> parseListen(QStringView text);

// A name that is given: trimmed, 1 to limits::nameLength characters, none of them a slash, or one that is not seen or turns what
// is around it, but for the joiners U+200C and U+200D, and U+FE0F of emoji. `present`, the name that it takes the place of, may
// stay whatever is in it. Error: NameInvalid.
[[nodiscard]] Result<QString> checkedName(const QString &name, const QString &present = {});

// One that a profile has already, whatever was refused when it was given: trimmed, as long as above, without control characters
// and slashes. Error: NameInvalid.
[[nodiscard]] Result<QString> storedName(const QString &name);

} // namespace culvert
