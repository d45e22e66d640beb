// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/invite_dialog.h"

#include "api/sentences.h"
#include "core/endpoint.h"
#include "core/limits.h"
#include "core/rule.h"
#include "ui/text/format.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/grow.h"
#include "ui/widgets/qr_view.h"
#include "ui/widgets/targets_edit.h"

#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

namespace {

// Why one of these cannot be allowed; none if all can.
std::optional<Error> firstWrong(const QStringList &targets)
{
    if (std::size_t(targets.size()) > limits::inviteTargets)
        return Error{ErrorCode::LimitReached, InviteDialog::tr("%1 targets in one invite").arg(limits::inviteTargets)};
    for (const QString &target : targets) {
        const auto parsed = parseTarget(target);
        if (!parsed)
            return parsed.error();
        if (!ruleFor(RuleVerb::Allow, parsed->endpoint, parsed->protocol)) // nothing can reach it
            return Error{ErrorCode::EndpointInvalid, target};
    }
    return std::nullopt;
}

} // namespace

InviteDialog::InviteDialog(api::EngineClient &client, QWidget *parent)
    : CommandDialog(client, tr("Invite a machine"), tr("Make the link"), parent),
      targets_(new TargetsEdit(tr("One HOST:PORT a line, HOST:PORT/udp for UDP. Left empty, it reaches nothing until you allow it."), firstWrong, this)),
      label_(new CheckedField(tr("Label"), tr("For you alone, to tell this invite from others. May be empty."), checkName(), this)), expiry_(new QComboBox(this)), link_(new QPlainTextEdit(this)), code_(new QrView(this)),
      copy_(new QPushButton(tr("Copy the link"), this)), afterwards_(new QLabel(this)), result_(new QWidget(this))
{
    setIntroduction(tr("The link lets one other machine pair with this one. It can be used once."));

    expiry_->setObjectName(QStringLiteral("expiry"));
    expiry_->setAccessibleName(tr("Good for"));
    constexpr qint64 minute = 60'000;
    expiry_->addItem(tr("10 minutes"), 10 * minute);
    expiry_->addItem(tr("1 hour"), 60 * minute);
    expiry_->addItem(tr("1 day"), 24 * 60 * minute);
    expiry_->addItem(tr("7 days"), 7 * 24 * 60 * minute);
    expiry_->setCurrentIndex(1);

    form()->addRow(tr("May &reach here:"), targets_);
    form()->addRow(tr("&Good for:"), expiry_);
    label_->setMayBeEmpty(true);
    label_->edit()->setObjectName(QStringLiteral("label"));
    form()->addRow(tr("&Label:"), label_);
    layOutResult();

    connect(targets_, &TargetsEdit::edited, this, [this] { change(); });
    connect(label_, &CheckedField::edited, this, [this] { change(); });
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(link_->toPlainText());
        copy_->setText(tr("Copied"));
    });
    change();
    targets_->setFocus();
}

void InviteDialog::layOutResult()
{
    link_->setObjectName(QStringLiteral("link"));
    link_->setAccessibleName(tr("The link"));
    link_->setReadOnly(true);
    link_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    link_->setWordWrapMode(QTextOption::WrapAnywhere);
    link_->setMinimumHeight(link_->fontMetrics().lineSpacing() * 6);
    link_->setTabChangesFocus(true);
    code_->setObjectName(QStringLiteral("code"));
    copy_->setObjectName(QStringLiteral("copy"));
    afterwards_->setWordWrap(true);

    auto *texts = new QVBoxLayout;
    texts->addWidget(link_, 1);
    texts->addWidget(afterwards_);
    texts->addWidget(copy_, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout(result_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(code_, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    result_->hide();
    form()->addRow(result_);
}

bool InviteDialog::complete() const { return targets_->usable() && label_->usable(); }

api::Command InviteDialog::command() const { return api::CreateInvite{targets_->lines(), expiry_->currentData().toLongLong(), {}, label_->text()}; }

void InviteDialog::succeeded(const QJsonValue &reply)
{
    const QDateTime expires = QDateTime::fromString(reply[QStringLiteral("expiresAt")].toString(), Qt::ISODateWithMs);
    const QString link = reply[QStringLiteral("link")].toString();
    link_->setPlainText(link);
    code_->setText(link);
    code_->setVisible(code_->hasCode());
    const QString until = timeText(expires, QDateTime::currentDateTimeUtc());
    afterwards_->setText(tr("On the other machine choose \"Pair with a machine\" and paste it. Good until %1.").arg(until));
    targets_->fix();
    expiry_->setEnabled(false);
    label_->setEnabled(false);
    result_->show();
    finish();
    copy_->setFocus();
    growToContents(*this);
}

} // namespace culvert::ui
