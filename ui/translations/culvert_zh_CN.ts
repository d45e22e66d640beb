<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>culvert::api::Sentences</name>
    <message>
        <source>the peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peer &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was closed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tunnel was stopped. Start it again to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program was quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was reset by the program at its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the connection on the other side. Check that the service runs there and listens on that port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be reached from the other side. Check the address and the network there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer the other side in time. Check that it is switched on and no firewall drops the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side cannot resolve the name of %1. Check the spelling, or use its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be reached: no rule allows it. On the machine that reaches the target, run: culvertd allow PEER %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1 failed on the other side (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is offline. Start Culvert on that machine and check that it is connected to the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer at the moment. It is tried again by itself; check the network of both machines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairing with %1 is not complete yet. Wait until it is online, or make a new invite there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is blocked here. Unblock it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was removed. Pair the two machines again to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was started anew, so the connection was lost. Connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not come back within the resume limit. Connect again when it is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent something that breaks the protocol, so its link was closed (%2). Update Culvert on both machines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit was reached: %1. Close some connections and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted handshake with %1 failed (%2). Remove the peer on both machines and pair them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 speaks another version of the protocol. Update Culvert on both machines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong usage: %1. See: culvertd --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command. See: culvertd --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a Tox address: it has 76 hex digits, and their checksum must be right. Copy it again from the other machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a Culvert invite. Copy the whole link, from &quot;culvert:&quot; to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite has expired. Make a new one on the other machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite was made by this machine. Use it on the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a target. Write HOST:PORT, for example 127.0.0.1:80 or [::1]:80.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a port to listen on. Write PORT or ADDRESS:PORT, for example 8080 or 127.0.0.1:8080; port 0 takes any free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a usable name. Use 1 to 64 characters without a slash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; is already used. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no peer &quot;%1&quot;. See the list with: culvertd peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; fits more than one peer. Give its whole name, or more digits of its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tunnel &quot;%1&quot;. See the list with: culvertd forward list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no open connection %1. See the list with: culvertd connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting &quot;%1&quot;. See: culvertd --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value for %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine is already paired with %1. Remove that peer first to pair anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration. Write for example 30m, 1h or 7d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening on %1 failed: the port is in use by another program. Choose another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening on %1 failed: the port is in use by %2. Choose another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening on %1 is not permitted: the port is reserved by the system. Choose a port above 1023.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening on %1 failed: this machine has no such address. Use 127.0.0.1 for this machine alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening on %1 failed (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system allows this program no more open connections. Close some, or raise the limit of open files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile %1 is in use by another running Culvert. Quit that one first, or choose another profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read (%2). Check its owner and permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Check the free space and the permissions of its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is broken (%2). It was kept as %3 and the program started with default settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a usable identity (%2). Put back a backup of it; or move it away to begin with a new identity, and pair again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a list of bootstrap nodes (%2). Correct it or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Culvert. Update this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culvert is not running on this profile. Start it with: culvertd run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Tox network could not be started (%1). Check the settings of the Tox port and proxy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine stopped (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The running program does not answer (%1). Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request to pair could not be sent (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A machine with the key %1 asked to pair without a valid invite and was refused. Make an invite if it was yours.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::CommandDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::ConnectionsModel</name>
    <message>
        <source>(from the peer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read here and not yet acknowledged by the peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come from the peer and not yet taken by the program here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed by, and why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::ConnectionsPage</name>
    <message>
        <source>Show &amp;closed ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by tunnel, peer, address or state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As soon as a program connects to a tunnel, or another machine reaches this one, the connection is listed here: who, where to, how much, and in the end who closed it and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a connection to read how it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed after %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for %2: received %3, sent %4.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::CountersModel</name>
    <message>
        <source>No fixed baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections are open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back at baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not back at baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::DiagnosticsPage</name>
    <message>
        <source>There is nothing to judge yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The counters are judged as soon as none is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open and nothing was left behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open, but something was left behind: see the marked rows. Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counters of live objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No counters yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They come as soon as the engine is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP port %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culvert %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::ErrorsModel</name>
    <message>
        <source>Tunnel %1, peer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::ErrorsPage</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When something goes wrong it is said here: what happened, to what, and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an error to read it in full.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::FailureWindow</name>
    <message>
        <source>Culvert cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::Format</name>
    <message>
        <source>%1 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::InviteDialog</name>
    <message>
        <source>%1 targets in one invite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite a machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link lets one other machine pair with this one. It can be used once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the other machine may reach here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May &amp;reach here:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Good for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One HOST:PORT a line. Left empty, it reaches nothing until you allow it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the other machine choose &quot;Pair with a machine&quot; and paste it. Good until %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::MainWindow</name>
    <message>
        <source>Culvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Culvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a tunnel…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy my address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;bout Culvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Culvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culvert %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carries TCP connections between two of your machines over the Tox network.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates and open connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Culvert, or keep it running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no tray. Tunnels work only while Culvert runs. The answer is kept; the menu Culvert always has Quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address was copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::NoticeBar</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::PairDialog</name>
    <message>
        <source>Pair with a machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How that machine is called here. Left empty, it says its own name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an invite on the other machine and paste its link here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Link:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It begins with &quot;culvert:&quot; and can be used once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::PeersModel</name>
    <message>
        <source>No answer for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May reach here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::PeersPage</name>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address as this machine sees it, for example 127.0.0.1:80.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the peer may reach here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other machine yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To let another machine reach this one, make an invite here and open its link there. To reach another machine, make the invite there and paste its link here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What &quot;%1&quot; may reach here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a peer to see what it may reach here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove peer &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tunnels and open connections go with it. To use it again, the two machines must be paired anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::Question</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::RenameDialog</name>
    <message>
        <source>Rename peer &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How that machine is called here; it is not told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::StatusText</name>
    <message>
        <source>&quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ %1   ↑ %2   Open connections: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: the engine is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel %1 cannot run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnels that cannot run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: every tunnel is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peers that are waited for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every tunnel is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnels running: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready: other machines can reach this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to the Tox network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::Tray</name>
    <message>
        <source>&amp;Show window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;art all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy my address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culvert keeps running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tunnels stay up. Quit from the menu of this icon.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelDialog</name>
    <message>
        <source>Add a tunnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit tunnel &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A port of this machine, for example 8080. Other machines of your network reach it with *:8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the peer connects to, seen from there, for example 127.0.0.1:80.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it is called here. Left empty, it is named after its target.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What connects to the port here comes out at the target on the other machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Listen on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through &amp;peer:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Target there:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelsModel</name>
    <message>
        <source>Any (proxy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncheck to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received: %1
Sent: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelsPage</name>
    <message>
        <source>Tunnels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the tunnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du&amp;plicate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a tunnel…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tunnel yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tunnel is a port of this machine that comes out at a target on another one: a web page, a database, a remote desktop. First pair the two machines, then add a tunnel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove tunnel &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 tunnels?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its open connections are closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>culvert::ui::Words</name>
    <message>
        <source>Pairing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox, direct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox, relayed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox: not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox: connected through a relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tox: connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links to peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files and sockets of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
