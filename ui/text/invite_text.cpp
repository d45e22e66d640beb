// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/invite_text.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace culvert::ui {

namespace {

struct InviteText {
    Q_DECLARE_TR_FUNCTIONS(culvert::ui::InviteText)
};

} // namespace

QString allowedText(const QStringList &targets)
{
    return targets.isEmpty() ? InviteText::tr("Nothing") : targets.join(QStringLiteral(", "));
}

QString inviteLine(const api::InviteInfo &invite, const QDateTime &now)
{
    const QString called = invite.label.isEmpty() ? invite.id : InviteText::tr("%1 \"%2\"").arg(invite.id, invite.label);
    const QString reach = invite.allow.isEmpty() ? InviteText::tr("reaches nothing") : InviteText::tr("reaches %1").arg(allowedText(invite.allow));
    return invite.createdAt.isValid() ? InviteText::tr("%1, made %2, %3").arg(called, timeText(invite.createdAt, now), reach)
                                      : InviteText::tr("%1, %2").arg(called, reach);
}

} // namespace culvert::ui
