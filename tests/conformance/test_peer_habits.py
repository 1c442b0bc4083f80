"""The vectors of peers are up to date, and their canonical forms are valid.

An independent validator of CDDL reads the canonical frames; an independent
decoder reads every frame.
"""

from __future__ import annotations

import json
from typing import Any

import cbor2
import pytest
from cddl_verifier import Validator

import make_peer_habits

CONTENT = json.loads(make_peer_habits.OUTPUT.read_text(encoding="utf-8"))
ROOTS = {"client": "ClientMessages", "server": "ServerMessages"}


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [
        f"{entry.get('direction', '')} {entry['name']}" for entry in entries
    ]


def vectors_with_meaning() -> list[dict[str, Any]]:
    return [v for v in CONTENT["vectors"] if v["equivalent_hex"]]


def definite_and_shortest(data: bytes, at: int) -> tuple[bytes, int]:
    """The item at `at`, written with definite lengths and shortest heads, and
    where it ends. Floats keep their widths; there are no tags."""
    major, info = data[at] >> 5, data[at] & 31
    assert info != 31 and major != 6
    width = 0 if info < 24 else 1 << (info - 24)
    start = at + 1 + width
    if major == 7:
        return data[at:start], start
    argument = int.from_bytes(data[at + 1 : start], "big") if width else info
    head = bytearray(cbor2.dumps(argument))
    head[0] |= major << 5
    if major < 2:
        return bytes(head), start
    if major in (2, 3):
        return bytes(head) + data[start : start + argument], start + argument
    parts = [bytes(head)]
    for _ in range(argument * (major - 3)):
        part, start = definite_and_shortest(data, start)
        parts.append(part)
    return b"".join(parts), start


def test_file_is_fresh() -> None:
    assert make_peer_habits.OUTPUT.read_text(encoding="utf-8") == (
        make_peer_habits.document()
    )


def test_names_are_unique() -> None:
    for part in ("vectors", "arguments"):
        assert len(set(ids(CONTENT[part]))) == len(CONTENT[part])


@pytest.mark.parametrize(
    "vector", vectors_with_meaning(), ids=ids(vectors_with_meaning())
)
def test_canonical_frame_is_valid(
    validator: Validator, vector: dict[str, Any]
) -> None:
    frame = bytes.fromhex(vector["equivalent_hex"])
    root = ROOTS[vector["direction"]]
    result = validator.validate(frame, root_type=root)
    assert result.valid, result.diagnostics


@pytest.mark.parametrize(
    "entry",
    vectors_with_meaning() + CONTENT["arguments"],
    ids=ids(vectors_with_meaning() + CONTENT["arguments"]),
)
def test_canonical_form_is_canonical(entry: dict[str, Any]) -> None:
    encoded = bytes.fromhex(entry["equivalent_hex"])
    rewritten, end = definite_and_shortest(encoded, 0)
    assert end == len(encoded)
    assert rewritten == encoded


@pytest.mark.parametrize(
    "entry", CONTENT["vectors"], ids=ids(CONTENT["vectors"])
)
def test_sent_form_is_well_formed(entry: dict[str, Any]) -> None:
    sent = bytes.fromhex(entry["hex"])
    decoded = cbor2.loads(sent)
    assert len(decoded) % 2 == 0
    assert all(isinstance(number, int) for number in decoded[::2])
