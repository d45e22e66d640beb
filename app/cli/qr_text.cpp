// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/qr_text.h"

namespace culvert::cli {

QString qrText(const api::QrCode &code, bool colours)
{
    constexpr char16_t blocks[2][2] = {{u' ', u'\u2584'}, {u'\u2580', u'\u2588'}}; // by the ink of the upper and the lower module
    constexpr int edge = api::QrCode::quietZone;
    QString out;
    for (int y = -edge; y < code.size + edge; y += 2) {
        if (colours)
            out += QStringLiteral("\x1b[30;107m"); // black on bright white
        for (int x = -edge; x < code.size + edge; ++x) {
            const bool upper = code.dark(x, y) == colours;
            const bool lower = code.dark(x, y + 1) == colours;
            out += QChar(blocks[upper][lower]);
        }
        if (colours)
            out += QStringLiteral("\x1b[0m");
        out += u'\n';
    }
    return out;
}

} // namespace culvert::cli
