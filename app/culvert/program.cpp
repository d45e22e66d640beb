// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/program.h"

#include "api/sentences.h"

#include <QDir>

#include <cstdio>

namespace culvert::app {

namespace {

host::EngineOptions engineOptions(const Options &options)
{
    host::EngineOptions out;
    out.profileFolder = options.profileFolder;
    out.nodesFile = options.nodesFile;
    return out;
}

} // namespace

Program::Program(const Options &options, QObject *parent)
    : QObject(parent), options_(options), engine_(engineOptions(options)), control_(engine_)
{
    connect(&quit_, &QuitSignal::requested, this, [this] { Q_EMIT finished(0); });
    connect(&engine_, &host::EngineHost::started, this, &Program::openDesktop);
    connect(&engine_, &host::EngineHost::failed, this, &Program::fail);
}

void Program::start() { engine_.start(); }

void Program::openDesktop()
{
    desktop_ = std::make_unique<Desktop>(engine_, QDir(options_.profileFolder).filePath(QStringLiteral("window.ini")));
    connect(desktop_.get(), &Desktop::quitAsked, this, [this] { Q_EMIT finished(0); });
    desktop_->open(options_.hidden);
    // The engine holds the profile's lock now. Without its socket the program works, but culvertd cannot reach it.
    if (const auto listening = control_.listen(options_.profileFolder); !listening)
        desktop_->window().showError(listening.error());
}

void Program::fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(api::sentence(error)));
    failure_ = std::make_unique<ui::FailureWindow>(error);
    connect(failure_.get(), &QDialog::finished, this, [this] { Q_EMIT finished(1); });
    failure_->open();
}

} // namespace culvert::app
