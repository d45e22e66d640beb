// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/qr_code.h"
#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "error_codes.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace culvert;

namespace {

// What a person named and must find again in the sentence.
bool namesItsSubject(ErrorCode code)
{
    switch (code) {
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
    case ErrorCode::ListenNotAllowed:
    case ErrorCode::ListenInUse:
    case ErrorCode::ListenNotPermitted:
    case ErrorCode::ListenNotLocal:
    case ErrorCode::ListenImpossible:
    case ErrorCode::LimitReached:
    case ErrorCode::LimitReachedThere:
    case ErrorCode::UsageWrong:
    case ErrorCode::CommandUnknown:
    case ErrorCode::AddressInvalid:
    case ErrorCode::InviteInvalid:
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
    case ErrorCode::PasswordNeeded:
    case ErrorCode::PasswordWrong:
    case ErrorCode::PasswordInvalid:
    case ErrorCode::PasswordPresent:
    case ErrorCode::PasswordAbsent:
    case ErrorCode::DurationInvalid:
    case ErrorCode::RuleInvalid:
    case ErrorCode::RuleUnknown:
    case ErrorCode::QuestionUnknown:
    case ErrorCode::QuestionAsked:
    case ErrorCode::PairingAsked:
    case ErrorCode::RequestUnknown:
    case ErrorCode::InviteUnknown:
    case ErrorCode::ServiceDiffers:
    case ErrorCode::InviteOwn:
    case ErrorCode::TestUnknown:
    case ErrorCode::LoginInvalid:
    case ErrorCode::RateInvalid:
    case ErrorCode::GroupUnknown:
    case ErrorCode::PortInUse:
    case ErrorCode::PortNotPermitted:
    case ErrorCode::AddressNotLocal:
    case ErrorCode::ListenFailed:
    case ErrorCode::ProfileInUse:
    case ErrorCode::ProfileUnreadable:
    case ErrorCode::ProfileUnwritable:
    case ErrorCode::ConfigBroken:
    case ErrorCode::IdentityBroken:
    case ErrorCode::NodesBroken:
    case ErrorCode::NodeInvalid:
    case ErrorCode::ProfileTooNew:
    case ErrorCode::StrangerRefused:
        return true;
    default:
        return false;
    }
}

bool namesItsPeer(ErrorCode code)
{
    switch (code) {
    case ErrorCode::LimitReachedThere:
    case ErrorCode::TargetWithheld:
    case ErrorCode::QuestionAsked:
    case ErrorCode::IdentityElsewhere:
    case ErrorCode::TestRunning:
    case ErrorCode::PeerOffline:
    case ErrorCode::PeerSilent:
    case ErrorCode::PeerPending:
    case ErrorCode::PeerBlocked:
    case ErrorCode::PeerRemoved:
    case ErrorCode::PeerRestarted:
    case ErrorCode::ResumeLimit:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::HandshakeFailed:
    case ErrorCode::UnsupportedVersion:
    case ErrorCode::UdpUnsupported:
        return true;
    default:
        return false;
    }
}

bool saysTheSystemsText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::PortNotPermitted: // of Windows: the protocol
    case ErrorCode::PasswordInvalid:
    case ErrorCode::QuestionAsked:
    case ErrorCode::PairingAsked:
    case ErrorCode::TargetFailed:
    case ErrorCode::TargetFailedHere:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::HandshakeFailed:
    case ErrorCode::SettingInvalid:
    case ErrorCode::PortInUse:
    case ErrorCode::ListenFailed:
    case ErrorCode::ProfileUnreadable:
    case ErrorCode::ProfileUnwritable:
    case ErrorCode::ConfigBroken:
    case ErrorCode::IdentityBroken:
    case ErrorCode::NodesBroken:
    case ErrorCode::ImportBroken:
    case ErrorCode::ToxStartFailed:
    case ErrorCode::EngineFailed:
    case ErrorCode::ControlFailed:
    case ErrorCode::FriendRequestFailed:
        return true;
    default:
        return false;
    }
}

} // namespace

class UnitApi final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anErrorIsTheSameOnTheOtherSideOfItsJson()
    {
        const Error error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80"), QStringLiteral("nginx"), {}, QStringLiteral("web")};
        QCOMPARE(api::errorFromJson(api::toJson(error)), std::optional(error));
        QCOMPARE(api::errorFromJson(api::toJson(api::ErrorInfo{{}, error, 3})), std::optional(error));
        QVERIFY(!api::errorFromJson({{QStringLiteral("code"), QStringLiteral("portInUse")}, {QStringLiteral("what"), QStringLiteral("x")}})); // an older program's
        QVERIFY(!api::errorFromJson({{QStringLiteral("code"), QStringLiteral("fromTheFuture")}, {QStringLiteral("context"), QJsonObject()}}));
        for (const ErrorCode code : test::allErrorCodes())
            QCOMPARE(api::errorFromJson(api::toJson(Error{code})), std::optional(Error{code}));
    }

    void everyErrorHasASentenceThatNamesWhatItIsAbout()
    {
        const QString subject = QStringLiteral("SUBJECT");
        const QString detail = QStringLiteral("DETAIL");
        const QString peer = QStringLiteral("PEERNAME");
        QSet<QString> sentences;
        for (const ErrorCode code : test::allErrorCodes()) {
            const QString text = api::sentence({code, subject, detail, peer, QStringLiteral("TUNNEL")});
            const QByteArray name = codeName(code).toLatin1() + ": " + text.toUtf8();
            QVERIFY2(text.size() > 10, name.constData());
            const bool endsWithCommand = text.contains(QStringLiteral(": culvertd ")) || text.contains(QStringLiteral(": netsh "));
            QVERIFY2(text.endsWith(u'.') || text.endsWith(u')') || endsWithCommand, name.constData());
            QVERIFY2(!text.contains(u'%'), name.constData()); // every place was filled
            QVERIFY2(text.contains(subject) == namesItsSubject(code), name.constData());
            QVERIFY2(text.contains(peer) == namesItsPeer(code), name.constData());
            QVERIFY2(text.contains(detail) == saysTheSystemsText(code), name.constData());
            QVERIFY2(!sentences.contains(text), name.constData());
            sentences.insert(text);
        }
    }

    void whatPeopleWroteIsNeverTakenForAPlace()
    {
        for (const ErrorCode code : test::allErrorCodes()) {
            const QString text = api::sentence({code, QStringLiteral("%2 %1 %99"), QStringLiteral("DETAIL %1"), QStringLiteral("%3%1"), {}});
            if (namesItsSubject(code))
                QVERIFY2(text.contains(QStringLiteral("%2 %1 %99")), qPrintable(text));
            if (namesItsPeer(code))
                QVERIFY2(text.contains(QStringLiteral("%3%1")), qPrintable(text));
            if (saysTheSystemsText(code))
                QVERIFY2(text.contains(QStringLiteral("DETAIL %1")), qPrintable(text));
        }
    }

    // A host is what a peer or a page chooses, and a sentence is copied into a shell: `$(reboot)` is a host as far as an
    // opening goes.
    void aCommandInASentenceHasNothingThatAShellTakesForMore()
    {
        const auto command = [](ErrorCode code, const QString &subject, const QString &peer) {
            return api::sentence({code, subject, {}, peer, {}}).section(QStringLiteral("run: "), 1);
        };
        for (const char *plain : {"127.0.0.1:80", "[fe80::1]:22", "nas.lan:53/udp", "xn--bcher-kva.example:443"}) {
            const QString target = QString::fromLatin1(plain);
            QCOMPARE(command(ErrorCode::TargetNotAllowed, target, QStringLiteral("nas")), QStringLiteral("culvertd allow PEER ") + target);
            QCOMPARE(command(ErrorCode::TargetWithheld, target, QStringLiteral("nas_2.home")), QStringLiteral("culvertd allow nas_2.home ") + target);
        }
        QCOMPARE(command(ErrorCode::ListenNotAllowed, QStringLiteral("127.0.0.1:8080"), {}), QStringLiteral("culvertd allow PEER listen 127.0.0.1:8080"));
        QCOMPARE(command(ErrorCode::ListenNotAllowed, QStringLiteral("127.0.0.1:0"), {}), QStringLiteral("culvertd allow PEER listen 127.0.0.1:*"));
        for (const char *other : {"$(reboot):80", "a;reboot:80", "`id`:1", "a|b:1", "a&b:1", "a>b:1", "a'b:1", "--help", "a b", "\u00fc:1", ""}) {
            const QString text = QString::fromUtf8(other);
            QCOMPARE(command(ErrorCode::TargetNotAllowed, text, text), QStringLiteral("culvertd allow PEER HOST:PORT"));
            QCOMPARE(command(ErrorCode::TargetWithheld, text, text), QStringLiteral("culvertd allow PEER HOST:PORT"));
        }
    }

    // The window shows these as they are.
    void aCommandStandsBehindThePageOfTheWindowThatDoesTheSame()
    {
        const QString subject = QStringLiteral("127.0.0.1:8080");
        const QList<std::pair<Error, QString>> cases{
            {{ErrorCode::TargetNotAllowed, subject}, QStringLiteral("page Peers")},
            {{ErrorCode::TargetWithheld, subject}, QStringLiteral("page Peers")},
            {{ErrorCode::TargetWithheld, QStringLiteral("deb.lan:8080"), QStringLiteral("127.0.1.1")}, QStringLiteral("page Peers")},
            {{ErrorCode::ListenNotAllowed, subject}, QStringLiteral("add \"listen 127.0.0.1:8080\" for this machine on the page Peers")},
            {{ErrorCode::EndpointMissing}, QStringLiteral("\"Reached at\" on the page Settings")},
            {{ErrorCode::ImportBroken, {}, QStringLiteral("why")}, QStringLiteral("\"Export tunnels\" on the page Settings")},
            {{ErrorCode::ImportBroken, {}, QStringLiteral("port"), {}, QStringLiteral("web")}, QStringLiteral("\"Export tunnels\" on the page Settings")},
            {{ErrorCode::PeerUnknown, QStringLiteral("nas")}, QStringLiteral("page Peers")},
        };
        for (const auto &[error, place] : cases) {
            const QString text = api::sentence(error);
            QVERIFY2(text.contains(place) && text.indexOf(place) < text.indexOf(QStringLiteral("culvertd ")), qPrintable(text));
        }
    }

    void whatThisMachinesRulesRefuseIsNoMatterOfTheOtherOne()
    {
        api::ConnectionInfo connection;
        connection.reason = {ErrorCode::TargetNotAllowed, QStringLiteral("10.0.0.1:22"), {}, QStringLiteral("nas"), {}};
        QCOMPARE(api::ownReason(connection), connection.reason);
        connection.side = api::Side::Far;
        QCOMPARE(api::sentence(api::ownReason(connection)),
                 QStringLiteral("Peer \"nas\" may not reach 10.0.0.1:22 from here: no rule allows it. To allow it, use the page Peers, or run: "
                                "culvertd allow nas 10.0.0.1:22"));
        connection.reason.code = ErrorCode::HangUp;
        QCOMPARE(api::ownReason(connection), connection.reason);
    }

    void ofANameThatNoRuleOpensTheLineOfItsAddressIsSaid()
    {
        const auto told = [](const char *subject, const char *address) {
            return api::sentence({ErrorCode::TargetWithheld, QString::fromLatin1(subject), QString::fromLatin1(address), QStringLiteral("nas"), {}});
        };
        QCOMPARE(told("deb.lan:8080", "127.0.1.1"),
                 QStringLiteral("Peer \"nas\" may not reach deb.lan:8080 from here: the name stands for 127.0.1.1, an address that no rule opens by a name. "
                                "To allow it, make that address the target, and use the page Peers, or run: culvertd allow nas 127.0.1.1:8080"));
        QVERIFY(told("deb.lan:53/udp", "::1").endsWith(QStringLiteral("culvertd allow nas [::1]:53/udp")));
        QVERIFY(told("deb.lan:$(id)", "::1").endsWith(QStringLiteral("culvertd allow nas HOST:PORT")));
        QVERIFY(told("deb.lan:80", "nobody said yes").contains(QStringLiteral("no rule allows it")));
    }

    // Also of a reverse forward, where the machine that dials is the one that has the tunnel.
    void aTargetErrorNamesTheMachineThatDialled()
    {
        for (const ErrorCode code : {ErrorCode::TargetRefused, ErrorCode::TargetUnreachable, ErrorCode::TargetTimedOut,
                                     ErrorCode::TargetNameNotFound, ErrorCode::TargetFailed}) {
            api::ConnectionInfo connection;
            connection.reason = {code, QStringLiteral("10.0.0.1:22"), QStringLiteral("why"), QStringLiteral("nas"), {}};
            const QString near = api::sentence(api::ownReason(connection));
            QVERIFY2(near.contains(QStringLiteral("other side")) && !near.contains(QStringLiteral("this machine"), Qt::CaseInsensitive), qPrintable(near));
            connection.side = api::Side::Far;
            const QString far = api::sentence(api::ownReason(connection));
            QVERIFY2(far.contains(QStringLiteral("this machine"), Qt::CaseInsensitive) && !far.contains(QStringLiteral("other side")), qPrintable(far));
            QVERIFY2(far.contains(connection.reason.subject), qPrintable(far));
        }
    }

    void aLimitOfThePeerIsNotTakenForOneOfThisMachine()
    {
        for (const api::Side side : {api::Side::Near, api::Side::Far}) {
            api::ConnectionInfo connection;
            connection.side = side;
            connection.reason = {ErrorCode::LimitReached, QStringLiteral("10.0.0.1:22"), {}, QStringLiteral("nas"), {}};
            connection.closedBy = api::ClosedBy::This;
            QCOMPARE(api::ownReason(connection), connection.reason);
            connection.closedBy = api::ClosedBy::Peer;
            const QString there = api::sentence(api::ownReason(connection));
            QVERIFY2(there.contains(QStringLiteral("eer \"nas\"")) && there.contains(QStringLiteral("10.0.0.1:22")), qPrintable(there));
            connection.reason.code = ErrorCode::HangUp;
            QCOMPARE(api::ownReason(connection), connection.reason);
        }
    }

    void aQrCodeHasItsMarksAndAsManyModulesAsItNeeds()
    {
        if (!api::qrCodesSupported())
            QSKIP("built without QR codes");
        for (const int bytes : {1, 160, 2048, 2953}) {
            const auto code = api::qrCode(QByteArray(bytes, 'x'));
            QVERIFY(code);
            QCOMPARE(code->modules.size(), code->size * code->size);
            QVERIFY(code->size >= 21 && code->size <= 177 && code->size % 4 == 1);
            // The three marks by which a camera finds it: a dark ring of 7, a light one of 5, a dark square of 3.
            for (const auto &[left, top] : {std::pair(0, 0), std::pair(code->size - 7, 0), std::pair(0, code->size - 7)}) {
                for (int y = 0; y < 7; ++y) {
                    for (int x = 0; x < 7; ++x) {
                        const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                        QCOMPARE(code->dark(left + x, top + y), ring != 2);
                    }
                }
            }
            QVERIFY(!code->dark(-1, 3) && !code->dark(3, -1) && !code->dark(code->size, 3) && !code->dark(3, code->size));
        }
        QVERIFY(!api::qrCode({}));
        QVERIFY(!api::qrCode(QByteArray(2954, 'x')));
        QVERIFY(api::qrCode(QByteArray(1, 'x'))->size < api::qrCode(QByteArray(160, 'x'))->size);
    }

    void withoutAPeersNameThereIsStillASentence()
    {
        for (const ErrorCode code : test::allErrorCodes()) {
            const QString text = api::sentence({code});
            QVERIFY(text.size() > 10);
            QVERIFY2(text[0].isUpper() || !text[0].isLetter() || !namesItsPeer(code), qPrintable(text));
            QVERIFY(!text.contains(QStringLiteral("\"\" is offline")));
        }
    }
};

QTEST_GUILESS_MAIN(UnitApi)
#include "unit_api.moc"
