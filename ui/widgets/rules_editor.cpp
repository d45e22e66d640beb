// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rules_editor.h"

#include "ui/engine_state.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/rules_test.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace culvert::ui {

namespace {

enum Column { Line, Hits, LastHit, Columns };

} // namespace

RulesEditor::RulesEditor(EngineState &engine, QWidget *parent)
    : QGroupBox(parent), engine_(engine), list_(new QTreeWidget(this)), verb_(new QComboBox(this)),
      target_(new CheckedField(tr("Target"), tr("For example 127.0.0.1:80, 10.0.0.0/8:80-443, nas.lan:*, *.example.org:443; listen 8081 where it may listen here. The first line that matches decides."),
                               [this](const QString &text) { return check(text); }, this)),
      test_(new RulesTest(engine, this))
{
    makeLines();
    auto *column = new QVBoxLayout(this);
    column->addWidget(list_, 1);
    column->addLayout(makeTyped());
    column->addWidget(test_->answer());
    refresh();
}

void RulesEditor::makeLines()
{
    list_->setObjectName(QStringLiteral("rules"));
    list_->setAccessibleName(tr("What the peer may reach here"));
    likeTableView(*list_, 4); // it has little height
    list_->setHeaderLabels({tr("Rule"), tr("Decided"), tr("Last time")});
    list_->header()->setSectionResizeMode(Line, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(Hits, QHeaderView::ResizeToContents);
    list_->header()->setSectionResizeMode(LastHit, QHeaderView::ResizeToContents);
    list_->header()->setStretchLastSection(false);
    connect(list_, &QTreeWidget::itemSelectionChanged, this, &RulesEditor::lineChosen);
}

QLayout *RulesEditor::makeTyped()
{
    const auto action = [this](const QString &text, const QString &name, auto call) {
        auto *made = new QAction(text, this);
        made->setObjectName(name);
        connect(made, &QAction::triggered, this, call);
        return made;
    };
    add_ = action(tr("Add &first"), QStringLiteral("ruleAdd"), [this] { add(); });
    change_ = action(tr("Chan&ge"), QStringLiteral("ruleChange"), [this] { change(); });
    up_ = action(tr("Move &up"), QStringLiteral("ruleUp"), [this] { move(-1); });
    down_ = action(tr("Move do&wn"), QStringLiteral("ruleDown"), [this] { move(1); });
    remove_ = action(tr("&Remove line"), QStringLiteral("ruleRemove"), [this] { removeChosen(); });
    remove_->setShortcut(QKeySequence::Delete);
    remove_->setShortcutContext(Qt::WidgetShortcut); // Delete elsewhere on the page is not meant for a line
    list_->addAction(remove_);

    verb_->setObjectName(QStringLiteral("ruleVerb"));
    verb_->setAccessibleName(tr("What is done"));
    verb_->addItem(tr("Allow"), int(RuleVerb::Allow));
    verb_->addItem(tr("Ask me"), int(RuleVerb::Ask));
    verb_->addItem(tr("Deny"), int(RuleVerb::Deny));
    target_->edit()->setObjectName(QStringLiteral("ruleTarget"));
    target_->edit()->setMinimumWidth(target_->fontMetrics().averageCharWidth() * 24);
    target_->setPlaceholder(QStringLiteral("127.0.0.1:80"));
    connect(target_, &CheckedField::edited, this, &RulesEditor::refresh);
    connect(verb_, &QComboBox::currentIndexChanged, this, [this] {
        target_->judge();
        refresh();
    });
    // A chosen line is what is being edited: a second one over it would leave it in force.
    connect(target_->edit(), &QLineEdit::returnPressed, this, [this] { (chosen() < 0 ? add_ : change_)->trigger(); });

    auto *typed = new QHBoxLayout;
    typed->addWidget(verb_, 0, Qt::AlignTop);
    typed->addWidget(target_, 1);
    auto *buttons = new QHBoxLayout;
    for (QAction *one : {add_, change_, up_, down_, remove_})
        buttons->addWidget(new ActionButton(one, this));
    buttons->addSpacing(12);
    buttons->addWidget(test_, 1);
    auto *rows = new QVBoxLayout;
    rows->addLayout(typed);
    rows->addLayout(buttons);
    return rows;
}

void RulesEditor::setPeer(const api::PeerInfo *peer)
{
    const bool another = hasPeer_ != (peer != nullptr) || (peer && peer->id != peer_.id);
    QStringList shown;
    for (int row = 0; row < list_->topLevelItemCount(); ++row)
        shown << list_->topLevelItem(row)->text(Line);
    hasPeer_ = peer != nullptr;
    peer_ = peer ? *peer : api::PeerInfo();
    setEnabled(hasPeer_);
    test_->setPeer(peer);
    setTitle(peer ? tr("What \"%1\" may reach here").arg(withoutMnemonic(peer->name)) : tr("Select a peer to see what it may reach here"));
    if (another || shown != lines()) {
        QString kept = lines() == sent_ ? chosenThen_ : QString();
        if (kept.isEmpty() && chosen() >= 0)
            kept = list_->topLevelItem(chosen())->text(Line);
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (const QString &line : lines()) {
            auto *item = new QTreeWidgetItem(list_, {line});
            item->setTextAlignment(Hits, Qt::AlignRight | Qt::AlignVCenter);
            if (!another && line == kept)
                list_->setCurrentItem(item);
        }
        chosenThen_.clear();
        sent_.clear();
    }
    for (int row = 0; row < list_->topLevelItemCount(); ++row) {
        const api::RuleInfo &rule = peer_.rules[row];
        QTreeWidgetItem *item = list_->topLevelItem(row);
        item->setText(Hits, numberText(qint64(rule.hits)));
        item->setText(LastHit, rule.lastHit.isValid() ? QLocale().toString(rule.lastHit.toLocalTime(), QLocale::ShortFormat) : QStringLiteral("–"));
    }
    refresh();
}

QStringList RulesEditor::lines() const
{
    QStringList out;
    for (const api::RuleInfo &rule : peer_.rules)
        out << rule.rule;
    return out;
}

int RulesEditor::chosen() const
{
    const auto items = list_->selectedItems();
    return items.isEmpty() ? -1 : list_->indexOfTopLevelItem(items.first());
}

RuleVerb RulesEditor::verb() const { return RuleVerb(verb_->currentData().toInt()); }

std::optional<Error> RulesEditor::check(const QString &text) const
{
    const auto rule = parseRuleTarget(verb(), text);
    return rule.ok() ? std::nullopt : std::optional(rule.error());
}

QString RulesEditor::typed() const
{
    const auto rule = parseRuleTarget(verb(), target_->text());
    return rule ? rule->toString() : QString();
}

void RulesEditor::refresh()
{
    const int row = chosen();
    const bool usable = hasPeer_ && target_->usable();
    add_->setEnabled(usable);
    change_->setEnabled(usable && row >= 0 && list_->topLevelItem(row)->text(Line) != typed());
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < list_->topLevelItemCount());
    remove_->setEnabled(row >= 0);
}

void RulesEditor::lineChosen()
{
    const int row = chosen();
    const auto rule = row < 0 ? Result<Rule>(Error{}) : parseRule(list_->topLevelItem(row)->text(Line));
    if (rule) {
        verb_->setCurrentIndex(verb_->findData(int(rule->verb)));
        target_->setText(rule->target());
    }
    refresh();
}

void RulesEditor::add()
{
    if (!add_->isEnabled())
        return;
    const QString line = typed();
    QStringList next = lines();
    next.removeAll(line);
    next.prepend(line);
    list_->setCurrentItem(nullptr); // the next line that is typed is one of its own
    send(next, {}, [editor = QPointer<RulesEditor>(this), text = target_->text()] {
        if (editor && editor->target_->text() == text)
            editor->target_->setText({});
    });
}

void RulesEditor::change()
{
    QStringList next = lines();
    next[chosen()] = typed();
    send(next, typed());
}

void RulesEditor::move(int by)
{
    QStringList next = lines();
    const int row = chosen();
    const QString line = next[row];
    next.move(row, row + by);
    send(next, line);
}

void RulesEditor::removeChosen()
{
    if (!remove_->isEnabled())
        return;
    QStringList next = lines();
    const QString line = next.takeAt(chosen());
    engine_.ask(api::SetRules{peer_.id.toHex(), next, lines()},
                [engine = QPointer<EngineState>(&engine_), peer = peer_.id.toHex(), line, before = lines(), next](const QJsonValue &) {
                    if (!engine)
                        return;
                    Q_EMIT engine->undoable(tr("The line \"%1\" was removed.").arg(line), [engine, peer, before, next] {
                        if (engine)
                            engine->ask(api::SetRules{peer, before, next});
                    });
                });
}

void RulesEditor::send(const QStringList &next, const QString &chosenThen, std::function<void()> done)
{
    sent_ = next;
    chosenThen_ = chosenThen;
    engine_.ask(api::SetRules{peer_.id.toHex(), next, lines()}, [done = std::move(done)](const QJsonValue &) {
        if (done)
            done();
    });
}

} // namespace culvert::ui
