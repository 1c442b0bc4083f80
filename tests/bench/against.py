#!/usr/bin/env python3
"""Measures another revision and this tree side by side; says what moved.

Builds the benchmarks of REV in a clone below build/against/, then runs both
builds in turn, in each round in the other order. A row has moved if all its
values of one side are beyond all values of the other: with five rounds, noise
alone does so in one row of 126. Rows of *handwritten*, *raw* and *plain*
measure no code of Linguine: where they move, the machine has changed, not the
code.

Exits with 1 if a row became slower, else with 0.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

from network import BROADCASTS, CALLS, Network
from programs import (
    CPP_PROGRAMS,
    HERE,
    PARTS,
    PROJECT,
    measure_live,
    measure_parts,
    parse_parts,
    run,
)
from report import duration

TARGETS = [
    "codec_bench",
    "state_bench",
    "state_check",
    "join_bench",
    "geometry_bench",
    "live_bench",
    "network_load",
    "network_server",
]
CONTROLS = ("handwritten", "raw", "plain")
# What is measured on both sides: Linguine and the controls, no other library.
CPP_NAMES = "(linguine|handwritten)$|^state/|^join/.*(linguine|longest)"
KINDS = ["raw", "linguine", "linguine, paced"]


@dataclasses.dataclass(frozen=True)
class Finding:
    """A row, measured on both sides."""

    name: str
    before: list[float]  # a cost for each round: less is better
    after: list[float]

    @property
    def ratio(self) -> float:
        """After to before: above 1 is slower."""
        return statistics.median(
            after / before
            for before, after in zip(self.before, self.after, strict=True)
        )

    @property
    def is_control(self) -> bool:
        return re.split("[/:] ?", self.name)[-1] in CONTROLS

    @property
    def verdict(self) -> str:
        """'faster', 'slower', or '' where the values of the sides mix."""
        if max(self.after) < min(self.before):
            return "faster"
        if min(self.after) > max(self.before):
            return "slower"
        return ""


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--against",
        metavar="REV",
        required=True,
        help="a commit, tag or branch",
    )
    parser.add_argument(
        "--build",
        type=pathlib.Path,
        default=PROJECT / "build" / "release",
        help="the folder of this tree's Release build",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=5,
        help="how often each program runs on each side (default: 5, least: 4)",
    )
    parser.add_argument(
        "--parts",
        type=parse_parts,
        default=[part for part in PARTS if part != "building"],
        metavar="PART[,PART...]",
        help=f"only these parts of {', '.join(PARTS[:-1])} (default: all)",
    )
    parser.add_argument(
        "--filter",
        default=".",
        help="only the rows of the network whose names match, and the "
        "benchmarks of the other parts",
    )
    arguments = parser.parse_args()
    if arguments.rounds < 4:
        parser.error(
            "--rounds needs at least 4: with fewer, noise looks like a change"
        )
    if "building" in arguments.parts:
        parser.error("--parts: 'building' cannot be compared with a revision")
    return arguments


def find_commit(revision: str) -> str:
    """The full name of a commit."""
    result = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", revision + "^{commit}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"bench: there is no commit '{revision}'")
    return result.stdout.strip()


def build_revision(commit: str) -> pathlib.Path:
    """Builds the benchmarks of a commit; the folder of the build."""
    source = PROJECT / "build" / "against" / commit[:12]
    if not source.is_dir():
        run(["git", "clone", "-q", "--no-checkout", PROJECT, source])
        run(["git", "-C", source, "checkout", "-q", "--detach", commit])
    environment = dict(
        os.environ, CCACHE_BASEDIR=str(source), CCACHE_NOHASHDIR="1"
    )
    build = source / "build" / "release"
    run(
        [
            "cmake",
            "--preset",
            "release",
            "--log-level=NOTICE",
            "-DNOODLES_BUILD_EXAMPLES=OFF",
            "-DNOODLES_BUILD_TESTS=OFF",
            f"-DNOODLES_VENV_DIRECTORY={PROJECT / 'build'}",
        ],
        cwd=source,
        env=environment,
    )
    known = run(["cmake", "--build", build, "--target", "help"])
    targets = [
        target
        for target in TARGETS
        if re.search(rf"^{target}:", known, re.MULTILINE)
    ]
    subprocess.run(
        ["cmake", "--build", str(build), "--target", *targets],
        check=True,
        env=environment,
        stdout=sys.stderr,
    )
    return build


class Side:
    """The benchmarks of one build."""

    def __init__(self, build: pathlib.Path, meshes: pathlib.Path | None):
        self._build = build
        self._programs = build / "tests" / "bench"
        self._meshes = meshes

    def measure(self, parts: list[str], pattern: str) -> dict[str, float]:
        """A cost by name: nanoseconds, for each unit where units are sent."""
        costs = measure_parts(
            self._programs,
            [part for part in parts if part in CPP_PROGRAMS],
            CPP_NAMES,
        )
        costs = {
            name: cost
            for name, cost in costs.items()
            if re.search(pattern, name)
        }
        live = self._programs / "live_bench"
        # A revision may be older than the program.
        if "live" in parts and live.exists():
            costs.update(
                {
                    name: cost
                    for name, cost in measure_live(self._programs).items()
                    if re.search(pattern, name) and "bytes" not in name
                }
            )
        if self._meshes and "geometry" in parts:
            command = [self._programs / "geometry_bench", self._meshes]
            costs.update(json.loads(run(command)))
        if "network" in parts:
            network = Network(self._build)
            for row in BROADCASTS + CALLS:
                if not re.search(pattern, row.title):
                    continue
                for kind in KINDS[:2] if row.calls else KINDS:
                    speed = network.measure(row, kind)
                    costs[f"{row.title}: {kind}"] = 1e9 / speed
        return costs

    def measure_memory(self) -> dict[str, float]:
        """Bytes for each component, by its kind."""
        return {
            name: counts["kept"] / counts["components"]
            for name, counts in json.loads(
                run([self._programs / "state_check"])
            ).items()
        }


def measure(before: Side, after: Side, arguments) -> list[Finding]:
    """All rows that both sides have."""
    rounds = []
    for number in range(arguments.rounds):
        print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
        costs = {}
        for side in [before, after] if number % 2 == 0 else [after, before]:
            costs[side] = side.measure(arguments.parts, arguments.filter)
        rounds.append((costs[before], costs[after]))
    names = [name for name in rounds[0][1] if name in rounds[0][0]]
    return [
        Finding(
            name,
            [old[name] for old, _ in rounds],
            [new[name] for _, new in rounds],
        )
        for name in names
    ]


def describe(findings: list[Finding]) -> str:
    """A table of all rows, the moved ones first."""
    order = {"slower": 0, "faster": 1, "": 2}
    lines = [
        f"{'after/before':>12}  {'before':>9}  {'after':>9}  {'':8} row",
    ]
    for row in sorted(
        findings, key=lambda row: (row.is_control, order[row.verdict])
    ):
        verdict = "control" if row.is_control else row.verdict
        if row.is_control and row.verdict:
            verdict = "control!"
        lines.append(
            f"{row.ratio:12.2f}  "
            f"{duration(statistics.median(row.before)):>9}  "
            f"{duration(statistics.median(row.after)):>9}  "
            f"{verdict:8} {row.name}"
        )
    return "\n".join(lines)


def summarize(findings: list[Finding]) -> str:
    moved = [row for row in findings if row.verdict and not row.is_control]
    slower = [row for row in moved if row.verdict == "slower"]
    restless = [row for row in findings if row.verdict and row.is_control]
    text = (
        f"{len(slower)} slower, {len(moved) - len(slower)} faster, "
        f"{len(findings) - len(moved) - len(restless)} within the noise."
    )
    if restless:
        text += (
            " Rows that measure no code of Linguine moved, too"
            f" ({', '.join(row.name for row in restless)}):"
            " run again on a quieter machine."
        )
    return text


def describe_memory(before: Side, after: Side) -> str:
    old, new = before.measure_memory(), after.measure_memory()
    return "\n".join(
        f"{new[name] / old[name]:12.2f}  {old[name]:7.0f} B  {new[name]:7.0f} B"
        f"  {'':8} kept for each component, {name}"
        for name in new
        if name in old
    )


def main() -> int:
    arguments = parse_arguments()
    commit = find_commit(arguments.against)
    print(f"bench: building {commit[:12]}", file=sys.stderr)
    build = build_revision(commit)
    with tempfile.TemporaryDirectory() as folder:
        meshes = None
        if "geometry" in arguments.parts:
            meshes = pathlib.Path(folder)
            run([sys.executable, HERE / "geometry_bench.py", "write", meshes])
        before, after = Side(build, meshes), Side(arguments.build, meshes)
        findings = measure(before, after, arguments)
        print(describe(findings))
        if "document" in arguments.parts:
            print(describe_memory(before, after))
    print(summarize(findings))
    return int(
        any(row.verdict == "slower" and not row.is_control for row in findings)
    )


if __name__ == "__main__":
    sys.exit(main())
