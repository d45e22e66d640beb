// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/tone.h"

namespace culvert::ui {

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Base).lightnessF() < 0.5;
    switch (tone) {
    case Tone::Plain: return palette.color(QPalette::Text);
    case Tone::Faint: return dark ? QColor(0xa3, 0xa8, 0xae) : QColor(0x5c, 0x63, 0x6a);
    case Tone::Good: return dark ? QColor(0x5b, 0xd0, 0x7a) : QColor(0x15, 0x6f, 0x30);
    case Tone::Waiting: return dark ? QColor(0xf0, 0xb4, 0x4c) : QColor(0x8a, 0x55, 0x00);
    case Tone::Bad: return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1d, 0x1d);
    }
    Q_UNREACHABLE();
}

} // namespace culvert::ui
