// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

// culvertd as a user starts it, in an environment of its own: no profile, runtime folder or proxy of this machine.
namespace culvert::test {

struct Answer {
    int exitCode = -1;   // -1: crashed or never ended
    QString out;
    QString err;

    [[nodiscard]] QJsonObject object() const;       // stdout
    [[nodiscard]] QJsonArray array() const;         // stdout
    [[nodiscard]] QString errorCode() const;        // of stderr with --json
};

// A file for --nodes with one node that has no TCP port.
[[nodiscard]] QByteArray nodesList(const QString &host, int port, const QString &key, const QJsonArray &tcpPorts = {});

// Of a command line, parted at its spaces.
[[nodiscard]] QStringList words(const QString &line);

class Machine {
public:
    Machine();
    ~Machine(); // kills what still runs
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;

    // Where CULVERT_TEST_WINDOWS_SIDES has this side ("near", "far"), its program is from now on the one for Windows that
    // CULVERT_TEST_WINDOWS names, under the Wine that this process's environment sets up. It has no signal but Ctrl-C.
    void takeSide(const QString &side);
    [[nodiscard]] bool isWindows() const { return !windowsProgram_.isEmpty(); }

    // What the child does first in every program that is begun from now on: it may go to another network.
    void setChildModifier(std::function<void()> modifier) { childModifier_ = std::move(modifier); }

    // It may ask a router to forward its port: only in networks that the test made.
    void letAskRouters() { asksRouters_ = true; }

    // Runs a sub-command with --json and waits for its end.
    [[nodiscard]] Answer json(const QStringList &words) const;
    // The same as a person does.
    [[nodiscard]] Answer run(const QStringList &words, const QByteArray &input = {}) const;

    [[nodiscard]] QJsonObject status() const { return json({QStringLiteral("status")}).object(); }
    // What `status` says of its first peer: "state", "path" and so on.
    [[nodiscard]] QString firstPeer(const QString &key) const;
    // A counter of `status` now, as "streams"; -1: not told.
    [[nodiscard]] qint64 counter(const QString &key) const;
    // Each counter that is not at the baseline that `status` gives for it, with both numbers; empty: all is at rest.
    [[nodiscard]] QString offBaseline() const;

    // A sub-command that goes on by itself.
    [[nodiscard]] std::unique_ptr<QProcess> begin(const QStringList &words) const;

    // `culvertd run`; returns when it says that it is ready. False: it ended instead.
    bool start(const QString &nodesFile, const QStringList &more = {});
    // SIGTERM, or Ctrl-C to a program for Windows; how long it took to end in ms, -1 if it did not within 10 s or fell over.
    qint64 stop();
    void kill();
    [[nodiscard]] bool running() const { return program_ && program_->state() == QProcess::Running; }
    [[nodiscard]] QProcess *process() { return program_.get(); }

    [[nodiscard]] QString folder() const { return dir_.filePath(QStringLiteral("p")); }
    [[nodiscard]] QString file(const QString &name) const { return folder() + u'/' + name; }
    [[nodiscard]] QString runtime() const { return dir_.filePath(QStringLiteral("r")); }
    [[nodiscard]] QByteArray contents(const QString &name) const;
    bool write(const QString &name, const QByteArray &bytes) const;

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QStringList words(const QStringList &more) const;
    [[nodiscard]] QString asItSees(const QString &path) const;

    QTemporaryDir dir_;
    QString windowsProgram_;
    std::function<void()> childModifier_;
    bool asksRouters_ = false;
    std::unique_ptr<QProcess> program_;
};

// Starts both without Tox, `inviting` at a port for direct ways that was free, and pairs them by its invite, which has the words `more` beside that
// endpoint; `other` calls it `name`. What went wrong, nothing if all was done; both are online some time after that.
[[nodiscard]] QString pairDirectly(Machine &inviting, Machine &other, const QString &name, const QString &more = {});

} // namespace culvert::test
