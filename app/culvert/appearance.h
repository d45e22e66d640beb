// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/translations.h"
#include "ui/preferences.h"

#include <QPalette>
#include <QString>

#include <optional>

namespace culvert::app {

// The language, the formats of numbers and dates, and the colours of this process. Windows that are there keep their texts:
// they are to be made anew after use().
class Appearance {
public:
    Appearance();

    // The system's choice where the person has none.
    void use(const ui::Preferences &preferences);

private:
    QString systemStyle_;
    QPalette systemPalette_;
    std::optional<Translations> translations_;
    ui::Theme theme_ = ui::Theme::System;
};

} // namespace culvert::app
