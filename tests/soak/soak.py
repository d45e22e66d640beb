# SPDX-License-Identifier: GPL-3.0-or-later
"""The soak: two culvertd, the applications that use them, and what happens to them meanwhile."""
import contextlib
import functools
import random
import signal
import sys
import threading
import time

import bench
import picture
import relay
import traffic

APPLICATIONS = 6
SAMPLE_EVERY = 3   # seconds
CHECK_EVERY = 60
AT_REST_LIMIT = 30  # for the counters after the last connection is over
SETTLE = 20        # after a cut or a stop new connections may be refused that long


class Report:
    def __init__(self):
        self.samples = []      # (minute, {name: value}) of both machines
        self.marks = []        # (minute, what happened)
        self.faults = []
        self.checks = 0
        self.flows = {}        # what: how many came whole
        self.returns = []      # seconds from a kill until both are online
        self.excused = {"broken by a kill": 0, "refused while the peer was away": 0}
        self.bytes = 0
        self.datagrams = [0, 0]  # sent by programs, and come back to them

    def print(self, to):
        say = functools.partial(print, file=to)
        say("\n| what | came whole |\n|---|---|")
        for what, count in sorted(self.flows.items()):
            say(f"| {what.replace('_', ' ')} | {count} |")
        for what, count in self.excused.items():
            say(f"| {what} | {count} |")
        events = {}
        for _, what in self.marks:
            events[what] = events.get(what, 0) + 1
        say("\n" + ", ".join(f"{count} × {what}" for what, count in sorted(events.items())))
        sent, back = self.datagrams
        say(f"{back} of {sent} datagrams came back, each whole and once")
        say(f"{self.checks} checks of every counter at rest, {self.bytes / 1e9:.2f} GB carried")
        if self.returns:
            say(f"online again after a kill: {min(self.returns):.1f} to {max(self.returns):.1f} s")
        for name in ("near MB", "far MB", "near descriptors", "far descriptors"):
            at_rest = [values[name] for _, values in self.samples if values["at rest"]]
            if at_rest:
                say(f"{name}, at rest: first {at_rest[0]:.1f}, last {at_rest[-1]:.1f}, most {max(at_rest):.1f}")
        for fault in self.faults:
            say("FAULT:", fault)
        say(f"{len(self.faults)} faults")

    def picture(self):
        return picture.draw(self.samples, self.marks)


class Soak:
    def __init__(self, program, folder, seed):
        self._program, self._folder = program, folder
        self._dice = random.Random(seed)
        self._report = Report()
        self._lock = threading.Lock()
        self._go = threading.Event()   # applications begin something new
        self._over = threading.Event()
        self._busy = 0
        self._kills = []               # (from, to)
        self._away = []                # the same of cuts and stops

    def run(self, seconds):
        with contextlib.ExitStack() as stack:
            services = {"near": traffic.Service(), "far": traffic.Service()}
            echoes = {"near": traffic.Echo(), "far": traffic.Echo()}
            near, far, _, _ = stack.enter_context(bench.culvert_pair(self._program, self._folder, [], "tox-udp", {"direct.portMapping": "false"}))
            self._machines = {"near": near, "far": far}
            ports = [{"tcp": self._forward(near, far, services["far"].target), "udp": self._forward(near, far, echoes["far"].target, "datagrams")},
                     {"tcp": self._forward(far, near, services["near"].target), "udp": self._forward(far, near, echoes["near"].target, "datagrams")}]
            self._services = services.values()
            self._relay = self._join_by_relay()
            stack.callback(self._relay.end)
            self._start = time.monotonic()
            threads = [threading.Thread(target=self._live, args=(ports, self._dice.random()), daemon=True) for _ in range(APPLICATIONS)]
            threads.append(threading.Thread(target=self._watch, daemon=True))
            for one in threads:
                one.start()
            self._go.set()
            end = self._start + seconds
            check_at = self._start + CHECK_EVERY
            kill_at = self._start + min(90, seconds / 2)
            while time.monotonic() < end and not self._over.is_set():
                if time.monotonic() >= kill_at:
                    self._kill()
                    kill_at = time.monotonic() + self._dice.uniform(90, 180)
                else:
                    self._disturb()
                if time.monotonic() >= check_at:
                    self._check()
                    check_at = time.monotonic() + CHECK_EVERY
                self._over.wait(self._dice.uniform(1, 8))
            self._check()
            self._over.set()
            self._go.set()
            for one in threads:
                one.join(traffic.LIMIT)
            self._sample(True)
        return self._report

    # --- The two machines ---

    @staticmethod
    def _forward(here, there, target, name="connections"):
        """A port of `here` that leads to the target at `there`, the same after a new start."""
        peer = lambda machine: machine.ask("peers")[0]["id"]
        port = bench.free_port()
        there.ask("allow", peer(there), target)
        here.ask("forward", "add", "--peer", peer(here), "--listen", str(port), "--target", target, "--name", name)
        return port

    def _join_by_relay(self):
        """A direct way that leads through a relay of our own; where that is cut, Tox carries on."""
        near, far = self._machines["near"], self._machines["far"]
        port = far.ask("status")["direct"]["port"]
        far.ask("set", "direct.port", str(port))
        joined = relay.Relay(port, self._dice.random())
        near.ask("endpoint", "server", f"127.0.0.1:{joined.port}")
        near.wait_for("online by the direct way", lambda status: status["peers"][0]["path"] == "direct")
        return joined

    # --- What happens to them ---

    def _minute(self):
        return (time.monotonic() - self._start) / 60

    def _tell(self, what):
        print(f"minute {self._minute():.1f}: {what}", file=sys.stderr, flush=True)

    def _fault(self, what):
        self._report.faults.append(f"minute {self._minute():.1f}: {what}")
        self._tell(f"FAULT: {what}")

    def _mark(self, what):
        self._report.marks.append((self._minute(), what))

    def _disturb(self):
        kind = self._dice.random()
        length = self._dice.uniform(0.3, 7)
        begin = time.monotonic()
        if kind < 0.4:
            self._mark("cut")
            self._relay.lose(1)
            self._over.wait(length)
            self._relay.lose(0)
        elif kind < 0.6:
            self._mark("loss")
            self._relay.lose(0.05)
            self._over.wait(length)
            self._relay.lose(0)
            return
        else:
            self._mark("stop")
            process = self._machines[self._dice.choice(["near", "far"])].process
            process.send_signal(signal.SIGSTOP)
            self._over.wait(length)
            process.send_signal(signal.SIGCONT)
        self._away.append((begin, time.monotonic() + SETTLE))

    def _kill(self):
        name = self._dice.choice(["near", "far"])
        self._mark(f"kill -9 of {name}")
        begin = time.monotonic()
        machine = self._machines[name]
        with self._lock:  # nobody is asked meanwhile
            machine.process.kill()
            machine.process.wait()
            machine.start()
        for one in self._machines.values():
            one.wait_for("online after a kill", lambda status: status["peers"][0]["state"] == "online", 180)
        end = time.monotonic()
        self._kills.append((begin, end + 1))
        self._report.returns.append(end - begin)
        self._tell(f"online {end - begin:.1f} s after a kill -9 of {name}")

    # --- The applications ---

    def _live(self, ports, seed):
        dice = random.Random(seed)
        while not self._over.is_set():
            self._go.wait()
            with self._lock:
                if not self._go.is_set() or self._over.is_set():
                    continue
                self._busy += 1
            port = dice.choice(ports)
            several = [threading.Thread(target=self._one, args=(port, what, arguments), daemon=True) for what, arguments in traffic.choose(dice)]
            for one in several:
                one.start()
            for one in several:
                one.join()
            with self._lock:
                self._busy -= 1
            self._over.wait(dice.uniform(0, 1.5))

    def _one(self, port, what, arguments):
        if what == "datagrams":
            application = traffic.Flow(port["udp"])
            run = application.run
        else:
            application = traffic.Application(port["tcp"])
            run = functools.partial(application.run, what)
        begin = time.monotonic()
        try:
            run(*arguments)
        except (OSError, traffic.Broken) as broken:
            self._broken(application, what, arguments, begin, broken)
            return
        with self._lock:
            self._report.flows[what] = self._report.flows.get(what, 0) + 1
            if what == "datagrams":
                self._report.datagrams[0] += len(application.sent)
                self._report.datagrams[1] += len(application.back)
                self._report.bytes += sum(len(application.sent[which]) for which in application.back)
            else:
                self._report.bytes += arguments[1] if what == "hang_up" else sum(number for number in arguments if number >= 1)

    def _broken(self, application, what, arguments, begin, broken):
        """A connection may break by a kill alone; a new one may be refused while the peer is away."""
        end = time.monotonic()
        deadline = end + 150  # a kill is entered when it is over
        while time.monotonic() < deadline:
            with self._lock:
                if any(since <= end and begin <= until for since, until in self._kills):
                    self._report.excused["broken by a kill"] += 1
                    return
                if not application.answered and any(since <= end and begin <= until for since, until in self._away):
                    self._report.excused["refused while the peer was away"] += 1
                    return
            if self._over.wait(0.5):
                break
        with self._lock:
            self._fault(f"{what}{arguments}: {broken!r} after {end - begin:.1f} s")

    # --- What is seen of it ---

    def _check(self):
        """Lets all connections end, and then every counter must read its baseline."""
        self._go.clear()
        self._until(lambda: self._busy == 0, traffic.LIMIT, lambda: "the applications come to their end")
        for machine in self._machines.values():  # else their flows would be there for another two minutes
            machine.ask("forward", "stop", "datagrams")
        self._until(lambda: not self._left(), AT_REST_LIMIT, lambda: f"all is at rest: {'; '.join(self._left())}")
        self._report.checks += 1
        self._sample(True)
        for machine in self._machines.values():
            machine.ask("forward", "start", "datagrams")
        self._tell(f"{sum(self._report.flows.values())} whole, {len(self._report.faults)} faults")
        self._go.set()

    def _until(self, condition, limit, what):
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                self._fault(f"it is not so that {what()}")
                return
            time.sleep(0.2)

    def _left(self):
        left = [f"{one.open} connections at a target" for one in self._services if one.open]
        for name, machine in self._machines.items():
            status = machine.ask("status")
            for kind, counter in status["counters"].items():
                if counter["baseline"] is not None and counter["now"] != counter["baseline"]:
                    left.append(f"{name} {kind} {counter['now']}, not {counter['baseline']}")
        return left

    def _watch(self):
        while not self._over.wait(SAMPLE_EVERY):
            with contextlib.suppress(RuntimeError, OSError, KeyError):  # one that is stopped or dead says nothing
                self._sample(False)

    def _sample(self, at_rest):
        values = {"at rest": at_rest}
        with self._lock:
            for name, machine in self._machines.items():
                values[f"{name} MB"] = bench.resident_mb(machine.pid)
                values[f"{name} descriptors"] = bench.descriptors(machine.pid)
        for name, machine in self._machines.items():
            counters = machine.ask("status")["counters"]
            values[f"{name} connections"] = counters["connections"]["now"]
            values[f"{name} queued MB"] = counters["queuedBytes"]["now"] / 1e6
        self._report.samples.append((self._minute(), values))
