// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tunnel_files.h"

#include "core/limits.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/engine_state.h"
#include "ui/save_file.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QPointer>

namespace culvert::ui {

TunnelFiles::TunnelFiles(EngineState &engine, QWidget &window)
    : QObject(&window), engine_(engine), window_(window), import_(new QAction(tr("I&mport tunnels…"), this)), export_(new QAction(tr("&Export tunnels…"), this))
{
    import_->setObjectName(QStringLiteral("importTunnels"));
    export_->setObjectName(QStringLiteral("exportTunnels"));
    connect(import_, &QAction::triggered, this, &TunnelFiles::chooseSource);
    connect(export_, &QAction::triggered, this, &TunnelFiles::choosePlace);
    const auto refresh = [this] { export_->setEnabled(!engine_.snapshot().tunnels.isEmpty()); };
    connect(&engine_, &EngineState::updated, this, refresh);
    refresh();
}

void TunnelFiles::chooseSource()
{
    auto *dialog = new QFileDialog(&window_, tr("Import tunnels"), QDir::homePath(), tr("Lists of tunnels (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("importFile"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TunnelFiles::read);
    dialog->open();
}

void TunnelFiles::read(const QString &path)
{
    QFile file(path);
    const bool open = file.open(QIODevice::ReadOnly);
    const QByteArray bytes = open ? file.read(limits::importSize + 1) : QByteArray();
    if (!open || file.error() != QFileDevice::NoError) {
        Q_EMIT engine_.failed({ErrorCode::ProfileUnreadable, QDir::toNativeSeparators(path), file.errorString()});
        return;
    }
    if (bytes.size() > limits::importSize) { // it would not even be sent
        Q_EMIT engine_.failed({ErrorCode::LimitReached, tr("%1 bytes of a list of tunnels").arg(limits::importSize)});
        return;
    }
    const QString text = QString::fromUtf8(bytes);
    engine_.ask(api::ImportTunnels{text}, [here = QPointer(this), text](const QJsonValue &preview) {
        if (!here) // the window was made anew
            return;
        auto *dialog = new ImportDialog(here->engine_.client(), text, preview.toObject(), &here->window_);
        connect(dialog, &ImportDialog::takenOver, here, [here](int tunnels) { Q_EMIT here->told(tr("Tunnels that were taken over: %1").arg(tunnels)); });
        dialog->open();
    });
}

void TunnelFiles::choosePlace()
{
    auto *dialog = new QFileDialog(&window_, tr("Export tunnels"), QDir::home().filePath(QStringLiteral("culvert-tunnels.json")), tr("Lists of tunnels (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exportFile"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &TunnelFiles::write);
    dialog->open();
}

void TunnelFiles::write(const QString &path)
{
    engine_.ask(api::ExportTunnels{}, [here = QPointer(this), &engine = engine_, path](const QJsonValue &list) {
        if (const auto error = saveFile(path, QJsonDocument(list.toObject()).toJson()))
            Q_EMIT engine.failed(*error);
        else if (here)
            Q_EMIT here->told(tr("The tunnels were saved as %1. No password is in it.").arg(QDir::toNativeSeparators(path)));
    });
}

} // namespace culvert::ui
