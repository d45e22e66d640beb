// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace culvert::ui {

// Whether this program starts with the person's session.
class SessionStart {
public:
    virtual ~SessionStart() = default;

    [[nodiscard]] virtual bool enabled() const = 0;
    // Error: ProfileUnwritable, of the file or key that says so.
    [[nodiscard]] virtual Outcome setEnabled(bool on) = 0;
};

} // namespace culvert::ui
