// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/sentences.h"

#include "core/endpoint.h"
#include "core/ip_address.h"
#include "core/limits.h"
#include "core/rule.h"
#include "core/unseen.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <optional>

namespace culvert::api {

namespace {

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

// To be copied into a shell: what others chose, as a host that a page or a peer asks for, is repeated in a command only
// where no shell could take it for anything else.
QString forCommand(const QString &text, const QString &otherwise)
{
    const bool plain = !text.isEmpty() && !text.startsWith(u'-') && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u".:-_/[]").contains(c));
    });
    return plain ? text : otherwise;
}

// The rule line that lets a peer listen there. A port that is any free one (0) takes a rule of all ports.
QString listenLine(const QString &on)
{
    return on.endsWith(u":0") ? on.chopped(1) + u'*' : on;
}

// What a rule says of the address in the detail, with the subject's port; none: there is no address in it.
std::optional<QString> lineOfAddress(const Error &e)
{
    const auto target = parseTarget(e.subject);
    if (!target || !IpAddress::parse(e.detail))
        return std::nullopt;
    return targetText({e.detail, target->endpoint.port}, target->protocol);
}

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(culvert::api::Sentences)
public:
    static QString of(const Error &e);
    static QString ofRule(const Error &e);
    static QString ofExposure(const QString &listen);
};

QString Sentences::ofExposure(const QString &listen)
{
    const auto endpoint = parseListen(listen);
    const auto address = endpoint ? IpAddress::parse(endpoint->host) : std::nullopt;
    if (!endpoint || (address && isLoopback(*address)))
        return {};
    return tr("Not this machine alone: others that reach it in its network can connect to %1, too. Listen on 127.0.0.1 to keep them out.").arg(endpoint->toString());
}

// Which part of a rule line is wrong; the words are those of core/rule.cpp.
QString Sentences::ofRule(const Error &e)
{
    const QString &what = e.detail;
    if (what == u"verb")
        return tr("\"%1\" is not a rule. Begin with allow, deny or ask, for example: allow 192.168.1.10:22").arg(e.subject);
    if (what == u"listenAsk")
        return tr("\"%1\" cannot be asked for each time. Begin with allow or deny to say where a peer may listen.").arg(e.subject);
    if (what == u"listenHost")
        return tr("\"%1\" has no usable address to listen on. Write listen PORT for this machine alone, or listen ADDRESS:PORT, for example listen 192.168.1.10:8080.").arg(e.subject);
    if (what == u"listenUdp")
        return tr("\"%1\" names UDP, but a peer may listen for TCP alone. Leave /udp away.").arg(e.subject);
    if (what == u"port")
        return tr("\"%1\" has no usable port. Write one from 1 to 65535, a range such as 80-443, or * for any.").arg(e.subject);
    if (what == u"portOrder")
        return tr("The ports of \"%1\" are the wrong way round. Write the lower one first.").arg(e.subject);
    if (what == u"address")
        return tr("\"%1\" has no usable address. Write IPv4 as four decimal numbers, for example 192.168.1.10, and IPv6 in brackets, for example [fd00::1].").arg(e.subject);
    if (what == u"prefix")
        return tr("\"%1\" has no usable range. Write ADDRESS/BITS, for example 10.0.0.0/8 or [fd00::/8].").arg(e.subject);
    if (what.startsWith(u"bits "))
        return tr("\"%1\" is not the beginning of its range. Write %2 for the range.").arg(e.subject, what.mid(5));
    if (what == u"brackets")
        return tr("\"%1\" needs brackets around its IPv6 address, for example [fd00::1]:22.").arg(e.subject);
    if (what == u"star")
        return tr("In \"%1\" the star is in the wrong place. It stands alone for any host, or in front as in *.example.org.").arg(e.subject);
    if (what == u"name")
        return tr("\"%1\" has no usable host name. Use letters, digits, hyphens and full stops.").arg(e.subject);
    return tr("\"%1\" has no port. Write HOST:PORT, for example 192.168.1.10:22 or *.example.org:443.").arg(e.subject);
}

QString Sentences::of(const Error &e)
{
    const QString peer = e.peer.isEmpty() ? tr("the peer") : tr("peer \"%1\"").arg(e.peer);
    const QString target = forCommand(e.subject, QStringLiteral("HOST:PORT"));
    switch (e.code) {
    case ErrorCode::None:
        return tr("Closed in order.");
    case ErrorCode::ClosedByUser:
        return tr("The connection was closed by hand.");
    case ErrorCode::TunnelStopped:
        return tr("The tunnel was stopped or changed, or everything was paused, here or on the other side. Connect again; if that fails, start what was stopped or paused.");
    case ErrorCode::ProgramQuit:
        return tr("The program was quit.");
    case ErrorCode::HangUp:
        return tr("The connection was reset by the program at its end. Look there for the reason.");
    case ErrorCode::FlowIdle:
        static_assert(limits::udpIdle == std::chrono::minutes(2));
        return tr("The UDP flow was closed: nothing went either way for 2 minutes, or newer flows needed its place. The next datagram opens another.");
    case ErrorCode::TargetRefused:
        return tr("%1 refused the connection on the other side. Check that the service runs there and listens on that port.").arg(e.subject);
    case ErrorCode::TargetUnreachable:
        return tr("%1 cannot be reached from the other side. Check the address and the network there.").arg(e.subject);
    case ErrorCode::TargetTimedOut:
        return tr("%1 did not answer the other side in time. Check that it is switched on and no firewall drops the connection.").arg(e.subject);
    case ErrorCode::TargetNameNotFound:
        return tr("The other side cannot resolve the name of %1. Check the spelling, or use its address.").arg(e.subject);
    case ErrorCode::TargetNotAllowed:
        return tr("%1 may not be reached: no rule allows it. On the machine that reaches the target, add it for this machine on the page Peers, or run: culvertd allow PEER %2").arg(e.subject, target);
    case ErrorCode::TargetWithheld:
        if (const auto line = lineOfAddress(e)) {
            return tr("%1 may not reach %2 from here: the name stands for %3, an address that no rule opens by a name. To allow it, make that address the target, and use the page Peers, or run: culvertd allow %4 %5")
                .arg(capitalised(peer), e.subject, e.detail, forCommand(e.peer, QStringLiteral("PEER")), forCommand(*line, QStringLiteral("HOST:PORT")));
        }
        return tr("%1 may not reach %2 from here: no rule allows it. To allow it, use the page Peers, or run: culvertd allow %3 %4")
            .arg(capitalised(peer), e.subject, forCommand(e.peer, QStringLiteral("PEER")), target);
    case ErrorCode::TargetFailed:
        return e.detail.isEmpty()
            ? tr("Connecting to %1 failed on the other side. Check the target, and the network there; the errors of that machine say more.").arg(e.subject)
            : tr("Connecting to %1 failed on the other side (%2). Check the target, and the network there.").arg(e.subject, e.detail);
    case ErrorCode::TargetRefusedHere:
        return tr("%1 refused the connection of this machine. Check that the service runs and listens on that port.").arg(e.subject);
    case ErrorCode::TargetUnreachableHere:
        return tr("%1 cannot be reached from this machine. Check the address, and the network here.").arg(e.subject);
    case ErrorCode::TargetTimedOutHere:
        return tr("%1 did not answer this machine in time. Check that it is switched on and no firewall drops the connection.").arg(e.subject);
    case ErrorCode::TargetNameNotFoundHere:
        return tr("This machine cannot resolve the name of %1. Check its spelling, or use its address.").arg(e.subject);
    case ErrorCode::TargetFailedHere:
        return tr("Connecting from this machine to %1 failed (%2). Check the target, and the network here.").arg(e.subject, e.detail);
    case ErrorCode::LimitReachedThere:
        return tr("%1 could not carry the connection to %2: a limit was reached there, perhaps that of open files. Close some connections there; the errors of that machine say which limit it is.")
            .arg(capitalised(peer), e.subject);
    case ErrorCode::PeerOffline:
        return tr("%1 is offline. Start Culvert on that machine and check that it is connected to the network.").arg(capitalised(peer));
    case ErrorCode::PeerSilent:
        return tr("%1 does not answer at the moment. It is tried again by itself; check the network of both machines.").arg(capitalised(peer));
    case ErrorCode::PeerPending:
        return tr("Pairing with %1 is not complete yet. Wait until it is online; if it does not come, accept this machine there, or make a new invite there: a link works once, for a time.").arg(peer);
    case ErrorCode::PeerBlocked:
        return tr("%1 is blocked here. Unblock it first.").arg(capitalised(peer));
    case ErrorCode::PeerRemoved:
        return tr("%1 was removed. Pair the two machines again to use it.").arg(capitalised(peer));
    case ErrorCode::PeerRestarted:
        return tr("%1 was started anew, so the connection was lost. Connect again.").arg(capitalised(peer));
    case ErrorCode::ResumeLimit:
        return tr("%1 did not come back within the resume limit. Connect again when it is online.").arg(capitalised(peer));
    case ErrorCode::ProtocolViolation:
        return e.detail.isEmpty()
            ? tr("%1 broke the protocol, or says that this machine did. Update Culvert on both machines.").arg(capitalised(peer))
            : tr("%1 sent something that breaks the protocol, so the connection or the link was closed (%2). Update Culvert on both machines.").arg(capitalised(peer), e.detail);
    case ErrorCode::LimitReached:
        return tr("A limit was reached: %1. Use fewer, or close or remove some, and try again.").arg(e.subject);
    case ErrorCode::HandshakeFailed:
        return tr("The encrypted handshake with %1 failed (%2). Remove the peer on both machines and pair them again.").arg(peer, e.detail);
    case ErrorCode::UnsupportedVersion:
        return tr("%1 speaks another version of the protocol. Update Culvert on both machines.").arg(capitalised(peer));
    case ErrorCode::UdpUnsupported:
        return tr("%1 runs an older Culvert that carries no UDP. Update Culvert on that machine.").arg(capitalised(peer));

    case ErrorCode::ListenNotAllowed:
        return tr("The tunnel may not listen on %1 there: no rule allows it. On the machine that is to listen, add \"listen %2\" for this machine on the page Peers, or run: culvertd allow PEER listen %2").arg(e.subject, listenLine(e.subject));
    case ErrorCode::ListenInUse:
        return tr("The other side cannot listen on %1: the port is in use there. Choose another port.").arg(e.subject);
    case ErrorCode::ListenNotPermitted:
        return tr("The other side cannot listen on %1: its system reserves the port. Choose a port above 1023.").arg(e.subject);
    case ErrorCode::ListenNotLocal:
        return tr("The other side cannot listen on %1: it has no such address. Leave the address away to listen for that machine alone.").arg(e.subject);
    case ErrorCode::ListenImpossible:
        return tr("The other side cannot listen on %1. See the errors there.").arg(e.subject);
    case ErrorCode::UsageWrong:
        return tr("Wrong usage: %1. See: culvertd --help").arg(e.subject);
    case ErrorCode::CommandUnknown:
        return tr("\"%1\" is not a command. See: culvertd --help").arg(e.subject);
    case ErrorCode::AddressInvalid:
        return tr("\"%1\" is not a Tox address: it has 76 hex digits, and their checksum must be right. Copy it again from the other machine.").arg(e.subject);
    case ErrorCode::InviteInvalid:
        return tr("\"%1\" is not a Culvert invite. Copy the whole link, from \"culvert:\" to its end.").arg(e.subject);
    case ErrorCode::InviteExpired:
        return tr("This invite has expired. Make a new one on the other machine.");
    case ErrorCode::InviteOwn:
        return e.subject.isEmpty() ? tr("This invite was made by this machine. Use it on the other one.")
                                   : tr("%1 is the address of this machine. Give it to the other one.").arg(e.subject);
    case ErrorCode::EndpointInvalid:
        return tr("\"%1\" is not a target. Write HOST:PORT, for example 127.0.0.1:80 or [::1]:80.").arg(e.subject);
    case ErrorCode::ListenInvalid:
        return tr("\"%1\" is not a port to listen on. Write PORT or ADDRESS:PORT, for example 8080 or 127.0.0.1:8080; port 0 takes any free one.").arg(e.subject);
    case ErrorCode::NameInvalid:
        return tr("\"%1\" is not a usable name. Use 1 to %2 characters that can be seen, without a slash.").arg(e.subject, QString::number(limits::nameLength));
    case ErrorCode::NameTaken:
        return tr("The name \"%1\" is already used. Choose another one.").arg(e.subject);
    case ErrorCode::PeerUnknown:
        return tr("There is no peer \"%1\". See the list on the page Peers, or with: culvertd peers").arg(e.subject);
    case ErrorCode::PeerAmbiguous:
        return tr("\"%1\" fits more than one peer. Give its whole name, or more digits of its key.").arg(e.subject);
    case ErrorCode::TunnelUnknown:
        return e.detail == u"import" ? tr("There is no tunnel \"%1\" in this list. See what is in it with: culvertd import --preview FILE").arg(e.subject)
                                     : tr("There is no tunnel \"%1\". See the list with: culvertd status").arg(e.subject);
    case ErrorCode::ConnectionUnknown:
        return tr("There is no open connection %1. See the list with: culvertd connections").arg(e.subject);
    case ErrorCode::SettingUnknown:
        return tr("There is no setting \"%1\". See: culvertd --help").arg(e.subject);
    case ErrorCode::SettingInvalid:
        return tr("\"%1\" is not a value for %2. A switch takes true or false, a port a number up to 65535, direct.endpoint and direct.stun HOST:PORT, tox.proxy socks5://HOST:PORT or http://HOST:PORT, and resumeLimit a time such as 5m.").arg(e.subject, e.detail);
    case ErrorCode::AlreadyPaired:
        return tr("This machine is already paired with %1. Remove that peer first to pair anew.").arg(e.subject);
    case ErrorCode::DurationInvalid:
        return e.detail == u"invite" ? tr("An invite cannot be good for \"%1\". Write for example 30m, 1h or 7d, and 366d at most.").arg(e.subject)
                                     : tr("\"%1\" is not a duration. Write for example 30m, 1h or 7d.").arg(e.subject);
    case ErrorCode::EndpointMissing:
        return tr("Tox is switched off, so an invite must say where its maker is reached. On the machine that makes it, fill in \"Reached at\" on the page Settings (direct.endpoint) first, or make it with: culvertd invite --endpoint HOST:PORT");
    case ErrorCode::TestRunning:
        return tr("The link to %1 is being tested already. Wait until that test is over.").arg(peer);
    case ErrorCode::RequestUnknown:
        return tr("No request to pair of \"%1\" waits. See the list with: culvertd requests").arg(e.subject);
    case ErrorCode::InviteUnknown:
        return tr("There is no open invite \"%1\". See the list with: culvertd invites").arg(e.subject);
    case ErrorCode::TestUnknown:
        return tr("There is no test %1. Start one with: culvertd test PEER").arg(e.subject);
    case ErrorCode::LoginInvalid:
        return tr("The user \"%1\" cannot be used with this password. Both have 1 to 255 bytes (a letter that is not English takes 2 to 4), and the name has no colon.").arg(e.subject);
    case ErrorCode::RateInvalid:
        return tr("\"%1\" is not a speed limit. Write bytes a second from 1k to 10G, for example 500k or 2M, or none.").arg(e.subject);
    case ErrorCode::GroupUnknown:
        return tr("No tunnel is in a group \"%1\". See the groups with: culvertd group list").arg(e.subject);

    case ErrorCode::RuleInvalid:
        return ofRule(e);
    case ErrorCode::RuleUnknown:
        return tr("There is no rule line \"%1\". See the list with: culvertd rules list PEER").arg(e.subject);
    case ErrorCode::RulesChanged:
        return tr("The rules were changed in the meantime. Look at them again.");
    case ErrorCode::QuestionUnknown:
        return tr("There is no question %1 any more: it was answered, or its time was up. See: culvertd questions").arg(e.subject);

    case ErrorCode::PortInUse:
        return e.detail.isEmpty()
            ? tr("Listening on %1 failed: the port is in use by another program. Choose another port.").arg(e.subject)
            : tr("Listening on %1 failed: the port is in use by %2. Choose another port.").arg(e.subject, e.detail);
    case ErrorCode::PortNotPermitted:
        return e.detail.isEmpty()
            ? tr("Listening on %1 is not permitted: the port is reserved by the system. Choose a port above 1023.").arg(e.subject)
            : tr("Listening on %1 is not permitted: Windows keeps the port in a reserved range, or another program has it for itself alone. Choose another port; the ranges are listed by: netsh interface ipv4 show excludedportrange protocol=%2").arg(e.subject, e.detail);
    case ErrorCode::AddressNotLocal:
        return tr("Listening on %1 failed: this machine has no such address. Use 127.0.0.1 for this machine alone.").arg(e.subject);
    case ErrorCode::ListenFailed:
        return tr("Listening on %1 failed (%2). Choose another port or address.").arg(e.subject, e.detail);
    case ErrorCode::DescriptorsExhausted:
        return tr("The system allows this program no more open connections. Close some, or raise the limit of open files.");

    case ErrorCode::ProfileInUse:
        return tr("The profile %1 is in use by another running Culvert. Quit that one first, or choose another profile.").arg(e.subject);
    case ErrorCode::ProfileUnreadable:
        return tr("%1 cannot be read (%2). Check its owner and permissions.").arg(e.subject, e.detail);
    case ErrorCode::ProfileUnwritable:
        return tr("%1 cannot be written (%2). Check the free space and the permissions of its folder, and that it is still there.").arg(e.subject, e.detail);
    case ErrorCode::ConfigBroken:
        return tr("config.json was broken (%1), so the program started with default settings, and with Tox and the direct way switched off. Yours are kept in %2: to have them back, quit the program, correct that file and rename it to config.json.").arg(e.detail, e.subject);
    case ErrorCode::IdentityBroken:
        return tr("%1 is not a usable identity (%2). Put back a backup of it; or move it away to begin with a new identity, and pair again.").arg(e.subject, e.detail);
    case ErrorCode::NodesBroken:
        return tr("%1 is not a list of bootstrap nodes (%2). Correct it or remove it.").arg(e.subject, e.detail);
    case ErrorCode::ImportBroken:
        return e.tunnel.isEmpty() ? tr("This is no list of tunnels of Culvert (%1). Make one by \"Export tunnels\" on the page Settings, or with: culvertd export").arg(e.detail)
                                  : tr("The entry of \"%1\" in this list has no usable \"%2\". Correct it there, or make the list anew by \"Export tunnels\" on the page Settings, or with: culvertd export").arg(e.tunnel, e.detail);
    case ErrorCode::NodeInvalid:
        if (e.detail == u"key")
            return tr("\"%1\" is no key of a bootstrap node. It has 64 digits of 0 to 9 and A to F.").arg(e.subject);
        return e.detail == u"port" ? tr("\"%1\" is no port. Write a number from 1 to 65535.").arg(e.subject)
                                   : tr("\"%1\" is no host. Write a name such as node.example.org, or an address.").arg(e.subject);
    case ErrorCode::ProfileTooNew:
        return tr("%1 was written by a newer version of Culvert. Update this one.").arg(e.subject);
    case ErrorCode::PasswordNeeded:
        return tr("The profile %1 has a password. Give it with: culvertd --password-file FILE").arg(e.subject);
    case ErrorCode::PasswordWrong:
        return tr("The password of the profile %1 is wrong, or its identity.tox was changed. Try again, or put back a backup of it.").arg(e.subject);
    case ErrorCode::PasswordInvalid:
        return e.subject.isEmpty()
            ? tr("This password cannot be used (%1). Choose another one.").arg(e.detail)
            : tr("No password can be taken from %1 (%2). Its first line must be the password.").arg(e.subject, e.detail);
    case ErrorCode::PasswordPresent:
        return tr("The profile %1 has a password already. Change it with: culvertd password change").arg(e.subject);
    case ErrorCode::PasswordAbsent:
        return tr("The profile %1 has no password. Set one with: culvertd password set").arg(e.subject);

    case ErrorCode::NotRunning:
        return tr("Culvert is not running on this profile. Start it with: culvertd run");
    case ErrorCode::ToxStartFailed:
        return tr("The Tox network could not be started (%1). Check the settings of the Tox port and proxy.").arg(e.detail);
    case ErrorCode::EngineFailed:
        return tr("The engine stopped (%1). Start Culvert anew.").arg(e.detail);
    case ErrorCode::ControlFailed:
        return tr("The running program does not answer (%1). Look whether it was done, and try again; if that does not help, start the program anew.").arg(e.detail);
    case ErrorCode::FriendRequestFailed:
        return tr("The request to pair could not be sent (%1). Wait until this machine is connected to Tox, and pair again.").arg(e.detail);
    case ErrorCode::StrangerRefused:
        return tr("Somebody with the key %1 sent a friend request that is not one of Culvert, and was refused. If it was you, pair with Culvert on the other machine.").arg(e.subject);
    case ErrorCode::PairingAsked:
        return e.detail.isEmpty()
            ? tr("A machine with the key %1 asks to be paired. Compare the key, then: culvertd accept, refuse or block %1").arg(e.subject)
            : tr("A machine that calls itself \"%2\", with the key %1, asks to be paired. Compare the key, then: culvertd accept, refuse or block %1").arg(e.subject, e.detail);
    case ErrorCode::IdentityElsewhere:
        return tr("Another program uses the identity of this machine: %1 hears both. They disturb one another. If you copied the profile, quit one of them and pair the other machine with a profile of its own; if you did not, remove this machine at its peers and begin with a new identity.").arg(peer);
    case ErrorCode::ServiceLost:
        return tr("The service culvertd, which carries the tunnels of this profile, has ended or does not answer. Start it again (systemctl --user start culvertd), or let this program carry them.");
    case ErrorCode::ServiceDiffers:
        return e.subject.isEmpty()
            ? tr("The program that runs on this profile speaks with windows of another version. Start it anew with the version of this one (systemctl --user restart culvertd), or let this program take over.")
            : tr("The service on this profile is culvertd %1, and speaks with windows of another version. Start it anew with the version of this one (systemctl --user restart culvertd), or let this program take over.").arg(e.subject);
    case ErrorCode::ServiceRefuses:
        return tr("A password is not sent to a service. Take over from it first, or stop it and use: culvertd password set, change or remove");
    case ErrorCode::QuestionAsked:
        return tr("%1 asks to reach %2. Answer with: culvertd answer %3 once|always|never").arg(capitalised(peer), e.subject, e.detail);
    }
    Q_UNREACHABLE();
}

} // namespace

QString exposureWarning(const QString &listen) { return Sentences::ofExposure(listen); }

QString sentence(const Error &error) { return seen(Sentences::of(error)); }

} // namespace culvert::api
