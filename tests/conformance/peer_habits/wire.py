"""CBOR in all encodings that peers use, and vectors made of it.

cbor2 encodes the leaves. Heads, widths of floats, tags and indefinite lengths
are chosen here, because they are the subject of the vectors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import cbor2


@dataclass(frozen=True)
class Wire:
    """An item that is already encoded."""

    encoded: bytes


def encode(value: Any) -> bytes:
    """The definite-length encoding; the width of each float must be chosen."""
    if isinstance(value, Wire):
        return value.encoded
    if isinstance(value, float):
        raise TypeError(f"choose f16, f32 or f64 for {value}")
    if isinstance(value, dict):
        items = b"".join(
            encode(part) for pair in value.items() for part in pair
        )
        return _head(5, len(value)) + items
    if isinstance(value, (list, tuple)):
        return _head(4, len(value)) + b"".join(map(encode, value))
    return cbor2.dumps(value)


def f16(value: float) -> Wire:
    """A float of 2 bytes."""
    return Wire(b"\xf9" + struct.pack(">e", value))


def f32(value: float) -> Wire:
    """A float of 4 bytes: what `float` is written as."""
    return Wire(b"\xfa" + struct.pack(">f", value))


def f64(value: float) -> Wire:
    """A float of 8 bytes: what `float64` is written as, and Python's floats."""
    return Wire(b"\xfb" + struct.pack(">d", value))


def singles(*values: float) -> list[Wire]:
    """An array of 4-byte floats."""
    return [f32(value) for value in values]


def doubles(*values: float) -> list[Wire]:
    """An array of 8-byte floats."""
    return [f64(value) for value in values]


def tag(number: int, value: Any) -> Wire:
    """The value behind a tag."""
    return Wire(_head(6, number) + encode(value))


def indefinite(value: dict[Any, Any] | list[Any]) -> Wire:
    """A map or an array without a count, ended by a break."""
    if isinstance(value, dict):
        parts = [part for pair in value.items() for part in pair]
        return Wire(b"\xbf" + b"".join(map(encode, parts)) + b"\xff")
    return Wire(b"\x9f" + b"".join(map(encode, value)) + b"\xff")


def pieces(*parts: str | bytes) -> Wire:
    """A text or a byte string in pieces, ended by a break."""
    start = b"\x7f" if isinstance(parts[0], str) else b"\x5f"
    return Wire(start + b"".join(map(encode, parts)) + b"\xff")


def long_head(major: int, value: int, size: int) -> bytes:
    """A head whose argument takes `size` bytes, needed or not."""
    info = {1: 24, 2: 25, 4: 26, 8: 27}[size]
    return bytes([major << 5 | info]) + value.to_bytes(size, "big")


def _head(major: int, value: int) -> bytes:
    if value < 24:
        return bytes([major << 5 | value])
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return long_head(major, value, size)


@dataclass(frozen=True)
class DecodeError:
    """An error that reading must report; see runtime/noodles/cbor/error.h."""

    code: str
    path: str
    offset: int


@dataclass(frozen=True)
class Vector:
    """A frame, its sender, and the result of a reader.

    `sent` is the frame as received. `means` is the canonical encoding of the
    messages that can be read; None means no message at all.
    """

    name: str
    why: str
    sent: Any
    means: Any
    errors: tuple[DecodeError, ...] = ()

    def as_json(self, direction: str) -> dict[str, Any]:
        """The vector as an entry of the file of vectors."""
        means = None if self.means is None else encode(self.means).hex()
        entry: dict[str, Any] = {
            "name": self.name,
            "why": self.why,
            "direction": direction,
            "hex": encode(self.sent).hex(),
            "equivalent_hex": means,
        }
        if self.errors:
            entry["errors"] = [vars(error) for error in self.errors]
        return entry


@dataclass(frozen=True)
class ArgumentsVector:
    """Arguments of a well-known method, in some encoding and as specified."""

    name: str
    why: str
    method: str
    sent: list[Any]
    means: list[Any]

    def as_json(self) -> dict[str, Any]:
        """The vector as an entry of the file of vectors."""
        return {
            "name": self.name,
            "why": self.why,
            "method": self.method,
            "hex": encode(self.sent).hex(),
            "equivalent_hex": encode(self.means).hex(),
        }
