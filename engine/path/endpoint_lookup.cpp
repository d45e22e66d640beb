// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/endpoint_lookup.h"

#include "core/limits.h"

#include <QHostInfo>

#include <algorithm>

namespace culvert::path {

namespace {

bool isName(const Endpoint &endpoint) { return QHostAddress(endpoint.host).isNull(); }

} // namespace

EndpointLookup::EndpointLookup(Timers &timers, Found found, std::function<bool()> needed)
    : found_(std::move(found)), needed_(std::move(needed)), timers_(timers), again_(timers.makeAlarm([this] {
          if (needed_())
              lookUp();
          again_->setAt(timers_.now() + limits::lookupRepeat);
      }))
{
}

EndpointLookup::~EndpointLookup() { stop(); }

void EndpointLookup::set(const QList<Endpoint> &endpoints)
{
    stop();
    entries_.clear();
    for (const Endpoint &endpoint : endpoints.first(std::min(endpoints.size(), limits::peerEndpoints))) {
        Entry entry{endpoint, {}, -1};
        if (!isName(endpoint))
            entry.addresses.append(inet::SocketAddress{QHostAddress(endpoint.host), endpoint.port}.unmapped());
        entries_.append(entry);
    }
    again_->cancel();
    if (std::any_of(entries_.begin(), entries_.end(), [](const Entry &entry) { return isName(entry.endpoint); })) {
        lookUp();
        again_->setAt(timers_.now() + limits::lookupRepeat);
    }
    tell();
}

void EndpointLookup::lookUp()
{
    for (Entry &entry : entries_) {
        if (!isName(entry.endpoint) || entry.lookup != -1)
            continue;
        entry.lookup = QHostInfo::lookupHost(entry.endpoint.host, &context_, [this](const QHostInfo &answer) {
            const auto asked = std::find_if(entries_.begin(), entries_.end(),
                                            [&](const Entry &one) { return one.lookup == answer.lookupId(); });
            if (asked == entries_.end())
                return;
            asked->lookup = -1;
            if (answer.addresses().isEmpty())
                return; // what was known before is better than nothing
            asked->addresses.clear();
            for (const QHostAddress &host : answer.addresses())
                asked->addresses.append(inet::SocketAddress{host, asked->endpoint.port}.unmapped());
            tell();
        });
    }
}

void EndpointLookup::stop()
{
    for (Entry &entry : entries_) {
        if (entry.lookup != -1)
            QHostInfo::abortHostLookup(entry.lookup);
        entry.lookup = -1;
    }
}

void EndpointLookup::tell()
{
    // One of each endpoint in turn, so that a name with many addresses does not push out another endpoint.
    QList<inet::SocketAddress> all;
    for (qsizetype i = 0; i < limits::directCandidates; ++i) {
        for (const Entry &entry : entries_) {
            if (i < entry.addresses.size() && !all.contains(entry.addresses[i]))
                all.append(entry.addresses[i]);
        }
    }
    found_(all);
}

} // namespace culvert::path
