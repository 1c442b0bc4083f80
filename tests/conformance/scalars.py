"""Scalars for made values: the boundaries of every kind, and random ones."""

from __future__ import annotations

import math
import random
import struct
from typing import Any

import cbor2

from values import Double, Pairs, Single

LARGEST_FLOAT = struct.unpack(">f", bytes.fromhex("7f7fffff"))[0]
SMALLEST_FLOAT = struct.unpack(">f", bytes.fromhex("00000001"))[0]
SMALLEST_NORMAL_FLOAT = struct.unpack(">f", bytes.fromhex("00800000"))[0]

# Values around each change of the width of a head.
_COUNTS = (0, 1, 23, 24, 255, 256, 65535, 65536, 2**32 - 1)
_WIDE_COUNTS = (*_COUNTS, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1)
_FLOATS = (
    *(0.0, -0.0, 1.0, -1.0, 0.5, 100000.0, 65504.0, 16777217.0),
    *(math.inf, -math.inf, math.nan),
    *(LARGEST_FLOAT, -LARGEST_FLOAT, SMALLEST_FLOAT, -SMALLEST_FLOAT),
    *(SMALLEST_NORMAL_FLOAT, 2.0**-24, 2.0**-14, 2.0**63, -(2.0**63), 1e-40),
)
_LENGTHS = (0, 1, 23, 24, 255, 256)

TEXTS = (
    *("a" * length for length in _LENGTHS),
    "x" * 65535,
    "y" * 65536,
    "\u00e9",
    "\u4e16\u754c \U0001f30d",
    "e\u0301 \u200d \ufeff",
    'quote " backslash \\ newline \n nul \0 delete \x7f',
    "\U0010ffff\ud7ff\ue000",
    "\u00e9" * 12,
)


def to_single(number: float) -> float:
    """The nearest float32, as a Python float; the largest if it overflows."""
    try:
        return float(struct.unpack(">f", struct.pack(">f", number))[0])
    except OverflowError:
        return math.copysign(LARGEST_FLOAT, number)


BOUNDARIES: dict[str, tuple[Any, ...]] = {
    "text": TEXTS,
    "bytes": tuple(b"\x5a" * length for length in (*_LENGTHS, 65535, 65536)),
    "bool": (False, True),
    "uint": _WIDE_COUNTS,
    "uint32": _COUNTS,
    "int": (
        *(count for count in _WIDE_COUNTS if count < 2**63),
        *(-1 - count for count in _WIDE_COUNTS if count < 2**63),
    ),
    "float32": tuple(to_single(number) for number in _FLOATS),
    "float64": (
        *_FLOATS,
        1e300,
        -5e-324,
        0.1,
        2.0**53 + 2,
        1.7976931348623157e308,
    ),
    "any": (
        *(None, cbor2.undefined, False, True, "", b"", [], Pairs([])),
        *_WIDE_COUNTS,
        *(-1 - count for count in _WIDE_COUNTS),
        *(Single(to_single(number)) for number in _FLOATS),
        *(Double(number) for number in (*_FLOATS, 0.1, 1e300)),
        *TEXTS[:7],
        *TEXTS[8:],
        *(b"\x00\xff" * 7, b"\x00\xff" * 8),
        *(cbor2.CBORSimpleValue(number) for number in (0, 19, 32, 255)),
        cbor2.CBORTag(1, 1363896240),
        cbor2.CBORTag(2**64 - 1, [cbor2.CBORTag(0, "x")]),
        cbor2.CBORTag(32, b"no text"),
        [[[], [None]], [0] * 24, ["z"] * 256],
        Pairs(
            [(1, "one"), ("1", 1), (b"1", None), ([1], True), (Single(1.0), 2)]
        ),
        Pairs([(str(number), number) for number in range(30)]),
        Pairs(
            [("z", Pairs([("a", [Pairs([("deep", Single(0.5))])])])), ("a", 0)]
        ),
    ),
}


class ScalarSource:
    """Returns scalars: the boundary at `fixed`, or boundaries and random
    values.

    A kind with fewer boundaries than `fixed` starts again with its first.
    """

    def __init__(self, source: random.Random, fixed: int | None = None) -> None:
        self._random = source
        self._fixed = fixed

    def of_kind(self, kind: str) -> Any:
        """A value of a scalar kind of the model."""
        boundaries = BOUNDARIES[kind]
        if self._fixed is not None:
            return boundaries[self._fixed % len(boundaries)]
        if self._random.random() < 0.3:
            return self._random.choice(boundaries)
        if kind == "any":
            return self._any(3)
        return self._plain(kind)

    def index(self, count: int) -> int:
        """One of `count` choices."""
        return (
            self._random.randrange(count)
            if self._fixed is None
            else self._fixed % count
        )

    def _plain(self, kind: str) -> Any:
        source = self._random
        if kind == "text":
            return "".join(
                self._character() for _ in range(source.randrange(40))
            )
        if kind == "bytes":
            return source.randbytes(source.randrange(100))
        if kind == "bool":
            return source.random() < 0.5
        if kind == "float32":
            return to_single(self._number())
        if kind == "float64":
            return self._number()
        bits = {"uint": 64, "uint32": 32, "int": 63}[kind]
        number = source.getrandbits(source.randrange(1, bits + 1))
        return (
            -1 - number if kind == "int" and source.random() < 0.5 else number
        )

    def _number(self) -> float:
        source = self._random
        if source.random() < 0.4:
            return float(source.randrange(-1000, 1000))
        return source.uniform(-1, 1) * 10.0 ** source.randrange(-30, 30)

    def _character(self) -> str:
        source = self._random
        last = source.choice((0x7E, 0x7E, 0x7FF, 0xD7FF, 0x10FFFF))
        code = source.randrange(0x20, last + 1)
        return "?" if 0xD800 <= code < 0xE000 else chr(code)

    def _any(self, depth: int) -> Any:
        source = self._random
        kinds = [
            "text",
            "bytes",
            "bool",
            "uint",
            "int",
            "float32",
            "float64",
            "null",
        ]
        kinds += ["list", "pairs", "tag"] if depth > 0 else []
        kind = source.choice(kinds)
        if kind == "null":
            return None
        if kind == "list":
            return [self._any(depth - 1) for _ in range(source.randrange(5))]
        if kind == "pairs":
            keys = {self._plain("text") for _ in range(source.randrange(5))}
            return Pairs([(key, self._any(depth - 1)) for key in sorted(keys)])
        if kind == "tag":
            return cbor2.CBORTag(
                source.randrange(1000, 2000), self._any(depth - 1)
            )
        value = self._plain(kind)
        if kind == "float32":
            return Single(value)
        return Double(value) if kind == "float64" else value
