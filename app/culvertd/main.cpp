// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "app/cli/help.h"
#include "app/cli/output.h"
#include "app/common/end_process.h"
#include "app/common/process_limits.h"
#include "app/common/quit_signal.h"
#include "app/common/translations.h"
#include "app/culvertd/connect_command.h"
#include "app/culvertd/console.h"
#include "app/culvertd/daemon.h"
#include "app/culvertd/password_command.h"
#include "app/culvertd/password_source.h"
#include "app/culvertd/sub_command.h"
#include "profile/profile.h"

#include <QCoreApplication>
#include <QNetworkProxy>

#include <memory>

using namespace culvert;

namespace {

void dropMessage(QtMsgType, const QMessageLogContext &, const QString &) {}

template <class Job>
int runUntilFinished(QCoreApplication &app, Job &job)
{
    QObject::connect(&job, &Job::finished, &app, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    job.start();
    return app.exec();
}

} // namespace

int main(int argc, char *argv[])
{
    app::fillStandardDescriptors();
    app::raiseDescriptorLimit();
    app::refuseMemoryLocking();
    // Qt says on stderr when the locale is not UTF-8 and takes C.UTF-8: nothing a user of ours can use.
    const QtMessageHandler before = qInstallMessageHandler(dropMessage);
    QCoreApplication app(argc, argv);
    qInstallMessageHandler(before);
    const app::Translations translations; // the language of LC_MESSAGES; codes and keys stay as they are
    QCoreApplication::setApplicationName(QStringLiteral("culvertd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CULVERT_VERSION));
    // http_proxy in the environment is for browsers: it would take over what is dialled and listened for here.
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);

    cli::CommandLine line = cli::parseCommandLine(QCoreApplication::arguments().mid(1));
    if (!line.action) {
        const Error &error = line.action.error();
        app::printNotice(cli::failureText(api::toJson(error), line.options.json));
        return cli::exitCode(error.code);
    }
    if (line.options.profileFolder.isEmpty())
        line.options.profileFolder = profile::Profile::defaultFolder();
    if (std::holds_alternative<cli::ShowHelp>(*line.action))
        return app::printAnswer(cli::helpText()) ? 0 : 1;
    if (std::holds_alternative<cli::ShowVersion>(*line.action))
        return app::printAnswer(QStringLiteral("culvertd " CULVERT_VERSION "\n")) ? 0 : 1;
    if (const auto *job = std::get_if<cli::ChangePassword>(&*line.action))
        return app::runPasswordCommand(*job, line.options);
    if (const auto *connect = std::get_if<cli::Connect>(&*line.action))
        return app::runConnectCommand(*connect, line.options);
    if (std::holds_alternative<cli::Run>(*line.action)) {
        auto password = app::givenPassword(line.options.passwordFile);
        if (!password) {
            app::printNotice(cli::failureText(api::toJson(password.error()), line.options.json));
            return cli::exitCode(password.error().code);
        }
        app::holdQuitSignals(); // the sub-commands end by a signal as every command does
        auto daemon = std::make_unique<app::Daemon>(line.options, std::move(*password));
        const int code = runUntilFinished(app, *daemon);
        daemon.reset();
        app::endProcess(code);
    }
    app::SubCommand command(*line.action, line.options);
    return runUntilFinished(app, command);
}
