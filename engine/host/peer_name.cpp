// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/peer_name.h"

#include "core/limits.h"

#include <QSysInfo>

#include <algorithm>

namespace culvert::host {

QString hostName() { return QSysInfo::machineHostName().left(limits::nameLength); }

QString saidName(const QString &said)
{
    const auto checked = checkedName(said);
    if (!checked)
        return {};
    const auto points = checked->toUcs4();
    const bool plain = std::all_of(points.begin(), points.end(), [](uint point) {
        return QChar::isLetterOrNumber(char32_t(point)) || (QChar::isMark(char32_t(point)) && point != 0xFE0F) || QChar::category(char32_t(point)) == QChar::Symbol_Other
            || (point < 128 && QStringView(u" -_.'()+#,:").contains(QChar(char16_t(point))));
    });
    return plain ? *checked : QString();
}

QString freeName(const QString &base, const std::function<bool(const QString &)> &taken)
{
    const auto with = [&](const QString &suffix) {
        QString name = base.left(limits::nameLength - suffix.size());
        if (!name.isEmpty() && name.back().isHighSurrogate()) // the half of a character
            name.chop(1);
        return name + suffix;
    };
    QString name = with({});
    for (int n = 2; taken(name); ++n)
        name = with(u'-' + QString::number(n));
    return name;
}

QString freePeerName(const profile::Config &config, const QString &offered, const PublicKey &id)
{
    const auto checked = checkedName(offered);
    const QString base = checked ? *checked : id.toHex().left(8);
    return freeName(base, [&](const QString &name) {
        return std::any_of(config.peers.begin(), config.peers.end(), [&](const profile::PeerEntry &p) { return p.name == name; });
    });
}

} // namespace culvert::host
