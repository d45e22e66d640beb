// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_manager.h"

#include <QSocketNotifier>

#include <cstdlib>

namespace culvert::test {

namespace {

SessionManager *of(SmPointer self) { return static_cast<SessionManager *>(self); }

Bool anybody(char *) { return True; }

} // namespace

SessionManager::SessionManager()
{
    char error[256] = {};
    char vendor[] = "Culvert";
    char release[] = "tests";
    IceSetIOErrorHandler([](IceConn) {}); // libICE's own ends the process when a program has gone
    if (!SmsInitialize(vendor, release, &SessionManager::newProgram, this, anybody, sizeof error, error))
        return;
    int count = 0;
    IceListenObj *all = nullptr;
    if (!IceListenForConnections(&count, &all, sizeof error, error))
        return;
    char *names = IceComposeNetworkIdList(count, all);
    address_ = QString::fromLocal8Bit(names);
    std::free(names);
    for (int i = 0; i < count; ++i) {
        IceListenObj listen = all[i];
        IceSetHostBasedAuthProc(listen, anybody);
        auto *notifier = new QSocketNotifier(IceGetListenConnectionNumber(listen), QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, listen] { accept(listen); });
    }
}

void SessionManager::accept(IceListenObj listen)
{
    IceAcceptStatus status{};
    IceConn connection = IceAcceptConnection(listen, &status);
    if (!connection)
        return;
    auto *notifier = new QSocketNotifier(IceConnectionNumber(connection), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, connection, notifier] {
        if (IceProcessMessages(connection, nullptr, nullptr) == IceProcessMessagesSuccess)
            return;
        notifier->setEnabled(false);
        notifier->deleteLater();
        program_ = nullptr;
    });
}

Status SessionManager::newProgram(SmsConn connection, SmPointer self, unsigned long *mask, SmsCallbacks *callbacks, char **)
{
    *mask = SmsRegisterClientProcMask | SmsInteractRequestProcMask | SmsInteractDoneProcMask | SmsSaveYourselfRequestProcMask
        | SmsSaveYourselfP2RequestProcMask | SmsSaveYourselfDoneProcMask | SmsCloseConnectionProcMask | SmsSetPropertiesProcMask
        | SmsDeletePropertiesProcMask | SmsGetPropertiesProcMask;
    callbacks->register_client = {[](SmsConn conn, SmPointer, char *previous) -> Status {
                                      if (previous) { // of a session that this one does not know
                                          std::free(previous);
                                          return False;
                                      }
                                      char *id = SmsGenerateClientID(conn);
                                      SmsRegisterClientReply(conn, id);
                                      std::free(id);
                                      SmsSaveYourself(conn, SmSaveLocal, False, SmInteractStyleNone, False);
                                      return True;
                                  },
                                  self};
    callbacks->interact_request = {[](SmsConn conn, SmPointer, int) { SmsInteract(conn); }, self};
    callbacks->interact_done = {[](SmsConn, SmPointer, Bool) {}, self};
    callbacks->save_yourself_request = {[](SmsConn, SmPointer, int, Bool, int, Bool, Bool) {}, self};
    callbacks->save_yourself_phase2_request = {[](SmsConn conn, SmPointer) { SmsSaveYourselfPhase2(conn); }, self};
    callbacks->save_yourself_done = {[](SmsConn, SmPointer data, Bool well) { of(data)->saved(well); }, self};
    callbacks->close_connection = {[](SmsConn, SmPointer data, int count, char **reasons) {
                                       of(data)->program_ = nullptr;
                                       SmFreeReasons(count, reasons);
                                   },
                                   self};
    callbacks->set_properties = {[](SmsConn, SmPointer data, int count, SmProp **properties) {
                                     for (int i = 0; i < count; ++i) {
                                         const SmProp &one = *properties[i];
                                         if (one.num_vals > 0)
                                             of(data)->properties_[one.name] =
                                                 QByteArray(static_cast<const char *>(one.vals[0].value), one.vals[0].length);
                                         SmFreeProperty(properties[i]);
                                     }
                                     std::free(properties);
                                 },
                                 self};
    callbacks->delete_properties = {[](SmsConn, SmPointer data, int count, char **names) {
                                        for (int i = 0; i < count; ++i) {
                                            of(data)->properties_.remove(names[i]);
                                            std::free(names[i]);
                                        }
                                        std::free(names);
                                    },
                                    self};
    callbacks->get_properties = {[](SmsConn conn, SmPointer) { SmsReturnProperties(conn, 0, nullptr); }, self};
    of(self)->program_ = connection;
    return True;
}

void SessionManager::saved(bool well)
{
    ++saves_;
    if (!loggingOut_) {
        SmsSaveComplete(program_);
    } else if (well) {
        told_ = true;
        SmsDie(program_);
    }
}

void SessionManager::logOut()
{
    loggingOut_ = true;
    SmsSaveYourself(program_, SmSaveBoth, True, SmInteractStyleAny, False);
}

std::optional<int> SessionManager::restartHint() const
{
    const QByteArray value = properties_.value(SmRestartStyleHint);
    return value.isEmpty() ? std::nullopt : std::optional<int>(value.front());
}

} // namespace culvert::test
