"""The scene of a server as read by the C++ client, with decoded meshes."""

from __future__ import annotations

import json
import os
from typing import Any

from noodles_tool import run_program


def nodes_of(url: str) -> dict[str, dict[str, Any]]:
    """The nodes of the server's scene by name."""
    done = run_program(os.environ["NOODLES_SCENE_PROBE"], url)
    assert done.returncode == 0, done.stderr
    return {node["name"]: node for node in json.loads(done.stdout)["nodes"]}


def mesh_of(url: str, name: str) -> dict[str, Any]:
    """The only mesh of a node."""
    (mesh,) = nodes_of(url)[name]["parts"]
    return mesh
