// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/connect_command.h"

#include "api/command_json.h"
#include "api/snapshot_json.h"
#include "app/cli/output.h"
#include "app/control/control_place.h"
#include "app/control/line_reader.h"
#include "app/control/local_peer.h"
#include "app/culvertd/console.h"
#include "app/culvertd/stdio_pump.h"
#include "core/limits.h"
#include "core/timers.h"

#include <QFile>
#include <QJsonDocument>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace culvert::app {

namespace {

constexpr Duration answerWithin = std::chrono::seconds(5);

// The control socket as a plain descriptor, which blocks: what comes behind the answer's line is the connection's.
class ControlSocket {
public:
    ControlSocket() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    ~ControlSocket()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    ControlSocket(const ControlSocket &) = delete;
    ControlSocket &operator=(const ControlSocket &) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    // One question and its answer: {"reply"} or {"error"}.
    [[nodiscard]] QJsonObject ask(const QString &profileFolder, const QJsonObject &question, Duration limit)
    {
        const QByteArray path = QFile::encodeName(control::socketOf(profileFolder));
        sockaddr_un where{};
        where.sun_family = AF_UNIX;
        if (descriptor_ < 0 || path.size() >= qsizetype(sizeof where.sun_path))
            return failed({ErrorCode::ControlFailed, {}, qt_error_string(errno)});
        std::memcpy(where.sun_path, path.constData(), std::size_t(path.size()));
        if (::connect(descriptor_, reinterpret_cast<const sockaddr *>(&where), sizeof where) != 0)
            return failed({ErrorCode::NotRunning});
        // A socket of another user's could only lie, but it could.
        if (!control::isOfThisUser(qintptr(descriptor_)))
            return failed({ErrorCode::ControlFailed, {}, QStringLiteral("its socket belongs to another user")});
        const QByteArray line = control::lineOf(question);
        if (line.size() > limits::controlRequest)
            return failed({ErrorCode::UsageWrong, QStringLiteral("more than %1 bytes").arg(limits::controlRequest)});
        for (qsizetype sent = 0; sent < line.size();) {
            const ssize_t more = ::send(descriptor_, line.constData() + sent, std::size_t(line.size() - sent), MSG_NOSIGNAL);
            if (more <= 0)
                return failed({ErrorCode::ControlFailed, {}, qt_error_string(errno)});
            sent += more;
        }
        const QByteArray answer = readLine(limit);
        const QJsonObject object = QJsonDocument::fromJson(answer).object();
        if (object.isEmpty())
            return failed({ErrorCode::ControlFailed, {}, answer.isEmpty() ? QStringLiteral("no answer") : QStringLiteral("its answer is not understood")});
        return object;
    }

private:
    [[nodiscard]] static QJsonObject failed(const Error &error) { return {{QStringLiteral("error"), api::toJson(error)}}; }

    // Takes no byte behind the line's end. Empty: none came.
    [[nodiscard]] QByteArray readLine(Duration limit)
    {
        QByteArray line;
        const int ms = int(toWholeMs(limit));
        std::array<char, 4096> seen;
        while (line.size() <= limits::controlRequest) {
            pollfd wanted{descriptor_, POLLIN, 0};
            const int ready = ::poll(&wanted, 1, ms);
            if (ready < 0 && errno == EINTR)
                continue;
            const ssize_t there = ready > 0 ? ::recv(descriptor_, seen.data(), seen.size(), MSG_PEEK) : 0;
            if (there <= 0)
                return {};
            const char *const end = std::find(seen.data(), seen.data() + there, '\n');
            const bool whole = end != seen.data() + there;
            const ssize_t taken = ::recv(descriptor_, seen.data(), std::size_t(end - seen.data()) + (whole ? 1 : 0), 0);
            if (taken <= 0)
                return {};
            line.append(seen.data(), qsizetype(taken));
            if (whole)
                return line;
        }
        return {};
    }

    const int descriptor_;
};

// A socket ends alike whether all was well or not. A program that is being killed may still take the question, and not answer.
QJsonObject howItEnded(const QString &profileFolder, ConnectionId connection)
{
    const QJsonObject question = api::toJson(api::Command(api::ReadConnection{connection}));
    const QJsonObject answer = ControlSocket().ask(profileFolder, question, answerWithin);
    const bool silent = answer.value(QStringLiteral("error"))[QStringLiteral("code")].toString() == codeName(ErrorCode::ControlFailed);
    return silent ? ControlSocket().ask(profileFolder, question, answerWithin) : answer;
}

} // namespace

int runConnectCommand(const cli::Connect &command, const cli::GlobalOptions &options)
{
    const auto fail = [&](const QJsonObject &answer, bool made) {
        const QJsonObject error = answer.value(QStringLiteral("error")).toObject();
        printNotice(cli::failureText(error, options.json));
        return cli::connectExitCode(error.value(QStringLiteral("code")).toString(), made);
    };
    ControlSocket socket;
    const QJsonObject answer = socket.ask(options.profileFolder,
                                          {{QStringLiteral("connect"), command.target}, {QStringLiteral("peer"), command.peer}},
                                          limits::proxyConnect);
    const qint64 connection = answer.value(QStringLiteral("reply"))[QStringLiteral("connection")].toInteger(-1);
    if (connection < 0)
        return fail(answer, false);
    std::signal(SIGPIPE, SIG_IGN);
    if (pumpStdio(STDIN_FILENO, STDOUT_FILENO, socket.descriptor()) == PumpEnd::ReaderGone)
        return 1;
    const QJsonObject end = howItEnded(options.profileFolder, ConnectionId(connection));
    return end.contains(QStringLiteral("error")) ? fail(end, true) : 0;
}

} // namespace culvert::app
