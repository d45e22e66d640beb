# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of others that carry their own verdict, through a tunnel or the proxy port."""
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable

from bench import free_port, wait_for_port


@dataclasses.dataclass
class Ground:
    pair: object
    web: object
    folder: pathlib.Path


@dataclasses.dataclass
class Trial:
    program: str
    path: str
    what: str
    run: Callable
    asked: tuple = ()  # what says the version

    def shown(self):
        if not self.asked:
            return self.program
        done = subprocess.run(self.asked, capture_output=True, text=True)
        found = re.search(r"\d+(\.\d+)+(p\d+)?", done.stdout + done.stderr)
        return f"{self.program} {found[0]}" if found else self.program


def run(*command, limit=120, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, timeout=limit, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout).decode(errors='replace').strip()[-160:]}")
    return done.stdout


@contextlib.contextmanager
def serving(command, port, **more):
    server = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        wait_for_port(port)
        yield
    finally:
        server.terminate()
        server.wait()


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def fresh(ground, name):
    folder = ground.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def repository(folder):
    """A bare repository with 300 commits and 20 MB that do not compress."""
    work = folder / "work"
    run("git", "init", "-q", "-b", "main", work)
    stream = []
    for i in range(300):
        content = os.urandom(70_000)
        message = f"commit {i}\n".encode()
        stream.append(b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\ndata %d\n%sM 100644 inline file%d\ndata %d\n%s\n"
                      % (1_700_000_000 + i, len(message), message, i % 50, len(content), content))
    run("git", "-C", work, "fast-import", "--quiet", input=b"".join(stream))
    run("git", "clone", "-q", "--bare", work, folder / "repo.git")
    return folder / "repo.git"


@contextlib.contextmanager
def git_daemon(folder):
    port = free_port()
    with serving(["git", "daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1", f"--port={port}", f"--base-path={folder}", folder], port):
        yield port


def git_clone(ground):
    folder = fresh(ground, "git")
    bare = repository(folder)
    with git_daemon(folder) as port:
        run("git", "clone", "-q", f"git://127.0.0.1:{ground.pair.forward(port)}/repo.git", folder / "copy")
    run("git", "-C", folder / "copy", "fsck", "--full", "--strict")
    here = run("git", "-C", folder / "copy", "rev-parse", "HEAD").strip()
    if here != run("git", "-C", bare, "rev-parse", "main").strip():
        raise RuntimeError("another commit came out")
    return "300 commits, fsck without a fault"


@contextlib.contextmanager
def ssh_server(folder):
    """Yields the port, and the words of ssh to reach it but for the port."""
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "user")
    shutil.copy(folder / "user.pub", folder / "authorized")
    port = free_port()
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\n"
        f"PasswordAuthentication no\nPermitRootLogin yes\nPidFile none\n")
    pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    words = ["ssh", "-F", "none", "-i", folder / "user", "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder}/known",
             "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"]
    with serving([shutil.which("sshd"), "-D", "-e", "-f", folder / "sshd_config"], port):
        yield port, [str(word) for word in words]


def rsync_over_ssh(ground):
    folder = fresh(ground, "rsync")
    (folder / "from").mkdir()
    for i in range(200):
        (folder / "from" / f"{i}").write_bytes(os.urandom(1000 * i + 1))
    with ssh_server(folder) as (port, ssh):
        remote = " ".join([*ssh, "-p", str(ground.pair.forward(port))])
        for again in range(2):
            said = run("rsync", "-a", "--stats", "--checksum", "-e", remote, f"{folder}/from/", f"127.0.0.1:{folder}/to/")
    if any(sha256(folder / "from" / f"{i}") != sha256(folder / "to" / f"{i}") for i in range(200)):
        raise RuntimeError("a file differs")
    if b"Number of regular files transferred: 0" not in said:
        raise RuntimeError("the second run found differences")
    return "200 files, 20 MB, second run without a change"


def half_close(ground):
    """Both ends shut down: the far one answers when it has seen the end of the question."""
    folder = fresh(ground, "nc")
    question = os.urandom(5_000_000)
    (folder / "question").write_bytes(question)
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve():
            connection, _ = server.accept()
            with connection:
                digest = hashlib.sha256()
                while piece := connection.recv(1 << 16):
                    digest.update(piece)
                connection.sendall(digest.hexdigest().encode())
        threading.Thread(target=serve, daemon=True).start()
        port = ground.pair.forward(server.getsockname()[1])
        with open(folder / "question", "rb") as stdin:
            answer = run("nc", "-N", "127.0.0.1", port, stdin=stdin)
    if answer.decode() != hashlib.sha256(question).hexdigest():
        raise RuntimeError("another answer")
    return "5 MB, then its FIN, then the answer"


def wrk(url):
    said = run("wrk", "-t2", "-c64", "-d5s", url).decode()
    errors = re.search(r"Socket errors: .*|Non-2xx.*", said)
    if errors:
        raise RuntimeError(errors[0])
    return f"{float(re.search(r'Requests/sec: *([0-9.]+)', said)[1]):.0f} requests a second, no error"


def redis(ground):
    port = free_port()
    folder = fresh(ground, "redis")
    with serving(["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", folder], port):
        said = run("redis-benchmark", "-h", "127.0.0.1", "-p", ground.pair.forward(port), "-n", 20000, "-c", 50, "-t", "set,get", "-q").decode()
    rates = re.findall(r"(SET|GET): ([0-9.]+) requests per second", said)
    if len(rates) != 2:
        raise RuntimeError(said[-160:])
    return ", ".join(f"{name} {float(rate):.0f} a second" for name, rate in rates)


def curl_by(scheme):
    def trial(ground):
        out = ground.folder / f"curl-{scheme}"
        run("curl", "-sSf", "--noproxy", "", "--proxy", f"{scheme}://127.0.0.1:{ground.pair.proxy}", "-o", out, f"http://127.0.0.1:{ground.web.port}/large")
        if sha256(out) != ground.web.sha256:
            raise RuntimeError("the hash differs")
        out.unlink()
        return "200 MB, its hash"
    return trial


def git_by_connect(ground):
    """ssh has culvertd itself as its ProxyCommand: no port is opened here at all."""
    folder = fresh(ground, "git-connect")
    repository(folder)
    near = ground.pair.near
    with ssh_server(folder) as (port, ssh):
        words = " ".join([*ssh, "-o", f"'ProxyCommand={near.program} --profile {near.profile} connect far %h:%p'"])
        run("git", "clone", "-q", f"ssh://127.0.0.1:{port}{folder}/repo.git", folder / "copy", env={**os.environ, "GIT_SSH_COMMAND": words})
        sources = {connection["source"].split(" (")[0] for connection in near.ask("connections") if connection["tunnel"] is None}
    run("git", "-C", folder / "copy", "fsck", "--full", "--strict")
    if sources != {"ssh"}:
        raise RuntimeError(f"the table names {sources}")
    return "300 commits, fsck without a fault; the table names ssh"


def git_by_proxy(ground):
    """git has no proxy for its own protocol: ssh takes the port as its ProxyCommand."""
    folder = fresh(ground, "git-proxy")
    repository(folder)
    with ssh_server(folder) as (port, ssh):
        words = " ".join([*ssh, "-o", f"'ProxyCommand=nc -X 5 -x 127.0.0.1:{ground.pair.proxy} %h %p'"])
        run("git", "clone", "-q", f"ssh://127.0.0.1:{port}{folder}/repo.git", folder / "copy", env={**os.environ, "GIT_SSH_COMMAND": words})
    run("git", "-C", folder / "copy", "fsck", "--full", "--strict")
    return "300 commits, fsck without a fault"


@contextlib.contextmanager
def udp_forward(ground, port, listen=0):
    """The local port of a forward of UDP to this one. Its flows end with it."""
    ground.pair.far.ask("rules", "add", ground.pair.far.ask("peers")[0]["id"], "allow", f"127.0.0.1:{port}/udp", "--at", "1")
    tunnel = ground.pair.near.ask("forward", "add", "--peer", "far", "--listen", str(listen), "--target", f"127.0.0.1:{port}/udp")
    try:
        yield ground.pair.listening(tunnel)
    finally:
        ground.pair.near.ask("forward", "remove", tunnel["name"])


def dns(ground):
    """A real name server asked by dig, each time from another port; answers of more than a packet of the link holds, too."""
    port = free_port()
    large = ",".join("x" * 200 for _ in range(15))
    words = ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--pid-file=", "--user=root", f"--port={port}",
             "--listen-address=127.0.0.1", "--bind-interfaces", "--edns-packet-max=4096", f"--txt-record=large.example,{large}",
             *(f"--address=/host{i}.example/10.1.2.{i}" for i in range(50))]
    with serving(words, port), udp_forward(ground, port) as local:
        ask = ["dig", "@127.0.0.1", "-p", local, "+notcp", "+ignore", "+short", "+tries=1", "+time=5"]
        for i in range(50):
            answer = run(*ask, f"host{i}.example").decode().strip()
            if answer != f"10.1.2.{i}":
                raise RuntimeError(f"host{i}.example is {answer}")
        answer = run(*ask, "+bufsize=4096", "large.example", "TXT").decode()
        if answer.count("x") != 3000:
            raise RuntimeError(f"{answer.count('x')} of 3000 characters")
    return "50 names and an answer of 3 KB, each at the first try"


def iperf(ground):
    port = free_port()
    with serving(["iperf3", "-s", "-B", "127.0.0.1", "-p", port], port):
        local = ground.pair.forward(port)
        with udp_forward(ground, port, local):
            said = json.loads(run("iperf3", "-c", "127.0.0.1", "-p", local, "-u", "-b", "5M", "-l", "1200", "-t", "3", "-J"))
    end = said["end"]["sum"]
    if end["packets"] == 0 or end["lost_percent"] > 50:
        raise RuntimeError(f"{end['packets']} datagrams, {end['lost_percent']:.1f} % lost")
    return f"{end['packets']} datagrams, {end['lost_packets']} lost"


TRIALS = [
    Trial("dnsmasq and dig", "UDP tunnel", "names, one flow each", dns, ("dig", "-v")),
    Trial("iperf3 -u", "UDP and TCP tunnel on one port", "5 Mbit/s, 3 s", iperf, ("iperf3", "--version")),
    Trial("git", "tunnel", "clone by git://", git_clone, ("git", "--version")),
    Trial("git over ssh and nc -X 5", "proxy port, SOCKS5", "clone", git_by_proxy, ("git", "--version")),
    Trial("git over ssh", "culvertd connect", "clone", git_by_connect, ("git", "--version")),
    Trial("rsync over ssh", "tunnel", "a tree, twice", rsync_over_ssh, ("rsync", "--version")),
    Trial("nc -N (OpenBSD)", "tunnel", "half-close", half_close),
    Trial("wrk", "tunnel", "64 connections, 5 s", lambda g: wrk(f"http://127.0.0.1:{g.pair.forward(g.web.port)}/small/1.svg"), ("wrk", "--version")),
    Trial("redis-benchmark", "tunnel", "50 clients, SET and GET", redis, ("redis-benchmark", "--version")),
    *(Trial("curl", f"proxy port, {scheme.upper()}", "download", curl_by(scheme), ("curl", "--version"))
      for scheme in ("http", "socks5h", "socks4a")),
]
