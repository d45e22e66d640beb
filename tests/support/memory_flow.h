// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "udp/datagram_end.h"

#include <QByteArray>

#include <functional>
#include <map>

namespace culvert::test {

// What is at the other side of a flow's end: the program that sends, or the target. Held by the test.
struct DatagramProgram {
    QList<QByteArray> got{};
    std::function<QList<QByteArray>(const QByteArray &)> answer{}; // sent back at once; none: it only takes
    udp::DatagramEndEvents *events = nullptr;                      // while an end is there
    bool full = false;                                             // the system takes nothing
    Error why{};                                                   // once the end has been closed

    void send(const QByteArray &datagram) const
    {
        if (events)
            events->datagramCame({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())});
    }
    void fail(ErrorCode code) const
    {
        if (events)
            events->endFailed({code, QStringLiteral("target")});
    }
};

class MemoryFlowEnd final : public udp::DatagramEnd {
public:
    MemoryFlowEnd(std::shared_ptr<DatagramProgram> program, udp::DatagramEndEvents &events) : program_(std::move(program))
    {
        program_->events = &events;
    }
    ~MemoryFlowEnd() override { program_->events = nullptr; }

    bool send(std::span<const std::uint8_t> datagram) override
    {
        if (program_->full)
            return false;
        program_->got.append(QByteArray(reinterpret_cast<const char *>(datagram.data()), qsizetype(datagram.size())));
        if (program_->answer) {
            for (const QByteArray &back : program_->answer(program_->got.last()))
                program_->send(back);
        }
        return true;
    }
    void closing(const Error &reason) override { program_->why = reason; }

private:
    std::shared_ptr<DatagramProgram> program_;
};

// Makes ends to what the test says is there.
class MemoryConnector final : public udp::Connector {
public:
    Result<std::unique_ptr<udp::DatagramEnd>> connectTo(const Endpoint &target, const QList<IpAddress> &addresses,
                                                        udp::DatagramEndEvents &events) override
    {
        for (const IpAddress &address : addresses)
            reached.append(Endpoint{address.toString(), target.port}.toString());
        const auto program = there ? there(target) : nullptr;
        if (!program)
            return Error{ErrorCode::TargetUnreachable, target.toString()};
        return std::unique_ptr<udp::DatagramEnd>(std::make_unique<MemoryFlowEnd>(program, events));
    }

    std::function<std::shared_ptr<DatagramProgram>(const Endpoint &)> there;
    QStringList reached; // every address of every flow
};

} // namespace culvert::test
