// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/accept_dialog.h"

#include "core/limits.h"
#include "core/rule.h"
#include "ui/engine_state.h"
#include "ui/text/format.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/hint_label.h"
#include "ui/widgets/targets_edit.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

namespace {

// Why one of these can be no line that allows; none if all can.
std::optional<Error> firstWrong(const QStringList &targets)
{
    if (targets.size() > limits::rulesPerPeer)
        return Error{ErrorCode::LimitReached, AcceptDialog::tr("%1 rules of a peer").arg(limits::rulesPerPeer)};
    for (const QString &target : targets) {
        if (const auto rule = parseRuleTarget(RuleVerb::Allow, target); !rule)
            return rule.error();
    }
    return std::nullopt;
}

} // namespace

AcceptDialog::AcceptDialog(EngineState &state, const api::RequestInfo &request, QWidget *parent)
    : CommandDialog(state.client(), tr("Accept a machine"), tr("Pair"), parent), state_(state), asker_(request.id),
      name_(new CheckedField(tr("Name"), request.name.isEmpty() ? tr("How that machine is called here. Left empty, it is called by the beginning of its key.")
                                                             : tr("How that machine is called here. Left empty, it is called what it calls itself."),
                             checkName(), this)),
      targets_(new TargetsEdit(tr("One target a line, as in the rules of a peer. Left empty, it reaches nothing until you allow it."), firstWrong, this))
{
    setIntroduction(request.name.isEmpty() ? tr("A machine that does not say its name asks to be paired with this one.")
                                           : tr("A machine that calls itself \"%1\" asks to be paired with this one. Anybody can use that name: the key alone shows which machine it is.").arg(request.name));

    auto *key = new QLabel(groupedText(request.id.toHex()), this);
    key->setObjectName(QStringLiteral("key"));
    key->setAccessibleName(tr("Key of that machine"));
    key->setWordWrap(true);
    key->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *advice = new HintLabel(this);
    advice->advise(tr("Compare it on that machine: its Tox address, on the page Settings or by \"culvertd id\", begins with the same 64 digits."));
    QVBoxLayout *keyColumn = advice->columnUnder(key);

    name_->setMayBeEmpty(true);
    name_->setText(request.name);
    name_->setRemark([this](const QString &name) { return remarkOn(name); });
    name_->edit()->setObjectName(QStringLiteral("name"));
    name_->edit()->selectAll();
    form()->addRow(tr("Its key:"), keyColumn);
    form()->addRow(tr("&Name:"), name_);
    form()->addRow(tr("May &reach here:"), targets_);

    connect(name_, &CheckedField::edited, this, [this] { change(); });
    connect(targets_, &TargetsEdit::edited, this, [this] { change(); });
    change();
    name_->setFocus();
}

QString AcceptDialog::remarkOn(const QString &name) const
{
    const auto &peers = state_.snapshot().peers;
    const bool taken = std::any_of(peers.begin(), peers.end(), [&](const api::PeerInfo &peer) { return peer.name == name; });
    return taken ? tr("A peer \"%1\" is there already, and this is another machine. It will get a number behind its name.").arg(name) : QString();
}

bool AcceptDialog::complete() const { return name_->usable() && targets_->usable(); }

api::Command AcceptDialog::command() const { return api::AcceptRequest{asker_.toHex(), name_->text(), targets_->lines()}; }

} // namespace culvert::ui
