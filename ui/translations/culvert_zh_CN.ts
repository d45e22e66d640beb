<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>culvert::api::Sentences</name>
    <message>
        <source>the peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>peer &quot;%1&quot;</source>
        <translation>对端“%1”</translation>
    </message>
    <message>
        <source>Closed in order.</source>
        <translation>正常关闭。</translation>
    </message>
    <message>
        <source>The connection was closed by hand.</source>
        <translation>连接被手动关闭。</translation>
    </message>
    <message>
        <source>The tunnel was stopped or changed, or everything was paused, here or on the other side. Connect again; if that fails, start what was stopped or paused.</source>
        <translation>隧道在本机或对端被停止、修改，或一切被暂停。请重新连接；若失败，请在停止或暂停的一方再次启动。</translation>
    </message>
    <message>
        <source>The program was quit.</source>
        <translation>程序已退出。</translation>
    </message>
    <message>
        <source>The connection was reset by the program at its end. Look there for the reason.</source>
        <translation>连接被一端的程序重置。原因请查看那个程序。</translation>
    </message>
    <message>
        <source>The UDP flow was closed: nothing went either way for 2 minutes, or newer flows needed its place. The next datagram opens another.</source>
        <translation>UDP 流已关闭：两分钟内双向都没有数据，或者更新的流需要它的位置。下一个数据报会打开新的流。</translation>
    </message>
    <message>
        <source>%1 refused the connection on the other side. Check that the service runs there and listens on that port.</source>
        <translation>对端的 %1 拒绝了连接。请检查那边的服务是否在运行并监听该端口。</translation>
    </message>
    <message>
        <source>%1 cannot be reached from the other side. Check the address and the network there.</source>
        <translation>从对端无法到达 %1。请检查地址和那边的网络。</translation>
    </message>
    <message>
        <source>%1 did not answer the other side in time. Check that it is switched on and no firewall drops the connection.</source>
        <translation>%1 未及时应答对端。请检查它是否开机，以及是否有防火墙丢弃了连接。</translation>
    </message>
    <message>
        <source>The other side cannot resolve the name of %1. Check the spelling, or use its address.</source>
        <translation>对端无法解析 %1 的名称。请检查拼写，或改用地址。</translation>
    </message>
    <message>
        <source>%1 may not be reached: no rule allows it. On the machine that reaches the target, add it for this machine on the page Peers, or run: culvertd allow PEER %2</source>
        <translation>不允许访问 %1：没有规则放行。请在连接目标的那台机器上，在“对端”页面为本机添加它，或运行：culvertd allow PEER %2</translation>
    </message>
    <message>
        <source>%1 may not reach %2 from here: the name stands for %3, an address that no rule opens by a name. To allow it, make that address the target, and use the page Peers, or run: culvertd allow %4 %5</source>
        <translation>%1 不能从这里访问 %2：该名称对应 %3，没有规则能按名称放行这样的地址。要放行，请改用该地址作为目标，并使用“对端”页面，或运行：culvertd allow %4 %5</translation>
    </message>
    <message>
        <source>%1 may not reach %2 from here: no rule allows it. To allow it, use the page Peers, or run: culvertd allow %3 %4</source>
        <translation>%1 不能从这里访问 %2：没有规则放行。要放行，请使用“对端”页面，或运行：culvertd allow %3 %4</translation>
    </message>
    <message>
        <source>Connecting to %1 failed on the other side. Check the target, and the network there; the errors of that machine say more.</source>
        <translation>对端连接 %1 失败。请检查目标和那边的网络；那台机器的错误列表中有更多说明。</translation>
    </message>
    <message>
        <source>Connecting to %1 failed on the other side (%2). Check the target, and the network there.</source>
        <translation>对端连接 %1 失败（%2）。请检查目标和那边的网络。</translation>
    </message>
    <message>
        <source>%1 refused the connection of this machine. Check that the service runs and listens on that port.</source>
        <translation>%1 拒绝了本机的连接。请检查该服务是否在运行并监听该端口。</translation>
    </message>
    <message>
        <source>%1 cannot be reached from this machine. Check the address, and the network here.</source>
        <translation>从本机无法到达 %1。请检查地址和本机的网络。</translation>
    </message>
    <message>
        <source>%1 did not answer this machine in time. Check that it is switched on and no firewall drops the connection.</source>
        <translation>%1 未及时应答本机。请检查它是否开机，以及是否有防火墙丢弃了连接。</translation>
    </message>
    <message>
        <source>This machine cannot resolve the name of %1. Check its spelling, or use its address.</source>
        <translation>本机无法解析 %1 的名称。请检查拼写，或改用地址。</translation>
    </message>
    <message>
        <source>Connecting from this machine to %1 failed (%2). Check the target, and the network here.</source>
        <translation>本机连接 %1 失败（%2）。请检查目标和本机的网络。</translation>
    </message>
    <message>
        <source>%1 could not carry the connection to %2: a limit was reached there, perhaps that of open files. Close some connections there; the errors of that machine say which limit it is.</source>
        <translation>%1无法承载到 %2 的连接：那边达到了上限，可能是打开的文件数。请在那边关闭一些连接；那台机器的错误列表会说明是哪项上限。</translation>
    </message>
    <message>
        <source>%1 is offline. Start Culvert on that machine and check that it is connected to the network.</source>
        <translation>%1离线。请在那台机器上启动 Culvert，并检查其网络连接。</translation>
    </message>
    <message>
        <source>%1 does not answer at the moment. It is tried again by itself; check the network of both machines.</source>
        <translation>%1暂时没有应答。程序会自动重试；请检查两台机器的网络。</translation>
    </message>
    <message>
        <source>Pairing with %1 is not complete yet. Wait until it is online; if it does not come, accept this machine there, or make a new invite there: a link works once, for a time.</source>
        <translation>与%1的配对尚未完成。请等它上线；如果一直没有，请在那边接受本机，或重新生成邀请：链接只能使用一次，并且有时限。</translation>
    </message>
    <message>
        <source>%1 is blocked here. Unblock it first.</source>
        <translation>%1在本机被屏蔽。请先解除屏蔽。</translation>
    </message>
    <message>
        <source>%1 was removed. Pair the two machines again to use it.</source>
        <translation>%1已被删除。若要使用，请将两台机器重新配对。</translation>
    </message>
    <message>
        <source>%1 was started anew, so the connection was lost. Connect again.</source>
        <translation>%1重新启动过，连接因此中断。请重新连接。</translation>
    </message>
    <message>
        <source>%1 did not come back within the resume limit. Connect again when it is online.</source>
        <translation>%1未在恢复时限内回来。请在它上线后重新连接。</translation>
    </message>
    <message>
        <source>%1 broke the protocol, or says that this machine did. Update Culvert on both machines.</source>
        <translation>%1违反了协议，或称本机违反了协议。请在两台机器上更新 Culvert。</translation>
    </message>
    <message>
        <source>%1 sent something that breaks the protocol, so the connection or the link was closed (%2). Update Culvert on both machines.</source>
        <translation>%1发来了违反协议的内容，连接或链路已关闭（%2）。请在两台机器上更新 Culvert。</translation>
    </message>
    <message>
        <source>A limit was reached: %1. Use fewer, or close or remove some, and try again.</source>
        <translation>达到上限：%1。请减少数量，或关闭、移除一些后重试。</translation>
    </message>
    <message>
        <source>The encrypted handshake with %1 failed (%2). Remove the peer on both machines and pair them again.</source>
        <translation>与%1的加密握手失败（%2）。请在两台机器上删除对方并重新配对。</translation>
    </message>
    <message>
        <source>%1 speaks another version of the protocol. Update Culvert on both machines.</source>
        <translation>%1使用另一版本的协议。请在两台机器上更新 Culvert。</translation>
    </message>
    <message>
        <source>%1 runs an older Culvert that carries no UDP. Update Culvert on that machine.</source>
        <translation>%1运行的是不支持 UDP 的旧版 Culvert。请在那台机器上更新 Culvert。</translation>
    </message>
    <message>
        <source>Wrong usage: %1. See: culvertd --help</source>
        <translation>用法错误：%1。请参阅：culvertd --help</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command. See: culvertd --help</source>
        <translation>“%1”不是命令。请参阅：culvertd --help</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a Tox address: it has 76 hex digits, and their checksum must be right. Copy it again from the other machine.</source>
        <translation>“%1”不是 Tox 地址：地址有 76 个十六进制数字，且校验和必须正确。请从另一台机器上重新复制。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a Culvert invite. Copy the whole link, from &quot;culvert:&quot; to its end.</source>
        <translation>“%1”不是 Culvert 邀请。请复制完整链接，从“culvert:”直到末尾。</translation>
    </message>
    <message>
        <source>This invite has expired. Make a new one on the other machine.</source>
        <translation>此邀请已过期。请在另一台机器上重新生成。</translation>
    </message>
    <message>
        <source>This invite was made by this machine. Use it on the other one.</source>
        <translation>此邀请由本机生成。请在另一台机器上使用。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a target. Write HOST:PORT, for example 127.0.0.1:80 or [::1]:80.</source>
        <translation>“%1”不是目标。请写成 主机:端口，例如 127.0.0.1:80 或 [::1]:80。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a port to listen on. Write PORT or ADDRESS:PORT, for example 8080 or 127.0.0.1:8080; port 0 takes any free one.</source>
        <translation>“%1”不能用于监听。请写成 端口 或 地址:端口，例如 8080 或 127.0.0.1:8080；端口 0 表示任意空闲端口。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a usable name. Use 1 to %2 characters that can be seen, without a slash.</source>
        <translation>“%1”不能用作名称。请使用 1 到 %2 个看得见的字符，不含斜杠。</translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; is already used. Choose another one.</source>
        <translation>名称“%1”已被使用。请另选一个。</translation>
    </message>
    <message>
        <source>There is no peer &quot;%1&quot;. See the list on the page Peers, or with: culvertd peers</source>
        <translation>没有名为“%1”的对端。请在“对端”页面查看列表，或运行：culvertd peers</translation>
    </message>
    <message>
        <source>&quot;%1&quot; fits more than one peer. Give its whole name, or more digits of its key.</source>
        <translation>“%1”对应多个对端。请给出完整名称，或更多位密钥数字。</translation>
    </message>
    <message>
        <source>There is no tunnel &quot;%1&quot; in this list. See what is in it with: culvertd import --preview FILE</source>
        <translation>此列表中没有名为“%1”的隧道。可用此命令查看其内容：culvertd import --preview FILE</translation>
    </message>
    <message>
        <source>There is no tunnel &quot;%1&quot;. See the list with: culvertd status</source>
        <translation>没有名为“%1”的隧道。可用此命令查看列表：culvertd status</translation>
    </message>
    <message>
        <source>There is no open connection %1. See the list with: culvertd connections</source>
        <translation>没有打开的连接 %1。可用此命令查看列表：culvertd connections</translation>
    </message>
    <message>
        <source>There is no setting &quot;%1&quot;. See: culvertd --help</source>
        <translation>没有设置项“%1”。请参阅：culvertd --help</translation>
    </message>
    <message>
        <source>This machine is already paired with %1. Remove that peer first to pair anew.</source>
        <translation>本机已与 %1 配对。若要重新配对，请先删除该对端。</translation>
    </message>
    <message>
        <source>An invite cannot be good for &quot;%1&quot;. Write for example 30m, 1h or 7d, and 366d at most.</source>
        <translation>邀请的有效期不能是“%1”。请写成例如 30m、1h 或 7d，最长 366d。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration. Write for example 30m, 1h or 7d.</source>
        <translation>“%1”不是时长。请写成例如 30m、1h 或 7d。</translation>
    </message>
    <message>
        <source>Listening on %1 failed: the port is in use by another program. Choose another port.</source>
        <translation>监听 %1 失败：端口正被另一个程序使用。请换一个端口。</translation>
    </message>
    <message>
        <source>Listening on %1 failed: the port is in use by %2. Choose another port.</source>
        <translation>监听 %1 失败：端口正被 %2 使用。请换一个端口。</translation>
    </message>
    <message>
        <source>The tunnel may not listen on %1 there: no rule allows it. On the machine that is to listen, add &quot;listen %2&quot; for this machine on the page Peers, or run: culvertd allow PEER listen %2</source>
        <translation>隧道不能在那里监听 %1：没有规则允许。请在要监听的机器上，在“对端”页面为本机添加“listen %2”，或运行：culvertd allow PEER listen %2</translation>
    </message>
    <message>
        <source>The other side cannot listen on %1: the port is in use there. Choose another port.</source>
        <translation>另一端无法监听 %1：那里的这个端口已被占用。请换一个端口。</translation>
    </message>
    <message>
        <source>The other side cannot listen on %1: its system reserves the port. Choose a port above 1023.</source>
        <translation>另一端无法监听 %1：那里的系统保留了这个端口。请选择大于 1023 的端口。</translation>
    </message>
    <message>
        <source>The other side cannot listen on %1: it has no such address. Leave the address away to listen for that machine alone.</source>
        <translation>另一端无法监听 %1：它没有这个地址。不写地址，就只供那台机器自己使用。</translation>
    </message>
    <message>
        <source>The other side cannot listen on %1. See the errors there.</source>
        <translation>另一端无法监听 %1。请查看那里的错误。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be asked for each time. Begin with allow or deny to say where a peer may listen.</source>
        <translation>“%1”不能每次询问。要规定对端可以在哪里监听，请以 allow 或 deny 开头。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no usable address to listen on. Write listen PORT for this machine alone, or listen ADDRESS:PORT, for example listen 192.168.1.10:8080.</source>
        <translation>“%1”没有可用的监听地址。只供本机使用请写 listen 端口，否则写 listen 地址:端口，例如 listen 192.168.1.10:8080。</translation>
    </message>
    <message>
        <source>Listening on %1 is not permitted: the port is reserved by the system. Choose a port above 1023.</source>
        <translation>不允许监听 %1：端口被系统保留。请选择大于 1023 的端口。</translation>
    </message>
    <message>
        <source>Listening on %1 is not permitted: Windows keeps the port in a reserved range, or another program has it for itself alone. Choose another port; the ranges are listed by: netsh interface ipv4 show excludedportrange protocol=%2</source>
        <translation>不允许监听 %1：端口在 Windows 的保留范围内，或被另一程序独占。请另选端口；保留范围可用此命令查看：netsh interface ipv4 show excludedportrange protocol=%2</translation>
    </message>
    <message>
        <source>Listening on %1 failed: this machine has no such address. Use 127.0.0.1 for this machine alone.</source>
        <translation>监听 %1 失败：本机没有这个地址。若只供本机使用，请用 127.0.0.1。</translation>
    </message>
    <message>
        <source>Listening on %1 failed (%2). Choose another port or address.</source>
        <translation>监听 %1 失败（%2）。请换一个端口或地址。</translation>
    </message>
    <message>
        <source>The system allows this program no more open connections. Close some, or raise the limit of open files.</source>
        <translation>系统不允许本程序打开更多连接。请关闭一些，或提高打开文件数的上限。</translation>
    </message>
    <message>
        <source>The profile %1 is in use by another running Culvert. Quit that one first, or choose another profile.</source>
        <translation>配置文件夹 %1 正被另一个运行中的 Culvert 使用。请先退出那一个，或另选配置文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2). Check its owner and permissions.</source>
        <translation>无法读取 %1（%2）。请检查其所有者和权限。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Check the free space and the permissions of its folder, and that it is still there.</source>
        <translation>无法写入 %1（%2）。请检查剩余空间和所在文件夹的权限，并确认该文件夹仍然存在。</translation>
    </message>
    <message>
        <source>config.json was broken (%1), so the program started with default settings, and with Tox and the direct way switched off. Yours are kept in %2: to have them back, quit the program, correct that file and rename it to config.json.</source>
        <translation>config.json 已损坏（%1），程序已使用默认设置启动，并关闭了 Tox 和直连。您的设置保存在 %2：若要恢复，请退出程序，修正该文件并将其改名为 config.json。</translation>
    </message>
    <message>
        <source>%1 is not a usable identity (%2). Put back a backup of it; or move it away to begin with a new identity, and pair again.</source>
        <translation>%1 不是可用的身份文件（%2）。请恢复其备份；或将其移走，以新身份开始并重新配对。</translation>
    </message>
    <message>
        <source>%1 is not a list of bootstrap nodes (%2). Correct it or remove it.</source>
        <translation>%1 不是引导节点列表（%2）。请更正或删除它。</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Culvert. Update this one.</source>
        <translation>%1 由更新版本的 Culvert 写成。请更新本程序。</translation>
    </message>
    <message>
        <source>Culvert is not running on this profile. Start it with: culvertd run</source>
        <translation>Culvert 没有在此配置上运行。启动命令：culvertd run</translation>
    </message>
    <message>
        <source>The Tox network could not be started (%1). Check the settings of the Tox port and proxy.</source>
        <translation>无法启动 Tox 网络（%1）。请检查 Tox 端口和代理设置。</translation>
    </message>
    <message>
        <source>The engine stopped (%1). Start Culvert anew.</source>
        <translation>引擎已停止（%1）。请重新启动 Culvert。</translation>
    </message>
    <message>
        <source>The running program does not answer (%1). Look whether it was done, and try again; if that does not help, start the program anew.</source>
        <translation>运行中的程序没有应答（%1）。请查看操作是否已完成，然后重试；如果仍无效，请重新启动程序。</translation>
    </message>
    <message>
        <source>The request to pair could not be sent (%1). Wait until this machine is connected to Tox, and pair again.</source>
        <translation>无法发送配对请求（%1）。请等本机连接到 Tox 后再配对。</translation>
    </message>
    <message>
        <source>Somebody with the key %1 sent a friend request that is not one of Culvert, and was refused. If it was you, pair with Culvert on the other machine.</source>
        <translation>密钥为 %1 的某人发来了一个不属于 Culvert 的好友请求，已被拒绝。如果是您本人，请在另一台机器上用 Culvert 配对。</translation>
    </message>
    <message>
        <source>A machine with the key %1 asks to be paired. Compare the key, then: culvertd accept, refuse or block %1</source>
        <translation>密钥为 %1 的机器请求配对。请核对密钥，然后运行：culvertd accept、refuse 或 block %1</translation>
    </message>
    <message>
        <source>A machine that calls itself &quot;%2&quot;, with the key %1, asks to be paired. Compare the key, then: culvertd accept, refuse or block %1</source>
        <translation>一台自称“%2”、密钥为 %1 的机器请求配对。请核对密钥，然后运行：culvertd accept、refuse 或 block %1</translation>
    </message>
    <message>
        <source>Another program uses the identity of this machine: %1 hears both. They disturb one another. If you copied the profile, quit one of them and pair the other machine with a profile of its own; if you did not, remove this machine at its peers and begin with a new identity.</source>
        <translation>另一个程序正在使用本机的身份：%1能听到两者，它们会互相干扰。如果您复制过配置，请退出其中一个，并让另一台机器用自己的配置重新配对；如果没有复制过，请在各对端移除本机，并换用新的身份。</translation>
    </message>
    <message>
        <source>No request to pair of &quot;%1&quot; waits. See the list with: culvertd requests</source>
        <translation>没有来自“%1”的待处理配对请求。查看列表：culvertd requests</translation>
    </message>
    <message>
        <source>There is no open invite &quot;%1&quot;. See the list with: culvertd invites</source>
        <translation>没有未使用的邀请“%1”。查看列表：culvertd invites</translation>
    </message>
    <message>
        <source>%1 is the address of this machine. Give it to the other one.</source>
        <translation>%1 是本机的地址。请把它交给另一台机器。</translation>
    </message>
    <message>
        <source>Not this machine alone: others that reach it in its network can connect to %1, too. Listen on 127.0.0.1 to keep them out.</source>
        <translation>不限于本机：网络中能访问本机的其他机器也可以连接 %1。要阻止它们，请监听 127.0.0.1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a rule. Begin with allow, deny or ask, for example: allow 192.168.1.10:22</source>
        <translation>“%1”不是规则。请以 allow、deny 或 ask 开头，例如：allow 192.168.1.10:22</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names UDP, but a peer may listen for TCP alone. Leave /udp away.</source>
        <translation>“%1”写了 UDP，但对端只能监听 TCP。请去掉 /udp。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no usable port. Write one from 1 to 65535, a range such as 80-443, or * for any.</source>
        <translation>“%1”没有可用的端口。请填写 1 到 65535 之间的端口、范围（如 80-443），或用 * 表示任意端口。</translation>
    </message>
    <message>
        <source>The ports of &quot;%1&quot; are the wrong way round. Write the lower one first.</source>
        <translation>“%1”的端口顺序颠倒了。请先写较小的端口。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no usable address. Write IPv4 as four decimal numbers, for example 192.168.1.10, and IPv6 in brackets, for example [fd00::1].</source>
        <translation>“%1”没有可用的地址。IPv4 请写成四个十进制数，例如 192.168.1.10；IPv6 请放在方括号中，例如 [fd00::1]。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no usable range. Write ADDRESS/BITS, for example 10.0.0.0/8 or [fd00::/8].</source>
        <translation>“%1”没有可用的地址范围。请写成“地址/位数”，例如 10.0.0.0/8 或 [fd00::/8]。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the beginning of its range. Write %2 for the range.</source>
        <translation>“%1”不是该范围的起始地址。表示该范围请写 %2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs brackets around its IPv6 address, for example [fd00::1]:22.</source>
        <translation>“%1”中的 IPv6 地址需要加方括号，例如 [fd00::1]:22。</translation>
    </message>
    <message>
        <source>In &quot;%1&quot; the star is in the wrong place. It stands alone for any host, or in front as in *.example.org.</source>
        <translation>“%1”中的星号位置不对。星号单独使用表示任意主机，或放在最前面，如 *.example.org。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no usable host name. Use letters, digits, hyphens and full stops.</source>
        <translation>“%1”没有可用的主机名。请使用字母、数字、连字符和点。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no port. Write HOST:PORT, for example 192.168.1.10:22 or *.example.org:443.</source>
        <translation>“%1”没有端口。请写成“主机:端口”，例如 192.168.1.10:22 或 *.example.org:443。</translation>
    </message>
    <message>
        <source>There is no rule line &quot;%1&quot;. See the list with: culvertd rules list PEER</source>
        <translation>没有规则行“%1”。查看列表：culvertd rules list PEER</translation>
    </message>
    <message>
        <source>The rules were changed in the meantime. Look at them again.</source>
        <translation>规则在此期间已被更改。请重新查看。</translation>
    </message>
    <message>
        <source>There is no question %1 any more: it was answered, or its time was up. See: culvertd questions</source>
        <translation>问题 %1 已不存在：已有人答复，或已超时。参见：culvertd questions</translation>
    </message>
    <message>
        <source>%1 asks to reach %2. Answer with: culvertd answer %3 once|always|never</source>
        <translation>%1请求访问 %2。请用以下命令答复：culvertd answer %3 once|always|never</translation>
    </message>
    <message>
        <source>Tox is switched off, so an invite must say where its maker is reached. On the machine that makes it, fill in &quot;Reached at&quot; on the page Settings (direct.endpoint) first, or make it with: culvertd invite --endpoint HOST:PORT</source>
        <translation>Tox 已关闭，因此邀请必须说明从哪里可以连到其创建者。请在创建邀请的机器上，先在“设置”页面填写“外部地址”（direct.endpoint），或用以下命令创建：culvertd invite --endpoint HOST:PORT</translation>
    </message>
    <message>
        <source>The profile %1 has a password. Give it with: culvertd --password-file FILE</source>
        <translation>配置文件夹 %1 设有密码。请这样提供：culvertd --password-file FILE</translation>
    </message>
    <message>
        <source>The password of the profile %1 is wrong, or its identity.tox was changed. Try again, or put back a backup of it.</source>
        <translation>配置文件夹 %1 的密码错误，或其 identity.tox 已被改动。请重试，或恢复该文件的备份。</translation>
    </message>
    <message>
        <source>This password cannot be used (%1). Choose another one.</source>
        <translation>不能使用这个密码（%1）。请换一个。</translation>
    </message>
    <message>
        <source>No password can be taken from %1 (%2). Its first line must be the password.</source>
        <translation>无法从 %1 读取密码（%2）。其第一行必须是密码。</translation>
    </message>
    <message>
        <source>The profile %1 has a password already. Change it with: culvertd password change</source>
        <translation>配置文件夹 %1 已有密码。更改命令：culvertd password change</translation>
    </message>
    <message>
        <source>The profile %1 has no password. Set one with: culvertd password set</source>
        <translation>配置文件夹 %1 没有密码。设置命令：culvertd password set</translation>
    </message>
    <message>
        <source>The link to %1 is being tested already. Wait until that test is over.</source>
        <translation>到 %1 的链路正在测试。请等那次测试结束。</translation>
    </message>
    <message>
        <source>There is no test %1. Start one with: culvertd test PEER</source>
        <translation>没有测试 %1。启动测试：culvertd test PEER</translation>
    </message>
    <message>
        <source>The user &quot;%1&quot; cannot be used with this password. Both have 1 to 255 bytes (a letter that is not English takes 2 to 4), and the name has no colon.</source>
        <translation>用户“%1”不能使用这个密码。用户名和密码都须为 1 到 255 个字节（一个汉字占 3 个），且用户名不能含冒号。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a speed limit. Write bytes a second from 1k to 10G, for example 500k or 2M, or none.</source>
        <translation>“%1”不是限速值。请写每秒字节数，从 1k 到 10G，例如 500k 或 2M，或写 none。</translation>
    </message>
    <message>
        <source>No tunnel is in a group &quot;%1&quot;. See the groups with: culvertd group list</source>
        <translation>没有隧道属于分组“%1”。查看分组：culvertd group list</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value for %2. A switch takes true or false, a port a number up to 65535, direct.endpoint and direct.stun HOST:PORT, tox.proxy socks5://HOST:PORT or http://HOST:PORT, and resumeLimit a time such as 5m.</source>
        <translation>“%1”不是 %2 的有效值。开关取 true 或 false，端口取不超过 65535 的数字，direct.endpoint 和 direct.stun 取 主机:端口，tox.proxy 取 socks5://主机:端口 或 http://主机:端口，resumeLimit 取 5m 这样的时间。</translation>
    </message>
    <message>
        <source>The service culvertd, which carries the tunnels of this profile, has ended or does not answer. Start it again (systemctl --user start culvertd), or let this program carry them.</source>
        <translation>承载此配置的隧道的服务 culvertd 已结束或没有回应。请重新启动它（systemctl --user start culvertd），或让本程序来承载。</translation>
    </message>
    <message>
        <source>The program that runs on this profile speaks with windows of another version. Start it anew with the version of this one (systemctl --user restart culvertd), or let this program take over.</source>
        <translation>使用此配置运行的程序只能与另一版本的窗口通信。请以与本程序相同的版本重新启动它（systemctl --user restart culvertd），或让本程序接管。</translation>
    </message>
    <message>
        <source>The service on this profile is culvertd %1, and speaks with windows of another version. Start it anew with the version of this one (systemctl --user restart culvertd), or let this program take over.</source>
        <translation>此配置的服务是 culvertd %1，只能与另一版本的窗口通信。请以与本程序相同的版本重新启动它（systemctl --user restart culvertd），或让本程序接管。</translation>
    </message>
    <message>
        <source>A password is not sent to a service. Take over from it first, or stop it and use: culvertd password set, change or remove</source>
        <translation>密码不会发送给服务。请先从服务接管，或停止服务后使用：culvertd password set、change 或 remove</translation>
    </message>
    <message>
        <source>The entry of &quot;%1&quot; in this list has no usable &quot;%2&quot;. Correct it there, or make the list anew by &quot;Export tunnels&quot; on the page Settings, or with: culvertd export</source>
        <translation>此列表中“%1”的条目没有可用的“%2”。请在列表中改正，或在“设置”页面用“导出隧道”重新生成列表，或运行：culvertd export</translation>
    </message>
    <message>
        <source>This is no list of tunnels of Culvert (%1). Make one by &quot;Export tunnels&quot; on the page Settings, or with: culvertd export</source>
        <translation>这不是 Culvert 的隧道列表（%1）。请在“设置”页面用“导出隧道”生成，或运行：culvertd export</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no key of a bootstrap node. It has 64 digits of 0 to 9 and A to F.</source>
        <translation>“%1”不是引导节点的密钥。密钥由 64 个 0 到 9、A 到 F 的字符组成。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no port. Write a number from 1 to 65535.</source>
        <translation>“%1”不是端口。请写 1 到 65535 之间的数。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no host. Write a name such as node.example.org, or an address.</source>
        <translation>“%1”不是主机。请写名称（例如 node.example.org）或地址。</translation>
    </message>
</context>
<context>
    <name>culvert::api::ProxySentences</name>
    <message>
        <source>A proxy port of Culvert</source>
        <translation>Culvert 的代理端口</translation>
    </message>
    <message>
        <source>What is asked of this port is fetched by the machine &quot;%1&quot;, as far as its rules allow.</source>
        <translation>向这个端口请求的内容，由机器“%1”在其规则允许的范围内获取。</translation>
    </message>
    <message>
        <source>In a browser or in the system&apos;s settings, choose automatic proxy configuration with the address %1, or enter %2 as HTTP and HTTPS proxy.</source>
        <translation>在浏览器或系统设置中选择自动代理配置，地址为 %1；或者把 %2 填为 HTTP 和 HTTPS 代理。</translation>
    </message>
    <message>
        <source>Programs that speak SOCKS use the same port: version 5 (names are looked up on the other side), 4a or 4. For example: curl --proxy socks5h://%1 http://HOST/</source>
        <translation>使用 SOCKS 的程序也用这个端口：版本 5（域名在对端解析）、4a 或 4。例如：curl --proxy socks5h://%1 http://HOST/</translation>
    </message>
    <message>
        <source>It asks for the user name and password that were set for it.</source>
        <translation>它会要求输入为它设置的用户名和密码。</translation>
    </message>
    <message>
        <source>This port is a proxy and has no such page. See its first page, /, for how to use it.</source>
        <translation>这个端口是代理，没有这个页面。用法见它的首页 /。</translation>
    </message>
    <message>
        <source>This port is a proxy and takes nothing for itself. See its first page, /, for how to use it.</source>
        <translation>这个端口是代理，自身不接收内容。用法见它的首页 /。</translation>
    </message>
    <message>
        <source>This proxy needs a user name and a password. Enter those that were set for it, or remove them with: culvertd proxy edit NAME --no-user</source>
        <translation>这个代理需要用户名和密码。请输入为它设置的用户名和密码，或用此命令取消：culvertd proxy edit NAME --no-user</translation>
    </message>
    <message>
        <source>The head of the request is too large. Clear the cookies of this site and try again.</source>
        <translation>请求头过大。请清除该网站的 Cookie 后重试。</translation>
    </message>
    <message>
        <source>This proxy does not know such a request. Use HTTP/1.1, or SOCKS.</source>
        <translation>这个代理不认识这样的请求。请使用 HTTP/1.1 或 SOCKS。</translation>
    </message>
    <message>
        <source>The request cannot be understood: it is no HTTP/1.1 request for a proxy, such as GET http://HOST/ or CONNECT HOST:443.</source>
        <translation>无法理解该请求：它不是发给代理的 HTTP/1.1 请求，例如 GET http://HOST/ 或 CONNECT HOST:443。</translation>
    </message>
</context>
<context>
    <name>culvert::demo::Demo</name>
    <message>
        <source>No temporary folder could be made: %1. Make room in %2.</source>
        <translation>无法创建临时文件夹：%1。请在 %2 中腾出空间。</translation>
    </message>
    <message>
        <source>The web server of the demo could not open a port: %1.</source>
        <translation>演示用的网页服务器无法打开端口：%1。</translation>
    </message>
    <message>
        <source>Two engines run, each with an identity of its own.</source>
        <translation>两个引擎已运行，各有自己的身份。</translation>
    </message>
    <message>
        <source>They joined a Tox network of two, on loopback: UDP ports %1 and %2.</source>
        <translation>它们在回环地址上组成了一个两台机器的 Tox 网络：UDP 端口 %1 和 %2。</translation>
    </message>
    <message>
        <source>The two found each other and are linked.</source>
        <translation>两者已找到对方并建立链路。</translation>
    </message>
    <message>
        <source>The other machine made an invite that allows %1 and nothing else.</source>
        <translation>另一台机器生成了邀请，只允许访问 %1。</translation>
    </message>
    <message>
        <source>other machine</source>
        <translation>另一台机器</translation>
    </message>
    <message>
        <source>This machine accepted it; now they look for each other, which takes about ten seconds.</source>
        <translation>本机已接受邀请；两者正在互相寻找，大约需要十秒。</translation>
    </message>
    <message>
        <source>demo page</source>
        <translation>演示网页</translation>
    </message>
    <message>
        <source>The tunnel does not listen on %1.</source>
        <translation>隧道未能监听 %1。</translation>
    </message>
    <message>
        <source>The tunnel listens on %1; its target is the web server on the other machine.</source>
        <translation>隧道正在监听 %1；其目标是另一台机器上的网页服务器。</translation>
    </message>
</context>
<context>
    <name>culvert::demo::DemoFetch</name>
    <message>
        <source>The page did not come through the tunnel: %1.</source>
        <translation>网页未能通过隧道传来：%1。</translation>
    </message>
    <message>
        <source>The page ended after %1 of %2 bytes: %3.</source>
        <translation>网页在 %1 / %2 字节处中断：%3。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ByteWay</name>
    <message>
        <source>The way of a byte</source>
        <translation>一个字节的路径</translation>
    </message>
    <message>
        <source>Programs here</source>
        <translation>本机程序</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 个打开</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>%1 online</source>
        <translation>%1 个在线</translation>
    </message>
    <message>
        <source>Peer still takes</source>
        <translation>对端还可接收</translation>
    </message>
    <message>
        <source>To programs</source>
        <translation>待本机程序读取</translation>
    </message>
    <message>
        <source>To be sent: read here and not yet acknowledged. Under way: what congestion control lets be on the path at once; the bar is that window. To programs: come from peers and not yet taken. A full bar holds its source back. Nothing is dropped but datagrams of UDP.</source>
        <translation>待发送：已在本机读取、尚未得到确认。在途：拥塞控制允许同时在路径上的数据；横条表示该窗口。待本机程序读取：已从对端到达、尚未被取走。横条满时会让来源等待。除 UDP 数据报外不会丢弃任何数据。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ConnectionDetails</name>
    <message>
        <source>Datagrams: %1 received, %2 sent, %3 dropped here.</source>
        <translation>数据报：收到 %1 个，发送 %2 个，在本机丢弃 %3 个。</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>连接详情</translation>
    </message>
    <message>
        <source>What happened to it</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Rates of the last minute</source>
        <translation>最近一分钟的速率</translation>
    </message>
    <message>
        <source>↓ from the peer</source>
        <translation>↓ 来自对端</translation>
    </message>
    <message>
        <source>↑ to the peer</source>
        <translation>↑ 发往对端</translation>
    </message>
    <message>
        <source>Closed after %1. %2</source>
        <translation>%1后关闭。%2</translation>
    </message>
    <message>
        <source>%1 for %2: received %3, sent %4.</source>
        <translation>%1，已持续 %2：接收 %3，发送 %4。</translation>
    </message>
    <message>
        <source>It waits for the peer.</source>
        <translation>正在等待对端。</translation>
    </message>
    <message>
        <source>Program: %1</source>
        <translation>程序：%1</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ConnectionsModel</name>
    <message>
        <source>Read here and not yet acknowledged by the peer</source>
        <translation>已在本机读入，对端尚未确认</translation>
    </message>
    <message>
        <source>Come from the peer and not yet taken by the program here</source>
        <translation>已从对端收到，本机程序尚未取走</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>To</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>↑ Rate</source>
        <translation>↑ 速率</translation>
    </message>
    <message>
        <source>↓ Rate</source>
        <translation>↓ 速率</translation>
    </message>
    <message>
        <source>↑ Waiting</source>
        <translation>↑ 等待</translation>
    </message>
    <message>
        <source>↓ Waiting</source>
        <translation>↓ 等待</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Why it was closed</source>
        <translation>关闭原因</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ConnectionsPage</name>
    <message>
        <source>&amp;Show closed ones</source>
        <translation>显示已关闭的(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;lose connection</source>
        <translation>关闭连接(&amp;L)</translation>
    </message>
    <message>
        <source>Copy as te&amp;xt</source>
        <translation>复制为文本(&amp;X)</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Filter by tunnel, peer, address or state</source>
        <translation>按隧道、对端、地址或状态筛选</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>No connections</source>
        <translation>还没有连接</translation>
    </message>
    <message>
        <source>As soon as a program connects to a tunnel, or another machine reaches this one, the connection is listed here: who, where to, how much, and in the end who closed it and why.</source>
        <translation>一旦有程序连接到隧道，或另一台机器访问本机，连接就会列在这里：谁、去往哪里、传了多少，以及最后由谁关闭、为什么关闭。</translation>
    </message>
    <message>
        <source>Shown: %1 of %2</source>
        <translation>显示 %1 / %2</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Select a connection to read its story.</source>
        <translation>选择一个连接以查看其经过。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::CountersModel</name>
    <message>
        <source>No fixed baseline</source>
        <translation>没有固定基线</translation>
    </message>
    <message>
        <source>Connections are open</source>
        <translation>有连接打开着</translation>
    </message>
    <message>
        <source>Back at baseline</source>
        <translation>已回到基线</translation>
    </message>
    <message>
        <source>Not back at baseline</source>
        <translation>未回到基线</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>判断</translation>
    </message>
</context>
<context>
    <name>culvert::ui::DiagnosticsPage</name>
    <message>
        <source>There is nothing to judge yet.</source>
        <translation>还没有可判断的内容。</translation>
    </message>
    <message>
        <source>The counters are judged as soon as none is open.</source>
        <translation>所有连接都关闭后即对计数器作出判断。</translation>
    </message>
    <message>
        <source>Nothing is open and nothing was left behind.</source>
        <translation>没有打开的连接，也没有任何遗留。</translation>
    </message>
    <message>
        <source>Nothing is open, but something was left behind: see the marked rows. Please report it.</source>
        <translation>没有打开的连接，却有东西遗留下来：请看标出的行，并请报告此问题。</translation>
    </message>
    <message>
        <source>Counters of live objects</source>
        <translation>存活对象的计数</translation>
    </message>
    <message>
        <source>No counters yet</source>
        <translation>还没有计数</translation>
    </message>
    <message>
        <source>They come as soon as the engine is running.</source>
        <translation>引擎运行后即会出现。</translation>
    </message>
    <message>
        <source>UDP port %1</source>
        <translation>UDP 端口 %1</translation>
    </message>
    <message>
        <source>Culvert %1</source>
        <translation>Culvert %1</translation>
    </message>
    <message>
        <source>Direct UDP port %1</source>
        <translation>直连 UDP 端口 %1</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>Check for &amp;leaks now</source>
        <translation>立即检查泄漏(&amp;L)</translation>
    </message>
    <message>
        <source>Save a &amp;report…</source>
        <translation>保存报告(&amp;R)…</translation>
    </message>
    <message>
        <source>The selected counter over the last ten minutes</source>
        <translation>所选计数器最近十分钟的变化</translation>
    </message>
    <message>
        <source>%1: not to be told while connections are open</source>
        <translation>%1：有连接打开时无法判断</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ErrorsModel</name>
    <message>
        <source>Tunnel %1, peer %2</source>
        <translation>隧道 %1，对端 %2</translation>
    </message>
    <message>
        <source>Tunnel %1</source>
        <translation>隧道 %1</translation>
    </message>
    <message>
        <source>Peer %1</source>
        <translation>对端 %1</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>What happened, and what to do</source>
        <translation>发生了什么，该怎么办</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ErrorsPage</name>
    <message>
        <source>Co&amp;py</source>
        <translation>复制(&amp;P)</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>The selected error</source>
        <translation>所选错误</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>When something goes wrong it is said here: what happened, to what, and what to do.</source>
        <translation>出问题时会在这里说明：发生了什么、涉及什么、该怎么办。</translation>
    </message>
    <message>
        <source>Select an error to read it in full.</source>
        <translation>选择一条错误，查看全文。</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>Shown from this level on</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and failures</source>
        <translation>警告和故障</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>仅故障</translation>
    </message>
    <message>
        <source>Nothing of this level is in the list.</source>
        <translation>列表中没有该级别的内容。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::FailureWindow</name>
    <message>
        <source>Culvert cannot start</source>
        <translation>Culvert 无法启动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Take over</source>
        <translation>接管(&amp;T)</translation>
    </message>
</context>
<context>
    <name>culvert::ui::FirstStart</name>
    <message>
        <source>Name of this machine</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>How other machines call this one. Left empty, it is &quot;%1&quot;.</source>
        <translation>其他机器对本机的称呼。留空则为“%1”。</translation>
    </message>
    <message>
        <source>1. This machine</source>
        <translation>1. 本机</translation>
    </message>
    <message>
        <source>2. The other machine</source>
        <translation>2. 另一台机器</translation>
    </message>
    <message>
        <source>I want to reach another machine. It made an invite, and I have its link.</source>
        <translation>我要访问另一台机器。它已制作邀请，我有它的链接。</translation>
    </message>
    <message>
        <source>Another machine shall reach this one. I make an invite and say what it may reach.</source>
        <translation>让另一台机器访问本机。由我制作邀请，并指定它可以访问什么。</translation>
    </message>
    <message>
        <source>3. A tunnel</source>
        <translation>3. 隧道</translation>
    </message>
    <message>
        <source>✓ Paired: %1</source>
        <translation>✓ 已配对：%1</translation>
    </message>
    <message>
        <source>A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. It is added here as soon as the two are paired.</source>
        <translation>隧道是本机的一个端口，通向另一台机器上的目标：网页、数据库、远程桌面。两台机器配对后即可在此添加。</translation>
    </message>
    <message>
        <source>A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. Who shall only be reached needs none.</source>
        <translation>隧道是本机的一个端口，通向另一台机器上的目标：网页、数据库、远程桌面。只供他人访问的机器不需要隧道。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Format</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Graph</name>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>culvert::ui::InviteDialog</name>
    <message>
        <source>%1 targets in one invite</source>
        <translation>一个邀请最多 %1 个目标</translation>
    </message>
    <message>
        <source>Invite a machine</source>
        <translation>邀请另一台机器</translation>
    </message>
    <message>
        <source>Make the link</source>
        <translation>生成链接</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>The link lets one other machine pair with this one. It can be used once.</source>
        <translation>凭此链接，另一台机器可以与本机配对。链接只能使用一次。</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>May &amp;reach here:</source>
        <translation>允许访问(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;Good for:</source>
        <translation>有效期(&amp;G)：</translation>
    </message>
    <message>
        <source>The link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>On the other machine choose &quot;Pair with a machine&quot; and paste it. Good until %1.</source>
        <translation>在另一台机器上选择“与另一台机器配对”并粘贴此链接。有效期至 %1。</translation>
    </message>
    <message>
        <source>One HOST:PORT a line, HOST:PORT/udp for UDP. Left empty, it reaches nothing until you allow it.</source>
        <translation>每行一个 HOST:PORT，UDP 写作 HOST:PORT/udp。留空则在您允许之前什么都不能访问。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>For you alone, to tell this invite from others. May be empty.</source>
        <translation>只给您自己看，用来区分不同的邀请。可以留空。</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>标签(&amp;L)：</translation>
    </message>
</context>
<context>
    <name>culvert::ui::LinkDetails</name>
    <message>
        <source>nothing now, %1 in all</source>
        <translation>目前没有，共 %1</translation>
    </message>
    <message>
        <source>%1, %2 in all</source>
        <translation>%1，共 %2</translation>
    </message>
    <message>
        <source>%1 of %2 under way (%3)</source>
        <translation>在途 %1，上限 %2（%3）</translation>
    </message>
    <message>
        <source>Path:</source>
        <translation>路径：</translation>
    </message>
    <message>
        <source>The way that datagrams take at present. Direct is the fastest; a Tox relay the slowest.</source>
        <translation>数据报目前走的路径。直连最快，Tox 中继最慢。</translation>
    </message>
    <message>
        <source>Delay, loss:</source>
        <translation>延迟、丢包：</translation>
    </message>
    <message>
        <source>The round trip of the last heartbeats, and how many of them were lost in the last minute.</source>
        <translation>最近几次心跳的往返时间，以及最近一分钟内丢失的心跳比例。</translation>
    </message>
    <message>
        <source>From it:</source>
        <translation>接收：</translation>
    </message>
    <message>
        <source>What comes from the peer: the last two seconds, and all since the program started. Repeats and heartbeats count.</source>
        <translation>来自对方的数据：最近两秒的速率，以及程序启动以来的总量。重传和心跳也计算在内。</translation>
    </message>
    <message>
        <source>To it:</source>
        <translation>发送：</translation>
    </message>
    <message>
        <source>What goes to the peer: the last two seconds, and all since the program started. Repeats and heartbeats count.</source>
        <translation>发往对方的数据：最近两秒的速率，以及程序启动以来的总量。重传和心跳也计算在内。</translation>
    </message>
    <message>
        <source>Window:</source>
        <translation>窗口：</translation>
    </message>
    <message>
        <source>What is on the way to the peer and not yet acknowledged, of what congestion control allows. Nearly full: the path is used as far as it goes. Nearly empty: nothing waits to be sent.</source>
        <translation>已发往对方但尚未确认的数据，与拥塞控制允许的上限相比。接近满：路径已被充分利用。接近空：没有数据等待发送。</translation>
    </message>
    <message>
        <source>Still takes:</source>
        <translation>还可接收：</translation>
    </message>
    <message>
        <source>What the peer takes before its programs must read. Nearly nothing: a program there does not read.</source>
        <translation>在对方的程序读取之前，对方还能接收的数据量。接近零：那边有程序没有读取数据。</translation>
    </message>
    <message>
        <source>Link to &quot;%1&quot;</source>
        <translation>到“%1”的链路</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>culvert::ui::QuitBox</name>
    <message>
        <source>One connection is open. Quit all the same?</source>
        <translation>有 1 个连接打开。仍要退出吗？</translation>
    </message>
    <message>
        <source>%1 connections are open. Quit all the same?</source>
        <translation>有 %1 个连接打开。仍要退出吗？</translation>
    </message>
    <message>
        <source>Quitting cuts it.</source>
        <translation>退出会切断它。</translation>
    </message>
    <message>
        <source>Quitting cuts them.</source>
        <translation>退出会切断它们。</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>隐藏窗口</translation>
    </message>
    <message>
        <source>Culvert</source>
        <translation>Culvert</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>culvert::ui::MainWindow</name>
    <message>
        <source>Culvert</source>
        <translation>Culvert</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Tunnels</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>&amp;Culvert</source>
        <translation>Culvert(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Add a tunnel…</source>
        <translation>添加隧道(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation>邀请另一台机器(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation>与另一台机器配对(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Copy my address</source>
        <translation>复制我的地址(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>A&amp;bout Culvert</source>
        <translation>关于 Culvert(&amp;B)</translation>
    </message>
    <message>
        <source>About Culvert</source>
        <translation>关于 Culvert</translation>
    </message>
    <message>
        <source>Culvert %1</source>
        <translation>Culvert %1</translation>
    </message>
    <message>
        <source>Carries TCP connections and UDP datagrams between two of your machines over the Tox network.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>通过 Tox 网络在您的两台机器之间传送 TCP 连接和 UDP 数据报。
自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rates and open connections</source>
        <translation>速率与打开的连接</translation>
    </message>
    <message>
        <source>Tox network</source>
        <translation>Tox 网络</translation>
    </message>
    <message>
        <source>Errors (%1)</source>
        <translation>错误 (%1)</translation>
    </message>
    <message>
        <source>Quit Culvert, or keep it running?</source>
        <translation>退出 Culvert，还是让它继续运行？</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>最小化</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The address is not known yet.</source>
        <translation>地址尚未就绪。</translation>
    </message>
    <message>
        <source>The address was copied.</source>
        <translation>地址已复制。</translation>
    </message>
    <message>
        <source>Answer questio&amp;ns…</source>
        <translation>答复询问(&amp;N)…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pa&amp;use everything</source>
        <translation>全部暂停(&amp;U)</translation>
    </message>
    <message>
        <source>No tunnel listens and no peer reaches this machine, until it is switched off or the program starts again.</source>
        <translation>在取消暂停或程序重新启动之前，所有隧道都不监听，任何对端都不能访问本机。</translation>
    </message>
    <message>
        <source>This desktop has no tray. Tunnels work only while Culvert runs. The answer is kept: it can be changed in the settings, and the menu Culvert always has Quit.</source>
        <translation>此桌面没有托盘。只有 Culvert 运行时隧道才工作。选择会被记住：可在设置中更改，菜单 Culvert 中始终有“退出”。</translation>
    </message>
    <message>
        <source>Peers (%1)</source>
        <translation>对端 (%1)</translation>
    </message>
</context>
<context>
    <name>culvert::ui::NetworkSettings</name>
    <message>
        <source>Tox network</source>
        <translation>Tox 网络</translation>
    </message>
    <message>
        <source>What is changed here counts from the next start on.</source>
        <translation>此处的更改从下次启动起生效。</translation>
    </message>
    <message>
        <source>Use the Tox network</source>
        <translation>使用 Tox 网络</translation>
    </message>
    <message>
        <source>Without it peers are reached by direct ways alone, at addresses that are given to them.</source>
        <translation>不使用时，只能按给定的地址直接连接对端。</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>Without it everything goes through Tox relays, as behind a firewall that lets TCP out alone.</source>
        <translation>不使用时，一切都经 Tox 中继传送，如同处在只放行 TCP 的防火墙之后。</translation>
    </message>
    <message>
        <source>Relays, while no direct way is found</source>
        <translation>找到直连路径之前使用中继</translation>
    </message>
    <message>
        <source>What a relay carries is encrypted for the peer: it sees how much, and between whom.</source>
        <translation>中继传送的内容是为对端加密的：它只能看到数据量以及双方是谁。</translation>
    </message>
    <message>
        <source>Tell the local network that this machine runs Tox</source>
        <translation>向局域网告知本机运行 Tox</translation>
    </message>
    <message>
        <source>Machines of one network then find each other without the internet. Everybody in it can see it.</source>
        <translation>这样同一网络中的机器无需互联网即可找到彼此。网络中的任何人都能看到。</translation>
    </message>
    <message>
        <source>UDP port:</source>
        <translation>UDP 端口：</translation>
    </message>
    <message>
        <source>UDP port of Tox</source>
        <translation>Tox 的 UDP 端口</translation>
    </message>
    <message>
        <source>0 takes any free one.</source>
        <translation>0 表示任意空闲端口。</translation>
    </message>
    <message>
        <source>Direct path</source>
        <translation>直连路径</translation>
    </message>
    <message>
        <source>The fastest way between two machines, found by both at once. What is changed here counts from the next start on.</source>
        <translation>两台机器之间最快的路径，由双方同时探测得到。此处的更改从下次启动起生效。</translation>
    </message>
    <message>
        <source>Look for a direct way beside Tox</source>
        <translation>在 Tox 之外寻找直连路径</translation>
    </message>
    <message>
        <source>It is UDP from machine to machine.</source>
        <translation>即机器之间的 UDP。</translation>
    </message>
    <message>
        <source>Ask the router to forward the port</source>
        <translation>请求路由器转发端口</translation>
    </message>
    <message>
        <source>By NAT-PMP or UPnP. Peers behind strict routers reach this machine only so.</source>
        <translation>通过 NAT-PMP 或 UPnP。处在严格路由器之后的对端只能这样到达本机。</translation>
    </message>
    <message>
        <source>UDP port of the direct path</source>
        <translation>直连路径的 UDP 端口</translation>
    </message>
    <message>
        <source>0 takes any free one. A firewall needs a fixed one.</source>
        <translation>0 表示任意空闲端口。防火墙需要固定端口。</translation>
    </message>
    <message>
        <source>Reached at:</source>
        <translation>外部地址：</translation>
    </message>
    <message>
        <source>Where this machine is reached from outside</source>
        <translation>从外部到达本机的地址</translation>
    </message>
    <message>
        <source>HOST:PORT from outside, where a person forwards the port or the machine has an address of its own; may be empty. Goes into invites.</source>
        <translation>从外部看到的 主机:端口，用于手动转发端口或本机有自己的公网地址时；可以为空。会写入邀请。</translation>
    </message>
    <message>
        <source>STUN server:</source>
        <translation>STUN 服务器：</translation>
    </message>
    <message>
        <source>STUN server</source>
        <translation>STUN 服务器</translation>
    </message>
    <message>
        <source>HOST:PORT, asked by IPv4; may be empty. It tells this machine its address outside, so that two behind routers of their own find a direct way. It learns that address.</source>
        <translation>主机:端口，通过 IPv4 询问；可为空。它告诉本机在外部的地址，使各自处于路由器之后的两台机器能找到直连路径。它会得知该地址。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Resume limit:</source>
        <translation>恢复时限：</translation>
    </message>
    <message>
        <source>Resume limit</source>
        <translation>恢复时限</translation>
    </message>
    <message>
        <source>For how long open connections wait for a peer that is gone: 300 is seconds, 5m and 1h can be written too. Counts at once.</source>
        <translation>对端消失后，打开的连接等待多久：300 表示秒，也可以写 5m 或 1h。立即生效。</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>Without it Tox uses IPv4 alone.</source>
        <translation>不勾选时，Tox 只使用 IPv4。</translation>
    </message>
    <message>
        <source>Proxy:</source>
        <translation>代理：</translation>
    </message>
    <message>
        <source>Proxy of Tox</source>
        <translation>Tox 的代理</translation>
    </message>
    <message>
        <source>socks5://127.0.0.1:9050 for Tor, or http://HOST:PORT; may be empty. Tox then uses TCP through it alone. The direct path goes around it: switch that off as well if nobody may see where this machine is.</source>
        <translation>Tor 填 socks5://127.0.0.1:9050，或 http://HOST:PORT；可以留空。设置后 Tox 只经由它使用 TCP。直连路径会绕过代理：如果不能让任何人知道本机的位置，请同时关闭直连。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::NoticeBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>撤消(&amp;D)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PairDialog</name>
    <message>
        <source>From the machine whose key begins with %1</source>
        <translation>来自密钥以 %1 开头的机器</translation>
    </message>
    <message>
        <source>From &quot;%1&quot;, whose key begins with %2</source>
        <translation>来自“%1”，其密钥以 %2 开头</translation>
    </message>
    <message>
        <source>%1; to be used until %2.</source>
        <translation>%1；有效期至 %2。</translation>
    </message>
    <message>
        <source>It opens nothing there yet.</source>
        <translation>它暂不开放那边的任何目标。</translation>
    </message>
    <message>
        <source>It opens there: %1</source>
        <translation>它开放那边的：%1</translation>
    </message>
    <message>
        <source>Pair with a machine</source>
        <translation>与另一台机器配对</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How that machine is called here. Left empty, it says its own name.</source>
        <translation>那台机器在本机上的名称。留空则使用它自己报的名称。</translation>
    </message>
    <message>
        <source>Make an invite on the other machine and paste its link here.</source>
        <translation>在另一台机器上生成邀请，然后把链接粘贴到这里。</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>&amp;Link:</source>
        <translation>链接(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>The address alone asks a person: somebody at that machine has to accept this one.</source>
        <translation>仅凭地址会询问人：那台机器前需要有人接受本机。</translation>
    </message>
    <message>
        <source>It begins with &quot;culvert:&quot; and can be used once. Where there is none, the Tox address of that machine does, too.</source>
        <translation>以“culvert:”开头，只能使用一次。没有链接时，也可以用那台机器的 Tox 地址。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PasswordDialog</name>
    <message>
        <source>Set a password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>更改密码</translation>
    </message>
    <message>
        <source>Remove the password</source>
        <translation>移除密码</translation>
    </message>
    <message>
        <source>From then on, whoever can read the files of this profile can pass for this machine.</source>
        <translation>此后，能读取此配置文件夹的任何人都可以冒充本机。</translation>
    </message>
    <message>
        <source>It encrypts this machine&apos;s identity on the disk and is asked for at every start. A password that is lost cannot be found again: the machines must then be paired anew.</source>
        <translation>密码会加密磁盘上的本机身份，每次启动时都要输入。密码丢失后无法找回：届时必须重新配对各台机器。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>&amp;Present password:</source>
        <translation>当前密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>&amp;New password:</source>
        <translation>新密码(&amp;N)：</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>New password &amp;again:</source>
        <translation>再次输入(&amp;A)：</translation>
    </message>
    <message>
        <source>The two do not agree.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Several words that you can remember are better than one that is hard to type.</source>
        <translation>几个容易记住的词，比一个难输入的词更好。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PasswordEdit</name>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入的内容</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PausedBar</name>
    <message>
        <source>Everything is paused</source>
        <translation>全部已暂停</translation>
    </message>
    <message>
        <source>Everything is paused: no tunnel listens, and no peer reaches this machine. A tunnel that is started now runs when you go on.</source>
        <translation>全部已暂停：没有隧道在监听，也没有对端能访问本机。现在启动的隧道会在您继续时运行。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PeersModel</name>
    <message>
        <source>No answer for %1</source>
        <translation>已 %1 无应答</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>May reach here</source>
        <translation>可访问本机的</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PeersPage</name>
    <message>
        <source>Peers</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation>邀请另一台机器(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation>与另一台机器配对(&amp;P)…</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>重命名(&amp;N)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>No other machine yet</source>
        <translation>还没有其他机器</translation>
    </message>
    <message>
        <source>To let another machine reach this one, make an invite here and open its link there. To reach another machine, make the invite there and paste its link here.</source>
        <translation>要让另一台机器访问本机，请在这里生成邀请，并在那边打开链接。要访问另一台机器，请在那边生成邀请，再把链接粘贴到这里。</translation>
    </message>
    <message>
        <source>Remove peer &quot;%1&quot;?</source>
        <translation>删除对端“%1”？</translation>
    </message>
    <message>
        <source>Its tunnels and open connections go with it. To use it again, the two machines must be paired anew.</source>
        <translation>它的隧道和打开的连接会一并删除。若要再次使用，两台机器必须重新配对。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Test the &amp;link…</source>
        <translation>测试链路(&amp;L)…</translation>
    </message>
    <message>
        <source>The peer is not online. It can be tested when it is.</source>
        <translation>对方不在线。在线时才能测试。</translation>
    </message>
    <message>
        <source>Bloc&amp;k…</source>
        <translation>屏蔽(&amp;K)…</translation>
    </message>
    <message>
        <source>Unbloc&amp;k</source>
        <translation>解除屏蔽(&amp;K)</translation>
    </message>
    <message>
        <source>Invite&amp;s (%1)…</source>
        <translation>邀请 (%1)(&amp;S)…</translation>
    </message>
    <message>
        <source>Block peer &quot;%1&quot;?</source>
        <translation>屏蔽对端“%1”？</translation>
    </message>
    <message>
        <source>Its open connections end, and it reaches nothing here until it is unblocked. It stays paired, and its rules are kept.</source>
        <translation>它打开的连接会结束，解除屏蔽之前它不能访问本机的任何目标。配对和规则会保留。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>屏蔽</translation>
    </message>
    <message>
        <source>Unblock &quot;%1&quot;?</source>
        <translation>解除屏蔽“%1”？</translation>
    </message>
    <message>
        <source>It was blocked when it asked to be paired, and is forgotten by this: it may ask again.</source>
        <translation>它是在请求配对时被屏蔽的，解除后会被忘记：它可以再次请求。</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>解除屏蔽</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ProfileSettings</name>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>复制(&amp;P)</translation>
    </message>
    <message>
        <source>Set &amp;a password…</source>
        <translation>设置密码(&amp;A)…</translation>
    </message>
    <message>
        <source>Ch&amp;ange the password…</source>
        <translation>更改密码(&amp;A)…</translation>
    </message>
    <message>
        <source>Rem&amp;ove the password…</source>
        <translation>移除密码(&amp;O)…</translation>
    </message>
    <message>
        <source>Tox address</source>
        <translation>Tox 地址</translation>
    </message>
    <message>
        <source>Tox address:</source>
        <translation>Tox 地址：</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>密码：</translation>
    </message>
    <message>
        <source>The identity is encrypted on the disk; the password is asked for at every start.</source>
        <translation>身份在磁盘上已加密；每次启动时都要输入密码。</translation>
    </message>
    <message>
        <source>None. Whoever can read the files of this profile can pass for this machine.</source>
        <translation>无。能读取此配置文件夹的任何人都可以冒充本机。</translation>
    </message>
    <message>
        <source>Name of this machine</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>How other machines call this one. Invites have it at once, peers from the next start on. Left empty, it is the host name.</source>
        <translation>其他机器对本机的称呼。邀请中立即使用，对端从下次启动起使用。留空则为主机名。</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Ne&amp;w address…</source>
        <translation>新地址(&amp;W)…</translation>
    </message>
    <message>
        <source>It is not sent to the service: take over first, or stop the service and use culvertd password.</source>
        <translation>密码不会发送给服务：请先接管，或停止服务后使用 culvertd password。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ProgramSettings</name>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>&amp;Start with the session, hidden in the tray</source>
        <translation>随会话启动，隐藏在托盘中(&amp;S)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Closing without a tray</source>
        <translation>没有托盘时关闭窗口</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>最小化</translation>
    </message>
    <message>
        <source>Not&amp;ify me of what needs me</source>
        <translation>需要我处理时通知(&amp;I)</translation>
    </message>
    <message>
        <source>A peer that asks for something, a tunnel that cannot run, a target that was refused.</source>
        <translation>对端的请求、无法运行的隧道、被拒绝的目标。</translation>
    </message>
    <message>
        <source>What closing the window does where the desktop has no tray. With a tray it runs on there.</source>
        <translation>桌面没有托盘时，关闭窗口所做的事。有托盘时程序在托盘中继续运行。</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T)：</translation>
    </message>
    <message>
        <source>Closing without a t&amp;ray:</source>
        <translation>没有托盘时关闭窗口(&amp;R)：</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>culvert::ui::QuestionDialog</name>
    <message>
        <source>A peer asks</source>
        <translation>对端询问</translation>
    </message>
    <message>
        <source>&quot;%1&quot; wants to reach %2 from this machine.</source>
        <translation>“%1”想通过本机访问 %2。</translation>
    </message>
    <message>
        <source>The rule that asks: %1</source>
        <translation>要求询问的规则：%1</translation>
    </message>
    <message>
        <source>Its address: %1</source>
        <translation>其地址：%1</translation>
    </message>
    <message>
        <source>Allow &amp;once</source>
        <translation>允许一次(&amp;O)</translation>
    </message>
    <message>
        <source>Allow &amp;always</source>
        <translation>始终允许(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Never</source>
        <translation>永不允许(&amp;N)</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>Connections that wait: %1. Refused without an answer in %2.</source>
        <translation>等待中的连接：%1。若无答复，将在 %2后拒绝。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::RenameDialog</name>
    <message>
        <source>Rename peer &quot;%1&quot;</source>
        <translation>重命名对端“%1”</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How that machine is called here; it is not told.</source>
        <translation>那台机器在本机上的名称；不会告知对方。</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>For somebody who helps you. Keys are shortened, and the addresses of this machine and of its peers are left out. Names of peers and tunnels, ports listened on with their addresses, targets and the last errors are in it: read it before you give it away.</source>
        <translation>供帮助您的人查看。密钥已缩短，本机及其对端的地址已去除。其中有对端和隧道的名称、监听的端口及其地址、目标以及最近的错误：交给别人之前请先阅读。</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告内容</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::RulesEditor</name>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>For example 127.0.0.1:80, 10.0.0.0/8:80-443, nas.lan:*, *.example.org:443; listen 8081 where it may listen here. The first line that matches decides.</source>
        <translation>例如 127.0.0.1:80、10.0.0.0/8:80-443、*.example.org:443；listen 8081 允许在此监听。先匹配的规则决定。</translation>
    </message>
    <message>
        <source>What the peer may reach here</source>
        <translation>对端可以访问本机的目标</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>命中次数</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Add &amp;first</source>
        <translation>添加到最前(&amp;F)</translation>
    </message>
    <message>
        <source>Chan&amp;ge</source>
        <translation>修改(&amp;G)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remove line</source>
        <translation>删除此行(&amp;R)</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>询问我</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>What &quot;%1&quot; may reach here</source>
        <translation>“%1”可以访问本机的目标</translation>
    </message>
    <message>
        <source>Select a peer to see what it may reach here</source>
        <translation>选择一个对端，查看它可以访问本机的哪些目标</translation>
    </message>
    <message>
        <source>The line &quot;%1&quot; was removed.</source>
        <translation>规则“%1”已删除。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Severity</name>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>故障</translation>
    </message>
</context>
<context>
    <name>culvert::ui::StatusText</name>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>No open connections</source>
        <translation>没有打开的连接</translation>
    </message>
    <message>
        <source>↓ %1   ↑ %2   Open connections: %3</source>
        <translation>↓ %1   ↑ %2   打开的连接：%3</translation>
    </message>
    <message>
        <source>Off: the engine is not running</source>
        <translation>关闭：引擎未运行</translation>
    </message>
    <message>
        <source>Tunnel %1 cannot run</source>
        <translation>隧道%1无法运行</translation>
    </message>
    <message>
        <source>Tunnels that cannot run: %1</source>
        <translation>无法运行的隧道：%1 条</translation>
    </message>
    <message>
        <source>Off: every tunnel is stopped</source>
        <translation>关闭：所有隧道都已停止</translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation>正在等待%1</translation>
    </message>
    <message>
        <source>Peers that are waited for: %1</source>
        <translation>正在等待 %1 个对端</translation>
    </message>
    <message>
        <source>Every tunnel is running</source>
        <translation>所有隧道都在运行</translation>
    </message>
    <message>
        <source>Tunnels running: %1 of %2</source>
        <translation>运行中的隧道：%1 / %2</translation>
    </message>
    <message>
        <source>Ready: other machines can reach this one</source>
        <translation>就绪：其他机器可以访问本机</translation>
    </message>
    <message>
        <source>Ready: other machines may reach nothing here</source>
        <translation>就绪：不允许其他机器访问本机的任何目标</translation>
    </message>
    <message>
        <source>Connecting to the Tox network</source>
        <translation>正在连接 Tox 网络</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 asks to reach %2</source>
        <translation>%1请求访问 %2</translation>
    </message>
    <message>
        <source>Questions that wait for you: %1</source>
        <translation>等待您答复的询问：%1</translation>
    </message>
    <message>
        <source>Paused: nothing listens and nothing is reached</source>
        <translation>已暂停：不监听，也不可访问</translation>
    </message>
    <message>
        <source>A machine asks to be paired</source>
        <translation>有机器请求配对</translation>
    </message>
    <message>
        <source>Machines that ask to be paired: %1</source>
        <translation>请求配对的机器：%1</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Story</name>
    <message>
        <source>Opened by %1</source>
        <translation>由 %1 打开</translation>
    </message>
    <message>
        <source>Opened by peer %1</source>
        <translation>由对端 %1 打开</translation>
    </message>
    <message>
        <source>The other side reached %1</source>
        <translation>对端已连接到 %1</translation>
    </message>
    <message>
        <source>Reached %1</source>
        <translation>已连接到 %1</translation>
    </message>
    <message>
        <source>First byte to the peer</source>
        <translation>第一个字节发往对端</translation>
    </message>
    <message>
        <source>First byte from the peer</source>
        <translation>收到对端的第一个字节</translation>
    </message>
    <message>
        <source>Held back, because more waited than the peer took; in all: %1</source>
        <translation>因等待发送的数据超过对端所能接收而暂停读取；共 %1 次</translation>
    </message>
    <message>
        <source>The program here sends no more</source>
        <translation>本机程序不再发送</translation>
    </message>
    <message>
        <source>The target sends no more</source>
        <translation>目标不再发送</translation>
    </message>
    <message>
        <source>The peer sends no more</source>
        <translation>对端不再发送</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Closed. %1</source>
        <translation>已关闭。%1</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TestDialog</name>
    <message>
        <source>%1 (at best %2, 95 % under %3)</source>
        <translation>%1（最好 %2，95% 低于 %3）</translation>
    </message>
    <message>
        <source>%1, %2 in all</source>
        <translation>%1，共 %2</translation>
    </message>
    <message>
        <source>%1 now</source>
        <translation>目前 %1</translation>
    </message>
    <message>
        <source>Measuring the delay at rest…</source>
        <translation>正在测量空闲时的延迟…</translation>
    </message>
    <message>
        <source>Bytes come from the peer…</source>
        <translation>正在从对方接收数据…</translation>
    </message>
    <message>
        <source>Bytes go to the peer…</source>
        <translation>正在向对方发送数据…</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Test the link to &quot;%1&quot;</source>
        <translation>测试到“%1”的链路</translation>
    </message>
    <message>
        <source>%1 s each way</source>
        <translation>每个方向 %1 秒</translation>
    </message>
    <message>
        <source>Length of the test</source>
        <translation>测试时长</translation>
    </message>
    <message>
        <source>Progress of the test</source>
        <translation>测试进度</translation>
    </message>
    <message>
        <source>The test fills the link with bytes, first from the peer and then to it. Other connections are slower while it runs.</source>
        <translation>测试会用数据占满链路，先从对方接收，再向对方发送。测试期间其他连接会变慢。</translation>
    </message>
    <message>
        <source>Path:</source>
        <translation>路径：</translation>
    </message>
    <message>
        <source>The way that datagrams take: direct, by Tox, or through a Tox relay.</source>
        <translation>数据报走的路径：直连、经 Tox，或经 Tox 中继。</translation>
    </message>
    <message>
        <source>Delay at rest:</source>
        <translation>空闲延迟：</translation>
    </message>
    <message>
        <source>The round trip of small requests while nothing else is sent.</source>
        <translation>没有其他数据发送时，小请求的往返时间。</translation>
    </message>
    <message>
        <source>Delay under load:</source>
        <translation>负载延迟：</translation>
    </message>
    <message>
        <source>The round trip of small requests beside the bytes of the test: what a web page feels beside a large transfer.</source>
        <translation>测试数据传输时小请求的往返时间：大文件传输时打开网页的感受。</translation>
    </message>
    <message>
        <source>From the peer:</source>
        <translation>从对方：</translation>
    </message>
    <message>
        <source>How fast bytes come from the peer, without the first quarter of the time, in which a link finds its rate.</source>
        <translation>从对方接收数据的速度，不含前四分之一的时间，链路在那段时间里寻找合适的速率。</translation>
    </message>
    <message>
        <source>To the peer:</source>
        <translation>向对方：</translation>
    </message>
    <message>
        <source>How fast bytes go to the peer, without the first quarter of the time, in which a link finds its rate.</source>
        <translation>向对方发送数据的速度，不含前四分之一的时间，链路在那段时间里寻找合适的速率。</translation>
    </message>
    <message>
        <source>Loss:</source>
        <translation>丢包：</translation>
    </message>
    <message>
        <source>Heartbeats that were lost in the last minute. What is lost is sent again by itself.</source>
        <translation>最近一分钟丢失的心跳。丢失的数据会自动重发。</translation>
    </message>
    <message>
        <source>&amp;Length:</source>
        <translation>时长(&amp;L)：</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>测试已停止。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>The peer is not online. It can be tested when it is.</source>
        <translation>对方不在线。在线时才能测试。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Tray</name>
    <message>
        <source>&amp;Show window</source>
        <translation>显示窗口(&amp;S)</translation>
    </message>
    <message>
        <source>St&amp;art all</source>
        <translation>全部启动(&amp;A)</translation>
    </message>
    <message>
        <source>St&amp;op all</source>
        <translation>全部停止(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Copy my address</source>
        <translation>复制我的地址(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Culvert</source>
        <translation>Culvert</translation>
    </message>
    <message>
        <source>Culvert keeps running</source>
        <translation>Culvert 仍在运行</translation>
    </message>
    <message>
        <source>The tunnels stay up. Quit from the menu of this icon.</source>
        <translation>隧道保持运行。可从此图标的菜单中退出。</translation>
    </message>
    <message>
        <source>A peer asks</source>
        <translation>对端询问</translation>
    </message>
    <message>
        <source>&quot;%1&quot; wants to reach %2. Click here to answer.</source>
        <translation>“%1”想访问 %2。点击此处答复。</translation>
    </message>
    <message>
        <source>&amp;Pause everything</source>
        <translation>全部暂停(&amp;P)</translation>
    </message>
    <message>
        <source>A peer is gone</source>
        <translation>对端已消失</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has been offline for %2 minutes. Its tunnels wait for it.</source>
        <translation>“%1”已离线 %2 分钟。它的隧道正在等待它。</translation>
    </message>
    <message>
        <source>&amp;Start group</source>
        <translation>启动该组(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top group</source>
        <translation>停止该组(&amp;T)</translation>
    </message>
    <message>
        <source>A machine asks to be paired</source>
        <translation>有机器请求配对</translation>
    </message>
    <message>
        <source>Its key begins with %1. Click here to accept, refuse or block it.</source>
        <translation>其密钥以 %1 开头。点击此处接受、拒绝或屏蔽。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelDialog</name>
    <message>
        <source>Saving closes one open connection.</source>
        <translation>保存会关闭 1 个打开的连接。</translation>
    </message>
    <message>
        <source>Saving closes %1 open connections.</source>
        <translation>保存会关闭 %1 个打开的连接。</translation>
    </message>
    <message>
        <source>Add a tunnel</source>
        <translation>添加隧道</translation>
    </message>
    <message>
        <source>Edit tunnel &quot;%1&quot;</source>
        <translation>编辑隧道“%1”</translation>
    </message>
    <message>
        <source>Add and start</source>
        <translation>添加并启动</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Through peer</source>
        <translation>经由对端</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Through &amp;peer:</source>
        <translation>经由对端(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Use the next &amp;free port</source>
        <translation>使用下一个空闲端口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>类型(&amp;K)：</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Tunnels of one group can be started and stopped together. May be empty.</source>
        <translation>同一分组的隧道可以一起启动和停止。可以留空。</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Bytes a second in each direction, for example 500k or 2M. Left empty, there is none.</source>
        <translation>每个方向每秒的字节数，例如 500k 或 2M。留空则不限速。</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>分组(&amp;G)：</translation>
    </message>
    <message>
        <source>&amp;Speed limit:</source>
        <translation>限速(&amp;S)：</translation>
    </message>
    <message>
        <source>Choose a peer</source>
        <translation>请选择对端</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelsModel</name>
    <message>
        <source>%1 at %2</source>
        <translation>%2 上的 %1</translation>
    </message>
    <message>
        <source>Any (proxy)</source>
        <translation>任意（代理）</translation>
    </message>
    <message>
        <source>Check to start</source>
        <translation>勾选即启动</translation>
    </message>
    <message>
        <source>Uncheck to stop</source>
        <translation>取消勾选即停止</translation>
    </message>
    <message>
        <source>Received: %1
Sent: %2</source>
        <translation>已接收：%1
已发送：%2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>To</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>连接数</translation>
    </message>
    <message>
        <source>↓ Rate</source>
        <translation>↓ 速率</translation>
    </message>
    <message>
        <source>↑ Rate</source>
        <translation>↑ 速率</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>%1 (open)</source>
        <translation>%1（对外开放）</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelsPage</name>
    <message>
        <source>Tunnels</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Details of the tunnel</source>
        <translation>隧道详情</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>添加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>编辑(&amp;E)…</translation>
    </message>
    <message>
        <source>Du&amp;plicate…</source>
        <translation>复制(&amp;P)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Start a&amp;ll</source>
        <translation>全部启动(&amp;L)</translation>
    </message>
    <message>
        <source>St&amp;op all</source>
        <translation>全部停止(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Add a tunnel…</source>
        <translation>添加隧道(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Pair with a machine…</source>
        <translation>与另一台机器配对(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation>邀请另一台机器(&amp;I)…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Remove tunnel &quot;%1&quot;?</source>
        <translation>删除隧道“%1”？</translation>
    </message>
    <message>
        <source>Remove %1 tunnels?</source>
        <translation>删除 %1 条隧道？</translation>
    </message>
    <message>
        <source>Its open connections are closed.</source>
        <translation>其打开的连接将被关闭。</translation>
    </message>
    <message>
        <source>Their open connections are closed.</source>
        <translation>它们打开的连接将被关闭。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Tunnel &quot;%1&quot; was removed.</source>
        <translation>隧道“%1”已删除。</translation>
    </message>
    <message>
        <source>%1 tunnels were removed.</source>
        <translation>%1 个隧道已删除。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>所有分组</translation>
    </message>
    <message>
        <source>Sta&amp;rt group</source>
        <translation>启动该组(&amp;R)</translation>
    </message>
    <message>
        <source>St&amp;op group</source>
        <translation>停止该组(&amp;O)</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>at most %1 in each direction</source>
        <translation>每个方向最多 %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>分组(&amp;G)：</translation>
    </message>
</context>
<context>
    <name>culvert::ui::UnlockDialog</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The profile %1 is locked with a password. Without it nobody can read this machine&apos;s identity, and no tunnel runs.</source>
        <translation>配置文件夹 %1 已用密码锁定。没有密码，任何人都无法读取本机的身份，隧道也不会运行。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
</context>
<context>
    <name>culvert::ui::Words</name>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>配对中</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>已屏蔽</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>直连</translation>
    </message>
    <message>
        <source>Tox, direct</source>
        <translation>Tox 直连</translation>
    </message>
    <message>
        <source>Tox, relayed</source>
        <translation>Tox 中继</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>正在连接目标</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Sending ended</source>
        <translation>发送已结束</translation>
    </message>
    <message>
        <source>Receiving ended</source>
        <translation>接收已结束</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>正在排空</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Tox: not connected</source>
        <translation>Tox：未连接</translation>
    </message>
    <message>
        <source>Tox: connected by TCP</source>
        <translation>Tox：已通过 TCP 连接</translation>
    </message>
    <message>
        <source>Tox: connected</source>
        <translation>Tox：已连接</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Waiting for the peer</source>
        <translation>等待对端</translation>
    </message>
    <message>
        <source>the target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>the peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>By %1: %2</source>
        <translation>由%1关闭：%2</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>流</translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation>TCP 套接字</translation>
    </message>
    <message>
        <source>UDP sockets</source>
        <translation>UDP 套接字</translation>
    </message>
    <message>
        <source>UDP flows</source>
        <translation>UDP 流</translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation>监听端口</translation>
    </message>
    <message>
        <source>Links to peers</source>
        <translation>到对端的链路</translation>
    </message>
    <message>
        <source>Timers</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Queued bytes</source>
        <translation>排队字节</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>占用内存</translation>
    </message>
    <message>
        <source>the app</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>this side</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Closed by %1</source>
        <translation>由%1关闭</translation>
    </message>
    <message>
        <source>Files and sockets open</source>
        <translation>打开的文件和套接字</translation>
    </message>
    <message>
        <source>Waits for your answer</source>
        <translation>等待您的答复</translation>
    </message>
    <message>
        <source>Tox: switched off</source>
        <translation>Tox：已关闭</translation>
    </message>
    <message>
        <source>Link test: delay</source>
        <translation>链路测试：延迟</translation>
    </message>
    <message>
        <source>Link test: bytes from the peer</source>
        <translation>链路测试：从对方接收</translation>
    </message>
    <message>
        <source>Link test: bytes to the peer</source>
        <translation>链路测试：向对方发送</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ProxyFields</name>
    <message>
        <source>&amp;Listen on:</source>
        <translation>监听(&amp;L)：</translation>
    </message>
    <message>
        <source>Listen on</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>A port of this machine, for example 1080. It speaks SOCKS 4, 4a and 5 and HTTP: enter it as the proxy of your browser.</source>
        <translation>本机的一个端口，例如 1080。它支持 SOCKS 4、4a、5 和 HTTP：在浏览器中填作代理即可。</translation>
    </message>
    <message>
        <source>Ask applications for a &amp;user name and a password</source>
        <translation>要求应用程序提供用户名和密码(&amp;U)</translation>
    </message>
    <message>
        <source>Without it every program of this machine may use the proxy.</source>
        <translation>不勾选时，本机的任何程序都可以使用此代理。</translation>
    </message>
    <message>
        <source>User na&amp;me:</source>
        <translation>用户名(&amp;M)：</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>What applications are asked for; it has no colon.</source>
        <translation>应用程序需要提供的用户名，不含冒号。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>密码(&amp;W)：</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Web proxy (SOCKS and HTTP)</source>
        <translation>网页代理（SOCKS 和 HTTP）</translation>
    </message>
    <message>
        <source>Browsers and other programs that know proxies reach through the port here whatever the other machine lets them.</source>
        <translation>浏览器和其他支持代理的程序可以通过本机的此端口到达另一台机器允许的任何目标。</translation>
    </message>
    <message>
        <source>How it is called here. Left empty, it is &quot;proxy&quot;.</source>
        <translation>在本机上的名称。留空则为“proxy”。</translation>
    </message>
</context>
<context>
    <name>culvert::cli::Output</name>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>No peers. Make one with: culvertd invite, or culvertd pair LINK
</source>
        <translation>没有对端。用 culvertd invite 或 culvertd pair LINK 添加。
</translation>
    </message>
    <message>
        <source>Nothing may be reached.
</source>
        <translation>不允许访问任何目标。
</translation>
    </message>
    <message>
        <source>denied: no line matches</source>
        <translation>被拒绝：没有匹配的规则</translation>
    </message>
    <message>
        <source>denied: no line opens this address by a name; make it the target, and allow that</source>
        <translation>被拒绝：没有规则能按名称放行该地址；请以该地址为目标，并放行它</translation>
    </message>
    <message>
        <source>denied: a line *.NAME opens public addresses alone; allow the whole name</source>
        <translation>被拒绝：*.NAME 形式的规则只放行公网地址；请放行完整的名称</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>需询问</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>%1 by line %2: %3</source>
        <translation>%1，依据第 %2 条：%3</translation>
    </message>
    <message>
        <source>%1 is %2
</source>
        <translation>%1：%2
</translation>
    </message>
    <message>
        <source>  %1 is %2
</source>
        <translation>  %1：%2
</translation>
    </message>
    <message>
        <source>No questions.
</source>
        <translation>没有待回答的问题。
</translation>
    </message>
    <message>
        <source>Answer with: culvertd answer ID once|always|never
</source>
        <translation>回答方法：culvertd answer ID once|always|never
</translation>
    </message>
    <message>
        <source>No tunnels. Make one with: culvertd forward add, or culvertd proxy add
</source>
        <translation>没有隧道。用 culvertd forward add 或 culvertd proxy add 添加。
</translation>
    </message>
    <message>
        <source>No groups. Put a tunnel into one with: culvertd forward edit NAME --group GROUP
</source>
        <translation>没有分组。把隧道加入分组：culvertd forward edit NAME --group GROUP
</translation>
    </message>
    <message>
        <source>Nobody waits to be paired.
</source>
        <translation>没有等待配对的机器。
</translation>
    </message>
    <message>
        <source>Anybody can call itself anything: compare the key with what &quot;culvertd id&quot; says there.
</source>
        <translation>名称可以随意自称：请与那边 “culvertd id” 显示的密钥核对。
</translation>
    </message>
    <message>
        <source>No connections.
</source>
        <translation>没有连接。
</translation>
    </message>
    <message>
        <source>Culvert %1, %2
</source>
        <translation>Culvert %1，%2
</translation>
    </message>
    <message>
        <source>running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Address %1
</source>
        <translation>地址 %1
</translation>
    </message>
    <message>
        <source>Tox %1
</source>
        <translation>Tox %1
</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Direct UDP port %1
</source>
        <translation>直连 UDP 端口 %1
</translation>
    </message>
    <message>
        <source>The router forwards %1 to it
</source>
        <translation>路由器将 %1 转发到该端口
</translation>
    </message>
    <message>
        <source>%1  %2 (%3 times)
</source>
        <translation>%1  %2（%3 次）
</translation>
    </message>
    <message>
        <source>Give this link to the other machine, where it is used with: culvertd pair LINK
It works once, until %1.
%2
</source>
        <translation>把此链接交给另一台机器，在那边执行：culvertd pair LINK
只能使用一次，有效期至 %1。
%2
</translation>
    </message>
    <message>
        <source>Refused %1. It is not told, and not heard again for a day.
</source>
        <translation>已拒绝 %1。对方不会得知，一天之内不再受理。
</translation>
    </message>
    <message>
        <source>No invite is open.
</source>
        <translation>没有未使用的邀请。
</translation>
    </message>
    <message>
        <source>No invite was open.
</source>
        <translation>没有可撤销的邀请。
</translation>
    </message>
    <message>
        <source>Revoked %1.
</source>
        <translation>已撤销 %1。
</translation>
    </message>
    <message>
        <source>
Machines that are paired stay so. Requests to the old address arrive no more.
</source>
        <translation>
已配对的机器不受影响。发往旧地址的请求不再到达。
</translation>
    </message>
    <message>
        <source>These invites led to it and are void:
</source>
        <translation>以下邀请指向旧地址，已失效：
</translation>
    </message>
    <message>
        <source>Answered %1: %2.
</source>
        <translation>已回答 %1：%2。
</translation>
    </message>
    <message>
        <source>Paused.
</source>
        <translation>已暂停。
</translation>
    </message>
    <message>
        <source>Going on.
</source>
        <translation>已继续。
</translation>
    </message>
    <message>
        <source>Closed %1.
</source>
        <translation>已关闭 %1。
</translation>
    </message>
    <message>
        <source>Removed %1.
</source>
        <translation>已删除 %1。
</translation>
    </message>
    <message>
        <source>The profile has a password now: give it with --password-file when you start Culvert.
</source>
        <translation>此配置现已设有密码：启动 Culvert 时用 --password-file 提供。
</translation>
    </message>
    <message>
        <source>The profile has no password any more.
</source>
        <translation>此配置不再有密码。
</translation>
    </message>
    <message>
        <source>COUNTER</source>
        <translation>计数器</translation>
    </message>
    <message>
        <source>NOW</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>PEAK</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>CREATED</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>DESTROYED</source>
        <translation>销毁</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>等待配对</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>已屏蔽</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>直连</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>near</source>
        <translation>本端</translation>
    </message>
    <message>
        <source>far</source>
        <translation>远端</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>asking</source>
        <translation>正在询问</translation>
    </message>
    <message>
        <source>dialling</source>
        <translation>正在连接目标</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>正在排空</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>void by a new address</source>
        <translation>因更换地址而失效</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>已有且相同</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>PATH</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>RTT ms</source>
        <translation>往返 ms</translation>
    </message>
    <message>
        <source>LOSS %</source>
        <translation>丢包 %</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>OUT</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>始于</translation>
    </message>
    <message>
        <source>MAY REACH</source>
        <translation>可访问</translation>
    </message>
    <message>
        <source>ENDPOINTS</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>LINE</source>
        <translation>行</translation>
    </message>
    <message>
        <source>RULE</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>HITS</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>LAST HIT</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>PEER</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>WANTS TO REACH</source>
        <translation>想访问</translation>
    </message>
    <message>
        <source>ADDRESSES</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>WAITING</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>SECONDS LEFT</source>
        <translation>剩余秒数</translation>
    </message>
    <message>
        <source>more than the link takes</source>
        <translation>超出链路容量</translation>
    </message>
    <message>
        <source>waited too long</source>
        <translation>等待过久</translation>
    </message>
    <message>
        <source>no way to the peer, or refused there</source>
        <translation>无法到达对端，或被对端拒绝</translation>
    </message>
    <message>
        <source>not taken by this system</source>
        <translation>本机系统未接收</translation>
    </message>
    <message>
        <source>datagrams dropped: %1</source>
        <translation>丢弃的数据报：%1</translation>
    </message>
    <message>
        <source>LISTEN</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>TARGET</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>SENT</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>RECEIVED</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>GROUP</source>
        <translation>组</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>限速</translation>
    </message>
    <message>
        <source> at %1</source>
        <translation>（在 %1）</translation>
    </message>
    <message>
        <source>any (proxy)</source>
        <translation>任意（代理）</translation>
    </message>
    <message>
        <source>LISTENS FOR</source>
        <translation>为谁监听</translation>
    </message>
    <message>
        <source>ON</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>TUNNELS</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>CALLS ITSELF</source>
        <translation>自称</translation>
    </message>
    <message>
        <source>LAST</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>TIMES</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>MADE</source>
        <translation>创建于</translation>
    </message>
    <message>
        <source>UNTIL</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>BY UDP</source>
        <translation>经 UDP</translation>
    </message>
    <message>
        <source>LABEL</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>SIDE</source>
        <translation>端</translation>
    </message>
    <message>
        <source>TUNNEL</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>SOURCE</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>OPENED</source>
        <translation>打开于</translation>
    </message>
    <message>
        <source>CLOSED BY</source>
        <translation>关闭方</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>No invite has ended yet.
</source>
        <translation>还没有已结束的邀请。
</translation>
    </message>
    <message>
        <source>ENDED</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>AT</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>HERE</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>CHANGES</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>passwords are in no file: it comes stopped and without its user. Give it one before you start it.</source>
        <translation>文件中没有密码：它导入后处于停止状态且没有用户。启动前请为它设置用户。</translation>
    </message>
    <message>
        <source>There is no tunnel in it.
</source>
        <translation>其中没有隧道。
</translation>
    </message>
    <message>
        <source>Taken over (*): %1
</source>
        <translation>已导入（*）：%1
</translation>
    </message>
    <message>
        <source>HOST</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>This profile has bootstrap nodes of its own; no others are asked.
</source>
        <translation>此配置有自己的引导节点，只使用这些节点。
</translation>
    </message>
    <message>
        <source>The nodes that come with the program:
</source>
        <translation>程序自带的节点：
</translation>
    </message>
    <message>
        <source>They count from the next start on.
</source>
        <translation>从下次启动起生效。
</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>min %1, median %2, 95 % under %3</source>
        <translation>最小 %1，中位 %2，95 % 低于 %3</translation>
    </message>
    <message>
        <source>%1 (%2 in all)</source>
        <translation>%1（共 %2）</translation>
    </message>
    <message>
        <source>Link to</source>
        <translation>链路到</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Delay at rest</source>
        <translation>空闲延迟</translation>
    </message>
    <message>
        <source>Delay under load</source>
        <translation>负载延迟</translation>
    </message>
    <message>
        <source>From the peer</source>
        <translation>来自对端</translation>
    </message>
    <message>
        <source>To the peer</source>
        <translation>发往对端</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>%1 of the heartbeats of the last minute</source>
        <translation>最近一分钟心跳的 %1</translation>
    </message>
    <message>
        <source>%1 %  %2  %3  delay %4  loss %5
</source>
        <translation>%1 %  %2  %3  延迟 %4  丢包 %5
</translation>
    </message>
    <message>
        <source>at rest</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>from the peer</source>
        <translation>来自对端</translation>
    </message>
    <message>
        <source>to the peer</source>
        <translation>发往对端</translation>
    </message>
    <message>
        <source>the tunnel &quot;%1&quot; has its port. With --only it comes all the same, and stopped.</source>
        <translation>隧道“%1”占用它的端口。用 --only 仍可导入，但处于停止状态。</translation>
    </message>
    <message>
        <source>a tunnel of that name and of another kind is here. With --only this one takes its place.</source>
        <translation>本机已有同名但类型不同的隧道。用 --only 可让此项取而代之。</translation>
    </message>
    <message>
        <source>tox-udp</source>
        <translation>Tox 直连</translation>
    </message>
    <message>
        <source>tox-relay</source>
        <translation>Tox 中继</translation>
    </message>
    <message>
        <source>halfClosedOut</source>
        <translation>发送已结束</translation>
    </message>
    <message>
        <source>halfClosedIn</source>
        <translation>接收已结束</translation>
    </message>
    <message>
        <source>app</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>this</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>The bootstrap nodes and every peer are asked anew.
</source>
        <translation>重新询问引导节点和所有对端。
</translation>
    </message>
</context>
<context>
    <name>culvert::ui::AcceptDialog</name>
    <message>
        <source>%1 rules of a peer</source>
        <translation>一个对端 %1 条规则</translation>
    </message>
    <message>
        <source>Accept a machine</source>
        <translation>接受一台机器</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How that machine is called here. Left empty, it is called by the beginning of its key.</source>
        <translation>那台机器在这里的名称。留空则用其密钥的开头作名称。</translation>
    </message>
    <message>
        <source>How that machine is called here. Left empty, it is called what it calls itself.</source>
        <translation>那台机器在这里的名称。留空则用它自称的名称。</translation>
    </message>
    <message>
        <source>One target a line, as in the rules of a peer. Left empty, it reaches nothing until you allow it.</source>
        <translation>每行一个目标，写法与对端的规则相同。留空则在您允许之前什么都不能访问。</translation>
    </message>
    <message>
        <source>A machine that does not say its name asks to be paired with this one.</source>
        <translation>一台没有说明名称的机器请求与本机配对。</translation>
    </message>
    <message>
        <source>A machine that calls itself &quot;%1&quot; asks to be paired with this one. Anybody can use that name: the key alone shows which machine it is.</source>
        <translation>一台自称“%1”的机器请求与本机配对。任何机器都可以使用这个名称：只有密钥能说明它是哪一台。</translation>
    </message>
    <message>
        <source>Key of that machine</source>
        <translation>那台机器的密钥</translation>
    </message>
    <message>
        <source>Compare it on that machine: its Tox address, on the page Settings or by &quot;culvertd id&quot;, begins with the same 64 digits.</source>
        <translation>请在那台机器上核对：它的 Tox 地址（在“设置”页，或用 culvertd id 查看）开头的 64 位数字与此相同。</translation>
    </message>
    <message>
        <source>Its key:</source>
        <translation>它的密钥：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>May &amp;reach here:</source>
        <translation>可在本机访问(&amp;R)：</translation>
    </message>
    <message>
        <source>A peer &quot;%1&quot; is there already, and this is another machine. It will get a number behind its name.</source>
        <translation>已经有名为“%1”的对端，而这是另一台机器。它的名称后面会加上编号。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::AddressDialog</name>
    <message>
        <source>New address</source>
        <translation>新地址</translation>
    </message>
    <message>
        <source>Take a new address</source>
        <translation>更换地址</translation>
    </message>
    <message>
        <source>&amp;Copy the address</source>
        <translation>复制地址(&amp;C)</translation>
    </message>
    <message>
        <source>Whoever knows only the old address cannot ask this machine to be paired any more, and it does not come back. Machines that are paired stay paired.</source>
        <translation>只知道旧地址的人再也不能请求与本机配对，旧地址也无法恢复。已配对的机器不受影响。</translation>
    </message>
    <message>
        <source>Invites that become void</source>
        <translation>将失效的邀请</translation>
    </message>
    <message>
        <source>The new address</source>
        <translation>新地址</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>No open invite becomes void.</source>
        <translation>没有邀请会因此失效。</translation>
    </message>
    <message>
        <source>These open invites become void. Their links open nothing any more:</source>
        <translation>以下未使用的邀请将失效，其链接不再有任何作用：</translation>
    </message>
    <message>
        <source>These stay good, because their links say where to meet without Tox: %1</source>
        <translation>以下邀请仍然有效，因为其链接说明了不经 Tox 在哪里会合：%1</translation>
    </message>
    <message>
        <source>This machine has a new address. No invite became void.</source>
        <translation>本机已有新地址。没有邀请失效。</translation>
    </message>
    <message>
        <source>This machine has a new address. Invites that are void now: %1</source>
        <translation>本机已有新地址。已失效的邀请：%1</translation>
    </message>
</context>
<context>
    <name>culvert::ui::InviteText</name>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>reaches nothing</source>
        <translation>不能访问任何目标</translation>
    </message>
    <message>
        <source>reaches %1</source>
        <translation>可访问 %1</translation>
    </message>
    <message>
        <source>%1, made %2, %3</source>
        <translation>%1，创建于 %2，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 &quot;%2&quot;</source>
        <translation>%1“%2”</translation>
    </message>
</context>
<context>
    <name>culvert::ui::InvitesDialog</name>
    <message>
        <source>&amp;Invite a machine…</source>
        <translation>邀请另一台机器(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Revoke…</source>
        <translation>撤销(&amp;R)…</translation>
    </message>
    <message>
        <source>Revoke &amp;all…</source>
        <translation>全部撤销(&amp;A)…</translation>
    </message>
    <message>
        <source>Open invites</source>
        <translation>未使用的邀请</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No open invite</source>
        <translation>没有未使用的邀请</translation>
    </message>
    <message>
        <source>An invite is open until it is used, revoked or expired. Who has its link can pair with this machine once.</source>
        <translation>邀请在被使用、撤销或过期之前有效。拿到其链接的人可以与本机配对一次。</translation>
    </message>
    <message>
        <source>Revoke %1?</source>
        <translation>撤销 %1？</translation>
    </message>
    <message>
        <source>Its link opens nothing any more, wherever it is. Whoever was to use it needs a new one.</source>
        <translation>无论链接在谁手里，都不再有任何作用。本来要使用它的人需要新的链接。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Revoke all open invites (%1)?</source>
        <translation>撤销全部未使用的邀请（%1 个）？</translation>
    </message>
    <message>
        <source>Their links open nothing any more, wherever they are. Whoever was to use one needs a new one.</source>
        <translation>无论链接在谁手里，都不再有任何作用。本来要使用它们的人需要新的链接。</translation>
    </message>
    <message>
        <source>Revoke all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>Invites</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>有效(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Ended</source>
        <translation>已结束(&amp;E)</translation>
    </message>
    <message>
        <source>Ended invites</source>
        <translation>已结束的邀请</translation>
    </message>
    <message>
        <source>No invite has ended yet</source>
        <translation>还没有已结束的邀请</translation>
    </message>
    <message>
        <source>Invites that were used, revoked or not used in time are listed here, the last %1.</source>
        <translation>已使用、已撤销或逾期未用的邀请列在这里，保留最近 %1 个。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::InvitesModel</name>
    <message>
        <source>Stays good</source>
        <translation>仍有效</translation>
    </message>
    <message>
        <source>Becomes void</source>
        <translation>失效</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>May reach here</source>
        <translation>可在本机访问</translation>
    </message>
    <message>
        <source>With a new address</source>
        <translation>更换地址后</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>culvert::ui::QrView</name>
    <message>
        <source>QR code of the link</source>
        <translation>链接的二维码</translation>
    </message>
    <message>
        <source>A camera reads the link from here.</source>
        <translation>用相机可以从这里读取链接。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::RequestsBox</name>
    <message>
        <source>&amp;Accept…</source>
        <translation>接受(&amp;A)…</translation>
    </message>
    <message>
        <source>R&amp;efuse…</source>
        <translation>拒绝(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Block…</source>
        <translation>屏蔽(&amp;B)…</translation>
    </message>
    <message>
        <source>Machines that ask to be paired</source>
        <translation>请求配对的机器</translation>
    </message>
    <message>
        <source>Machines that ask to be paired: %1</source>
        <translation>请求配对的机器：%1</translation>
    </message>
    <message>
        <source>the machine whose key begins with %1</source>
        <translation>密钥以 %1 开头的机器</translation>
    </message>
    <message>
        <source>&quot;%1&quot;, whose key begins with %2</source>
        <translation>“%1”（其密钥以 %2 开头）</translation>
    </message>
    <message>
        <source>Refuse %1?</source>
        <translation>拒绝%1？</translation>
    </message>
    <message>
        <source>It is not told, and not heard again for a day. An invite lets it in all the same.</source>
        <translation>不会告知对方，一天之内也不再理会它。有邀请时仍然可以配对。</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Block %1?</source>
        <translation>屏蔽%1？</translation>
    </message>
    <message>
        <source>It is never heard again, not even with an invite, until it is unblocked: it stands among the peers, blocked.</source>
        <translation>在解除屏蔽之前不再理会它，有邀请也不行：它会列在对端中，状态为已屏蔽。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>屏蔽</translation>
    </message>
</context>
<context>
    <name>culvert::ui::RequestsModel</name>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Calls itself</source>
        <translation>自称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Asked last</source>
        <translation>上次请求</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TargetsEdit</name>
    <message>
        <source>What the other machine may reach here</source>
        <translation>对方可以访问本机的哪些目标</translation>
    </message>
    <message>
        <source>Nothing is allowed yet.
You could write, for example:
127.0.0.1:80
192.168.1.10:22</source>
        <translation>尚未允许任何目标。
例如可以写：
127.0.0.1:80
192.168.1.10:22</translation>
    </message>
</context>
<context>
    <name>culvert::cli::Help</name>
    <message>
        <source>Usage: culvertd [--profile DIR] [--nodes FILE] [--json] COMMAND

Carries TCP connections and UDP datagrams between two of your machines over the Tox network.

  run                                   run in the foreground, until Ctrl-C or SIGTERM
  status                                what runs: peers, tunnels, counters, last errors
  refresh                               join Tox and look for every peer anew, as after a change
                                        of network

</source>
        <translation>用法：culvertd [--profile DIR] [--nodes FILE] [--json] COMMAND

在您的两台机器之间经 Tox 网络传送 TCP 连接和 UDP 数据报。

  run                                   在前台运行，直到 Ctrl-C 或 SIGTERM
  status                                当前状态：对端、隧道、计数器、最近的错误
  refresh                               重新加入 Tox 并重新寻找所有对端，如同更换网络之后

</translation>
    </message>
    <message>
        <source>Pairing
  id                                    this machine&apos;s Tox address
  new-address                           another one: who has the old one asks in vain. Pairs stay
  invite [--allow HOST:PORT]... [--expires 1h] [--endpoint HOST:PORT]... [--label TEXT] [--qr]
                                        a one-time link for the other machine; with
                                        --endpoint it says where this one is reached by UDP,
                                        with --qr it is shown as a QR code, too; the label
                                        is for you alone
  invites [list]                        the links that are open
  invites ended                         those that were used, by whom, expired or were revoked
  invites revoke ID|all
  pair LINK|ADDRESS|- [--name NAME]     use a link made there; &quot;-&quot; reads it from stdin. A bare
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

</source>
        <translation>配对
  id                                    本机的 Tox 地址
  new-address                           换一个地址：只有旧地址的人再也找不到本机。已有的配对不变
  invite [--allow HOST:PORT]... [--expires 1h] [--endpoint HOST:PORT]... [--label TEXT] [--qr]
                                        给另一台机器的一次性链接；
                                        --endpoint 说明本机可经 UDP 到达的地址，
                                        --qr 同时显示二维码；标签只给您自己看
  invites [list]                        尚未使用的链接
  invites ended                         已被使用（被谁）、已过期或已撤销的链接
  invites revoke ID|all
  pair LINK|ADDRESS|- [--name NAME]     使用对方生成的链接；“-”从标准输入读取。
                                        只有 Tox 地址时会发出请求，须由对方接受
  requests                              这样发来请求、正等您决定的机器
  accept KEY [--name NAME] [--allow HOST:PORT]...
  refuse KEY                            一天之内不再理会
  peers                                 与本机配对的机器
  rename PEER NAME
  endpoint PEER HOST:PORT...|none       除自动发现的以外，该机器可经 UDP 到达的地址
  remove PEER                           忘记一台机器及其隧道
  block PEER|KEY                        屏蔽一台机器，无论已配对还是正在请求
  unblock PEER

</translation>
    </message>
    <message>
        <source>What a peer may reach from here (nothing, until allowed)
  allow|deny|ask PEER HOST:PORT...      put lines first; &quot;ask&quot; lets a person decide each time
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
  (&quot;reverse&quot;). Without ADDR that is for programs of this machine alone:
    allow PEER listen 8080              allow PEER listen 192.168.1.10:8000-8099
  Loopback and link-local addresses are opened only by lines that name them: localhost:3000,
  which is 127.0.0.1:3000 and [::1]:3000, or 127.0.0.0/8:*. Other addresses of this machine
  are opened like any others: by *:*, too.

</source>
        <translation>对端可从本机访问什么（未经允许则一概不能）
  allow|deny|ask PEER HOST:PORT...      把规则放在最前面；“ask”每次都问人
  rules list PEER                       各条规则及其生效次数
  rules add PEER allow|deny|ask HOST:PORT [--at N]
  rules remove PEER N|LINE
  rules test PEER HOST:PORT             由哪一条规则决定
  questions                             对端想访问、正等回答的目标
  answer ID once|always|never

  第一条匹配的规则起作用；没有匹配则拒绝。HOST 可以是地址、地址段、名称、
  *.NAME（该名称之下的一切）或 *；PORT 可以是一个端口、一段端口或 *：
    192.168.1.10:22  10.0.0.0/8:80-443  [fd00::/8]:22  nas.lan:445  *.example.org:443  *:*
  *.NAME 只开放公网地址；要开放内网地址，请写完整的名称或该地址。
  规则针对 TCP；UDP 写作 PORT/udp：192.168.1.1:53/udp。拒绝的规则两者都管。
  以 listen [ADDR:]PORT 代替 HOST:PORT：PEER 可让本机为它在何处监听
  （“reverse”）。不写 ADDR 则只供本机的程序使用：
    allow PEER listen 8080              allow PEER listen 192.168.1.10:8000-8099
  回环地址和链路本地地址只有点名的规则才会开放：localhost:3000
  （即 127.0.0.1:3000 和 [::1]:3000），或 127.0.0.0/8:*。本机的其他地址
  与一般地址一样：*:* 也会开放它们。

</translation>
    </message>
    <message>
        <source>Tunnels
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
  tunnel together. An empty GROUP (&quot;--group=&quot;) takes a tunnel out of its group.

</source>
        <translation>隧道
  forward add --peer PEER --listen [ADDR:]PORT --target HOST:PORT [--name NAME]
            [--limit RATE] [--group GROUP]
  forward edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--target HOST:PORT] [--name NAME]
            [--limit RATE|none] [--group GROUP]
                                        写作 HOST:PORT/udp 即为 UDP 转发
  forward start|stop|remove NAME
  forward list
  reverse add --peer PEER --listen [ADDR:]PORT --target HOST:PORT [--name NAME]
            [--limit RATE] [--group GROUP]
                                        反过来：由 PEER 监听（若其规则允许），
                                        连到那里的程序从本机到达 HOST:PORT
  reverse edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--target HOST:PORT] [--name NAME]
            [--limit RATE|none] [--group GROUP]
  reverse start|stop|remove NAME
  reverse list
  proxy add --peer PEER --listen [ADDR:]PORT [--name NAME] [--limit RATE] [--group GROUP]
            [--user USER --user-password-file FILE|-]
                                        一个端口同时支持 SOCKS 和 HTTP，例如供浏览器使用：
                                        所要的内容由 PEER 在其规则允许的范围内取来
  proxy edit NAME [--peer PEER] [--listen [ADDR:]PORT] [--name NAME] [--limit RATE|none]
            [--group GROUP] [--user USER --user-password-file FILE|- | --no-user]
  proxy start|stop|remove NAME
  proxy list
  group list                            哪些隧道属于一组
  group start|stop GROUP
  export                                以 JSON 输出所有隧道，不含密码
  import FILE|- [--preview] [--only NAME]...
                                        导入新的和有变化的隧道，或者点名的那些；
                                        --preview 只说明会做什么

  RATE 是每个方向每秒的字节数，例如 500k 或 2M，由该隧道的所有连接
  共用。空的 GROUP（“--group=”）让隧道退出所在的组。

</translation>
    </message>
    <message>
        <source>Connections
  connections [--watch]                 open and closed ones
  close ID                              cut one
  connect PEER HOST:PORT                a connection to what PEER may reach for you, at stdin and stdout:
                                        ssh -o &apos;ProxyCommand=culvertd connect PEER %h:%p&apos; HOST
  test PEER [--seconds 5] [--watch]     delay, loss and throughput of the link; so long each way

</source>
        <translation>连接
  connections [--watch]                 打开的和已关闭的连接
  close ID                              切断一个连接
  connect PEER HOST:PORT                经标准输入输出连到 PEER 能替您到达的目标：
                                        ssh -o &apos;ProxyCommand=culvertd connect PEER %h:%p&apos; HOST
  test PEER [--seconds 5] [--watch]     链路的延迟、丢包和吞吐量；每个方向各测这么久

</translation>
    </message>
    <message>
        <source>Settings
  set KEY [VALUE]                       tox.enabled tox.udp tox.udpPort tox.ipv6 tox.tcpRelay
                                        tox.lanDiscovery tox.proxy (socks5:// or http://HOST:PORT)
                                        direct.enabled direct.port direct.portMapping
                                        direct.endpoint direct.stun resumeLimit name
                                        (tox.*, direct.* and, for peers, name count from
                                        the next start)
  nodes [list]                          the bootstrap nodes that the next start asks
  nodes set FILE|-                      those of a nodes.json alone
  nodes reset                           the built-in ones
  password set|change|remove            encrypt this machine&apos;s identity; asked at the terminal,
                                        or read: see --password-file. &quot;change&quot; takes the new
                                        one by --new-password-file FILE|-

</source>
        <translation>设置
  set KEY [VALUE]                       tox.enabled tox.udp tox.udpPort tox.ipv6 tox.tcpRelay
                                        tox.lanDiscovery tox.proxy（socks5:// 或 http://HOST:PORT）
                                        direct.enabled direct.port direct.portMapping
                                        direct.endpoint direct.stun resumeLimit name
                                        （tox.*、direct.* 以及对其他机器
                                        显示的 name 从下次启动起生效）
  nodes [list]                          下次启动时使用的引导节点
  nodes set FILE|-                      只用某个 nodes.json 中的节点
  nodes reset                           改回自带的节点
  password set|change|remove            加密本机的身份；在终端询问，
                                        或从文件读取，见 --password-file。“change”的新密码
                                        来自 --new-password-file FILE|-

</translation>
    </message>
    <message>
        <source>PEER is a name, a key of 64 digits, or the beginning of either. KEY is that of a machine that
asks, or its beginning.
While &quot;culvertd run&quot; or the tray program uses the profile, commands act on it at once;
otherwise they change the profile for its next start.

  --profile DIR   the profile to use
  --nodes FILE    bootstrap nodes instead of the built-in list (run)
  --password-file FILE|-
                  the profile&apos;s password is the first line of FILE, or of stdin
  --json          print JSON, errors too
  --help, --version

</source>
        <translation>PEER 是名称、64 个十六进制数字的密钥，或两者的开头。KEY 是发来请求的机器的密钥，
或其开头。
“culvertd run”或托盘程序使用该配置时，命令立即生效；
否则命令修改配置，供下次启动使用。

  --profile DIR   使用的配置目录
  --nodes FILE    以此文件的引导节点代替自带的列表（run）
  --password-file FILE|-
                  配置的密码是 FILE 或标准输入的第一行
  --json          输出 JSON，错误也是
  --help, --version

</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 refused or failed, 2 wrong usage. Of &quot;connect&quot; also: 3 Culvert is not running,
4 PEER is not there, 5 not allowed there, 6 the target cannot be reached, 7 broken off.
</source>
        <translation>退出码：0 完成，1 被拒绝或失败，2 用法错误。“connect”另有：3 Culvert 未运行，
4 PEER 不在，5 对方不允许，6 目标无法到达，7 中途断开。
</translation>
    </message>
</context>
<context>
    <name>culvert::ui::EndedInvitesModel</name>
    <message>
        <source>Used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Void by a new address</source>
        <translation>因更换地址而失效</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建于</translation>
    </message>
    <message>
        <source>May reach here</source>
        <translation>可访问本机的</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ImportDialog</name>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>Changes: %1</source>
        <translation>变化：%1</translation>
    </message>
    <message>
        <source>Is here already</source>
        <translation>已有且相同</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>The tunnel &quot;%1&quot; has the port %2. If you choose this one, it comes stopped: give it another port, or stop the other one first.</source>
        <translation>隧道“%1”占用端口 %2。若选择此项，它导入后处于停止状态：请为它换一个端口，或先停止另一条。</translation>
    </message>
    <message>
        <source>A tunnel of this name and of another kind is here. If you choose this one, it takes its place.</source>
        <translation>本机已有同名但类型不同的隧道。若选择此项，它将取而代之。</translation>
    </message>
    <message>
        <source>Passwords are in no file: it comes stopped and without its user name and password. Give it both before you start it.</source>
        <translation>文件中没有密码：它导入后处于停止状态，且没有用户名和密码。启动前请两者都设置。</translation>
    </message>
    <message>
        <source>Import tunnels</source>
        <translation>导入隧道</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Nothing has been changed yet. Choose what is to be taken over.</source>
        <translation>尚未作任何更改。请选择要导入的内容。</translation>
    </message>
    <message>
        <source>Tunnels in the file</source>
        <translation>文件中的隧道</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation>监听于</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>To</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>There is no tunnel in this file.</source>
        <translation>此文件中没有隧道。</translation>
    </message>
    <message>
        <source>Any (proxy)</source>
        <translation>任意（代理）</translation>
    </message>
    <message>
        <source>%1 (see below)</source>
        <translation>%1（见下方）</translation>
    </message>
</context>
<context>
    <name>culvert::ui::NodeDialog</name>
    <message>
        <source>Edit bootstrap node</source>
        <translation>编辑引导节点</translation>
    </message>
    <message>
        <source>Add a bootstrap node</source>
        <translation>添加引导节点</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>&amp;Host:</source>
        <translation>主机(&amp;H)：</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>A name or an address, as whoever runs the node gives it.</source>
        <translation>名称或地址，由节点的运营者提供。</translation>
    </message>
    <message>
        <source>&amp;UDP port:</source>
        <translation>UDP 端口(&amp;U)：</translation>
    </message>
    <message>
        <source>UDP port</source>
        <translation>UDP 端口</translation>
    </message>
    <message>
        <source>Usually 33445. Left empty, the node is a TCP relay alone.</source>
        <translation>通常为 33445。留空则该节点只作 TCP 中继。</translation>
    </message>
    <message>
        <source>&amp;TCP ports:</source>
        <translation>TCP 端口(&amp;T)：</translation>
    </message>
    <message>
        <source>TCP ports</source>
        <translation>TCP 端口</translation>
    </message>
    <message>
        <source>Of its relay, with commas between them. Left empty, it has none.</source>
        <translation>其中继的端口，以逗号分隔。留空表示没有。</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Its public key, 64 digits.</source>
        <translation>其公钥，64 个字符。</translation>
    </message>
    <message>
        <source>From the next start on this node is asked alone, instead of the list that comes with the program.</source>
        <translation>从下次启动起只使用此节点，不再使用程序自带的列表。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::NodesSettings</name>
    <message>
        <source>Bootstrap nodes</source>
        <translation>引导节点</translation>
    </message>
    <message>
        <source>Bootstrap nodes of your own</source>
        <translation>自己的引导节点</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>UDP port</source>
        <translation>UDP 端口</translation>
    </message>
    <message>
        <source>TCP ports</source>
        <translation>TCP 端口</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Add a node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Edit node…</source>
        <translation>编辑节点…</translation>
    </message>
    <message>
        <source>Remove node</source>
        <translation>移除节点</translation>
    </message>
    <message>
        <source>Paste a list…</source>
        <translation>粘贴列表…</translation>
    </message>
    <message>
        <source>Use the program&apos;s nodes</source>
        <translation>使用自带的节点</translation>
    </message>
    <message>
        <source>These nodes alone are asked for the way into the Tox network. What is changed here counts from the next start on.</source>
        <translation>只通过这些节点进入 Tox 网络。此处的更改从下次启动起生效。</translation>
    </message>
    <message>
        <source>The list that comes with the program leads into the Tox network (nodes: %1). If you add nodes of your own, they alone are asked, from the next start on.</source>
        <translation>通过程序自带的列表进入 Tox 网络（节点数：%1）。若添加自己的节点，从下次启动起只使用自己的节点。</translation>
    </message>
    <message>
        <source>The bootstrap node &quot;%1&quot; was removed.</source>
        <translation>引导节点“%1”已移除。</translation>
    </message>
    <message>
        <source>The program&apos;s own bootstrap nodes are used again, from the next start on.</source>
        <translation>从下次启动起重新使用程序自带的引导节点。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::PasteNodesDialog</name>
    <message>
        <source>Paste bootstrap nodes</source>
        <translation>粘贴引导节点</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>A list of nodes in the form that the Tox network publishes (nodes.json).</source>
        <translation>Tox 网络公布的节点列表格式（nodes.json）。</translation>
    </message>
    <message>
        <source>List of nodes</source>
        <translation>节点列表</translation>
    </message>
    <message>
        <source>Usable nodes in it: %1</source>
        <translation>其中可用的节点：%1</translation>
    </message>
</context>
<context>
    <name>culvert::ui::RulesTest</name>
    <message>
        <source>denied, because no line matches</source>
        <translation>被拒绝，因为没有匹配的规则</translation>
    </message>
    <message>
        <source>denied, because no line opens this address by a name; make it the target, and allow that</source>
        <translation>被拒绝，因为没有规则能按名称放行该地址；请以该地址为目标，并放行它</translation>
    </message>
    <message>
        <source>denied, because a line *.NAME opens public addresses alone; allow the whole name</source>
        <translation>被拒绝，因为 *.NAME 形式的规则只放行公网地址；请放行完整的名称</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>先询问</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>%1 by line %2, &quot;%3&quot;</source>
        <translation>由第 %2 行“%3”%1</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>Its address %1 is %2.</source>
        <translation>其地址 %1：%2。</translation>
    </message>
    <message>
        <source>Target to test</source>
        <translation>要测试的目标</translation>
    </message>
    <message>
        <source>Which line decides about a target, for example nas.lan:445 or 192.168.1.1:53/udp?</source>
        <translation>某个目标由哪一行决定？例如 nas.lan:445 或 192.168.1.1:53/udp。</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>What the rules say</source>
        <translation>规则的结论</translation>
    </message>
    <message>
        <source>Looking up %1…</source>
        <translation>正在解析 %1…</translation>
    </message>
    <message>
        <source>%1 has no address: no such name is known to this machine. A connection to it would fail.</source>
        <translation>%1 没有地址：本机不认识这个名称。到它的连接会失败。</translation>
    </message>
    <message>
        <source>HOST:PORT to test</source>
        <translation>要测试的 HOST:PORT</translation>
    </message>
</context>
<context>
    <name>culvert::ui::SettingsPage</name>
    <message>
        <source>Import and export</source>
        <translation>导入和导出</translation>
    </message>
    <message>
        <source>A file with the tunnels of this machine, to keep or for another one that is paired with the same peers. No password is in it, and no key but the peers&apos;. What an import would change is shown first.</source>
        <translation>包含本机隧道的文件，可自己保存，或用于与相同对端配对的另一台机器。其中没有密码，除对端的公钥外也没有密钥。导入前会先显示将有什么变化。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::TunnelFiles</name>
    <message>
        <source>I&amp;mport tunnels…</source>
        <translation>导入隧道(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Export tunnels…</source>
        <translation>导出隧道(&amp;E)…</translation>
    </message>
    <message>
        <source>Import tunnels</source>
        <translation>导入隧道</translation>
    </message>
    <message>
        <source>Lists of tunnels (*.json);;All files (*)</source>
        <translation>隧道列表 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 bytes of a list of tunnels</source>
        <translation>隧道列表的 %1 字节</translation>
    </message>
    <message>
        <source>Tunnels that were taken over: %1</source>
        <translation>已导入的隧道：%1</translation>
    </message>
    <message>
        <source>Export tunnels</source>
        <translation>导出隧道</translation>
    </message>
    <message>
        <source>Lists of tunnels (*.json)</source>
        <translation>隧道列表 (*.json)</translation>
    </message>
    <message>
        <source>The tunnels were saved as %1. No password is in it.</source>
        <translation>隧道已保存为 %1，其中没有密码。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::OneTargetFields</name>
    <message>
        <source>&amp;Listen on:</source>
        <translation>监听(&amp;L)：</translation>
    </message>
    <message>
        <source>Listen on</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>A port of this machine, for example 8080. Other machines of your network reach it with *:8080.</source>
        <translation>本机的一个端口，例如 8080。若要让局域网内其他机器也能使用，请写 *:8080。</translation>
    </message>
    <message>
        <source>&amp;Target there:</source>
        <translation>那边的目标(&amp;T)：</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Where the peer connects to, seen from there, for example 127.0.0.1:80; 192.168.1.1:53/udp for UDP.</source>
        <translation>对端要连接的地址（从对端看），例如 127.0.0.1:80；UDP 则写成 192.168.1.1:53/udp。</translation>
    </message>
    <message>
        <source>&amp;Listen there:</source>
        <translation>在那边监听(&amp;L)：</translation>
    </message>
    <message>
        <source>Listen there</source>
        <translation>在那边监听</translation>
    </message>
    <message>
        <source>A port of the peer, for example 8080. A rule of the peer must allow it.</source>
        <translation>对端的一个端口，例如 8080。对端的规则必须允许。</translation>
    </message>
    <message>
        <source>&amp;Target here:</source>
        <translation>本机的目标(&amp;T)：</translation>
    </message>
    <message>
        <source>Target here</source>
        <translation>本机的目标</translation>
    </message>
    <message>
        <source>Where this machine connects to, for example 127.0.0.1:80.</source>
        <translation>本机要连接的地址，例如 127.0.0.1:80。</translation>
    </message>
    <message>
        <source>To one target</source>
        <translation>到一个目标</translation>
    </message>
    <message>
        <source>From the other machine to here</source>
        <translation>从另一台机器到这里</translation>
    </message>
    <message>
        <source>What connects to the port here comes out at the target on the other machine.</source>
        <translation>连接到本机此端口的程序，会从另一台机器连到目标。</translation>
    </message>
    <message>
        <source>What connects to the port on the other machine comes out at the target here.</source>
        <translation>连接到另一台机器此端口的程序，会从本机连到目标。</translation>
    </message>
    <message>
        <source>How it is called here. Left empty, it is named after its target.</source>
        <translation>在本机上的名称。留空则以目标命名。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ServiceBar</name>
    <message>
        <source>Carr&amp;y the tunnels here</source>
        <translation>由本程序承载隧道(&amp;Y)</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>%1 It is looked for all the time, and shown again when it is back.</source>
        <translation>%1 程序会一直寻找它，它恢复后会重新显示。</translation>
    </message>
    <message>
        <source>This program takes over: the service ends, then the tunnels start here.</source>
        <translation>本程序正在接管：服务结束后，隧道将在这里启动。</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ServiceView</name>
    <message>
        <source>&amp;Take over from the service…</source>
        <translation>从服务接管(&amp;T)…</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Service: culvertd</source>
        <translation>服务：culvertd</translation>
    </message>
    <message>
        <source>Service: culvertd %1</source>
        <translation>服务：culvertd %1</translation>
    </message>
    <message>
        <source>The tunnels are carried by culvertd, which runs as a service. They go on when this window is quit.</source>
        <translation>隧道由作为服务运行的 culvertd 承载。退出此窗口后，隧道继续运行。</translation>
    </message>
    <message>
        <source>%1
It is of another version than this window (%2); started anew it has the version that is installed: systemctl --user restart culvertd</source>
        <translation>%1
它的版本与此窗口（%2）不同；重新启动后即为已安装的版本：systemctl --user restart culvertd</translation>
    </message>
    <message>
        <source>Service: gone</source>
        <translation>服务：已断开</translation>
    </message>
    <message>
        <source>Service: ending</source>
        <translation>服务：正在结束</translation>
    </message>
    <message>
        <source>End culvertd, and carry the tunnels in this program?</source>
        <translation>结束 culvertd，并由本程序承载隧道？</translation>
    </message>
    <message>
        <source>Connections that are open now are cut. From then on tunnels work only while this program runs. The service starts again with your next session unless it is switched off: systemctl --user disable culvertd</source>
        <translation>当前打开的连接会被切断。此后，隧道只在本程序运行时可用。服务会随您的下一次会话再次启动，除非将其关闭：systemctl --user disable culvertd</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
</context>
<context>
    <name>culvert::ui::ToxState</name>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Asks the bootstrap nodes anew and looks for every peer again, as after a change of network. Open connections stay.</source>
        <translation>重新询问引导节点并重新寻找所有对端，如同更换网络之后。已打开的连接保持不变。</translation>
    </message>
    <message>
        <source>The bootstrap nodes and every peer were asked anew at %1.</source>
        <translation>已于 %1 重新询问引导节点和所有对端。</translation>
    </message>
    <message>
        <source>Every peer was asked anew at %1.</source>
        <translation>已于 %1 重新询问所有对端。</translation>
    </message>
</context>
<context>
    <name>culvert::demo::DemoTerminal</name>
    <message>
        <source>Culvert %1: two engines on this computer, paired over Tox on its loopback network.</source>
        <translation>Culvert %1：本机上的两个引擎，经 Tox 在环回网络上配对。</translation>
    </message>
    <message>
        <source>Stopped before its end.</source>
        <translation>在结束前被停止。</translation>
    </message>
    <message>
        <source>GET %1 through the tunnel: %2 bytes in %3 ms.</source>
        <translation>经隧道 GET %1：%2 字节，用时 %3 毫秒。</translation>
    </message>
    <message>
        <source>GET %1download, 100 MB:</source>
        <translation>GET %1download，100 MB：</translation>
    </message>
    <message>
        <source>%1 MB in %2 s: %3 MB/s.</source>
        <translation>%1 MB，用时 %2 秒：%3 MB/秒。</translation>
    </message>
    <message>
        <source>  SHA-256 sent      %1
</source>
        <translation>  SHA-256 已发送  %1
</translation>
    </message>
    <message>
        <source>  SHA-256 received  %1
</source>
        <translation>  SHA-256 已接收  %1
</translation>
    </message>
    <message>
        <source>The download is not what was sent. Please report this with the lines above.</source>
        <translation>下载的内容与发送的不同。请附上以上各行报告此问题。</translation>
    </message>
    <message>
        <source>They are equal. Now every stream, socket and queued byte must be gone again.</source>
        <translation>两者相同。现在所有流、套接字和排队的字节都必须消失。</translation>
    </message>
    <message>
        <source>All counters are back at their baseline. Done.</source>
        <translation>所有计数器都回到了基线。完成。</translation>
    </message>
    <message>
        <source>Not everything was closed within the time of the demo:</source>
        <translation>在演示时间内没有全部关闭：</translation>
    </message>
    <message>
        <source>The demo did not end within %1 seconds; the last line says what it waited for.</source>
        <translation>演示没有在 %1 秒内结束；最后一行说明它在等待什么。</translation>
    </message>
</context>
</TS>
