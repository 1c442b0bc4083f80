"""noodles validate: the bytes of frames.

As in test_validate.py, each test breaks one rule of a scene without faults.
"""

from __future__ import annotations

import struct
from typing import Any

import cbor2

from faultless import only, scene, snapshot_of
from tool import frame


def test_a_tag_before_a_frame(check: Any) -> None:
    finding = only(check(b"\xd9\xd9\xf7" + snapshot_of(scene())))
    assert "has the CBOR tag 55799" in finding["what"]
    assert finding["breaks"] == "colabrodo, NoodlesPlusPlus"


def test_a_tag_before_an_address(check: Any) -> None:
    uri = cbor2.CBORTag(32, "http://localhost/a")
    messages = {
        "b": [10, {"id": [0, 0], "size": 4, "uri_bytes": uri}],
        "lists": scene()["lists"],
        "end": scene()["end"],
    }
    finding = only(check(snapshot_of(messages)))
    assert (finding["path"], finding["what"]) == (
        ".uri_bytes",
        "has the CBOR tag 32",
    )
    assert (finding["index"], finding["number"]) == (0, 10)


def test_lengths_that_are_not_definite(check: Any) -> None:
    whole = snapshot_of(scene())
    flat = cbor2.loads(whole)
    finding = only(check(b"\x9f" + b"".join(map(cbor2.dumps, flat)) + b"\xff"))
    assert finding["what"] == "has an indefinite length"
    entity = (
        b"\xbf"
        + b"".join(
            cbor2.dumps(part)
            for pair in scene()["root"][1].items()
            for part in pair
        )
        + b"\xff"
    )
    head = b"\x86" + cbor2.dumps(4) + entity
    data = head + b"".join(
        cbor2.dumps(part) for name in ["lists", "end"] for part in scene()[name]
    )
    finding = only(check(data))
    assert (finding["message"], finding["index"]) == ("MsgEntityCreate", 0)


def test_short_floats(check: Any) -> None:
    data = frame(31, {"methods_list": [], "signals_list": []}, 35, {})
    half = frame(*scene()["light"])
    # cbor2 writes 64 bits; the test replaces the intensity by a float of 16
    # bits.
    long, short = b"\xfb" + struct.pack(">d", 1.0), b"\xf9\x3c\x00"
    key = cbor2.dumps("intensity")
    assert key + long in half
    finding = only(check(half.replace(key + long, key + short), data))
    assert finding["path"] == ".intensity"
    assert "16 bits" in finding["what"]


def test_what_is_no_frame(check: Any) -> None:
    end = frame(31, {"methods_list": [], "signals_list": []}, 35, {})
    for data, what in [
        (cbor2.dumps([35]), "wrong-length"),
        (end + b"\x00", "trailing-bytes"),
        (b"\x82\x04", "truncated"),
        (b"\xa0", "wrong-type"),
        (b"\x80", "a frame without messages"),
    ]:
        findings = check(data, end)
        assert any(what in f["what"] for f in findings), (data, findings)
        assert findings[0]["frame"] == 0


def test_messages_that_are_wrong_or_unknown(check: Any) -> None:
    findings = check(snapshot_of(scene()), frame(4, {"name": "x"}, 99, {}))
    assert [f["what"].split()[0] for f in findings] == [
        "missing-key",
        "unknown",
    ]
    assert [f["index"] for f in findings] == [0, 1]
    assert [f["frame"] for f in findings] == [1, 1]
    assert findings[0]["message"] == "MsgEntityCreate"


def test_a_frame_that_is_too_large(check: Any) -> None:
    size = 1 << 20
    big = frame(10, {"id": [5, 0], "size": size, "inline_bytes": bytes(size)})
    finding = only(check(snapshot_of(scene()), big))
    assert "more than 1 MiB" in finding["what"]
    assert "Penne" in finding["breaks"]


def test_message_35_with_true(check: Any) -> None:
    messages = scene()
    messages["end"] = [35, True]
    findings = check(snapshot_of(messages))
    assert findings and findings[0]["message"] == "MsgDocumentInitialized"
