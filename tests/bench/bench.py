# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benches share: a culvertd to be measured, the service behind the tunnels, requests, tables."""
import contextlib
import getpass
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
ADDRESS = "10.203.0.1"  # one more address of loopback: a direct way is not tried on 127.0.0.1
ONLINE_LIMIT = 60       # seconds until two must have found each other
REQUEST_LIMIT = 120     # seconds for one answer


def in_own_network(address=ADDRESS):
    """Starts the calling script anew as an ordinary user in a network of its own, unless that is done. `address` is one more of
    its loopback; empty: none, and so no direct way but to endpoints that were given."""
    if os.environ.get("CULVERT_BENCH_INSIDE"):
        return
    as_user = [shutil.which("runuser"), "-u", "nobody", "--"] if os.geteuid() == 0 else []
    python = shutil.which("python3", path="/usr/bin:/bin") or sys.executable  # one that every user may run
    command = [*as_user, TREE / "tools/loopback-only", python, "-B", *sys.argv]
    os.execve(command[0], [str(word) for word in command],
              {**os.environ, "CULVERT_BENCH_INSIDE": "1", "CULVERT_LOOPBACK_ADDRESS": address})


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024 / 1e6


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def node(port, key, tcp_ports=()):
    return {"ipv4": "127.0.0.1", "port": port, "public_key": key, "tcp_ports": list(tcp_ports)}


NOBODY = node(9, "00" * 31 + "09")  # the first of a network has nobody to ask


class Culvertd:
    """One culvertd with a profile of its own. Leave the block to end it."""

    def __init__(self, program, folder, nodes, settings=None):
        folder.mkdir(exist_ok=True)
        self.program, self.profile = program, folder / "profile"
        # No router is asked: it would be by SSDP on the LAN where there is no network of our own.
        for key, value in {"direct.portMapping": "false", **(settings or {})}.items():
            self.ask("set", key, value)
        self.nodes_file = folder / "nodes.json"
        self.nodes_file.write_text(json.dumps({"nodes": nodes}))
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program, "--profile", self.profile, "--nodes", self.nodes_file, "run"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # Asked before, it would not find the lock free. The search for a router may say something of its own first.
        if not any(line.startswith("Culvert is running") for line in self.process.stderr):
            raise RuntimeError("culvertd run did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)

    @property
    def pid(self):
        return self.process.pid

    def ask(self, *words):
        done = subprocess.run([self.program, "--profile", self.profile, "--json", *words], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"culvertd {' '.join(words)}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def wait_for(self, what, condition, limit=ONLINE_LIMIT):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"culvertd ended with {self.process.returncode}")
            with contextlib.suppress(RuntimeError):
                status = self.ask("status")
                if status["running"] and condition(status):
                    return status
            time.sleep(0.1)
        raise RuntimeError(f"not {what} within {limit} s")

    def as_node(self):
        tox = self.wait_for("started", lambda status: status["tox"]["node"]["udpPort"])["tox"]["node"]
        return node(tox["udpPort"], tox["dhtPublicKey"])


@contextlib.contextmanager
def culvert_pair(program, folder, targets, path, settings, relay=None):
    """Two culvertd, paired and online by `path`: yields them, a port of a forward to each target, and the seconds it took.
    They find one another by themselves, or by the node `relay`."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Culvertd(program, folder / "server", [relay or NOBODY], settings))
        client = stack.enter_context(Culvertd(program, folder / "client", [relay or server.as_node()], settings))
        for end in (server, client) if relay else ():
            end.wait_for("connected", lambda status: status["tox"]["connection"] != "none")
        if not relay:
            client.as_node()
        pair(client, server, targets)
        start = time.monotonic()
        for end in (client, server):
            wait_online(end, path, 120 if relay else ONLINE_LIMIT)
        took = time.monotonic() - start
        yield client, server, forward(client, targets), took


def pair(near, far, targets, name="server"):
    near.ask("pair", far.ask("invite", *(word for target in targets for word in ("--allow", target)))["link"], "--name", name)


def wait_online(end, path, limit=ONLINE_LIMIT):
    """Until every peer is."""
    end.wait_for(f"online by {path}", lambda status: {(p["state"], p["path"]) for p in status["peers"]} == {("online", path)}, limit)


def forward(near, targets, name="server"):
    """Ports of forwards of `near` to these targets of its peer `name`."""
    listen = [near.ask("forward", "add", "--peer", name, "--listen", "0", "--target", target)["listen"] for target in targets]
    return [int(text.rpartition(":")[2]) for text in listen]


def end(process):
    process.terminate()
    process.wait(10)


@contextlib.contextmanager
def ssh_pair(folder, targets):
    """An sshd and `ssh -L` to each target, both the system's, as this user: yields what tells their process numbers, and the ports."""
    with contextlib.ExitStack() as stack:
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{folder}/{key}"], check=True)
        daemon_port, *ports = (free_port() for _ in range(1 + len(targets)))
        daemon = subprocess.Popen([shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-e", "-f", "/dev/null", "-h", f"{folder}/host",
                                   "-p", str(daemon_port), "-o", f"AuthorizedKeysFile={folder}/user.pub", "-o", "StrictModes=no",
                                   "-o", "UsePAM=yes", "-o", "ListenAddress=127.0.0.1", "-o", "PidFile=none"],
                                  stderr=subprocess.DEVNULL)
        stack.callback(end, daemon)
        wait_for_port(daemon_port)
        forwards = [word for port, target in zip(ports, targets) for word in ("-L", f"{port}:{target}")]
        client = subprocess.Popen(["ssh", "-F", "none", "-N", "-p", str(daemon_port), "-i", f"{folder}/user", *forwards,
                                   "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
                                   f"{getpass.getuser()}@127.0.0.1"])
        stack.callback(end, client)
        for port in ports:
            wait_for_port(port)

        def pids():
            daemons = subprocess.run(["pgrep", "-u", str(os.getuid()), "-x", "sshd"], capture_output=True, text=True).stdout.split()
            return [client.pid, *map(int, daemons)]

        yield pids, ports


def serve(server):
    """The service: "D%09d" sends that many bytes, "U%09d" takes them and answers with their number."""
    answer = memoryview(os.urandom(1 << 20))

    def one(connection):
        with connection, contextlib.suppress(OSError):
            word = connection.recv(10, socket.MSG_WAITALL)
            if not word:  # somebody only looked whether there is a way
                return
            size = int(word[1:])
            if word[:1] == b"U":
                got = 0
                while got < size and (piece := connection.recv(1 << 18)):
                    got += len(piece)
                connection.sendall(b"%09d" % got)
                return
            while size > 0:
                size -= connection.send(answer[:min(size, len(answer))])

    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=one, args=(connection,), daemon=True).start()


@contextlib.contextmanager
def service():
    """Yields HOST:PORT of the service."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


def download(port, size, buffer):
    """One TCP connection: connect, ask, the answer, the end. Seconds."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), REQUEST_LIMIT) as connection:
        connection.sendall(b"D%09d" % size)
        got = 0
        while got < size and (count := connection.recv_into(buffer)):
            got += count
    if got != size:
        raise RuntimeError(f"{got} of {size} bytes came through")
    return time.monotonic() - start


def upload(port, size, buffer):
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), REQUEST_LIMIT) as connection:
        connection.sendall(b"U%09d" % size)
        left = size
        while left > 0:
            left -= connection.send(memoryview(buffer)[:min(left, len(buffer))])
        if connection.recv(9, socket.MSG_WAITALL) != b"%09d" % size:
            raise RuntimeError("the upload did not come through")
    return time.monotonic() - start


@contextlib.contextmanager
def listening(*command):
    """Runs a program that prints the port on which it listens; yields that."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(server.stdout.readline())
    finally:
        server.kill()
        server.wait()


@contextlib.contextmanager
def connection_service(folder):
    """Yields HOST:PORT of the service of `connection_rate`, which lies in `folder`."""
    with listening(folder / "connection_rate", "serve") as port:
        yield f"127.0.0.1:{port}"


def connection_rate(folder, port, seconds, parallel, until):
    """Connections of 1 KB a second through `port`, `until` the "last" byte or the "end" of each; and the median and 95th
    percentile of one in ms."""
    done = subprocess.run([folder / "connection_rate", "drive", str(port), str(seconds), str(parallel), until], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"connections: {done.stderr}")
    return [float(word) for word in done.stdout.split()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, limit=10):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on {port}")


def cell(values):
    if not values:
        return "-"
    figure = lambda value: f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
    if len(values) == 1:
        return figure(values[0])
    return f"{figure(statistics.median(values))} ({figure(min(values))}-{figure(max(values))})"


def print_table(titles, columns, first_cell=""):
    """columns: {title: {row: [values]}}; medians, with the range."""
    print(f"| {first_cell} | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for title in titles:
        print(f"| {title} | " + " | ".join(cell(column.get(title)) for column in columns.values()) + " |")
