// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/grow.h"

#include <QLayout>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace culvert::ui {

void growToContents(QWidget &window)
{
    if (!window.isVisible())
        return;
    QLayout *layout = window.layout();
    layout->activate();
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(window.width()) : layout->totalSizeHint().height();
    const int frame = window.frameGeometry().height() - window.height();
    const int height = std::min(wanted, window.screen()->availableGeometry().height() - frame);
    if (height > window.height())
        window.resize(window.width(), height);
}

} // namespace culvert::ui
