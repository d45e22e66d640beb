#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries real programs through two culvertd, each with its own verdict, and writes the table of docs/compatibility.md.

usage: tests/browser/browse.py PROGRAM [--only WORD]… [--write]
PROGRAM is the folder of culvertd; --only takes rows and paths whose names hold the word; --write replaces the table.
Exit code 1 if a row fails, or the counters are not at their baseline behind one."""
import argparse
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "bench"), str(pathlib.Path(__file__).parent)]
import programs  # noqa: E402
from bench import ADDRESS, TREE, Culvertd, free_port  # noqa: E402
from web import Web  # noqa: E402

PAGE_LIMIT = 240  # seconds for everything that a page does


def in_own_network():
    if os.environ.get("CULVERT_TRIAL_INSIDE"):
        return
    os.execve(TREE / "tools/loopback-only", [str(word) for word in (TREE / "tools/loopback-only", sys.executable, "-B", *sys.argv)],
              {**os.environ, "CULVERT_TRIAL_INSIDE": "1", "CULVERT_LOOPBACK_ADDRESS": ADDRESS})


class Pair:
    """Two culvertd that are paired without Tox: `far` reaches what it is asked for on this machine's loopback."""

    def __init__(self, program, folder, stack):
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        port = free_port()
        self.far = stack.enter_context(Culvertd(program, folder / "far", [], {"tox.enabled": "false", "direct.port": str(port)}))
        self.near = stack.enter_context(Culvertd(program, folder / "near", [], {"tox.enabled": "false"}))
        link = self.far.ask("invite", "--endpoint", f"127.0.0.1:{port}", "--allow", "127.0.0.1:9")["link"]
        self.near.ask("pair", link, "--name", "far")
        for end in (self.near, self.far):
            end.wait_for("online", lambda status: [p["state"] for p in status["peers"]] == ["online"])
        peer, = self.far.ask("peers")
        self.far.ask("rules", "add", peer["id"], "allow", "127.0.0.0/8:*", "--at", "1")
        self.proxy = self.listening(self.near.ask("proxy", "add", "--peer", "far", "--listen", "0"))
        self.forwards = {}

    @staticmethod
    def listening(tunnel):
        return int(tunnel["listen"].rpartition(":")[2])

    def forward(self, port):
        """The local port of a tunnel to this one."""
        if port not in self.forwards:
            self.forwards[port] = self.listening(
                self.near.ask("forward", "add", "--peer", "far", "--listen", "0", "--target", f"127.0.0.1:{port}"))
        return self.forwards[port]

    def at_baseline(self, limit=20):
        """Empty, or which counters are not at their baseline."""
        end = time.monotonic() + limit
        while True:
            off = [f"{side} {name} {counter['now']}" for side, one in (("near", self.near), ("far", self.far))
                   for name, counter in one.ask("status")["counters"].items()
                   if counter["baseline"] is not None and counter["now"] != counter["baseline"]]
            if not off or time.monotonic() > end:
                return ", ".join(off)
            time.sleep(0.2)


def chromium(profile, url, proxy):
    command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
               "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
               "--disable-features=OptimizationHints,MediaRouter", f"--user-data-dir={profile}"]
    if proxy:
        command += [f"--proxy-server={proxy}", "--proxy-bypass-list=<-loopback>"]
    return [*command, url]


def firefox(profile, url, proxy):
    profile.mkdir()
    prefs = {"browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False,
             "toolkit.telemetry.enabled": False, "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
             "browser.startup.homepage_override.mstone": "ignore", "network.proxy.allow_hijacking_localhost": True,
             "network.proxy.no_proxies_on": "", "network.proxy.type": 0, "services.settings.server": "", "extensions.update.enabled": False}
    if proxy:
        scheme, _, place = proxy.partition("://")
        host, _, port = place.partition(":")
        prefs["network.proxy.type"] = 1
        for kind in ("http", "ssl") if scheme == "http" else ("socks",):
            prefs[f"network.proxy.{kind}"] = host
            prefs[f"network.proxy.{kind}_port"] = int(port)
        prefs["network.proxy.socks_remote_dns"] = True
    encode = lambda value: str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    (profile / "user.js").write_text("".join(f'user_pref("{name}", {encode(value)});\n' for name, value in prefs.items()))
    return ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile), url]


BROWSERS = {"Chromium": chromium, "Firefox": firefox}
STEPS = {"resources": "page of 500 resources, every hash", "download": "download of 200 MB, its hash", "reloads": "100 reloads",
         "webSocket": "web socket", "serverSentEvents": "server-sent events", "reset": "server that resets in the middle",
         "console": "console"}


def browse(name, path, pair, web, folder):
    """{step: (ok, words)} of one browser on one path: "tunnel", or the scheme of the proxy."""
    proxy = None if path == "tunnel" else f"{path}://127.0.0.1:{pair.proxy}"
    port, reset = (pair.forward(web.port), pair.forward(web.reset_port)) if path == "tunnel" else (web.port, web.reset_port)
    run = f"{name}-{path}"
    profile = folder / f"profile-{run}"
    command = BROWSERS[name](profile, f"http://127.0.0.1:{port}/trial.html?run={run}&reset={reset}", proxy)
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environment.update(HOME=str(folder), MOZ_HEADLESS="1", LC_ALL="C.UTF-8")
    with open(folder / f"{run}.log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        try:
            said = web.report(run, PAGE_LIMIT, lambda: process.poll() is None)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
            process.wait(20)
    if said is None:
        return {step: (False, "the page said nothing") for step in STEPS}
    return {step: (said[step]["ok"], said[step]["what"]) for step in STEPS}


def version(program):
    done = subprocess.run([program, "--version"], capture_output=True, text=True, env={**os.environ, "HOME": "/nonexistent"})
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"


class Table:
    def __init__(self, pair):
        self.pair, self.rows, self.failed = pair, [], False

    def add(self, program, path, what, ok, words):
        self.rows.append((program, path, what, words if ok else f"**fails**: {words}"))
        self.failed |= not ok
        print(f"{'ok  ' if ok else 'FAIL'} {program} | {path} | {what} | {words}", flush=True)

    def check_counters(self, program, path):
        off = self.pair.at_baseline()
        if off:
            self.add(program, path, "counters at their baseline behind it", False, off)

    def markdown(self):
        lines = ["| program | path | what | result |", "|---|---|---|---|"]
        return "\n".join(lines + [f"| {' | '.join(row)} |" for row in self.rows])


def write(document, table):
    text = document.read_text(encoding="utf-8")
    begin, end = "<!-- table -->\n", "<!-- end of the table -->"
    head, _, rest = text.partition(begin)
    document.write_text(head + begin + table + "\n" + end + rest.partition(end)[2], encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--write", action="store_true")
    words = parser.parse_args()
    in_own_network()
    wanted = lambda *names: not words.only or all(any(word.lower() in name.lower() for name in names) for word in words.only)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="culvert-trial-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        web = Web(folder, stack)
        pair = Pair(words.program.resolve() / "culvertd", folder, stack)
        table = Table(pair)
        for name, command in (("Chromium", "chromium"), ("Firefox", "firefox-esr")):
            for path in ("tunnel", "http", "socks5"):
                if not wanted(name, path):
                    continue
                shown = f"{name} {version(command)}"
                where = path if path == "tunnel" else f"proxy port, {path.upper()}"
                for step, (ok, said) in browse(name, path, pair, web, folder).items():
                    table.add(shown, where, STEPS[step], ok, said)
                table.check_counters(shown, where)
        for trial in programs.TRIALS:
            if wanted(trial.program, trial.path):
                try:
                    ok, said = True, trial.run(programs.Ground(pair, web, folder))
                except Exception as error:  # whatever a program of others does is a verdict
                    ok, said = False, str(error).replace("\n", " ").replace("|", "/")[:200]
                table.add(trial.shown(), trial.path, trial.what, ok, said)
                table.check_counters(trial.shown(), trial.path)
    if words.write:
        write(TREE / "docs/compatibility.md", table.markdown())
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
