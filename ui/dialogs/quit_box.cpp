// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/quit_box.h"

#include "ui/text/format.h"

#include <QPushButton>

namespace culvert::ui {

QuitBox::QuitBox(qsizetype open, bool canHide, QWidget *window) : QMessageBox(window)
{
    setObjectName(QStringLiteral("quitting"));
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(Question);
    setWindowTitle(tr("Culvert"));
    setText(open == 1 ? tr("One connection is open. Quit all the same?") : tr("%1 connections are open. Quit all the same?").arg(numberText(open)));
    setInformativeText(open == 1 ? tr("Quitting cuts it.") : tr("Quitting cuts them."));
    auto *quit = addButton(tr("Quit"), DestructiveRole);
    quit->setObjectName(QStringLiteral("quit"));
    connect(quit, &QPushButton::clicked, this, &QuitBox::quitChosen);
    if (canHide) {
        auto *hide = addButton(tr("Hide the window"), ActionRole);
        hide->setObjectName(QStringLiteral("hide"));
        connect(hide, &QPushButton::clicked, this, &QuitBox::hidingChosen);
    }
    auto *cancel = addButton(tr("Cancel"), RejectRole);
    setDefaultButton(cancel);
    setEscapeButton(cancel);
}

} // namespace culvert::ui
