// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;

namespace culvert::ui {

class EngineState;
class SettingLine;
class SettingSwitch;

// The engine's own settings: the Tox network, the direct path, limits.
class NetworkSettings final : public QWidget {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit NetworkSettings(EngineState &engine, QWidget *parent = nullptr);

    void load();

private:
    QFormLayout *group(const QString &title, const QString &introduction);
    void addSwitch(QFormLayout *form, const char *key, const QString &text, const QString &meaning);
    void addLine(QFormLayout *form, const char *key, const QString &label, const QString &name, const QString &advice);

    EngineState &engine_;
    QList<SettingSwitch *> switches_;
    QList<SettingLine *> lines_;
};

} // namespace culvert::ui
