"""Runs a Rigatoni server, whose script takes two ports, as a process."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server_process import DEADLINE_SECONDS


def free_port() -> int:
    """A port without a listener: Rigatoni does not accept port 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(script: str, *arguments: str) -> Iterator[str]:
    """The URL of a Rigatoni server, which runs until the end of the block."""
    path = Path(__file__).with_name(script)
    ports = [str(free_port()), str(free_port())]
    process = subprocess.Popen(
        [sys.executable, str(path), *ports, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdin is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("listening on "), line
        yield line.split()[2]
        process.stdin.close()
        process.wait(timeout=DEADLINE_SECONDS)
    finally:
        process.kill()
        process.wait()
