// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/duration.h"

namespace culvert::cli {

Result<qint64> parseDuration(QStringView text)
{
    constexpr qint64 msMax = qint64(3650) * 24 * 3'600'000;
    const Error invalid{ErrorCode::DurationInvalid, text.toString()};
    if (text.size() < 2 || text.size() > 10)
        return invalid;
    qint64 unit = 0;
    switch (text.back().unicode()) {
    case u's': unit = 1000; break;
    case u'm': unit = 60'000; break;
    case u'h': unit = 3'600'000; break;
    case u'd': unit = 24 * 3'600'000; break;
    default: return invalid;
    }
    qint64 number = 0;
    for (QChar c : text.chopped(1)) {
        if (c < u'0' || c > u'9')
            return invalid;
        number = number * 10 + (c.unicode() - u'0');
    }
    if (number == 0 || number > msMax / unit)
        return invalid;
    return number * unit;
}

} // namespace culvert::cli
