"""The command-line tool, as the tests run it."""

from __future__ import annotations

import os
import subprocess

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
