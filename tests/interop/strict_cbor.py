"""Decodes CBOR and accepts only the form that Linguine's server sends.

That is: definite lengths, shortest heads, no tags, no null or undefined, text
keys without duplicates, nothing after the item. Floats keep their width.
"""

from __future__ import annotations

import struct
from typing import Any, Self

_FLOAT_FORMATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}
_ARGUMENT_BYTES = {24: 1, 25: 2, 26: 4, 27: 8}


class ProfileError(AssertionError):
    """The bytes are not in the form that Linguine's server sends."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(f"at byte {offset}: {message}")


class WireFloat(float):
    """A float with its encoded size in bytes."""

    width: int

    def __new__(cls, value: float, width: int) -> Self:
        made = super().__new__(cls, value)
        made.width = width
        return made


def decode(data: bytes) -> Any:
    """Decodes `data`, which must hold exactly one item."""
    value, end = _item(data, 0)
    if end != len(data):
        raise ProfileError(end, f"{len(data) - end} bytes after the item")
    return value


def diagnostic(value: Any) -> str:
    """The value as a text that tells 1, 1.0 and true apart; keys are sorted."""
    if isinstance(value, dict):
        inner = (f"{key!r}: {diagnostic(value[key])}" for key in sorted(value))
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(diagnostic(item) for item in value) + "]"
    if isinstance(value, float):
        return repr(float(value))
    return repr(value)


def _take(data: bytes, start: int, count: int) -> tuple[bytes, int]:
    if start + count > len(data):
        raise ProfileError(start, f"{count} bytes expected, the data ends")
    return data[start : start + count], start + count


def _argument(data: bytes, at: int, start: int, info: int) -> tuple[int, int]:
    if info < 24:
        return info, start
    if info not in _ARGUMENT_BYTES:
        raise ProfileError(at, "an indefinite length or a reserved head")
    raw, end = _take(data, start, _ARGUMENT_BYTES[info])
    value = int.from_bytes(raw, "big")
    lowest = 24 if info == 24 else 1 << (4 * len(raw))
    if value < lowest:
        raise ProfileError(at, f"{value} does not need {len(raw)} bytes")
    return value, end


def _item(data: bytes, at: int) -> tuple[Any, int]:
    head, start = _take(data, at, 1)
    major, info = head[0] >> 5, head[0] & 31
    if major == 7:
        return _simple(data, at, start, info)
    if major == 6:
        raise ProfileError(at, "a tag")
    argument, start = _argument(data, at, start, info)
    if major == 0:
        return argument, start
    if major == 1:
        return -1 - argument, start
    if major == 2:
        return _take(data, start, argument)
    if major == 3:
        raw, end = _take(data, start, argument)
        return raw.decode("utf-8"), end
    if major == 4:
        return _array(data, start, argument)
    return _map(data, start, argument)


def _simple(data: bytes, at: int, start: int, info: int) -> tuple[Any, int]:
    if info in (20, 21):
        return info == 21, start
    if info in _FLOAT_FORMATS:
        layout, width = _FLOAT_FORMATS[info]
        raw, end = _take(data, start, width)
        return WireFloat(struct.unpack(layout, raw)[0], width), end
    raise ProfileError(at, f"simple value {info} (null is 22, undefined is 23)")


def _array(data: bytes, start: int, count: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(count):
        item, start = _item(data, start)
        items.append(item)
    return items, start


def _map(data: bytes, start: int, count: int) -> tuple[dict[str, Any], int]:
    entries: dict[str, Any] = {}
    for _ in range(count):
        at = start
        key, start = _item(data, start)
        if not isinstance(key, str):
            raise ProfileError(at, f"the key {key!r} is not text")
        if key in entries:
            raise ProfileError(at, f"the key {key!r} is repeated")
        entries[key], start = _item(data, start)
    return entries, start
