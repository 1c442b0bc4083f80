"""JSON from and to CBOR: both languages write the same text and bytes, and
refuse the same texts with the same words. The words of syntax errors are those
of each language's parser; their places are the same.
"""

from __future__ import annotations

import json
import random
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from probe import CodecProbe, Limits

_HABITS = Path(__file__).parent / "vectors" / "peer_habits.json"
_SEED = 20241108
_ITEMS = 3000
_TEXTS = ("", "a", "$bytes", "$$x", 'q"\\/', "\n\t\x01\x7f", "ü€𝄞", "\u2028")

_FLOAT = re.compile(rb"-?\d+(?:\.\d+)?(?:e[+-]\d+)?")
_SYNTAX = re.compile(rb"-JSON line \d+, column \d+: ")


def head(kind: int, argument: int, width: int = 0) -> bytes:
    """The head of an item, of at least this many bytes of argument."""
    if width == 0 and argument < 24:
        return bytes([kind << 5 | argument])
    for code, size in enumerate((1, 2, 4, 8)):
        if size >= width and argument < 1 << 8 * size:
            return bytes([kind << 5 | 24 + code]) + argument.to_bytes(
                size, "big"
            )
    raise AssertionError(argument)


def scalar(source: random.Random) -> bytes:
    """A random item without parts."""
    match source.randrange(9):
        case 0 | 1:
            bits = source.choice((3, 6, 8, 16, 32, 53, 54, 63, 64))
            number = max((1 << bits) - source.randrange(3) - 1, 0)
            if source.random() < 0.5:
                number = source.randrange(1 << bits)
            return head(source.randrange(2), number, source.choice((0, 0, 8)))
        case 2:
            return b"\xfa" + source.randbytes(4)
        case 3:
            return b"\xfb" + source.randbytes(8)
        case 4:
            # Numbers with few digits, in the ranges of both notations.
            number = source.randrange(1, 10**6) * 10.0 ** source.randrange(
                -12, 25
            )
            code, form = source.choice(((b"\xfa", ">f"), (b"\xfb", ">d")))
            return code + struct.pack(form, number)
        case 5:
            return b"\xf9" + source.randbytes(2)
        case 6:
            text = source.choice(_TEXTS).encode()
            return head(3, len(text)) + text
        case 7:
            content = source.randbytes(source.randrange(8))
            return head(2, len(content)) + content
        case _:
            number = source.choice((*range(20, 24), *range(20)))
            return bytes([0xE0 | number])


def item(source: random.Random, depth: int = 4) -> bytes:
    """A random item."""
    kind = source.randrange(8) if depth else 0
    count = source.randrange(4)
    if kind == 1:
        parts = [item(source, depth - 1) for _ in range(count)]
        return head(4, count) + b"".join(parts)
    if kind == 2:
        pairs = []
        for _ in range(count):
            text = source.choice(_TEXTS).encode()
            pairs.append(head(3, len(text)) + text + item(source, depth - 1))
        return head(5, count) + b"".join(pairs)
    if kind == 3:
        parts = [item(source, depth - 1) for _ in range(2 * count)]
        return head(5, count) + b"".join(parts)
    if kind == 4:
        return head(6, source.choice((4, 32, 1000))) + item(source, depth - 1)
    return scalar(source)


def items() -> Iterator[bytes]:
    """Frames of peers, and random items, some of them damaged."""
    habits = json.loads(_HABITS.read_text(encoding="utf-8"))
    for vector in habits["vectors"]:
        yield bytes.fromhex(vector["hex"])
    source = random.Random(_SEED)
    for _ in range(_ITEMS):
        made = item(source)
        yield made
        yield made[: source.randrange(len(made) + 1)]
        yield made + b"\x00"


def canonical(text: bytes) -> bytes:
    """The text with the fewest digits in its floats: the parser of C++ writes
    one digit too many now and then.
    """
    return _FLOAT.sub(
        lambda found: (
            repr(float(found[0])).encode()
            if set(found[0]) & set(b".e")
            else found[0]
        ),
        text,
    )


def test_both_languages_write_the_same_json(probe: CodecProbe) -> None:
    taken = 0
    for cbor in items():
        cpp, typescript = probe.contents("j", cbor)
        if cpp != typescript:
            assert canonical(cpp) == canonical(typescript), cbor.hex()
        if cpp[:1] == b"-":
            continue
        taken += 1
        json.loads(cpp[1:])
        back, other = probe.contents("J", cpp[1:])
        assert back == other, cpp
        # What was read is written as the same text again.
        assert probe.contents("j", back[1:])[0] == cpp
    assert taken > _ITEMS


# Values that are read, and what is wrong with others.
_TEXT_CASES = [
    "null",
    " [1, -1, 0, -0, 1.0, 1e3, 1E-3, 0.5e+2, -0.0]\n",
    "18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "-18446744073709551617",
    "[9007199254740992, 9007199254740993, -9007199254740993]",
    "1e400",
    "[0, 1e400]",
    '{"a": {"b": [true, false, null]}}',
    r'"\u00fc\ud834\udd1e\"\\\/\b\f\n\r\t\u0000"',
    '{"$bytes": "AP8Q"}',
    '{"$bytes": "AP8"}',
    '{"$bytes": "_-8="}',
    '{"$bytes": ""}',
    '{"x": {"$bytes": "A"}}',
    '{"$bytes": "AP9"}',
    '{"$bytes": "A P8"}',
    '{"$float": "NaN"}',
    '{"$float": "-Infinity"}',
    '{"$float": "nan"}',
    '{"$integer": "-9223372036854775809"}',
    '{"$integer": "-5"}',
    '{"$integer": "-0"}',
    '{"$integer": "5"}',
    '{"$integer": "-99999999999999999999"}',
    '{"$map": [[1, 2], ["a", {"$map": []}], [1, 3]]}',
    '{"$map": [[1]]}',
    '{"$simple": 16}',
    '{"$simple": 255}',
    '{"$simple": 24}',
    '{"$simple": 16.0}',
    '{"$tag": 4, "$value": [1]}',
    '{"$tag": -4, "$value": [1]}',
    '{"$value": 4, "$tag": 1}',
    '{"$tag": 1}',
    '{"$undefined": true}',
    '{"$undefined": false}',
    '{"$other": 1}',
    '{"$$x": 1, "y": 2}',
    '{"y": 1, "$x": 2}',
    '{"y": 1, "$x": 2, "$$x": 3}',
    '{"a": [0, {"b": 1, "c": 2, "b": 3}]}',
    '[[{"k": {"$tag": 1}}]]',
    "[" * 64 + "]" * 64,
    "[" * 65 + "]" * 65,
    '{"a":' * 65,
]

_SYNTAX_CASES = [
    "",
    "  ",
    "[1, 2",
    '{"a": 1,\n  b\n}',
    "{1: 2}",
    '{"a" 1}',
    '{"a": 1,}',
    '{"a": 1 "b": 2}',
    "[1,]",
    "[,1]",
    "[1 2]",
    '["ü", x]',
    '["ü" "longer"]',
    "[true false]",
    "1 2",
    "trux",
    "nul",
    "01",
    "[1.]",
    "[1.e5]",
    "-",
    "[-a]",
    "1e",
    "1e+",
    '"a',
    '"a\nb"',
    r'"\x"',
    r'"\u12g4"',
    r'"\ud834"',
    r'"\ud834x"',
    r'"\ud834\n"',
    r'"\ud834\u0041"',
    r'"\udd1e"',
    "/* */ 1",
    "[1] ]",
    "}",
    "'a'",
    "NaN",
    "+1",
    ".5",
]


@pytest.mark.parametrize("text", _TEXT_CASES)
def test_both_languages_read_the_same_json(
    probe: CodecProbe, text: str
) -> None:
    cpp, typescript = probe.contents("J", text.encode())
    assert cpp == typescript


@pytest.mark.parametrize("text", _SYNTAX_CASES)
def test_both_languages_find_the_same_fault(
    probe: CodecProbe, text: str
) -> None:
    cpp, typescript = probe.contents("J", text.encode())
    place = _SYNTAX.match(cpp)
    assert place is not None, cpp
    assert typescript.startswith(place[0]), (cpp, typescript)
    assert len(typescript) > len(place[0])


@pytest.mark.parametrize(
    "text",
    [
        '{"id": [0, 0], "size": 3, "inline_bytes": {"$bytes": "YWJj"}}',
        '{"inline_bytes": "YWJj", "size": 3.0, "id": [0, 0], "more": 1}',
        '{"id": [0, 0], "size": 3, "inline_bytes": "YWJ"}',
        '{"id": [0, 0], "size": 3, "inline_bytes": "YW Jj"}',
        '{"id": [0, 0], "size": 3, "inline_bytes": ["YWJj"]}',
        '{"id": [0, 0], "size": "3", "inline_bytes": "YWJj"}',
        '{"id": [0], "size": 3, "inline_bytes": "YWJj"}',
        '{"size": 3, "inline_bytes": "YWJj"}',
        '{"id": [0, 0], "size": 3}',
        "[]",
        "{",
    ],
)
def test_both_languages_read_structures_from_json(
    probe: CodecProbe, text: str
) -> None:
    cpp, typescript = probe.contents("b", text.encode())
    if _SYNTAX.match(cpp):
        cpp = cpp[: cpp.index(b": ")]
        typescript = typescript[: len(cpp)]
    assert cpp == typescript
    is_taken = "YWJj" in text and cpp[:1] == b"+"
    if is_taken:
        assert cpp[1:] == (
            b'{"id":[0,0],"size":3,"inline_bytes":{"$bytes":"YWJj"}}'
        )


def test_limits_of_json_are_those_of_cbor(probe: CodecProbe) -> None:
    try:
        probe.set_limits(Limits(depth=3, text_bytes=4, byte_string_bytes=3))
        for text in ("[[[1]]]", "[[[[1]]]]", '"abcde"'):
            cpp, typescript = probe.contents("J", text.encode())
            assert cpp == typescript
        for cbor in ("81818101", "8181818101", "656162636465", "4401020304"):
            cpp, typescript = probe.contents("j", bytes.fromhex(cbor))
            assert cpp == typescript
        for content in ("YWJj", "YWJjZA==", "YWJjZGVm"):
            source = json.dumps(content)
            text = f'{{"id":[0,0],"size":3,"inline_bytes":{source}}}'
            cpp, typescript = probe.contents("b", text.encode())
            assert cpp == typescript
    finally:
        probe.set_limits(Limits())
