// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/limits.h"
#include "core/qt_timers.h"
#include "other_process.h"
#include "support/relay_process.h"
#include "support/tox_pair.h"
#include "wire/datagram.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <vector>

using namespace culvert;

// What a TCP relay does to datagrams offered at a fixed rate: relay_path_bench MB/s SECONDS [MB/s SECONDS]… Two processes without
// UDP behind a tox-bootstrapd of their own. Each second the receiver prints what came, what was lost (by the datagrams' numbers) and
// how long they took one way; the sender what it was refused. QUIC is not in it.

namespace {

constexpr auto quic = std::uint8_t(wire::DatagramType::Quic);

struct Mark {
    quint64 number;
    qint64 sentAtNs;
};

qint64 nowNs() { return std::chrono::steady_clock::now().time_since_epoch().count(); } // one clock for all processes

tox::ToxNode::Options relayedOptions(const BootstrapNode &relay)
{
    auto options = test::loopbackOptions();
    options.udp = false;
    options.nodes = {relay};
    return options;
}

int receive(const QStringList &words)
{
    const auto peer = PublicKey::fromHex(words.value(2));
    const auto relayKey = PublicKey::fromHex(words.value(5));
    if (!peer || !relayKey)
        return 2;
    Ledger ledger;
    QtTimers timers(ledger);
    const BootstrapNode relay{.host = QStringLiteral("127.0.0.1"), .udpPort = words.value(3).toUShort(),
                              .tcpPorts = {words.value(4).toUShort()}, .key = *relayKey};
    const auto node = test::startNode(relayedOptions(relay), timers);
    QTextStream out(stdout);
    test::sayKey(node->address().publicKey());
    node->add(*peer);
    path::DatagramPath *path = node->pathTo(*peer);
    std::vector<double> delays;
    quint64 next = 0;
    quint64 lost = 0;
    path->received = [&](std::span<const std::uint8_t> datagram) {
        Mark mark{};
        std::memcpy(&mark, datagram.data() + 1, sizeof mark);
        lost += mark.number > next ? mark.number - next : 0;
        next = std::max(next, mark.number + 1);
        delays.push_back(double(nowNs() - mark.sentAtNs) / 1e6);
    };
    QTimer each;
    each.callOnTimeout(&each, [&] {
        std::sort(delays.begin(), delays.end());
        const auto at = [&](double share) { return delays.empty() ? 0.0 : delays[std::size_t(share * double(delays.size() - 1))]; };
        out << QStringLiteral("    came %1 MB/s, lost %2, one way median %3 ms, p95 %4 ms, most %5 ms")
                   .arg(double(delays.size() * limits::datagramSize) / 1e6, 0, 'f', 2)
                   .arg(lost)
                   .arg(at(0.5), 0, 'f', 1)
                   .arg(at(0.95), 0, 'f', 1)
                   .arg(at(1), 0, 'f', 1)
            << Qt::endl;
        delays.clear();
        lost = 0;
    });
    each.start(1000);
    return QCoreApplication::exec();
}

class Sender : public QObject {
public:
    Sender(path::DatagramPath &path, QStringList plan) : path_(path), plan_(std::move(plan)), datagram_(limits::datagramSize, 1)
    {
        datagram_.front() = quic;
        tick_.setTimerType(Qt::PreciseTimer);
        tick_.callOnTimeout(this, [this] { send(); });
        second_.callOnTimeout(this, [this] { report(); });
        next();
        tick_.start(1);
        second_.start(1000);
    }

private:
    void next()
    {
        if (plan_.size() < 2) {
            QCoreApplication::quit();
            return;
        }
        rate_ = plan_.takeFirst().toDouble() * 1e6;
        seconds_ = plan_.takeFirst().toInt();
        QTextStream(stdout) << "offered " << rate_ / 1e6 << " MB/s" << Qt::endl;
        clock_.start();
        due_ = 0;
    }

    // What is refused is kept, and offered again at the next tick with all that is due by then, as far as 100 ms of it.
    void send()
    {
        due_ += rate_ * double(clock_.nsecsElapsed()) / 1e9;
        clock_.start();
        due_ = std::min(due_, rate_ / 10);
        while (due_ >= double(datagram_.size())) {
            const Mark mark{number_, nowNs()};
            std::memcpy(datagram_.data() + 1, &mark, sizeof mark);
            if (path_.send(datagram_) != path::SendResult::Sent) {
                ++refused_;
                return;
            }
            ++number_;
            ++sent_;
            due_ -= double(datagram_.size());
        }
    }

    void report()
    {
        QTextStream(stdout) << QStringLiteral("sent %1 MB/s, refused %2 times").arg(double(sent_ * datagram_.size()) / 1e6, 0, 'f', 2).arg(refused_)
                            << Qt::endl;
        sent_ = refused_ = 0;
        if (--seconds_ == 0)
            next();
    }

    path::DatagramPath &path_;
    QStringList plan_;
    std::vector<std::uint8_t> datagram_;
    QTimer tick_;
    QTimer second_;
    QElapsedTimer clock_;
    double rate_ = 0;
    double due_ = 0;
    int seconds_ = 0;
    quint64 number_ = 0;
    quint64 sent_ = 0;
    quint64 refused_ = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QStringLiteral("receive"))
        return receive(words);
    test::RelayProcess relay;
    if (words.size() < 3 || !relay.start())
        return 2;
    Ledger ledger;
    QtTimers timers(ledger);
    auto node = test::startNode(relayedOptions(relay.node()), timers);
    QProcess other;
    const auto key = test::startOther(other, {node->address().publicKey().toHex(), QString::number(relay.node().udpPort),
                                              QString::number(relay.node().tcpPorts.first()), relay.node().key.toHex()});
    if (!key)
        return 1;
    QObject::connect(&other, &QProcess::readyRead, &other, [&other] { QTextStream(stdout) << other.readAll() << Qt::flush; });
    node->add(*key);
    path::DatagramPath *path = node->pathTo(*key);
    std::unique_ptr<Sender> sender;
    path->kindChanged = [&] {
        if (!sender && path->kind() == path::Kind::ToxRelay)
            sender = std::make_unique<Sender>(*path, words.mid(1));
    };
    const int code = QCoreApplication::exec();
    sender.reset();
    node.reset();
    other.kill();
    other.waitForFinished();
    return code;
}
