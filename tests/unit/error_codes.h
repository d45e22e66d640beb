// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QList>

namespace culvert::test {

// Every code there is. A new one that is not in the list below does not compile: -Wswitch.
inline QList<ErrorCode> allErrorCodes()
{
    QList<ErrorCode> codes;
    for (int number = 0; number < 1000; ++number) {
        switch (const auto code = ErrorCode(number)) {
        case ErrorCode::None:
        case ErrorCode::ClosedByUser:
        case ErrorCode::TunnelStopped:
        case ErrorCode::ProgramQuit:
        case ErrorCode::HangUp:
        case ErrorCode::FlowIdle:
        case ErrorCode::TargetRefused:
        case ErrorCode::TargetUnreachable:
        case ErrorCode::TargetTimedOut:
        case ErrorCode::TargetNameNotFound:
        case ErrorCode::TargetNotAllowed:
        case ErrorCode::TargetFailed:
        case ErrorCode::PeerOffline:
        case ErrorCode::PeerSilent:
        case ErrorCode::PeerPending:
        case ErrorCode::PeerBlocked:
        case ErrorCode::PeerRemoved:
        case ErrorCode::PeerRestarted:
        case ErrorCode::ResumeLimit:
        case ErrorCode::ProtocolViolation:
        case ErrorCode::LimitReached:
        case ErrorCode::HandshakeFailed:
        case ErrorCode::UnsupportedVersion:
        case ErrorCode::UdpUnsupported:
        case ErrorCode::ListenNotAllowed:
        case ErrorCode::ListenInUse:
        case ErrorCode::ListenNotPermitted:
        case ErrorCode::ListenNotLocal:
        case ErrorCode::ListenImpossible:
        case ErrorCode::UsageWrong:
        case ErrorCode::CommandUnknown:
        case ErrorCode::AddressInvalid:
        case ErrorCode::InviteInvalid:
        case ErrorCode::InviteExpired:
        case ErrorCode::InviteOwn:
        case ErrorCode::EndpointInvalid:
        case ErrorCode::ListenInvalid:
        case ErrorCode::NameInvalid:
        case ErrorCode::NameTaken:
        case ErrorCode::PeerUnknown:
        case ErrorCode::PeerAmbiguous:
        case ErrorCode::TunnelUnknown:
        case ErrorCode::ConnectionUnknown:
        case ErrorCode::SettingUnknown:
        case ErrorCode::SettingInvalid:
        case ErrorCode::AlreadyPaired:
        case ErrorCode::DurationInvalid:
        case ErrorCode::EndpointMissing:
        case ErrorCode::RuleInvalid:
        case ErrorCode::RuleUnknown:
        case ErrorCode::RulesChanged:
        case ErrorCode::QuestionUnknown:
        case ErrorCode::TestRunning:
        case ErrorCode::TestUnknown:
        case ErrorCode::RequestUnknown:
        case ErrorCode::InviteUnknown:
        case ErrorCode::LoginInvalid:
        case ErrorCode::RateInvalid:
        case ErrorCode::GroupUnknown:
        case ErrorCode::PortInUse:
        case ErrorCode::PortNotPermitted:
        case ErrorCode::AddressNotLocal:
        case ErrorCode::ListenFailed:
        case ErrorCode::DescriptorsExhausted:
        case ErrorCode::ProfileInUse:
        case ErrorCode::ProfileUnreadable:
        case ErrorCode::ProfileUnwritable:
        case ErrorCode::ConfigBroken:
        case ErrorCode::IdentityBroken:
        case ErrorCode::NodesBroken:
        case ErrorCode::ImportBroken:
        case ErrorCode::NodeInvalid:
        case ErrorCode::ProfileTooNew:
        case ErrorCode::PasswordNeeded:
        case ErrorCode::PasswordWrong:
        case ErrorCode::PasswordInvalid:
        case ErrorCode::PasswordPresent:
        case ErrorCode::PasswordAbsent:
        case ErrorCode::NotRunning:
        case ErrorCode::ToxStartFailed:
        case ErrorCode::EngineFailed:
        case ErrorCode::ControlFailed:
        case ErrorCode::FriendRequestFailed:
        case ErrorCode::StrangerRefused:
        case ErrorCode::QuestionAsked:
        case ErrorCode::PairingAsked:
        case ErrorCode::IdentityElsewhere:
        case ErrorCode::ServiceLost:
        case ErrorCode::ServiceDiffers:
        case ErrorCode::ServiceRefuses:
        case ErrorCode::TargetWithheld:
        case ErrorCode::TargetRefusedHere:
        case ErrorCode::TargetUnreachableHere:
        case ErrorCode::TargetTimedOutHere:
        case ErrorCode::TargetNameNotFoundHere:
        case ErrorCode::TargetFailedHere:
        case ErrorCode::LimitReachedThere:
            codes.append(code);
        }
    }
    return codes;
}

} // namespace culvert::test
