// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/sentences.h"
#include "app/common/end_process.h"
#include "app/common/process_limits.h"
#include "app/common/quit_signal.h"
#include "app/common/terminal.h"
#include "app/common/translations.h"
#include "app/culvert/appearance.h"
#include "app/culvert/demo_program.h"
#include "app/culvert/options.h"
#include "app/culvert/program.h"
#include "app/culvert/session_end.h"
#include "app/demo/demo_terminal.h"
#include "ui/look/state_icon.h"

#include <QApplication>
#include <QNetworkProxy>

#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

using namespace culvert;

namespace {

template <class Program>
int runUntilFinished(Program &program)
{
    QObject::connect(&program, &Program::finished, qApp, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    const app::SessionEnd sessionEnd;
    QObject::connect(&sessionEnd, &app::SessionEnd::requested, qApp, [] { QCoreApplication::exit(0); });
    program.start();
    return QCoreApplication::exec();
}

// Without a display there may be no QApplication: it would end the process.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char *argv[])
{
    for (int i = 1; i < argc; ++i) {
        for (const char *word : {"--terminal", "--help", "-h", "--version"}) {
            if (std::strcmp(argv[i], word) == 0)
                return std::make_unique<QCoreApplication>(argc, argv);
        }
    }
    return std::make_unique<QApplication>(argc, argv);
}

} // namespace

int main(int argc, char *argv[])
{
    app::holdQuitSignals();
    app::fillStandardDescriptors();
    app::raiseDescriptorLimit();
    app::refuseMemoryLocking();
    const auto application = makeApplication(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("culvert"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CULVERT_VERSION));
    // http_proxy in the environment is for browsers: it would take over what is dialled and listened for here.
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    std::optional<app::Translations> translations(std::in_place); // of what is said before there is a window

    auto options = app::parseOptions(QCoreApplication::arguments().mid(1));
    if (!options || options->help || options->version || options->terminal)
        app::joinTerminalOfParent();
    if (!options) {
        std::fprintf(stderr, "%s\n\n%s", qPrintable(api::sentence(options.error())), qPrintable(app::usageText()));
        return 2;
    }
    if (options->help || options->version) {
        std::fputs(qPrintable(options->help ? app::usageText() : QStringLiteral("culvert " CULVERT_VERSION "\n")), stdout);
        return 0;
    }
    if (options->terminal)
        return demo::runTerminalDemo(*application);

    QGuiApplication::setApplicationDisplayName(QStringLiteral("Culvert"));
    QGuiApplication::setDesktopFileName(QStringLiteral("culvert"));
    QApplication::setWindowIcon(ui::programIcon());
    QApplication::setQuitOnLastWindowClosed(false);
    translations.reset();
    app::Appearance appearance;
    if (options->demo) {
        app::DemoProgram program(appearance);
        return runUntilFinished(program);
    }
    auto program = std::make_unique<app::Program>(*options, appearance);
    const int code = runUntilFinished(*program);
    program.reset();
    app::endProcess(code);
}
