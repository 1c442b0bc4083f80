"""Writes bowl.glb, the model of the demo: a painted bowl of linguine.

Needs nothing but Python. The file is committed; run this after a change:
python3 make_bowl.py bowl.glb
"""

from __future__ import annotations

import json
import math
import random
import struct
import sys
import zlib
from pathlib import Path

Vector = tuple[float, float, float]

FLOAT, U16 = 5126, 5123
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963

IMAGE_WIDTH, IMAGE_HEIGHT = 256, 128
WHITE, BLUE, RED = (244, 240, 228), (28, 66, 140), (176, 38, 28)

STRANDS = 26
STRAND_POINTS = 40
STRAND_SIDES = 6
# The cross-section of the pasta: half of the width and half of the height, in
# metres.
STRAND_SIZE = (0.016, 0.006)

# Radius and height of the outline of the bowl in metres, from the middle of the
# outside over the rim to the middle of the inside.
OUTLINE = [
    (0.0, 0.0),
    (0.16, 0.0),
    (0.17, 0.02),
    (0.28, 0.07),
    (0.38, 0.16),
    (0.44, 0.27),
    (0.455, 0.275),
    (0.455, 0.265),
    (0.40, 0.17),
    (0.30, 0.09),
    (0.17, 0.045),
    (0.0, 0.035),
]
SEGMENTS = 64


def add(a: Vector, b: Vector, factor: float = 1.0) -> Vector:
    return (a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2])


def cross(a: Vector, b: Vector) -> Vector:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def unit(a: Vector) -> Vector:
    length = math.sqrt(sum(x * x for x in a)) or 1.0
    return (a[0] / length, a[1] / length, a[2] / length)


class Mesh:
    """Vertices and triangles of one material."""

    def __init__(self) -> None:
        self.positions: list[Vector] = []
        self.normals: list[Vector] = []
        self.coordinates: list[tuple[float, float]] = []
        self.indices: list[int] = []

    def add_vertex(
        self, position: Vector, normal: Vector, u: float, v: float
    ) -> None:
        self.positions.append(position)
        self.normals.append(unit(normal))
        self.coordinates.append((u, v))

    def add_rings(self, first: int, rings: int, size: int) -> None:
        """Joins rings of `size` vertices each, which begin at `first`."""
        for ring in range(rings - 1):
            for side in range(size - 1):
                a = first + ring * size + side
                b = a + size
                self.indices += [a, b, b + 1, a, b + 1, a + 1]


def bowl() -> Mesh:
    """The outline, turned around +Y."""
    mesh = Mesh()
    for i, (radius, height) in enumerate(OUTLINE):
        before = OUTLINE[max(i - 1, 0)]
        after = OUTLINE[min(i + 1, len(OUTLINE) - 1)]
        along = (after[0] - before[0], after[1] - before[1])
        for j in range(SEGMENTS + 1):
            angle = 2 * math.pi * j / SEGMENTS
            c, s = math.cos(angle), math.sin(angle)
            mesh.add_vertex(
                (radius * c, height, radius * s),
                (along[1] * c, -along[0], along[1] * s),
                j / SEGMENTS,
                i / (len(OUTLINE) - 1),
            )
    mesh.add_rings(0, len(OUTLINE), SEGMENTS + 1)
    return mesh


def strand_path(source: random.Random) -> list[Vector]:
    """A curve that winds through the bowl and falls back into it."""
    radius = source.uniform(0.10, 0.30)
    turns = source.uniform(0.7, 1.6)
    start = source.uniform(0, 2 * math.pi)
    wave, phase = source.uniform(2, 4), source.uniform(0, 2 * math.pi)
    lift = source.uniform(0.16, 0.26)
    path = []
    for i in range(STRAND_POINTS):
        part = i / (STRAND_POINTS - 1)
        angle = start + 2 * math.pi * turns * part
        away = radius * (1 + 0.25 * math.sin(wave * angle + phase))
        height = (
            lift
            + 0.12 * math.exp(-8 * away * away)
            + 0.03 * math.sin(1.7 * wave * angle + phase)
            - 0.08 * (2 * part - 1) ** 4
        )
        path.append((away * math.cos(angle), height, away * math.sin(angle)))
    return path


def linguine() -> Mesh:
    """Flat tubes along curves."""
    mesh = Mesh()
    source = random.Random(1)
    for _ in range(STRANDS):
        path = strand_path(source)
        first = len(mesh.positions)
        for i, at in enumerate(path):
            tangent = unit(
                add(path[min(i + 1, len(path) - 1)], path[max(i - 1, 0)], -1)
            )
            across = unit(cross(tangent, (0.0, 1.0, 0.0)))
            up = cross(across, tangent)
            for side in range(STRAND_SIDES + 1):
                angle = 2 * math.pi * side / STRAND_SIDES
                c, s = math.cos(angle), math.sin(angle)
                position = add(
                    add(at, across, STRAND_SIZE[0] * c), up, STRAND_SIZE[1] * s
                )
                normal = add(
                    (
                        across[0] * c * STRAND_SIZE[1],
                        across[1] * c * STRAND_SIZE[1],
                        across[2] * c * STRAND_SIZE[1],
                    ),
                    up,
                    s * STRAND_SIZE[0],
                )
                mesh.add_vertex(
                    position,
                    normal,
                    side / STRAND_SIDES,
                    i / (STRAND_POINTS - 1),
                )
        mesh.add_rings(first, STRAND_POINTS, STRAND_SIDES + 1)
    return mesh


def paint(x: int, y: int) -> tuple[int, int, int]:
    """A pixel of the bowl: bands and a garland, on the outside."""
    v = y / IMAGE_HEIGHT
    garland = 0.30 + 0.05 * math.sin(2 * math.pi * 12 * x / IMAGE_WIDTH)
    if abs(v - garland) < 0.02 or 0.43 < v < 0.47:
        return BLUE
    if 0.48 < v < 0.62:
        return RED
    if 0.72 < v < 0.75:
        return BLUE
    return WHITE


def png() -> bytes:
    """The texture, as a compressed PNG file."""
    rows = b"".join(
        b"\0"
        + bytes(channel for x in range(IMAGE_WIDTH) for channel in paint(x, y))
        for y in range(IMAGE_HEIGHT)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", checksum)
        )

    header = struct.pack(">IIBBBBB", IMAGE_WIDTH, IMAGE_HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


class Model:
    """The JSON and the bytes of a glTF file."""

    def __init__(self) -> None:
        self.data = b""
        self.views: list[dict[str, int]] = []
        self.accessors: list[dict[str, object]] = []

    def add_view(self, data: bytes, **more: int) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        self.views.append(
            {
                "buffer": 0,
                "byteOffset": len(self.data),
                "byteLength": len(data),
                **more,
            }
        )
        self.data += data
        return len(self.views) - 1

    def add_accessor(self, rows: list[tuple[float, ...]], kind: str) -> int:
        data = b"".join(struct.pack(f"<{len(row)}f", *row) for row in rows)
        accessor: dict[str, object] = {
            "bufferView": self.add_view(data, target=ARRAY_BUFFER),
            "componentType": FLOAT,
            "count": len(rows),
            "type": kind,
            "min": [min(axis) for axis in zip(*rows, strict=True)],
            "max": [max(axis) for axis in zip(*rows, strict=True)],
        }
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def add_indices(self, indices: list[int]) -> int:
        data = struct.pack(f"<{len(indices)}H", *indices)
        self.accessors.append(
            {
                "bufferView": self.add_view(data, target=ELEMENT_ARRAY_BUFFER),
                "componentType": U16,
                "count": len(indices),
                "type": "SCALAR",
            }
        )
        return len(self.accessors) - 1

    def add_mesh(
        self, name: str, mesh: Mesh, material: int
    ) -> dict[str, object]:
        attributes = {
            "POSITION": self.add_accessor(mesh.positions, "VEC3"),
            "NORMAL": self.add_accessor(mesh.normals, "VEC3"),
            "TEXCOORD_0": self.add_accessor(mesh.coordinates, "VEC2"),
        }
        return {
            "name": name,
            "primitives": [
                {
                    "attributes": attributes,
                    "indices": self.add_indices(mesh.indices),
                    "material": material,
                }
            ],
        }


def build() -> bytes:
    """The whole file."""
    model = Model()
    meshes = [
        model.add_mesh("bowl", bowl(), 0),
        model.add_mesh("linguine", linguine(), 1),
    ]
    image = model.add_view(png())
    text = json.dumps(
        {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [
                {"name": "bowl", "mesh": 0, "children": [1]},
                {"name": "linguine", "mesh": 1},
            ],
            "meshes": meshes,
            "materials": [
                {
                    "name": "glaze",
                    "pbrMetallicRoughness": {
                        "baseColorTexture": {"index": 0},
                        "metallicFactor": 0.0,
                        "roughnessFactor": 0.25,
                    },
                },
                {
                    "name": "pasta",
                    "pbrMetallicRoughness": {
                        "baseColorFactor": [0.86, 0.62, 0.22, 1.0],
                        "metallicFactor": 0.0,
                        "roughnessFactor": 0.6,
                    },
                },
            ],
            "textures": [{"source": 0, "sampler": 0}],
            "samplers": [{"magFilter": 9729, "minFilter": 9729}],
            "images": [{"bufferView": image, "mimeType": "image/png"}],
            "bufferViews": model.views,
            "accessors": model.accessors,
            "buffers": [{"byteLength": len(model.data)}],
        }
    ).encode()
    text += b" " * (-len(text) % 4)
    data = model.data + b"\0" * (-len(model.data) % 4)
    chunks = (
        struct.pack("<II", len(text), 0x4E4F534A)
        + text
        + struct.pack("<II", len(data), 0x004E4942)
        + data
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
