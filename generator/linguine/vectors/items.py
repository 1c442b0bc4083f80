"""Items of CBOR (RFC 8949) as trees that know their paths and, once they are
written, where they stand.

The forms differ in the bytes and mean the same value.
"""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass, field

UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP = range(6)

# Data: what a scalar item holds; None is null.
Data = bool | int | float | str | bytes | None


@dataclass
class Item:
    """One item, with `children`, or with `data`.

    Children of a map are keys and values in turn; a key has the path of its
    map. A float has the `width` of its bits.
    """

    path: str
    data: Data = None
    major: int | None = None
    children: list[Item] = field(default_factory=list)
    width: int = 0
    # The keys of a structure's map may be more than it names.
    is_record: bool = False
    # Another spelling of a key.
    alias: str = ""
    # Keys of a structure's map that are not there, and may be null.
    absent: list[str] = field(default_factory=list)
    offset: int = -1

    def pairs(self) -> list[tuple[Item, Item]]:
        """Keys and values of a map."""
        return list(zip(self.children[::2], self.children[1::2], strict=True))


@dataclass(frozen=True)
class Form:
    """A way to write an item; the default is the one that is sent."""

    indefinite: bool = False
    # Bits of all floats; 0: each as it is meant.
    float_width: int = 0
    integers_for_floats: bool = False
    keys_reversed: bool = False
    has_unknown_key: bool = False
    uses_aliases: bool = False
    has_nulls: bool = False
    is_tagged: bool = False


def write(item: Item, form: Form = Form()) -> bytes:
    """The bytes of an item; sets the offsets of all below it."""
    out = bytearray()
    _append(out, item, form)
    return bytes(out)


# The first byte of a float of so many bits, and its name in struct.
_FLOATS = {16: (0xF9, "e"), 32: (0xFA, "f"), 64: (0xFB, "d")}
# Each integer up to this one is a float64.
_LARGEST_EXACT_INTEGER = 2**53


# Tag 55799: what follows is CBOR (RFC 8949, section 3.4.6).
_SELF_DESCRIBED = bytes.fromhex("d9d9f7")


def _append(out: bytearray, item: Item, form: Form) -> None:
    if form.is_tagged:
        out += _SELF_DESCRIBED
    item.offset = len(out)
    if item.major is None:
        out += _scalar(item, form)
        return
    children = item.children
    if item.major == MAP:
        pairs = item.pairs()
        if form.keys_reversed:
            pairs.reverse()
        if form.has_unknown_key and item.is_record:
            unknown = Item(
                item.path, major=ARRAY, children=[Item("", 1), Item("")]
            )
            pairs.append((Item(item.path, "unknown"), unknown))
        if form.has_nulls:
            pairs += [(Item(item.path, key), Item("")) for key in item.absent]
        children = [part for pair in pairs for part in pair]
    count = len(children) // (2 if item.major == MAP else 1)
    out += (
        bytes([item.major << 5 | 31])
        if form.indefinite
        else head(item.major, count)
    )
    for child in children:
        _append(out, child, form)
    if form.indefinite:
        out.append(0xFF)


def _scalar(item: Item, form: Form) -> bytes:
    data = item.alias if form.uses_aliases and item.alias else item.data
    if data is None:
        return b"\xf6"
    if isinstance(data, bool):
        return b"\xf5" if data else b"\xf4"
    if isinstance(data, float):
        is_exact = data.is_integer() and abs(data) <= _LARGEST_EXACT_INTEGER
        if form.integers_for_floats and is_exact:
            return _integer(int(data))
        width = form.float_width or item.width
        if not _fits(data, width):
            width = item.width
        code, letter = _FLOATS[width]
        return struct.pack(f">B{letter}", code, data)
    if isinstance(data, int):
        return _integer(data)
    # Texts that are no UTF-8 have surrogates for the wrong bytes.
    content = (
        data.encode("utf-8", "surrogateescape")
        if isinstance(data, str)
        else data
    )
    return (
        head(TEXT if isinstance(data, str) else BYTES, len(content)) + content
    )


def _fits(value: float, width: int) -> bool:
    """Whether a float of so many bits can be about the value."""
    try:
        struct.pack(f">{_FLOATS[width][1]}", value)
    except OverflowError:
        return False
    return True


def _integer(value: int) -> bytes:
    return head(UNSIGNED, value) if value >= 0 else head(NEGATIVE, -1 - value)


def head(major: int, argument: int) -> bytes:
    """The shortest head with this argument."""
    if argument < 24:
        return bytes([major << 5 | argument])
    for info, letter in enumerate("BHIQ", start=24):
        if argument < 1 << 8 * struct.calcsize(letter):
            return struct.pack(f">B{letter}", major << 5 | info, argument)
    raise ValueError(f"{argument} has more than 64 bits")


def plain(item: Item) -> object:
    """The value for JSON; bytes as base64."""
    if item.major == MAP:
        return {str(key.data): plain(value) for key, value in item.pairs()}
    if item.major == ARRAY:
        return [plain(child) for child in item.children]
    if isinstance(item.data, bytes):
        return base64.b64encode(item.data).decode("ascii")
    return item.data


def key_path(path: str, key: str) -> str:
    """The path of a key's value: keys that would not be plain are quoted."""
    if (
        key
        and len(key) <= 64
        and all(" " < c < "\x7f" and c not in '.[]"' for c in key)
    ):
        return f"{path}.{key}" if path else key
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'{path}["{quoted}"]'


def index_path(path: str, index: int) -> str:
    """The path of an element."""
    return f"{path}[{index}]"
