// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "core/result.h"
#include "core/secret.h"

#include <QString>

#include <memory>
#include <optional>

namespace culvert::host {

struct EngineOptions {
    QString profileFolder;
    QString nodesFile;              // empty: nodes.json of the profile, else the built-in list
    bool builtInNodes = true;       // false: no node at all when no file names one (tests, the demo)
    bool loopbackOnly = false;      // Tox without LAN discovery and IPv6, direct ways on 127.0.0.1 alone; for tests and the demo
};

// One engine on its own named QThread, and the one place where calls cross to it and back. Lives on its user's thread.
class EngineHost final : public api::EngineClient {
    Q_OBJECT
public:
    explicit EngineHost(EngineOptions options, QObject *parent = nullptr);
    ~EngineHost() override; // quits the engine and waits for its thread: under 2 s

    // Begins to start; started() or failed() follows. After failed() it may be called again: with a password, say.
    void start(const Secret &password = {});

    void send(api::Command command, QObject *context, Answer answer) override;
    void changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer) override;
    void carry(qintptr descriptor, const api::LocalCaller &caller) override;
    void setWatching(bool on) override;

    // Joins the private network of another engine on this machine: bootstraps from 127.0.0.1:port. For the demo and tests.
    void bootstrapFrom(quint16 udpPort, const QString &dhtPublicKey);

Q_SIGNALS:
    void started();
    void failed(const culvert::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

struct OfflineAnswer {
    api::Reply reply;
    std::optional<Error> warning; // what opening the profile had to put up with: ConfigBroken
};

// Carries out the commands that need the profile alone, for a program that is not running. NotRunning: those about what only a
// running one has, such as connections, requests, questions, tests and the pause. Status gives {"running": false} and what the
// profile knows.
[[nodiscard]] OfflineAnswer runOffline(const QString &profileFolder, const api::Command &command, const Secret &password = {});

} // namespace culvert::host
