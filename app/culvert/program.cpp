// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/program.h"

#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "app/culvert/attached_service.h"
#include "app/culvert/autostart.h"
#include "profile/profile.h"

#include <QDir>

#include <chrono>
#include <cstdio>
#include <tuple>
#include <utility>

namespace culvert::app {

namespace {

using namespace std::chrono_literals;

QString folderOf(const Options &options)
{
    return options.profileFolder.isEmpty() ? profile::Profile::defaultFolder() : QDir(options.profileFolder).absolutePath();
}

host::EngineOptions engineOptions(const Options &options, const QString &profileFolder)
{
    host::EngineOptions out;
    out.profileFolder = profileFolder;
    out.nodesFile = options.nodesFile;
    return out;
}

constexpr auto tryEvery = 100ms;
constexpr qint64 othersStartMs = 2'000;  // from taking the profile's lock to being at the control socket, or from leaving that to letting go
constexpr qint64 othersQuitMs = 15'000; // engines end within 2 s, and systemd kills after 10

QString memoryFile(const QString &profileFolder) { return QDir(profileFolder).filePath(QStringLiteral("window.ini")); }

} // namespace

Program::Program(const Options &options, Appearance &appearance, QObject *parent)
    : QObject(parent), options_(options), profileFolder_(folderOf(options)), appearance_(appearance), log_(profileFolder_),
      engine_(engineOptions(options, profileFolder_)), control_(engine_)
{
    again_.setSingleShot(true);
    again_.setInterval(tryEvery);
    connect(&again_, &QTimer::timeout, this, &Program::startHere);
    connect(&quit_, &QuitSignal::requested, this, [this] { Q_EMIT finished(0); });
    connect(&engine_, &host::EngineHost::started, this, &Program::started);
    connect(&engine_, &host::EngineHost::failed, this, &Program::cannotStart);
    connect(&engine_, &api::EngineClient::errorOccurred, this, [this](const Error &error) { log_.write(error); });
    // What is said before the window is there is said in the person's language, too.
    QSettings memory(memoryFile(profileFolder_), QSettings::IniFormat);
    appearance_.use(ui::Preferences(memory));
}

Program::~Program() { delete unlock_; }

void Program::start()
{
    since_.start();
    startHere();
}

void Program::startHere() { engine_.start(); }

void Program::started()
{
    if (unlock_)
        unlock_->answer(QJsonValue());
    if (desktop_ && !Desktop::windowMayGo())
        return QTimer::singleShot(Desktop::moment, this, &Program::started);
    phase_ = Phase::Own;
    const bool hidden = desktop_ ? !desktop_->window().isVisible() : options_.hidden;
    desktop_.reset();
    remote_.reset();
    openDesktop(engine_, hidden);
    control_.showWindow = [this](const QString &link) { desktop_->show(link); };
    // The engine holds the profile's lock now. Without its socket the program works, but culvertd cannot reach it.
    if (const auto listening = control_.listen(profileFolder_); !listening)
        desktop_->window().showError(listening.error());
}

void Program::openDesktop(api::EngineClient &engine, bool hidden, std::unique_ptr<ui::Service> service)
{
    desktop_ = std::make_unique<Desktop>(engine, memoryFile(profileFolder_), appearance_);
    desktop_->setSessionStart(std::make_unique<Autostart>(options_.profileFolder.isEmpty() ? QString() : profileFolder_));
    if (service)
        desktop_->setService(std::move(service));
    connect(desktop_.get(), &Desktop::quitAsked, this, [this] { Q_EMIT finished(0); });
    desktop_->open(hidden);
    if (const QString link = std::exchange(options_.link, {}); !link.isEmpty())
        desktop_->show(link);
}

void Program::cannotStart(const Error &error)
{
    const auto ask = [this] { askPassword(); };
    // To the dialog also of a profile in use, and whatever it is in a take-over: who answers at the control socket now is this program
    // itself, to which no window must attach.
    if (unlock_ && (desktop_ || error.code == ErrorCode::PasswordWrong || error.code == ErrorCode::ProfileInUse))
        unlock_->answer(error);
    else if (error.code == ErrorCode::PasswordNeeded)
        showOther(ask, ask);
    else if (error.code == ErrorCode::ProfileInUse)
        profileInUse(error);
    else
        stayAttached(error);
}

void Program::profileInUse(const Error &error)
{
    const auto tryAgain = [this, error](qint64 limitMs) {
        if (since_.elapsed() < limitMs)
            again_.start();
        else
            stayAttached(error);
    };
    switch (phase_) {
    case Phase::Starting: // whoever it is may be starting or quitting, and not be at its socket
        showOther([this] { attach(); }, [tryAgain] { tryAgain(othersStartMs); });
        return;
    case Phase::TakingOver:
        tryAgain(othersQuitMs);
        return;
    case Phase::Attached:
    case Phase::Own:
        stayAttached(error);
        return;
    }
}

void Program::askPassword()
{
    unlock_ = new ui::UnlockDialog(profileFolder_);
    connect(unlock_, &ui::UnlockDialog::given, this, [this](const Secret &password) { engine_.start(password); });
    connect(unlock_, &QDialog::rejected, this, [this] { Q_EMIT finished(0); });
    unlock_->open();
    waitForOthers();
}

// A second start has this dialog raised, as later the window, or that which says why there is none. Nothing runs yet: the lock is for the socket's sake alone, and without
// the socket a second start asks as well.
void Program::waitForOthers()
{
    control_.showWindow = [this](const QString &link) {
        if (!link.isEmpty())
            options_.link = link;
        QWidget *there = unlock_ ? static_cast<QWidget *>(unlock_) : failure_.get();
        if (!there)
            return;
        there->setWindowState(there->windowState() & ~Qt::WindowMinimized);
        there->raise();
        there->activateWindow();
    };
    if (const auto lock = profile::Profile::open(profileFolder_))
        std::ignore = control_.listen(profileFolder_);
}

// The window that is there already comes to the front in place of this program's; it may be attached to a culvertd, which passes
// that on. `otherwise`: who is there has none. `nobody`: nobody is at the socket.
void Program::showOther(const std::function<void()> &otherwise, const std::function<void()> &nobody)
{
    other_ = std::make_unique<control::ControlCall>();
    connect(other_.get(), &control::ControlCall::answered, this, [this] { Q_EMIT finished(0); });
    connect(other_.get(), &control::ControlCall::notRunning, this, nobody);
    connect(other_.get(), &control::ControlCall::failed, this, otherwise);
    other_->showWindow(profileFolder_, options_.link);
}

void Program::attach()
{
    remote_ = std::make_unique<control::RemoteEngine>(profileFolder_);
    connect(remote_.get(), &control::RemoteEngine::attached, this, &Program::attached);
    connect(remote_.get(), &control::RemoteEngine::refused, this, &Program::notAttached);
    connect(remote_.get(), &control::RemoteEngine::showAsked, this, [this](const QString &link) { desktop_->show(link); });
    connect(remote_.get(), &api::EngineClient::errorOccurred, this, [this](const Error &error) { log_.write(error); });
    remote_->attach();
}

void Program::attached()
{
    if (desktop_) // it was away
        return;
    phase_ = Phase::Attached;
    auto service = std::make_unique<AttachedService>(*remote_);
    connect(service.get(), &AttachedService::takeOverAsked, this, &Program::takeOver);
    openDesktop(*remote_, options_.hidden, std::move(service));
}

void Program::notAttached(const Error &error)
{
    if (error.code == ErrorCode::NotRunning && since_.elapsed() < othersQuitMs)
        again_.start();
    else
        fail(error);
}

// Who has the engine is asked to end; then it is tried to start one here until the profile is free.
void Program::takeOver()
{
    if (phase_ == Phase::TakingOver)
        return;
    phase_ = Phase::TakingOver;
    since_.start();
    if (remote_)
        remote_->leave();
    other_ = std::make_unique<control::ControlCall>();
    connect(other_.get(), &control::ControlCall::answered, this, &Program::startHere);
    connect(other_.get(), &control::ControlCall::notRunning, this, &Program::startHere);
    connect(other_.get(), &control::ControlCall::failed, this, [this](const QJsonObject &object) {
        const Error error = api::errorFromJson(object).value_or(Error{ErrorCode::ControlFailed});
        // It has a window, or is of before there was this request: a person has to quit it.
        stayAttached(error.code == ErrorCode::CommandUnknown ? Error{ErrorCode::ProfileInUse, profileFolder_} : error);
    });
    other_->quit(profileFolder_);
}

// Where a window is there it stays, and looks for its service again.
void Program::stayAttached(const Error &error)
{
    if (!desktop_)
        return fail(error);
    phase_ = Phase::Attached;
    remote_->attach();
    desktop_->window().showError(error);
}

void Program::fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(api::sentence(error)));
    delete unlock_;
    failure_ = std::make_unique<ui::FailureWindow>(error);
    if (error.code == ErrorCode::ServiceDiffers)
        failure_->offerToTakeOver();
    connect(failure_.get(), &QDialog::accepted, this, &Program::takeOver, Qt::QueuedConnection); // the next failure replaces the window
    connect(failure_.get(), &QDialog::rejected, this, [this] { Q_EMIT finished(1); });
    failure_->open();
}

} // namespace culvert::app
