// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

#include <memory>
#include <vector>

namespace culvert::app {

// The texts of the programs in the person's language, installed in the application for as long as this object lives. The
// languages are those of `locale` in its order; one that we have no texts for is passed over, and English needs none.
class Translations {
public:
    explicit Translations(const QLocale &locale = QLocale::system());
    ~Translations();
    Translations(const Translations &) = delete;
    Translations &operator=(const Translations &) = delete;

private:
    void install(const QString &name, const QString &folder);

    std::vector<std::unique_ptr<QTranslator>> installed_;
};

} // namespace culvert::app
