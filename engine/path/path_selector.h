// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "path/datagram_path.h"

#include <vector>

namespace culvert::path {

// Several paths to one peer as one: sends by the best kind that is up, receives from any. Engine thread.
class PathSelector final : public DatagramPath {
public:
    // At least one path. They outlive this; their callbacks are its own from here on.
    explicit PathSelector(std::vector<DatagramPath *> paths);
    ~PathSelector() override;

    SendResult send(std::span<const std::uint8_t> datagram) override;
    void flush() override;
    [[nodiscard]] Kind kind() const override;
    void vouch() override;
    [[nodiscard]] std::optional<Instant> roomAt() const override;

private:
    [[nodiscard]] DatagramPath *best() const;

    std::vector<DatagramPath *> paths_;
    DatagramPath *receiving_ = nullptr; // the one whose received() is under way
};

} // namespace culvert::path
