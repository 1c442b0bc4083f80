"""Typed arrays (RFC 8746) of JavaScript, which both languages read."""

from __future__ import annotations

import struct
from typing import Any

import cbor2
import pytest

import canonical
from probe import CodecProbe, Limits

# The tag of each element type, and its form in the words of struct.
FORMS = {
    64: ">B",
    65: ">H",
    66: ">I",
    67: ">Q",
    68: "<B",
    69: "<H",
    70: "<I",
    71: "<Q",
    72: ">b",
    73: ">h",
    74: ">i",
    75: ">q",
    77: "<h",
    78: "<i",
    79: "<q",
    80: ">e",
    81: ">f",
    82: ">d",
    84: "<e",
    85: "<f",
    86: "<d",
}


def typed(tag: int, numbers: list[Any]) -> cbor2.CBORTag:
    """A typed array."""
    packed = b"".join(struct.pack(FORMS[tag], number) for number in numbers)
    return cbor2.CBORTag(tag, packed)


def written(tag: int, numbers: list[Any]) -> list[Any]:
    """The items that C++ writes for values of any type."""
    if tag < 80:
        return numbers
    single = canonical.Double if tag in (82, 86) else canonical.Single
    return [single(number) for number in numbers]


@pytest.mark.parametrize("tag", FORMS)
def test_lists_of_floats_are_read(tag: int, probe: CodecProbe) -> None:
    matrix = [float(i % 7) for i in range(16)]
    numbers = matrix if tag >= 80 else [int(number) for number in matrix]
    sent = canonical.dumps(
        [4, {"id": [1, 0], "transform": typed(tag, numbers)}]
    )
    answer = probe.read("s", sent)
    assert answer.is_clean()
    content = cbor2.loads(answer.frame)[1]
    assert content["id"] == [1, 0]
    assert content["transform"] == matrix


@pytest.mark.parametrize("tag", FORMS)
def test_arguments_are_read(tag: int, probe: CodecProbe) -> None:
    numbers: list[Any] = [0, 1, 100]
    if 72 <= tag < 80:
        numbers.append(-128)
    if tag >= 80:
        numbers = [0.0, 1.5, -2.25]
    call = {"method": [2, 0], "invoke_id": "a"}
    sent = canonical.dumps([1, call | {"args": [typed(tag, numbers), "b"]}])
    expected = [1, call | {"args": [written(tag, numbers), "b"]}]
    answer = probe.read("c", sent)
    assert answer.is_clean()
    assert answer.frame == canonical.dumps(expected)
    # The list of arguments, and identifiers.
    sent = canonical.dumps(
        [1, call | {"method": typed(70, [2, 0]), "args": typed(tag, numbers)}]
    )
    expected = [1, call | {"args": written(tag, numbers)}]
    answer = probe.read("c", sent)
    assert answer.is_clean()
    assert answer.frame == canonical.dumps(expected)


@pytest.mark.parametrize("tag", [64, 68, 72, 69, 85])
def test_bytes_are_read(tag: int, probe: CodecProbe) -> None:
    content = typed(tag, [1, 2, 3, 4]).value
    buffer = {"id": [0, 0], "size": len(content)}
    sent = canonical.dumps(
        [10, buffer | {"inline_bytes": cbor2.CBORTag(tag, content)}]
    )
    answer = probe.read("s", sent)
    assert answer.is_clean()
    assert answer.frame == canonical.dumps(
        [10, buffer | {"inline_bytes": content}]
    )


def test_rows_and_selections_of_tables_are_read(probe: CodecProbe) -> None:
    columns = [{"name": "x", "type": "REAL"}, {"name": "y", "type": "REAL"}]
    sent = canonical.dumps(
        [
            2,
            {
                "columns": columns,
                "keys": typed(69, [7, 8]),
                "data": [typed(86, [1.5, 2.5]), typed(86, [3.5, 4.5])],
                "selections": [
                    {
                        "name": "s",
                        "rows": typed(71, [7]),
                        "row_ranges": typed(78, [7, 9]),
                    }
                ],
            },
        ]
    )
    answer = probe.read("i", sent)
    assert answer.is_clean()
    assert cbor2.loads(answer.frame) == [
        2,
        {
            "columns": columns,
            "keys": [7, 8],
            "data": [[1.5, 2.5], [3.5, 4.5]],
            "selections": [{"name": "s", "rows": [7], "row_ranges": [7, 9]}],
        },
    ]


def test_a_wrong_length_has_its_place(probe: CodecProbe) -> None:
    sent = canonical.dumps(
        [4, {"id": [1, 0], "transform": typed(85, [0.0] * 15)}]
    )
    answer = probe.read("s", sent)
    assert [(number, error.code) for number, error in answer.invalid] == [
        (4, "wrong-length")
    ]
    assert answer.invalid[0][1].path == "[1].transform"


# Where typed arrays may stand: lists of floats, of identifiers, of values of
# any type, an identifier, a byte string, rows of tables, groups.
PLACES: list[tuple[str, Any]] = [
    ("s", lambda item: [4, {"id": [1, 0], "transform": item}]),
    ("s", lambda item: [4, {"id": item}]),
    ("s", lambda item: [4, {"id": [1, 0], "tags": item}]),
    ("s", lambda item: [4, {"id": [1, 0], "lights": [item, item]}]),
    ("s", lambda item: [10, {"id": [0, 0], "size": 8, "inline_bytes": item}]),
    ("s", lambda item: [10, {"id": [0, 0], "size": 8, "uri_bytes": item}]),
    ("s", lambda item: [99, item, 4, {"id": item}, 32, {}]),
    ("c", lambda item: [1, {"method": item, "args": item}]),
    ("c", lambda item: [1, {"method": [0, 0], "args": [[item], {1: item}]}]),
    ("i", lambda item: [1, {"name": "s", "rows": item, "row_ranges": item}]),
    ("i", lambda item: [1, {"name": item, "rows": [item]}]),
    ("s", lambda item: item),
]


def payloads(tag: int) -> list[bytes]:
    """Byte strings with a head: of no, two and sixteen elements, of half an
    element, in pieces, and other items.
    """
    width = 1 << ((tag & 3) + (tag >> 4 & 1))
    ones = bytes(range(1, width + 1))
    return [
        b"\x40",
        cbor2.dumps(ones[::-1] + bytes(width)),
        cbor2.dumps(bytes(width // 2) + b"\x80" + bytes(16 * width - 1)),
        cbor2.dumps(bytes(width * 16)),
        cbor2.dumps(b"\xf0" * width * 2),
        cbor2.dumps(bytes(width + width // 2 + 1)),
        b"\x5f" + cbor2.dumps(ones[:1]) + cbor2.dumps(ones[1:]) + b"\xff",
        b"\x5f" + cbor2.dumps(ones) + b"\x61a\xff",
        b"\x5f" + cbor2.dumps(ones) + b"\xf6\xff",
        b"\xd9\xd9\xf7" + cbor2.dumps(ones),
        b"\xd8\x40" + cbor2.dumps(ones),
        b"\x61a",
        b"\x81\x01",
    ]


@pytest.mark.parametrize("tag", range(63, 89))
def test_both_languages_say_the_same_of_every_tag(
    tag: int, probe: CodecProbe
) -> None:
    """The probe compares the answers; here it counts that some were clean."""
    clean = 0
    for side, place in PLACES:
        for payload in payloads(tag):
            item = bytes([0xD8, tag]) + payload
            mark = "a place for an item"
            frame = cbor2.dumps(place(mark)).replace(cbor2.dumps(mark), item)
            answer = probe.read(side, frame)
            clean += answer.is_clean()
            # A frame that ends inside a typed array.
            cut = len(frame) - len(payload) // 2
            probe.read(side, frame[:cut])
    assert clean > 0


@pytest.mark.parametrize(
    ("tag", "quad", "number"),
    [
        (83, "3fff8000000000000000000000000000", 1.5),
        (87, "000000000000000000000000000000c0", -2.0),
        (83, "bfff0000000000001000000000000000", -(1 + 2**-52)),
        (83, "3fff0000000000000800000000000000", 1.0),
        (83, "3fff0000000000000800000000000001", 1.0),
        (83, "3fff0000000000001800000000000000", 1 + 2**-51),
        (83, "43fefffffffffffff000000000000000", 1.7976931348623157e308),
        (83, "43ff0000000000000000000000000000", float("inf")),
        (83, "ffff0000000000000000000000000000", float("-inf")),
        (83, "7ffe0000000000000000000000000000", float("inf")),
        (83, "3bcd0000000000000000000000000000", 5e-324),
        (83, "3bcc0000000000000000000000000000", 0.0),
        (83, "3c018000000000000000000000000000", 1.5 * 2**-1022),
        (83, "00000000000000000000000000000001", 0.0),
        (83, "80000000000000000000000000000001", -0.0),
    ],
)
def test_floats_of_128_bits_are_rounded(
    tag: int, quad: str, number: float, probe: CodecProbe
) -> None:
    call = {"method": [2, 0], "invoke_id": "a"}
    item = cbor2.CBORTag(tag, bytes.fromhex(quad))
    answer = probe.read("c", canonical.dumps([1, call | {"args": item}]))
    expected = [1, call | {"args": [canonical.Double(number)]}]
    assert answer.frame == canonical.dumps(expected)


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        (Limits(items=12), 4),
        (Limits(items=12), 40),
        (Limits(depth=3), 1),
        (Limits(byte_string_bytes=3), 4),
    ],
)
@pytest.mark.parametrize("is_in_pieces", [False, True])
def test_typed_arrays_count_for_the_limits(
    limits: Limits, size: int, is_in_pieces: bool, probe: CodecProbe
) -> None:
    item = b"\xd8\x40" + cbor2.dumps(bytes(size))
    if is_in_pieces:
        item = b"\xd8\x40\x5f" + item[2:] + b"\xff"
    probe.set_limits(limits)
    try:
        for side, place in PLACES:
            mark = "a place for an item"
            frame = cbor2.dumps(place(mark)).replace(cbor2.dumps(mark), item)
            probe.read(side, frame)
    finally:
        probe.set_limits(Limits())
