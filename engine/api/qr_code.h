// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace culvert::api {

// A square of dark and light modules that a camera reads as text. It must be shown dark on light, with at least
// quietZone light modules on each side (ISO/IEC 18004).
struct QrCode {
    static constexpr int quietZone = 4;

    int size = 0;               // modules on each side, without the quiet zone: 21 to 177
    QList<bool> modules;        // row by row; true is dark

    // Light outside of the square.
    [[nodiscard]] bool dark(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < size && y < size && modules[qsizetype(y) * size + x];
    }
};

// False: this program was built without libqrencode, and there is no code of anything.
[[nodiscard]] bool qrCodesSupported();

// The smallest code that holds these bytes; nothing for none, and for more than 2953.
[[nodiscard]] std::optional<QrCode> qrCode(const QByteArray &text);

} // namespace culvert::api
