"""The content of a file, read with numpy, and the scene that is imported.

The files are written here, and what must come of them is computed with numpy
from what the formats' specifications say: no code of ours.
"""

from __future__ import annotations

import base64
import json
import math
import os
import pathlib
import subprocess
from typing import Any

import numpy as np
import pytest

from gltf_file import GltfFile, data_uri, png

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
