"""Spellings of files that programs write beside the usual ones, of all formats;
the right values are in the files."""

from __future__ import annotations

import base64
import json
import pathlib
import struct

import numpy as np
import pytest

from gltf_file import GltfFile
from imported_scene import (
    TRIANGLE,
    error_of,
    parts_of,
    scene_of,
    triangles_of,
    with_triangle,
)

POINTS = "0 0 0\n1 0 0\n0 1 0\n"
FACET = (
    "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\n"
    "vertex 0 1 0\nendloop\nendfacet\n"
)
PLY = (
    "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\n"
    "property float y\nproperty float z\n"
)
FACE = "element face 1\nproperty list uchar int vertex_indices\n"


def write(
    folder: pathlib.Path, content: str | bytes, name: str
) -> pathlib.Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # No number of edges, letters in another order, small letters.
        ("a.off", f"OFF\n3 1\n{POINTS}3 0 1 2\n"),
        ("b.off", f"OFF\n3 1\n0\n{POINTS}3 0 1 2\n"),
        (
            "c.off",
            (
                "NCOFF\n3 1 0\n0 0 0 0 0 1 9 9 9\n1 0 0 0 0 1 9 9 9\n"
                "0 1 0 0 0 1 9 9 9\n3 0 1 2\n"
            ),
        ),
        ("d.off", f"off\n3 1 0\n{POINTS}3 0 1 2\n"),
        # Words of two parts, and facets without a normal.
        (
            "a.stl",
            f"solid a\n{FACET}end solid a\n".replace("endloop", "end loop"),
        ),
        (
            "b.stl",
            f"solid\n{FACET}endsolid\n".replace("normal 0 0 1", "normal"),
        ),
        # Blanks behind the backslash; a comment ends with its line.
        ("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 \\ \n2 \\\t\r\n3\n"),
        ("b.obj", "# C:\\models\\\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"),
        ("a.ply", f"PLY{PLY[3:]}{FACE}end_header\n{POINTS}3 0 1 2\n"),
    ],
)
def test_every_spelling_is_the_same_triangle(
    name: str, text: str, tmp_path: pathlib.Path
) -> None:
    scene = scene_of(write(tmp_path, text, name))
    np.testing.assert_array_equal(triangles_of(scene), [TRIANGLE])
    assert scene["warnings"] == []


def test_what_ply_and_off_have_besides(tmp_path: pathlib.Path) -> None:
    text = (
        f"{PLY}property int64 id\n{FACE}property float quality\n"
        "property int flags\nend_header\n0 0 0 1\n1 0 0 2\n0 1 0 3\n"
        "3 0 1 2 0.5 7\n"
    )
    scene = scene_of(write(tmp_path, text, "a.ply"))
    np.testing.assert_array_equal(triangles_of(scene), [TRIANGLE])
    assert scene["warnings"] == [
        "properties of vertices are left out: id",
        "properties of faces are left out: quality, flags",
    ]
    text = f"OFF\n3 4 0\n{POINTS}3 0 1 2\n1 0\n1 2\n0\n7 7\n"
    scene = scene_of(write(tmp_path, text, "a.off"))
    assert [part["type"] for part in parts_of(scene)] == ["POINTS", "TRIANGLES"]
    assert parts_of(scene)[0]["positions"] == [[0, 0, 0], [0, 1, 0]]
    assert scene["warnings"] == [
        "1 face without corners are left out",
        "5 bytes behind the last face are left out",
    ]


def test_64_bit_integers_in_binary_ply(tmp_path: pathlib.Path) -> None:
    header = PLY.replace("ascii", "binary_big_endian").replace("float", "int64")
    rows = [[2**40, 0, 0], [2**40 + 1, 0, 0], [2**40, 1, 0]]
    data = b"".join(struct.pack(">3q", *row) for row in rows)
    file = write(tmp_path, f"{header}end_header\n".encode() + data, "a.ply")
    (node,) = scene_of(file)["nodes"]
    points = np.array(node["parts"][0]["positions"])
    np.testing.assert_array_equal(
        points - points[0], np.array(rows) - np.array(rows[0])
    )


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.obj", b"\xff\xfe\0\0v\0\0\0", "UTF-32; save it as UTF-8"),
        (
            "a.stl",
            b" " * 80 + struct.pack("<I", 0) + bytes(100),
            "byte 80 declares 0 triangles, and the file has room for 2",
        ),
        (
            "b.stl",
            f"solid\n{FACET}{FACET[:60]}",
            "the file ends within facet 2",
        ),
        (
            "a.ply",
            f"{PLY}end_header\nnan 0 0\n1 inf 0\n0 0 nan\n",
            "3 of 3 points are not finite numbers",
        ),
        # Old line ends count, too.
        (
            "b.obj",
            "v 0 0 0\rv 1 0 0\rv 0 x 0\r",
            "b.obj:3:5: expected a number",
        ),
    ],
)
def test_refusals_that_help(
    name: str, content: str | bytes, error: str, tmp_path: pathlib.Path
) -> None:
    assert error in error_of(write(tmp_path, content, name))


def test_few_warnings_of_many_unknown_words(tmp_path: pathlib.Path) -> None:
    words = "".join(f"word{i} 1\n" for i in range(1000))
    text = f"{words}v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    assert len(scene_of(write(tmp_path, text, "a.obj"))["warnings"]) == 31


def test_points_in_utm_coordinates_are_not_split(
    tmp_path: pathlib.Path,
) -> None:
    points = [[5e5 + 0.01 * i, 4.6e6 + 0.01 * i, 100 + i] for i in range(5)]
    text = "".join(f"v {x:.2f} {y:.2f} {z}\n" for x, y, z in points)
    scene = scene_of(write(tmp_path, text + "f 1 2 3\nf 3 4 5\n", "a.obj"))
    assert len(parts_of(scene)[0]["positions"]) == 5


# --- glTF --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asset", "error"),
    [
        ({"version": "1.0"}, "asset.version is 1.0; glTF 2.0 can be read"),
        ({"version": "2.0", "minVersion": "2.1"}, "asset.minVersion is 2.1"),
    ],
)
def test_other_versions_of_gltf(
    asset: dict, error: str, tmp_path: pathlib.Path
) -> None:
    file, _ = with_triangle()
    file.root["asset"] = asset
    assert error in error_of(file.write(tmp_path / "a.gltf"))


@pytest.mark.parametrize("asset", [None, {}, {"version": 2.0}])
def test_gltf_without_a_version(asset: dict, tmp_path: pathlib.Path) -> None:
    file, _ = with_triangle()
    file.root["asset"] = asset
    scene = scene_of(file.write(tmp_path / "a.gltf"))
    np.testing.assert_array_equal(triangles_of(scene), [TRIANGLE])
    assert any("asset.version" in warning for warning in scene["warnings"])


def test_gltf_by_its_content(tmp_path: pathlib.Path) -> None:
    file, _ = with_triangle()
    binary = file.write(tmp_path / "a.glb").read_bytes()
    text = file.write(tmp_path / "a.gltf").read_text()
    for content, name in (
        (binary, "b.gltf"),
        (text, "b.glb"),
        (text.encode("utf-16"), "c.gltf"),
    ):
        scene = scene_of(write(tmp_path, content, name))
        np.testing.assert_array_equal(triangles_of(scene), [TRIANGLE])


def test_extensions_that_are_not_read_are_named(tmp_path: pathlib.Path) -> None:
    file, _ = with_triangle()
    file.root["extensionsUsed"] = [
        "KHR_materials_variants",
        "MSFT_lod",
        "KHR_texture_transform",
    ]
    assert scene_of(file.write(tmp_path / "a.gltf"))["warnings"] == [
        "the extension KHR_materials_variants is left out",
        "the extension MSFT_lod is left out",
    ]


def test_buffers_that_are_not_whole(tmp_path: pathlib.Path) -> None:
    file, _ = with_triangle()
    root = json.loads(file.write(tmp_path / "a.gltf").read_text())
    root["buffers"][0]["uri"] = "a.bin"
    write(tmp_path, json.dumps(root), "a.gltf")
    assert "buffers[0]: a.bin is not in the folder" in error_of(
        tmp_path / "a.gltf"
    )
    write(tmp_path, bytes(20), "a.bin")
    assert "a.bin has 20 of the 36 bytes" in error_of(tmp_path / "a.gltf")


# A square with the colours red, green, blue and grey at its corners, packed by
# Draco: colour is attribute 0, position attribute 1.
DRACO = base64.b64decode(
    "RFJBQ08CAgEBAAAABAIAAgAAAR//AREB/wAAAgICAwEAAAkDAAEBAgABAQAJAwEQARATASADAFCR"
    "kf7/+//9/wEAAAAA/wAAAAABAQADAwEgASADACCEmJAAAAAAAP8/AAAAAAAAAAAAAAAAAAAAAIA/"
    "Dg=="
)


@pytest.mark.parametrize("indices", [5123, 5125])
def test_packed_by_draco(indices: int, tmp_path: pathlib.Path) -> None:
    file = GltfFile()
    name = "KHR_draco_mesh_compression"
    file.root["extensionsRequired"] = file.root["extensionsUsed"] = [name]
    file.root["accessors"] = [
        {"componentType": 5126, "count": 4, "type": "VEC3"},
        {"componentType": 5121, "count": 4, "type": "VEC3", "normalized": True},
        {"componentType": indices, "count": 6, "type": "SCALAR"},
    ]
    packed = {
        "bufferView": file.view(DRACO),
        "attributes": {"POSITION": 1, "COLOR_0": 0},
    }
    primitive = {
        "attributes": {"POSITION": 0, "COLOR_0": 1},
        "indices": 2,
        "extensions": {name: packed},
    }
    file.add("meshes", {"primitives": [primitive]})
    file.add("nodes", {"mesh": 0})
    scene = scene_of(file.write(tmp_path / "a.glb"))
    (part,) = parts_of(scene)
    colors = {
        tuple(position): color
        for position, color in zip(
            part["positions"], part["colors"][0], strict=True
        )
    }
    grey = pytest.approx(128 / 255)
    assert colors == {
        (0, 0, 0): [1, 0, 0, 1],
        (1, 0, 0): [0, 1, 0, 1],
        (1, 1, 0): [0, 0, 1, 1],
        (0, 1, 0): [grey, grey, grey, 1],
    }
    corners = triangles_of(scene)
    areas = np.cross(
        corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    )
    np.testing.assert_allclose(areas, [[0, 0, 1], [0, 0, 1]])
    assert scene["warnings"] == []
    # Cut off within the packed bytes.
    packed["bufferView"] = file.view(DRACO[:60])
    error = error_of(file.write(tmp_path / "b.glb"))
    assert f"{name}: the packed mesh is damaged" in error


@pytest.mark.parametrize(
    ("name", "start", "level", "line"),
    [
        ("a.gltf", '{"asset": ', "[", 1),
        ("b.gltf", "", '{"a":\n', 1001),
        ("a.dae", "<COLLADA>", "<node b='>'>\n", 1000),
        ("a.x3d", "<X3D>\n<Scene>\n", "<Group>\n", 1001),
        ("a.bvh", "HIERARCHY\nROOT a\n", "{ JOINT a\n", 1003),
        ("a.x", "xof 0303txt 0032\n", "Frame a {\n", 1002),
        ("a.fbx", "; FBX 7.4.0 project file\n", "a: {\n", 1002),
        ("a.ac", "AC3Db\n", "OBJECT group\nkids 1\n", 2003),
    ],
)
def test_files_that_nest_too_deep_are_refused_by_name(
    name: str, start: str, level: str, line: int, tmp_path: pathlib.Path
) -> None:
    message = error_of(write(tmp_path, start + level * 1200, name))
    assert (
        f"{name}: line {line}: the file nests deeper than "
        "ImportLimits::max_nesting = 1000 levels"
    ) in message


def test_texts_and_siblings_do_not_nest(tmp_path: pathlib.Path) -> None:
    file, _ = with_triangle()
    file.root["extras"] = "here"
    path = file.write(tmp_path / "a.gltf")
    words = json.dumps("[" * 2000 + '"' + "{" * 2000)
    nested = "[" * 900 + words + "]" * 900 + ", []" * 2000
    path.write_text(path.read_text().replace('"here"', f"[{nested}]"))
    assert len(parts_of(scene_of(path))) == 1


@pytest.mark.parametrize(
    ("children", "error"),
    [
        (
            [[i + 1] for i in range(1000)] + [[]],
            "node 1000 has 1000 ancestors; ImportLimits::max_nesting",
        ),
        ([[1], [2], [1]], "node 1 is its own ancestor"),
        ([[0]], "node 0 is its own ancestor"),
    ],
)
def test_nodes_that_cannot_be_followed_are_refused(
    children: list[list[int]], error: str, tmp_path: pathlib.Path
) -> None:
    file = GltfFile()
    for own in children:
        file.add("nodes", {"children": own} if own else {})
    assert error in error_of(file.write(tmp_path / "a.gltf"))


def test_deep_trees_of_nodes_are_read(tmp_path: pathlib.Path) -> None:
    file, mesh = with_triangle()
    for i in range(len(file.root["nodes"]), 900):
        file.add("nodes", {"children": [i + 1]})
    file.add("nodes", {"mesh": mesh})
    scene = scene_of(file.write(tmp_path / "a.gltf"))
    assert len(parts_of(scene)) >= 1
