// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace culvert {

// Everything that can go wrong, in one closed list. The numbers travel in stream resets and answers (wire/PROTOCOL.md)
// and never change their meaning; new ones are appended to their group. Sentences are made in api/sentences.h alone.
enum class ErrorCode : quint16 {
    None = 0,

    // Why a connection ended or could not begin. These may cross the wire.
    ClosedByUser = 1,        // a person closed this one connection
    TunnelStopped = 2,       // its tunnel was stopped or removed
    ProgramQuit = 3,         // the program on that side is quitting
    HangUp = 4,              // the TCP connection on that side was reset or a write to it failed
    FlowIdle = 5,            // of UDP: nothing went either way for limits::udpIdle, or newer flows needed the place
    TargetRefused = 10,      // ECONNREFUSED
    TargetUnreachable = 11,  // EHOSTUNREACH, ENETUNREACH
    TargetTimedOut = 12,     // no answer to the dial
    TargetNameNotFound = 13, // the name does not resolve
    TargetNotAllowed = 14,   // no rule of that side allows it
    TargetFailed = 15,       // any other system error while dialling
    PeerOffline = 20,        // no path to the peer
    PeerSilent = 21,         // a path is up, but nothing was heard for limits::silence
    PeerPending = 22,        // pairing has not been completed
    PeerBlocked = 23,
    PeerRemoved = 24,
    PeerRestarted = 25,      // the program on the other side was started anew
    ResumeLimit = 26,        // no path came back within the resume limit
    ProtocolViolation = 27,  // the other side broke the protocol
    LimitReached = 28,       // a limit of docs/limits.md
    HandshakeFailed = 29,
    UnsupportedVersion = 30,
    UdpUnsupported = 31,     // the peer's program carries no UDP: it is older
    ListenNotAllowed = 40,   // no rule of that side lets the peer listen there
    ListenInUse = 41,        // what it listens on for the peer: EADDRINUSE
    ListenNotPermitted = 42, // EACCES
    ListenNotLocal = 43,     // EADDRNOTAVAIL, or no address
    ListenImpossible = 44,   // any other system error

    // What a person gave that cannot be used.
    UsageWrong = 100,
    CommandUnknown = 101,
    AddressInvalid = 102,    // a Tox address
    InviteInvalid = 103,
    InviteExpired = 104,
    InviteOwn = 105,         // the invite was made by this very profile
    EndpointInvalid = 106,   // HOST:PORT
    ListenInvalid = 107,     // [ADDR:]PORT
    NameInvalid = 108,
    NameTaken = 109,
    PeerUnknown = 110,
    PeerAmbiguous = 111,
    TunnelUnknown = 112,
    ConnectionUnknown = 113,
    SettingUnknown = 114,
    SettingInvalid = 115,
    AlreadyPaired = 116,
    DurationInvalid = 117,
    EndpointMissing = 118,   // Tox is switched off, and nothing says where to meet
    RuleInvalid = 119,       // a rule line; detail: which part
    RuleUnknown = 120,       // no such line
    RulesChanged = 121,      // by somebody else, since they were read
    QuestionUnknown = 122,
    TestRunning = 123,       // of the link to this peer, by this machine
    TestUnknown = 124,
    RequestUnknown = 125,    // no such request to pair waits
    InviteUnknown = 126,     // no such open invite
    LoginInvalid = 127,      // a user name and password of a proxy
    RateInvalid = 128,       // bytes a second
    GroupUnknown = 129,      // no tunnel has that group

    // Local ports.
    PortInUse = 130,
    PortNotPermitted = 131,  // EACCES: privileged, or reserved by Windows
    AddressNotLocal = 132,   // EADDRNOTAVAIL
    ListenFailed = 133,
    DescriptorsExhausted = 134, // EMFILE, ENFILE

    // The profile.
    ProfileInUse = 150,      // another program holds its lock
    ProfileUnreadable = 151,
    ProfileUnwritable = 152,
    ConfigBroken = 153,      // kept aside; the program went on with defaults
    IdentityBroken = 154,    // kept aside is not done for an identity: nothing is started
    NodesBroken = 155,
    ProfileTooNew = 156,     // written by a newer version
    PasswordNeeded = 157,    // the identity is encrypted, and no password was given
    PasswordWrong = 158,     // or the encrypted file was changed
    PasswordInvalid = 159,   // cannot be used or read; detail: why
    PasswordPresent = 160,   // one is to be set where there is one
    PasswordAbsent = 161,    // one is given, changed or removed where there is none
    ImportBroken = 162,      // no list of tunnels; detail: why. With a tunnel: its entry lacks what detail names
    NodeInvalid = 163,       // a part of a bootstrap node; detail: host, port or key

    // The program.
    NotRunning = 170,
    ToxStartFailed = 171,
    EngineFailed = 172,
    ControlFailed = 173,
    FriendRequestFailed = 174,
    StrangerRefused = 175,   // a request that is not one of Culvert's
    QuestionAsked = 176,     // a peer waits for an answer: not a failure; detail: the question's id
    PairingAsked = 177,      // a machine without a valid invite waits to be paired: not a failure; subject: its key, detail: its words for itself
    IdentityElsewhere = 178, // another program uses this identity, as a peer sees
    ServiceLost = 179,       // the program that a window is attached to has gone, or does not answer
    ServiceDiffers = 180,    // it speaks with windows of another version; subject: its version
    ServiceRefuses = 181,    // what is not done through it: a password is no matter for the control socket
    TargetWithheld = 182,    // TargetNotAllowed as the machine says it that has the rules; peer: who asked; detail: an address that no name opens
    // TargetRefused and the others as the machine says them that has dialled.
    TargetRefusedHere = 183,
    TargetUnreachableHere = 184,
    TargetTimedOutHere = 185,
    TargetNameNotFoundHere = 186,
    TargetFailedHere = 187,
    LimitReachedThere = 188, // LimitReached as the machine says it whose peer has said it; peer: that one
};

// An error as a value: what, and to whom it happened. Empty fields do not apply.
struct Error {
    ErrorCode code = ErrorCode::None;
    QString subject{}; // the thing named by the person: a peer, tunnel, endpoint, file, word
    QString detail{};  // what else its sentence needs: as said beside the code, else text of the system or a library; untranslated
    QString peer{};    // name of the peer, where there is one
    QString tunnel{};  // name of the tunnel, where there is one

    bool operator==(const Error &) const = default;
};

// The stable, never translated name of a code as programs read it in JSON, e.g. "targetRefused".
[[nodiscard]] QString codeName(ErrorCode code);

// The code with this number if it may cross the wire, else ProtocolViolation. Numbers that a newer version sends are such, too.
[[nodiscard]] ErrorCode wireCode(quint64 number);

} // namespace culvert
