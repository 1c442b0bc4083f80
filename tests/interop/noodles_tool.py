"""Runs the command-line tool."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server_process import DEADLINE_SECONDS

TOOL = os.environ.get("NOODLES_NOODLES_TOOL", "")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the tool to its end."""
    return run_program(TOOL, *arguments)


def run_program(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


@contextmanager
def recording(url: str, path: Path) -> Iterator[None]:
    """Records a server into a file until the end of the block."""
    process = subprocess.Popen(
        [TOOL, "record", url, "-o", str(path)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("recording to ")
        yield
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == 0, errors
    finally:
        process.kill()
        process.wait()
