#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types what README.md and docs/guide.en.md tell a new user, word for word, on two machines of a network without anything else.

The machines are network namespaces with a cable between them; each has a home of its own and no settings. In place of the Tox network
there is one node, which both find in a nodes.json as the guide tells. Behind each step a real request shows that it did what the
page says.

usage: type_the_readme.py FOLDER-OF-CULVERTD      exit code 77 where the system permits no namespaces
"""
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE / "tests/bench"))

import bench  # noqa: E402

BODY = hashlib.shake_256(b"a page of the office").digest(300_000)
PATIENCE = 120  # seconds for what two programs have to find out about one another


def blocks(page, heading):
    """The indented blocks of a section, each as its lines without comments."""
    section = re.split(r"^## ", (TREE / page).read_text(encoding="utf-8"), flags=re.M)
    text = next(part for part in section if part.startswith(heading + "\n"))
    found = re.findall(r"((?:^ {4,}\S.*\n)+)", text, re.M)
    return [[re.sub(r" +# .*", "", line.strip()) for line in block.splitlines()] for block in found]


class Machine:
    def __init__(self, name, home, programs, namespace):
        self.name, self.namespace = name, namespace
        home.mkdir()
        self.environment = {"HOME": str(home), "PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(home)}
        self.started = []

    def enter(self, command):
        return ["nsenter", "-t", str(self.namespace), "-n", "-u", *command]

    def has_nodes(self, nodes):
        profile = pathlib.Path(self.environment["HOME"]) / ".config/culvert"
        profile.mkdir(mode=0o700, parents=True)
        (profile / "nodes.json").write_text(json.dumps({"nodes": nodes}))

    def start(self, command):
        self.started.append(subprocess.Popen(self.enter(command), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def type(self, line):
        """A line of a page at this machine's shell. Its output, or nothing of what goes on in the background."""
        print(f"{self.name}$ {line}", flush=True)
        if line.endswith("&"):
            self.start(shlex.split(line[:-1]))
            return ""
        done = subprocess.run(self.enter(["sh", "-c", line]), env=self.environment, capture_output=True, text=True, timeout=60)
        print(done.stdout + done.stderr, end="", flush=True)
        if done.returncode != 0:
            sys.exit(f"{self.name}: exit code {done.returncode}")
        return done.stdout

    def fetches(self, *words):
        done = subprocess.run(self.enter(["curl", "-sS", "--max-time", "20", *words]), env=self.environment, capture_output=True)
        return done.stdout == BODY

    def kill(self):
        for program in self.started:
            program.kill()
            program.wait()

    def end(self):
        for program in self.started:
            program.send_signal(signal.SIGTERM)
        for program in self.started:
            if program.wait(20) not in (0, -signal.SIGTERM):
                sys.exit(f"{self.name}: {shlex.join(program.args)} ended with {program.returncode}")


def until(what, condition):
    limit = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > limit:
            sys.exit(f"not within {PATIENCE} s: {what}")
        time.sleep(0.2)
    print(f"({what})", flush=True)


def namespace(stack, name):
    """A process in a network of its own on a machine of that name, for as long as `stack`."""
    holder = subprocess.Popen(["unshare", "-n", "-u", "sh", "-c", f"hostname {name} && ip link set lo up && echo up && exec sleep infinity"],
                              stdout=subprocess.PIPE, text=True)
    stack.callback(holder.wait)
    stack.callback(holder.kill)
    if holder.stdout.readline() != "up\n":
        sys.exit(77)
    return holder.pid


def two_machines(stack, programs, folder):
    machines = [Machine(name, folder / name, programs, namespace(stack, name)) for name in ("office", "home")]
    office, home = machines
    subprocess.run(office.enter(["ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", str(home.namespace)]), check=True)
    for machine, address in ((office, "192.168.77.1/24"), (home, "192.168.77.2/24")):
        subprocess.run(machine.enter(["ip", "address", "add", address, "dev", "cable"]), check=True)
        subprocess.run(machine.enter(["ip", "link", "set", "cable", "up"]), check=True)
        stack.callback(machine.kill)
    return office, home


def serve(machine, folder, address, port):
    machine.start([sys.executable, "-m", "http.server", str(port), "--bind", address, "--directory", str(folder)])
    until(f"a web server listens on {address}:{port} of {machine.name}", lambda: machine.fetches(f"http://{address}:{port}/page"))


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="culvert-readme-")))
        office, home = two_machines(stack, programs, folder)
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        in_office = folder / "culvertd-in-office"
        in_office.write_text(f'#!/bin/sh\nexec {shlex.join(office.enter([str(programs / "culvertd")]))} "$@"\n')
        in_office.chmod(0o700)
        node = stack.enter_context(bench.Culvertd(in_office, folder / "node", [bench.NOBODY], {"direct.enabled": "false"}))
        for machine in (office, home):
            machine.has_nodes([dict(node.as_node(), ipv4="192.168.77.1")])
        (folder / "page").write_bytes(BODY)
        serve(office, folder, "127.0.0.1", 8080)
        serve(office, folder, "192.168.77.1", 80)
        serve(home, folder, "127.0.0.1", 3000)
        there, here, browse = blocks("README.md", "Two machines")[:3]
        said = "".join(office.type(line) for line in there)
        link = re.search(r"culvert:\S+", said)[0]
        for line in here:
            home.type(line.replace("culvert:…", link))
        until("the page of the office is on port 8080 at home", lambda: home.fetches("http://127.0.0.1:8080/page"))

        proxied = ["-x", "http://127.0.0.1:1080", "http://192.168.77.1/page"]
        home.type(browse[0])
        assert not home.fetches(*proxied), "reached before it was allowed"
        office.type(browse[1].replace("PEER", "home"))
        until("the proxy port reaches the network of the office", lambda: home.fetches(*proxied))

        for line in blocks("docs/guide.en.md", "What a peer may reach")[0]:
            office.type(line.replace("nas.lan", "192.168.77.1")) # no network has names of another
        on_office, on_home = blocks("docs/guide.en.md", "The other way round")[0]
        office.type(on_office)
        home.type(on_home)
        until("port 8081 of the office is the server at home", lambda: office.fetches("http://127.0.0.1:8081/page"))
        office.end()
        home.end()
    print("Both pages hold.")


if __name__ == "__main__":
    if "CULVERT_TYPES" not in os.environ: # networks and names of machines are for root, if only of a user namespace
        own = ["unshare", *(["-r"] if os.getuid() else []), "-n", "-u"]
        if subprocess.run([*own, "true"], stderr=subprocess.DEVNULL).returncode != 0:
            sys.exit(77)
        os.environ["CULVERT_TYPES"] = "1"
        os.execvp("unshare", [*own, sys.executable, "-B", *sys.argv])
    main()
