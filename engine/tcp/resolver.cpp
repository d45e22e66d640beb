// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/resolver.h"

#include "core/limits.h"

#include <QHostInfo>
#include <QObject>

#include <utility>

namespace culvert::tcp {

namespace {

class SystemLookup final : public Lookup {
public:
    SystemLookup(const QString &name, Done done) : name_(name), done_(std::move(done))
    {
        id_ = QHostInfo::lookupHost(name, &loop_, [this](const QHostInfo &info) { onLookedUp(info); });
    }
    void setLimit(Timers &timers)
    {
        timeUp_ = timers.makeAlarm([this] { onTimeUp(); });
        timeUp_->setAt(timers.now() + limits::lookup);
    }
    ~SystemLookup() override { QHostInfo::abortHostLookup(id_); }

private:
    void onLookedUp(const QHostInfo &info)
    {
        if (!done_)
            return;
        QList<IpAddress> addresses;
        for (const QHostAddress &found : info.addresses()) {
            const auto address = IpAddress::parse(found.toString());
            if (address && !addresses.contains(*address))
                addresses.append(*address);
        }
        if (addresses.isEmpty())
            tell(Error{ErrorCode::TargetNameNotFound, name_, info.errorString()});
        else
            tell(addresses);
    }

    void onTimeUp() { tell(Error{ErrorCode::TargetTimedOut, name_}); }

    void tell(Result<QList<IpAddress>> result)
    {
        if (timeUp_)
            timeUp_->cancel();
        const auto done = std::exchange(done_, nullptr); // the call may destroy this look-up
        done(std::move(result));
    }

    const QString name_;
    Done done_;
    std::unique_ptr<Alarm> timeUp_; // none: no limit
    int id_ = -1;
    QObject loop_; // queued calls die with it
};

} // namespace

std::unique_ptr<Lookup> lookUp(const QString &name, Timers &timers, Lookup::Done done)
{
    auto lookup = std::make_unique<SystemLookup>(name, std::move(done));
    lookup->setLimit(timers);
    return lookup;
}

std::unique_ptr<Lookup> lookUp(const QString &name, Lookup::Done done) { return std::make_unique<SystemLookup>(name, std::move(done)); }

} // namespace culvert::tcp
