"""PLY files of every kind of layout, and what comes of reading them."""

from __future__ import annotations

import pathlib
import struct

import numpy as np
import pytest

from gltf_file import png
from imported_scene import (
    converted,
    error_of,
    parts_of,
    points_of,
    scene_of,
    triangles_of,
)

SQUARE = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
FACES = [(0, 1, 2), (0, 2, 3)]
VERTEX = (
    "element vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
)
FACE = "element face 2\nproperty list uchar int vertex_indices\n"
CODES = {"little": "<", "big": ">"}


def header(form: str, *elements: str) -> str:
    return f"ply\nformat {form} 1.0\n{''.join(elements)}end_header\n"


def binary(order: str, first: float = 0.0) -> tuple[bytes, bytes]:
    """The rows of VERTEX and FACE."""
    code = CODES[order]
    points = np.array(SQUARE, code + "f4")
    points[0, 0] = first
    faces = b"".join(struct.pack(code + "B3i", 3, *face) for face in FACES)
    return points.tobytes(), faces


def write(folder: pathlib.Path, content: str | bytes) -> pathlib.Path:
    file = folder / "mesh.ply"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def expect_square(scene: dict, first: float = 0.0) -> None:
    expected = np.array(SQUARE, np.float32)
    expected[0, 0] = first
    np.testing.assert_array_equal(
        triangles_of(scene).astype(np.float32), expected[np.array(FACES)]
    )
    # Vertices may be split where the normals differ.
    points = {tuple(point) for point in points_of(scene).astype(np.float32)}
    assert points == {tuple(point) for point in expected}


@pytest.mark.parametrize("order", CODES)
@pytest.mark.parametrize("byte", [0x0A, 0x0D, 0x20])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_data_begins_behind_the_line_end(
    order: str, byte: int, end: str, tmp_path: pathlib.Path
) -> None:
    raw = bytes([byte, 0x00, 0x80, 0x3F])
    first = struct.unpack("<f", raw)[0]
    if order == "big":
        first = struct.unpack(">f", bytes([byte, 0x80, 0x00, 0x3F]))[0]
    head = header(f"binary_{order}_endian", VERTEX, FACE).replace("\n", end)
    points, faces = binary(order, first)
    assert points[0] == byte
    scene = scene_of(write(tmp_path, head.encode() + points + faces))
    expect_square(scene, first)
    assert scene["warnings"] == []


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("form", ["ascii", "little", "big"])
@pytest.mark.parametrize("has_list", [False, True])
def test_other_elements_are_skipped(
    place: int, form: str, has_list: bool, tmp_path: pathlib.Path
) -> None:
    camera = "element camera 2\nproperty double view\nproperty uchar mode\n"
    if has_list:
        camera += "property list ushort short numbers\n"
    if form == "ascii":
        rows = [
            "".join(f"{x} {y} {z}\n" for x, y, z in SQUARE),
            "".join(f"3 {a} {b} {c}\n" for a, b, c in FACES),
        ]
        row = "9.5 7" + (" 2 5 6" if has_list else "")
        extra: str | bytes = f"{row}\n{row}\n"
        joined = "".join
    else:
        code = CODES[form]
        rows = list(binary(form))
        extra = struct.pack(code + "dB", 9.5, 7)
        if has_list:
            extra += struct.pack(code + "H2h", 2, 5, 6)
        extra = 2 * extra
        joined = b"".join
    elements = [VERTEX, FACE]
    elements.insert(place, camera)
    rows.insert(place, extra)
    name = form if form == "ascii" else f"binary_{form}_endian"
    head = header(name, *elements)
    body = joined(rows)
    content = head + body if form == "ascii" else head.encode() + body
    scene = scene_of(write(tmp_path, content))
    expect_square(scene)
    assert scene["warnings"] == ["the element camera with 2 rows is left out"]


def test_faces_may_stand_before_vertices(tmp_path: pathlib.Path) -> None:
    points, faces = binary("little")
    head = header("binary_little_endian", FACE, VERTEX).encode()
    expect_square(scene_of(write(tmp_path, head + faces + points)))


def test_words_count_and_not_lines(tmp_path: pathlib.Path) -> None:
    text = header("ascii", VERTEX, FACE)
    text += "0 0\n0 1 0 0\n\n1 1\n0\t0 1 0 3\n0 1 2 3 0\n2 3\n"
    expect_square(scene_of(write(tmp_path, text)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_text_may_be_unicode(encoding: str, tmp_path: pathlib.Path) -> None:
    text = header("ascii", "comment made by M\u00fcller\n", VERTEX, FACE)
    text += "0 0 0 1 0 0 1 1 0 0 1 0 3 0 1 2 3 0 2 3\n"
    expect_square(scene_of(write(tmp_path, text.encode(encoding))))


@pytest.mark.parametrize("kind", ["char", "short", "int", "double", "uint16"])
@pytest.mark.parametrize("order", CODES)
def test_every_type_is_read(
    kind: str, order: str, tmp_path: pathlib.Path
) -> None:
    codes = {"char": "i1", "short": "i2", "int": "i4", "double": "f8"}
    code = CODES[order] + codes.get(kind, "u2")
    head = header(f"binary_{order}_endian", VERTEX.replace("float", kind), FACE)
    points = np.array(SQUARE, code).tobytes()
    scene = scene_of(write(tmp_path, head.encode() + points + binary(order)[1]))
    expect_square(scene)


@pytest.mark.parametrize("form", ["ascii", "little"])
@pytest.mark.parametrize("rows", [0, 1])
def test_missing_rows_are_an_error_that_counts_them(
    form: str, rows: int, tmp_path: pathlib.Path
) -> None:
    face = FACE.replace(" 2\n", " 50000000\n")
    points, faces = binary("little")
    if form == "ascii":
        content = header("ascii", VERTEX, face).encode()
        content += b"0 0 0 1 0 0 1 1 0 0 1 0" + rows * b" 3 0 1 2"
    else:
        content = header("binary_little_endian", VERTEX, face).encode()
        content += points + faces[: 13 * rows + 4]
    error = error_of(write(tmp_path, content))
    assert f"element face has {rows} of the 50000000 rows" in error
    assert "mesh.ply:" in error


def test_missing_vertices_are_an_error_that_counts_them(
    tmp_path: pathlib.Path,
) -> None:
    huge = VERTEX.replace(" 4\n", " 18446744073709551615\n")
    head = header("binary_little_endian", huge).encode()
    error = error_of(write(tmp_path, head + bytes(30)))
    assert "element vertex has 2 of the 18446744073709551615 rows" in error


def test_strips_become_triangles(tmp_path: pathlib.Path) -> None:
    strips = "element tristrips 1\nproperty list int int vertex_indices\n"
    text = header("ascii", VERTEX, strips)
    text += "0 0 0 1 0 0 1 1 0 0 1 0 8 0 1 3 2 -1 0 1 2"
    corners = triangles_of(scene_of(write(tmp_path, text)))
    square = np.array(SQUARE, float)
    np.testing.assert_array_equal(
        corners, square[[[0, 1, 3], [3, 1, 2], [0, 1, 2]]]
    )


def test_polygons_are_cut_inside(tmp_path: pathlib.Path) -> None:
    # An arrow whose fan from the first corner would leave the polygon.
    text = header(
        "ascii",
        VERTEX,
        "element face 1\nproperty list uchar int vertex_index\n",
    )
    text += "2 1 0 0 2 0 1 1 0 0 0 0 4 0 1 2 3"
    corners = triangles_of(scene_of(write(tmp_path, text)))
    areas = np.cross(
        corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    )
    np.testing.assert_allclose(areas[:, 2] / 2, [1 / 2, 1 / 2])


def test_corners_have_coordinates_of_their_own(tmp_path: pathlib.Path) -> None:
    (tmp_path / "my picture.png").write_bytes(png([[255, 0, 0, 255]]))
    face = FACE + "property list uchar float texcoord\n"
    text = header("ascii", "comment TextureFile my picture.png\n", VERTEX, face)
    text += "0 0 0 1 0 0 1 1 0 0 1 0 3 0 1 2 6 0 0 .25 0 .25 .25 "
    text += "3 0 2 3 6 .75 .75 1 1 .75 1"
    scene = scene_of(write(tmp_path, text))
    (part,) = parts_of(scene)
    assert len(part["positions"]) == 6
    assert len(scene["textures"]) == 1
    expected = [
        [[0, 1], [0.25, 1], [0.25, 0.75]],
        [[0.75, 0.25], [1, 0], [0.75, 0]],
    ]
    coordinates = np.array(part["texture_coordinates"][0])
    np.testing.assert_allclose(
        coordinates[part["indices"]].reshape(2, 3, 2), expected
    )


@pytest.mark.parametrize("prefix", ["", "diffuse_"])
@pytest.mark.parametrize("element", ["vertex", "face"])
def test_colours_are_srgb(
    prefix: str, element: str, tmp_path: pathlib.Path
) -> None:
    color = "".join(
        f"property uchar {prefix}{name}\n" for name in ("red", "green", "blue")
    )
    is_vertex = element == "vertex"
    text = header(
        "ascii",
        VERTEX + (color if is_vertex else ""),
        FACE + ("" if is_vertex else color),
    )
    for point in SQUARE:
        text += " ".join(map(str, point)) + (" 128 0 255" if is_vertex else "")
        text += "\n"
    for face in FACES:
        text += "3 " + " ".join(map(str, face))
        text += "\n" if is_vertex else " 128 0 255\n"
    file = write(tmp_path, text)
    (part,) = parts_of(scene_of(file))
    colors = np.array(part["colors"][0])
    linear = ((128 / 255 + 0.055) / 1.055) ** 2.4
    np.testing.assert_allclose(
        colors, np.tile([linear, 0, 1, 1], (len(colors), 1)), atol=1e-6
    )
    # The same numbers again.
    exported = converted(file, tmp_path / "again.ply").read_bytes()
    assert bytes([128, 0, 255, 255]) in exported


def test_alpha_means_transparency(tmp_path: pathlib.Path) -> None:
    color = "".join(
        f"property uchar {name}\n" for name in ("red", "green", "blue", "alpha")
    )
    text = header("ascii", VERTEX + color, FACE)
    for point in SQUARE:
        text += " ".join(map(str, point)) + " 255 255 255 51\n"
    text += "3 0 1 2 3 0 2 3"
    scene = scene_of(write(tmp_path, text))
    (part,) = parts_of(scene)
    assert part["colors"][0][0][3] == pytest.approx(0.2)
    assert scene["materials"][part["material"]]["use_alpha"] is True


def test_points_that_are_no_numbers_are_left_out(
    tmp_path: pathlib.Path,
) -> None:
    text = header("ascii", VERTEX, FACE)
    text += "0 0 0 1 0 0 1 1 0 nan -nan(ind) 1.#QNAN 3 0 1 2 3 0 2 3"
    scene = scene_of(write(tmp_path, text))
    assert len(points_of(scene)) == 3
    assert len(triangles_of(scene)) == 1
    assert scene["warnings"] == [
        "1 of 4 points are not finite numbers and are left out",
        "1 of 2 triangles use such points and are left out",
    ]


def test_properties_that_are_not_read_are_named(tmp_path: pathlib.Path) -> None:
    text = header("ascii", VERTEX + "property float quality\n")
    text += "".join(f"{x} {y} {z} 5\n" for x, y, z in SQUARE)
    scene = scene_of(write(tmp_path, text))
    assert scene["warnings"] == ["properties of vertices are left out: quality"]
    assert parts_of(scene)[0]["type"] == "POINTS"


@pytest.mark.parametrize("form", ["ascii", "little"])
def test_coordinates_of_maps_stay_apart(
    form: str, tmp_path: pathlib.Path
) -> None:
    points = np.array([500000.01, 4649776.22, 100.0]) + np.outer(
        np.arange(5), [0.01, 0.01, 1]
    )
    vertex = VERTEX.replace(" 4\n", " 5\n").replace("float", "double")
    if form == "ascii":
        text = header("ascii", vertex)
        content = (
            text + "\n".join(" ".join(map(str, p)) for p in points)
        ).encode()
    else:
        content = header("binary_little_endian", vertex).encode()
        content += points.astype("<f8").tobytes()
    file = write(tmp_path, content)
    np.testing.assert_allclose(points_of(scene_of(file)), points, atol=1e-6)
    for extension in ("ply", "obj", "glb"):
        again = converted(file, tmp_path / f"again.{extension}")
        np.testing.assert_allclose(
            points_of(scene_of(again)), points, atol=1e-6
        )


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("plx\n", "mesh.ply:1:1: the first line of a PLY file is `ply`"),
        ("ply\nformat ascii 1.0\n", "has no end_header"),
        ("ply\nend_header\n", "has no line `format`"),
        (header("ascii", "elements 3\n"), "mesh.ply:3:1: expected format"),
        (header("ascii", "element vertex x\n"), "`element NAME COUNT`"),
        (header("ascii", "property float x\n"), "before the first element"),
        (
            header("ascii", "element vertex 1\nproperty half x\n"),
            "mesh.ply:4:1: expected char, uchar",
        ),
        (
            header("ascii", VERTEX, FACE) + "0 0 0\n1 one 0",
            "mesh.ply:11:3: element vertex, row 1, y: expected a number, found",
        ),
        (
            header("ascii", VERTEX, FACE)
            + "0 0 0 1 0 0 1 1 0 0 1 0 3 0 1 2 3 0 2 4",
            "names vertex 4; the file has 4 vertices",
        ),
        (
            header("ascii", VERTEX, FACE)
            + "0 0 0 1 0 0 1 1 0 0 1 0 3 0 1 -2 3 0 2 4",
            "expected the number of a vertex, found -2",
        ),
        (
            header("ascii", "element vertex 0\nproperty float x\n"),
            "no vertices",
        ),
    ],
)
def test_errors_name_the_place(
    content: str, error: str, tmp_path: pathlib.Path
) -> None:
    assert error in error_of(write(tmp_path, content))


@pytest.mark.parametrize("second", [VERTEX, FACE, "element vertex 0\n"])
def test_a_second_element_of_a_name_is_an_error(
    second: str, tmp_path: pathlib.Path
) -> None:
    head = header("ascii", VERTEX, FACE, second)
    name = second.split()[1]
    line = head.split("\n").index(second.splitlines()[0], 8) + 1
    message = error_of(write(tmp_path, head + "0 " * 100))
    assert f"mesh.ply:{line}:1: " in message
    assert (
        f"expected one element of each name, found a second {name}" in message
    )


def test_strips_beside_faces_leave_out_their_colors_aloud(
    tmp_path: pathlib.Path,
) -> None:
    color = "".join(f"property uchar {name}\n" for name in ("red", "green"))
    color += "property uchar blue\n"
    strips = "element tristrips 1\nproperty list int int vertex_indices\n"
    text = header("ascii", VERTEX, FACE + color, strips)
    text += "".join(f"{x} {y} {z}\n" for x, y, z in SQUARE)
    text += "3 0 1 2 255 0 0\n3 0 2 3 0 255 0\n3 0 1 2\n"
    scene = scene_of(write(tmp_path, text))
    assert len(triangles_of(scene)) == 3
    assert "the colors of faces are left out: strips have none" in str(
        scene["warnings"]
    )
