"""CBOR items as a tree with the path and, after encoding, the offset of each
item: the expected place of an error about the item.

This encoder belongs to the tests. It writes items that cbor2 does not write:
wide heads, indefinite lengths, broken items.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

BYTES, TEXT, ARRAY, MAP, TAG = 2, 3, 4, 5, 6

# The float of each additional information.
_FLOAT_FORMATS = {25: ">e", 26: ">f", 27: ">d"}


@dataclass
class Item:
    """One item: `raw` bytes, or a head of type `major` and the children.

    Children of a map are keys and values in turn; those of a text or byte
    string are its chunks. A key has the path of its map.
    """

    path: str
    raw: bytes | None = None
    major: int = 0
    children: list[Item] = field(default_factory=list)
    # The encoded node of values.py; None for keys and similar items.
    value: Any = None
    # Whether null means that the item is absent; whether the item is the only
    # alternative of a one-of, which cannot be absent.
    nullable: bool = False
    is_only_alternative: bool = False
    indefinite: bool = False
    # Bytes of the argument of the head; 0 for the shortest form.
    width: int = 0
    # Tags before the item.
    prefix: bytes = b""
    # The count in the head, if it differs from that of the children.
    claimed: int | None = None
    offset: int = -1
    head_end: int = -1
    end: int = -1

    def walk(self) -> Iterator[Item]:
        """This item and its descendants, in the order of their bytes."""
        yield self
        for child in self.children:
            yield from child.walk()

    def weight(self) -> int:
        """The number of children that the head counts as one."""
        return 2 if self.major == MAP else 1

    def own_head(self) -> bytes:
        if self.raw is not None:
            return self.raw
        if self.indefinite:
            return bytes([self.major << 5 | 31])
        count = len(self.children) // self.weight()
        if self.claimed is not None:
            count = self.claimed
        return head(self.major, count, self.width)


def encode(item: Item) -> bytes:
    """The bytes of an item; sets the offsets of it and all below it."""
    out = bytearray()
    _encode(item, out)
    return bytes(out)


def _encode(item: Item, out: bytearray) -> None:
    item.offset = len(out)
    out += item.prefix
    out += item.own_head()
    item.head_end = len(out)
    for child in item.children:
        _encode(child, out)
    if item.indefinite:
        out.append(0xFF)
    item.end = len(out)


def head(major: int, argument: int, width: int = 0) -> bytes:
    """A head whose argument has `width` bytes, or more if necessary."""
    for information, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 24 and width == 0:
            return bytes([major << 5 | argument])
        if size >= width and argument < 1 << 8 * size:
            return bytes([major << 5 | information]) + argument.to_bytes(
                size, "big"
            )
    raise OverflowError(argument)


def integer(number: int, width: int = 0) -> bytes:
    """An integer."""
    return (
        head(0, number, width) if number >= 0 else head(1, -1 - number, width)
    )


def floating(number: float, information: int) -> bytes:
    """A float: 25 is 16 bits, 26 is 32, 27 is 64."""
    packed = struct.pack(_FLOAT_FORMATS[information], number)
    return bytes([7 << 5 | information]) + packed


def is_exact(number: float, information: int) -> bool:
    """Whether a float has this width without loss; NaN has every width."""
    try:
        packed = struct.pack(_FLOAT_FORMATS[information], number)
    except OverflowError:
        return False
    again = struct.unpack(_FLOAT_FORMATS[information], packed)[0]
    return bool(again == number) or math.isnan(number)


def string(major: int, content: bytes, width: int = 0) -> bytes:
    """A text or byte string of definite length."""
    return head(major, len(content), width) + content


def key_path(path: str, key: str) -> str:
    """The path of the value of a key; keys with other characters are quoted."""
    plain = all(" " < c < "\x7f" and c not in '.[]"' for c in key)
    if key and plain and len(key) <= 64:
        return f"{path}.{key}" if path else key
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'{path}["{quoted}"]'


def index_path(path: str, index: int) -> str:
    """The path of an element."""
    return f"{path}[{index}]"
