// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

static void openTranslations() { Q_INIT_RESOURCE(culvert_translations); } // not in a namespace: so the macro wants it

namespace culvert::app {

Translations::Translations(const QLocale &locale)
{
    openTranslations();
    const QStringList languages = locale.uiLanguages();
    for (const QString &language : languages) {
        if (language.startsWith(QLatin1String("en")))
            return;
        if (language.startsWith(QLatin1String("zh"))) {
            install(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)); // the toolkit's own texts
            install(QStringLiteral("culvert_zh_CN"), QStringLiteral(":/translations"));
            return;
        }
    }
}

Translations::~Translations()
{
    for (const auto &translator : installed_)
        QCoreApplication::removeTranslator(translator.get());
}

void Translations::install(const QString &name, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(name, folder))
        return;
    QCoreApplication::installTranslator(translator.get());
    installed_.push_back(std::move(translator));
}

} // namespace culvert::app
