#!/usr/bin/env python3
"""Measures many viewers: on one server, and on relays, one of which is killed.

An origin moves an entity ten times a second. Each viewer is a websocket of a
load program on the same machine, which reads all that comes. The processor
times are those of the kernel for each process (/proc), so they hold on a busy
machine, too.
"""

import argparse
import contextlib
import dataclasses
import os
import pathlib
import re
import resource
import subprocess
import sys
import time
import urllib.request

from results import RELAYS, RESULTS, with_section

HERE = pathlib.Path(__file__).resolve().parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

# The targets: of a core, of kilobytes, of seconds.
CORE_TARGET = 0.5
MEMORY_TARGET = 12.0
FOLLOW_TARGET = 5.0

EXPLANATION = """\
Written by `./dev bench relays --write`: an origin moves one entity ten times a
second; viewers are websockets of load programs on the same machine. *core* is
the processor time of a process for a second; memory is what the process had
resident beyond what it had without viewers, without the kernel's buffers. After
a relay was killed, its viewers connect to the others at once; the time ends
when each has got the document.
"""


def parse_arguments():
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--viewers", type=int, default=10_000)
    parser.add_argument("--relays", type=int, default=3)
    parser.add_argument("--updates-per-second", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"put the figures into {RESULTS.name}",
    )
    arguments = parser.parse_args()
    if arguments.relays < 2:
        parser.error("--relays: one of them is killed; give at least 2")
    return arguments


class Process:
    """A program that is killed at the end, and what it costs."""

    def __init__(self, command):
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def line(self, pattern):
        """The first group of the first line with the pattern."""
        for line in self._process.stdout:
            if found := re.search(pattern, line):
                return found[1]
        sys.exit(f"relays.py: {self._process.args[0]} ended too early")

    def seconds(self):
        """The processor time until now."""
        text = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def memory(self):
        """The resident bytes."""
        text = pathlib.Path(f"/proc/{self._process.pid}/statm").read_text()
        return int(text.split()[1]) * PAGE_BYTES

    def kill(self):
        """Ends the program with SIGKILL."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def sent_messages(port):
    """The counter of the server at this port."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        text = reply.read().decode()
    return int(
        re.search(r"^noodles_sent_messages_total (\d+)", text, re.MULTILINE)[1]
    )


@dataclasses.dataclass
class Hub:
    """A server with viewers: the origin itself, or a relay."""

    process: Process
    port: str
    idle_memory: int
    viewers: int = 0
    loads: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Cost:
    """What a hub takes for its viewers."""

    core: float
    kilobytes_a_viewer: float
    microseconds_a_frame: float
    share_of_frames: float


class Bench:
    """Starts the programs; all end with the bench."""

    def __init__(self, arguments, stack):
        self._arguments = arguments
        self._stack = stack
        self._programs = arguments.build / "tests" / "bench"
        self._tool = arguments.build / "bin" / "noodles"

    def _start(self, *command):
        process = Process(command)
        self._stack.callback(process.kill)
        return process

    def origin(self, components=100):
        """A server whose document changes."""
        process = self._start(
            self._programs / "network_server",
            "linguine",
            "ticks",
            components,
            self._arguments.updates_per_second,
            self._arguments.viewers + 100,
        )
        port = process.line(r"^(\d+)$")
        return Hub(process, port, process.memory())

    def relay(self, origin):
        """A relay before the origin."""
        most = self._arguments.viewers + 100
        process = self._start(
            self._tool,
            "relay",
            f"ws://127.0.0.1:{origin.port}",
            "--address",
            "127.0.0.1",
            "--port",
            0,
            "--metrics",
            *("--max-clients", most),
            *("--max-clients-per-address", most),
            *("--max-connections-per-address", most),
            *("--max-pending-connections", most),
        )
        port = process.line(r"listening on ws://[^:]+:(\d+)")
        return Hub(process, port, process.memory())

    def begin_join(self, hub, viewers):
        """Connects viewers; call `end_join` behind it."""
        load = self._start(
            self._programs / "network_load", "follow", hub.port, viewers
        )
        hub.viewers += viewers
        hub.loads.append(load)
        return load

    def end_join(self, load):
        """Waits until all viewers have the document; seconds."""
        return int(load.line(r"^(\d+)$")) / 1e9

    def costs(self, hubs):
        """What the hubs take for --seconds of updates."""
        before = [
            (hub.process.seconds(), sent_messages(hub.port)) for hub in hubs
        ]
        begin = time.monotonic()
        time.sleep(self._arguments.seconds)
        costs = []
        for hub, (seconds, messages) in zip(hubs, before, strict=True):
            passed = time.monotonic() - begin
            core = (hub.process.seconds() - seconds) / passed
            frames = (sent_messages(hub.port) - messages) / passed
            due = hub.viewers * self._arguments.updates_per_second
            memory = hub.process.memory() - hub.idle_memory
            costs.append(
                Cost(
                    core,
                    memory / hub.viewers / 1000,
                    1e6 * core / frames if frames else 0.0,
                    frames / due,
                )
            )
        return costs


def measure_one_server(arguments):
    """All viewers on the origin: the time of their join, and the cost."""
    with contextlib.ExitStack() as stack:
        bench = Bench(arguments, stack)
        origin = bench.origin()
        joined = bench.end_join(bench.begin_join(origin, arguments.viewers))
        time.sleep(1)
        return joined, bench.costs([origin])[0]


def measure_relays(arguments):
    """All viewers on relays: the costs, and the times after a relay's end."""
    with contextlib.ExitStack() as stack:
        bench = Bench(arguments, stack)
        origin = bench.origin()
        relays = [bench.relay(origin) for _ in range(arguments.relays)]
        share = arguments.viewers // arguments.relays
        begin = time.monotonic()
        loads = [bench.begin_join(relay, share) for relay in relays]
        for load in loads:
            bench.end_join(load)
        joined = time.monotonic() - begin
        time.sleep(1)
        origin_before = origin.process.seconds()
        costs = bench.costs(relays)
        spent = origin.process.seconds() - origin_before
        origin_core = spent / arguments.seconds
        dead, *living = relays
        begin = time.monotonic()
        dead.process.kill()
        dead.loads[0].kill()
        parts = [share // len(living)] * len(living)
        loads = [
            bench.begin_join(relay, part)
            for relay, part in zip(living, parts, strict=True)
        ]
        for load in loads:
            bench.end_join(load)
        return joined, costs, origin_core, time.monotonic() - begin


def verdict(value, target):
    """The last two cells of a row."""
    word = "met" if value <= target else "**not met**"
    return f"at most {target:g} | {word} |"


def plan(cost, updates_per_second):
    """What a million viewers need, computed from the cost of one relay."""
    frames = 1e6 * updates_per_second
    cores = frames * cost.microseconds_a_frame / 1e6
    return (
        f"A million viewers at {updates_per_second:g} Hz, computed from these "
        f"slopes and not measured: {frames:,.0f} frames a second take "
        f"{cores:,.0f} cores of relays, {cores / 0.7:,.0f} at a load of 70 %; "
        f"{cost.kilobytes_a_viewer:,.1f} GB of memory for their queues; "
        f"{cores / 0.7:,.0f} relays of one network thread with "
        f"{0.7e6 * 1e6 / cores / 1e6:,.0f} viewers each. Two "
        "levels of relays are enough where a relay serves a few hundred others."
    )


def section(arguments, one, relays):
    """The section of RESULTS.md."""
    joined_one, cost_one = one
    joined, costs, origin_core, follow = relays
    worst = max(costs, key=lambda cost: cost.core)
    viewers, count = arguments.viewers, arguments.relays
    rows = [
        (
            f"{viewers:,} viewers on one server: join of all",
            f"{joined_one:.2f} s | | |",
        ),
        ("- its processor time", f"{cost_one.core:.2f} cores | | |"),
        (
            "- for one frame to one viewer",
            f"{cost_one.microseconds_a_frame:.1f} us | | |",
        ),
        (
            "- memory of a viewer",
            f"{cost_one.kilobytes_a_viewer:.1f} kB | "
            + verdict(cost_one.kilobytes_a_viewer, MEMORY_TARGET),
        ),
        (
            f"{viewers:,} viewers on {count} relays: join of all",
            f"{joined:.2f} s | | |",
        ),
        (
            "- processor time of a relay, the worst",
            f"{worst.core:.2f} cores | " + verdict(worst.core, CORE_TARGET),
        ),
        (
            "- for one frame to one viewer",
            f"{worst.microseconds_a_frame:.1f} us | | |",
        ),
        (
            "- memory of a viewer, the worst",
            f"{max(c.kilobytes_a_viewer for c in costs):.1f} kB | "
            + verdict(max(c.kilobytes_a_viewer for c in costs), MEMORY_TARGET),
        ),
        (
            "- frames that viewers got of those that were due",
            f"{100 * min(c.share_of_frames for c in costs):.0f} % | | |",
        ),
        ("- processor time of the origin", f"{origin_core:.3f} cores | | |"),
        (
            f"a relay killed, until its {viewers // count:,} viewers are back",
            f"{follow:.2f} s | " + verdict(follow, FOLLOW_TARGET),
        ),
    ]
    table = ["| what | measured | target | |", "|---|---|---|---|"]
    table += [f"| {title} | {cells}" for title, cells in rows]
    text = plan(worst, arguments.updates_per_second)
    return "\n".join([EXPLANATION, *table, "", text])


def main():
    arguments = parse_arguments()
    # Each viewer is a file of its server and of its load.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if arguments.viewers + 200 > most:
        sys.exit(
            f"relays.py: {arguments.viewers} viewers need more than the {most} "
            "files that a process may open (ulimit -Hn)"
        )
    one = measure_one_server(arguments)
    text = section(arguments, one, measure_relays(arguments))
    print(text)
    if arguments.write:
        RESULTS.write_text(with_section(RESULTS.read_text(), RELAYS, text))
        print(f"relays.py: wrote {RESULTS.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
