"""Textures and instances of a file, read with numpy, and the scene that is
imported.

As in test_import_against_numpy.py, what must come of the files is computed
with numpy from what the formats' specifications say.
"""

from __future__ import annotations

import json
import math
import pathlib
import subprocess
from typing import Any

import numpy as np
import pytest

from gltf_file import GltfFile, data_uri
from imported_scene import (
    COORDINATES,
    OTHER_PIXELS,
    PIXELS,
    PROBE,
    attributes_of,
    image_of,
    material_of,
    named,
    scene_of,
    with_triangle,
)

# ---------------------------------------------------------------- textures


def test_textures_inside_and_beside_the_file(tmp_path: pathlib.Path) -> None:
    file, mesh = with_triangle()
    attributes_of(file, mesh)["TEXCOORD_0"] = file.accessor(COORDINATES)
    (tmp_path / "beside.png").write_bytes(OTHER_PIXELS)
    file.root["images"] = [
        {"uri": data_uri("image/png", PIXELS)},
        {"uri": "beside.png"},
        {"bufferView": file.view(PIXELS), "mimeType": "image/png"},
    ]
    file.root["samplers"] = [
        {"wrapS": 33071, "wrapT": 33648, "magFilter": 9728, "minFilter": 9728},
        {"magFilter": 9729, "minFilter": 9729},
    ]
    file.root["textures"] = [
        {"source": 0, "sampler": 0},
        {"source": 1, "sampler": 1},
        {"source": 2},
    ]
    file.add(
        "materials",
        {
            "pbrMetallicRoughness": {
                "baseColorTexture": {"index": 0},
                "metallicRoughnessTexture": {"index": 1},
            },
            "occlusionTexture": {"index": 2, "strength": 0.25},
            "emissiveTexture": {"index": 1},
            "normalTexture": {"index": 2},
        },
    )
    file.root["meshes"][mesh]["primitives"][0]["material"] = 0
    scene = scene_of(file.write(tmp_path / "t.gltf"))
    material = material_of(scene)

    def texture(reference: dict[str, Any]) -> dict[str, Any]:
        return scene["textures"][reference["texture"][0]]

    def sampler(reference: dict[str, Any]) -> list[str]:
        read = texture(reference)["sampler"]
        return [
            read[key]
            for key in ("mag_filter", "min_filter", "wrap_s", "wrap_t")
        ]

    color = material["pbr_info"]["base_color_texture"]
    surface = material["pbr_info"]["metal_rough_texture"]
    assert image_of(texture(color)) == PIXELS
    assert sampler(color) == [
        "NEAREST",
        "NEAREST",
        "CLAMP_TO_EDGE",
        "MIRRORED_REPEAT",
    ]
    assert image_of(texture(surface)) == OTHER_PIXELS
    assert sampler(surface) == ["LINEAR", "LINEAR", "REPEAT", "REPEAT"]
    assert material["emissive_texture"] == surface
    occlusion = material["occlusion_texture"]
    assert image_of(texture(occlusion)) == PIXELS
    assert sampler(occlusion) == [
        "LINEAR",
        "LINEAR_MIPMAP_LINEAR",
        "REPEAT",
        "REPEAT",
    ]
    assert material["normal_texture"] == occlusion
    assert material["occlusion_texture_factor"] == 0.25


TRANSFORMS: list[dict[str, Any]] = [
    {"offset": [0.25, 0.5], "scale": [2, 3], "rotation": 0.5},
    {"offset": [0, 1], "scale": [1, -1]},
    {"rotation": -2.5},
    {"scale": [0.5, 4]},
    {"offset": [-3, 0.125]},
]


def transformed(
    coordinates: np.ndarray, transform: dict[str, Any]
) -> np.ndarray:
    """Coordinates by KHR_texture_transform: with v downwards, a quarter turn
    and offset (0, 1) shrunk by half show the lower left quarter, as its example
    says.
    """
    turn = transform.get("rotation", 0)
    matrix = np.array(
        [[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]]
    )
    scaled = coordinates * transform.get("scale", [1, 1])
    return scaled @ matrix.T + transform.get("offset", [0, 0])


def test_the_example_of_the_extension() -> None:
    whole = np.array([[0, 0], [1, 1]])
    shown = transformed(
        whole, {"offset": [0, 1], "scale": [0.5, 0.5], "rotation": math.pi / 2}
    )
    np.testing.assert_allclose(
        np.sort(shown, axis=0), [[0, 0.5], [0.5, 1]], atol=1e-9
    )


def applied(reference: dict[str, Any], part: dict[str, Any]) -> np.ndarray:
    """The coordinates of a part as a texture of ours uses them."""
    coordinates = np.array(
        part["texture_coordinates"][reference["texture_coord_slot"]]
    )
    matrix = np.array(reference["transform"]).reshape(3, 3).T
    return (np.column_stack([coordinates, np.ones(3)]) @ matrix.T)[:, :2]


def transformed_file(transform: dict[str, Any]) -> GltfFile:
    file, mesh = with_triangle()
    for i in range(2):
        attributes_of(file, mesh)[f"TEXCOORD_{i}"] = file.accessor(
            COORDINATES + np.float32(i)
        )
    file.root["images"] = [{"uri": data_uri("image/png", PIXELS)}]
    file.root["textures"] = [{"source": 0}]
    file.root["extensionsUsed"] = ["KHR_texture_transform"]
    file.add(
        "materials",
        {
            "pbrMetallicRoughness": {
                "baseColorTexture": {
                    "index": 0,
                    "texCoord": 1,
                    "extensions": {"KHR_texture_transform": transform},
                }
            },
            "emissiveTexture": {"index": 0},
        },
    )
    file.root["meshes"][mesh]["primitives"][0]["material"] = 0
    return file


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_transforms_of_textures(
    transform: dict[str, Any], tmp_path: pathlib.Path
) -> None:
    file = transformed_file(transform).write(tmp_path / "k.gltf")
    scene = scene_of(file)
    material = material_of(scene)
    color = material["pbr_info"]["base_color_texture"]
    assert color["texture_coord_slot"] == 1
    (part,) = named(scene, "root")["parts"]
    np.testing.assert_allclose(
        applied(color, part), transformed(COORDINATES + 1, transform), atol=2e-6
    )
    assert "transform" not in material["emissive_texture"]

    # Written again in the words of the extension, it means the same.
    out = tmp_path / "out.gltf"
    subprocess.run([PROBE, "convert", file, out], check=True)
    root = json.loads(out.read_text())
    assert root["extensionsUsed"] == ["KHR_texture_transform"]
    pbr = root["materials"][0]["pbrMetallicRoughness"]
    written = pbr["baseColorTexture"]["extensions"]["KHR_texture_transform"]
    np.testing.assert_allclose(
        transformed(COORDINATES, written),
        transformed(COORDINATES, transform),
        atol=2e-6,
    )
    assert "extensions" not in root["materials"][0]["emissiveTexture"]


# --------------------------------------------------------------- instances


def instanced_file(**attributes: np.ndarray) -> GltfFile:
    file, _ = with_triangle()
    file.root["extensionsUsed"] = ["EXT_mesh_gpu_instancing"]
    file.root["nodes"][0]["extensions"] = {
        "EXT_mesh_gpu_instancing": {
            "attributes": {
                key: file.accessor(rows, rows.dtype.kind == "i")
                for key, rows in attributes.items()
            }
        }
    }
    return file


def test_instances(tmp_path: pathlib.Path) -> None:
    places = np.array([[1, 2, 3], [4, 5, 6]], "<f4")
    # Bytes are in units of 127.
    turns = np.array([[0, 0, 0, 127], [127, 0, 0, 0]], "i1")
    scales = np.array([[1, 1, 1], [2, 3, 0.5]], "<f4")
    file = instanced_file(TRANSLATION=places, ROTATION=turns, SCALE=scales)
    scene = scene_of(file.write(tmp_path / "i.glb"))
    assert scene["warnings"] == []
    instances = named(scene, "root")["instances"]
    for key, rows in (
        ("position", places),
        ("rotation", turns / 127),
        ("scale", scales),
    ):
        np.testing.assert_allclose([one[key] for one in instances], rows)


def test_instances_that_make_no_sense_are_left_out(
    tmp_path: pathlib.Path,
) -> None:
    places = np.array([[1, 2, 3], [4, 5, 6]], "<f4")
    for attributes, complaint in (
        ({"TRANSLATION": places, "SCALE": places[:1]}, "wrong shape"),
        ({"TRANSLATION": np.array([[np.nan, 0, 0]], "<f4")}, "not finite"),
        ({"ROTATION": np.zeros((2, 4), "<f4")}, "no rotation"),
    ):
        file = instanced_file(**attributes)
        # JSON has no NaN.
        for accessor in file.root["accessors"]:
            accessor.pop("min", None), accessor.pop("max", None)
        scene = scene_of(file.write(tmp_path / "i.gltf"))
        (warning,) = scene["warnings"]
        assert complaint in warning
        assert named(scene, "root")["instances"] == []
        assert len(named(scene, "root")["parts"]) == 1


def test_accessors_outside_of_their_buffer_are_errors(
    tmp_path: pathlib.Path,
) -> None:
    for key, value in (
        ("count", 4),
        ("count", 2**63),
        ("byteOffset", 2**64 - 1),
        ("byteOffset", 5),
    ):
        file, mesh = with_triangle()
        coordinates = file.accessor((COORDINATES * 255).astype("u1"), True)
        attributes_of(file, mesh)["TEXCOORD_0"] = coordinates
        file.root["accessors"][coordinates][key] = value
        done = subprocess.run(
            [PROBE, "scene", file.write(tmp_path / "o.gltf")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert f"accessor {coordinates} lies outside" in done.stderr
