// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/grow.h"

#include <QLayout>
#include <QWidget>

namespace culvert::ui {

void growToContents(QWidget &window)
{
    if (!window.isVisible())
        return;
    QLayout *layout = window.layout();
    layout->activate();
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(window.width()) : layout->totalSizeHint().height();
    if (wanted > window.height())
        window.resize(window.width(), wanted);
}

} // namespace culvert::ui
