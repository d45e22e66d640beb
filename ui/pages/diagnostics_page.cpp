// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/diagnostics_page.h"

#include "ui/look/state_icon.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/report.h"
#include "ui/text/words.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/bar_layout.h"
#include "ui/widgets/byte_way.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/graph.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace culvert::ui {

namespace {

Overall signOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotJudged: return Overall::Off;
    case Verdict::ConnectionsOpen: return Overall::Connecting;
    case Verdict::AtBaseline: return Overall::Running;
    case Verdict::NotAtBaseline: return Overall::NeedsYou;
    }
    Q_UNREACHABLE();
}

Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotJudged: return Tone::Faint;
    case Verdict::ConnectionsOpen: return Tone::Plain;
    case Verdict::AtBaseline: return Tone::Good;
    case Verdict::NotAtBaseline: return Tone::Bad;
    }
    Q_UNREACHABLE();
}

QString explained(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotJudged: return DiagnosticsPage::tr("There is nothing to judge yet.");
    case Verdict::ConnectionsOpen: return DiagnosticsPage::tr("The counters are judged as soon as none is open.");
    case Verdict::AtBaseline: return DiagnosticsPage::tr("Nothing is open and nothing was left behind.");
    case Verdict::NotAtBaseline:
        return DiagnosticsPage::tr("Nothing is open, but something was left behind: see the marked rows. Please report it.");
    }
    Q_UNREACHABLE();
}

} // namespace

DiagnosticsPage::DiagnosticsPage(EngineState &engine, QWidget *parent)
    : Page(engine, parent), table_(new TableView(this)), sign_(new QLabel(this)), verdict_(new QLabel(this)),
      explanation_(new QLabel(this)), network_(new QLabel(this)), checked_(new QLabel(this)), way_(new ByteWay(this)),
      course_(new Graph(CounterHistory::kept, tr("10 minutes"), [](double value) { return numberText(qint64(value)); }, this))
{
    table_->setModel(&engine.counters());
    table_->setSortingEnabled(false); // in the engine's order, as status has them
    table_->setWidths({{26, 3, 18}, {9, 1, 8}, {9, 1, 8}, {9, 1, 7}, {9, 1, 7}, {8, 1, 7}, {21, 2, 20}});
    table_->setAccessibleName(tr("Counters of live objects"));
    table_->setObjectName(QStringLiteral("counters"));

    QFont bold = verdict_->font();
    bold.setBold(true);
    verdict_->setFont(bold);
    verdict_->setObjectName(QStringLiteral("verdict"));
    explanation_->setWordWrap(true);
    network_->setWordWrap(true);
    network_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *judged = new QWidget(this);
    judged->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(judged);
    row->setContentsMargins(0, 0, 0, 0);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(verdict_);
    lines->addWidget(explanation_);
    row->addWidget(sign_, 0, Qt::AlignTop);
    row->addLayout(lines, 1);
    bar()->addWidget(judged);
    checked_->setObjectName(QStringLiteral("checked"));
    bar()->addWidget(checked_);
    bar()->addWidget(new ActionButton(makeAction(tr("Check for &leaks now"), {}, [this] { check(); }), this));
    bar()->addWidget(new ActionButton(makeAction(tr("Save a &report…"), {}, [this] { report(); }), this));
    course_->setAccessibleName(tr("The selected counter over the last ten minutes"));

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table_, 3);
    column->addWidget(course_, 2);
    column->addWidget(way_);
    column->addWidget(network_);
    setContent(content,
               new EmptyView(tr("No counters yet"), tr("They come as soon as the engine is running."), {}, this), engine.counters());
    connect(&engine, &EngineState::updated, this, &DiagnosticsPage::refresh);
    connect(table_, &TableView::selectedRowsChanged, this, &DiagnosticsPage::showCourse);
    refresh();
}

void DiagnosticsPage::refresh()
{
    const api::Snapshot &snapshot = state().snapshot();
    const Verdict verdict = verdictOf(snapshot);
    if (verdict != signed_)
        sign_->setPixmap(stateIcon(signOf(verdict)).pixmap(32, 32));
    signed_ = verdict;
    verdict_->setText(words(verdict));
    QPalette palette = verdict_->palette();
    palette.setColor(QPalette::WindowText, toneColor(toneOf(verdict), QPalette()));
    verdict_->setPalette(palette);
    explanation_->setText(explained(verdict));

    QStringList facts{words(snapshot.tox)};
    if (snapshot.tox.udpPort)
        facts << tr("UDP port %1").arg(*snapshot.tox.udpPort);
    if (snapshot.direct.port)
        facts << tr("Direct UDP port %1").arg(*snapshot.direct.port);
    if (!snapshot.version.isEmpty())
        facts << tr("Culvert %1").arg(snapshot.version);
    network_->setText(facts.join(QStringLiteral("   ·   ")));
    way_->show(snapshot);
    showCourse();
    if (std::exchange(checking_, false)) {
        const QString time = timeText(QDateTime::currentDateTimeUtc(), QDateTime::currentDateTimeUtc());
        checked_->setText(verdict == Verdict::ConnectionsOpen ? tr("%1: not to be told while connections are open").arg(time)
                                                              : tr("%1: %2").arg(time, words(verdict)));
    }
}

// Of the selected counter; at first of what is open.
void DiagnosticsPage::showCourse()
{
    const QVariantList keys = table_->selectedKeys();
    const QString key = keys.size() == 1 ? keys.first().toString() : QStringLiteral("connections");
    course_->setAmount([bytes = countsBytes(key)](double value) { return bytes ? sizeText(quint64(value)) : numberText(qint64(value)); });
    course_->setLines({{counterWords(key), Tone::Good, state().history().of(key)}});
}

void DiagnosticsPage::check()
{
    checking_ = true;
    state().client().setWatching(true); // a snapshot at once
}

void DiagnosticsPage::report() { (new ReportDialog(reportText(state().snapshot()), window()))->open(); }

} // namespace culvert::ui
