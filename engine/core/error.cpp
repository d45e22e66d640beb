// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

namespace culvert {

QString codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None: return QStringLiteral("none");
    case ErrorCode::ClosedByUser: return QStringLiteral("closedByUser");
    case ErrorCode::TunnelStopped: return QStringLiteral("tunnelStopped");
    case ErrorCode::ProgramQuit: return QStringLiteral("programQuit");
    case ErrorCode::HangUp: return QStringLiteral("hangUp");
    case ErrorCode::FlowIdle: return QStringLiteral("flowIdle");
    case ErrorCode::TargetRefused: return QStringLiteral("targetRefused");
    case ErrorCode::TargetUnreachable: return QStringLiteral("targetUnreachable");
    case ErrorCode::TargetTimedOut: return QStringLiteral("targetTimedOut");
    case ErrorCode::TargetNameNotFound: return QStringLiteral("targetNameNotFound");
    case ErrorCode::TargetNotAllowed: return QStringLiteral("targetNotAllowed");
    case ErrorCode::TargetFailed: return QStringLiteral("targetFailed");
    case ErrorCode::PeerOffline: return QStringLiteral("peerOffline");
    case ErrorCode::PeerSilent: return QStringLiteral("peerSilent");
    case ErrorCode::PeerPending: return QStringLiteral("peerPending");
    case ErrorCode::PeerBlocked: return QStringLiteral("peerBlocked");
    case ErrorCode::PeerRemoved: return QStringLiteral("peerRemoved");
    case ErrorCode::PeerRestarted: return QStringLiteral("peerRestarted");
    case ErrorCode::ResumeLimit: return QStringLiteral("resumeLimit");
    case ErrorCode::ProtocolViolation: return QStringLiteral("protocolViolation");
    case ErrorCode::LimitReached: return QStringLiteral("limitReached");
    case ErrorCode::HandshakeFailed: return QStringLiteral("handshakeFailed");
    case ErrorCode::UnsupportedVersion: return QStringLiteral("unsupportedVersion");
    case ErrorCode::UdpUnsupported: return QStringLiteral("udpUnsupported");
    case ErrorCode::ListenNotAllowed: return QStringLiteral("listenNotAllowed");
    case ErrorCode::ListenInUse: return QStringLiteral("listenInUse");
    case ErrorCode::ListenNotPermitted: return QStringLiteral("listenNotPermitted");
    case ErrorCode::ListenNotLocal: return QStringLiteral("listenNotLocal");
    case ErrorCode::ListenImpossible: return QStringLiteral("listenImpossible");
    case ErrorCode::UsageWrong: return QStringLiteral("usageWrong");
    case ErrorCode::CommandUnknown: return QStringLiteral("commandUnknown");
    case ErrorCode::AddressInvalid: return QStringLiteral("addressInvalid");
    case ErrorCode::InviteInvalid: return QStringLiteral("inviteInvalid");
    case ErrorCode::InviteExpired: return QStringLiteral("inviteExpired");
    case ErrorCode::InviteOwn: return QStringLiteral("inviteOwn");
    case ErrorCode::EndpointInvalid: return QStringLiteral("endpointInvalid");
    case ErrorCode::ListenInvalid: return QStringLiteral("listenInvalid");
    case ErrorCode::NameInvalid: return QStringLiteral("nameInvalid");
    case ErrorCode::NameTaken: return QStringLiteral("nameTaken");
    case ErrorCode::PeerUnknown: return QStringLiteral("peerUnknown");
    case ErrorCode::PeerAmbiguous: return QStringLiteral("peerAmbiguous");
    case ErrorCode::TunnelUnknown: return QStringLiteral("tunnelUnknown");
    case ErrorCode::ConnectionUnknown: return QStringLiteral("connectionUnknown");
    case ErrorCode::SettingUnknown: return QStringLiteral("settingUnknown");
    case ErrorCode::SettingInvalid: return QStringLiteral("settingInvalid");
    case ErrorCode::AlreadyPaired: return QStringLiteral("alreadyPaired");
    case ErrorCode::DurationInvalid: return QStringLiteral("durationInvalid");
    case ErrorCode::EndpointMissing: return QStringLiteral("endpointMissing");
    case ErrorCode::RuleInvalid: return QStringLiteral("ruleInvalid");
    case ErrorCode::RuleUnknown: return QStringLiteral("ruleUnknown");
    case ErrorCode::RulesChanged: return QStringLiteral("rulesChanged");
    case ErrorCode::QuestionUnknown: return QStringLiteral("questionUnknown");
    case ErrorCode::TestRunning: return QStringLiteral("testRunning");
    case ErrorCode::TestUnknown: return QStringLiteral("testUnknown");
    case ErrorCode::RequestUnknown: return QStringLiteral("requestUnknown");
    case ErrorCode::InviteUnknown: return QStringLiteral("inviteUnknown");
    case ErrorCode::LoginInvalid: return QStringLiteral("loginInvalid");
    case ErrorCode::RateInvalid: return QStringLiteral("rateInvalid");
    case ErrorCode::GroupUnknown: return QStringLiteral("groupUnknown");
    case ErrorCode::PortInUse: return QStringLiteral("portInUse");
    case ErrorCode::PortNotPermitted: return QStringLiteral("portNotPermitted");
    case ErrorCode::AddressNotLocal: return QStringLiteral("addressNotLocal");
    case ErrorCode::ListenFailed: return QStringLiteral("listenFailed");
    case ErrorCode::DescriptorsExhausted: return QStringLiteral("descriptorsExhausted");
    case ErrorCode::ProfileInUse: return QStringLiteral("profileInUse");
    case ErrorCode::ProfileUnreadable: return QStringLiteral("profileUnreadable");
    case ErrorCode::ProfileUnwritable: return QStringLiteral("profileUnwritable");
    case ErrorCode::ConfigBroken: return QStringLiteral("configBroken");
    case ErrorCode::IdentityBroken: return QStringLiteral("identityBroken");
    case ErrorCode::NodesBroken: return QStringLiteral("nodesBroken");
    case ErrorCode::ProfileTooNew: return QStringLiteral("profileTooNew");
    case ErrorCode::PasswordNeeded: return QStringLiteral("passwordNeeded");
    case ErrorCode::PasswordWrong: return QStringLiteral("passwordWrong");
    case ErrorCode::PasswordInvalid: return QStringLiteral("passwordInvalid");
    case ErrorCode::PasswordPresent: return QStringLiteral("passwordPresent");
    case ErrorCode::PasswordAbsent: return QStringLiteral("passwordAbsent");
    case ErrorCode::ImportBroken: return QStringLiteral("importBroken");
    case ErrorCode::NodeInvalid: return QStringLiteral("nodeInvalid");
    case ErrorCode::NotRunning: return QStringLiteral("notRunning");
    case ErrorCode::ToxStartFailed: return QStringLiteral("toxStartFailed");
    case ErrorCode::EngineFailed: return QStringLiteral("engineFailed");
    case ErrorCode::ControlFailed: return QStringLiteral("controlFailed");
    case ErrorCode::FriendRequestFailed: return QStringLiteral("friendRequestFailed");
    case ErrorCode::StrangerRefused: return QStringLiteral("strangerRefused");
    case ErrorCode::QuestionAsked: return QStringLiteral("questionAsked");
    case ErrorCode::PairingAsked: return QStringLiteral("pairingAsked");
    case ErrorCode::IdentityElsewhere: return QStringLiteral("identityElsewhere");
    case ErrorCode::ServiceLost: return QStringLiteral("serviceLost");
    case ErrorCode::ServiceDiffers: return QStringLiteral("serviceDiffers");
    case ErrorCode::ServiceRefuses: return QStringLiteral("serviceRefuses");
    case ErrorCode::TargetWithheld: return QStringLiteral("targetWithheld");
    case ErrorCode::TargetRefusedHere: return QStringLiteral("targetRefusedHere");
    case ErrorCode::TargetUnreachableHere: return QStringLiteral("targetUnreachableHere");
    case ErrorCode::TargetTimedOutHere: return QStringLiteral("targetTimedOutHere");
    case ErrorCode::TargetNameNotFoundHere: return QStringLiteral("targetNameNotFoundHere");
    case ErrorCode::TargetFailedHere: return QStringLiteral("targetFailedHere");
    case ErrorCode::LimitReachedThere: return QStringLiteral("limitReachedThere");
    }
    return {};
}

ErrorCode wireCode(quint64 number)
{
    constexpr quint64 wireCodes = 100; // those below may cross it
    const auto code = static_cast<ErrorCode>(number);
    return number < wireCodes && !codeName(code).isEmpty() ? code : ErrorCode::ProtocolViolation;
}

} // namespace culvert
