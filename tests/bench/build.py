#!/usr/bin/env python3
"""Measures how long the README's commands take on a clean clone.

Each command runs in a clone of the last commit, with an empty compiler cache.
What the machine has installed stays installed. Exits with 1 if a command fails.
"""

import argparse
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from results import BUILDING, RESULTS, with_section

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
EXPLANATION = """\
Written by `./dev bench build --write`: minutes on two cores from a clean clone
with an empty compiler cache to the end of the command; of the demo to its first
served frame. Packages are installed before.
"""

# Minutes on two idle cores.
TARGETS = {"demo": 4.0, "quick": 12.0, "test": 35.0}
COMMANDS = {
    "demo": ["./dev", "demo"],
    "quick": ["./dev", "test", "--quick"],
    "test": ["./dev", "test"],
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for_frame(port: int, process: subprocess.Popen) -> bool:
    """Waits until a client that introduces itself gets a frame.

    False if the process ends before.
    """
    # [0, {"client_name": "bench"}]
    introduction = b"\x82\x00\xa1\x6bclient_name\x65bench"
    while process.poll() is None:
        try:
            with connect(f"ws://127.0.0.1:{port}", max_size=None) as client:
                client.send(introduction)
                return bool(client.recv())
        except (OSError, WebSocketException):
            time.sleep(0.2)
    return False


def measure(name: str, folder: pathlib.Path) -> float:
    """The minutes that the command takes in a new clone below the folder."""
    clone = folder / name
    subprocess.run(
        ["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True
    )
    environment = os.environ | {"CCACHE_DIR": str(folder / f"cache-{name}")}
    environment.pop("CCACHE_BASEDIR", None)
    command = COMMANDS[name]
    port = free_port()
    if name == "demo":
        command = [*command, "--port", str(port)]
    print(f"{' '.join(command)} in a clean clone ...", flush=True)
    begin = time.monotonic()
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=clone,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if name == "demo":
                good = wait_for_frame(port, process)
            else:
                good = process.wait() == 0
            minutes = (time.monotonic() - begin) / 60
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
    if not good:
        print((folder / f"{name}.log").read_text()[-4000:], file=sys.stderr)
        raise SystemExit(f"{' '.join(command)} failed")
    return minutes


def slowest(clone: pathlib.Path, preset: str, count: int) -> list[str]:
    """The steps of a build that took longest, from Ninja's log."""
    log = clone / "build" / preset / ".ninja_log"
    if not log.exists():
        return []
    seconds = {}
    for line in log.read_text().splitlines()[1:]:
        start, end, _, output, _ = line.split("\t")
        seconds[output] = (int(end) - int(start)) / 1000
    longest = sorted(seconds.items(), key=lambda item: -item[1])[:count]
    return [f"  {value:6.1f} s  {output}" for output, value in longest]


def table(minutes: dict[str, float]) -> str:
    """The figures beside their targets, in Markdown."""
    lines = ["| Command | minutes | target |", "|---|---|---|"]
    for name, value in minutes.items():
        command = " ".join(COMMANDS[name])
        lines.append(f"| `{command}` | {value:.1f} | {TARGETS[name]:.0f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "names",
        nargs="*",
        metavar="demo|quick|test",
        help="what to measure (default: all three, up to an hour)",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"write the figures to {RESULTS.relative_to(PROJECT)}",
    )
    parser.add_argument(
        "--slowest",
        type=int,
        default=0,
        metavar="N",
        help="name the N longest steps of each build",
    )
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(COMMANDS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    minutes = {}
    with tempfile.TemporaryDirectory(prefix="linguine-build-") as name:
        folder = pathlib.Path(name)
        for command in arguments.names or COMMANDS:
            minutes[command] = measure(command, folder)
            for preset in sorted((folder / command / "build").iterdir()):
                steps = slowest(
                    folder / command, preset.name, arguments.slowest
                )
                if steps:
                    print(f"{preset.name}:", *steps, sep="\n")
    text = table(minutes)
    print(text)
    if arguments.write:
        RESULTS.write_text(
            with_section(
                RESULTS.read_text(), BUILDING, f"{EXPLANATION}\n{text}"
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
