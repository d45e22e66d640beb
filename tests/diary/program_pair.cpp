// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_pair.h"

#include <QTest>

#include <tuple>

namespace culvert::test {

namespace {

const QString list = QStringLiteral("list.json");
// ms for two to find each other: toxcore holds a node that was killed for reachable for 122 s, and its ways to a friend may lead
// through such a node as long (docs/diary.md).
constexpr int patience = 300'000;

} // namespace

ProgramPair::ProgramPair(Way way) : way_(way)
{
    near.takeSide(QStringLiteral("near"));
    far.takeSide(QStringLiteral("far"));
}

QString ProgramPair::start() { return way_ == Way::Direct ? startDirect() : startTox(); }

QString ProgramPair::startDirect()
{
    for (Machine *machine : {&far, &near}) {
        if (!paired_ && machine->run({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode != 0)
            return QStringLiteral("set tox.enabled");
        if (!machine->running() && !machine->start(QStringLiteral("/no/list/is/needed")))
            return QStringLiteral("culvertd did not start");
    }
    if (paired_)
        return waitOnline();
    // It keeps the port that it was given, so that the invite's endpoint holds when it is started anew.
    const QString port = QString::number(far.status()[QStringLiteral("direct")][QStringLiteral("port")].toInt());
    if (far.run({QStringLiteral("set"), QStringLiteral("direct.port"), port}).exitCode != 0)
        return QStringLiteral("set direct.port");
    return pair({QStringLiteral("--endpoint"), QStringLiteral("127.0.0.1:") + port});
}

QString ProgramPair::startTox()
{
    // The first machine of a network knows nobody: a node that is not there.
    QByteArray nodes = nodesList(QStringLiteral("127.0.0.1"), 9, QString(64, u'A'));
    for (Machine *machine : {&bystander_, &far, &near}) {
        if (!machine->running() && (!machine->write(list, nodes) || !machine->start(machine->file(list))))
            return QStringLiteral("culvertd did not start");
        if (machine != &bystander_)
            continue; // the others may be started anew, and then their ports are others
        const QJsonObject node = machine->status()[QStringLiteral("tox")][QStringLiteral("node")].toObject();
        nodes = nodesList(QStringLiteral("127.0.0.1"), node[QStringLiteral("udpPort")].toInt(), node[QStringLiteral("dhtPublicKey")].toString());
    }
    return paired_ ? waitOnline() : pair({});
}

QString ProgramPair::pair(const QStringList &inviteWith)
{
    const Answer invite = far.json(QStringList{QStringLiteral("invite")} + inviteWith);
    const Answer paired = near.json({QStringLiteral("pair"), invite.object()[QStringLiteral("link")].toString(), QStringLiteral("--name"), QStringLiteral("far")});
    if (paired.exitCode != 0)
        return invite.err + paired.err;
    paired_ = true;
    return waitOnline();
}

bool ProgramPair::isOnline() const
{
    const QString online = QStringLiteral("online");
    return near.firstPeer(QStringLiteral("state")) == online && far.firstPeer(QStringLiteral("state")) == online;
}

QString ProgramPair::waitOnline() const
{
    if (QTest::qWaitFor([this] { return isOnline(); }, patience))
        return {};
    return QStringLiteral("near %1, far %2").arg(near.json({QStringLiteral("peers")}).out, far.json({QStringLiteral("peers")}).out);
}

quint16 ProgramPair::forward(quint16 service, const QString &name, Listens listens)
{
    const Machine &here = listens == Listens::Near ? near : far;
    const Machine &there = listens == Listens::Near ? far : near;
    const QString target = QStringLiteral("127.0.0.1:%1").arg(service);
    std::ignore = there.run({QStringLiteral("allow"), there.firstPeer(QStringLiteral("id")), target});
    QStringList words{QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), here.firstPeer(QStringLiteral("id")),
                      QStringLiteral("--listen"), QStringLiteral("0"), QStringLiteral("--target"), target};
    if (!name.isEmpty())
        words += {QStringLiteral("--name"), name};
    const Answer added = here.json(words);
    if (added.exitCode != 0)
        qWarning("%s", qPrintable(added.err));
    return quint16(added.object()[QStringLiteral("listen")].toString().section(u':', -1).toUInt());
}

void ProgramPair::removeForwards()
{
    for (const Machine *machine : {&near, &far}) {
        const QJsonArray tunnels = machine->status()[QStringLiteral("tunnels")].toArray();
        for (const QJsonValue &tunnel : tunnels)
            std::ignore = machine->run({QStringLiteral("forward"), QStringLiteral("remove"), tunnel[QStringLiteral("name")].toString()});
        const QString peer = machine->firstPeer(QStringLiteral("id"));
        const QJsonArray allowed = machine->status()[QStringLiteral("peers")][0][QStringLiteral("allowed")].toArray();
        for (const QJsonValue &target : allowed)
            std::ignore = machine->run({QStringLiteral("deny"), peer, target.toString()});
    }
}

QString ProgramPair::offBaseline() const
{
    QString off;
    if (const QString here = near.offBaseline(); !here.isEmpty())
        off += QStringLiteral("near: %1 ").arg(here);
    if (const QString there = far.offBaseline(); !there.isEmpty())
        off += QStringLiteral("far: %1").arg(there);
    return off;
}

QString ProgramPair::lastReason(const Machine &machine)
{
    const QJsonArray all = machine.json({QStringLiteral("connections")}).array();
    for (const QJsonValue &one : all) {
        if (one[QStringLiteral("state")] == QStringLiteral("closed"))
            return one[QStringLiteral("reason")].toString(QStringLiteral("in order"));
    }
    return QStringLiteral("none closed");
}

} // namespace culvert::test
