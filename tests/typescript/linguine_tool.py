"""The generator `linguine`, in this process: a process of its own takes half a
second to start.
"""

from __future__ import annotations

import contextlib
import io
from typing import NamedTuple

from linguine.cli import main


class Done(NamedTuple):
    """How a command has ended."""

    code: int
    output: str
    errors: str


def linguine(*arguments: str) -> Done:
    """Runs a command, such as "generate"."""
    output = io.StringIO()
    errors = io.StringIO()
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        code = main(arguments)
    return Done(code, output.getvalue(), errors.getvalue())
