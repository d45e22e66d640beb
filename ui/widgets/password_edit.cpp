// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/password_edit.h"

#include "core/limits.h"
#include "ui/look/page_icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>

namespace culvert::ui {

QLineEdit *passwordEdit(const QString &accessibleName, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setAccessibleName(accessibleName);
    edit->setEchoMode(QLineEdit::Password);
    edit->setMaxLength(int(limits::passwordSize) / 4); // a character has up to four bytes
    edit->setMinimumWidth(edit->fontMetrics().averageCharWidth() * 40);
    QAction *eye = edit->addAction(pageIcon(PageSign::Eye, edit->palette()), QLineEdit::TrailingPosition);
    eye->setCheckable(true);
    eye->setText(QCoreApplication::translate("culvert::ui::PasswordEdit", "Show what is typed"));
    eye->setToolTip(eye->text());
    QObject::connect(eye, &QAction::toggled, edit, [edit](bool shown) { edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    return edit;
}

Secret secretOf(const QLineEdit *edit)
{
    QByteArray bytes = edit->text().toUtf8();
    Secret secret(bytes);
    wipe(bytes);
    return secret;
}

} // namespace culvert::ui
