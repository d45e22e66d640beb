// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSettings;

namespace culvert::ui {

enum class Language { System, English, Chinese };
enum class Theme { System, Light, Dark };
// What closing the window does where there is no tray.
enum class Closing { Ask, Quit, Minimise };

// What a person chose for the window itself. The words in the file are stable; an unknown one counts as the first choice.
class Preferences {
public:
    // `memory` outlives this object.
    explicit Preferences(QSettings &memory) : memory_(memory) {}

    [[nodiscard]] Language language() const;
    [[nodiscard]] Theme theme() const;
    [[nodiscard]] Closing closing() const;
    [[nodiscard]] bool notifications() const; // true unless switched off
    void setLanguage(Language language);
    void setTheme(Theme theme);
    void setClosing(Closing closing);
    void setNotifications(bool on);

private:
    QSettings &memory_;
};

} // namespace culvert::ui
