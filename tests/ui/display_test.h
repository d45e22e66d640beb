// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/culvert/appearance.h"

#include <QApplication>
#include <QDir>
#include <QNetworkProxy>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

namespace culvert::test {

// A test on a display of its own, in front of real engines. Pictures are left in CULVERT_PICTURES, else in "pictures" of the
// current folder.
class DisplayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QApplication::setQuitOnLastWindowClosed(false);
        QLocale::setDefault(QLocale::c());
        QVERIFY(folder_.isValid());
        const QString wanted = qEnvironmentVariable("CULVERT_PICTURES", QStringLiteral("pictures"));
        QVERIFY(QDir().mkpath(wanted));
        pictures_ = QDir(wanted);
    }

protected:
    void picture(QWidget &window, const QString &name)
    {
        for (int turn = 0; turn < 3; ++turn) // a layout that grows tells its parent by an event
            QCoreApplication::processEvents();
        QVERIFY(window.grab().save(pictures_.filePath(name + QStringLiteral(".png"))));
    }

    QTemporaryDir folder_;
    QDir pictures_;
    app::Appearance appearance_;
};

} // namespace culvert::test
