"""Pictures of all formats that are converted to PNG."""

from __future__ import annotations

import io
import pathlib
import struct
import zlib

import numpy as np
import pytest

from imported_scene import image_of, scene_of
from test_png import chunks, unfilter


def write(
    folder: pathlib.Path, content: str | bytes, name: str
) -> pathlib.Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


TEXTURED = (
    "mtllib m.mtl\nusemtl a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/1 3/1\n"
)
RED_GREEN_BLUE_GREY = [
    [[255, 0, 0], [0, 255, 0]],
    [[0, 0, 255], [128, 128, 128]],
]


def tga() -> bytes:
    rows = np.array(RED_GREEN_BLUE_GREY, np.uint8)[::-1, :, ::-1]
    return struct.pack("<3B5x4H2B", 0, 0, 2, 0, 0, 2, 2, 24, 0) + rows.tobytes()


def bmp() -> bytes:
    rows = np.array(RED_GREEN_BLUE_GREY, np.uint8)[::-1, :, ::-1]
    body = b"".join(row.tobytes() + b"\0\0" for row in rows)
    head = struct.pack("<IiiHHIIiiII", 40, 2, 2, 1, 24, 0, 16, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + head + body


def tiff(code: str, alpha: int | None = None) -> bytes:
    rows = np.array(RED_GREEN_BLUE_GREY, np.uint8)
    if alpha is not None:
        rows = np.insert(rows, 3, alpha, axis=2)
    pixels = rows.tobytes()
    entries = [
        (256, 3, 1, 2),  # width
        (257, 3, 1, 2),  # height
        (258, 3, 1, 8),  # bits
        (259, 3, 1, 1),  # no compression
        (262, 3, 1, 2),  # RGB
        (273, 4, 1, 8),  # where the pixels are
        (277, 3, 1, rows.shape[2]),  # samples
        (278, 3, 1, 2),  # rows in a strip
        (279, 4, 1, len(pixels)),  # bytes in a strip
    ]
    if alpha is not None:
        entries.append((338, 3, 1, 2))  # alpha by which nothing is multiplied
    out = io.BytesIO()
    out.write(b"II" if code == "<" else b"MM")
    out.write(struct.pack(code + "HI", 42, 8 + len(pixels)) + pixels)
    out.write(struct.pack(code + "H", len(entries)))
    for tag, kind, count, value in entries:
        form = "HHIH2x" if kind == 3 else "HHII"
        out.write(struct.pack(code + form, tag, kind, count, value))
    out.write(bytes(4))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("t.tga", tga()),
        ("t.bmp", bmp()),
        ("t.tif", tiff("<")),
        ("t.tiff", tiff(">")),
        ("wrongly_named.png", bmp()),
    ],
)
def test_pictures_become_png(
    name: str, picture: bytes, tmp_path: pathlib.Path
) -> None:
    (tmp_path / name).write_bytes(picture)
    write(tmp_path, f"newmtl a\nmap_Kd {name}\n", "m.mtl")
    scene = scene_of(write(tmp_path, TEXTURED, "mesh.obj"))
    assert scene["warnings"] == []
    parts = dict(chunks(image_of(scene["textures"][0])))
    assert struct.unpack_from(">IIBB", parts[b"IHDR"]) == (2, 2, 8, 6)
    pixels = unfilter(zlib.decompress(parts[b"IDAT"]), 2 * 4)
    np.testing.assert_array_equal(
        np.frombuffer(pixels, np.uint8).reshape(2, 2, 4)[:, :, :3],
        RED_GREEN_BLUE_GREY,
    )


@pytest.mark.parametrize("alpha", [255, 128, 51])
def test_colours_of_tiff_are_not_multiplied_by_alpha(
    alpha: int, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "t.tif").write_bytes(tiff("<", alpha))
    write(tmp_path, "newmtl a\nmap_Kd t.tif\n", "m.mtl")
    scene = scene_of(write(tmp_path, TEXTURED, "mesh.obj"))
    parts = dict(chunks(image_of(scene["textures"][0])))
    pixels = unfilter(zlib.decompress(parts[b"IDAT"]), 2 * 4)
    colors = np.frombuffer(pixels, np.uint8).reshape(2, 2, 4)
    np.testing.assert_allclose(colors[:, :, :3], RED_GREEN_BLUE_GREY, atol=2)
    assert (colors[:, :, 3] == alpha).all()


def test_broken_pictures_are_warnings(tmp_path: pathlib.Path) -> None:
    file = write(tmp_path, TEXTURED, "mesh.obj")
    write(tmp_path, "newmtl a\nmap_Kd t.png\n", "m.mtl")
    for picture in (
        b"",
        b"no picture",
        bmp()[:40],
        tiff("<")[:60],
        b"RIFF1234WEBPx",
    ):
        (tmp_path / "t.png").write_bytes(picture)
        scene = scene_of(file)
        assert scene["textures"] == []
        (warning,) = scene["warnings"]
        assert warning.startswith("the texture t.png is left out: ")
