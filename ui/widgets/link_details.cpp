// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/link_details.h"

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

LinkDetails::LinkDetails(QWidget *parent) : QGroupBox(parent)
{
    auto *figures = new FiguresList(this, 2);
    path_ = figures->add("linkPath", tr("Path:"), tr("The way that datagrams take at present. Direct is the fastest; a Tox relay the slowest."));
    delay_ = figures->add("linkDelay", tr("Delay, loss:"), tr("The round trip of the last heartbeats, and how many of them were lost in the last minute."));
    in_ = figures->add("linkIn", tr("From it:"), tr("What comes from the peer: the last two seconds, and all since the program started. Repeats and heartbeats count."));
    out_ = figures->add("linkOut", tr("To it:"), tr("What goes to the peer: the last two seconds, and all since the program started. Repeats and heartbeats count."));
    window_ = figures->add("linkWindow", tr("Window:"), tr("What is on the way to the peer and not yet acknowledged, of what congestion control allows. Nearly full: the path is used as far as it goes. Nearly empty: nothing waits to be sent."));
    credit_ = figures->add("linkCredit", tr("Takes still:"), tr("What the peer takes before its programs must read. Nearly nothing: a program there does not read."));
    auto *column = new QVBoxLayout(this);
    column->addWidget(figures);
    show(nullptr);
}

void LinkDetails::show(const api::PeerInfo *peer)
{
    setEnabled(peer);
    setTitle(peer ? tr("Link to \"%1\"").arg(peer->name) : tr("Link"));
    const api::PeerInfo info = peer ? *peer : api::PeerInfo();
    const auto delay = info.rttMs ? delayText(*info.rttMs) : unknown;
    const auto loss = info.lossPercent ? percentText(*info.lossPercent) : unknown;
    const bool any = info.link.bytesIn > 0 || info.link.bytesOut > 0;
    path_->setText(info.path == api::PathKind::None ? unknown : words(info.path));
    delay_->setText(info.rttMs || info.lossPercent ? tr("%1, %2").arg(delay, loss) : unknown);
    in_->setText(any ? flowText(info.link.rateIn, info.link.bytesIn) : unknown);
    out_->setText(any ? flowText(info.link.rateOut, info.link.bytesOut) : unknown);
    window_->setText(windowText(info.link));
    credit_->setText(info.link.credit ? sizeText(*info.link.credit) : unknown);
}

} // namespace culvert::ui
