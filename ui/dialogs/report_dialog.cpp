// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/report_dialog.h"

#include "api/sentences.h"
#include "ui/save_file.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

ReportDialog::ReportDialog(const QString &text, QWidget *parent) : QDialog(parent), text_(new QPlainTextEdit(text, this)), message_(new QLabel(this))
{
    setWindowTitle(tr("Report"));
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("report"));
    auto *introduction = new QLabel(tr("For somebody who helps you. Keys are shortened, and the addresses of this machine and of its peers are left out. "
                                       "Names of peers and tunnels, ports listened on with their addresses, targets and the last errors are in it: read it before you give it away."),
                                    this);
    introduction->setWordWrap(true);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(tr("The report"));
    text_->setObjectName(QStringLiteral("reportText"));
    text_->setTabChangesFocus(true);
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setObjectName(QStringLiteral("message"));
    message_->hide();

    auto *buttons = new QDialogButtonBox(this);
    auto *save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
    auto *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    save->setObjectName(QStringLiteral("save"));
    copy->setObjectName(QStringLiteral("copy"));
    connect(save, &QPushButton::clicked, this, &ReportDialog::choosePlace);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text_->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(introduction);
    column->addWidget(text_, 1);
    column->addWidget(message_);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 32);
}

void ReportDialog::choosePlace()
{
    auto *dialog = new QFileDialog(this, tr("Save the report"), QDir::home().filePath(QStringLiteral("culvert-report.txt")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportDialog::saveAs);
    dialog->open();
}

void ReportDialog::saveAs(const QString &path)
{
    const auto error = saveFile(path, text_->toPlainText().toUtf8());
    message_->setText(error ? api::sentence(*error) : tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
    message_->show();
}

} // namespace culvert::ui
