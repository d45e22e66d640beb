// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connection_details.h"

#include "ui/engine_state.h"
#include "ui/text/format.h"
#include "ui/text/story.h"
#include "ui/text/words.h"
#include "ui/widgets/graph.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

ConnectionDetails::ConnectionDetails(EngineState &engine, QWidget *parent)
    : QWidget(parent), engine_(engine), summary_(new QLabel(this)), story_(new QLabel(this)),
      graph_(new Graph(ConnectionsModel::ratesKept, tr("1 minute"), rateText, this))
{
    for (QLabel *label : {summary_, story_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    summary_->setAccessibleName(tr("Details of the connection"));
    summary_->setObjectName(QStringLiteral("connectionDetails"));
    story_->setAccessibleName(tr("What happened to it"));
    story_->setObjectName(QStringLiteral("connectionStory"));
    graph_->setAccessibleName(tr("Rates of the last minute"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(summary_);
    texts->addWidget(story_, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addLayout(texts, 3);
    row->addWidget(graph_, 2);
}

void ConnectionDetails::show(const ConnectionRow &row)
{
    askProgram(row.info);
    summary_->setText(summary(row));
    story_->setText(storyText(row.info));
    graph_->setLines({{tr("↓ from the peer"), Tone::Good, row.receivedRates}, {tr("↑ to the peer"), Tone::Waiting, row.sentRates}});
    story_->show();
    graph_->show();
    keepRoom();
}

void ConnectionDetails::showNone(const QString &text)
{
    asked_ = 0;
    summary_->setText(text);
    story_->hide();
    graph_->hide();
    keepRoom();
}

void ConnectionDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    keepRoom();
}

// A splitter asks nobody how high a text is at its width, and would cut it off.
void ConnectionDetails::keepRoom()
{
    layout()->activate();
    for (QLabel *label : {summary_, story_}) {
        label->setMinimumHeight(0); // heightForWidth() is never less than it
        label->setMinimumHeight(label->isHidden() ? 0 : label->heightForWidth(label->width()));
    }
}

QString ConnectionDetails::summary(const ConnectionRow &row) const
{
    QStringList sentences{row.closed()
                              ? tr("Closed after %1. %2").arg(durationText(row.ageMs), closingWords(row.info))
                              : tr("%1 for %2: received %3, sent %4.")
                                    .arg(words(row.info.state), durationText(row.ageMs), sizeText(row.info.received), sizeText(row.info.sent))};
    if (waitsForPeer(row.info, row.peer)) // for how long is not known: the time before is that of the whole connection
        sentences << tr("It waits for the peer.");
    if (row.info.kind == api::ConnectionKind::Udp) {
        const api::DatagramInfo &datagrams = row.info.datagrams;
        sentences << tr("Datagrams: %1 received, %2 sent, %3 dropped here.").arg(datagrams.received).arg(datagrams.sent).arg(datagrams.dropped());
    }
    if (row.info.id == asked_ && !program_.isEmpty())
        sentences << tr("Program: %1").arg(program_);
    return sentences.join(QStringLiteral("  "));
}

// When another one is shown than before: the engine has to look through all processes for it.
void ConnectionDetails::askProgram(const api::ConnectionInfo &info)
{
    if (info.id == asked_ || info.side == api::Side::Far || info.kind != api::ConnectionKind::Tcp || info.state == api::ConnectionState::Closed)
        return;
    asked_ = info.id;
    program_.clear();
    engine_.client().send(api::FindProgram{info.id}, this, [this, id = info.id](const api::Reply &reply) {
        if (reply.ok() && id == asked_)
            program_ = (*reply)[QStringLiteral("program")].toString();
    });
}

} // namespace culvert::ui
