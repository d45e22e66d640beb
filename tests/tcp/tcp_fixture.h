// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/qt_timers.h"
#include "tcp/listener.h"
#include "tcp/native_socket.h"
#include "tcp/tcp_end.h"

#include <QHostAddress>
#include <QList>
#include <QTest>

#include <functional>

namespace culvert::tcp {

// The same bytes for the same size, without a short period.
inline QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 0x12345678u + quint32(size);
    for (char &byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = char(state >> 24);
    }
    return bytes;
}

// The user of an end: reads all it gets while it wants to, writes what it is given, remembers what it was told.
class Recorder final : public ByteEndEvents {
public:
    std::unique_ptr<ByteEnd> end;
    QByteArray got;
    int finished = 0;
    int readable = 0;
    int writable = 0;
    int closed = 0;
    Error reason;
    bool inCall = false;         // set by a test around its own calls
    bool calledInCall = false;   // an event came from inside such a call
    bool finishWithLast = false; // writeLast() instead of write() and finish()
    std::function<void()> onReadable; // in place of reading
    std::function<void()> onClosed;

    void send(const QByteArray &bytes, bool finishAfter = false)
    {
        waiting_ += bytes;
        finishAfter_ = finishAfter;
        push();
    }
    [[nodiscard]] bool allTaken() const { return waiting_.isEmpty(); }

    void endReadable() override
    {
        note();
        ++readable;
        if (onReadable) {
            const auto copy = onReadable;
            copy();
            return;
        }
        std::array<std::uint8_t, 65536> chunk;
        for (;;) {
            const auto in = end->read(chunk);
            got.append(reinterpret_cast<const char *>(chunk.data()), in.bytes);
            finished += in.finished ? 1 : 0;
            if (in.bytes == 0)
                return;
        }
    }
    void endWritable() override
    {
        note();
        ++writable;
        push();
    }
    void endClosed(const Error &why) override
    {
        note();
        ++closed;
        reason = why;
        if (onClosed) {
            const auto copy = onClosed;
            copy();
        }
    }

private:
    void note() { calledInCall = calledInCall || inCall; }
    void push()
    {
        const bool last = finishAfter_ && finishWithLast;
        if (!waiting_.isEmpty())
            waiting_.remove(0, last ? end->writeLast(asBytes(waiting_)) : end->write(asBytes(waiting_)));
        if (waiting_.isEmpty() && finishAfter_ && !last)
            end->finish();
    }

    QByteArray waiting_;
    bool finishAfter_ = false;
};

// The program at the other end: a plain socket.
class RawPeer {
public:
    explicit RawPeer(Descriptor descriptor = noDescriptor) : descriptor_(descriptor) {}
    RawPeer(RawPeer &&other) noexcept : descriptor_(std::exchange(other.descriptor_, noDescriptor)) {}
    RawPeer &operator=(RawPeer &&other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~RawPeer() { close(); }

    [[nodiscard]] Descriptor descriptor() const { return descriptor_; }
    void close()
    {
        if (descriptor_ != noDescriptor)
            native::close(std::exchange(descriptor_, noDescriptor));
    }
    void reset() { native::abort(std::exchange(descriptor_, noDescriptor)); }
    void shutDownWriting() { native::shutDownWriting(descriptor_); }

    // What is there; got() grows.
    void drain()
    {
        std::array<std::uint8_t, 65536> chunk;
        while (!fin && !error) {
            const auto in = native::receive(descriptor_, chunk);
            if (in.wouldBlock)
                return;
            got.append(reinterpret_cast<const char *>(chunk.data()), in.bytes);
            error = in.error;
            fin = !in.error && in.bytes == 0;
        }
    }
    bool hasFin() { return drain(), fin; }
    bool hasError()
    {
        drain();
        if (!error && fin)
            error = native::lookAt(descriptor_).error;
        return error != 0;
    }
    bool has(qsizetype size) { return drain(), got.size() >= size; }

    bool send(const QByteArray &bytes)
    {
        qsizetype sent = 0;
        return QTest::qWaitFor([&] {
            const auto out = native::send(descriptor_, asBytes(bytes).subspan(std::size_t(sent)));
            sent += out.bytes;
            return sent == bytes.size() || out.error;
        }, 20000) && sent == bytes.size();
    }
    // Sends until neither side's buffers take more.
    void fill()
    {
        const QByteArray block(1 << 16, 'x');
        while (native::send(descriptor_, asBytes(block)).bytes > 0) { }
    }

    QByteArray got;
    bool fin = false;
    int error = 0;

private:
    Descriptor descriptor_;
};

// A listener and whatever a test needs around it. A test ends with everything off the ledger, or the ledger's own
// assertion fails.
class Bench {
public:
    Bench()
    {
        native::startUp();
        auto opened = Listener::open({QStringLiteral("127.0.0.1"), 0},
                                     {.accepted = [this](Descriptor d, const QString &) { accepted.append(d); },
                                      .trouble = [](const Error &) {}},
                                     timers, *readiness, ledger);
        listener = std::move(*opened);
    }

    // An end accepted here, and the program that connected to it.
    RawPeer connectTo(Recorder &user)
    {
        RawPeer peer(native::connectTo({QHostAddress(QHostAddress::LocalHost), listener->boundTo().port}).descriptor);
        if (!QTest::qWaitFor([this] { return !accepted.isEmpty(); }))
            qFatal("nothing was accepted");
        user.end = std::make_unique<TcpEnd>(accepted.takeFirst(), user, *readiness, ledger);
        return peer;
    }

    [[nodiscard]] qint64 sockets() const { return ledger.count(Counted::TcpSocket).now; }

    Ledger ledger;
    QtTimers timers{ledger};
    // The portable one is tried where another is the system's, too.
    std::unique_ptr<Readiness> readiness = qEnvironmentVariableIsSet("CULVERT_TEST_NOTIFIERS") ? Readiness::byNotifiers(timers)
                                                                                              : Readiness::ofSystem(timers);
    QList<Descriptor> accepted;
    std::unique_ptr<Listener> listener;
};

} // namespace culvert::tcp
