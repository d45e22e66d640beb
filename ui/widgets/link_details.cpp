// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/link_details.h"

#include "api/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/figures_list.h"

#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

namespace {

const QString unknown = QStringLiteral("–");

QString flowText(double rate, quint64 bytes)
{
    return rate < 1 ? LinkDetails::tr("nothing now, %1 in all").arg(sizeText(bytes))
                    : LinkDetails::tr("%1, %2 in all").arg(rateText(rate), sizeText(bytes));
}

QString windowText(const api::LinkInfo &link)
{
    const auto fill = link.windowFill();
    if (!fill)
        return unknown;
    return LinkDetails::tr("%1 of %2 under way (%3)")
        .arg(sizeText(*link.bytesInFlight), sizeText(*link.congestionWindow), percentText(*fill * 100, 0));
}

} // namespace

LinkDetails::LinkDetails(QWidget *parent) : QGroupBox(parent), pending_(new QLabel(this))
{
    pending_->setObjectName(QStringLiteral("linkPending"));
    pending_->setTextFormat(Qt::PlainText); // a peer has chosen its name
    pending_->setWordWrap(true);
    figures_ = new FiguresList(this, 2);
    path_ = figures_->add("linkPath", tr("Path:"), tr("The way that datagrams take at present. Direct is the fastest; a Tox relay the slowest."));
    delay_ = figures_->add("linkDelay", tr("Delay, loss:"), tr("The round trip of the last heartbeats, and how many of them were lost in the last minute."));
    in_ = figures_->add("linkIn", tr("From it:"), tr("What comes from the peer: the last two seconds, and all since the program started. Repeats and heartbeats count."));
    out_ = figures_->add("linkOut", tr("To it:"), tr("What goes to the peer: the last two seconds, and all since the program started. Repeats and heartbeats count."));
    window_ = figures_->add("linkWindow", tr("Window:"), tr("What is on the way to the peer and not yet acknowledged, of what congestion control allows. Nearly full: the path is used as far as it goes. Nearly empty: nothing waits to be sent."));
    credit_ = figures_->add("linkCredit", tr("Still takes:"), tr("What the peer takes before its programs must read. Nearly nothing: a program there does not read."));
    auto *column = new QVBoxLayout(this);
    column->addWidget(figures_);
    column->addWidget(pending_);
    show(nullptr);
}

void LinkDetails::show(const api::PeerInfo *peer)
{
    setEnabled(peer);
    setTitle(peer ? tr("Link to \"%1\"").arg(withoutMnemonic(peer->name)) : tr("Link"));
    const api::PeerInfo info = peer ? *peer : api::PeerInfo();
    const auto delay = info.rttMs ? delayText(*info.rttMs) : unknown;
    const auto loss = info.lossPercent ? percentText(*info.lossPercent) : unknown;
    const bool any = info.link.bytesIn > 0 || info.link.bytesOut > 0;
    const bool pending = peer && info.state == api::PeerState::Pending;
    figures_->setVisible(!pending);
    pending_->setVisible(pending);
    pending_->setText(pending ? api::sentence({ErrorCode::PeerPending, {}, {}, info.name, {}}) : QString());
    path_->setText(info.path == api::PathKind::None ? unknown : words(info.path));
    delay_->setText(info.rttMs || info.lossPercent ? tr("%1, %2").arg(delay, loss) : unknown);
    in_->setText(any ? flowText(info.link.rateIn, info.link.bytesIn) : unknown);
    out_->setText(any ? flowText(info.link.rateOut, info.link.bytesOut) : unknown);
    window_->setText(windowText(info.link));
    credit_->setText(info.link.credit ? sizeText(*info.link.credit) : unknown);
}

} // namespace culvert::ui
