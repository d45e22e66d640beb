// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/translations.h"
#include "ui/text/status_text.h"
#include "ui/text/words.h"

#include "api/sentences.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace culvert;

// The Chinese texts: every one there, finished, with the same places to fill in as its English one.
class UiTranslations : public QObject {
    Q_OBJECT

    struct Text {
        QString translation;
        bool finished = false;
    };
    using Texts = QMap<QPair<QString, QString>, Text>; // by context and source

    static Texts read(const QString &path)
    {
        Texts texts;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return texts;
        QXmlStreamReader xml(&file);
        QString context;
        QString source;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"name") {
                context = xml.readElementText();
            } else if (xml.name() == u"source") {
                source = xml.readElementText();
            } else if (xml.name() == u"translation") {
                const bool finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
                texts.insert({context, source}, {xml.readElementText(), finished});
            }
        }
        return xml.hasError() ? Texts() : texts;
    }

    static QStringList places(const QString &text)
    {
        static const QRegularExpression place(QStringLiteral("%[0-9]"));
        QStringList found;
        for (auto it = place.globalMatch(text); it.hasNext();)
            found << it.next().captured();
        found.sort();
        found.removeDuplicates();
        return found;
    }

    const QDir root_{QStringLiteral(CULVERT_SOURCE_DIR)};
    const QString chinese_ = root_.filePath(QStringLiteral("ui/translations/culvert_zh_CN.ts"));

private Q_SLOTS:
    void everyTextIsFinishedAndHasThePlacesOfItsSource()
    {
        const Texts texts = read(chinese_);
        QVERIFY(texts.size() > 300);
        for (auto it = texts.begin(); it != texts.end(); ++it) {
            const QString &source = it.key().second;
            QVERIFY2(it->finished && !it->translation.isEmpty(), qPrintable(source));
            QVERIFY2(places(it->translation) == places(source), qPrintable(source));
            QVERIFY2(it->translation.contains(u'&') == source.contains(u'&'), qPrintable(source));
            QVERIFY2(it->translation.endsWith(u'…') == source.endsWith(u'…'), qPrintable(source));
        }
    }

    void noTextOfTheSourcesIsMissing()
    {
        const QString lupdate = QStringLiteral(CULVERT_LUPDATE);
        if (!QFile::exists(lupdate))
            QSKIP("lupdate is not installed here");
        QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh_zh_CN.ts"));
        QProcess process;
        process.setWorkingDirectory(root_.path());
        process.start(lupdate, QStringLiteral("-silent -locations none -I . -I engine").split(u' ')
                          + QStringLiteral(CULVERT_TEXT_SOURCES).split(u' ') + QStringList{QStringLiteral("-ts"), fresh});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        const Texts wanted = read(fresh);
        const Texts there = read(chinese_);
        QVERIFY(wanted.size() > 300);
        for (auto it = wanted.begin(); it != wanted.end(); ++it)
            QVERIFY2(there.contains(it.key()), qPrintable(it.key().first + QStringLiteral(": ") + it.key().second));
        for (auto it = there.begin(); it != there.end(); ++it)
            QVERIFY2(wanted.contains(it.key()), qPrintable(QStringLiteral("in no source: ") + it.key().second));
    }

    void theProgramSpeaksTheLanguageOfItsLocale()
    {
        const Error error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80"), QStringLiteral("nginx")};
        const QString english = QStringLiteral("Listening on 127.0.0.1:80 failed: the port is in use by nginx. Choose another port.");
        QCOMPARE(api::sentence(error), english);
        {
            const app::Translations chinese(QLocale(QLocale::Chinese, QLocale::China));
            QCOMPARE(api::sentence(error), QString::fromUtf8("监听 127.0.0.1:80 失败：端口正被 nginx 使用。请换一个端口。"));
            QCOMPARE(ui::words(api::PeerState::Online), QString::fromUtf8("在线"));
            QCOMPARE(ui::StatusText().title(), QString::fromUtf8("正在启动"));
        }
        QCOMPARE(api::sentence(error), english);
        const app::Translations german(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(api::sentence(error), english);
    }
};

QTEST_GUILESS_MAIN(UiTranslations)
#include "ui_translations.moc"
