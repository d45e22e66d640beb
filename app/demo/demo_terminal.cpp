// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_terminal.h"

#include "api/sentences.h"
#include "app/common/quit_signal.h"
#include "app/demo/demo.h"
#include "app/demo/demo_bytes.h"
#include "app/demo/demo_fetch.h"
#include "app/demo/demo_tables.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace culvert::demo {

namespace {

using namespace std::chrono_literals;

constexpr auto wholeDemo = 120s;
constexpr auto tableEvery = 500ms;

// Leads through the demo and prints it. Ends the event loop with the exit code.
class DemoTerminal : public QObject {
    Q_DECLARE_TR_FUNCTIONS(culvert::demo::DemoTerminal)

public:
    DemoTerminal()
    {
        connect(&demo_, &Demo::stepDone, this, [this](const QString &what) { say(what); });
        connect(&demo_, &Demo::failed, this, &DemoTerminal::fail);
        connect(&demo_, &Demo::ready, this, &DemoTerminal::fetchPage);
        connect(&demo_.here(), &api::EngineClient::snapshotTaken, this, [this](const api::Snapshot &snapshot) {
            hereNow_ = snapshot;
            finishAtBaseline();
        });
        connect(&demo_.there(), &api::EngineClient::snapshotTaken, this, [this](const api::Snapshot &snapshot) {
            thereNow_ = snapshot;
            finishAtBaseline();
        });
        connect(&tableTimer_, &QTimer::timeout, this, &DemoTerminal::printConnections);
        connect(&limit_, &QTimer::timeout, this, [this] { fail(whyNotDone()); });
    }

    void start()
    {
        clock_.start();
        limit_.setSingleShot(true);
        limit_.start(wholeDemo);
        say(tr("Culvert %1: two engines on this computer, paired over Tox on its loopback network.").arg(QStringLiteral(CULVERT_VERSION)));
        demo_.start();
    }

    void stop() { fail(tr("Stopped before its end.")); }

private:
    void fetchPage(const QUrl &page)
    {
        page_ = page;
        demo_.here().setWatching(true);
        demo_.there().setWatching(true);
        auto *fetch = newFetch();
        connect(fetch, &DemoFetch::finished, this, [this, fetch] {
            say(tr("GET %1 through the tunnel: %2 bytes in %3 ms.").arg(page_.toString()).arg(fetch->bodyBytes()).arg(fetch->elapsedMs()));
            fetch->deleteLater();
            fetchDownload();
        });
        fetch->get(page_.host(), quint16(page_.port()), "/");
    }

    void fetchDownload()
    {
        say(tr("GET %1download, 100 MB:").arg(page_.toString()));
        print(ConnectionRows::header());
        auto *fetch = newFetch();
        connect(fetch, &DemoFetch::finished, this, [this, fetch] {
            tableTimer_.stop();
            compare(*fetch);
            fetch->deleteLater();
        });
        tableTimer_.start(tableEvery);
        fetch->get(page_.host(), quint16(page_.port()), "/download");
    }

    void compare(const DemoFetch &fetch)
    {
        const double seconds = double(fetch.elapsedMs()) / 1000;
        say(tr("%1 MB in %2 s: %3 MB/s.")
                .arg(double(fetch.bodyBytes()) / 1e6, 0, 'f', 0).arg(seconds, 0, 'f', 2)
                .arg(double(fetch.bodyBytes()) / 1e6 / seconds, 0, 'f', 1));
        const QByteArray sent = downloadSha256();
        const QByteArray got = fetch.bodySha256();
        print(tr("  SHA-256 sent      %1\n").arg(QString::fromLatin1(sent)));
        print(tr("  SHA-256 received  %1\n").arg(QString::fromLatin1(got)));
        if (sent != got) {
            fail(tr("The download is not what was sent. Please report this with the lines above."));
            return;
        }
        say(tr("They are equal. Now every stream, socket and queued byte must be gone again."));
        // What was seen before this moment does not count.
        hereNow_.reset();
        thereNow_.reset();
        waitingForBaseline_ = true;
    }

    void finishAtBaseline()
    {
        if (!waitingForBaseline_ || !hereNow_ || !thereNow_ || !isAtBaseline(*hereNow_) || !isAtBaseline(*thereNow_))
            return;
        waitingForBaseline_ = false;
        print(counterTable(*hereNow_, *thereNow_));
        say(tr("All counters are back at their baseline. Done."));
        QCoreApplication::exit(0);
    }

    void printConnections()
    {
        if (hereNow_)
            print(hereRows_.rows(*hereNow_));
        if (thereNow_)
            print(thereRows_.rows(*thereNow_));
    }

    DemoFetch *newFetch()
    {
        auto *fetch = new DemoFetch(this);
        connect(fetch, &DemoFetch::failed, this, &DemoTerminal::fail);
        return fetch;
    }

    [[nodiscard]] QString whyNotDone()
    {
        if (waitingForBaseline_ && hereNow_ && thereNow_)
            return tr("Not everything was closed within the time of the demo:") + QLatin1Char('\n') + ConnectionRows::header()
                + hereRows_.rows(*hereNow_) + thereRows_.rows(*thereNow_) + counterTable(*hereNow_, *thereNow_);
        return tr("The demo did not end within %1 seconds; the last line says what it waited for.").arg(wholeDemo / 1s);
    }

    void fail(const QString &why)
    {
        if (failed_)
            return;
        failed_ = true;
        tableTimer_.stop();
        if (hereNow_) {
            for (const api::ErrorInfo &error : hereNow_->errors)
                print(QStringLiteral("  ") + api::sentence(error.error) + QLatin1Char('\n'));
        }
        std::fprintf(stderr, "%s\n", qPrintable(why));
        QCoreApplication::exit(1);
    }

    void say(const QString &what) { print(QStringLiteral("%1 s  %2\n").arg(double(clock_.elapsed()) / 1000, 7, 'f', 2).arg(what)); }

    static void print(const QString &text)
    {
        std::fputs(qPrintable(text), stdout);
        std::fflush(stdout);
    }

    Demo demo_;
    QUrl page_;
    QElapsedTimer clock_;
    QTimer limit_;
    QTimer tableTimer_;
    ConnectionRows hereRows_{QStringLiteral("this machine")}; // the tables have codes, which are not translated
    ConnectionRows thereRows_{QStringLiteral("other machine")};
    std::optional<api::Snapshot> hereNow_;    // the last one, once watched
    std::optional<api::Snapshot> thereNow_;
    bool waitingForBaseline_ = false;
    bool failed_ = false;
};

} // namespace

int runTerminalDemo(QCoreApplication &application)
{
    app::QuitSignal quit;
    DemoTerminal terminal;
    QObject::connect(&quit, &app::QuitSignal::requested, &terminal, [&terminal] { terminal.stop(); });
    QMetaObject::invokeMethod(&terminal, &DemoTerminal::start, Qt::QueuedConnection);
    return application.exec();
}

} // namespace culvert::demo
