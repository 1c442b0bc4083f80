"""The content of a file, read with numpy, and the scene that is imported:
vertices, nodes and lights.

The files are written here, and what must come of them is computed with numpy
from what the formats' specifications say: no code of ours.
"""

from __future__ import annotations

import base64
import json
import math
import pathlib
import subprocess
from typing import Any

import numpy as np
import pytest

from gltf_file import GltfFile
from imported_scene import (
    COORDINATES,
    PROBE,
    TRIANGLE,
    attributes_of,
    named,
    scene_of,
    with_triangle,
)

# ---------------------------------------------------------------- vertices


@pytest.mark.parametrize("kind", ["f4", "u1", "u2"])
@pytest.mark.parametrize("width", [3, 4])
def test_vertex_colours_of_every_kind(
    kind: str, width: int, tmp_path: pathlib.Path
) -> None:
    parts = np.array([[1, 0, 0.2, 1], [0, 0.4, 0, 0.6], [0, 0, 1, 0.2]])
    greatest = 1 if kind == "f4" else np.iinfo(kind).max
    stored = (parts * greatest).round(7).astype(f"<{kind}")[:, :width]
    file, mesh = with_triangle()
    attributes_of(file, mesh)["COLOR_0"] = file.accessor(stored, kind != "f4")
    (part,) = named(scene_of(file.write(tmp_path / "c.gltf")), "root")["parts"]
    expected = np.ones((3, 4))
    expected[:, :width] = stored / greatest
    np.testing.assert_allclose(part["colors"], [expected], atol=1e-6)


@pytest.mark.parametrize("kind", ["f4", "u1", "u2"])
@pytest.mark.parametrize("extension", ["gltf", "glb"])
def test_several_sets_of_coordinates(
    kind: str, extension: str, tmp_path: pathlib.Path
) -> None:
    greatest = 1 if kind == "f4" else np.iinfo(kind).max
    sets = [
        (COORDINATES * greatest).astype(f"<{kind}"),
        (COORDINATES[::-1] * greatest).astype(f"<{kind}"),
    ]
    file, mesh = with_triangle()
    for i, stored in enumerate(sets):
        attributes_of(file, mesh)[f"TEXCOORD_{i}"] = file.accessor(
            stored, kind != "f4"
        )
    (part,) = named(scene_of(file.write(tmp_path / f"t.{extension}")), "root")[
        "parts"
    ]
    np.testing.assert_allclose(
        part["texture_coordinates"], np.array(sets) / greatest, atol=1e-6
    )


@pytest.mark.parametrize("kind", ["i1", "i2", "u1", "u2"])
@pytest.mark.parametrize("normalized", [False, True])
def test_quantized_meshes(
    kind: str, normalized: bool, tmp_path: pathlib.Path
) -> None:
    """KHR_mesh_quantization, in a buffer beside the file."""
    info = np.iinfo(kind)
    places = np.array(
        [[info.min, 0, 0], [100, 7, 0], [0, info.max, 1]], f"<{kind}"
    )
    normals = np.array([[0, 0, 127]] * 3, "i1")
    file = GltfFile()
    file.root["extensionsRequired"] = ["KHR_mesh_quantization"]
    mesh = file.add(
        "meshes",
        {
            "primitives": [
                {
                    "attributes": {
                        "POSITION": file.accessor(places, normalized),
                        "NORMAL": file.accessor(normals, True),
                    }
                }
            ]
        },
    )
    file.add("nodes", {"name": "root", "mesh": mesh, "scale": [2, 2, 2]})
    path = file.write(tmp_path / "q.gltf")
    root = json.loads(path.read_text())
    data = root["buffers"][0]["uri"].split(",")[1]
    (tmp_path / "q.bin").write_bytes(base64.b64decode(data))
    root["buffers"][0]["uri"] = "q.bin"
    path.write_text(json.dumps(root))
    (part,) = named(scene_of(path), "root")["parts"]
    expected = places.astype(float)
    if normalized:
        expected = np.maximum(expected / info.max, -1)
    np.testing.assert_allclose(part["positions"], expected, rtol=1e-6)
    np.testing.assert_allclose(part["normals"], [[0, 0, 1]] * 3, atol=1e-6)


# ------------------------------------------------------------------- nodes


def matrix_of(node: dict[str, Any]) -> np.ndarray:
    """A node's matrix by the words of glTF, for columns."""
    if "matrix" in node:
        return np.array(node["matrix"]).reshape(4, 4).T
    x, y, z, w = node.get("rotation", [0, 0, 0, 1])
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.identity(4)
    matrix[:3, :3] = turn * node.get("scale", [1, 1, 1])
    matrix[:3, 3] = node.get("translation", [0, 0, 0])
    return matrix


def test_matrices_and_their_parts_and_meshes_that_are_shared(
    tmp_path: pathlib.Path,
) -> None:
    file, mesh = with_triangle()
    half = math.sqrt(0.5)
    below = [
        {
            "name": "parts",
            "mesh": mesh,
            "translation": [1, 2, 3],
            "rotation": [0, half, 0, half],
            "scale": [1, 2, 3],
        },
        {
            "name": "matrix",
            "mesh": mesh,
            "matrix": [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1],
        },
        {"name": "deep", "mesh": mesh, "rotation": [0.5, 0.5, 0.5, 0.5]},
        {"name": "mirror", "mesh": mesh, "scale": [-1, 1, 1]},
    ]
    for node in below:
        file.add("nodes", node)
    # Below one another, and beside.
    file.root["nodes"][0] |= {"children": [1, 2, 4], "translation": [0, 9, 0]}
    file.root["nodes"][2]["children"] = [3]
    scene = scene_of(file.write(tmp_path / "n.gltf"))
    for node in file.root["nodes"]:
        read = named(scene, node["name"])
        np.testing.assert_allclose(
            np.array(read["transform"]).reshape(4, 4).T,
            matrix_of(node),
            atol=1e-6,
            err_msg=node["name"],
        )
        # One geometry for all of them.
        assert read["geometry"] == named(scene, "root")["geometry"]
        (part,) = read["parts"]
        np.testing.assert_array_equal(part["positions"], TRIANGLE)
    parents = {node["name"]: node["parent"] for node in scene["nodes"]}
    places = {node["name"]: i for i, node in enumerate(scene["nodes"])}
    assert parents == {
        "root": None,
        "parts": places["root"],
        "matrix": places["root"],
        "deep": places["matrix"],
        "mirror": places["root"],
    }


# ------------------------------------------------------------------ lights

LIGHTS: list[dict[str, Any]] = [
    {"type": "point", "color": [1, 0.5, 0.25], "intensity": 40, "range": 12},
    {
        "type": "spot",
        "color": [0.5, 1, 0],
        "intensity": 2,
        "spot": {"innerConeAngle": 0.25, "outerConeAngle": 0.5},
    },
    {
        "type": "spot",
        "color": [1, 1, 1],
        "intensity": 3,
        "range": 0.5,
        "spot": {},
    },
    {"type": "directional", "color": [0.5, 0.5, 1], "intensity": 0.5},
    {"type": "point"},
]


def lit_file() -> GltfFile:
    """A node for each light, and one more of the name and the light of
    another."""
    file, _ = with_triangle()
    file.root["extensionsUsed"] = ["KHR_lights_punctual"]
    file.root["extensions"] = {"KHR_lights_punctual": {"lights": LIGHTS}}
    half = math.sqrt(0.5)
    for i in [*range(len(LIGHTS)), 1]:
        file.add(
            "nodes",
            {
                "name": f"lamp {i}",
                "translation": [i, 5, 0],
                "rotation": [half, 0, 0, half],
                "extensions": {"KHR_lights_punctual": {"light": i}},
            },
        )
    file.root["nodes"][0]["children"] = [*range(1, len(LIGHTS) + 2)]
    file.root["nodes"][-1]["translation"] = [0, 0, 77]
    return file


def expect_light(read: dict[str, Any], light: dict[str, Any]) -> None:
    """That a light is what a file says. Where colours and intensity differ,
    their product counts."""
    expected = np.array(light.get("color", [1, 1, 1])) * light.get(
        "intensity", 1
    )
    np.testing.assert_allclose(
        np.array(read["color"]) * read["intensity"], expected, rtol=1e-6
    )
    kind = read[light["type"]]
    assert kind["range"] == light.get("range", -1)
    if light["type"] == "spot":
        spot = light["spot"]
        assert kind["inner_cone_angle_rad"] == pytest.approx(
            spot.get("innerConeAngle", 0)
        )
        assert kind["outer_cone_angle_rad"] == pytest.approx(
            spot.get("outerConeAngle", math.pi / 4)
        )


def test_lights_are_those_of_the_file(tmp_path: pathlib.Path) -> None:
    scene = scene_of(lit_file().write(tmp_path / "l.gltf"))
    assert scene["warnings"] == []
    carried = []
    for node in scene["nodes"]:
        for place in node["lights"]:
            # It shines down -Z of the node that carries it, as glTF says.
            np.testing.assert_allclose(
                np.array(node["transform"]).reshape(4, 4).T @ [0, 0, -1, 0],
                [0, 0, -1, 0],
                atol=1e-6,
            )
            where = scene["nodes"][node["parent"]]["transform"][12:15]
            carried.append((where, place))
    assert len(carried) == len(LIGHTS) + 1
    for i, light in enumerate(LIGHTS):
        (place,) = [place for where, place in carried if where == [i, 5, 0]]
        expect_light(scene["lights"][place], light)
    (again,) = [place for where, place in carried if where == [0, 0, 77]]
    expect_light(scene["lights"][again], LIGHTS[1])


def test_lights_are_exported_as_they_were(tmp_path: pathlib.Path) -> None:
    file = lit_file().write(tmp_path / "l.gltf")
    out = tmp_path / "out.gltf"
    subprocess.run([PROBE, "convert", file, out], check=True)
    root = json.loads(out.read_text())
    assert root["extensionsUsed"] == ["KHR_lights_punctual"]
    lights = root["extensions"]["KHR_lights_punctual"]["lights"]
    key = "intensity"
    for light, written in zip(LIGHTS, lights, strict=True):
        np.testing.assert_allclose(
            np.array(written["color"]) * written[key],
            np.array(light.get("color", [1, 1, 1])) * light.get(key, 1),
            rtol=1e-6,
        )
        assert written["type"] == light["type"]
        assert written.get("range") == light.get("range")
