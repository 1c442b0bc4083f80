"""The example servers' programs, and what starts them."""

from __future__ import annotations

import os
from collections.abc import Callable

from server_process import ScenarioServer

# Of the fixture `start`: a program's name, and its arguments.
Start = Callable[..., ScenarioServer]


def program(name: str) -> str:
    """The path of an example."""
    return os.environ[f"NOODLES_{name.upper()}"]
