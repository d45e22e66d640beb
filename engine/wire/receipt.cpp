// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/receipt.h"

#include "wire/datagram.h"

#include <QtEndian>

namespace culvert::wire {

void encode(const Receipt &receipt, std::span<std::uint8_t, Receipt::size> out)
{
    out[0] = std::uint8_t(DatagramType::Receipt);
    out[1] = std::uint8_t(receipt.step);
    qToBigEndian(receipt.number, &out[2]);
    qToBigEndian(receipt.arrived, &out[6]);
}

std::optional<Receipt> decodeReceipt(std::span<const std::uint8_t> datagram)
{
    if (datagram.size() < Receipt::size || datagram[0] != std::uint8_t(DatagramType::Receipt))
        return std::nullopt;
    const auto step = Receipt::Step(datagram[1]);
    if (step != Receipt::Step::Question && step != Receipt::Step::Answer)
        return std::nullopt;
    return Receipt{step, qFromBigEndian<std::uint32_t>(&datagram[2]), qFromBigEndian<std::uint32_t>(&datagram[6])};
}

} // namespace culvert::wire
