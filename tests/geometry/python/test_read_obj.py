"""OBJ and MTL files as programs write them, and what comes of reading them."""

from __future__ import annotations

import pathlib

import numpy as np
import pytest

from gltf_file import png
from imported_scene import (
    converted,
    error_of,
    image_of,
    parts_of,
    points_of,
    scene_of,
    triangles_of,
)

TRIANGLE = "v 0 0 0\nv 1 0 0\nv 0 1 0\n"
TEXTURED = (
    "mtllib m.mtl\nusemtl a\n"
    + TRIANGLE
    + "vt 0 0\nvt 1 0\nvt 0 1\nf 1/1 2/2 3/3\n"
)
PIXELS = png([[255, 0, 0, 255], [0, 255, 0, 255]])


def write(folder: pathlib.Path, content: str | bytes) -> pathlib.Path:
    file = folder / "mesh.obj"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    "text",
    [
        TRIANGLE + "f 1/1/1 2/2/1 3/3/1\n",
        TRIANGLE + "f 1// 2// 3//\n",
        TRIANGLE + "f 1/ 2/ 3/\n",
        "vn 0 0 1\n" + TRIANGLE + "f 1//1 2//1 3//1\n",
        TRIANGLE + "f -3 -2 -1\n",
        TRIANGLE + "f 1 2 3 # the face\n",
        TRIANGLE + "f 1 2 3#the face\n",
        TRIANGLE + "f 1 2 \\\n  3\n",
        TRIANGLE + "f 1 2 \\\r\n  3\r\n",
        TRIANGLE.replace("v", "  \tv") + "   f 1 2 3",
        TRIANGLE.replace("\n", "\r") + "f 1 2 3\r",
        "\ufeff" + TRIANGLE + "f 1 2 3\n",
        "v +0 .0 0.\nv 1. -0 0e5\nv 0 +1.0E+00 0\nf 1 2 3\n",
        "v 0 0 0 1\nv 1 0 0 1\nv 0 1 0 1\nf 1 2 3\n",
        TRIANGLE + "cstype bezier\ncurv 0 1 1 2\nend\nf 1 2 3\n",
        TRIANGLE + "s 1\nlod 3\nfoo bar\nf 1 2 3\n",
        "f 1 2 3\n" + TRIANGLE,
        TRIANGLE + "f 1 2\nf 1 2 3\n",
    ],
)
def test_every_syntax_is_the_same_triangle(
    text: str, tmp_path: pathlib.Path
) -> None:
    scene = scene_of(write(tmp_path, text))
    np.testing.assert_array_equal(
        triangles_of(scene), [[[0, 0, 0], [1, 0, 0], [0, 1, 0]]]
    )
    assert len(points_of(scene)) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_text_may_be_utf16(encoding: str, tmp_path: pathlib.Path) -> None:
    text = f"o M\u00fcller\n{TRIANGLE}f 1 2 3\n"
    scene = scene_of(write(tmp_path, text.encode(encoding)))
    assert len(triangles_of(scene)) == 1
    assert scene["nodes"][0]["name"] == "M\u00fcller"


def test_what_is_left_out_is_named(tmp_path: pathlib.Path) -> None:
    text = "mtllib no.mtl\n" + TRIANGLE + "usemtl a\ncurv 0 1 1 2\nfoo\n"
    scene = scene_of(write(tmp_path, text + "f 1/9 2 3\nf 1 2\n"))
    assert scene["warnings"] == [
        "the material library no.mtl is not in the folder of the file or below",
        "1 corner of faces name a vt that is not there",
        "1 element with too few vertices are left out",
        "free-form geometry (curv) is left out",
        "the unknown word foo is left out",
        "the material a is in no material library",
    ]


def test_objects_groups_lines_and_points(tmp_path: pathlib.Path) -> None:
    text = (
        f"o first\n{TRIANGLE}f 1 2 3\no cloud\nv 5 5 5\nv 6 6 6\n"
        "g line\nl 1 2 3\ng dots\np 1 3\n"
    )
    scene = scene_of(write(tmp_path, text))
    found = {
        node["name"]: [
            (part["type"], len(part["positions"]), len(part["indices"]))
            for part in node["parts"]
        ]
        for node in scene["nodes"]
    }
    assert found == {
        "first": [("TRIANGLES", 3, 3)],
        "cloud": [("POINTS", 2, 2)],
        "line": [("LINES", 3, 4)],
        "dots": [("POINTS", 2, 2)],
    }


def test_a_file_of_points_alone_is_a_cloud(tmp_path: pathlib.Path) -> None:
    scene = scene_of(write(tmp_path, "o cloud\n" + TRIANGLE))
    assert [part["type"] for part in parts_of(scene)] == ["POINTS"]
    assert len(points_of(scene)) == 3


@pytest.mark.parametrize("text", ["", "# nothing\n", "vt 0 0\n", "g a\nf\n"])
def test_nothing_to_show_is_an_error(text: str, tmp_path: pathlib.Path) -> None:
    assert "nothing that can be shown" in error_of(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("v 0 0\n", "mesh.obj:1:6: expected 3 numbers, found 2"),
        (TRIANGLE + "  f 1 2 x\n", "mesh.obj:4:9: expected VERTEX"),
        (TRIANGLE + "f 0 1 2\n", "mesh.obj:4:3: expected VERTEX"),
        (TRIANGLE + "f 1 2 4\n", "mesh.obj:4:7: there is no vertex 4"),
        (TRIANGLE + "f 1 2 -4\n", "mesh.obj:4:7: there is no vertex -4"),
        ("v 0 0,5 0\n", "mesh.obj:1:5: expected a number, found 0,5"),
    ],
)
def test_errors_name_the_place(
    text: str, error: str, tmp_path: pathlib.Path
) -> None:
    assert error in error_of(write(tmp_path, text))


def test_colours_are_srgb(tmp_path: pathlib.Path) -> None:
    linear = ((128 / 255 + 0.055) / 1.055) ** 2.4
    grey = str(128 / 255)
    text = TRIANGLE.replace("0\n", f"0 {grey} {grey} {grey}\n")
    (tmp_path / "m.mtl").write_text(f"newmtl a\nKd {grey} 0 1\nKe 0 {grey} 0\n")
    file = write(tmp_path, "mtllib m.mtl\nusemtl a\n" + text + "f 1 2 3\n")
    scene = scene_of(file)
    (part,) = parts_of(scene)
    assert part["colors"][0][0] == pytest.approx([linear, linear, linear, 1])
    material = scene["materials"][part["material"]]
    color = material["pbr_info"]["base_color"]
    assert color == pytest.approx([linear, 0, 1, 1])
    assert material["emissive_factor"] == pytest.approx([0, linear, 0])
    # All of them come back exactly.
    again = scene_of(converted(file, tmp_path / "again.obj"))
    (same,) = parts_of(again)
    assert same["colors"] == part["colors"]
    material = again["materials"][same["material"]]
    assert material["pbr_info"]["base_color"] == color


@pytest.mark.parametrize("color", ["0 0 255", "255 0 0"])
def test_colours_may_count_to_255(color: str, tmp_path: pathlib.Path) -> None:
    text = TRIANGLE.replace("0\n", f"0 {color}\n") + "f 1 2 3\n"
    (part,) = parts_of(scene_of(write(tmp_path, text)))
    expected = [int(number) / 255 for number in color.split()]
    assert part["colors"][0][0] == [*expected, 1]


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("map_Kd t.png", "t.png"),
        ("map_Kd   t.png   ", "t.png"),
        ("\tmap_kd t.png # the colour", "t.png"),
        ("map_Kd my tex.png", "my tex.png"),
        ('map_Kd "my tex.png"', "my tex.png"),
        ("map_Kd -clamp on my tex.png", "my tex.png"),
        ("map_Kd -s 2 3 1 7.png", "7.png"),
        ("map_Kd -s 2 7", "7"),
        ("map_Kd C:\\art\\T.PNG", "t.png"),
        ("map_Kd Sub\\T.png", "sub/t.png"),
        ("map_Kd a#1.png", "a#1.png"),
    ],
)
def test_names_of_pictures(
    line: str, file: str, tmp_path: pathlib.Path
) -> None:
    picture = tmp_path / file
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(PIXELS)
    (tmp_path / "m.mtl").write_text(f"newmtl a\nKd 1 1 1\n{line}\n")
    scene = scene_of(write(tmp_path, TEXTURED))
    assert scene["warnings"] == []
    (texture,) = scene["textures"]
    assert image_of(texture) == PIXELS


@pytest.mark.parametrize(
    "library", ["mats/m.mtl", "My mats/m n.mtl", "MATS/M.mtl"]
)
def test_pictures_are_beside_their_library(
    library: str, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / (library if "My" in library else "mats/m.mtl")
    file.parent.mkdir()
    file.write_text("newmtl a\nKd 1 1 1\nmap_Kd t.png\n")
    (file.parent / "t.png").write_bytes(PIXELS)
    scene = scene_of(write(tmp_path, TEXTURED.replace("m.mtl", library)))
    assert scene["warnings"] == []
    assert len(scene["textures"]) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-s 2 3 1 -o 0 0.5 0", [(0, -2.5), (2, 0.5)]),
        ("-s 2", [(0, 0), (2, 1)]),
        ("-o 0.25", [(0.25, 0), (1.25, 1)]),
        ("-o 0.25 0.5", [(0.25, -0.5), (1.25, 0.5)]),
    ],
)
def test_options_reach_the_transform(
    options: str, expected: list, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "t.png").write_bytes(PIXELS)
    (tmp_path / "m.mtl").write_text(f"newmtl a\nmap_Kd {options} t.png\n")
    scene = scene_of(write(tmp_path, TEXTURED))
    texture = scene["materials"][0]["pbr_info"]["base_color_texture"]
    matrix = np.array(texture["transform"]).reshape(3, 3).T
    for at, goal in zip([(0, 0, 1), (1, 1, 1)], expected, strict=True):
        np.testing.assert_allclose((matrix @ at)[:2], goal, atol=1e-6)


def test_options_that_are_left_out_are_named(tmp_path: pathlib.Path) -> None:
    (tmp_path / "t.png").write_bytes(PIXELS)
    (tmp_path / "m.mtl").write_text(
        "newmtl a\nmap_Kd -bm 2 -blendu off t.png\nmap_Bump -bm 1 b.png\n"
        "aniso 0.5\nKa 1 1 1\nNi 1\nillum 2\n"
    )
    scene = scene_of(write(tmp_path, TEXTURED))
    assert scene["warnings"] == [
        "m.mtl: aniso 0.5 is left out",
        "m.mtl: map_bump b.png is left out",
        "m.mtl: the option -blendu of map_kd is left out",
        "m.mtl: the option -bm of map_kd is left out",
    ]


def test_numbers_come_back_exactly(tmp_path: pathlib.Path) -> None:
    random = np.random.default_rng(3)
    points = random.normal(size=(300, 3)).astype(np.float32)
    points *= 10 ** random.integers(-3, 3, (300, 1)).astype(np.float32)
    text = "".join(f"v {x} {y} {z}\n" for x, y, z in points)
    text += "".join(f"f {i} {i + 1} {i + 2}\n" for i in range(1, 300, 3))
    file = write(tmp_path, text)
    corners = triangles_of(scene_of(file)).astype(np.float32)
    np.testing.assert_array_equal(corners.reshape(-1, 3), points)
    again = triangles_of(scene_of(converted(file, tmp_path / "again.obj")))
    np.testing.assert_array_equal(again.astype(np.float32), corners)
