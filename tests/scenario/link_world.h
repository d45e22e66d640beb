// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"
#include "support/sim_network.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace culvert::test {

// One side of a link, with streams that echo, collect or wait as the test says.
class LinkSide final : public link::LinkEvents {
public:
    struct Collector final : link::StreamEvents {
        link::Stream *stream = nullptr;
        QByteArray got;
        bool reading = true;
        bool sawEnd = false;
        bool closed = false;
        ErrorCode code = ErrorCode::None;
        bool byPeer = false;
        QByteArray toSend;        // what is left of it
        bool finishAfter = true;

        void start(link::Stream *s) { stream = s; s->setEvents(this); push(); }
        void push()
        {
            if (!stream)
                return;
            const auto taken = stream->write({reinterpret_cast<const std::uint8_t *>(toSend.constData()), std::size_t(toSend.size())});
            toSend.remove(0, qsizetype(taken));
            if (toSend.isEmpty() && finishAfter)
                stream->finish();
        }
        void pull()
        {
            while (stream && reading) {
                const auto bytes = stream->readable();
                if (bytes.empty())
                    break;
                got.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
                stream->consume(bytes.size());
            }
            sawEnd = stream && stream->atEnd();
        }
        void streamReadable() override { pull(); }
        void streamWritable() override { push(); }
        void streamClosed(ErrorCode c, bool peer) override
        {
            stream = nullptr;
            closed = true;
            code = c;
            byPeer = peer;
        }
    };

    LinkSide(VirtualTimers &timers, Random &random, SimCarrier &carrier, const PublicKey &peer, Duration resumeLimit = std::chrono::minutes(5),
             link::Congestion congestion = link::Congestion::Bbr2, bool takesDatagrams = true)
        : carrier_(carrier)
    {
        carrier.add(peer);
        carrier.messageReceived = [this](const PublicKey &, const QByteArray &message) { link->helloReceived(message); };
        link = std::make_unique<link::Link>(link::Link::Setup{
            {carrier.key(), randomId<InstanceId>(random), QStringLiteral("side")}, peer,
            *wire::deriveLinkKeys(carrier.secretKey(), carrier.key(), peer),
            [this, peer](const QByteArray &hello) { carrier_.sendMessage(peer, hello); }, *carrier.pathTo(peer),
            [] { return QList<Endpoint>(); }, timers, random, ledger, *this, resumeLimit, congestion, takesDatagrams});
    }
    ~LinkSide()
    {
        carrier_.messageReceived = nullptr;
        link.reset();
    }

    void linkChanged() override { ++changes; }
    void linkStreamOpened(link::Stream &stream) override
    {
        if (onStream)
            onStream(stream);
    }
    void linkHelloReceived(const wire::Hello &, bool) override { ++hellos; }
    void linkTrouble(const Error &error) override { troubles.append(error); }

    // Each stream that the peer opens from now on is put into `into` and sends `answer` and its end.
    void collect(std::vector<std::unique_ptr<Collector>> &into, const QByteArray &answer = {})
    {
        onStream = [&into, answer](link::Stream &stream) {
            into.push_back(std::make_unique<Collector>());
            into.back()->toSend = answer;
            into.back()->start(&stream);
        };
    }

    Ledger ledger;
    std::function<void(link::Stream &)> onStream;
    QList<Error> troubles;
    int hellos = 0;
    int changes = 0;
    std::unique_ptr<link::Link> link;

private:
    SimCarrier &carrier_;
};

} // namespace culvert::test
