"""The PNG files of EncodePng, read by a decoder of this file's own."""

import os
import pathlib
import struct
import subprocess
import zlib

WIDTH, HEIGHT, CHANNELS = 200, 100, 4


def chunks(file: bytes) -> list[tuple[bytes, bytes]]:
    """The types and contents of the chunks; their sums must be right."""
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    found = []
    at = 8
    while at < len(file):
        (length,) = struct.unpack_from(">I", file, at)
        body = file[at + 4 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", file, at + 8 + length)
        assert crc == zlib.crc32(body)
        found.append((body[:4], body[4:]))
        at += 12 + length
    return found


def paeth(left: int, above: int, corner: int) -> int:
    estimate = left + above - corner
    return min((left, above, corner), key=lambda value: abs(estimate - value))


def unfilter(data: bytes, row_bytes: int) -> bytes:
    """The pixels without the filters of their rows (PNG, section 9)."""
    assert len(data) % (row_bytes + 1) == 0
    pixels = bytearray()
    above = bytes(row_bytes)
    for start in range(0, len(data), row_bytes + 1):
        kind = data[start]
        row = bytearray(data[start + 1 : start + 1 + row_bytes])
        for i in range(row_bytes):
            left = row[i - CHANNELS] if i >= CHANNELS else 0
            corner = above[i - CHANNELS] if i >= CHANNELS else 0
            row[i] = (
                row[i]
                + (
                    0,
                    left,
                    above[i],
                    (left + above[i]) // 2,
                    paeth(left, above[i], corner),
                )[kind]
            ) & 255
        pixels += row
        above = row
    return bytes(pixels)


def test_pixels_come_back(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "image.png"
    subprocess.run(
        [os.environ["NOODLES_GEOMETRY_PROBE"], "png", path], check=True
    )
    file = path.read_bytes()
    parts = chunks(file)
    assert parts[0] == (
        b"IHDR",
        struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0),
    )
    assert parts[-1] == (b"IEND", b"")
    data = zlib.decompress(b"".join(c for kind, c in parts if kind == b"IDAT"))
    expected = bytes(
        value & 255
        for y in range(HEIGHT)
        for x in range(WIDTH)
        for value in (x, 255 - y, x * x * 7 + y * 31, x + y)
    )
    assert unfilter(data, WIDTH * CHANNELS) == expected
    assert len(file) < len(expected) / 2
