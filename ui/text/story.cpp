// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/story.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace culvert::ui {

namespace {

struct Story {
    Q_DECLARE_TR_FUNCTIONS(culvert::ui::Story)
};

} // namespace

QList<StoryLine> storyOf(const api::ConnectionInfo &connection)
{
    const api::StoryInfo &story = connection.story;
    const bool near = connection.side == api::Side::Near;
    QList<StoryLine> lines;
    const auto add = [&](const QDateTime &time, const QString &text) {
        if (time.isValid())
            lines.append({time, text});
    };
    add(connection.openedAt, near ? Story::tr("Opened by %1").arg(connection.source) : Story::tr("Opened by peer %1").arg(connection.peer));
    add(story.connectedAt, near ? Story::tr("The other side reached %1").arg(targetWords(connection)) : Story::tr("Reached %1").arg(targetWords(connection)));
    add(story.firstSentAt, Story::tr("First byte to the peer"));
    add(story.firstReceivedAt, Story::tr("First byte from the peer"));
    add(story.heldAt, Story::tr("Held back, because more waited than the peer took; in all: %1").arg(numberText(qint64(story.held))));
    add(story.sendingEndedAt, near ? Story::tr("The program here sends no more") : Story::tr("The target sends no more"));
    add(story.receivingEndedAt, Story::tr("The peer sends no more"));
    const QString why = closingWords(connection);
    add(connection.closedAt, why.isEmpty() ? Story::tr("Closed") : Story::tr("Closed. %1").arg(why));
    std::stable_sort(lines.begin(), lines.end(), [](const StoryLine &a, const StoryLine &b) { return a.time < b.time; });
    return lines;
}

QString storyText(const api::ConnectionInfo &connection)
{
    QStringList out;
    for (const StoryLine &line : storyOf(connection))
        out << line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz")) + QStringLiteral("  ") + line.text;
    return out.join(u'\n');
}

} // namespace culvert::ui
