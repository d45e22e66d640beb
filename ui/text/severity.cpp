// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/severity.h"

#include <QCoreApplication>

namespace culvert::ui {

Severity severityOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None:
    case ErrorCode::ClosedByUser:
    case ErrorCode::TunnelStopped:
    case ErrorCode::ProgramQuit:
    case ErrorCode::HangUp:
    case ErrorCode::PeerRestarted:
    case ErrorCode::PeerPending:
    case ErrorCode::QuestionAsked:
    case ErrorCode::PairingAsked:
    case ErrorCode::StrangerRefused:
        return Severity::Note;
    case ErrorCode::TargetRefused:
    case ErrorCode::TargetUnreachable:
    case ErrorCode::TargetTimedOut:
    case ErrorCode::TargetNameNotFound:
    case ErrorCode::TargetNotAllowed:
    case ErrorCode::TargetWithheld:
    case ErrorCode::TargetRefusedHere:
    case ErrorCode::TargetUnreachableHere:
    case ErrorCode::TargetTimedOutHere:
    case ErrorCode::TargetNameNotFoundHere:
    case ErrorCode::TargetFailedHere:
    case ErrorCode::TargetFailed:
    case ErrorCode::PeerOffline:
    case ErrorCode::PeerSilent:
    case ErrorCode::PeerBlocked:
    case ErrorCode::PeerRemoved:
    case ErrorCode::ResumeLimit:
    case ErrorCode::LimitReached:
    case ErrorCode::LimitReachedThere:
    case ErrorCode::FriendRequestFailed:
        return Severity::Warning;
    default:
        return Severity::Failure;
    }
}

QString words(Severity severity)
{
    switch (severity) {
    case Severity::Note: return QCoreApplication::translate("culvert::ui::Severity", "Note");
    case Severity::Warning: return QCoreApplication::translate("culvert::ui::Severity", "Warning");
    case Severity::Failure: return QCoreApplication::translate("culvert::ui::Severity", "Failure");
    }
    Q_UNREACHABLE();
}

} // namespace culvert::ui
