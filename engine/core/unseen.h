// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace culvert {

// The character that begins at `i`, which moves behind it; half a pair of surrogates stands for itself.
[[nodiscard]] char32_t nextCharacter(QStringView text, qsizetype &i);

// A sign that is not seen but steers a terminal, or turns or hides what is around it; not the two joiners U+200C and U+200D, which
// some scripts need.
[[nodiscard]] bool isUnseen(char32_t c);

// `text`, which others may have written, as it may stand on a terminal and in the window: one line, with a space for each break
// and tab, and U+FFFD for each other sign that is not seen.
[[nodiscard]] QString seen(const QString &text);

} // namespace culvert
