"""The bytes that C++ has to write for a value, written by cbor2.

cbor2 decides every head, length and text; only floats are packed here, since
the protocol fixes their widths and cbor2 knows no float32.
"""

from __future__ import annotations

import struct
from typing import Any

import cbor2

import protocol_model
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
    Single,
    Value,
)

# The value that C++ writes if only the presence of a key counts.
MARK = Single(1.0)


def dumps(value: Any) -> bytes:
    """One item, by cbor2."""
    return bytes(cbor2.dumps(value, default=_encode_special))


def frame(*messages: tuple[int, Value]) -> bytes:
    """A frame of these numbers and contents in canonical form."""
    items: list[Any] = []
    for number, content in messages:
        items += [number, canonical(content)]
    return dumps(items)


def _encode_special(encoder: Any, value: Any) -> None:
    if isinstance(value, Single):
        encoder.write(struct.pack(">Bf", 0xFA, value.number))
    elif isinstance(value, Double):
        encoder.write(struct.pack(">Bd", 0xFB, value.number))
    elif isinstance(value, Pairs):
        encoder.encode_length(5, len(value.items))
        for key, item in value.items:
            encoder.encode(key)
            encoder.encode(item)
    else:
        raise TypeError(type(value))


def canonical(value: Value) -> Any:
    """The value that cbor2 encodes for a value of the tests."""
    if isinstance(value, Scalar):
        return _number(value.kind, value.value)
    if isinstance(value, Enumerated):
        return value.text
    if isinstance(value, Identifier):
        return [value.slot, value.gen]
    if isinstance(value, Marker):
        return MARK
    if isinstance(value, Opaque):
        return value.value
    if isinstance(value, Elements):
        return [canonical(element) for element in value.values]
    if isinstance(value, Chosen):
        return canonical(value.value)
    if isinstance(value, Dictionary):
        # std::map<std::string, ...> orders keys by their UTF-8 bytes.
        ordered = sorted(value.pairs, key=lambda pair: pair[0].encode())
        return {key: canonical(item) for key, item in ordered}
    return _record(value)


def _number(kind: str, value: Any) -> Any:
    if kind == "float32":
        return Single(value)
    return Double(value) if kind == "float64" else value


def _record(record: Record) -> dict[str, Any]:
    structure = record.structure
    found: dict[str, Any] = {}
    if structure["content_ignored"]:
        return found
    for entry in structure["entries"]:
        if protocol_model.is_one_of(entry):
            for member in entry["alternatives"]:
                _add_present(found, member, record, is_nullable=True)
        elif entry["presence"] == "defaulted":
            present = record.members.get(entry["key"])
            found[entry["key"]] = (
                default_of(structure, entry)
                if present is None
                else canonical(present)
            )
        else:
            is_nullable = entry["presence"] != "required"
            _add_present(found, entry, record, is_nullable)
    return found


def _add_present(
    found: dict[str, Any],
    member: dict[str, Any],
    record: Record,
    is_nullable: bool,
) -> None:
    value = record.members.get(member["key"])
    if value is None:
        return
    # Null means absent for a member that may be absent, also of type any.
    is_null = isinstance(value, Opaque) and value.value in (
        None,
        cbor2.undefined,
    )
    if is_null and is_nullable:
        return
    is_empty = isinstance(value, Elements) and not value.values
    if is_empty and member["presence"] == "list":
        return
    found[member["key"]] = canonical(value)


def default_of(structure: dict[str, Any], member: dict[str, Any]) -> Any:
    """The default of a member, canonical."""
    default = protocol_model.default(structure, member)
    resolved = protocol_model.resolve(member["type"])
    if default == ():
        inner = protocol_model.definition(resolved["name"])[1]
        return canonical(Record(inner))
    if resolved["node"] == "FixedList":
        kind = protocol_model.resolve(resolved["element"])["kind"]
        return [_number(kind, element) for element in default]
    if resolved["node"] == "Scalar":
        return _number(resolved["kind"], default)
    return default
