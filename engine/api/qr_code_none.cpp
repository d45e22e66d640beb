// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/qr_code.h"

namespace culvert::api {

bool qrCodesSupported() { return false; }
std::optional<QrCode> qrCode(const QByteArray &) { return std::nullopt; }

} // namespace culvert::api
