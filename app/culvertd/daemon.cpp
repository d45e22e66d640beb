// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/daemon.h"

#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/culvertd/console.h"
#include "app/culvertd/service_notice.h"

#include <QJsonDocument>

#include <utility>

namespace culvert::app {

namespace {

host::EngineOptions engineOptions(const cli::GlobalOptions &options)
{
    host::EngineOptions out;
    out.profileFolder = options.profileFolder;
    out.nodesFile = options.nodesFile;
    return out;
}

} // namespace

Daemon::Daemon(const cli::GlobalOptions &options, Secret password, QObject *parent)
    : QObject(parent), options_(options), password_(std::move(password)), engine_(engineOptions(options)), control_(engine_)
{
    connect(&quit_, &QuitSignal::requested, this, &Daemon::end);
    control_.quitAsked = [this] { end(); };
    connect(&engine_, &host::EngineHost::started, this, &Daemon::onStarted);
    connect(&engine_, &host::EngineHost::failed, this, [this](const Error &error) {
        say(error);
        Q_EMIT finished(cli::exitCode(error.code));
    });
    connect(&engine_, &api::EngineClient::errorOccurred, this, &Daemon::say);
}

void Daemon::start() { engine_.start(std::exchange(password_, {})); }

void Daemon::onStarted()
{
    // The engine holds the profile's lock now.
    if (const auto listening = control_.listen(options_.profileFolder); !listening) {
        say(listening.error());
        Q_EMIT finished(1);
        return;
    }
    noticeReady();
    engine_.send(api::GetId{}, this, [this](const api::Reply &reply) {
        if (!reply)
            return say(reply.error());
        const QJsonObject id = reply->toObject();
        if (options_.json)
            printNotice(QString::fromUtf8(QJsonDocument(id).toJson(QJsonDocument::Compact)) + u'\n');
        else
            printNotice(QStringLiteral("Culvert is running. Address: %1\n").arg(id.value(QStringLiteral("address")).toString()));
    });
}

void Daemon::end()
{
    noticeStopping();
    Q_EMIT finished(0);
}

void Daemon::say(const Error &error) { printNotice(cli::failureText(api::toJson(error), options_.json)); }

} // namespace culvert::app
