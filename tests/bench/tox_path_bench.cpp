// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/limits.h"
#include "core/qt_timers.h"
#include "other_process.h"
#include "support/cpu_time.h"
#include "support/tox_pair.h"
#include "wire/datagram.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTextStream>
#include <QTimer>

#include <cstring>
#include <vector>

using namespace culvert;

// How many bytes a second one Tox path carries on loopback, between two processes: tox_path_bench [SECONDS [WINDOW]].
// The sender keeps WINDOW full-size datagrams under way, the receiver says after each batch how many it has had.

namespace {

constexpr auto quic = std::uint8_t(wire::DatagramType::Quic);

double cpuSeconds()
{
    return std::chrono::duration<double>(test::cpuTime()).count();
}

// The other process: counts what comes in and answers with the count.
int receive(const QStringList &words)
{
    const auto peer = PublicKey::fromHex(words.value(2));
    const auto dhtKey = PublicKey::fromHex(words.value(4));
    if (!peer || !dhtKey)
        return 2;
    Ledger ledger;
    QtTimers timers(ledger);
    const auto node = test::startNode(test::loopbackOptions(), timers);
    test::sayKey(node->address().publicKey());
    node->add(*peer);
    path::DatagramPath *path = node->pathTo(*peer);
    quint64 count = 0;
    quint64 batches = 0;
    double cpu = 0;
    path->received = [&](std::span<const std::uint8_t>) {
        if (count++ == 0)
            cpu = cpuSeconds();
    };
    path->receivedAll = [&] {
        ++batches;
        std::uint8_t answer[1 + sizeof count] = {quic};
        std::memcpy(answer + 1, &count, sizeof count);
        path->send(answer);
    };
    path->kindChanged = [&] {
        if (path->kind() == path::Kind::None) { // the sender has ended
            QTextStream(stdout) << QStringLiteral("receiver: %1 datagrams in %2 batches, CPU %3 s")
                                       .arg(count)
                                       .arg(batches)
                                       .arg(cpuSeconds() - cpu, 0, 'f', 2)
                                << Qt::endl;
            QCoreApplication::quit();
        }
    };
    node->bootstrap({.host = QStringLiteral("127.0.0.1"),
                     .udpPort = words.value(3).toUShort(),
                     .tcpPorts = {},
                     .key = *dhtKey});
    return QCoreApplication::exec();
}

class Sender {
public:
    Sender(path::DatagramPath &path, quint64 window)
        : path_(path), window_(window), datagram_(limits::datagramSize, 1)
    {
        datagram_.front() = quic;
        path_.received = [this](std::span<const std::uint8_t> answer) {
            if (answer.size() == 1 + sizeof had_)
                std::memcpy(&had_, answer.data() + 1, sizeof had_);
        };
        path_.receivedAll = [this] { write(); };
        clock_.start();
        // What is lost is never said: after 50 ms without an answer all of it is taken for lost.
        stalled_.callOnTimeout(&stalled_, [this] {
            if (had_ == hadBefore_) {
                lost_ = sent_ - had_;
                write();
            }
            hadBefore_ = had_;
        });
        stalled_.start(50);
        cpu_ = cpuSeconds();
        write();
    }

    void write()
    {
        while (sent_ - had_ - std::min(lost_, sent_ - had_) < window_) {
            const auto result = path_.send(datagram_);
            if (result != path::SendResult::Sent) {
                ++refused_;
                QTimer::singleShot(0, &stalled_, [this] { write(); });
                return;
            }
            ++sent_;
        }
    }

    [[nodiscard]] QString report() const
    {
        const double seconds = double(clock_.nsecsElapsed()) / 1e9;
        return QStringLiteral("%1 MB/s received; sent %2, received %3, refused %4; sender's CPU %5 s in %6 s")
            .arg(double(had_ * datagram_.size()) / 1e6 / seconds, 0, 'f', 1)
            .arg(sent_)
            .arg(had_)
            .arg(refused_)
            .arg(cpuSeconds() - cpu_, 0, 'f', 2)
            .arg(seconds, 0, 'f', 2);
    }

private:
    path::DatagramPath &path_;
    quint64 window_;
    std::vector<std::uint8_t> datagram_;
    QElapsedTimer clock_;
    QTimer stalled_;
    double cpu_ = 0;
    quint64 sent_ = 0;
    quint64 had_ = 0;
    quint64 hadBefore_ = 0;
    quint64 lost_ = 0;
    quint64 refused_ = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QStringLiteral("receive"))
        return receive(words);
    const int seconds = words.value(1, QStringLiteral("5")).toInt();
    const quint64 window = words.value(2, QStringLiteral("100")).toULongLong();

    Ledger ledger;
    QtTimers timers(ledger);
    auto node = test::startNode(test::loopbackOptions(), timers);
    QProcess other;
    const auto key = test::startOther(other, {node->address().publicKey().toHex(), QString::number(node->udpPort().value_or(0)),
                                              node->dhtPublicKey().toHex()});
    if (!key)
        return 1;
    node->add(*key);
    path::DatagramPath *path = node->pathTo(*key);
    std::unique_ptr<Sender> sender;
    path->kindChanged = [&] {
        if (sender || path->kind() != path::Kind::ToxUdp)
            return;
        sender = std::make_unique<Sender>(*path, window);
        QTimer::singleShot(1000 * seconds, &application, &QCoreApplication::quit);
    };
    const int code = QCoreApplication::exec();
    QTextStream out(stdout);
    out << sender->report() << Qt::endl;
    path->received = nullptr;
    path->receivedAll = nullptr;
    sender.reset();
    node.reset();
    other.waitForFinished(5000);
    out << other.readAll();
    return code;
}
