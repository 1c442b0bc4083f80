"""Runs the tool `noodles`, and servers for it, as processes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cbor2

TOOL = os.environ["NOODLES_NOODLES_TOOL"]

# The number of entities in the demo's scene.
DEMO_ENTITIES = 24

# Time limit for every wait of a test; no measure of speed.
DEADLINE_SECONDS = 60.0


def run(
    *arguments: str,
    text: str | None = None,
    data: bytes | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[Any]:
    """Runs the tool to its end; with `data`, input and output are bytes."""
    return subprocess.run(
        [TOOL, *arguments],
        input=data if data is not None else text,
        stdin=subprocess.DEVNULL if data is None and text is None else None,
        capture_output=True,
        text=data is None,
        timeout=DEADLINE_SECONDS,
        env={**os.environ, **(environment or {})},
        check=False,
    )


def result_of(*arguments: str) -> Any:
    """The JSON output of the tool, which must succeed."""
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


class Running:
    """A process that runs until it gets a signal."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def lines(self) -> Any:
        """The lines of its output."""
        assert self.process.stdout is not None
        return self.process.stdout

    def end(self, kind: signal.Signals = signal.SIGINT) -> int:
        """Sends a signal, waits for the end, and returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(kind)
        self.process.communicate(timeout=DEADLINE_SECONDS)
        return self.process.returncode


class Server(Running):
    """A server that prints its URL."""

    def __init__(self, *command: str) -> None:
        super().__init__(*command)
        self.url = ""
        for line in self.lines():
            if line.startswith("listening on "):
                self.url = line.split()[2]
                break
        assert self.url, "the program ended without listening"


def example(name: str, *options: str) -> Server:
    """An example server on free ports."""
    program = os.environ[f"NOODLES_{name.upper()}"]
    ports = ["--port", "0"]
    if name != "scenario_server":
        ports += ["--asset-port", "0"]
    return Server(program, *ports, *options)


def replay(path: Path, *options: str) -> Server:
    """The tool as a server for a recording."""
    return Server(TOOL, "replay", str(path), "--port", "0", *options)


def on_terminal(
    *arguments: str,
    environment: dict[str, str] | None = None,
    columns: int = 80,
) -> tuple[int, str]:
    """Runs the tool with a terminal for all output; returns exit code and
    output.
    """
    leader, follower = pty.openpty()
    size = struct.pack("HHHH", 24, columns, 0, 0)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, size)
    settings = {**os.environ, "TERM": "xterm", **(environment or {})}
    if environment is None:
        settings.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [TOOL, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=settings,
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        # Linux reports the end of the terminal's output this way.
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    code = process.wait(timeout=DEADLINE_SECONDS)
    return code, b"".join(parts).decode()


def frame(*messages: Any) -> bytes:
    """A frame of numbers and contents, alternating; floats in 32 bits."""
    return cbor2.dumps(list(messages))


def write_recording(path: Path, frames: Sequence[bytes]) -> Path:
    """A recording of these frames, a millisecond apart."""
    items = [cbor2.dumps(["noodles-recording", 1])]
    items += [cbor2.dumps([1000 * i, data]) for i, data in enumerate(frames)]
    path.write_bytes(b"".join(items))
    return path


def replay_frames(
    folder: Path, frames: Sequence[bytes], *options: str
) -> Server:
    """The tool as a server for these frames, recorded in the folder."""
    return replay(write_recording(folder / "scene.rec", frames), *options)
