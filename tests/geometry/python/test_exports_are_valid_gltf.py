"""The validator finds no error in what we export."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import numpy as np
import pytest

from gltf_file import GltfFile
from gltf_validator import errors_of, is_there
from imported_scene import (
    COORDINATES,
    PIXELS,
    TRIANGLE,
    converted,
    points_of,
    scene_of,
)

pytestmark = pytest.mark.skipif(
    not is_there(), reason="no gltf-validator: ./dev setup"
)

NORMALS = np.array([[0, 0, 1]] * 3, "<f4")
SHEARED = [1, 0, 0, 0, 0.5, 1, 0, 0, 0, 0.25, 2, 0, 3, 4, 5, 1]
SINGULAR = [1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
FLAT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7, 1]
MIRRORED = [-1, 0, 0, 0, 0.5, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def add_picture(file: GltfFile, picture: bytes, kind: str) -> None:
    image = file.add(
        "images", {"bufferView": file.view(picture), "mimeType": kind}
    )
    file.add("textures", {"source": image})


def file_with(
    attributes: dict[str, np.ndarray],
    node: dict[str, Any] | None = None,
    material: dict[str, Any] | None = None,
    **root: Any,
) -> GltfFile:
    file = GltfFile()
    primitive: dict[str, Any] = {
        "attributes": {
            name: file.accessor(values) for name, values in attributes.items()
        }
    }
    if material is not None:
        add_picture(file, PIXELS, "image/png")
        primitive["material"] = file.add("materials", material)
    mesh = file.add("meshes", {"primitives": [primitive]})
    file.add("nodes", {"mesh": mesh, "name": "root", **(node or {})})
    file.root.update(root)
    return file


def exported(file: GltfFile, folder: pathlib.Path, end: str) -> pathlib.Path:
    source = folder / "source.gltf"
    file.write(source)
    return converted(source, folder / f"exported.{end}")


@pytest.mark.parametrize("end", ["gltf", "glb"])
@pytest.mark.parametrize("matrix", [SHEARED, SINGULAR, FLAT, MIRRORED])
def test_any_matrix(
    matrix: list[float], end: str, tmp_path: pathlib.Path
) -> None:
    file = file_with({"POSITION": TRIANGLE}, {"matrix": matrix})
    to = exported(file, tmp_path, end)
    assert errors_of(to) == []
    m = np.array(matrix, float).reshape(4, 4).T
    expected = TRIANGLE @ m[:3, :3].T + m[:3, 3]
    np.testing.assert_allclose(points_of(scene_of(to)), expected, atol=1e-5)


def test_children_of_sheared_nodes(tmp_path: pathlib.Path) -> None:
    file = file_with({"POSITION": TRIANGLE}, {"matrix": SHEARED})
    file.add("nodes", {"name": "empty"})
    file.add("nodes", {"mesh": 0, "matrix": SHEARED})
    file.root["nodes"][0]["children"] = [1, 2]
    file.root["scenes"] = [{"nodes": [0]}]
    to = exported(file, tmp_path, "gltf")
    assert errors_of(to) == []
    m = np.array(SHEARED, float).reshape(4, 4).T
    points = points_of(scene_of(to))
    once = TRIANGLE @ m[:3, :3].T + m[:3, 3]
    twice = once @ m[:3, :3].T + m[:3, 3]
    np.testing.assert_allclose(
        sorted(map(tuple, points.round(4))),
        sorted(map(tuple, np.concatenate([once, twice]).round(4))),
        atol=1e-3,
    )


def test_normals_and_tangents_get_length_one(tmp_path: pathlib.Path) -> None:
    tangents = np.array([[3, 0, 0, -1]] * 3, "<f4")
    file = file_with(
        {
            "POSITION": TRIANGLE,
            "NORMAL": 5 * NORMALS,
            "TANGENT": tangents,
            "TEXCOORD_0": COORDINATES,
        }
    )
    to = exported(file, tmp_path, "gltf")
    assert errors_of(to) == []


@pytest.mark.parametrize("side", [1, -1])
def test_the_side_of_tangents_stays(side: int, tmp_path: pathlib.Path) -> None:
    tangents = np.array([[1, 0, 0, side]] * 3, "<f4")
    file = file_with(
        {
            "POSITION": TRIANGLE,
            "NORMAL": NORMALS,
            "TANGENT": tangents,
            "TEXCOORD_0": COORDINATES,
        }
    )
    to = exported(file, tmp_path, "gltf")
    assert errors_of(to) == []
    made = json.loads(to.read_text())
    (primitive,) = made["meshes"][0]["primitives"]
    accessor = made["accessors"][primitive["attributes"]["TANGENT"]]
    view = made["bufferViews"][accessor["bufferView"]]
    data = to.with_suffix(".bin").read_bytes()[view["byteOffset"] :]
    np.testing.assert_array_equal(
        np.frombuffer(data[:48], "<f4").reshape(3, 4), tangents
    )


@pytest.mark.parametrize(
    ("mode", "cutoff"),
    [
        ("OPAQUE", None),
        ("BLEND", None),
        ("MASK", 0.3),
        ("MASK", 0.5),
        ("MASK", None),
        ("MASK", 0),
        ("MASK", 1),
    ],
)
def test_alpha_modes_stay(
    mode: str, cutoff: float | None, tmp_path: pathlib.Path
) -> None:
    material: dict[str, Any] = {
        "alphaMode": mode,
        "normalTexture": {"index": 0, "scale": 0.25},
    }
    if cutoff is not None:
        material["alphaCutoff"] = cutoff
    file = file_with(
        {"POSITION": TRIANGLE, "TEXCOORD_0": COORDINATES}, material=material
    )
    to = exported(file, tmp_path, "gltf")
    assert errors_of(to) == []
    made = json.loads(to.read_text())["materials"][0]
    assert made["alphaMode"] == mode
    if mode == "MASK":
        expected = 0.5 if cutoff is None else cutoff
        assert made["alphaCutoff"] == pytest.approx(expected, abs=1e-7)
    assert made["normalTexture"]["scale"] == 0.25


def test_textures_without_coordinates(tmp_path: pathlib.Path) -> None:
    material = {
        "pbrMetallicRoughness": {
            "baseColorTexture": {"index": 0, "texCoord": 2}
        }
    }
    file = file_with({"POSITION": TRIANGLE}, material=material)
    assert errors_of(exported(file, tmp_path, "glb")) == []


def test_ktx2_is_a_picture_of_the_extension(tmp_path: pathlib.Path) -> None:
    ktx2 = b"\xabKTX 20\xbb\r\n\x1a\n" + bytes(100)
    file = GltfFile()
    primitive = {
        "attributes": {
            "POSITION": file.accessor(TRIANGLE),
            "TEXCOORD_0": file.accessor(COORDINATES),
        },
        "material": file.add(
            "materials",
            {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}},
        ),
    }
    add_picture(file, ktx2, "image/ktx2")
    texture = file.root["textures"][0]
    texture["extensions"] = {
        "KHR_texture_basisu": {"source": texture.pop("source")}
    }
    file.root["extensionsRequired"] = ["KHR_texture_basisu"]
    file.add("meshes", {"primitives": [primitive]})
    file.add("nodes", {"mesh": 0})
    made = json.loads(exported(file, tmp_path, "gltf").read_text())
    assert made["textures"][0]["extensions"] == {
        "KHR_texture_basisu": {"source": 0}
    }
    assert "source" not in made["textures"][0]
    assert made["extensionsRequired"] == ["KHR_texture_basisu"]
    assert made["images"][0]["mimeType"] == "image/ktx2"


@pytest.mark.parametrize("end", ["gltf", "glb"])
def test_nodes_without_content(end: str, tmp_path: pathlib.Path) -> None:
    file = GltfFile()
    file.root["extensionsUsed"] = ["KHR_lights_punctual"]
    file.root["extensions"] = {
        "KHR_lights_punctual": {
            "lights": [
                {
                    "type": "spot",
                    "spot": {"innerConeAngle": 0.5, "outerConeAngle": 0.5},
                }
            ]
        }
    }
    file.add("nodes", {"name": "empty", "children": [1, 2]})
    file.add("nodes", {"extensions": {"KHR_lights_punctual": {"light": 0}}})
    file.add("nodes", {})
    for name in ("bufferViews", "accessors", "meshes"):
        del file.root[name]
    source = tmp_path / "source.gltf"
    source.write_text(json.dumps(file.root))
    to = converted(source, tmp_path / f"exported.{end}")
    assert errors_of(to) == []
