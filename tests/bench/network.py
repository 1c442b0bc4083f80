"""The network benchmarks: a server and a load, each a process of its own.

A result is a speed: messages, bytes or calls per second.
"""

import dataclasses
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MIB = 1024 * 1024


@dataclasses.dataclass(frozen=True)
class Row:
    """A measurement, and the minimum ratio of Linguine's speed to that of
    "raw".
    """

    title: str
    unit: str  # "/s" or "MB/s"
    clients: int
    at_least: float
    # For broadcasts.
    pieces: int = 1
    piece_bytes: int = 0
    frames: int = 0
    # For calls.
    in_flight: int = 0
    calls: int = 0

    @property
    def amount(self):
        """The number of units that one run transfers."""
        if self.calls:
            return self.calls
        if self.unit == "MB/s":
            return self.clients * self.frames * self.piece_bytes / 1e6
        return self.clients * self.frames * self.pieces


BROADCASTS = [
    Row("100 B to 100 clients", "/s", 100, 0.9, piece_bytes=100, frames=3_000),
    Row("100 B to 1000 clients", "/s", 1000, 0.9, piece_bytes=100, frames=300),
    Row("1 MiB to 10 clients", "MB/s", 10, 0.9, piece_bytes=MIB, frames=1_000),
    Row(
        "64 MiB to 10 clients", "MB/s", 10, 0.9, piece_bytes=64 * MIB, frames=4
    ),
    Row(
        "16 messages of 100 B in a frame",
        "/s",
        1,
        0.9,
        pieces=16,
        piece_bytes=100,
        frames=200_000,
    ),
]
# 0.7 of the speeds of uWebSockets in the same table as those of raw sockets:
# 646k of 625k, 1228k of 1467k; the last target was raised later.
CALLS = [
    Row(
        "calls, 32 under way, 1 client",
        "/s",
        1,
        0.7 * 646 / 625,
        in_flight=32,
        calls=200_000,
    ),
    Row(
        "calls, 16 under way, 10 clients",
        "/s",
        10,
        0.7 * 1228 / 1467,
        in_flight=16,
        calls=300_000,
    ),
    Row(
        "calls, 1 under way, 1000 clients",
        "/s",
        1000,
        0.75,
        in_flight=1,
        calls=60_000,
    ),
]
# Clients beside which updates are timed.
UPDATE_CLIENTS = [0, 1, 100, 10_000]
KINDS = [
    "raw",
    "raw, decoded",
    "linguine",
    "linguine, paced",
    "beast",
    "websockets",
]
# The amount of work for a slow server is divided by this.
SLOWER = {"beast": 2, "websockets": 10}


def _frame_header(size):
    return 2 if size < 126 else 4 if size < 65536 else 10


def _scaled(row, kind):
    """The row, with an amount that takes this server about the same time."""
    factor = SLOWER.get(kind, 1)
    return dataclasses.replace(
        row, frames=-(-row.frames // factor), calls=row.calls // factor
    )


def _has(row, kind):
    """Whether there is such a server for the row."""
    return "decoded" not in kind if not row.calls else "paced" not in kind


class Network:
    """Runs the programs of one build."""

    def __init__(self, build):
        self._programs = build / "tests" / "bench"
        self._skip = set()

    def find_peers(self, skipped):
        probe = subprocess.run(
            [sys.executable, "-c", "import websockets.asyncio.server"],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if probe.returncode != 0:
            self._skip.add("websockets")
            skipped.append(
                "websockets: this Python does not have its asyncio server"
            )
        skipped.append(
            "uWebSockets: it is no package; the targets of calls "
            "are made of figures measured elsewhere"
        )

    def _server_command(self, row, kind):
        if kind == "websockets":
            words = [sys.executable, HERE / "websockets_server.py"]
            if row.calls:
                reply = subprocess.run(
                    [self._programs / "network_load", "reply"],
                    check=True,
                    text=True,
                    stdout=subprocess.PIPE,
                ).stdout.strip()
                return words + ["call", reply]
            return words + [
                "broadcast",
                row.pieces * row.piece_bytes,
                row.frames,
            ]
        words = [self._programs / "network_server", kind.replace(", ", "-")]
        if row.calls:
            return words + ["call"]
        return words + [
            "broadcast",
            row.clients,
            row.pieces,
            row.piece_bytes,
            row.frames,
        ]

    def _load_command(self, row, port):
        words = [self._programs / "network_load"]
        if row.calls:
            return words + ["call", port, row.clients, row.in_flight, row.calls]
        size = row.pieces * row.piece_bytes
        return words + [
            "receive",
            port,
            row.clients,
            row.frames * (_frame_header(size) + size),
        ]

    def measure(self, row, kind):
        """Units per second."""
        row = _scaled(row, kind)
        command = [str(word) for word in self._server_command(row, kind)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                port = server.stdout.readline().strip()
                load = [str(word) for word in self._load_command(row, port)]
                result = subprocess.run(
                    load, check=True, text=True, stdout=subprocess.PIPE
                )
            finally:
                server.kill()
        return row.amount / (int(result.stdout) / 1e9)

    def measure_updates(self):
        """Nanoseconds by name: of updates beside clients, of one frame."""
        times = {}
        for clients in UPDATE_CLIENTS:
            results = self._measure_updates("linguine", clients)
            times[f"updates/{clients}/linguine"] = results["update"]
            if "frame" in results:
                times["updates/frame"] = results["frame"]
        floor = self._measure_updates("raw", 1)
        times["updates/frame-sent"] = floor["frame"]
        times["updates/frame-handed"] = floor["handed"]
        times["updates/wake"] = floor["wake"]
        for clients in UPDATE_CLIENTS[1:]:
            times[f"updates/{clients}/no-client"] = times["updates/0/linguine"]
        return times

    def _measure_updates(self, kind, clients):
        server_command = [
            str(self._programs / "network_server"),
            kind,
            "updates",
            str(clients),
        ]
        with subprocess.Popen(
            server_command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            port = server.stdout.readline().strip()
            load_command = [
                str(self._programs / "network_load"),
                "follow",
                port,
                str(clients),
            ]
            load = (
                subprocess.Popen(load_command, stdout=subprocess.DEVNULL)
                if clients
                else None
            )
            results = {}
            try:
                for line in server.stdout:
                    if line.strip() == "end":
                        break
                    name, value = line.split()
                    results[name] = float(value)
            finally:
                if load:
                    load.kill()
                    load.wait()
                server.kill()
        return results

    def measure_round(self, pattern):
        """{(row, kind): speed}, with all servers of each row in turn."""
        speeds = {}
        for row in BROADCASTS + CALLS:
            if not pattern.search(row.title):
                continue
            for kind in KINDS:
                if kind in self._skip or not _has(row, kind):
                    continue
                speeds[row.title, kind] = self.measure(row, kind)
        return speeds


def _speed(value):
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"


def table_rows(rounds):
    """The cells of the table, with the header row; only measured cells."""
    rows = [["", *KINDS, "linguine / raw", "target", ""]]
    for row in BROADCASTS + CALLS:
        if (row.title, "raw") not in rounds[0]:
            continue
        cells = [f"{row.title}, {row.unit}"]
        for kind in KINDS:
            speeds = [
                speeds[row.title, kind]
                for speeds in rounds
                if (row.title, kind) in speeds
            ]
            show = _speed if row.unit == "/s" else "{:.0f}".format
            cells.append(show(statistics.median(speeds)) if speeds else "")
        ratio = statistics.median(
            speeds[row.title, "linguine"] / speeds[row.title, "raw"]
            for speeds in rounds
        )
        rows.append(
            cells
            + [
                f"{ratio:.2f}",
                f"at least {row.at_least:.2f}",
                "met" if ratio >= row.at_least else "**not met**",
            ]
        )
    return rows


def calls_limits(rounds):
    """What keeps the rows of calls that are not met from their targets: for
    each the measured ratios to "raw" of the loop that decodes, and of Linguine
    to that loop.
    """

    def ratio(row, kind, other):
        return statistics.median(
            speeds[row.title, kind] / speeds[row.title, other]
            for speeds in rounds
        )

    lines = []
    for row in CALLS:
        if (row.title, "raw, decoded") not in rounds[0]:
            continue
        ours = ratio(row, "linguine", "raw")
        if ours >= row.at_least:
            continue
        most = ratio(row, "raw, decoded", "raw")
        beside = ratio(row, "linguine", "raw, decoded")
        microseconds = [
            1e6
            / statistics.median(speeds[row.title, kind] for speeds in rounds)
            for kind in ("raw", "raw, decoded", "linguine")
        ]
        raw, decoded, whole = microseconds
        lines.append(
            f"{row.title}: a call takes {raw:.2f} us in the loop that decodes "
            f"nothing, {decoded:.2f} us in the one that decodes, so no server "
            f"of this loop has more than {most:.2f} of raw. Linguine takes "
            f"{whole:.2f} us, {beside:.2f} of the speed of that loop: the "
            f"difference of {whole - decoded:.2f} us is what the loop leaves "
            "out (limits, turns between clients, the time limit, a transaction "
            "for each call)."
        )
    return lines
