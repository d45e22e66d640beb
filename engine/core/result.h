// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <utility>
#include <variant>

namespace culvert {

// A value or the error that kept it from being made. Asking for the wrong one is a programming fault (asserted).
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T &value() { Q_ASSERT(ok()); return *std::get_if<0>(&held_); }
    [[nodiscard]] const T &value() const { Q_ASSERT(ok()); return *std::get_if<0>(&held_); }
    [[nodiscard]] const Error &error() const { Q_ASSERT(!ok()); return *std::get_if<1>(&held_); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }

private:
    std::variant<T, Error> held_;
};

// Done, or the error that kept it from being done.
using Outcome = Result<std::monostate>;
inline Outcome done() { return std::monostate{}; }

} // namespace culvert
