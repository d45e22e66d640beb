// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "proxy/conversation.h"

#include <utility>

namespace culvert::test {

inline proxy::Manners manners() { return {QStringLiteral("far"), {QStringLiteral("127.0.0.1"), 1080}}; }

// A conversation with its two ends played by the test, in pieces of so many bytes.
struct Talk {
    using Phase = proxy::Conversation::Phase;

    explicit Talk(qsizetype size = 1 << 20, proxy::Manners with = manners()) : talk(proxy::converse('G', with)), piece(size) {}

    // How many bytes were heard.
    qsizetype say(const QByteArray &bytes)
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            const qsizetype used = talk->hear(asBytes(bytes.mid(at, piece)));
            if (used == 0)
                break;
            at += used;
        }
        return at;
    }
    qsizetype answer(const QByteArray &bytes)
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            const QByteArray part = bytes.mid(at, piece);
            const qsizetype used = talk->answered(asBytes(part));
            at += used;
            if (used < part.size())
                break;
        }
        return at;
    }
    QByteArray toTarget() { return std::exchange(talk->toTarget, {}); }
    QByteArray toApplication() { return std::exchange(talk->toApplication, {}); }
    [[nodiscard]] Phase phase() const { return talk->phase(); }

    std::unique_ptr<proxy::Conversation> talk;
    qsizetype piece;
};

inline const QByteArray getPage = "GET http://a.example/x?y=1 HTTP/1.1\r\nHost: ignored\r\n\r\n";

} // namespace culvert::test
