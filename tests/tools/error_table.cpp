// SPDX-License-Identifier: GPL-3.0-or-later
// Every error with its number, its name in JSON, whether it may cross the wire, and its sentence, as JSON: for tools/docs.
// usage: error_table LANGUAGE
#include "api/sentences.h"
#include "app/common/translations.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: error_table LANGUAGE\n", stderr);
        return 2;
    }
    const culvert::app::Translations translations(QLocale(QString::fromLatin1(argv[1])));
    const QString some = QStringLiteral("…");
    QJsonArray all;
    for (int number = 0; number < 200; ++number) {
        const auto code = culvert::ErrorCode(number);
        const QString name = culvert::codeName(code);
        if (name.isEmpty())
            continue;
        QString sentence = culvert::api::sentence({code, some, some, {}, {}});
        if (code == culvert::ErrorCode::PortNotPermitted) // Linux has one of its own
            sentence.prepend(culvert::api::sentence({code, some, {}, {}, {}}) + QLatin1Char(' '));
        all.append(QJsonObject{{QStringLiteral("number"), number},
                               {QStringLiteral("name"), name},
                               {QStringLiteral("wire"), culvert::wireCode(quint64(number)) == code},
                               {QStringLiteral("sentence"), sentence}});
    }
    std::fputs(QJsonDocument(all).toJson(QJsonDocument::Compact).constData(), stdout);
}
