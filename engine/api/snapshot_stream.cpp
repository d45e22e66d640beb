// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_stream.h"

#include "api/enum_names.h"

#include <QHash>
#include <QJsonArray>
#include <QTimeZone>

#include <algorithm>
#include <concepts>
#include <type_traits>
#include <utility>

namespace culvert::api {

namespace {

// The fields of each value, named once: `fields` is a Writer or a Reader. What a value holds comes before it.
template <class F> void describe(F &fields, Error &e)
{
    fields("code", e.code)("subject", e.subject)("detail", e.detail)("peer", e.peer)("tunnel", e.tunnel);
}
template <class F> void describe(F &fields, Endpoint &e) { fields("host", e.host)("port", e.port); }
template <class F> void describe(F &fields, LinkInfo &l)
{
    fields("rateIn", l.rateIn)("rateOut", l.rateOut)("bytesIn", l.bytesIn)("bytesOut", l.bytesOut)("congestionWindow", l.congestionWindow)
        ("bytesInFlight", l.bytesInFlight)("credit", l.credit)("strayDatagrams", l.strayDatagrams);
}
template <class F> void describe(F &fields, RuleInfo &r) { fields("rule", r.rule)("hits", r.hits)("lastHit", r.lastHit); }
template <class F> void describe(F &fields, PeerInfo &p)
{
    fields("name", p.name)("id", p.id)("state", p.state)("since", p.since)("path", p.path)("rttMs", p.rttMs)("lossPercent", p.lossPercent)
        ("noAnswerMs", p.noAnswerMs)("link", p.link)("queuedBytes", p.queuedBytes)("queuedLimit", p.queuedLimit)("allowed", p.allowed)
        ("rules", p.rules)("endpoints", p.endpoints)("stranger", p.stranger);
}
template <class F> void describe(F &fields, DatagramInfo &d)
{
    fields("sent", d.sent)("received", d.received)("droppedFull", d.droppedFull)("droppedLate", d.droppedLate)
        ("droppedDown", d.droppedDown)("droppedEnd", d.droppedEnd);
}
template <class F> void describe(F &fields, TunnelInfo &t)
{
    fields("name", t.name)("kind", t.kind)("listen", t.listen)("peer", t.peer)("peerId", t.peerId)("target", t.target)("user", t.user)
        ("group", t.group)("limit", t.limit)("state", t.state)("error", t.error)("open", t.open)("sent", t.sent)("received", t.received)
        ("datagrams", t.datagrams);
}
template <class F> void describe(F &fields, ListenerInfo &l)
{
    fields("peer", l.peer)("peerId", l.peerId)("listen", l.listen)("open", l.open);
}
template <class F> void describe(F &fields, StoryInfo &s)
{
    fields("connectedAt", s.connectedAt)("firstSentAt", s.firstSentAt)("firstReceivedAt", s.firstReceivedAt)("heldAt", s.heldAt)
        ("held", s.held)("sendingEndedAt", s.sendingEndedAt)("receivingEndedAt", s.receivingEndedAt);
}
template <class F> void describe(F &fields, ConnectionInfo &c)
{
    fields("id", c.id)("tunnel", c.tunnel)("kind", c.kind)("side", c.side)("peer", c.peer)("source", c.source)("target", c.target)
        ("state", c.state)("openedAt", c.openedAt)("sent", c.sent)("received", c.received)("waitingOut", c.waitingOut)
        ("waitingIn", c.waitingIn)("idleMs", c.idleMs)("story", c.story)("datagrams", c.datagrams)("closedAt", c.closedAt)
        ("closedBy", c.closedBy)("reason", c.reason);
}
template <class F> void describe(F &fields, QuestionInfo &q)
{
    fields("id", q.id)("peer", q.peer)("peerId", q.peerId)("target", q.target)("addresses", q.addresses)("rule", q.rule)
        ("askedAt", q.askedAt)("leftMs", q.leftMs)("waiting", q.waiting)("protocol", q.protocol);
}
template <class F> void describe(F &fields, RequestInfo &r)
{
    fields("id", r.id)("name", r.name)("firstAt", r.firstAt)("lastAt", r.lastAt)("count", r.count);
}
template <class F> void describe(F &fields, InviteInfo &i)
{
    fields("id", i.id)("createdAt", i.createdAt)("expiresAt", i.expiresAt)("allow", i.allow)("direct", i.direct)("label", i.label);
}
template <class F> void describe(F &fields, DelayInfo &d) { fields("count", d.count)("min", d.min)("median", d.median)("p95", d.p95); }
template <class F> void describe(F &fields, LoadInfo &l) { fields("bytes", l.bytes)("bytesPerSecond", l.bytesPerSecond); }
template <class F> void describe(F &fields, TestInfo &t)
{
    fields("id", t.id)("peer", t.peer)("peerId", t.peerId)("seconds", t.seconds)("phase", t.phase)("done", t.done)("path", t.path)
        ("rttMs", t.rttMs)("lossPercent", t.lossPercent)("bytesPerSecond", t.bytesPerSecond)("idle", t.idle)("loaded", t.loaded)
        ("down", t.down)("up", t.up)("error", t.error);
}
template <class F> void describe(F &fields, CounterInfo &c)
{
    fields("key", c.key)("now", c.now)("peak", c.peak)("created", c.created)("destroyed", c.destroyed)("baseline", c.baseline);
}
template <class F> void describe(F &fields, ErrorInfo &e) { fields("time", e.time)("error", e.error)("count", e.count); }
template <class F> void describe(F &fields, ToxInfo &t)
{
    fields("connection", t.connection)("udpPort", t.udpPort)("dhtPublicKey", t.dhtPublicKey)("enabled", t.enabled);
}
template <class F> void describe(F &fields, DirectInfo &d)
{
    fields("port", d.port)("portMapping", d.portMapping)("mapped", d.mapped)("seen", d.seen);
}
// All but the connections, of which only those that have changed go.
template <class F> void describeSnapshot(F &&fields)
{
    using S = Snapshot;
    fields("running", &S::running)("paused", &S::paused)("encrypted", &S::encrypted)("version", &S::version)("address", &S::address)
        ("tox", &S::tox)("direct", &S::direct)("peers", &S::peers)("tunnels", &S::tunnels)("listeners", &S::listeners)
        ("questions", &S::questions)("requests", &S::requests)("invites", &S::invites)("tests", &S::tests)("counters", &S::counters)
        ("errors", &S::errors)("queuedBytes", &S::queuedBytes)("queuedLimit", &S::queuedLimit)("atRest", &S::atRest);
}

template <class T>
concept Named = std::is_enum_v<T> && !std::same_as<T, ErrorCode>;
template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool>;

// Numbers above 2^63 do not occur: all are counts, sizes and times.
class Writer {
public:
    template <class T>
    Writer &operator()(const char *name, const T &value)
    {
        object_.insert(QLatin1StringView(name), valueOf(value));
        return *this;
    }
    [[nodiscard]] const QJsonObject &object() const { return object_; }

    template <class T>
    [[nodiscard]] static QJsonObject objectOf(T copy)
    {
        Writer fields;
        describe(fields, copy);
        return fields.object_;
    }

private:
    static QJsonValue valueOf(bool on) { return on; }
    static QJsonValue valueOf(double number) { return number; }
    static QJsonValue valueOf(const QString &text) { return text; }
    static QJsonValue valueOf(const QDateTime &time) { return time.isValid() ? QJsonValue(time.toMSecsSinceEpoch()) : QJsonValue(); }
    static QJsonValue valueOf(const PublicKey &key) { return key.toHex(); }
    static QJsonValue valueOf(ErrorCode code) { return int(code); }
    template <Number T>
    static QJsonValue valueOf(const T &number) { return qint64(number); }
    template <Named T>
    static QJsonValue valueOf(const T &enumerator) { return nameOf(enumerator); }
    template <class T>
    static QJsonValue valueOf(const std::optional<T> &value) { return value ? valueOf(*value) : QJsonValue(); }
    template <class T>
    static QJsonValue valueOf(const QList<T> &list)
    {
        QJsonArray out;
        for (const T &item : list)
            out.append(valueOf(item));
        return out;
    }
    template <class T>
    static QJsonValue valueOf(const T &value) { return objectOf(value); }

    QJsonObject object_;
};

// A field that is not there leaves what the value has.
class Reader {
public:
    explicit Reader(const QJsonObject &object) : object_(object) {}
    [[nodiscard]] bool good() const { return good_; }

    template <class T>
    Reader &operator()(const char *name, T &value)
    {
        const auto field = object_.constFind(QLatin1StringView(name));
        if (field != object_.constEnd() && !take(*field, value))
            good_ = false;
        return *this;
    }

    template <class T>
    [[nodiscard]] static bool takeObject(const QJsonValue &from, T &value)
    {
        if (!from.isObject())
            return false;
        const QJsonObject object = from.toObject();
        Reader fields(object);
        describe(fields, value);
        return fields.good_;
    }

private:
    static bool take(const QJsonValue &from, bool &on)
    {
        on = from.toBool();
        return from.isBool();
    }
    static bool take(const QJsonValue &from, double &number)
    {
        number = from.toDouble();
        return from.isDouble();
    }
    static bool take(const QJsonValue &from, QString &text)
    {
        text = from.toString();
        return from.isString();
    }
    static bool take(const QJsonValue &from, QDateTime &time)
    {
        time = from.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(from.toInteger(), QTimeZone::utc());
        return from.isNull() || from.isDouble();
    }
    static bool take(const QJsonValue &from, PublicKey &key)
    {
        const auto read = PublicKey::fromHex(from.toString());
        key = read.value_or(PublicKey());
        return read.has_value();
    }
    static bool take(const QJsonValue &from, ErrorCode &code)
    {
        quint16 number = 0;
        const bool read = take(from, number);
        code = ErrorCode(number);
        return read && !codeName(code).isEmpty();
    }
    template <Number T>
    static bool take(const QJsonValue &from, T &number)
    {
        const qint64 read = from.toInteger(-1);
        const bool fits = std::in_range<T>(read);
        number = fits ? T(read) : T{};
        return from.isDouble() && fits;
    }
    template <Named T>
    static bool take(const QJsonValue &from, T &enumerator)
    {
        const auto read = enumNamed<T>(from.toString());
        enumerator = read.value_or(T{});
        return from.isString() && read.has_value();
    }
    template <class T>
    static bool take(const QJsonValue &from, std::optional<T> &value)
    {
        if (from.isNull()) {
            value.reset();
            return true;
        }
        return take(from, value.emplace());
    }
    template <class T>
    static bool take(const QJsonValue &from, QList<T> &list)
    {
        const QJsonArray items = from.toArray();
        list.clear();
        list.reserve(items.size());
        bool good = from.isArray();
        for (const QJsonValue item : items)
            good = take(item, list.emplaceBack()) && good;
        return good;
    }
    template <class T>
    static bool take(const QJsonValue &from, T &value) { return takeObject(from, value); }

    const QJsonObject &object_;
    bool good_ = true;
};

// Writes what is not as it was.
struct Different {
    Writer &changes;
    const Snapshot &now;
    const std::optional<Snapshot> &before;

    template <class T>
    Different &operator()(const char *name, T Snapshot::*member)
    {
        if (!before || now.*member != (*before).*member)
            changes(name, now.*member);
        return *this;
    }
};

struct Into {
    Reader &fields;
    Snapshot &held;

    template <class T>
    Into &operator()(const char *name, T Snapshot::*member)
    {
        fields(name, held.*member);
        return *this;
    }
};

} // namespace

QJsonObject SnapshotWriter::changesTo(const Snapshot &snapshot)
{
    Writer changes;
    describeSnapshot(Different{changes, snapshot, last_});

    QHash<ConnectionId, const ConnectionInfo *> before;
    if (last_) {
        for (const ConnectionInfo &one : last_->connections)
            before.insert(one.id, &one);
    }
    QList<ConnectionId> order;
    QList<ConnectionInfo> changed;
    for (const ConnectionInfo &one : snapshot.connections) {
        order.append(one.id);
        const ConnectionInfo *old = before.value(one.id);
        if (!old || *old != one)
            changed.append(one);
    }
    const bool sameOrder = last_ && std::equal(order.begin(), order.end(), last_->connections.begin(), last_->connections.end(),
                                               [](ConnectionId id, const ConnectionInfo &one) { return id == one.id; });
    if (!sameOrder)
        changes("order", order);
    if (!changed.isEmpty())
        changes("connections", changed);
    last_ = snapshot;
    return changes.object();
}

bool SnapshotReader::take(const QJsonObject &changes)
{
    Reader fields(changes);
    describeSnapshot(Into{fields, held_});
    return fields.good() && takeConnections(changes);
}

bool SnapshotReader::takeConnections(const QJsonObject &changes)
{
    QList<ConnectionInfo> changed;
    QList<ConnectionId> order;
    for (const ConnectionInfo &one : held_.connections)
        order.append(one.id);
    Reader fields(changes);
    fields("order", order)("connections", changed);
    if (!fields.good())
        return false;
    QHash<ConnectionId, const ConnectionInfo *> known;
    for (const QList<ConnectionInfo> *list : {&std::as_const(held_.connections), &std::as_const(changed)}) {
        for (const ConnectionInfo &one : *list)
            known.insert(one.id, &one);
    }
    QList<ConnectionInfo> connections;
    connections.reserve(order.size());
    for (const ConnectionId id : order) {
        const ConnectionInfo *one = known.value(id);
        if (!one)
            return false;
        connections.append(*one);
    }
    held_.connections = std::move(connections);
    return true;
}

QJsonObject streamed(const Error &error) { return Writer::objectOf(error); }

std::optional<Error> errorStreamed(const QJsonObject &object)
{
    Error error;
    return Reader::takeObject(object, error) ? std::optional(error) : std::nullopt;
}

} // namespace culvert::api
