// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"

#include <QJsonObject>

#include <optional>

class QIODevice;
class QLocalSocket;

namespace culvert::control {

// The protocol: one JSON object a line. Client: {"command":…} as in api/command_json.h, or {"watch":"connections"}, or
// {"watch":"test","peer","seconds"}, or {"show": a link or ""} to a program with a window, or {"connect": HOST:PORT, "peer"}. Server: {"reply": value} or {"error": {"code","what","context"}}; to a watch, one reply after
// the other: of connections until the client hangs up, of a test until the one whose phase is "done" or "failed". A client
// that hangs up ends the test that it began. After "connect" the client waits for the answer; if that is no error the socket is the
// connection to the target from the next byte on, both ways. Windows: it passes a socket of its own, "socket" in base64 (local_peer.h); whoever takes it hangs up at
// the pipe and goes on at the socket.
// {"quit": true} ends a program without a window, {"attach": api::streamFormat} makes its socket that of a window. After the reply
// {"attached","version"} that one says {"request": a number, "do": a command} as often as it likes, and {"watching": whether it wants
// snapshots}; it is told {"answer": the number, "reply" or "error"}, {"snapshot": what has changed, as in api/snapshot_stream.h},
// {"event": an error}, and {"show": link} when a second window was started. Errors are as in snapshots there: without sentences.
// Cuts what a socket, say, has received into lines, of which each is an object.
class LineReader {
public:
    LineReader(QIODevice &from, qint64 lineSize) : from_(from), lineSize_(lineSize) {}

    // The next whole line; nothing while there is none.
    [[nodiscard]] std::optional<QJsonObject> next();

    // A line was too long or no object. Nothing more is read then.
    [[nodiscard]] bool broken() const { return broken_; }

private:
    QIODevice &from_;
    qint64 lineSize_;
    bool broken_ = false;
};

// As one line.
[[nodiscard]] QByteArray lineOf(const QJsonObject &object);
[[nodiscard]] QByteArray lineOf(const api::Reply &reply);
void writeLine(QLocalSocket &socket, const QJsonObject &object);

} // namespace culvert::control
