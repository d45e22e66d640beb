#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of the corpora: the vectors of PROTOCOL.md, and lines, files and scripts that the targets understand.

usage: make_corpus.py ROOT      writes ROOT/tests/fuzz/corpus/*/seed-*; findings beside them keep their names
"""
import json
import pathlib
import re
import struct
import sys

KEY = "8F40C5ADB68F25624AE5B214EA767A6EC94D829D3D7B5E1AD1BA6F3E2138285F"
RULES = ["allow 192.168.1.10:22", "allow 10.0.0.0/8:80-443", "deny *:25", "ask *.example.org:443", "allow [fd00::/8]:22",
         "allow [::ffff:7f00:1]:80", "allow [fe80::1%eth0]:22", "allow b\u00fccher.example:80", "127.1", "0x7f.1", "2130706433",
         "017700000001", "::ffff:127.0.0.1", "localhost.", "\uff11\uff12\uff17.0.0.1", "[::1]:80", "nas.lan:80", "*:8080", "allow 192.168.1.1:53/udp"]


def vectors(root):
    text = (root / "engine/wire/PROTOCOL.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+) = (\S+)$", text[text.index("```vectors"):], re.M))


def scripts():
    """Of fuzz_link: a byte says what, its bit 3 to whom; see one() there."""
    varint = lambda n: struct.pack(">Q", n | 3 << 62)
    frames = {
        "ping": b"\x01", "wrong-id": b"\x0a" + varint(4096) + b"\x01x", "uni": b"\x0a\x02\x01x",
        "foreign-reset": b"\x04\x01\x04\x00", "foreign-stop": b"\x05\x00\x04", "window": b"\x0e\x04" + varint(1 << 40) + b"\x01x",
        "max-data": b"\x10" + varint((1 << 62) - 1), "max-streams": b"\x12" + varint(1 << 60),
        "new-id": b"\x18\x05\x00\x08" + bytes(8) + bytes(16), "retire": b"\x19\x07", "ack": b"\x02" + varint(1 << 40) + b"\x00\x00\x00",
        "crypto": b"\x06\x00\x04abcd", "token": b"\x07\x01x", "done": b"\x1e", "challenge": b"\x1a12345678", "unknown": b"\x2f",
        "datagram": b"\x31\x03\x04hi", "datagram-cut": b"\x31\x01\xc0",
        "close": b"\x1d\x1b\x00", "stream": b"\x0b\x04\x04" + b"\x00\x02\xa0\x00",
    }
    for name, frame in frames.items():
        for side in (0, 8):
            yield f"{name}-{side}", bytes([5 | side, 4, 4 | side, len(frame)]) + frame + bytes([0, 30])
    hello = bytes.fromhex("a500010150a0a1a2a3a4a5a6a7a8a9aaabacadaeaf03f4056078070a".replace("056078", "0560"))
    for side in (0, 8):
        yield f"hello-{side}", bytes([3 | side, len(hello)]) + hello + bytes([0, 50])
        yield f"restart-{side}", bytes([6 | side, 1, 2, 1, 0, 40, 6 | side, 3, 2, 1, 0, 90])
        yield f"replay-{side}", bytes([5, 200, 0, 10]) + b"".join(bytes([2 | side, n, 0, n % 2]) for n in range(12)) + bytes([0, 60])
        yield f"junk-{side}", bytes([1 | side, 4]) + bytes([200, 0xc3, 0, 0, 0, 1, 8]) + bytes(25) + bytes([0, 40])
    yield "outage", bytes([5, 255, 7, 0, 0, 200, 7 | 32, 0, 60, 7 | 16 | 32, 0, 30])


def saves():
    """Tox saves: a head, and sections of a length, a type and 0x01ce; the first has nospam and both keys."""
    section = lambda kind, content: struct.pack("<IHH", len(content), kind, 0x01CE) + content
    head, keys, end = struct.pack("<II", 0, 0x15ED1B1F), section(1, bytes(4) + bytes(range(64))), section(255, b"")
    yield "least", head + keys + end
    yield "whole", head + keys + section(2, bytes(20)) + section(3, bytes(64)) + section(4, b"name") + section(10, bytes(58)) + section(11, bytes(59)) + end
    yield "cut", head + keys
    yield "encrypted", b"toxEsave" + bytes(72)


def routers():
    """Answers in the order in which a router is asked: its description, its address, the forwarding."""
    http = lambda body, status="200 OK": f"HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    service = lambda kind, at: (f"<serviceList><service><serviceType>urn:schemas-upnp-org:service:{kind}:1</serviceType><controlURL>/{at}</controlURL>"
                                "<eventSubURL>/e</eventSubURL><SCPDURL>/s</SCPDURL></service></serviceList>")
    device = lambda kind, inside: f"<device><deviceType>urn:schemas-upnp-org:device:{kind}:1</deviceType>{inside}</device>"
    root = "<root>" + device("InternetGatewayDevice", "<deviceList>" + device("WANDevice", service("WANCommonInterfaceConfig", "c") + "<deviceList>" + device(
        "WANConnectionDevice", service("WANIPConnection", "w")) + "</deviceList>") + "</deviceList>") + "</root>"
    outside = "<NewExternalIPAddress>203.0.113.7</NewExternalIPAddress>"
    fault = lambda code: f"<s:Fault><detail><UPnPError><errorCode>{code}</errorCode></UPnPError></detail></s:Fault>"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + f"{len(root):x}\r\n{root}\r\n0\r\n\r\n".encode()
    yield "mapped", b"\0".join([http(root), http(outside), http("<u:AddPortMappingResponse/>"), http("")])
    yield "conflict", b"\0".join([chunked, http(outside), http(fault(718), "500 Internal Server Error")])
    yield "permanent", b"\0".join([http(root), http(outside), http(fault(725), "500 Internal Server Error"), http("")])
    yield "refused", b"\0".join([http(root), http(fault(606), "500 Internal Server Error")])
    yield "junk", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<root><device>"


def stun_answers():
    """Those of RFC 5769, sections 2.2 and 2.3, and one of RFC 3489's kind."""
    head = lambda size: b"\1\1" + struct.pack(">H", size) + bytes.fromhex("2112a442b7e7a701bc34d686fa87dfae")
    software = bytes.fromhex("8022000b7465737420766563746f7220")
    yield "ipv4", head(60) + software + bytes.fromhex("002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96")
    yield "ipv6", head(72) + software + bytes.fromhex("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                                                      "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c")
    yield "plain", head(12) + bytes.fromhex("00010008000103e8c0000201")


def conversations():
    """Of fuzz_proxy: what is said at a proxy port, once whole; and scripts with both sides."""
    get = b"GET http://h.example/x HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, x\r\n\r\n"
    post = b"POST http://h/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nabcd\r\n0\r\nX: 1\r\n\r\n"
    said = {
        "socks5": b"\5\1\0\5\1\0\3\x0bexample.org\0\x50", "socks5-login": b"\5\1\2\1\1u\1p\5\1\0\1\x7f\0\0\1\0\x50",
        "socks5-v6": b"\5\2\0\2\5\1\0\4" + bytes(15) + b"\1\x01\xbb", "socks5-bind": b"\5\1\0\5\2\0\1\x7f\0\0\1\0\x50",
        "socks4": b"\4\1\0\x50\x7f\0\0\1me\0", "socks4a": b"\4\1\0\x50\0\0\0\1\0h.example\0", "get": get, "post": post,
        "connect": b"CONNECT h.example:443 HTTP/1.1\r\n\r\n\x16\3\1", "help": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:1080\r\n\r\n",
        "pac": b"GET /proxy.pac HTTP/1.0\r\n\r\n", "smuggle": b"POST http://h/ HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "fold": b"GET http://h/ HTTP/1.1\r\nX: a\r\n b\r\n\r\n", "space": b"GET http://h/ HTTP/1.1\r\nX : a\r\n\r\n",
    }
    for name, words in said.items():
        yield name, b"\1" + words
    hear = lambda words: bytes([0, len(words)]) + words
    answer = lambda words: bytes([1, len(words)]) + words
    connected, failed, heard_end, answered_end = b"\2", b"\3", b"\4", b"\5"
    yield "script-two", b"\0" + hear(get) + connected + answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") + hear(get) + answered_end + b"\6"
    yield "script-chunks", b"\0" + hear(post) + connected + answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n") + heard_end + b"\6"
    yield "script-upgrade", b"\0" + hear(b"GET http://h/ HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n") + connected + answer(
        b"HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n\x81\0")
    yield "script-interim", b"\0" + hear(get) + connected + answer(b"HTTP/1.1 100 C\r\n\r\nHTTP/1.0 200 OK\r\n\r\nto the end") + answered_end + b"\6"
    yield "script-failed", b"\0" + hear(get) + failed + hear(get) + b"\6"


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    v = vectors(root)
    raw = lambda *names: {name: bytes.fromhex(v[name]) for name in names}
    seeds = {
        "invite": {"link": v["invite"].encode(), "endpoints": v["inviteWithEndpoints"].encode(), "cbor": bytes.fromhex(v["inviteCbor"])},
        "hello": raw("helloPlain", "hello", "helloProven", "helloWithCandidates"),
        "flow": raw("flowFrameShort", "flowFrameLong", "flowOnStream") | {"pieces": b"\x02\x00\x05hello\x00\x00\x00\x01x", "long": b"\xff\xff\xff"},
        "opening": raw("openingUdp", "openingIpv4", "openingIpv6", "openingName", "openingListen", "openingListenAnywhere", "openingReverse", "answerListening", "answerConnected", "answerRefused"),
        "request": raw("pairRequest", "pairRequestBare", "requestHead"),
        "datagram": {**raw("heartbeat", "probeQuestion", "probeAnswer"), "whole": bytes.fromhex(v["probeAnswer"]).ljust(1373, b"\0")},
        "rule": {f"{i:02}": line.encode() for i, line in enumerate(RULES)},
        "nodes": {"list": json.dumps({"nodes": [{"ipv4": "192.0.2.1", "ipv6": "-", "port": 33445, "tcp_ports": [443, 3389],
                                                 "public_key": KEY}, {"ipv4": "NONE", "ipv6": "2001:db8::1", "port": 1}]}).encode(),
                  "empty": b'{"nodes":[]}', "other": b"[]"},
        "config": {"empty": b'{"version":2}', "whole": json.dumps({
            "version": 2, "x": [1],
            "peers": [{"name": "nas", "id": KEY, "allow": ["allow 10.0.0.1:80"], "rules": ["deny *:25"], "endpoints": ["192.0.2.1:33500"]}],
            "invites": [{"tokenHash": KEY, "expiresAt": "2027-01-01T00:00:00Z", "allow": ["127.0.0.1:80"]}],
            "forwards": [{"name": "web", "peer": KEY, "listen": "127.0.0.1:8080", "target": "10.0.0.1:80", "started": True}],
            "settings": {"tox.udp": True, "resumeLimit": 300}}).encode()},
        "link": dict(scripts()),
        "control": {"lines": b'{"command":"id"}\n{"command":"pair","link":"culvert:x","name":"nas"}\n{"watch":"connections"}\n',
                    "invite": b'{"command":"invite","allow":["nas:80"],"expiresMs":3600000,"endpoints":["192.0.2.1:5"]}\n',
                    "forward": b'{"command":"addForward","name":"web","peer":"nas","listen":"8080","target":"nas:80"}\n',
                    "rules": b'{"command":"setRules","peer":"nas","rules":["allow nas:80","deny *:*"]}\n',
                    "long": b'{"command":"' + b"x" * 600 + b'"}\n', "half": b'{"command":"id"'},
        "save": dict(saves()),
        "router": dict(routers()),
        "stun": dict(stun_answers()),
        "proxy": dict(conversations()),
    }
    for target, inputs in seeds.items():
        folder = root / "tests/fuzz/corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in inputs.items():
            (folder / f"seed-{name}").write_bytes(content)
