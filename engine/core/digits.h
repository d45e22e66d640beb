// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace culvert {

// The value of a hexadecimal digit of either case; -1: it is none.
[[nodiscard]] inline int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    return u >= u'0' && u <= u'9' ? u - u'0' : u >= u'a' && u <= u'f' ? u - u'a' + 10 : u >= u'A' && u <= u'F' ? u - u'A' + 10 : -1;
}

// A number of one to `digits` (at most 9) decimal digits and nothing else: no sign, no space. Leading zeroes count as digits.
[[nodiscard]] inline std::optional<int> parseDecimal(QStringView text, qsizetype digits)
{
    if (text.isEmpty() || text.size() > digits)
        return std::nullopt;
    int value = 0;
    for (QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

} // namespace culvert
