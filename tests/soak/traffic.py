# SPDX-License-Identifier: GPL-3.0-or-later
"""The traffic of the soak: a service, and the applications that use it through a tunnel."""
import contextlib
import hashlib
import random
import socket
import struct
import threading
import time

BLOCK = random.Random(7).randbytes(1_000_003)  # a prime: what is moved by a power of two is not the same
LIMIT = 180  # seconds that anything may stand still: longer than every stop and cut
HEAD = struct.Struct("!cQ")
DATAGRAM = struct.Struct("!QI")  # whose, which
QUIET = 1    # seconds without a datagram after which no more are waited for
QUESTIONS = 10  # so often a program asks that got no answer at all


class Broken(Exception):
    """A connection that did not do what it should."""


def pieces(size):
    view = memoryview(BLOCK)
    while size > 0:
        yield view[:min(size, len(view))]
        size -= len(view)


def digest(size):
    sha = hashlib.sha256()
    for piece in pieces(size):
        sha.update(piece)
    return sha.digest()


def hang_up(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def receive(connection, size):
    """So many bytes, or fewer if it ends before. (MSG_WAITALL does not wait where there is a time limit.)"""
    got = b""
    while len(got) < size and (piece := connection.recv(size - len(got))):
        got += piece
    return got


def same_digest(connection, size):
    got = receive(connection, 32)
    if len(got) < 32:
        raise Broken(f"{size} bytes went, and it ended after {len(got)} bytes of their SHA-256")
    if got != digest(size):
        raise Broken(f"{size} bytes went, another SHA-256 came back")


def receive_all(connection, sha, pause=0):
    """Until FIN; the number of bytes."""
    got = 0
    while piece := connection.recv(1 << 16 if pause else 1 << 18):
        sha.update(piece)
        got += len(piece)
        if pause:
            time.sleep(pause)
    return got


class Service:
    """Says "k" to each request and then does as it is told: D n sends n bytes, U n takes n and answers with their SHA-256, H n
    takes until FIN, then answers with that of what it took and n bytes, X n sends n bytes and resets."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.target = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.lock = threading.Lock()
        self.open = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            connection, _ = self.server.accept()
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        with self.lock:
            self.open += 1
        with connection, contextlib.suppress(OSError):
            connection.settimeout(LIMIT)
            head = receive(connection, HEAD.size)
            if len(head) == HEAD.size:
                self._do(connection, *HEAD.unpack(head))
        with self.lock:
            self.open -= 1

    def _do(self, connection, what, size):
        connection.sendall(b"k")
        sha = hashlib.sha256()
        if what == b"D":
            for piece in pieces(size):
                connection.sendall(piece)
        elif what == b"U":
            got = 0
            while got < size and (piece := connection.recv(min(1 << 18, size - got))):
                sha.update(piece)
                got += len(piece)
            connection.sendall(sha.digest())
        elif what == b"H":
            receive_all(connection, sha)
            connection.sendall(sha.digest())
            for piece in pieces(size):
                connection.sendall(piece)
        elif what == b"X":
            for piece in pieces(size):
                connection.sendall(piece)
            hang_up(connection)


class Echo:
    """Sends each datagram back."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.target = f"127.0.0.1:{self.socket.getsockname()[1]}/udp"
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self):
        while True:
            datagram, whence = self.socket.recvfrom(1 << 16)
            with contextlib.suppress(OSError):
                self.socket.sendto(datagram, whence)


class Flow:
    """A program that sends datagrams. They may get lost, but what comes back is one of its own, whole, and once."""

    def __init__(self, port):
        self.port = port
        self.answered = False
        self.sent = {}  # which: the datagram
        self.back = set()

    def run(self, count, pause, seed):
        dice = random.Random(seed)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
            connection.connect(("127.0.0.1", self.port))
            whose = dice.getrandbits(64)
            for _ in range(count):
                self._send(connection, whose, dice)
                self._take(connection, pause)
            self._take(connection, QUIET)
            for _ in range(QUESTIONS):
                if self.answered:
                    return
                self._send(connection, whose, dice)
                self._take(connection, QUIET)
        if not self.answered:
            raise Broken(f"none of {len(self.sent)} datagrams came back")

    def _send(self, connection, whose, dice):
        size = dice.randrange(0, 1200) if dice.random() < 0.9 else dice.randrange(1200, 20_000)
        offset = dice.randrange(0, len(BLOCK) - size)
        datagram = DATAGRAM.pack(whose, len(self.sent)) + BLOCK[offset:offset + size]
        self.sent[len(self.sent)] = datagram
        connection.send(datagram)

    def _take(self, connection, quiet):
        """All that comes until nothing has come for so long."""
        connection.settimeout(quiet)
        while len(self.back) < len(self.sent):
            try:
                datagram = connection.recv(1 << 16)
            except TimeoutError:
                return
            which = DATAGRAM.unpack_from(datagram)[1] if len(datagram) >= DATAGRAM.size else None
            if self.sent.get(which) != datagram:
                raise Broken(f"a datagram of {len(datagram)} bytes that was not sent")
            if which in self.back:
                raise Broken("a datagram came twice")
            self.back.add(which)
            self.answered = True


class Application:
    """One connection of an application. `answered` says whether the service has been reached."""

    def __init__(self, port):
        self.port = port
        self.answered = False

    def run(self, what, *arguments):
        with socket.create_connection(("127.0.0.1", self.port), LIMIT) as connection:
            getattr(self, what)(connection, *arguments)

    def _ask(self, connection, what, size):
        connection.sendall(HEAD.pack(what, size))
        if connection.recv(1) != b"k":
            raise Broken("closed before the answer")
        self.answered = True

    def download(self, connection, size, pause=0):
        self._ask(connection, b"D", size)
        sha = hashlib.sha256()
        got = receive_all(connection, sha, pause)
        if got != size:
            raise Broken(f"{got} of {size} bytes came")
        if sha.digest() != digest(size):
            raise Broken(f"another SHA-256 of {size} bytes")

    def upload(self, connection, size):
        self._ask(connection, b"U", size)
        for piece in pieces(size):
            connection.sendall(piece)
        same_digest(connection, size)

    def half_close(self, connection, there, back):
        self._ask(connection, b"H", back)
        for piece in pieces(there):
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        same_digest(connection, there)
        sha = hashlib.sha256()
        if receive_all(connection, sha) != back or sha.digest() != digest(back):
            raise Broken(f"the answer of {back} bytes after a half-close")

    def hang_up(self, connection, size, after):
        self._ask(connection, b"D", size)
        got = 0
        while got < after:
            piece = connection.recv(1 << 16)
            if not piece:
                raise Broken(f"ended after {got} of {size} bytes")
            got += len(piece)
        hang_up(connection)

    def be_reset(self, connection, size):
        try:
            self._ask(connection, b"X", size)  # the reset may overtake even that
            receive_all(connection, hashlib.sha256())
        except ConnectionResetError:
            return
        raise Broken("a reset came as a close")


def choose(dice):
    """What one application does next: the number of connections at once, and their (what, arguments)."""
    kind = dice.random()
    if kind < 0.35:  # a page of a browser
        return [("download", (dice.randrange(200, 60_000),)) for _ in range(dice.randrange(6, 30))]
    if kind < 0.40:  # names are looked up
        return [("datagrams", (1, 0.01, dice.random())) for _ in range(dice.randrange(1, 12))]
    if kind < 0.45:  # somebody speaks
        return [("datagrams", (dice.randrange(100, 1000), 0.01, dice.random()))]
    if kind < 0.60:
        return [("download", (dice.randrange(2_000_000, 20_000_000),))]
    if kind < 0.72:
        return [("upload", (dice.randrange(1_000_000, 12_000_000),))]
    if kind < 0.80:
        return [("download", (dice.randrange(500_000, 3_000_000), 0.02))]
    if kind < 0.88:
        return [("half_close", (dice.randrange(0, 2_000_000), dice.randrange(0, 2_000_000)))]
    if kind < 0.94:
        return [("hang_up", (20_000_000, dice.randrange(1, 3_000_000)))]
    return [("be_reset", (dice.randrange(0, 1_000_000),))]
