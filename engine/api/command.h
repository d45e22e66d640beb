// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/link_test.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/result.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

// What may be asked of the engine, as a person gives it: words are checked by the engine, not before. Each is done or
// leaves everything as it was and says why. PEER is a name, a 64-digit key or a unique prefix of either.
namespace culvert::api {

struct GetId {};                                             // {"address","id"}
// {"link","expiresAt","invite"}, which is good for 1 s to 366 days; without endpoints the setting direct.endpoint, if any, goes into the link
struct CreateInvite { QStringList allow; qint64 expiresMs = 3'600'000; QStringList endpoints{}; QString label{}; }; // label: for its maker alone; may be empty
inline constexpr qint64 inviteMsMax = qint64(366) * 24 * 3'600'000;
struct Pair { QString link; QString name; };                 // the peer, state "pending"; link: or a Tox address, which asks a
                                                             // person there; name may be empty
struct ListRequests {};                                      // [request], oldest first
// The peer. request: its key or a unique beginning of it; name: empty, and it is what it calls itself; targets: it may reach them
struct AcceptRequest { QString request; QString name; QStringList targets; };
struct RefuseRequest { QString request; };                   // {"refused"}; the same key is not heard again for a day
struct BlockRequest { QString request; };                    // the peer, state "blocked"
struct ListInvites { bool ended = false; };                  // [invite], those that are open; or those that are not any more, the latest first
struct RevokeInvite { QString invite; };                     // {"revoked": [id]}; a unique beginning of its id, or all
struct NewAddress {};                                        // {"address","id","voided":[invite]}; pairs that were made stay
struct ListPeers {};                                         // [peer]
struct Allow { QString peer; QStringList targets; };         // the peer; these lines are its first now, as of Deny and Ask
struct Deny { QString peer; QStringList targets; };          // the peer
struct SetEndpoints { QString peer; QStringList endpoints; }; // the peer; instead of those it had, none: none
struct Ask { QString peer; QStringList targets; };           // the peer
struct ListRules { QString peer; };                          // [{"index","rule","hits","lastHit"}]
struct AddRule { QString peer; QString rule; qint64 at = 0; }; // the rules; at: from 1, 0 at the end
struct RemoveRule { QString peer; QString rule; };           // the rules; rule: its index or its text
struct SetRules { QString peer; QStringList rules; QStringList before; }; // the rules, unless they are not `before` any more
struct TestRules { QString peer; QString target; QStringList addresses; }; // see docs/json.md; a name without addresses that
                                                             // needs some: {"lookUp": name}, for the asker to do
struct ListQuestions {};                                     // [question]
struct AnswerQuestion { QuestionId id = 0; QString answer; }; // {"answered","answer"}; answer: once, always, never
struct RenamePeer { QString peer; QString name; };           // the peer
struct RemovePeer { QString peer; };                         // {"removed"}
struct BlockPeer { QString peer; };                          // the peer; also one whose request waits
struct UnblockPeer { QString peer; };                        // the peer; {"removed"} for one that was blocked when it asked
// What a tunnel of any kind may have. Nothing: as it was, for a new one neither.
struct TunnelExtras { std::optional<QString> group{}; std::optional<QString> limit{}; }; // empty: in none; as parseRate() reads it
struct AddForward { QString peer; QString listen; QString target; QString name; TunnelExtras extras{}; }; // the tunnel; also starts it
struct EditForward { QString tunnel; QString peer; QString listen; QString target; QString name; TunnelExtras extras{}; }; // the tunnel
// The tunnel; also starts it. Without a user everybody on this machine may use it.
struct AddProxy { QString peer; QString listen; QString name; QString user{}; QString password{}; TunnelExtras extras{}; };
// The tunnel. No user: the one it had stays; an empty one: it has none from now on.
struct EditProxy { QString tunnel; QString peer; QString listen; QString name; std::optional<QString> user{}; QString password{}; TunnelExtras extras{}; };
// The tunnel, whose state is waiting until PEER, which is to listen, has answered; target: here.
struct AddReverse { QString peer; QString listen; QString target; QString name; TunnelExtras extras{}; };
struct EditReverse { QString tunnel; QString peer; QString listen; QString target; QString name; TunnelExtras extras{}; };
struct StartTunnel { QString tunnel; };                      // the tunnel
struct StopTunnel { QString tunnel; };                       // the tunnel
struct RemoveTunnel { QString tunnel; };                     // {"removed"}
struct RestoreTunnel { QString tunnel; };                    // the tunnel, as it was when this program last removed one of that name
// {"culvertTunnels","tunnels"}: every tunnel, without passwords, as ImportTunnels takes it
struct ExportTunnels {};
// {"tunnels": [what each would do], "taken": how many}; `take`: does it, for `names` or, without any, for those that are new or
// changed. See docs/json.md
struct ImportTunnels { QString text; bool take = false; QStringList names{}; };
struct ListGroups {};                                        // [{"group","tunnels": [name]}], by name
struct StartGroup { QString group; };                        // [tunnel] of it; one whose port cannot be had has its error and keeps no other from it
struct StopGroup { QString group; };                         // [tunnel] of it
struct ListForwards {};                                      // [tunnel]
struct ListReverses {};                                      // [tunnel]
struct ListProxies {};                                       // [tunnel]
struct ListConnections {};                                   // [connection]
struct FindProgram { ConnectionId id = 0; };                 // {"program": "firefox (pid 812)"}, null where it is not told: the application of a near connection
struct ReadConnection { ConnectionId id = 0; };              // {"connection","open"}; closed in order, if not open; else the error that it ended with
struct CloseConnection { ConnectionId id = 0; };             // {"closed"}
// The test; it goes on by itself.
struct StartTest {
    static constexpr qint64 secondsMost = limits::testDirection / std::chrono::seconds(1);
    QString peer;
    qint64 seconds = 5; // of each direction, 1 to secondsMost
};
struct ReadTest { TestId id = 0; };                          // the test
struct StopTest { TestId id = 0; };                          // the test, failed with ClosedByUser unless it was over
struct Status {};                                            // the status object of docs/json.md
struct SetPaused { bool paused = false; };                   // {"paused"}: nothing listens or is reached, until the program ends
struct Refresh {};                                           // {"refreshed"}: joins Tox and looks for every peer anew, as after a change of network
// {"source": own or builtIn, "nodes": [node]}: what the next start bootstraps from
struct ListNodes {};
// As ListNodes. text: as nodes.json, instead of those of the profile; empty: the profile has none. Not `keep`: only the nodes in it
struct SetNodes { QString text; bool keep = true; };
struct SetSetting { QString key; std::optional<QString> value; }; // {key: value}; without a value it only reads

using Command = std::variant<GetId, CreateInvite, Pair, ListRequests, AcceptRequest, RefuseRequest, BlockRequest, ListInvites,
                             RevokeInvite, NewAddress, BlockPeer, UnblockPeer, ListPeers, Allow, Deny, SetEndpoints, Ask, ListRules, AddRule, RemoveRule,
                             SetRules, TestRules, ListQuestions, AnswerQuestion, RenamePeer, RemovePeer, AddForward,
                             EditForward, AddProxy, EditProxy, AddReverse, EditReverse, StartTunnel, StopTunnel, RemoveTunnel, RestoreTunnel, ExportTunnels, ImportTunnels, ListGroups, StartGroup, StopGroup, ListForwards, ListProxies, ListReverses,
                             ListConnections, FindProgram, ReadConnection, CloseConnection, StartTest, ReadTest, StopTest, Status, SetPaused, Refresh, ListNodes, SetNodes, SetSetting>;

// The JSON value named beside each command above, or why it was not done.
using Reply = Result<QJsonValue>;

} // namespace culvert::api
