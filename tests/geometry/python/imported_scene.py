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


def outcome_of(file: pathlib.Path) -> str:
    """The scene or the error, whichever comes of a file."""
    done = subprocess.run(
        [PROBE, "scene", file], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def error_of(file: pathlib.Path) -> str:
    """The error with which our importer refuses a file."""
    done = subprocess.run(
        [PROBE, "scene", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout[:300] + done.stderr
    return done.stderr


def converted(file: pathlib.Path, to: pathlib.Path) -> pathlib.Path:
    """The file `to`, in which our export writes what our import reads."""
    subprocess.run(
        [PROBE, "convert", file, to],
        capture_output=True,
        text=True,
        check=True,
    )
    return to


def parts_of(scene: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for node in scene["nodes"] for part in node["parts"]]


def points_of(scene: dict[str, Any]) -> np.ndarray:
    """All positions in the space of the scene, in double precision. The nodes
    must have no parents but such as scale or move."""
    points = []
    placed: list[np.ndarray] = []
    for node in scene["nodes"]:
        matrix = np.array(node["transform"], float).reshape(4, 4).T
        if node["parent"] is not None:
            matrix = placed[node["parent"]] @ matrix
        placed.append(matrix)
        for part in node["parts"]:
            at = np.array(part["positions"], float).reshape(-1, 3)
            points.append(at @ matrix[:3, :3].T + matrix[:3, 3])
    return np.concatenate(points) if points else np.empty((0, 3))


def triangles_of(scene: dict[str, Any]) -> np.ndarray:
    """The corners of all triangles, in the space of their parts."""
    corners = [
        np.array(part["positions"], float)[part["indices"]]
        for part in parts_of(scene)
        if part["type"] == "TRIANGLES"
    ]
    return np.concatenate(corners).reshape(-1, 3, 3)


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
