// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/question.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace culvert::ui {

void askFirst(QWidget *parent, const QString &text, const QString &consequence, const QString &yesText,
              std::function<void()> yes)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(QGuiApplication::applicationDisplayName());
    box->setTextFormat(Qt::PlainText);
    box->setText(text);
    box->setInformativeText(consequence);
    auto *agree = box->addButton(yesText, QMessageBox::AcceptRole);
    auto *no = box->addButton(QCoreApplication::translate("culvert::ui::Question", "Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(agree, &QPushButton::clicked, parent, std::move(yes));
    box->open();
}

} // namespace culvert::ui
