// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace culvert::test {

// A router with NAT-PMP (RFC 6886) at an address of this machine of its own, for its port is always the same; answers as the test says.
class FakeNatPmp final : public QObject {
public:
    struct Call {
        quint16 inside = 0;
        quint16 outside = 0;
        quint32 lease = 0;
    };

    FakeNatPmp()
    {
        for (int tries = 0; tries == 0 || !open(); ++tries) { // another test may have this one
            if (tries == 100)
                qFatal("port 5351 is taken");
            address_ = QHostAddress(0x7f000000u + QRandomGenerator::global()->bounded(0x10000u, 0xfffffeu));
        }
        connect(&socket_, &QUdpSocket::readyRead, this, &FakeNatPmp::read);
    }
    [[nodiscard]] QHostAddress address() const { return address_; }
    bool open() { return socket_.bind(address_, 5351, QAbstractSocket::DontShareAddress); }
    void close() { socket_.close(); }

    QList<Call> calls;              // of mappings
    int received = 0;               // datagrams
    int asked = 0;                  // without those that repeat the one before
    int lost = 0;                   // that many of the next questions do not arrive
    int lateMs = 0;                 // each answer
    bool cut = false;               // answers about its address end after their first 8 bytes
    bool mute = false;
    quint16 refusal = 0;            // result code
    quint32 outside = 0xcb007107;   // 203.0.113.7
    quint16 taken = 0;              // outside: another one is given
    quint32 lease = 7200;           // at most

private:
    void read()
    {
        while (socket_.hasPendingDatagrams()) {
            QByteArray question(64, 0);
            QHostAddress from;
            quint16 port = 0;
            question.resize(socket_.readDatagram(question.data(), question.size(), &from, &port));
            ++received;
            const bool repeated = std::exchange(last_, {port, question}) == std::pair(port, question);
            asked += repeated ? 0 : 1;
            if (mute || (lost > 0 && lost--))
                continue;
            const auto answer = question.size() == 2 ? said(128, big(outside)) : question.size() == 12 ? map(question, repeated) : QByteArray();
            QTimer::singleShot(lateMs, this, [=, this] { socket_.writeDatagram(cut && question.size() == 2 ? answer.first(8) : answer, from, port); });
        }
    }

    QByteArray map(const QByteArray &question, bool repeated)
    {
        const auto *at = question.constData();
        const Call call{qFromBigEndian<quint16>(at + 4), qFromBigEndian<quint16>(at + 6), qFromBigEndian<quint32>(at + 8)};
        if (!repeated)
            calls.append(call);
        const quint16 given = call.lease == 0 ? quint16(0) : call.outside == taken ? quint16(taken + 1) : call.outside;
        return said(128 + quint8(at[1]), big(call.inside) + big(given) + big(std::min(call.lease, lease)));
    }

    [[nodiscard]] QByteArray said(int code, const QByteArray &rest) const
    {
        return QByteArray(1, 0) + char(code) + big(refusal) + big(quint32(1000)) + rest; // in its 1,000th second
    }
    template <class Number>
    static QByteArray big(Number number)
    {
        QByteArray out(sizeof number, 0);
        qToBigEndian(number, out.data());
        return out;
    }

    QUdpSocket socket_;
    QHostAddress address_;
    std::pair<quint16, QByteArray> last_; // question: from which port, and what
};

} // namespace culvert::test
