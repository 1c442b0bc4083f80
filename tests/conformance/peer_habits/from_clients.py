"""Frames of clients that a server must read."""

from __future__ import annotations

from typing import Any

from peer_habits.wire import (
    DecodeError,
    Vector,
    Wire,
    encode,
    f16,
    f32,
    f64,
    indefinite,
    long_head,
    pieces,
    tag,
)

INTRODUCTION = [0, {"client_name": "a client"}]
CALL: list[Any] = [1, {"method": [3, 0], "invoke_id": "7", "args": []}]
SELF_DESCRIBED = 55799


def call(*args: Any, **entries: Any) -> list[Any]:
    """The message that calls method 3, its keys in the specified order."""
    content: dict[str, Any] = {"method": [3, 0]}
    for key in ("context", "invoke_id"):
        if key in entries:
            content[key] = entries[key]
    content["args"] = list(args)
    return [1, content]


def same(name: str, why: str, frame: list[Any]) -> Vector:
    """A frame that is encoded as the specification says."""
    return Vector(name, why, frame, frame)


INTRODUCTIONS = [
    same("introduction", "every client", INTRODUCTION),
    Vector(
        "introduction with more than is specified",
        "Penne's tests",
        [0, {"args": [1, {"a": None}], "client_name": "a client", "x": True}],
        INTRODUCTION,
    ),
    Vector(
        "introduction of junk",
        "Penne's tests",
        [0, {"junk": "content"}, *CALL],
        CALL,
        (DecodeError("missing-key", "[1]", 2),),
    ),
    same("second introduction", "Penne's tests", INTRODUCTION * 2),
    same(
        "introduction and calls in one frame",
        "colabrodo's client",
        INTRODUCTION + CALL + call(invoke_id="8"),
    ),
]

FRAMES = [
    Vector(
        "unknown message numbers are skipped",
        "clients of later versions",
        [2, {"id": [1, 2], "deep": [[{"a": [f64(1.5), None, b"x"]}]]}]
        + CALL
        + [(1 << 64) - 1, "not a map"],
        CALL,
    ),
    Vector(
        "keys in another order",
        "JavaScript and Swift clients",
        [1, {"args": [], "invoke_id": "7", "method": [3, 0]}],
        CALL,
    ),
    Vector(
        "unknown keys",
        "clients of later versions",
        [1, CALL[1] | {"time": f64(0.5), "more": {"a": [None]}, "z": b""}],
        CALL,
    ),
    Vector(
        "frame of indefinite length",
        "streaming encoders",
        indefinite(CALL),
        CALL,
    ),
    Vector(
        "everything of indefinite length",
        "streaming encoders",
        indefinite(
            [
                1,
                indefinite(
                    {
                        pieces("met", "hod"): indefinite([3, 0]),
                        "invoke_id": pieces("", "7", ""),
                        "args": indefinite([]),
                    }
                ),
            ]
        ),
        CALL,
    ),
    Vector(
        "longer heads than needed",
        "encoders with fixed widths",
        Wire(
            long_head(4, 2, 8)
            + long_head(0, 1, 4)
            + long_head(5, 3, 2)
            + encode("method")
            + long_head(4, 2, 1)
            + long_head(0, 3, 2)
            + long_head(0, 0, 8)
            + encode("invoke_id")
            + long_head(3, 1, 4)
            + b"7"
            + encode("args")
            + long_head(4, 0, 1)
        ),
        CALL,
    ),
    Vector(
        "tag 55799 in front of the frame",
        "encoders that mark their output as CBOR",
        tag(SELF_DESCRIBED, CALL),
        CALL,
    ),
    Vector(
        "tag 55799 in front of a message's content",
        "encoders that mark their output as CBOR",
        [1, tag(SELF_DESCRIBED, CALL[1])],
        CALL,
    ),
]

CALLS = [
    same("call on the document", "every client", CALL),
    *(
        same(f"call on {article} {kind}", "every client", frame)
        for article, kind, frame in [
            ("an", "entity", call(context={"entity": [1, 0]}, invoke_id="7")),
            ("a", "table", call(context={"table": [1, 2]}, invoke_id="7")),
            ("a", "plot", call(context={"plot": [0, 0]}, invoke_id="7")),
        ]
    ),
    Vector(
        "context null",
        "Penne",
        call(context=None, invoke_id="7"),
        CALL,
    ),
    same("no invoke_id", "Ziti's gestures, Ramen's time buttons", call()),
    Vector(
        "invoke_id null",
        "Swift and JavaScript clients",
        call(invoke_id=None),
        call(),
    ),
    same(
        "invoke_id that is a UUID",
        "colabrodo's client",
        call(invoke_id="6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
    ),
    same(
        "arguments of every kind",
        "every client",
        call(0, -1, "text", b"bytes", True, None, [[]], {"k": {}}, f32(0.5)),
    ),
    Vector(
        "float arguments of every width",
        "every client",
        call(f16(1.5), f32(0.1), f64(0.1), invoke_id="7"),
        call(f32(1.5), f32(0.1), f64(0.1), invoke_id="7"),
    ),
    same(
        "integers where the method means floats",
        "JavaScript and Python clients",
        call([1, 2, 3], invoke_id="7"),
    ),
    same(
        "too many arguments",
        "Penne's tests",
        call(f64(1.0), f64(2.0), f64(3.0), "more", invoke_id="7"),
    ),
    same(
        "rows as one argument",
        "Penne, colabrodo's client",
        call([[1, "a"], [2, "b"]], context={"table": [1, 0]}, invoke_id="7"),
    ),
    same(
        "rows as arguments",
        "Explorer",
        call([1, "a"], [2, "b"], context={"table": [1, 0]}, invoke_id="7"),
    ),
    same(
        "row_ranges null",
        "Penne",
        call({"name": "s", "rows": [1, 2], "row_ranges": None}, invoke_id="7"),
    ),
    same(
        "activate with nothing, an index, a name",
        "Ziti, Ramen",
        call() + call(2) + call("open"),
    ),
]

VECTORS = INTRODUCTIONS + FRAMES + CALLS
