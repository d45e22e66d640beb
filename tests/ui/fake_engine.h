// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"

#include <QHash>
#include <QList>
#include <QPointer>

#include <functional>
#include <optional>

namespace culvert::test {

// An engine that answers as it is told and writes down what it was asked. Starting, stopping, adding and removing take
// effect in its snapshot, as in the real one.
class FakeEngine final : public api::EngineClient {
    Q_OBJECT
public:
    using EngineClient::EngineClient;

    void send(api::Command command, QObject *context, Answer answer) override;
    void changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer) override;
    void carry(qintptr, const api::LocalCaller &) override {}
    void setWatching(bool on) override;

    // Makes this the newest snapshot and shows it at once.
    void publish(const api::Snapshot &snapshot);
    [[nodiscard]] const api::Snapshot &snapshot() const { return snapshot_; }

    // The next commands fail with this.
    void failNext(const Error &error, int times = 1)
    {
        failure_ = error;
        failures_ = times;
    }
    // What is answered instead of the engine's own words, as long as it is not nothing.
    using Script = std::function<std::optional<api::Reply>(const api::Command &)>;
    void follow(Script script) { script_ = std::move(script); }
    // Commands wait for answerHeld() from now on.
    void holdAnswers() { holding_ = true; }
    void answerHeld();

    // As it has it now.
    [[nodiscard]] QString setting(const QString &key) const;

    [[nodiscard]] const QList<api::Command> &asked() const { return asked_; }
    template <class T>
    [[nodiscard]] std::optional<T> last() const
    {
        for (auto it = asked_.crbegin(); it != asked_.crend(); ++it) {
            if (const T *found = std::get_if<T>(&*it))
                return *found;
        }
        return std::nullopt;
    }

private:
    struct Waiting {
        api::Command command;
        QPointer<QObject> context;
        Answer answer;
    };
    void carryOut(const Waiting &waiting);
    [[nodiscard]] api::Reply addTunnel(api::TunnelInfo tunnel, const QString &peerId, const api::TunnelExtras &extras);
    [[nodiscard]] api::TunnelState started() const { return snapshot_.paused ? api::TunnelState::Paused : api::TunnelState::Listening; }
    [[nodiscard]] api::Reply setGroup(const QString &group, api::TunnelState state);
    [[nodiscard]] api::Reply obey(const api::Command &command);
    [[nodiscard]] std::optional<api::RequestInfo> takeRequest(const QString &key); // it waits no longer

    api::Snapshot snapshot_;
    QList<api::Command> asked_;
    QList<Waiting> held_;
    std::optional<Error> failure_;
    int failures_ = 0; // how often still
    Secret password_; // empty: none
    QHash<QString, QString> settings_;
    QHash<QString, api::TunnelInfo> removed_; // tunnels, by name
    api::TestId lastTest_ = 0;
    bool holding_ = false;
    Script script_;
};

} // namespace culvert::test
