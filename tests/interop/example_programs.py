"""The example servers' programs, and what starts them."""

from __future__ import annotations

import os
from collections.abc import Callable

from server_process import ScenarioServer

# Those that serve something without being told what, and one that is told.
SCENES = (
    "acting_entities",
    "demo_server",
    "live_simulation",
    "own_methods",
    "point_plot_server",
    "table_server",
)
SERVERS = (*SCENES, "scene_server")

# Of the fixture `start`: a program's name, and its arguments.
Start = Callable[..., ScenarioServer]


def program(name: str) -> str:
    """The path of an example."""
    return os.environ[f"NOODLES_{name.upper()}"]
