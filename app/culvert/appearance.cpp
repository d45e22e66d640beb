// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/appearance.h"

#include "ui/look/theme.h"

#include <QApplication>
#include <QLocale>
#include <QStyle>

namespace culvert::app {

namespace {

QLocale localeOf(ui::Language language)
{
    switch (language) {
    case ui::Language::System: return QLocale::system();
    case ui::Language::English: return QLocale::system().language() == QLocale::English ? QLocale::system() : QLocale(QLocale::English);
    case ui::Language::Chinese: return QLocale(QLocale::Chinese, QLocale::China);
    }
    Q_UNREACHABLE();
}

} // namespace

Appearance::Appearance() : systemStyle_(QApplication::style()->name()), systemPalette_(QApplication::palette()), translations_(std::in_place) {}

void Appearance::use(const ui::Preferences &preferences)
{
    const QLocale locale = localeOf(preferences.language());
    QLocale::setDefault(locale);
    translations_.emplace(locale);

    const ui::Theme theme = preferences.theme();
    if (theme == std::exchange(theme_, theme))
        return;
    // The desktop's own style paints with the desktop's colours; this one with those that it is given.
    QApplication::setStyle(theme == ui::Theme::System ? systemStyle_ : QStringLiteral("Fusion"));
    QApplication::setPalette(theme == ui::Theme::System ? systemPalette_ : ui::themePalette(theme == ui::Theme::Dark));
}

} // namespace culvert::app
