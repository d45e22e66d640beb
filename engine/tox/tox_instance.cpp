// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/tox_instance.h"

#include "tox/pass_key.h"
#include "tox/save_format.h"

#include <QtEndian>

#include <array>

namespace culvert::tox {

namespace {

struct PortRange {
    quint16 first;
    quint16 last;
};
constexpr PortRange usualPorts{33445, 33545};
// Not up to 65535: toxcore 0.2.18 counts ports in 16 bits and would try for ever.
constexpr PortRange otherPorts{49152, 65534};

struct OptionsFree {
    void operator()(Tox_Options *options) const { tox_options_free(options); }
};

QString textOf(Tox_Err_New error)
{
    switch (error) {
    case TOX_ERR_NEW_PORT_ALLOC: return QStringLiteral("the UDP port cannot be bound");
    case TOX_ERR_NEW_MALLOC: return QStringLiteral("out of memory");
    case TOX_ERR_NEW_LOAD_BAD_FORMAT: return QStringLiteral("toxcore cannot read the save");
    default: return QStringLiteral("tox_new: error %1").arg(int(error));
    }
}

struct Attempt {
    ToxInstance tox;
    Tox_Err_New error = TOX_ERR_NEW_OK;
};

Tox_Proxy_Type proxyType(const std::optional<NetworkProxy> &proxy)
{
    if (!proxy)
        return TOX_PROXY_TYPE_NONE;
    return proxy->kind == NetworkProxy::Kind::Http ? TOX_PROXY_TYPE_HTTP : TOX_PROXY_TYPE_SOCKS5;
}

Attempt attempt(const InstanceOptions &options, const QByteArray &save, bool ipv6, PortRange ports)
{
    Attempt out;
    const std::unique_ptr<Tox_Options, OptionsFree> set(tox_options_new(nullptr));
    if (!set) {
        out.error = TOX_ERR_NEW_MALLOC;
        return out;
    }
    tox_options_set_udp_enabled(set.get(), options.udp);
    tox_options_set_ipv6_enabled(set.get(), ipv6);
    tox_options_set_local_discovery_enabled(set.get(), options.lanDiscovery);
    tox_options_set_dht_announcements_enabled(set.get(), true);
    tox_options_set_hole_punching_enabled(set.get(), true);
    tox_options_set_experimental_thread_safety(set.get(), false); // one thread uses it
    const QByteArray proxyHost = options.proxy ? options.proxy->at.host.toUtf8() : QByteArray(); // lives until tox_new() is through
    tox_options_set_proxy_type(set.get(), proxyType(options.proxy));
    if (options.proxy) {
        tox_options_set_proxy_host(set.get(), proxyHost.constData());
        tox_options_set_proxy_port(set.get(), options.proxy->at.port);
    }
    tox_options_set_tcp_port(set.get(), 0);
    tox_options_set_start_port(set.get(), ports.first);
    tox_options_set_end_port(set.get(), ports.last);
    if (!save.isEmpty()) {
        tox_options_set_savedata_type(set.get(), TOX_SAVEDATA_TYPE_TOX_SAVE);
        tox_options_set_savedata_data(set.get(), reinterpret_cast<const std::uint8_t *>(save.constData()),
                                      std::size_t(save.size()));
    }
    out.tox.reset(tox_new(set.get(), &out.error));
    if (out.error != TOX_ERR_NEW_OK)
        out.tox.reset(); // for a save that it cannot read, toxcore gives an instance with a new identity too
    return out;
}

Error broken(const QString &detail) { return Error{.code = ErrorCode::IdentityBroken, .detail = detail}; }

PublicKey keyOf(const Tox *tox)
{
    PublicKey key;
    tox_self_get_public_key(tox, key.data());
    return key;
}

} // namespace

Result<ToxInstance> openInstance(const InstanceOptions &options)
{
    std::optional<ReducedSave> reduced;
    if (!options.save.isEmpty()) {
        if (isEncrypted(options.save))
            return broken(QStringLiteral("it is encrypted with a password"));
        reduced = reduceSave(options.save, options.savedRelays ? Relays::Keep : Relays::Drop);
        if (!reduced)
            return broken(QStringLiteral("it is not a whole Tox save"));
    }
    if (options.udpPort == 65535) // see otherPorts
        return Error{.code = ErrorCode::ToxStartFailed, .detail = QStringLiteral("UDP port 65535 cannot be used")};

    const QByteArray save = reduced ? reduced->save : QByteArray();
    const PortRange first = options.udpPort == 0 ? usualPorts : PortRange{options.udpPort, options.udpPort};
    Attempt made;
    for (const PortRange &ports : {first, otherPorts}) {
        made = attempt(options, save, options.ipv6, ports);
        if (made.error == TOX_ERR_NEW_PORT_ALLOC && options.ipv6)
            made = attempt(options, save, false, ports);
        if (made.error != TOX_ERR_NEW_PORT_ALLOC || options.udpPort != 0)
            break;
    }
    if (made.error == TOX_ERR_NEW_LOAD_BAD_FORMAT)
        return broken(textOf(made.error));
    if (!made.tox)
        return Error{.code = ErrorCode::ToxStartFailed, .detail = textOf(made.error)};
    if (reduced && keyOf(made.tox.get()) != reduced->key)
        return broken(QStringLiteral("its two keys are not a pair"));
    return std::move(made.tox);
}

ToxAddress addressOf(const Tox *tox)
{
    std::array<char, TOX_ADDRESS_SIZE> bytes{};
    tox_self_get_address(tox, reinterpret_cast<std::uint8_t *>(bytes.data()));
    const auto address = ToxAddress::fromBytes(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    Q_ASSERT(address); // toxcore makes the checksum itself
    return *address;
}

QByteArray saveOf(const Tox *tox)
{
    QByteArray save(qsizetype(tox_get_savedata_size(tox)), Qt::Uninitialized);
    tox_get_savedata(tox, reinterpret_cast<std::uint8_t *>(save.data()));
    return save;
}

void setNospam(Tox *tox, const Nospam &nospam) { tox_self_set_nospam(tox, qFromBigEndian<quint32>(nospam.data())); }

} // namespace culvert::tox
