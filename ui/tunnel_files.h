// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace culvert::ui {

class EngineState;

// Tunnels to a file and from one: two actions for menus and buttons. No password is ever in such a file.
class TunnelFiles final : public QObject {
    Q_OBJECT
public:
    // `engine` and `window`, over which dialogs open, outlive this object.
    TunnelFiles(EngineState &engine, QWidget &window);

    [[nodiscard]] QAction *importing() const { return import_; }
    [[nodiscard]] QAction *exporting() const { return export_; }

Q_SIGNALS:
    void told(const QString &what); // what was done, for a person to read

private:
    void chooseSource();
    void choosePlace();
    void read(const QString &path);
    void write(const QString &path);

    EngineState &engine_;
    QWidget &window_;
    QAction *import_;
    QAction *export_;
};

} // namespace culvert::ui
