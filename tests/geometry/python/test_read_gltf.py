"""glTF files that Assimp alone reads wrongly, or not at all."""

from __future__ import annotations

import json
import pathlib
import struct
from typing import Any

import numpy as np
import pytest

from gltf_file import GltfFile
from imported_scene import (
    COORDINATES,
    PIXELS,
    TRIANGLE,
    error_of,
    parts_of,
    points_of,
    scene_of,
)


def file_with(material: dict[str, Any] | None = None) -> GltfFile:
    file = GltfFile()
    primitive: dict[str, Any] = {
        "attributes": {
            "POSITION": file.accessor(TRIANGLE),
            "TEXCOORD_0": file.accessor(COORDINATES),
            "TEXCOORD_1": file.accessor(2 * COORDINATES),
        }
    }
    if material is not None:
        primitive["material"] = file.add("materials", material)
        image = file.add(
            "images",
            {"bufferView": file.view(PIXELS), "mimeType": "image/png"},
        )
        file.add("textures", {"source": image})
    file.add("meshes", {"primitives": [primitive]})
    file.add("nodes", {"mesh": 0, "name": "root"})
    return file


def test_a_file_without_scenes_shows_all_roots(tmp_path: pathlib.Path) -> None:
    file = file_with()
    file.add("nodes", {"mesh": 0, "translation": [1, 0, 0]})
    file.root["nodes"][0]["children"] = [1]
    file.add("nodes", {"mesh": 0, "translation": [5, 0, 0]})
    del file.root["scenes"], file.root["scene"]
    scene = scene_of(file.write(tmp_path / "mesh.gltf"))
    assert sorted(points_of(scene)[:, 0]) == [0, 0, 1, 1, 1, 2, 5, 5, 6]


def test_specular_glossiness(tmp_path: pathlib.Path) -> None:
    name = "KHR_materials_pbrSpecularGlossiness"
    file = file_with(
        {
            "extensions": {
                name: {
                    "diffuseFactor": [1, 0, 0, 0.5],
                    "glossinessFactor": 0.9,
                    "diffuseTexture": {"index": 0, "texCoord": 1},
                    "specularGlossinessTexture": {"index": 0},
                }
            }
        }
    )
    file.root["extensionsUsed"] = file.root["extensionsRequired"] = [name]
    scene = scene_of(file.write(tmp_path / "mesh.gltf"))
    surface = scene["materials"][0]["pbr_info"]
    assert surface["base_color"] == [1, 0, 0, 0.5]
    assert surface["metallic"] == 0
    assert surface["roughness"] == pytest.approx(0.1)
    assert surface["base_color_texture"]["texture_coord_slot"] == 1
    assert scene["warnings"] == [
        "specularGlossinessTexture of material 0 is left out"
    ]


def test_the_slot_of_a_texture_transform(tmp_path: pathlib.Path) -> None:
    transform = {"offset": [0.25, 0.5], "texCoord": 1}
    texture = {
        "index": 0,
        "texCoord": 0,
        "extensions": {"KHR_texture_transform": transform},
    }
    file = file_with(
        {
            "pbrMetallicRoughness": {"baseColorTexture": texture},
            "emissiveTexture": texture,
        }
    )
    file.root["extensionsUsed"] = ["KHR_texture_transform"]
    scene = scene_of(file.write(tmp_path / "mesh.gltf"))
    material = scene["materials"][0]
    for found in (
        material["pbr_info"]["base_color_texture"],
        material["emissive_texture"],
    ):
        assert found["texture_coord_slot"] == 1
        assert found["transform"][6:8] == [0.25, 0.5]


@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_json_chunk_that_is_not_padded(
    length: int, gap: int, tmp_path: pathlib.Path
) -> None:
    file = file_with().write(tmp_path / "mesh.glb")
    whole = file.read_bytes()
    (size,) = struct.unpack_from("<I", whole, 12)
    text = whole[20 : 20 + size].rstrip()
    text += b" " * ((length - len(text)) % 4)
    padding = b"\0" * (-len(text) % 4) if gap else b""
    body = struct.pack("<I4s", len(text), b"JSON") + text + padding
    body += whole[20 + size :]
    head = struct.pack("<4sII", b"glTF", 2, 12 + len(body))
    file.write_bytes(head + body)
    scene = scene_of(file)
    np.testing.assert_array_equal(points_of(scene), TRIANGLE)
    (warning,) = scene["warnings"]
    assert "byte 12: the length of the JSON chunk" in warning


def test_what_is_left_out_is_named(tmp_path: pathlib.Path) -> None:
    material = {
        "name": "glass",
        "extensions": {
            "KHR_materials_unlit": {},
            "KHR_materials_transmission": {"transmissionFactor": 1},
            "KHR_materials_emissive_strength": {"emissiveStrength": 5},
        },
    }
    file = file_with(material)
    file.root["extensionsUsed"] = list(material["extensions"])
    file.root["meshes"][0]["name"] = "face"
    file.root["meshes"][0]["weights"] = [1]
    file.root["meshes"][0]["primitives"][0]["targets"] = [
        {"POSITION": file.accessor(TRIANGLE)}
    ]
    file.add(
        "cameras",
        {"type": "perspective", "perspective": {"yfov": 1, "znear": 1}},
    )
    warnings = scene_of(file.write(tmp_path / "mesh.gltf"))["warnings"]
    assert sorted(warnings) == [
        "KHR_materials_emissive_strength of material glass is left out",
        "KHR_materials_transmission of material glass is left out",
        "KHR_materials_unlit of material glass is left out",
        "cameras are left out",
        "morph targets of mesh face are left out",
    ]


@pytest.mark.parametrize("is_required", [True, False])
def test_an_unknown_extension(
    is_required: bool, tmp_path: pathlib.Path
) -> None:
    file = file_with()
    file.root["extensionsUsed"] = ["ACME_teapots"]
    if is_required:
        file.root["extensionsRequired"] = ["ACME_teapots"]
    path = file.write(tmp_path / "mesh.gltf")
    if is_required:
        assert "the extension ACME_teapots is not known" in error_of(path)
    else:
        assert len(parts_of(scene_of(path))) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b'{"asset": ', "mesh.gltf: the JSON is broken: "),
        (b"[]", "mesh.gltf: the JSON of a glTF file is an object"),
        (
            json.dumps({"asset": {"version": "2.0"}}).encode(),
            "mesh.gltf: ",
        ),
    ],
)
def test_errors_name_the_place(
    content: bytes, error: str, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / "mesh.gltf"
    file.write_bytes(content)
    assert error in error_of(file)
