"""Scenes that are imported from files, and small glTF files for them."""

from __future__ import annotations

import base64
import json
import os
import pathlib
import subprocess
from typing import Any

import numpy as np

from gltf_file import GltfFile, png

PROBE = os.environ["NOODLES_GEOMETRY_PROBE"]
TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], "<f4")
COORDINATES = np.array([[0, 0], [1, 0.25], [0.5, 1]], "<f4")
PIXELS = png([[255, 0, 0, 255], [0, 255, 0, 255]])
OTHER_PIXELS = png([[0, 0, 255, 255], [0, 0, 0, 255]])


def scene_of(file: pathlib.Path) -> dict[str, Any]:
    """The scene that our importer makes of a file."""
    done = subprocess.run(
        [PROBE, "scene", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def image_of(texture: dict[str, Any]) -> bytes:
    return base64.b64decode(texture["image"]["$bytes"])


def named(scene: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [node for node in scene["nodes"] if node["name"] == name]
    return found


def material_of(scene: dict[str, Any]) -> dict[str, Any]:
    """That of the root's only mesh."""
    (part,) = named(scene, "root")["parts"]
    return scene["materials"][part["material"]]


def with_triangle(**attributes: int) -> tuple[GltfFile, int]:
    """A file with one mesh, on the root node; its mesh."""
    file = GltfFile()
    mesh = file.add(
        "meshes",
        {
            "primitives": [
                {
                    "attributes": {
                        "POSITION": file.accessor(TRIANGLE),
                        **attributes,
                    }
                }
            ]
        },
    )
    file.add("nodes", {"name": "root", "mesh": mesh})
    return file, mesh


def attributes_of(file: GltfFile, mesh: int) -> dict[str, int]:
    return file.root["meshes"][mesh]["primitives"][0]["attributes"]
