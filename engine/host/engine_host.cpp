// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/engine_host.h"

#include "core/crossing.h"
#include "core/limits.h"
#include "host/engine.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <optional>
#include <utility>

namespace culvert::host {

namespace {

// What lives on the engine thread: the engine, and the beat of its snapshots. Told from outside by post() alone.
class EngineRoom final : public QObject {
public:
    EngineRoom(EngineOptions options, EngineHost *outside) : options_(std::move(options)), outside_(outside) {}

    void start(const Secret &password)
    {
        assertHere();
        auto profile = profile::Profile::open(options_.profileFolder);
        if (!profile)
            return fail(profile.error());
        const auto warning = (*profile)->takeWarning();
        if (warning)
            warning_ = warning;
        auto engine = Engine::start(std::move(*profile), options_, password, [this](const Error &error) { tell(error); });
        if (!engine) {
            if (warning) // this may have been the last try
                tell(*warning);
            return fail(engine.error());
        }
        engine_ = std::move(*engine);
        if (const auto before = std::exchange(warning_, std::nullopt))
            engine_->report(*before);
        beat_ = engine_->timers().makeAlarm([this] { beat(); });
        post(outside_, [outside = outside_] { Q_EMIT outside->started(); });
        setWatching(watching_);
    }

    void stop()
    {
        assertHere();
        beat_.reset();
        engine_.reset();
    }

    void execute(const api::Command &command, Engine::Give give)
    {
        assertHere();
        if (engine_)
            engine_->execute(command, std::move(give));
        else
            give(Error{ErrorCode::NotRunning});
    }

    void changePassword(const Secret &present, const Secret &fresh, const Engine::Give &give)
    {
        assertHere();
        if (engine_)
            give(engine_->changePassword(present, fresh));
        else
            give(Error{ErrorCode::NotRunning});
    }

    void carry(qintptr descriptor, const api::LocalCaller &caller)
    {
        assertHere();
        if (engine_)
            engine_->carry(descriptor, caller);
        else
            tunnel::Callers::refuse(descriptor, caller, {ErrorCode::NotRunning});
    }

    void setWatching(bool on)
    {
        assertHere();
        watching_ = on;
        if (!beat_)
            return;
        if (on)
            beat();
        else
            beat_->cancel();
    }

    void bootstrapFrom(quint16 udpPort, const PublicKey &key)
    {
        assertHere();
        if (engine_)
            engine_->bootstrapFrom(udpPort, key);
    }

private:
    void tell(const Error &error)
    {
        post(outside_, [outside = outside_, error] { Q_EMIT outside->errorOccurred(error); });
    }
    void fail(const Error &error)
    {
        post(outside_, [outside = outside_, error] { Q_EMIT outside->failed(error); });
    }

    void assertHere() const { Q_ASSERT(thread() == QThread::currentThread()); }

    void beat()
    {
        post(outside_, [outside = outside_, snapshot = engine_->snapshot()] { Q_EMIT outside->snapshotTaken(snapshot); });
        beat_->setAt(engine_->timers().now() + limits::snapshotPause);
    }

    EngineOptions options_;
    EngineHost *outside_; // outlives this room and is only posted to
    std::optional<Error> warning_; // of the profile, for the engine that starts in the end: only whoever opens it first is told
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Alarm> beat_;
    bool watching_ = false;
};

} // namespace

struct EngineHost::Private {
    struct Pending {
        QPointer<QObject> context;
        Answer answer;
    };
    QThread thread;
    EngineRoom *room = nullptr; // deleted on its own thread when that ends
    QHash<quint64, Pending> pending;
    quint64 lastRequest = 0;

    // Has `work` done in the room and passes on the reply that it gives, unless `context` is gone by then.
    template <class Work>
    void ask(EngineHost *outside, QObject *context, Answer answer, Work work)
    {
        const quint64 request = ++lastRequest;
        pending.insert(request, {context, std::move(answer)});
        post(room, [this, outside, in = room, request, work = std::move(work)] {
            work(*in, [this, outside, request](const api::Reply &reply) {
                post(outside, [this, request, reply] {
                    const Pending waiting = pending.take(request);
                    if (waiting.context)
                        waiting.answer(reply);
                });
            });
        });
    }
};

EngineHost::EngineHost(EngineOptions options, QObject *parent) : api::EngineClient(parent), d(std::make_unique<Private>())
{
    d->thread.setObjectName(QStringLiteral("culvert-engine"));
    d->room = new EngineRoom(std::move(options), this);
    d->room->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->room, &QObject::deleteLater);
    d->thread.start();
}

EngineHost::~EngineHost()
{
    post(d->room, [room = d->room, thread = &d->thread] {
        room->stop();
        thread->quit();
    });
    d->thread.wait();
}

void EngineHost::start(const Secret &password)
{
    post(d->room, [room = d->room, password] { room->start(password); });
}

void EngineHost::send(api::Command command, QObject *context, Answer answer)
{
    Q_ASSERT(thread() == QThread::currentThread());
    d->ask(this, context, std::move(answer), [command = std::move(command)](EngineRoom &room, Engine::Give give) {
        room.execute(command, std::move(give));
    });
}

void EngineHost::changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer)
{
    Q_ASSERT(thread() == QThread::currentThread());
    d->ask(this, context, std::move(answer), [present, fresh](EngineRoom &room, const Engine::Give &give) {
        room.changePassword(present, fresh, give);
    });
}

void EngineHost::carry(qintptr descriptor, const api::LocalCaller &caller)
{
    post(d->room, [room = d->room, descriptor, caller] { room->carry(descriptor, caller); });
}

void EngineHost::setWatching(bool on)
{
    post(d->room, [room = d->room, on] { room->setWatching(on); });
}

void EngineHost::bootstrapFrom(quint16 udpPort, const QString &dhtPublicKey)
{
    const auto key = PublicKey::fromHex(dhtPublicKey);
    if (key)
        post(d->room, [room = d->room, udpPort, key = *key] { room->bootstrapFrom(udpPort, key); });
}

} // namespace culvert::host
