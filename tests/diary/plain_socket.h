// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <span>
#include <utility>

namespace culvert::test {

// Bytes without end that look random, the same for the same seed, made faster than any link carries them.
class Pattern {
public:
    explicit Pattern(quint64 seed) : state_(seed * 0x9e3779b97f4a7c15u | 1) {}
    void fill(std::span<char> out);

    // Of the first `size` bytes.
    [[nodiscard]] static QByteArray hash(quint64 seed, qint64 size);

private:
    quint64 state_;
    quint64 word_ = 0;
    int left_ = 0; // bytes of word_ that were not used yet
};

// A TCP socket as any program has one, with calls that block: no code of ours is in it, so that it may judge ours. Every
// call ends within `patience`. POSIX.
class PlainSocket {
public:
    enum class Ended { Fin, Reset, Never }; // how the other side ended; Never: it did not within `patience`
    static constexpr int patience = 60;     // seconds

    PlainSocket() = default;
    explicit PlainSocket(int descriptor);
    PlainSocket(PlainSocket &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    PlainSocket &operator=(PlainSocket &&other) noexcept;
    ~PlainSocket() { close(); }

    // To 127.0.0.1; not open() if nobody listens.
    static PlainSocket connectTo(quint16 port);

    [[nodiscard]] bool open() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

    bool send(QByteArrayView bytes);              // all of them; false: the other side is gone
    bool send(Pattern &pattern, qint64 size);
    // Exactly so many bytes, fewer if the other side ended before.
    [[nodiscard]] QByteArray receive(qint64 size);
    // Until the other side ends; `take` gets the bytes.
    Ended receiveAll(const std::function<void(QByteArrayView)> &take);
    Ended discardAll() { return receiveAll([](QByteArrayView) {}); }

    void finish();  // FIN; the other direction goes on
    void reset();   // RST, whatever is under way
    void close();   // as a program that ends in order

private:
    int descriptor_ = -1;
    bool reset_ = false; // receive() was told so
};

// A listening socket on a free port of 127.0.0.1.
class PlainListener {
public:
    explicit PlainListener(int backlog = 512);
    ~PlainListener() { close(); }
    PlainListener(const PlainListener &) = delete;
    PlainListener &operator=(const PlainListener &) = delete;

    [[nodiscard]] quint16 port() const { return port_; }
    [[nodiscard]] PlainSocket accept(); // waits; not open() after wake()
    void wake();                        // ends accept() for good
    void close();

private:
    int descriptor_ = -1;
    quint16 port_ = 0;
};

} // namespace culvert::test
