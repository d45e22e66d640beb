// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace culvert::api {

namespace {

struct Free {
    void operator()(QRcode *code) const { QRcode_free(code); }
};

} // namespace

bool qrCodesSupported() { return true; }

std::optional<QrCode> qrCode(const QByteArray &text)
{
    // Screens neither tear nor get dirty: the lowest level of correction gives the fewest modules, which cameras like best.
    const std::unique_ptr<QRcode, Free> code(
        QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char *>(text.constData()), 0, QR_ECLEVEL_L));
    if (!code)
        return std::nullopt;
    QrCode out;
    out.size = code->width;
    out.modules.reserve(qsizetype(code->width) * code->width);
    for (int i = 0; i < code->width * code->width; ++i)
        out.modules.append((code->data[i] & 1) != 0);
    return out;
}

} // namespace culvert::api
