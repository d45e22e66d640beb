// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/invite_dialog.h"

#include "api/sentences.h"
#include "core/endpoint.h"
#include "core/limits.h"
#include "ui/text/format.h"
#include "ui/widgets/hint_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

namespace {

// The lines that are not blank.
QStringList lines(const QPlainTextEdit *edit)
{
    QStringList out;
    for (const QString &line : edit->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            out << line.trimmed();
    }
    return out;
}

// Why one of these cannot be allowed; none if all can.
std::optional<Error> firstWrong(const QStringList &targets)
{
    if (std::size_t(targets.size()) > limits::inviteTargets)
        return Error{ErrorCode::LimitReached, InviteDialog::tr("%1 targets in one invite").arg(limits::inviteTargets)};
    for (const QString &target : targets) {
        if (const auto parsed = parseEndpoint(target); !parsed.ok())
            return parsed.error();
    }
    return std::nullopt;
}

} // namespace

InviteDialog::InviteDialog(api::EngineClient &client, QWidget *parent)
    : CommandDialog(client, tr("Invite a machine"), tr("Make the link"), parent), targets_(new QPlainTextEdit(this)),
      targetsHint_(new HintLabel(this)), expiry_(new QComboBox(this)), link_(new QPlainTextEdit(this)),
      copy_(new QPushButton(tr("Copy the link"), this)), afterwards_(new QLabel(this)), result_(new QWidget(this))
{
    setIntroduction(tr("The link lets one other machine pair with this one. It can be used once."));

    targets_->setObjectName(QStringLiteral("targets"));
    targets_->setAccessibleName(tr("What the other machine may reach here"));
    targets_->setPlaceholderText(QStringLiteral("127.0.0.1:80\n192.168.1.10:22"));
    targets_->setTabChangesFocus(true);
    targets_->setFixedHeight(targets_->fontMetrics().lineSpacing() * 5);
    targets_->setMinimumWidth(targets_->fontMetrics().averageCharWidth() * 68);
    auto *targetsColumn = new QVBoxLayout;
    targetsColumn->setSpacing(2);
    targetsColumn->addWidget(targets_);
    targetsColumn->addWidget(targetsHint_);

    expiry_->setObjectName(QStringLiteral("expiry"));
    expiry_->setAccessibleName(tr("Good for"));
    constexpr qint64 minute = 60'000;
    expiry_->addItem(tr("10 minutes"), 10 * minute);
    expiry_->addItem(tr("1 hour"), 60 * minute);
    expiry_->addItem(tr("1 day"), 24 * 60 * minute);
    expiry_->addItem(tr("7 days"), 7 * 24 * 60 * minute);
    expiry_->setCurrentIndex(1);

    form()->addRow(tr("May &reach here:"), targetsColumn);
    if (auto *label = qobject_cast<QLabel *>(form()->labelForField(targetsColumn)))
        label->setBuddy(targets_);
    form()->addRow(tr("&Good for:"), expiry_);

    link_->setObjectName(QStringLiteral("link"));
    link_->setAccessibleName(tr("The link"));
    link_->setReadOnly(true);
    link_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    link_->setWordWrapMode(QTextOption::WrapAnywhere);
    link_->setFixedHeight(link_->fontMetrics().lineSpacing() * 6);
    link_->setTabChangesFocus(true);
    copy_->setObjectName(QStringLiteral("copy"));
    afterwards_->setWordWrap(true);
    auto *copyRow = new QHBoxLayout;
    copyRow->addWidget(afterwards_, 1);
    copyRow->addWidget(copy_);
    auto *resultColumn = new QVBoxLayout(result_);
    resultColumn->setContentsMargins(0, 0, 0, 0);
    resultColumn->addWidget(link_);
    resultColumn->addLayout(copyRow);
    result_->hide();
    form()->addRow(result_);

    connect(targets_, &QPlainTextEdit::textChanged, this, &InviteDialog::judge);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(link_->toPlainText());
        copy_->setText(tr("Copied"));
    });
    judge();
    targets_->setFocus();
}

void InviteDialog::judge()
{
    const auto error = firstWrong(lines(targets_));
    if (error)
        targetsHint_->warn(api::sentence(*error));
    else
        targetsHint_->advise(tr("One HOST:PORT a line. Left empty, it reaches nothing until you allow it."));
    change();
}

bool InviteDialog::complete() const { return !firstWrong(lines(targets_)); }

api::Command InviteDialog::command() const { return api::CreateInvite{lines(targets_), expiry_->currentData().toLongLong()}; }

void InviteDialog::succeeded(const QJsonValue &reply)
{
    const QDateTime expires = QDateTime::fromString(reply[QStringLiteral("expiresAt")].toString(), Qt::ISODateWithMs);
    link_->setPlainText(reply[QStringLiteral("link")].toString());
    afterwards_->setText(tr("On the other machine choose \"Pair with a machine\" and paste it. Good until %1.")
                             .arg(timeText(expires, QDateTime::currentDateTimeUtc())));
    targets_->setReadOnly(true);
    targetsHint_->hide();
    expiry_->setEnabled(false);
    result_->show();
    finish();
    copy_->setFocus();
    grow();
}

} // namespace culvert::ui
