// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "api/snapshot_stream.h"
#include "app/control/line_reader.h"

#include <QHash>
#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace culvert::control {

// The engine of another program of this user, to which a window is attached by its control socket. Once attached it is looked for
// again whenever it has gone; until it is back, snapshots say that nothing runs and commands answer NotRunning.
class RemoteEngine final : public api::EngineClient {
    Q_OBJECT
public:
    enum class State { Looking, Attached, Lost, Left };

    explicit RemoteEngine(QString profileFolder, QObject *parent = nullptr);
    ~RemoteEngine() override;

    // attached() or refused() follows; once it has been attached, only the first.
    void attach();
    // Hangs up and looks for nothing any more, until attach().
    void leave();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] const QString &version() const { return version_; } // of the program it was last attached to
    // Lost: why it is not attached again, if that is more than that nobody is there.
    [[nodiscard]] const std::optional<Error> &trouble() const { return trouble_; }

    void send(api::Command command, QObject *context, Answer answer) override;
    // Answers ServiceRefuses: no password goes over a control socket.
    void changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer) override;
    // Refused: a window has no callers of its own.
    void carry(qintptr descriptor, const api::LocalCaller &caller) override;
    void setWatching(bool on) override;

Q_SIGNALS:
    void attached();
    // Never was attached: NotRunning, ControlFailed, ServiceDiffers, ProfileInUse of a program that has a window, LimitReached.
    void refused(const culvert::Error &error);
    void stateChanged();
    void showAsked(const QString &link); // a second start of this program

private:
    struct Pending {
        QPointer<QObject> context;
        Answer answer;
    };
    void look();
    void onConnected();
    void read();
    [[nodiscard]] bool take(const QJsonObject &line);
    [[nodiscard]] bool takeHello(const QJsonObject &line);
    [[nodiscard]] bool takeAnswer(const QJsonObject &line);
    void lose(const Error &why);
    void hangUp();
    void tellEnd();
    void setState(State state);
    void answerLater(QObject *context, Answer answer, Error error);

    QString profileFolder_;
    State state_ = State::Left;
    QString version_;
    std::optional<Error> trouble_;
    std::unique_ptr<QLocalSocket> socket_;
    std::optional<LineReader> lines_; // of the socket
    api::SnapshotReader snapshots_;
    QHash<qint64, Pending> pending_;
    qint64 lastRequest_ = 0;
    QTimer again_;      // until it is looked for
    QTimer silence_;    // an answer to "attach", later any line, is awaited
    QTimer tell_;       // a loss that lasts is told as an error
    bool watching_ = false;
    bool known_ = false; // was attached before
};

} // namespace culvert::control
