"""The vectors of `linguine vectors`, checked by cbor2, by a CDDL validator and
by C++. The generator's own encoder is not used.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import cbor2
import pytest
from cddl_verifier import Validator

import protocol_model
from probe import CodecProbe, Fault

_SPEC = protocol_model.ROOT / "spec"


@cache
def vectors(name: str) -> dict[str, list[dict[str, Any]]]:
    """The vectors of a file of the specification."""
    command = [
        sys.executable,
        "-m",
        "linguine",
        "vectors",
        f"{_SPEC / name}.cddl",
    ]
    command += ["--bindings", f"{_SPEC / name}.bindings.toml"]
    if name == "methods":
        command += ["--import", f"{_SPEC / 'noodles.cddl'}=noodles/protocol"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def as_json(value: Any) -> Any:
    """A value that cbor2 has read, in the form of the vectors."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return value


def whole(data: bytes) -> Any:
    """Decodes bytes that hold exactly one item."""
    stream = io.BytesIO(data)
    value = cbor2.load(stream)
    assert stream.read() == b""
    return mutable(value)


def mutable(value: Any) -> Any:
    """A value with lists and dictionaries; behind tags cbor2 has others."""
    if isinstance(value, (list, tuple)):
        return [mutable(item) for item in value]
    if isinstance(value, Mapping):
        return {key: mutable(item) for key, item in value.items()}
    return value


# The other spellings of keys that the bindings name.
ALIASES = {"physics_list": "physics"}


def without_habits(value: Any, sent: Any) -> Any:
    """A value without the unknown key and nulls, which a reader skips, and with
    keys as they are sent.
    """
    if isinstance(value, list) and isinstance(sent, list):
        return [
            without_habits(one, other)
            for one, other in zip(value, sent, strict=True)
        ]
    if isinstance(value, dict) and isinstance(sent, dict):
        named = {ALIASES.get(k, k): v for k, v in value.items()}
        return {
            k: without_habits(v, sent.get(k))
            for k, v in named.items()
            if k != "unknown" and (v is not None or k in sent)
        }
    return value


def check_bytes(vector: dict[str, Any]) -> None:
    """cbor2 reads the same value from each encoding of the vector."""
    sent = whole(bytes.fromhex(vector["bytes"]))
    assert as_json(sent) == vector["value"]
    for also in vector["also_read"].values():
        assert also != vector["bytes"]
        assert without_habits(whole(bytes.fromhex(also)), sent) == sent


def test_every_message_has_vectors() -> None:
    found = {
        (v["message"], v["from"][0], v["number"])
        for v in vectors("noodles")["messages"]
    }
    assert found == {
        (m.name, m.side, m.number) for m in protocol_model.messages()
    }
    faulty = {v["message"] for v in vectors("noodles")["refused"]}
    ignored = {"MsgDocumentReset", "MsgDocumentInitialized"}
    assert faulty == {m.name for m in protocol_model.messages()} - ignored


def test_every_alternative_is_there() -> None:
    found = {
        vector["case"]: vector["value"][1]
        for vector in vectors("noodles")["messages"]
        if vector["message"] == "MsgEntityCreate"
    }
    assert list(found["smallest"]) == ["id", "visible"]
    for case, key in [
        ("full", "text_rep"),
        ("full, web_rep", "web_rep"),
        ("full, render_rep", "render_rep"),
    ]:
        representations = [
            name for name in found[case] if name.endswith("_rep")
        ]
        assert representations == [key]


def test_bytes_hold_their_values() -> None:
    for vector in vectors("noodles")["messages"]:
        check_bytes(vector)
    calls = vectors("methods")["calls"]
    text = (_SPEC / "methods.cddl").read_text(encoding="utf-8")
    assert len(calls) == 2 * text.count('"noo::')
    for vector in calls:
        check_bytes(vector["arguments"])
        if "result" in vector:
            check_bytes(vector["result"])


def test_floats_have_the_width_that_is_said() -> None:
    vector = next(
        v
        for v in vectors("noodles")["messages"]
        if v["message"] == "MsgLightCreate" and v["case"] == "full"
    )
    (red, _, _) = vector["value"][1]["color"]
    assert bytes.fromhex(vector["bytes"]).count(b"\xfa") >= 4
    assert cbor2.dumps(red) in bytes.fromhex(
        vector["also_read"]["floats of 64 bits"]
    )
    assert isinstance(red, float)


def test_values_are_valid(validator: Validator) -> None:
    for vector in vectors("noodles")["messages"]:
        sent = bytes.fromhex(vector["bytes"])
        content = sent[1 + len(cbor2.dumps(vector["number"])) :]
        result = validator.validate(content, root_type=vector["message"])
        assert result.valid, (vector, result.errors)


def test_cpp_reads_and_writes_these_bytes(probe: CodecProbe) -> None:
    for vector in vectors("noodles")["messages"]:
        sent = bytes.fromhex(vector["bytes"])
        for data in (sent, *map(bytes.fromhex, vector["also_read"].values())):
            answer = probe.read(vector["from"][0], data)
            assert answer.is_clean(), (vector, answer)
            assert answer.frame == sent, (
                vector,
                data.hex(),
                answer.frame.hex(),
            )


def test_cpp_refuses_with_exactly_this_error(probe: CodecProbe) -> None:
    seen = set()
    for vector in vectors("noodles")["refused"]:
        error = vector["error"]
        answer = probe.read(vector["from"][0], bytes.fromhex(vector["bytes"]))
        expected = Fault(error["code"], error["path"], error["offset"])
        assert answer.faults() == ([expected], None), vector
        seen.add(error["code"])
    assert seen == {
        "missing-key",
        "missing-alternative",
        "duplicate-key",
        "conflicting-keys",
        "wrong-type",
        "wrong-length",
        "unknown-value",
        "out-of-range",
        "invalid-text",
    }


def test_cpp_ends_broken_frames_with_exactly_this_error(
    probe: CodecProbe,
) -> None:
    seen = set()
    for vector in vectors("noodles")["broken_frames"]:
        error = vector["error"]
        answer = probe.read(vector["from"][0], bytes.fromhex(vector["bytes"]))
        expected = Fault(error["code"], error["path"], error["offset"])
        assert answer.faults()[1] == expected, vector
        seen.add(error["code"])
    assert seen == {
        "truncated",
        "wrong-type",
        "out-of-range",
        "wrong-length",
        "trailing-bytes",
    }


def test_every_way_to_write_is_there() -> None:
    found = {
        name
        for vector in vectors("noodles")["messages"]
        for name in vector["also_read"]
    }
    assert {
        "keys in another spelling",
        "null for what is absent",
        "tag 55799 before each item",
    } <= found
    assert len(found) == 9


@pytest.mark.parametrize("name", ["noodles", "methods"])
def test_the_same_specification_gives_the_same_vectors(name: str) -> None:
    first = json.dumps(vectors(name))
    vectors.cache_clear()
    assert json.dumps(vectors(name)) == first
