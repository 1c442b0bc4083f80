"""OFF, STL, 3MF and COLLADA, and what comes of reading them."""

from __future__ import annotations

import pathlib
import struct
import zipfile

import numpy as np
import pytest

from imported_scene import (
    PIXELS,
    error_of,
    image_of,
    outcome_of,
    parts_of,
    points_of,
    scene_of,
    triangles_of,
)

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], float)


def write(
    folder: pathlib.Path, content: str | bytes, name: str
) -> pathlib.Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def expect_triangle(scene: dict) -> None:
    np.testing.assert_array_equal(triangles_of(scene), [TRIANGLE])


# --- OFF ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n",
        "OFF 3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n",
        "3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n",
        "OFF # made\n# by hand\n3 1\n0 0 0 0 1 0\n0 0\n1 0 3 0 1\n2",
        "NOFF\n3 1 0\n0 0 0 0 0 1\n1 0 0 0 0 1\n0 1 0 0 0 1\n3 0 1 2\n",
        "4OFF\n3 1 0\n0 0 0 2\n2 0 0 2\n0 2 0 2\n3 0 1 2\n",
        "STOFF\n3 1 0\n0 0 0 0 1\n1 0 0 0 0\n0 1 0 1 0\n3 0 1 2\n",
        "COFF\n3 1 0\n0 0 0 1 0 0\n1 0 0 9 9 9\n0 1 0 0 0 1\n3 0 1 2\n",
        "COFF\n3 1 0\n0 0 0 1 0 0 1\n1 0 0 1 0 0 1\n0 1 0 1 0 0 1\n3 0 1 2\n",
        "\ufeffOFF\r\n3 1 0\r\n0 0 0\r\n1 0 0\r\n0 1 0\r\n3 0 1 2 1 2 3\r\n",
    ],
)
def test_every_off_is_the_same_triangle(
    text: str, tmp_path: pathlib.Path
) -> None:
    expect_triangle(scene_of(write(tmp_path, text, "mesh.off")))


def test_off_colours(tmp_path: pathlib.Path) -> None:
    linear = ((128 / 255 + 0.055) / 1.055) ** 2.4
    vertices = "0 0 0 128 0 255\n1 0 0 128 0 255\n0 1 0 128 0 255\n"
    for text in (
        f"COFF\n3 1 0\n{vertices}3 0 1 2\n",
        "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2 128 0 255\n",
        "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2 0.50196078 0. 1.0\n",
    ):
        (part,) = parts_of(scene_of(write(tmp_path, text, "mesh.off")))
        assert part["colors"][0][0] == pytest.approx(
            [linear, 0, 1, 1], abs=1e-6
        )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("OFF\n3 5 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n", "1 of the 5 faces"),
        ("OFF\n9 5 0\n0 0 0\n1 0 0\n", "2 of the 9 vertices"),
        ("OFF BINARY\n", "binary OFF cannot be read; save the file as text"),
        ("OFX\n", "mesh.off:1:1: expected OFF, COFF"),
        (
            "OFF\n3 1 0\n0 0 0\n1 x 0\n",
            "mesh.off:4:3: expected a number, found x",
        ),
        ("OFF\n1 1 0\n0 0 0\n3 0 1 2", "names vertex 1; the file has 1 vertex"),
        ("OFF\n0 0 0\n", "nothing that can be shown"),
    ],
)
def test_errors_of_off(text: str, error: str, tmp_path: pathlib.Path) -> None:
    assert error in error_of(write(tmp_path, text, "mesh.off"))


# --- STL ---------------------------------------------------------------------

FACET = (
    "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\n"
    "vertex 0 1 0\nendloop\nendfacet\n"
)


def binary_stl(head: bytes = b"solid made by us", count: int = 1) -> bytes:
    triangle = np.concatenate([[[0, 0, 1]], TRIANGLE]).astype("<f4").tobytes()
    return head.ljust(80) + struct.pack("<I", count) + triangle + b"\0\0"


@pytest.mark.parametrize(
    "content",
    [
        f"solid a\n{FACET}endsolid a\n",
        f"\n\n  solid a\n{FACET}endsolid a\n",
        f"solid a\n{FACET}endsolid a\n".upper(),
        f"solid empty\nendsolid empty\nsolid a\n{FACET}endsolid a\n",
        f"solid\n{FACET}endsolid",
        f"solid a b c\r\n{FACET}endsolid a b c".replace("\n", "\r\n"),
        f"solid a\n{FACET}",
        f"\ufeffsolid a\n{FACET}endsolid",
        binary_stl(),
        binary_stl(b"made by us"),
        binary_stl() + b"trailing bytes",
    ],
)
def test_every_stl_is_the_same_triangle(
    content: str | bytes, tmp_path: pathlib.Path
) -> None:
    expect_triangle(scene_of(write(tmp_path, content, "mesh.stl")))


def test_solids_are_nodes(tmp_path: pathlib.Path) -> None:
    text = f"solid first one\n{FACET}endsolid\nsolid second\n{FACET}endsolid\n"
    scene = scene_of(write(tmp_path, text, "mesh.stl"))
    names = [node["name"] for node in scene["nodes"]]
    assert names == ["first one", "second"]


def test_stl_points_that_are_no_numbers(tmp_path: pathlib.Path) -> None:
    bad = FACET.replace("vertex 1 0 0", "vertex nan 0 0")
    text = f"solid a\n{bad}{FACET}endsolid a\n"
    scene = scene_of(write(tmp_path, text, "mesh.stl"))
    expect_triangle(scene)
    assert any("1 of 2 triangles" in line for line in scene["warnings"])


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (binary_stl(count=5), "it has 1 of the 5 triangles"),
        (b"short", "binary STL of at least 84 bytes; the file has 5 bytes"),
        (f"solid a\n{FACET[:40]}", "the file ends within facet 1"),
        (f"solid a\n{FACET.replace('endloop', 'vertex')}", "expected endloop"),
        ("solid a\nendsolid a\n", "no triangles"),
    ],
)
def test_errors_of_stl(
    content: str | bytes, error: str, tmp_path: pathlib.Path
) -> None:
    assert error in error_of(write(tmp_path, content, "mesh.stl"))


# --- 3MF ---------------------------------------------------------------------

CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Target="/3D/model.model" Id="r" Type="http:'
    '//schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>'
)
MESH = (
    '<mesh><vertices><vertex x="0" y="0" z="0"/><vertex x="10" y="0" z="0"/>'
    '<vertex x="0" y="10" z="0"/></vertices><triangles>'
    '<triangle v1="0" v2="1" v3="2"/></triangles></mesh>'
)


def package(
    folder: pathlib.Path,
    resources: str,
    build: str,
    unit: str = "",
    **parts: str | bytes,
) -> pathlib.Path:
    model = (
        f'<model {unit} xmlns="{CORE}" xmlns:p="urn:production" '
        f'xmlns:m="urn:materials"><resources>{resources}</resources>'
        f"<build>{build}</build></model>"
    )
    file = folder / "mesh.3mf"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("3D/model.model", model)
        for name, content in parts.items():
            archive.writestr(
                name.replace("__", "/").replace("_dot_", "."), content
            )
    return file


@pytest.mark.parametrize(
    ("unit", "metres"),
    [
        ("", 0.001),
        ("micron", 1e-6),
        ("millimeter", 1e-3),
        ("centimeter", 1e-2),
        ("inch", 0.0254),
        ("foot", 0.3048),
        ("meter", 1),
    ],
)
def test_units_become_metres(
    unit: str, metres: float, tmp_path: pathlib.Path
) -> None:
    file = package(
        tmp_path,
        f'<object id="1" name="part">{MESH}</object>',
        '<item objectid="1" transform="1 0 0 0 1 0 0 0 1 5 6 7"/>',
        f'unit="{unit}"' if unit else "",
        Metadata__thumbnail_dot_png=PIXELS,
    )
    expected = (10 * TRIANGLE + [5, 6, 7]) * metres
    np.testing.assert_allclose(
        points_of(scene_of(file)), expected, rtol=1e-6, atol=1e-9
    )


def test_components_and_the_production_extension(
    tmp_path: pathlib.Path,
) -> None:
    other = (
        f'<model xmlns="{CORE}"><resources><object id="7">{MESH}</object>'
        "</resources><build/></model>"
    )
    file = package(
        tmp_path,
        '<object id="1"><components><component p:path="/3D/other.model" '
        'objectid="7" transform="0 1 0 -1 0 0 0 0 1 1 0 0"/></components>'
        "</object>",
        '<item objectid="1"/><item objectid="1" transform="2 0 0 0 2 0 0 0 2 0 '
        '0 0"/>',
        'unit="meter"',
        **{"3D__other_dot_model": other},
    )
    turned = 10 * np.array([[0.1, 0, 0], [0.1, 1, 0], [-0.9, 0, 0]])
    scene = scene_of(file)
    np.testing.assert_allclose(
        points_of(scene), np.concatenate([turned, 2 * turned]), atol=1e-6
    )
    assert len({node["geometry"] for node in scene["nodes"]} - {None}) == 1


def test_materials_colours_and_textures(tmp_path: pathlib.Path) -> None:
    linear = ((128 / 255 + 0.055) / 1.055) ** 2.4
    resources = (
        '<basematerials id="5"><base name="red" displaycolor="#FF000080"/>'
        '</basematerials><m:colorgroup id="6"><m:color color="#800000"/>'
        '<m:color color="#00FF00FF"/></m:colorgroup><m:texture2d id="8" '
        'path="/3D/t.png" contenttype="image/png" tilestyleu="clamp"/>'
        '<m:texture2dgroup id="9" texid="8"><m:tex2coord u="0" v="0"/>'
        '<m:tex2coord u="1" v="0.25"/></m:texture2dgroup>'
    )
    mesh = MESH.replace(
        '<triangle v1="0" v2="1" v3="2"/>',
        '<triangle v1="0" v2="1" v3="2" pid="5" p1="0"/>'
        '<triangle v1="0" v2="1" v3="2" pid="6" p1="0" p2="1" p3="1"/>'
        '<triangle v1="0" v2="1" v3="2" pid="9" p1="0" p2="1" p3="0"/>',
    )
    scene = scene_of(
        package(
            tmp_path,
            f'{resources}<object id="1">{mesh}</object>',
            '<item objectid="1"/>',
            **{"3D__t_dot_png": PIXELS},
        )
    )
    red, colored, textured = parts_of(scene)
    material = scene["materials"][red["material"]]
    assert material["name"] == "red"
    assert material["pbr_info"]["base_color"] == pytest.approx(
        [1, 0, 0, 128 / 255]
    )
    assert material["use_alpha"] is True
    assert sorted(map(tuple, colored["colors"][0])) == [
        (0, 1, 0, 1),
        (0, 1, 0, 1),
        (pytest.approx(linear), 0, 0, 1),
    ]
    assert textured["texture_coordinates"][0] == [[0, 1], [1, 0.75], [0, 1]]
    assert image_of(scene["textures"][0]) == PIXELS


def test_required_extensions_that_are_not_read(tmp_path: pathlib.Path) -> None:
    for required, warnings in (
        ("r", []),
        ("q r", ["the required extension http://q.org/x is left out"]),
        ("nowhere", ["the required extension nowhere is left out"]),
    ):
        file = package(
            tmp_path,
            f'<object id="1">{MESH}</object>',
            '<item objectid="1"/>',
            f'requiredextensions="{required}" xmlns:q="http://q.org/x" xmlns:r='
            '"http://schemas.microsoft.com/3dmanufacturing/material/2015/02"',
        )
        assert scene_of(file)["warnings"] == warnings


@pytest.mark.parametrize(
    ("resources", "build", "error"),
    [
        (
            f'<object id="1">{MESH}</object>',
            '<item objectid="2"/>',
            "3D/model.model has no object 2",
        ),
        (
            f'<object id="1">{MESH.replace("v3=", "v9=")}</object>',
            '<item objectid="1"/>',
            "3D/model.model:1:",
        ),
        (
            f'<object id="1">{MESH.replace("10", "ten")}</object>',
            '<item objectid="1"/>',
            "the attribute x: expected a number, found `ten`",
        ),
        (
            (
                '<object id="1"><components><component objectid="1"/>'
                "</components></object>"
            ),
            '<item objectid="1"/>',
            "may hold itself",
        ),
        (f'<object id="1">{MESH}</object>', "", "nothing that can be shown"),
        ("<object", "", "3D/model.model:1:"),
    ],
)
def test_errors_of_3mf(
    resources: str, build: str, error: str, tmp_path: pathlib.Path
) -> None:
    message = error_of(package(tmp_path, resources, build))
    assert error in message
    assert "mesh.3mf: " in message


def test_broken_packages_never_break_the_importer(
    tmp_path: pathlib.Path,
) -> None:
    file = package(
        tmp_path,
        f'<object id="1">{MESH}</object>',
        '<item objectid="1"/>',
    )
    whole = file.read_bytes()
    random = np.random.default_rng(5)
    for _ in range(60):
        bad = bytearray(whole)
        for place in random.integers(0, len(bad), 3):
            bad[place] = random.integers(0, 256)
        file.write_bytes(bad[: random.integers(1, len(bad) + 1)])
        assert "broke down" not in outcome_of(file)


# --- COLLADA -----------------------------------------------------------------

DAE = """<?xml version="1.0" encoding="utf-8"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><unit meter="1"/><up_axis>Y_UP</up_axis></asset>
<library_effects><effect id="e"><profile_COMMON><technique sid="c"><lambert>
<diffuse><color>{0}1 0{0} 0 1{0}</color></diffuse></lambert></technique>
</profile_COMMON></effect></library_effects><library_materials>
<material id="m"><instance_effect url="#e"/></material></library_materials>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="a" count="9">{0}0 0{0} 0 1 0 0 0 1 0{0}
</float_array><technique_common><accessor source="#a" count="3" stride="3">
<param name="X" type="float"/><param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="1" material="s"><input semantic="VERTEX" source="#v"
offset="0"/><p>{0}0 1{0} 2{0}</p></triangles></mesh></geometry>
</library_geometries><library_visual_scenes><visual_scene id="s"><node id="n">
<translate>{0}5 0{0} 0{0}</translate><instance_geometry url="#g">
<bind_material><technique_common><instance_material symbol="s" target="#m"/>
</technique_common></bind_material></instance_geometry></node></visual_scene>
</library_visual_scenes><scene><instance_visual_scene url="#s"/></scene>
</COLLADA>"""


@pytest.mark.parametrize("blank", ["", "  ", "\n\t ", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_blanks_and_encodings_of_collada(
    blank: str, encoding: str, tmp_path: pathlib.Path
) -> None:
    text = DAE.format(blank).replace("utf-8", encoding[:6].rstrip("-"))
    scene = scene_of(write(tmp_path, text.encode(encoding), "mesh.dae"))
    np.testing.assert_allclose(points_of(scene), TRIANGLE + [5, 0, 0])
    (part,) = parts_of(scene)
    color = scene["materials"][part["material"]]["pbr_info"]["base_color"]
    assert color == [1, 0, 0, 1]
