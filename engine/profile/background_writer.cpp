// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/background_writer.h"

#include "core/crossing.h"

#include <QCoreApplication>
#include <QThread>

#include <utility>

namespace culvert::profile {

BackgroundWriter::BackgroundWriter() = default;

BackgroundWriter::~BackgroundWriter()
{
    if (thread_)
        thread_->wait();
}

void BackgroundWriter::write(Work work, Done done)
{
    jobs_.push_back({std::move(work), std::move(done)});
    if (jobs_.size() == 1)
        begin();
}

void BackgroundWriter::finish()
{
    while (thread_) {
        thread_->wait();
        QCoreApplication::sendPostedEvents(&here_); // its outcome
    }
}

void BackgroundWriter::begin()
{
    thread_.reset(QThread::create([this, here = &here_, work = jobs_.front().work] {
        post(here, [this, outcome = work()] { end(outcome); });
    }));
    thread_->setObjectName(QStringLiteral("culvert-writer"));
    thread_->start();
}

void BackgroundWriter::end(const Outcome &outcome)
{
    thread_->wait();
    thread_.reset();
    const Done done = std::move(jobs_.front().done);
    jobs_.pop_front();
    if (!jobs_.empty())
        begin();
    done(outcome);
}

} // namespace culvert::profile
