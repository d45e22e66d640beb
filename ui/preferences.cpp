// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences.h"

#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace culvert::ui {

namespace {

const QString languageKey = QStringLiteral("window/language");
const QString themeKey = QStringLiteral("window/theme");
const QString closingKey = QStringLiteral("window/closing");
const QString notificationsKey = QStringLiteral("window/notifications");

// In the order of the enums.
QStringList languages() { return {QStringLiteral("system"), QStringLiteral("en"), QStringLiteral("zh_CN")}; }
QStringList themes() { return {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")}; }
QStringList closings() { return {QStringLiteral("ask"), QStringLiteral("quit"), QStringLiteral("minimise")}; }

template <class Choice>
Choice read(const QSettings &memory, const QString &key, const QStringList &words)
{
    return Choice(std::max<qsizetype>(0, words.indexOf(memory.value(key).toString())));
}

} // namespace

Language Preferences::language() const { return read<Language>(memory_, languageKey, languages()); }
Theme Preferences::theme() const { return read<Theme>(memory_, themeKey, themes()); }
Closing Preferences::closing() const { return read<Closing>(memory_, closingKey, closings()); }
bool Preferences::notifications() const { return memory_.value(notificationsKey, true).toBool(); }
void Preferences::setLanguage(Language language) { memory_.setValue(languageKey, languages().at(int(language))); }
void Preferences::setTheme(Theme theme) { memory_.setValue(themeKey, themes().at(int(theme))); }
void Preferences::setClosing(Closing closing) { memory_.setValue(closingKey, closings().at(int(closing))); }
void Preferences::setNotifications(bool on) { memory_.setValue(notificationsKey, on); }

} // namespace culvert::ui
