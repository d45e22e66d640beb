// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QList>
#include <QString>

namespace culvert::ui {

struct StoryLine {
    QDateTime time; // UTC
    QString text;

    bool operator==(const StoryLine &) const = default;
};

// What happened to a connection so far, in the order of time. Pure.
[[nodiscard]] QList<StoryLine> storyOf(const api::ConnectionInfo &connection);

// One line each: the local time of day to the millisecond, and what happened.
[[nodiscard]] QString storyText(const api::ConnectionInfo &connection);

} // namespace culvert::ui
