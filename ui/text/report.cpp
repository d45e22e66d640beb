// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/report.h"

#include "api/snapshot_json.h"
#include "core/invite_link.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSysInfo>

namespace culvert::ui {

namespace {

// In any text: a run of 64 hex digits or more is a key or an address, and links are keys, too.
QString scrubbed(QString text)
{
    static const QRegularExpression key(QStringLiteral("\\b([0-9A-Fa-f]{8})[0-9A-Fa-f]{56,}\\b"));
    static const QRegularExpression link(inviteScheme.toString() + QStringLiteral("[A-Za-z0-9_-]+"), QRegularExpression::CaseInsensitiveOption);
    return text.replace(key, QStringLiteral("\\1…")).replace(link, inviteScheme.toString() + QStringLiteral("…"));
}

} // namespace

QString reportText(const api::Snapshot &snapshot)
{
    api::Snapshot shown = snapshot;
    shown.address.clear();
    shown.tox.dhtPublicKey.clear();
    shown.direct.mapped.clear();
    shown.direct.seen.clear();
    for (api::PeerInfo &peer : shown.peers)
        peer.endpoints.clear();
    QJsonObject all = api::toJson(shown);
    all.insert(QStringLiteral("connections"), api::connectionsToJson(shown));
    const QString head = QStringLiteral("Culvert %1\n%2, %3\nQt %4\n\n")
                             .arg(snapshot.version, QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(), QString::fromLatin1(qVersion()));
    return scrubbed(head + QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Indented)));
}

} // namespace culvert::ui
