"""Writes glTF files for tests, with numpy and json alone."""

from __future__ import annotations

import base64
import json
import pathlib
import struct
import zlib
from typing import Any

import numpy as np

_COMPONENTS = {
    "i1": 5120,
    "u1": 5121,
    "i2": 5122,
    "u2": 5123,
    "u4": 5125,
    "f4": 5126,
}
_TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}


def png(pixels: list[list[int]]) -> bytes:
    """A row of RGBA pixels as a PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", len(pixels), 1, 8, 6, 0, 0, 0)
    row = b"\0" + bytes(value for pixel in pixels for value in pixel)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row))
        + chunk(b"IEND", b"")
    )


def data_uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


class GltfFile:
    """A file in the making: `root` is its JSON."""

    def __init__(self) -> None:
        self._blob = b""
        self.root: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "bufferViews": [],
            "accessors": [],
            "meshes": [],
            "nodes": [],
            "scene": 0,
            "scenes": [{"nodes": [0]}],
        }

    def view(self, data: bytes, stride: int | None = None) -> int:
        """Puts bytes into the buffer; the view of them."""
        self._blob += b"\0" * (-len(self._blob) % 4)
        view = {
            "buffer": 0,
            "byteOffset": len(self._blob),
            "byteLength": len(data),
        }
        if stride is not None:
            view["byteStride"] = stride
        self._blob += data
        self.root["bufferViews"].append(view)
        return len(self.root["bufferViews"]) - 1

    def accessor(self, rows: np.ndarray, normalized: bool = False) -> int:
        """An array, each row padded to 4 bytes."""
        item = np.dtype(rows.dtype)
        rows = rows.reshape(len(rows), -1)
        stride = -(-rows.shape[1] * item.itemsize // 4) * 4
        data = b"".join(row.tobytes().ljust(stride, b"\0") for row in rows)
        accessor: dict[str, Any] = {
            "bufferView": self.view(data, stride),
            "count": len(rows),
            "componentType": _COMPONENTS[item.str[1:]],
            "type": _TYPES[rows.shape[1]],
        }
        if normalized:
            accessor["normalized"] = True
        if item.str[1:] == "f4":
            accessor |= {
                "min": rows.min(axis=0).tolist(),
                "max": rows.max(axis=0).tolist(),
            }
        self.root["accessors"].append(accessor)
        return len(self.root["accessors"]) - 1

    def add(self, what: str, value: dict[str, Any]) -> int:
        """Puts a thing into one of the lists; its place."""
        self.root.setdefault(what, []).append(value)
        return len(self.root[what]) - 1

    def write(self, path: pathlib.Path) -> pathlib.Path:
        """As JSON with the buffer inside, or as GLB: the extension says."""
        buffer: dict[str, Any] = {"byteLength": len(self._blob)}
        self.root["buffers"] = [buffer]
        if path.suffix == ".gltf":
            buffer["uri"] = data_uri("application/octet-stream", self._blob)
            path.write_text(json.dumps(self.root))
            return path
        text = json.dumps(self.root).encode()
        chunks = [
            (b"JSON", text + b" " * (-len(text) % 4)),
            (b"BIN\0", self._blob + b"\0" * (-len(self._blob) % 4)),
        ]
        body = b"".join(
            struct.pack("<I", len(data)) + kind + data for kind, data in chunks
        )
        path.write_bytes(b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body)
        return path
