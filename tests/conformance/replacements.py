"""Replacements for items, and the expected result of C++ for each.

The table of kinds below was written from the specification and from the rules
of tolerance in its README, not from the C++ code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cbor2

import protocol_model
from protocol_model import Node
from values import (
    Chosen,
    Dictionary,
    Double,
    Elements,
    Enumerated,
    Identifier,
    Marker,
    Opaque,
    Pairs,
    Record,
    Scalar,
    Value,
)
from wire_forms import StrictForm
from wire_items import Item


@dataclass(frozen=True)
class Outcome:
    """The result of C++: the code of an error, or None if it accepts the
    message.

    `path` is set if the path of the error is not that of the replaced item.
    `difference` names the reason if the letter of the specification disagrees.
    """

    code: str | None
    path: str | None = None
    difference: str | None = None


ACCEPTED = Outcome(None)
WRONG_TYPE = Outcome("wrong-type")
OUT_OF_RANGE = Outcome("out-of-range")

_VALUES = {
    "negative": -1,
    "unsigned": 7,
    "text": "wrong",
    "digits": "80",
    "bytes": b"\x01\x02",
    "array": [],
    "map": Pairs([]),
    "bool": True,
    "null": None,
    "undefined": cbor2.undefined,
    "float": Double(1.5),
    "integral float": Double(2.0),
    "huge float": Double(1e39),
    "2^64 as float": Double(2.0**64),
    "-1 as float": Double(-1.0),
    "2^32": 2**32,
    "2^63": 2**63,
    "-2^63 - 1": -(2**63) - 1,
    "tag": cbor2.CBORTag(99, 7),
    "simple": cbor2.CBORSimpleValue(99),
}

_RAW = {
    "reserved head": b"\x1c",
    "reserved text head": b"\x7d",
    "integer without an end": b"\x1f",
    "tag without an end": b"\xdf",
    "break": b"\xff",
    "reserved simple": b"\xfc",
    "wide simple below 32": b"\xf8\x10",
    "invalid UTF-8": b"\x62\xc3\x28",
    "surrogate": b"\x63\xed\xa0\x80",
    "overlong text": b"\x62\xc0\x80",
    "self-described": b"\xd9\xd9\xf7\x07",
    "URI": b"\xd8\x20\x65wrong",
}

_MALFORMED = [*_RAW][:7]
_INVALID_TEXTS = ("invalid UTF-8", "surrogate", "overlong text")
# The kinds of _VALUES.
_KIND = {
    **dict.fromkeys(("unsigned", "2^32", "2^63"), "unsigned"),
    **dict.fromkeys(("negative", "-2^63 - 1"), "negative"),
    **dict.fromkeys(("text", "digits"), "text"),
    **dict.fromkeys(
        ("integral float", "2^64 as float", "-1 as float"), "integral"
    ),
    **dict.fromkeys(("float", "huge float"), "float"),
}


def replacements(path: str, form: StrictForm) -> Iterator[tuple[str, Item]]:
    """All replacements, by name."""
    for name, value in _VALUES.items():
        made = form.item(Opaque(value), path)
        made.value = None
        yield name, made
    for name, raw in _RAW.items():
        yield name, Item(path, raw)


def outcome_of(value: Value, name: str, nullable: bool) -> Outcome | None:
    """The result of C++ for this replacement; None to leave the case out."""
    if name in _MALFORMED:
        return Outcome("malformed")
    if isinstance(value, Record) and value.structure["content_ignored"]:
        if name in _INVALID_TEXTS:
            return None  # not decoded by C++; the validator decodes it
        difference = None if name == "map" else "content ignored"
        return Outcome(None, difference=difference)
    if isinstance(value, (Opaque, Marker)):
        return _outcome_of_any(value, name)
    if name in ("null", "undefined"):
        return (
            Outcome(None, difference="null for absent")
            if nullable
            else WRONG_TYPE
        )
    if name == "self-described":
        inner = outcome_of(value, "unsigned", nullable)
        # C++ ignores the tag; the letter of the specification does not allow
        # it.
        return (
            Outcome(None, difference="tag")
            if inner and inner.code is None
            else None
        )
    if name == "URI":
        inner = outcome_of(value, "text", nullable)
        return (
            Outcome(None, difference="tag")
            if inner and inner.code is None
            else None
        )
    return _outcome_of_typed(value, name)


def _outcome_of_any(value: Value, name: str) -> Outcome:
    if name in _INVALID_TEXTS and isinstance(value, Opaque):
        return Outcome("invalid-text")
    if name in _INVALID_TEXTS:
        return Outcome(None, difference="skipped text")
    return ACCEPTED


def _outcome_of_typed(value: Value, name: str) -> Outcome:
    if isinstance(value, Chosen):
        return _outcome_of_choice(value.type, name)
    if isinstance(value, Record):
        return _outcome_of_record(value.structure, name)
    if isinstance(value, Enumerated):
        return _outcome_of_enumeration(value.enumeration, name)
    if isinstance(value, Dictionary):
        return ACCEPTED if name == "map" else WRONG_TYPE
    if isinstance(value, Identifier):
        return Outcome("wrong-length") if name == "array" else WRONG_TYPE
    if isinstance(value, Elements):
        return _outcome_of_array(value.type, name)
    assert isinstance(value, Scalar)
    return _outcome_of_scalar(value.kind, value.number_as_text, name)


def _outcome_of_type(node: Node, name: str) -> Outcome:
    resolved = protocol_model.resolve(node)
    if resolved["node"] == "Scalar":
        return _outcome_of_scalar(resolved["kind"], False, name)
    if resolved["node"] == "Named":
        return _outcome_of_record(
            protocol_model.definition(resolved["name"])[1], name
        )
    return _outcome_of_array(resolved, name)


def _outcome_of_choice(node: Node, name: str) -> Outcome:
    """The result of the alternative that accepts this kind of item."""
    for alternative in node["alternatives"]:
        outcome = _outcome_of_type(alternative, name)
        if outcome != WRONG_TYPE:
            return outcome
    return WRONG_TYPE


def _outcome_of_record(structure: Node, name: str) -> Outcome:
    if name != "map":
        return WRONG_TYPE
    entries = structure["entries"]
    if any(entry.get("presence") == "required" for entry in entries):
        return Outcome("missing-key")
    if any(entry.get("required") for entry in entries):
        return Outcome("missing-alternative")
    return ACCEPTED


def _outcome_of_array(node: Node, name: str) -> Outcome:
    if name != "array":
        return WRONG_TYPE
    return ACCEPTED if node.get("minimum") == 0 else Outcome("wrong-length")


def _outcome_of_enumeration(enumeration: Node, name: str) -> Outcome:
    if name in _INVALID_TEXTS:
        return Outcome("invalid-text")
    if _KIND.get(name) != "text":
        return WRONG_TYPE
    if enumeration["fallback"]:
        return Outcome(None, difference="open enumeration")
    return Outcome("unknown-value")


def _outcome_of_scalar(kind: str, number_as_text: bool, name: str) -> Outcome:
    found = _KIND.get(name, name)
    if kind == "text":
        if name in _INVALID_TEXTS:
            return Outcome("invalid-text")
        return ACCEPTED if found == "text" else WRONG_TYPE
    if kind in ("bytes", "bool"):
        return ACCEPTED if found == kind else WRONG_TYPE
    if kind in ("float32", "float64"):
        return _outcome_of_float(kind, name, found)
    if number_as_text and name in _INVALID_TEXTS:
        return Outcome("invalid-text")
    if number_as_text and name == "digits":
        return Outcome(None, difference="number as text")
    return _outcome_of_integer(kind, name, found)


def _outcome_of_float(kind: str, name: str, found: str) -> Outcome:
    if found in ("unsigned", "negative"):
        return Outcome(None, difference="integer for float")
    if kind == "float32" and name == "huge float":
        return Outcome("out-of-range", difference="float beyond 32 bits")
    return ACCEPTED if found in ("float", "integral") else WRONG_TYPE


def _outcome_of_integer(kind: str, name: str, found: str) -> Outcome:
    if name == "huge float":  # integral, as floats of that size are
        return OUT_OF_RANGE
    if found not in ("unsigned", "negative", "integral"):
        return WRONG_TYPE
    integers = {
        "-1 as float": -1,
        "integral float": 2,
        "2^64 as float": 2**64,
    }
    number = integers.get(name, _VALUES.get(name))
    assert isinstance(number, int)
    lowest, highest = {
        "uint": (0, 2**64 - 1),
        "uint32": (0, 2**32 - 1),
        "int": (-(2**63), 2**63 - 1),
    }[kind]
    fits = lowest <= number <= highest
    if name in integers:
        return (
            Outcome(None, difference="float for integer")
            if fits
            else OUT_OF_RANGE
        )
    if fits:
        return ACCEPTED
    is_letter = kind == "int"
    difference = "integer beyond 64 bits" if is_letter else None
    return Outcome("out-of-range", difference=difference)
