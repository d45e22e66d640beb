// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/paste_nodes_dialog.h"

#include "api/sentences.h"
#include "ui/text/node_text.h"
#include "ui/widgets/hint_label.h"

#include <QFormLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace culvert::ui {

PasteNodesDialog::PasteNodesDialog(api::EngineClient &client, const QList<BootstrapNode> &nodes, QWidget *parent)
    : CommandDialog(client, tr("Paste bootstrap nodes"), tr("Add them"), parent), engine_(client), nodes_(nodes), text_(new QPlainTextEdit(this)), hint_(new HintLabel(this))
{
    setObjectName(QStringLiteral("pasteNodes"));
    setIntroduction(tr("A list of nodes in the form that the Tox network publishes (nodes.json)."));
    text_->setObjectName(QStringLiteral("nodesText"));
    text_->setAccessibleName(tr("List of nodes"));
    text_->setTabChangesFocus(true);
    text_->setPlaceholderText(QStringLiteral("{\"nodes\": [{\"ipv4\": \"node.example.org\", \"port\": 33445, \"tcp_ports\": [443], \"public_key\": \"…\"}]}"));
    text_->setMinimumSize(text_->fontMetrics().averageCharWidth() * 72, text_->fontMetrics().lineSpacing() * 10);
    QVBoxLayout *column = hint_->columnUnder(text_);
    column->setStretchFactor(text_, 1);
    form()->addRow(column);
    connect(text_, &QPlainTextEdit::textChanged, this, &PasteNodesDialog::read);
    text_->setFocus();
    change();
}

// The engine reads it, by the rules of the file.
void PasteNodesDialog::read()
{
    found_.clear();
    hint_->advise({});
    change();
    const int reading = ++reading_;
    if (text_->toPlainText().trimmed().isEmpty())
        return;
    engine_.send(api::SetNodes{text_->toPlainText(), false}, this, [this, reading](const api::Reply &reply) {
        if (reading != reading_)
            return;
        if (!reply) {
            hint_->warn(api::sentence(reply.error()));
        } else {
            found_ = nodesFrom(*reply);
            hint_->advise(tr("Usable nodes in it: %1").arg(found_.size()));
        }
        change();
    });
}

api::Command PasteNodesDialog::command() const
{
    QList<BootstrapNode> next = nodes_;
    for (const BootstrapNode &node : found_) {
        if (!next.contains(node))
            next << node;
    }
    return api::SetNodes{QString::fromUtf8(encodeNodes(next))};
}

} // namespace culvert::ui
