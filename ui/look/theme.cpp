// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

namespace culvert::ui {

QPalette themePalette(bool dark)
{
    const QColor window = dark ? QColor(0x36, 0x39, 0x3d) : QColor(0xef, 0xef, 0xef);
    const QColor text = dark ? QColor(0xe6, 0xe6, 0xe6) : QColor(0x12, 0x14, 0x16);
    QPalette out(window, dark ? QColor(0x2b, 0x2d, 0x30) : window);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        out.setColor(role, text);
    out.setColor(QPalette::Base, dark ? QColor(0x1f, 0x21, 0x23) : Qt::white);
    out.setColor(QPalette::AlternateBase, dark ? QColor(0x27, 0x29, 0x2c) : QColor(0xf6, 0xf6, 0xf7));
    out.setColor(QPalette::ToolTipBase, dark ? window : QColor(0xff, 0xff, 0xe8));
    out.setColor(QPalette::PlaceholderText, dark ? QColor(0x90, 0x94, 0x98) : QColor(0x70, 0x74, 0x78));
    out.setColor(QPalette::Highlight, dark ? QColor(0x2f, 0x65, 0xca) : QColor(0x2b, 0x6c, 0xb0));
    out.setColor(QPalette::HighlightedText, Qt::white);
    out.setColor(QPalette::Link, dark ? QColor(0x7f, 0xb4, 0xff) : QColor(0x1f, 0x5f, 0xa8));
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        out.setColor(QPalette::Disabled, role, dark ? QColor(0x7c, 0x80, 0x85) : QColor(0x9a, 0x9d, 0xa1));
    return out;
}

} // namespace culvert::ui
