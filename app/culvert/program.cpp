// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/program.h"

#include "api/sentences.h"
#include "app/culvert/autostart.h"
#include "profile/profile.h"

#include <QDir>

#include <cstdio>
#include <tuple>

namespace culvert::app {

namespace {

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

QString memoryFile(const QString &profileFolder) { return QDir(profileFolder).filePath(QStringLiteral("window.ini")); }

} // namespace

Program::Program(const Options &options, Appearance &appearance, QObject *parent)
    : QObject(parent), options_(options), profileFolder_(folderOf(options)), appearance_(appearance), log_(profileFolder_),
      engine_(engineOptions(options, profileFolder_)), control_(engine_)
{
    connect(&quit_, &QuitSignal::requested, this, [this] { Q_EMIT finished(0); });
    connect(&engine_, &host::EngineHost::started, this, &Program::openDesktop);
    connect(&engine_, &host::EngineHost::failed, this, &Program::cannotStart);
    connect(&engine_, &api::EngineClient::errorOccurred, this, [this](const Error &error) { log_.write(error); });
    // What is said before the window is there is said in the person's language, too.
    QSettings memory(memoryFile(profileFolder_), QSettings::IniFormat);
    appearance_.use(ui::Preferences(memory));
}

Program::~Program() { delete unlock_; }

void Program::start() { engine_.start(); }

void Program::openDesktop()
{
    if (unlock_)
        unlock_->answer(QJsonValue());
    desktop_ = std::make_unique<Desktop>(engine_, memoryFile(profileFolder_), appearance_);
    desktop_->setSessionStart(std::make_unique<Autostart>(options_.profileFolder.isEmpty() ? QString() : profileFolder_));
    connect(desktop_.get(), &Desktop::quitAsked, this, [this] { Q_EMIT finished(0); });
    desktop_->open(options_.hidden);
    if (!options_.link.isEmpty())
        desktop_->show(options_.link);
    control_.showWindow = [this](const QString &link) { desktop_->show(link); };
    // The engine holds the profile's lock now. Without its socket the program works, but culvertd cannot reach it.
    if (const auto listening = control_.listen(profileFolder_); !listening)
        desktop_->window().showError(listening.error());
}

void Program::cannotStart(const Error &error)
{
    if (error.code == ErrorCode::PasswordWrong && unlock_)
        unlock_->answer(error);
    else if (error.code == ErrorCode::PasswordNeeded)
        showOther([this] { askPassword(); });
    else if (error.code == ErrorCode::ProfileInUse)
        showOther([this, error] { fail(error); });
    else
        fail(error);
}

void Program::askPassword()
{
    unlock_ = new ui::UnlockDialog(profileFolder_);
    connect(unlock_, &ui::UnlockDialog::given, this, [this](const Secret &password) { engine_.start(password); });
    connect(unlock_, &QDialog::rejected, this, [this] { Q_EMIT finished(0); });
    unlock_->open();
    waitForOthers();
}

// A second start has this dialog raised, as later the window. Nothing runs yet: the lock is for the socket's sake alone, and without
// the socket a second start asks as well.
void Program::waitForOthers()
{
    control_.showWindow = [this](const QString &link) {
        if (!link.isEmpty())
            options_.link = link;
        if (!unlock_)
            return;
        unlock_->setWindowState(unlock_->windowState() & ~Qt::WindowMinimized);
        unlock_->raise();
        unlock_->activateWindow();
    };
    if (const auto lock = profile::Profile::open(profileFolder_))
        std::ignore = control_.listen(profileFolder_);
}

// The program that is there already comes to the front in place of this one. `otherwise`: there is none, or culvertd, which has no
// window.
void Program::showOther(const std::function<void()> &otherwise)
{
    other_ = std::make_unique<control::ControlCall>();
    connect(other_.get(), &control::ControlCall::answered, this, [this] { Q_EMIT finished(0); });
    connect(other_.get(), &control::ControlCall::notRunning, this, otherwise);
    connect(other_.get(), &control::ControlCall::failed, this, otherwise);
    other_->showWindow(profileFolder_, options_.link);
}

void Program::fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(api::sentence(error)));
    delete unlock_;
    failure_ = std::make_unique<ui::FailureWindow>(error);
    connect(failure_.get(), &QDialog::finished, this, [this] { Q_EMIT finished(1); });
    failure_->open();
}

} // namespace culvert::app
