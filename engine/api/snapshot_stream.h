// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QJsonObject>

#include <optional>

// Snapshots on their way to a window in another process: all that they hold, each as what has changed since the one before. Not the
// JSON of docs/json.md, which is for people's programs. Keys may be added and are taken as absent from one that does not know them;
// what more would not be understood - a word of an enum, say - is a new streamFormat.
namespace culvert::api {

inline constexpr int streamFormat = 2;

// One for each reader.
class SnapshotWriter {
public:
    // What the reader must be told to have this one; the first time everything.
    [[nodiscard]] QJsonObject changesTo(const Snapshot &snapshot);

private:
    std::optional<Snapshot> last_; // what the reader has
};

class SnapshotReader {
public:
    // False: these are no changes to what is held, which is left half changed. Nothing more can be taken then.
    [[nodiscard]] bool take(const QJsonObject &changes);
    [[nodiscard]] const Snapshot &snapshot() const { return held_; }

private:
    [[nodiscard]] bool takeConnections(const QJsonObject &changes);

    Snapshot held_;
};

// An error alone, as it is in a snapshot.
[[nodiscard]] QJsonObject streamed(const Error &error);
[[nodiscard]] std::optional<Error> errorStreamed(const QJsonObject &object);

} // namespace culvert::api
