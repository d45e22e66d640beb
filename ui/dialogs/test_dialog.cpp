// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/test_dialog.h"

#include "api/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/figures_list.h"
#include "ui/widgets/grow.h"
#include "ui/widgets/hint_label.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QJsonValue>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace culvert::ui {

namespace {

const QString unknown = QStringLiteral("–");

QString delayLine(const api::DelayInfo &delay)
{
    if (delay.count == 0)
        return unknown;
    return TestDialog::tr("%1 (at best %2, 95 % under %3)").arg(delayText(delay.median), delayText(delay.min), delayText(delay.p95));
}

QString loadLine(const api::LoadInfo &load, double now, bool underWay)
{
    if (load.bytesPerSecond)
        return TestDialog::tr("%1, %2 in all").arg(rateText(*load.bytesPerSecond), sizeText(load.bytes));
    return underWay ? TestDialog::tr("%1 now").arg(rateText(now)) : unknown;
}

QString phaseText(const api::TestInfo &test)
{
    switch (test.phase) {
    case api::TestPhase::Idle: return TestDialog::tr("Measuring the delay at rest…");
    case api::TestPhase::Down: return TestDialog::tr("Bytes come from the peer…");
    case api::TestPhase::Up: return TestDialog::tr("Bytes go to the peer…");
    case api::TestPhase::Done: return TestDialog::tr("Done.");
    case api::TestPhase::Failed: break;
    }
    return {};
}

} // namespace

TestDialog::TestDialog(EngineState &state, const api::PeerInfo &peer, QWidget *parent)
    : QDialog(parent), state_(state), key_(peer.id.toHex()), name_(peer.name), length_(new QComboBox(this)), progress_(new QProgressBar(this)),
      hint_(new HintLabel(this)), start_(new QPushButton(this)), close_(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Test the link to \"%1\"").arg(peer.name));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const int seconds : {5, 10, 30, 60})
        length_->addItem(tr("%1 s each way").arg(seconds), seconds);
    length_->setObjectName(QStringLiteral("length"));
    length_->setAccessibleName(tr("Length of the test"));
    progress_->setRange(0, 1000);
    progress_->setObjectName(QStringLiteral("progress"));
    progress_->setAccessibleName(tr("Progress of the test"));
    hint_->setObjectName(QStringLiteral("hint"));
    start_->setObjectName(QStringLiteral("start"));
    start_->setDefault(true);
    close_->setAutoDefault(false);
    layOut();
    connect(start_, &QPushButton::clicked, this, &TestDialog::startOrStop);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(&state_, &EngineState::updated, this, &TestDialog::update);
    update();
    start_->setFocus();
}

void TestDialog::layOut()
{
    auto *introduction = new QLabel(tr("The test fills the link with bytes, first from the peer and then to it. Other connections are slower while it runs."), this);
    introduction->setWordWrap(true);
    auto *figures = new FiguresList(this);
    path_ = figures->add("path", tr("Path:"), tr("The way that datagrams take: direct, by Tox, or through a Tox relay."));
    rest_ = figures->add("rest", tr("Delay at rest:"), tr("The round trip of small requests while nothing else is sent."));
    loaded_ = figures->add("loaded", tr("Delay under load:"), tr("The round trip of small requests beside the bytes of the test: what a web page feels beside a large transfer."));
    down_ = figures->add("down", tr("From the peer:"), tr("How fast bytes come from the peer, without the first quarter of the time, in which a link finds its rate."));
    up_ = figures->add("up", tr("To the peer:"), tr("How fast bytes go to the peer, without the first quarter of the time, in which a link finds its rate."));
    loss_ = figures->add("loss", tr("Loss:"), tr("Heartbeats that were lost in the last minute. What is lost is sent again by itself."));
    figures->setMinimumWidth(fontMetrics().averageCharWidth() * 64);

    auto *form = new QFormLayout;
    form->addRow(tr("&Length:"), length_);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(start_, QDialogButtonBox::ActionRole);
    buttons->addButton(close_, QDialogButtonBox::RejectRole);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(introduction);
    column->addLayout(form);
    column->addWidget(figures);
    column->addWidget(progress_);
    column->addWidget(hint_);
    column->addStretch();
    column->addWidget(buttons);
}

void TestDialog::startOrStop()
{
    if (test_)
        state_.client().send(api::StopTest{*test_}, this, [this, asked = *test_](const api::Reply &reply) {
            if (reply.ok() || test_ != asked)
                return;
            end(reply.error());
            update();
        });
    else if (!asking_)
        start();
}

void TestDialog::start()
{
    asking_ = true;
    told_ = false;
    progress_->setValue(0);
    for (QLabel *figure : {rest_, loaded_, down_, up_})
        figure->setText(unknown);
    api::EngineClient &client = state_.client();
    // Also when the dialog was closed before the answer came: then the test has nobody.
    client.send(api::StartTest{key_, length_->currentData().toLongLong()}, &client,
                [dialog = QPointer<TestDialog>(this), &client](const api::Reply &reply) {
                    if (dialog && dialog->isVisible())
                        dialog->started(reply);
                    else if (reply.ok())
                        client.send(api::StopTest{api::TestId((*reply)[QStringLiteral("test")].toInteger())}, &client, [](const api::Reply &) {});
                });
    update();
}

void TestDialog::started(const api::Reply &reply)
{
    asking_ = false;
    seen_ = false;
    if (reply.ok())
        test_ = api::TestId((*reply)[QStringLiteral("test")].toInteger());
    else
        say(reply.error());
    update();
}

void TestDialog::say(const Error &error)
{
    told_ = true;
    hint_->warn(error.code == ErrorCode::ClosedByUser ? tr("The test was stopped.") : api::sentence(error));
}

// A test is gone without having been shown as over when its peer was removed and when the engine ended. Another engine counts
// from one again, so that the id may be somebody else's there.
void TestDialog::follow(api::TestId id)
{
    const api::Snapshot &snapshot = state_.snapshot();
    const auto test = std::find_if(snapshot.tests.begin(), snapshot.tests.end(), [&](const api::TestInfo &one) { return one.id == id; });
    if (!snapshot.running)
        end({ErrorCode::NotRunning});
    else if (!state_.peer(key_))
        end({ErrorCode::PeerRemoved, {}, {}, name_, {}});
    else if (test != snapshot.tests.end())
        show(*test);
    else if (seen_)
        end({ErrorCode::TestUnknown, QString::number(id)});
}

void TestDialog::end(const Error &why)
{
    test_.reset();
    say(why);
}

void TestDialog::update()
{
    if (test_)
        follow(*test_);
    const api::PeerInfo *peer = state_.peer(key_);
    const bool online = peer && peer->state == api::PeerState::Online;
    if (!running() && peer) {
        path_->setText(words(peer->path));
        loss_->setText(peer->lossPercent ? percentText(*peer->lossPercent) : unknown);
    }
    start_->setText(running() ? tr("&Stop") : tr("&Start"));
    start_->setEnabled(test_ || (!asking_ && online));
    length_->setEnabled(!running());
    if (!running() && !told_) {
        if (online)
            hint_->advise({});
        else
            hint_->warn(tr("The peer is not online. It can be tested when it is."));
    }
    growToContents(*this);
}

void TestDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growToContents(*this);
}

void TestDialog::show(const api::TestInfo &test)
{
    seen_ = true;
    progress_->setValue(int(test.done * 1000));
    path_->setText(words(test.path));
    rest_->setText(delayLine(test.idle));
    loaded_->setText(delayLine(test.loaded));
    down_->setText(loadLine(test.down, test.bytesPerSecond, test.phase == api::TestPhase::Down));
    up_->setText(loadLine(test.up, test.bytesPerSecond, test.phase == api::TestPhase::Up));
    loss_->setText(test.lossPercent ? percentText(*test.lossPercent) : unknown);
    hint_->advise(phaseText(test));
    if (!test.over())
        return;
    test_.reset();
    told_ = true;
    if (test.error)
        say(*test.error);
}

void TestDialog::done(int result)
{
    if (const auto test = std::exchange(test_, std::nullopt)) {
        api::EngineClient &client = state_.client();
        client.send(api::StopTest{*test}, &client, [](const api::Reply &) {});
    }
    QDialog::done(result);
}

} // namespace culvert::ui
