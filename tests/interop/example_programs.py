"""The programs of the example servers, and how they are started."""

from __future__ import annotations

import os
from collections.abc import Callable

from server_process import ScenarioServer

# Servers that need no arguments, and one that needs an argument.
SCENES = (
    "acting_entities",
    "demo_server",
    "live_simulation",
    "own_methods",
    "point_plot_server",
    "table_server",
    "time_series",
)
SERVERS = (*SCENES, "scene_server")

# The type of the fixture `start`: takes the name of a program and its
# arguments.
Start = Callable[..., ScenarioServer]


def program(name: str) -> str:
    """The path of an example."""
    return os.environ[f"NOODLES_{name.upper()}"]
