// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace culvert {

// Bytes that are overwritten when they are let go of. Each copy is its own and is wiped too; there are no shared ones.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes) : bytes_(bytes.begin(), bytes.end()) {}
    Secret(const Secret &) = default;
    Secret(Secret &&other) noexcept { bytes_.swap(other.bytes_); }
    Secret &operator=(Secret other) noexcept
    {
        bytes_.swap(other.bytes_);
        return *this;
    }
    ~Secret();

    [[nodiscard]] QByteArrayView view() const { return {bytes_.data(), qsizetype(bytes_.size())}; }
    [[nodiscard]] bool isEmpty() const { return bytes_.empty(); }
    bool operator==(const Secret &) const = default;

private:
    std::vector<char> bytes_; // never grows: that would leave a copy behind
};

// Overwrites what `bytes` holds and empties it. It must be the only holder: shared bytes are left as they are.
void wipe(QByteArray &bytes);

} // namespace culvert
