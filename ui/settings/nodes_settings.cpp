// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/nodes_settings.h"

#include "api/sentences.h"
#include "ui/dialogs/node_dialog.h"
#include "ui/dialogs/paste_nodes_dialog.h"
#include "ui/engine_state.h"
#include "ui/text/node_text.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

namespace {

enum Column { Host, Udp, Tcp, Key, Columns };

constexpr int shownRows = 5;

// Those of a person's own in the engine's answer.
QList<BootstrapNode> ownFrom(const QJsonValue &reply) { return reply[QStringLiteral("source")].toString() == u"own" ? nodesFrom(reply) : QList<BootstrapNode>(); }

// `now` with those of `before` that `after` has no more, each about where it was.
QList<BootstrapNode> putBack(QList<BootstrapNode> now, const QList<BootstrapNode> &before, const QList<BootstrapNode> &after)
{
    for (qsizetype at = 0; at < before.size(); ++at) {
        if (!after.contains(before[at]) && !now.contains(before[at]))
            now.insert(std::min(at, now.size()), before[at]);
    }
    return now;
}

} // namespace

NodesSettings::NodesSettings(EngineState &engine, QWidget *parent)
    : QGroupBox(tr("Bootstrap nodes"), parent), engine_(engine), source_(new QLabel(this)), list_(new QTreeWidget(this))
{
    source_->setWordWrap(true);
    source_->setTextFormat(Qt::PlainText);
    source_->setObjectName(QStringLiteral("nodesSource"));
    list_->setObjectName(QStringLiteral("nodes"));
    list_->setAccessibleName(tr("Bootstrap nodes of your own"));
    list_->setHeaderLabels({tr("Host"), tr("UDP port"), tr("TCP ports"), tr("Key")});
    likeTableView(*list_);
    list_->setTextElideMode(Qt::ElideRight);
    list_->header()->setStretchLastSection(true);
    list_->setColumnWidth(Host, fontMetrics().averageCharWidth() * 30);
    list_->setColumnWidth(Tcp, fontMetrics().averageCharWidth() * 18);
    list_->setFixedHeight((fontMetrics().lineSpacing() + 10) * (shownRows + 1) + 12);

    auto *buttons = new QHBoxLayout;
    add_ = makeAction(tr("Add a node…"), "nodeAdd", &NodesSettings::add);
    buttons->addWidget(new ActionButton(add_, this));
    edit_ = makeAction(tr("Edit node…"), "nodeEdit", &NodesSettings::editChosen);
    remove_ = makeAction(tr("Remove node"), "nodeRemove", &NodesSettings::removeChosen);
    remove_->setShortcut(QKeySequence::Delete);
    remove_->setShortcutContext(Qt::WidgetShortcut);
    list_->addActions({edit_, remove_});
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    buttons->addWidget(new ActionButton(edit_, this));
    buttons->addWidget(new ActionButton(remove_, this));
    paste_ = makeAction(tr("Paste a list…"), "nodesPaste", &NodesSettings::paste);
    buttons->addWidget(new ActionButton(paste_, this));
    removeAll_ = makeAction(tr("Use the program's nodes"), "nodesReset", &NodesSettings::removeAll);
    buttons->addWidget(new ActionButton(removeAll_, this));
    buttons->addStretch();

    auto *column = new QVBoxLayout(this);
    column->addWidget(source_);
    column->addWidget(list_);
    column->addLayout(buttons);
    connect(list_, &QTreeWidget::itemSelectionChanged, this, &NodesSettings::refresh);
    connect(list_, &QTreeWidget::itemActivated, edit_, &QAction::trigger);
    list_->hide();
    setKnown(false);
}

QAction *NodesSettings::makeAction(const QString &text, const char *object, void (NodesSettings::*act)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(object));
    connect(action, &QAction::triggered, this, act);
    return action;
}

void NodesSettings::load()
{
    engine_.client().send(api::ListNodes{}, this, [this](const api::Reply &reply) {
        if (reply) {
            show((*reply)[QStringLiteral("source")].toString(), nodesFrom(*reply));
            return;
        }
        // A nodes.json that cannot be used keeps Tox from its next start: it can be put away here.
        if (reply.error().code == ErrorCode::NodesBroken) {
            show({}, {});
            removeAll_->setEnabled(true);
        } else {
            setKnown(false);
        }
        source_->setText(api::sentence(reply.error()));
    });
}

void NodesSettings::show(const QString &source, const QList<BootstrapNode> &nodes)
{
    const bool own = source == u"own";
    nodes_ = own ? nodes : QList<BootstrapNode>();
    source_->setText(own ? tr("These nodes alone are asked for the way into the Tox network. What is changed here counts from the next start on.")
                         : tr("The list that comes with the program leads into the Tox network (nodes: %1). If you add nodes of your own, they alone are asked, from the next start on.").arg(nodes.size()));
    list_->clear();
    for (const BootstrapNode &node : std::as_const(nodes_))
        new QTreeWidgetItem(list_, {node.host, node.udpPort ? QString::number(node.udpPort) : QStringLiteral("–"),
                                    node.tcpPorts.isEmpty() ? QStringLiteral("–") : portsText(node.tcpPorts), node.key.toHex()});
    list_->setVisible(own);
    removeAll_->setEnabled(own);
    setKnown(true);
}

void NodesSettings::setKnown(bool known)
{
    known_ = known;
    add_->setEnabled(known);
    paste_->setEnabled(known);
    if (!known)
        removeAll_->setEnabled(false);
    refresh();
}

qsizetype NodesSettings::chosen() const
{
    const auto items = list_->selectedItems();
    return items.isEmpty() ? -1 : list_->indexOfTopLevelItem(items.first());
}

void NodesSettings::refresh()
{
    edit_->setEnabled(known_ && chosen() >= 0);
    remove_->setEnabled(known_ && chosen() >= 0);
}

void NodesSettings::edit(qsizetype at)
{
    auto *dialog = new NodeDialog(engine_.client(), nodes_, at, window());
    connect(dialog, &QDialog::accepted, this, &NodesSettings::load);
    dialog->open();
}

void NodesSettings::add() { edit(nodes_.size()); }

void NodesSettings::editChosen()
{
    if (chosen() >= 0)
        edit(chosen());
}

void NodesSettings::paste()
{
    auto *dialog = new PasteNodesDialog(engine_.client(), nodes_, window());
    connect(dialog, &QDialog::accepted, this, &NodesSettings::load);
    dialog->open();
}

void NodesSettings::removeChosen()
{
    const qsizetype at = chosen();
    if (at < 0)
        return;
    QList<BootstrapNode> next = nodes_;
    const QString host = next.takeAt(at).host;
    keep(next, tr("The bootstrap node \"%1\" was removed.").arg(host));
}

void NodesSettings::removeAll() { keep({}, tr("The program's own bootstrap nodes are used again, from the next start on.")); }

// Without any the profile has no list, and the program's own counts.
void NodesSettings::keep(const QList<BootstrapNode> &nodes, const QString &said)
{
    const auto send = [engine = QPointer<EngineState>(&engine_), here = QPointer<NodesSettings>(this)](const QList<BootstrapNode> &list, const std::function<void()> &then) {
        if (engine)
            engine->ask(api::SetNodes{list.isEmpty() ? QString() : QString::fromUtf8(encodeNodes(list))}, [here, then](const QJsonValue &) {
                if (here)
                    here->load();
                if (then)
                    then();
            });
    };
    const auto before = nodes_;
    send(nodes, [engine = QPointer<EngineState>(&engine_), send, before, nodes, said] {
        if (!engine || before.isEmpty())
            return;
        Q_EMIT engine->undoable(said, [engine, send, before, nodes] {
            if (engine) // which may have others by now
                engine->ask(api::ListNodes{}, [send, before, nodes](const QJsonValue &reply) { send(putBack(ownFrom(reply), before, nodes), {}); });
        });
    });
}

} // namespace culvert::ui
