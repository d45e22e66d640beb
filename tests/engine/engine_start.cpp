// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/engine_host.h"
#include "host/password_edit.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace culvert;

// How an engine begins, and begins again where its first try was in vain.
class EngineStart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The window tries without a password first: that opens the profile, and puts the config aside.
    void aBrokenConfigIsAmongTheErrorsOfTheEngineThatStartsInTheEnd()
    {
        const QTemporaryDir folder;
        const Secret password("a password");
        {
            auto edit = host::PasswordEdit::open(folder.path());
            QVERIFY(edit.ok() && edit->change({}, password).ok());
        }
        QFile config(folder.filePath(QStringLiteral("config.json")));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write("{") == 1);
        config.close();

        host::EngineOptions options;
        options.profileFolder = folder.path();
        options.builtInNodes = false;
        options.loopbackOnly = true;
        host::EngineHost host(options);
        QList<ErrorCode> told;
        std::optional<ErrorCode> failed;
        bool started = false;
        connect(&host, &api::EngineClient::errorOccurred, this, [&](const Error &error) { told.append(error.code); });
        connect(&host, &host::EngineHost::failed, this, [&](const Error &error) { failed = error.code; });
        connect(&host, &host::EngineHost::started, this, [&] { started = true; });
        host.start();
        QTRY_VERIFY(failed);
        QCOMPARE(*failed, ErrorCode::PasswordNeeded);
        QCOMPARE(told, QList{ErrorCode::ConfigBroken});
        host.start(password);
        QTRY_VERIFY(started);

        std::optional<api::Reply> status;
        host.send(api::Status{}, this, [&](const api::Reply &reply) { status = reply; });
        QTRY_VERIFY(status);
        const QJsonArray errors = (**status)[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors[0][QStringLiteral("code")].toString(), codeName(ErrorCode::ConfigBroken));
        QCOMPARE(errors[0][QStringLiteral("count")].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(EngineStart)
#include "engine_start.moc"
