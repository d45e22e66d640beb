// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <QCoreApplication>

namespace culvert::cli {

namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(culvert::cli::Help)
};

} // namespace

// By paragraphs, so that a translation can be kept up with the text.
QString helpText()
{
    return Help::tr(
R"(Usage: culvertd [--profile DIR] [--nodes FILE] [--json] COMMAND

Carries TCP connections and UDP datagrams between two of your machines over the Tox network.

  run                                   run in the foreground, until Ctrl-C or SIGTERM
  status                                what runs: peers, tunnels, counters, last errors
  refresh                               join Tox and look for every peer anew, as after a change
                                        of network

)")
        + Help::tr(
R"(Pairing
  id                                    this machine's Tox address
  new-address                           another one: who has the old one asks in vain. Pairs stay
  invite [--allow HOST:PORT]... [--expires 1h] [--endpoint HOST:PORT]... [--label TEXT] [--qr]
                                        a one-time link for the other machine; with
                                        --endpoint it says where this one is reached by UDP,
                                        with --qr it is shown as a QR code, too; the label
                                        is for you alone
  invites [list]                        the links that are open
  invites ended                         those that were used, by whom, expired or were revoked
  invites revoke ID|all
  pair LINK|ADDRESS|- [--name NAME]     use a link made there; "-" reads it from stdin. A bare
                                        Tox address asks, and somebody there must accept
  requests                              machines that asked so and wait for you
  accept KEY [--name NAME] [--allow HOST:PORT]...
  refuse KEY                            not heard again for a day
  peers                                 the machines paired with this one
  rename PEER NAME
  endpoint PEER HOST:PORT...|none       where a machine is reached by UDP, beside what is found
  remove PEER                           forget a machine, and its tunnels
  block PEER|KEY                        keep a machine out, paired or asking
  unblock PEER

)")
        + Help::tr(
R"(What a peer may reach from here (nothing, until allowed)
  allow|deny|ask PEER HOST:PORT...      put lines first; "ask" lets a person decide each time
  rules list PEER                       the lines, and how often each has decided
  rules add PEER allow|deny|ask HOST:PORT [--at N]
  rules remove PEER N|LINE
  rules test PEER HOST:PORT             which line decides
  questions                             what peers ask for and wait
  answer ID once|always|never

  The first line that matches decides; none: denied. HOST may be an address, a range, a name,
  *.NAME for what is below a name, or *; PORT a port, a range or *:
    192.168.1.10:22  10.0.0.0/8:80-443  [fd00::/8]:22  nas.lan:445  *.example.org:443  *:*
  *.NAME opens public addresses alone: for a private one write the whole name, or the address.
  A line is about TCP; for UDP write PORT/udp: 192.168.1.1:53/udp. One that denies means both.
  listen [ADDR:]PORT instead of HOST:PORT: where PEER may have this machine listen for it
  ("reverse"). Without ADDR that is for programs of this machine alone:
    allow PEER listen 8080              allow PEER listen 192.168.1.10:8000-8099
  Loopback and link-local addresses are opened only by lines that name them: localhost:3000,
  which is 127.0.0.1:3000 and [::1]:3000, or 127.0.0.0/8:*. Other addresses of this machine
  are opened like any others: by *:*, too.

)")
        + Help::tr(
R"(Tunnels
  forward add --peer PEER --listen [ADDR:]PORT --target HOST:PORT [--name NAME]
            [--limit RATE] [--group GROUP]
  forward edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--target HOST:PORT] [--name NAME]
            [--limit RATE|none] [--group GROUP]
                                        HOST:PORT/udp makes it a forward of UDP
  forward start|stop|remove NAME
  forward list
  reverse add --peer PEER --listen [ADDR:]PORT --target HOST:PORT [--name NAME]
            [--limit RATE] [--group GROUP]
                                        the other way round: PEER listens, if its rules let it,
                                        and what connects there reaches HOST:PORT from here
  reverse edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--target HOST:PORT] [--name NAME]
            [--limit RATE|none] [--group GROUP]
  reverse start|stop|remove NAME
  reverse list
  proxy add --peer PEER --listen [ADDR:]PORT [--name NAME] [--limit RATE] [--group GROUP]
            [--user USER --user-password-file FILE|-]
                                        one port for SOCKS and HTTP, for a browser, say: what is
                                        asked of it, PEER fetches as far as its rules allow
  proxy edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--name NAME] [--limit RATE|none]
            [--group GROUP] [--user USER --user-password-file FILE|- | --no-user]
  proxy start|stop|remove NAME
  proxy list
  group list                            which tunnels belong together
  group start|stop GROUP
  export                                every tunnel as JSON, without passwords
  import FILE|- [--preview] [--only NAME]...
                                        takes over those that are new or changed, or those that
                                        are named; --preview says what it would do

  RATE is bytes a second in each direction, such as 500k or 2M, of all connections of the
  tunnel together. An empty GROUP ("--group=") takes a tunnel out of its group.

)")
        + Help::tr(
R"(Connections
  connections [--watch]                 open and closed ones
  close ID                              cut one
  connect PEER HOST:PORT                a connection to what PEER may reach for you, at stdin and stdout:
                                        ssh -o 'ProxyCommand=culvertd connect PEER %h:%p' HOST
  test PEER [--seconds 5] [--watch]     delay, loss and throughput of the link; so long each way

)")
        + Help::tr(
R"(Settings
  set KEY [VALUE]                       tox.enabled tox.udp tox.udpPort tox.ipv6 tox.tcpRelay
                                        tox.lanDiscovery tox.proxy (socks5:// or http://HOST:PORT)
                                        direct.enabled direct.port direct.portMapping
                                        direct.endpoint direct.stun resumeLimit name
                                        (tox.*, direct.* and, for peers, name count from
                                        the next start)
  nodes [list]                          the bootstrap nodes that the next start asks
  nodes set FILE|-                      those of a nodes.json alone
  nodes reset                           the built-in ones
  password set|change|remove            encrypt this machine's identity; asked at the terminal,
                                        or read: see --password-file. "change" takes the new
                                        one by --new-password-file FILE|-

)")
        + Help::tr(
R"(PEER is a name, a key of 64 digits, or the beginning of either. KEY is that of a machine that
asks, or its beginning.
While "culvertd run" or the tray program uses the profile, commands act on it at once;
otherwise they change the profile for its next start.

  --profile DIR   the profile to use
  --nodes FILE    bootstrap nodes instead of the built-in list (run)
  --password-file FILE|-
                  the profile's password is the first line of FILE, or of stdin
  --json          print JSON, errors too
  --help, --version

)")
        + Help::tr(
R"(Exit codes: 0 done, 1 refused or failed, 2 wrong usage. Of "connect" also: 3 Culvert is not running,
4 PEER is not there, 5 not allowed there, 6 the target cannot be reached, 7 broken off.
)");
}

} // namespace culvert::cli
