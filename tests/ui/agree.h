// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace culvert::test {

// Says yes to the question that the window asks, by the mouse and by the button that is not the default one; behind it the window
// may have a button of the same words.
inline void agree(const QWidget &window)
{
    QPointer<QMessageBox> box;
    QTRY_VERIFY((box = window.findChild<QMessageBox *>()) && box->isVisible());
    QVERIFY(box->buttonRole(box->defaultButton()) == QMessageBox::RejectRole);
    for (QAbstractButton *one : box->buttons()) {
        if (box->buttonRole(one) == QMessageBox::AcceptRole) {
            QTest::mouseClick(one, Qt::LeftButton);
            break;
        }
    }
    QTRY_VERIFY(!box);
}

} // namespace culvert::test
