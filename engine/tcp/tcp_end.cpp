// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/tcp_end.h"

#include "tcp/native_socket.h"

#include <QObject>
#include <QSocketNotifier>

namespace culvert::tcp {

namespace {

using namespace std::chrono_literals;
constexpr Duration lookAgain = 250ms; // at the socket, where no notifier would tell

} // namespace

// The notifiers are level-triggered: each is on only while its event would be acted on, or it spins.
//   read       while reading is wanted and the other side's FIN was not read
//   write      from a short write to the next time the socket is writable
//   exception  until it fires without an error (urgent bytes; both FINs there, ours sent and theirs not read yet), after
//              which it has nothing more to say and the watch looks instead while nothing is read; where notifiers do not
//              tell all, it is never on and the watch always looks
// A call of the user may destroy this object, so nothing of it is touched after one.
class TcpEnd::Private {
public:
    Private(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger::Ticket counted);
    ~Private() { drop(); }

    ReadResult read(std::span<std::uint8_t> into);
    qsizetype write(std::span<const std::uint8_t> bytes);
    void finish();
    void drop();
    void setReading(bool on);

    const QString peer_;

private:
    enum class Phase { Open, Closing /* endClosed() is on its way */, Closed };

    void onReadable();
    void onWritable();
    void onException();
    void look();
    void arrange();
    void fail(int error);
    void end(const Error &reason);
    void endIfBothFinished();
    void silence();

    Descriptor descriptor_;
    ByteEndEvents &events_;
    Timers &timers_;
    const Ledger::Ticket counted_;

    Phase phase_ = Phase::Open;
    Error reason_;
    bool reading_ = true;
    bool theirFin_ = false;
    bool ourFin_ = false;
    bool exceptionSpent_ = !native::notifiersTellAll();

    QSocketNotifier readable_{QSocketNotifier::Read};
    QSocketNotifier writable_{QSocketNotifier::Write};
    QSocketNotifier exception_{QSocketNotifier::Exception};
    std::unique_ptr<Alarm> watch_; // made when first needed
    QObject loop_;                 // queued calls die with it
};

TcpEnd::Private::Private(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger::Ticket counted)
    : peer_(native::peerAddress(descriptor))
    , descriptor_(descriptor)
    , events_(events)
    , timers_(timers)
    , counted_(std::move(counted))
{
    native::prepare(descriptor_);
    readable_.setSocket(descriptor_);
    writable_.setSocket(descriptor_);
    exception_.setSocket(descriptor_);
    QObject::connect(&readable_, &QSocketNotifier::activated, &loop_, [this] { onReadable(); });
    QObject::connect(&writable_, &QSocketNotifier::activated, &loop_, [this] { onWritable(); });
    QObject::connect(&exception_, &QSocketNotifier::activated, &loop_, [this] { onException(); });
    arrange();
}

TcpEnd::ReadResult TcpEnd::Private::read(std::span<std::uint8_t> into)
{
    if (phase_ != Phase::Open || theirFin_ || into.empty())
        return {};
    const native::Transfer in = native::receive(descriptor_, into);
    if (in.error) {
        fail(in.error);
        return {};
    }
    if (in.bytes > 0 || in.wouldBlock)
        return {.bytes = in.bytes};
    theirFin_ = true;
    arrange();
    endIfBothFinished();
    return {.finished = true};
}

qsizetype TcpEnd::Private::write(std::span<const std::uint8_t> bytes)
{
    Q_ASSERT(!ourFin_);
    if (phase_ != Phase::Open || ourFin_)
        return 0;
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        const native::Transfer out = native::send(descriptor_, bytes.subspan(taken));
        if (out.error) {
            fail(out.error);
            break;
        }
        if (out.wouldBlock) {
            writable_.setEnabled(true);
            break;
        }
        taken += std::size_t(out.bytes);
    }
    return qsizetype(taken);
}

void TcpEnd::Private::finish()
{
    if (phase_ != Phase::Open || ourFin_)
        return;
    ourFin_ = true;
    writable_.setEnabled(false);
    native::shutDownWriting(descriptor_);
    endIfBothFinished();
}

void TcpEnd::Private::drop()
{
    if (phase_ == Phase::Open) {
        silence();
        native::abort(descriptor_);
    }
    phase_ = Phase::Closed;
}

void TcpEnd::Private::setReading(bool on)
{
    if (reading_ == on)
        return;
    reading_ = on;
    if (phase_ == Phase::Open)
        arrange();
}

void TcpEnd::Private::onReadable()
{
    if (readable_.isEnabled())
        events_.endReadable();
}

void TcpEnd::Private::onWritable()
{
    if (!writable_.isEnabled())
        return;
    writable_.setEnabled(false);
    events_.endWritable();
}

void TcpEnd::Private::onException()
{
    if (phase_ != Phase::Open)
        return;
    exceptionSpent_ = true;
    look();
}

void TcpEnd::Private::look()
{
    if (phase_ != Phase::Open)
        return;
    const native::Standing standing = native::lookAt(descriptor_);
    if (standing.error) {
        fail(standing.error);
        return;
    }
    arrange();
    if (standing.readable && readable_.isEnabled())
        onReadable();
    else if (standing.writable && writable_.isEnabled())
        onWritable();
}

void TcpEnd::Private::arrange()
{
    const bool read = reading_ && !theirFin_;
    readable_.setEnabled(read);
    exception_.setEnabled(!exceptionSpent_);
    // Whoever reads sees a reset by reading.
    const bool watch = exceptionSpent_ && !(read && native::notifiersTellAll());
    if (watch && !watch_)
        watch_ = timers_.makeAlarm([this] { look(); });
    if (watch && !watch_->isSet())
        watch_->setAt(timers_.now() + lookAgain);
    else if (!watch && watch_)
        watch_->cancel();
}

void TcpEnd::Private::fail(int error) { end({.code = ErrorCode::HangUp, .detail = native::systemText(error)}); }

void TcpEnd::Private::endIfBothFinished()
{
    if (theirFin_ && ourFin_)
        end({});
}

// The socket is given back at once; the user hears of it from the event loop.
void TcpEnd::Private::end(const Error &reason)
{
    phase_ = Phase::Closing;
    reason_ = reason;
    silence();
    if (reason.code == ErrorCode::None)
        native::close(descriptor_);
    else
        native::abort(descriptor_);
    QMetaObject::invokeMethod(&loop_, [this] {
        if (phase_ != Phase::Closing)
            return;
        phase_ = Phase::Closed;
        const Error copy = reason_; // the call may destroy this end
        events_.endClosed(copy);
    }, Qt::QueuedConnection);
}

void TcpEnd::Private::silence()
{
    readable_.setEnabled(false);
    writable_.setEnabled(false);
    exception_.setEnabled(false);
    watch_.reset();
}

TcpEnd::TcpEnd(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger &ledger)
    : TcpEnd(descriptor, events, timers, Ledger::Ticket(ledger, Counted::TcpSocket))
{
}

TcpEnd::TcpEnd(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger::Ticket counted)
    : d(std::make_unique<Private>(descriptor, events, timers, std::move(counted)))
{
}

TcpEnd::~TcpEnd() = default;

ByteEnd::ReadResult TcpEnd::read(std::span<std::uint8_t> into) { return d->read(into); }
qsizetype TcpEnd::write(std::span<const std::uint8_t> bytes) { return d->write(bytes); }
void TcpEnd::finish() { d->finish(); }
void TcpEnd::reset() { d->drop(); }
void TcpEnd::setReading(bool on) { d->setReading(on); }
QString TcpEnd::peerAddress() const { return d->peer_; }

} // namespace culvert::tcp
