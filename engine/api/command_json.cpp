// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/command_json.h"

#include <QJsonArray>

namespace culvert::api {

namespace {

// The names stand beside their types once, for both directions.
template <class T>
struct Name;
#define CULVERT_COMMAND_NAME(type, text)                                                                               \
    template <>                                                                                                        \
    struct Name<type> {                                                                                                \
        static constexpr QStringView value = text;                                                                     \
    };
CULVERT_COMMAND_NAME(GetId, u"id")
CULVERT_COMMAND_NAME(CreateInvite, u"invite")
CULVERT_COMMAND_NAME(Pair, u"pair")
CULVERT_COMMAND_NAME(ListRequests, u"requests")
CULVERT_COMMAND_NAME(AcceptRequest, u"acceptRequest")
CULVERT_COMMAND_NAME(RefuseRequest, u"refuseRequest")
CULVERT_COMMAND_NAME(BlockRequest, u"blockRequest")
CULVERT_COMMAND_NAME(ListInvites, u"invites")
CULVERT_COMMAND_NAME(RevokeInvite, u"revokeInvite")
CULVERT_COMMAND_NAME(NewAddress, u"newAddress")
CULVERT_COMMAND_NAME(BlockPeer, u"blockPeer")
CULVERT_COMMAND_NAME(UnblockPeer, u"unblockPeer")
CULVERT_COMMAND_NAME(ListPeers, u"peers")
CULVERT_COMMAND_NAME(Allow, u"allow")
CULVERT_COMMAND_NAME(Deny, u"deny")
CULVERT_COMMAND_NAME(SetEndpoints, u"setEndpoints")
CULVERT_COMMAND_NAME(Ask, u"ask")
CULVERT_COMMAND_NAME(ListRules, u"rules")
CULVERT_COMMAND_NAME(AddRule, u"addRule")
CULVERT_COMMAND_NAME(RemoveRule, u"removeRule")
CULVERT_COMMAND_NAME(SetRules, u"setRules")
CULVERT_COMMAND_NAME(TestRules, u"testRules")
CULVERT_COMMAND_NAME(ListQuestions, u"questions")
CULVERT_COMMAND_NAME(AnswerQuestion, u"answer")
CULVERT_COMMAND_NAME(RenamePeer, u"renamePeer")
CULVERT_COMMAND_NAME(RemovePeer, u"removePeer")
CULVERT_COMMAND_NAME(AddForward, u"addForward")
CULVERT_COMMAND_NAME(EditForward, u"editForward")
CULVERT_COMMAND_NAME(AddProxy, u"addProxy")
CULVERT_COMMAND_NAME(EditProxy, u"editProxy")
CULVERT_COMMAND_NAME(AddReverse, u"addReverse")
CULVERT_COMMAND_NAME(EditReverse, u"editReverse")
CULVERT_COMMAND_NAME(StartTunnel, u"startTunnel")
CULVERT_COMMAND_NAME(StopTunnel, u"stopTunnel")
CULVERT_COMMAND_NAME(RemoveTunnel, u"removeTunnel")
CULVERT_COMMAND_NAME(RestoreTunnel, u"restoreTunnel")
CULVERT_COMMAND_NAME(ExportTunnels, u"exportTunnels")
CULVERT_COMMAND_NAME(ImportTunnels, u"importTunnels")
CULVERT_COMMAND_NAME(ListGroups, u"groups")
CULVERT_COMMAND_NAME(StartGroup, u"startGroup")
CULVERT_COMMAND_NAME(StopGroup, u"stopGroup")
CULVERT_COMMAND_NAME(ListForwards, u"forwards")
CULVERT_COMMAND_NAME(ListProxies, u"proxies")
CULVERT_COMMAND_NAME(ListReverses, u"reverses")
CULVERT_COMMAND_NAME(ListConnections, u"connections")
CULVERT_COMMAND_NAME(FindProgram, u"program")
CULVERT_COMMAND_NAME(ReadConnection, u"connection")
CULVERT_COMMAND_NAME(CloseConnection, u"closeConnection")
CULVERT_COMMAND_NAME(StartTest, u"startTest")
CULVERT_COMMAND_NAME(ReadTest, u"test")
CULVERT_COMMAND_NAME(StopTest, u"stopTest")
CULVERT_COMMAND_NAME(Status, u"status")
CULVERT_COMMAND_NAME(SetPaused, u"setPaused")
CULVERT_COMMAND_NAME(Refresh, u"refresh")
CULVERT_COMMAND_NAME(ListNodes, u"nodes")
CULVERT_COMMAND_NAME(SetNodes, u"setNodes")
CULVERT_COMMAND_NAME(SetSetting, u"set")
#undef CULVERT_COMMAND_NAME

// The words of a command, named once: `words` is a Writer or a Reader.
template <class W> void describe(W &, GetId &) {}
template <class W> void describe(W &words, CreateInvite &c) 
{
    words("allow", c.allow)("expiresMs", c.expiresMs)("endpoints", c.endpoints)("label", c.label);
}
template <class W> void describe(W &words, Pair &c) { words("link", c.link)("name", c.name); }
template <class W> void describe(W &, ListRequests &) {}
template <class W> void describe(W &words, AcceptRequest &c) { words("request", c.request)("name", c.name)("targets", c.targets); }
template <class W> void describe(W &words, RefuseRequest &c) { words("request", c.request); }
template <class W> void describe(W &words, BlockRequest &c) { words("request", c.request); }
template <class W> void describe(W &words, ListInvites &c) { words("ended", c.ended); }
template <class W> void describe(W &words, RevokeInvite &c) { words("invite", c.invite); }
template <class W> void describe(W &, NewAddress &) {}
template <class W> void describe(W &words, BlockPeer &c) { words("peer", c.peer); }
template <class W> void describe(W &words, UnblockPeer &c) { words("peer", c.peer); }
template <class W> void describe(W &, ListPeers &) {}
template <class W> void describe(W &words, Allow &c) { words("peer", c.peer)("targets", c.targets); }
template <class W> void describe(W &words, Deny &c) { words("peer", c.peer)("targets", c.targets); }
template <class W> void describe(W &words, SetEndpoints &c) { words("peer", c.peer)("endpoints", c.endpoints); }
template <class W> void describe(W &words, Ask &c) { words("peer", c.peer)("targets", c.targets); }
template <class W> void describe(W &words, ListRules &c) { words("peer", c.peer); }
template <class W> void describe(W &words, AddRule &c) { words("peer", c.peer)("rule", c.rule)("at", c.at); }
template <class W> void describe(W &words, RemoveRule &c) { words("peer", c.peer)("rule", c.rule); }
template <class W> void describe(W &words, SetRules &c) { words("peer", c.peer)("rules", c.rules)("before", c.before); }
template <class W> void describe(W &words, TestRules &c) { words("peer", c.peer)("target", c.target)("addresses", c.addresses); }
template <class W> void describe(W &, ListQuestions &) {}
template <class W> void describe(W &words, AnswerQuestion &c) { words("id", c.id)("answer", c.answer); }
template <class W> void describe(W &words, RenamePeer &c) { words("peer", c.peer)("name", c.name); }
template <class W> void describe(W &words, RemovePeer &c) { words("peer", c.peer); }
template <class W> void describe(W &words, TunnelExtras &c) { words("group", c.group)("limit", c.limit); }
template <class W> void describe(W &words, AddForward &c)
{
    words("peer", c.peer)("listen", c.listen)("target", c.target)("name", c.name);
    describe(words, c.extras);
}
template <class W> void describe(W &words, EditForward &c)
{
    words("tunnel", c.tunnel)("peer", c.peer)("listen", c.listen)("target", c.target)("name", c.name);
    describe(words, c.extras);
}
template <class W> void describe(W &words, AddProxy &c)
{
    words("peer", c.peer)("listen", c.listen)("name", c.name)("user", c.user)("password", c.password);
    describe(words, c.extras);
}
template <class W> void describe(W &words, EditProxy &c)
{
    words("tunnel", c.tunnel)("peer", c.peer)("listen", c.listen)("name", c.name)("user", c.user)("password", c.password);
    describe(words, c.extras);
}
template <class W> void describe(W &words, AddReverse &c)
{
    words("peer", c.peer)("listen", c.listen)("target", c.target)("name", c.name);
    describe(words, c.extras);
}
template <class W> void describe(W &words, EditReverse &c)
{
    words("tunnel", c.tunnel)("peer", c.peer)("listen", c.listen)("target", c.target)("name", c.name);
    describe(words, c.extras);
}
template <class W> void describe(W &words, StartTunnel &c) { words("tunnel", c.tunnel); }
template <class W> void describe(W &words, StopTunnel &c) { words("tunnel", c.tunnel); }
template <class W> void describe(W &words, RemoveTunnel &c) { words("tunnel", c.tunnel); }
template <class W> void describe(W &words, RestoreTunnel &c) { words("tunnel", c.tunnel); }
template <class W> void describe(W &, ExportTunnels &) {}
template <class W> void describe(W &words, ImportTunnels &c) { words("text", c.text)("take", c.take)("names", c.names); }
template <class W> void describe(W &, ListGroups &) {}
template <class W> void describe(W &words, StartGroup &c) { words("group", c.group); }
template <class W> void describe(W &words, StopGroup &c) { words("group", c.group); }
template <class W> void describe(W &, ListForwards &) {}
template <class W> void describe(W &, ListProxies &) {}
template <class W> void describe(W &, ListReverses &) {}
template <class W> void describe(W &, ListConnections &) {}
template <class W> void describe(W &words, FindProgram &c) { words("id", c.id); }
template <class W> void describe(W &words, ReadConnection &c) { words("id", c.id); }
template <class W> void describe(W &words, CloseConnection &c) { words("id", c.id); }
template <class W> void describe(W &words, StartTest &c) { words("peer", c.peer)("seconds", c.seconds); }
template <class W> void describe(W &words, ReadTest &c) { words("id", c.id); }
template <class W> void describe(W &words, StopTest &c) { words("id", c.id); }
template <class W> void describe(W &, Status &) {}
template <class W> void describe(W &words, SetPaused &c) { words("paused", c.paused); }
template <class W> void describe(W &, Refresh &) {}
template <class W> void describe(W &, ListNodes &) {}
template <class W> void describe(W &words, SetNodes &c) { words("text", c.text)("keep", c.keep); }
template <class W> void describe(W &words, SetSetting &c) { words("key", c.key)("value", c.value); }

class Writer {
public:
    explicit Writer(QJsonObject &object) : object_(object) {}
    Writer &operator()(const char *name, const QString &text) { return put(name, text); }
    Writer &operator()(const char *name, const QStringList &list) { return put(name, QJsonArray::fromStringList(list)); }
    Writer &operator()(const char *name, bool on) { return put(name, on); }
    Writer &operator()(const char *name, qint64 number) { return put(name, number); }
    Writer &operator()(const char *name, quint64 number) { return put(name, qint64(number)); }
    Writer &operator()(const char *name, const std::optional<QString> &text)
    {
        return text ? put(name, *text) : *this;
    }

private:
    Writer &put(const char *name, const QJsonValue &value)
    {
        object_.insert(QString::fromLatin1(name), value);
        return *this;
    }
    QJsonObject &object_;
};

class Reader {
public:
    explicit Reader(const QJsonObject &object) : object_(object) {}
    [[nodiscard]] const QString &wrong() const { return wrong_; }

    Reader &operator()(const char *name, QString &text)
    {
        const QJsonValue value = take(name, QJsonValue::String);
        text = value.toString();
        return *this;
    }
    Reader &operator()(const char *name, QStringList &list)
    {
        for (const QJsonValue &item : take(name, QJsonValue::Array).toArray()) {
            if (!item.isString())
                fail(name);
            list.append(item.toString());
        }
        return *this;
    }
    Reader &operator()(const char *name, bool &on)
    {
        on = take(name, QJsonValue::Bool).toBool();
        return *this;
    }
    Reader &operator()(const char *name, qint64 &number)
    {
        number = take(name, QJsonValue::Double).toInteger(-1);
        return *this;
    }
    Reader &operator()(const char *name, quint64 &number)
    {
        const qint64 read = take(name, QJsonValue::Double).toInteger(-1);
        if (read < 0)
            fail(name);
        number = quint64(read);
        return *this;
    }
    Reader &operator()(const char *name, std::optional<QString> &text)
    {
        if (object_.contains(QString::fromLatin1(name)))
            text = take(name, QJsonValue::String).toString();
        return *this;
    }

private:
    QJsonValue take(const char *name, QJsonValue::Type type)
    {
        const QJsonValue value = object_.value(QString::fromLatin1(name));
        if (value.type() != type)
            fail(name);
        return value;
    }
    void fail(const char *name)
    {
        if (wrong_.isEmpty())
            wrong_ = QString::fromLatin1(name);
    }
    const QJsonObject &object_;
    QString wrong_;
};

template <class T>
std::optional<Result<Command>> decodeAs(const QString &name, const QJsonObject &object)
{
    if (name != Name<T>::value)
        return std::nullopt;
    T command{};
    Reader reader(object);
    describe(reader, command);
    if (!reader.wrong().isEmpty())
        return Result<Command>(Error{ErrorCode::UsageWrong, reader.wrong()});
    return Result<Command>(Command(std::move(command)));
}

template <class... All>
Result<Command> decodeAny(std::variant<All...> *, const QString &name, const QJsonObject &object)
{
    std::optional<Result<Command>> found;
    ((found || (found = decodeAs<All>(name, object))), ...);
    if (!found)
        return Error{ErrorCode::CommandUnknown, name.left(80)};
    return *found;
}

} // namespace

QJsonObject toJson(const Command &command)
{
    return std::visit(
        [](auto copy) {
            QJsonObject object{{QStringLiteral("command"), Name<decltype(copy)>::value.toString()}};
            Writer writer(object);
            describe(writer, copy);
            return object;
        },
        command);
}

Result<Command> commandFromJson(const QJsonObject &object)
{
    return decodeAny(static_cast<Command *>(nullptr), object.value(QStringLiteral("command")).toString(), object);
}

} // namespace culvert::api
