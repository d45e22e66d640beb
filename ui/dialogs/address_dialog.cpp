// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/address_dialog.h"

#include "ui/engine_state.h"
#include "ui/text/format.h"
#include "ui/text/invite_text.h"
#include "ui/widgets/grow.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace culvert::ui {

namespace {

QLabel *plainLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

AddressDialog::AddressDialog(EngineState &state, QWidget *parent)
    : CommandDialog(state.client(), tr("New address"), tr("Take a new address"), parent), state_(state),
      effect_(plainLabel("effect", this)), voided_(new QPlainTextEdit(this)), kept_(plainLabel("kept", this)),
      address_(plainLabel("newAddress", this)), copy_(addAnswer(tr("&Copy the address")))
{
    setIntroduction(tr("Whoever knows only the old address cannot ask this machine to be paired any more, and it does not come back. Machines that are paired stay paired."));
    voided_->setObjectName(QStringLiteral("voided"));
    voided_->setAccessibleName(tr("Invites that become void"));
    voided_->setReadOnly(true);
    voided_->setTabChangesFocus(true);
    voided_->setMinimumWidth(voided_->fontMetrics().averageCharWidth() * 68);
    voided_->setFixedHeight(voided_->fontMetrics().lineSpacing() * 6);
    address_->setAccessibleName(tr("The new address"));
    for (QWidget *widget : std::initializer_list<QWidget *>{effect_, voided_, kept_, address_})
        form()->addRow(widget);
    address_->hide();
    copy_->setObjectName(QStringLiteral("copy"));
    copy_->hide();
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(hex_);
        copy_->setText(tr("Copied"));
    });
    cancelByDefault();
    connect(&state_, &EngineState::updated, this, &AddressDialog::refresh);
    refresh();
}

void AddressDialog::refresh()
{
    if (done_ || busy())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList voided;
    QStringList kept;
    for (const api::InviteInfo &invite : state_.snapshot().invites) {
        if (invite.direct)
            kept << invite.id;
        else
            voided << inviteLine(invite, now);
    }
    const QString lines = voided.join(u'\n');
    if (voided_->toPlainText() != lines) // else its scrolling would be lost
        voided_->setPlainText(lines);
    voided_->setVisible(!voided.isEmpty());
    effect_->setText(voided.isEmpty() ? tr("No open invite becomes void.") : tr("These open invites become void. Their links open nothing any more:"));
    kept_->setText(tr("These stay good, because their links say where to meet without Tox: %1").arg(kept.join(QStringLiteral(", "))));
    kept_->setVisible(!kept.isEmpty());
    change();
}

void AddressDialog::succeeded(const QJsonValue &reply)
{
    done_ = true;
    hex_ = reply[QStringLiteral("address")].toString();
    QStringList voided;
    for (const QJsonValue &invite : reply[QStringLiteral("voided")].toArray())
        voided << invite[QStringLiteral("id")].toString();
    voided_->hide();
    kept_->hide();
    effect_->setText(voided.isEmpty() ? tr("This machine has a new address. No invite became void.")
                                      : tr("This machine has a new address. Invites that are void now: %1").arg(voided.join(QStringLiteral(", "))));
    address_->setText(groupedText(hex_));
    address_->show();
    copy_->show();
    finish();
    copy_->setFocus();
    growToContents(*this);
}

} // namespace culvert::ui
