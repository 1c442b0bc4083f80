"""Frames of peers, read by C++: every vector of vectors/peer_habits.json.

test_peer_habits.py tests the vectors themselves.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

import protocol_model
from probe import CodecProbe, Fault

VECTORS: list[dict[str, Any]] = json.loads(
    (
        protocol_model.ROOT
        / "tests"
        / "conformance"
        / "vectors"
        / "peer_habits.json"
    ).read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda v: f"{v['direction']} {v['name']}"
)
def test_frame_is_understood(vector: dict[str, Any], probe: CodecProbe) -> None:
    answer = probe.read(vector["direction"][0], bytes.fromhex(vector["hex"]))
    invalid, end = answer.faults()
    expected = [
        Fault(error["code"], error["path"], error["offset"])
        for error in vector.get("errors", [])
    ]
    assert invalid + ([end] if end else []) == expected
    equivalent = vector["equivalent_hex"]
    assert answer.frame.hex() == ("80" if equivalent is None else equivalent)
