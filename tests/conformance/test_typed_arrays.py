"""Typed arrays (RFC 8746) of JavaScript, encoded by cbor2 and read by C++."""

from __future__ import annotations

import struct
from typing import Any

import cbor2
import pytest

import canonical
from probe import CodecProbe

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
