// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray.h"

#include "api/sentences.h"
#include "ui/engine_state.h"
#include "ui/look/state_icon.h"
#include "ui/text/format.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace culvert::ui {

namespace {

// The desktop may read what it is given as markup, and a host is what a peer or a page asks for.
QString withoutMarkup(QString text) { return text.replace(u'<', u'\u2039').replace(u'>', u'\u203A').replace(u'&', u'\uFF06'); }

} // namespace

Tray::Tray(EngineState &state, const Preferences &preferences, QObject *parent)
    : QObject(parent), state_(state), preferences_(preferences), menu_(std::make_unique<QMenu>())
{
    QAction *window = menu_->addAction(tr("&Show window"), this, &Tray::windowAsked);
    menu_->setDefaultAction(window);
    menu_->addSeparator();
    tunnelsEnd_ = menu_->addSeparator();
    startAll_ = menu_->addAction(tr("St&art all"), this, [this] { state_.setAllRunning(true); });
    stopAll_ = menu_->addAction(tr("St&op all"), this, [this] { state_.setAllRunning(false); });
    pause_ = menu_->addAction(tr("&Pause everything"), this, [this](bool on) { state_.ask(api::SetPaused{on}); });
    pause_->setCheckable(true);
    menu_->addSeparator();
    menu_->addAction(tr("&Copy my address"), this, [this] {
        if (!state_.snapshot().address.isEmpty())
            QGuiApplication::clipboard()->setText(state_.snapshot().address);
    });
    menu_->addSeparator();
    menu_->addAction(tr("&Quit"), this, &Tray::quitAsked);

    icon_.setContextMenu(menu_.get());
    connect(&icon_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT windowAsked();
    });
    connect(&icon_, &QSystemTrayIcon::messageClicked, this, &Tray::notificationClicked);
    connect(&state_, &EngineState::updated, this, &Tray::refresh);
    connect(&state_.client(), &api::EngineClient::errorOccurred, this, [this](const Error &error) {
        if (needsPerson(error))
            tell(error);
    });
    refresh();
}

Tray::~Tray() = default;

void Tray::show() { icon_.show(); }

void Tray::refresh()
{
    const StatusText &status = state_.status();
    if (shown_ != status.overall())
        icon_.setIcon(stateIcon(status.overall()));
    shown_ = status.overall();
    if (const QString tip = withoutMarkup(status.toolTip()); icon_.toolTip() != tip)
        icon_.setToolTip(tip);
    pause_->setChecked(state_.snapshot().paused);
    followTunnels();
    lookForGonePeers();
}

// In place: a menu that is open while a snapshot comes stays as it is where nothing changed.
void Tray::followTunnels()
{
    dropGone();
    const QList<api::TunnelInfo> &tunnels = state_.snapshot().tunnels;
    for (const api::TunnelInfo &tunnel : tunnels) {
        Entry &entry = tunnels_[tunnel.name];
        if (!entry.action) {
            QMenu *menu = menuOf(tunnel.group);
            entry = {new QAction(withoutMnemonic(tunnel.name), menu), tunnel.group};
            entry.action->setCheckable(true);
            menu->insertAction(menu == menu_.get() ? tunnelsEnd_ : nullptr, entry.action);
            connect(entry.action, &QAction::triggered, this, [this, name = tunnel.name](bool on) {
                if (on)
                    state_.ask(api::StartTunnel{name});
                else
                    state_.ask(api::StopTunnel{name});
            });
        }
        entry.action->setChecked(tunnel.state != api::TunnelState::Stopped);
    }
    tunnelsEnd_->setVisible(!tunnels.isEmpty());
    startAll_->setEnabled(std::any_of(tunnels.begin(), tunnels.end(), &EngineState::canStart));
    stopAll_->setEnabled(std::any_of(tunnels.begin(), tunnels.end(), [](const auto &t) { return t.state != api::TunnelState::Stopped; }));
}

// Tunnels that are no more, or in another group; groups that no tunnel is in.
void Tray::dropGone()
{
    const QList<api::TunnelInfo> &tunnels = state_.snapshot().tunnels;
    for (auto it = tunnels_.begin(); it != tunnels_.end();) {
        const bool there = std::any_of(tunnels.begin(), tunnels.end(),
                                       [&](const auto &tunnel) { return tunnel.name == it.key() && tunnel.group == it->group; });
        if (!there)
            delete it->action;
        it = there ? std::next(it) : tunnels_.erase(it);
    }
    const QStringList groups = state_.groups();
    for (auto it = groups_.begin(); it != groups_.end();) {
        const bool there = groups.contains(it.key());
        if (!there)
            delete it.value();
        it = there ? std::next(it) : groups_.erase(it);
    }
}

QMenu *Tray::menuOf(const QString &group)
{
    if (group.isEmpty())
        return menu_.get();
    QMenu *&menu = groups_[group];
    if (menu)
        return menu;
    menu = new QMenu(withoutMnemonic(group), menu_.get());
    menu_->insertMenu(tunnelsEnd_, menu);
    menu->addAction(tr("&Start group"), this, [this, group] { state_.startGroup(group); });
    menu->addAction(tr("S&top group"), this, [this, group] { state_.ask(api::StopGroup{group}); });
    menu->addSeparator();
    return menu;
}

// Of a tunnel that runs: its peer was there, and has been away for minutes. Told once for each time that it goes.
void Tray::lookForGonePeers()
{
    const api::Snapshot &snapshot = state_.snapshot();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const api::PeerInfo &peer : snapshot.peers) {
        const QString key = peer.id.toHex();
        if (peer.state == api::PeerState::Online) {
            seenOnline_.insert(key);
            continue;
        }
        const bool wanted = std::any_of(snapshot.tunnels.begin(), snapshot.tunnels.end(), [&](const api::TunnelInfo &tunnel) {
            return tunnel.peerId == peer.id && (tunnel.state == api::TunnelState::Listening || tunnel.state == api::TunnelState::Waiting);
        });
        if (!wanted || !peer.since.isValid() || peer.since.secsTo(now) < goneAfter || !seenOnline_.remove(key))
            continue;
        show(tr("A peer is gone"), tr("\"%1\" has been offline for %2 minutes. Its tunnels wait for it.").arg(peer.name, QString::number(goneAfter / 60)));
    }
}

void Tray::show(const QString &title, const QString &words, bool request)
{
    const QString text = withoutMarkup(words);
    if (!preferences_.notifications())
        return;
    toldRequest_ = request;
    icon_.showMessage(title, text, stateIcon(Overall::NeedsYou));
    Q_EMIT told(text);
}

bool Tray::needsPerson(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StrangerRefused:
    case ErrorCode::QuestionAsked:
    case ErrorCode::PairingAsked:
    case ErrorCode::IdentityElsewhere:
    case ErrorCode::TargetNotAllowed:
    case ErrorCode::TargetWithheld:
    case ErrorCode::PortInUse:
    case ErrorCode::PortNotPermitted:
    case ErrorCode::AddressNotLocal:
    case ErrorCode::ListenFailed:
    case ErrorCode::DescriptorsExhausted:
    case ErrorCode::ConfigBroken:
    case ErrorCode::NodesBroken:
    case ErrorCode::ProfileUnwritable:
    case ErrorCode::ToxStartFailed:
    case ErrorCode::EngineFailed:
    case ErrorCode::HandshakeFailed:
    case ErrorCode::UnsupportedVersion:
    case ErrorCode::ServiceLost:
        return true;
    default:
        return false;
    }
}

// The window has the buttons that answer.
void Tray::tell(const Error &error)
{
    switch (error.code) {
    case ErrorCode::QuestionAsked:
        show(tr("A peer asks"), tr("\"%1\" wants to reach %2. Click here to answer.").arg(error.peer, error.subject));
        break;
    case ErrorCode::PairingAsked: // without its words for itself: a stranger writes nothing on the desktop
        show(tr("A machine asks to be paired"), tr("Its key begins with %1. Click here to accept, refuse or block it.").arg(fingerprintText(error.subject)), true);
        break;
    default:
        show(tr("Culvert"), api::sentence(error));
    }
}

void Tray::notificationClicked()
{
    if (toldRequest_)
        Q_EMIT requestsAsked();
    else
        Q_EMIT windowAsked();
}

void Tray::tellRunsOn()
{
    if (std::exchange(toldRunsOn_, true))
        return;
    toldRequest_ = false;
    icon_.showMessage(tr("Culvert keeps running"), tr("The tunnels stay up. Quit from the menu of this icon."), programIcon());
}

} // namespace culvert::ui
