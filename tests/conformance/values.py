"""Values of the protocol's types, as trees that know their types.

A tree defines a value but not its encoding. wire_forms.py encodes it in several
ways, canonical.py to the bytes that C++ must write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from protocol_model import Node


@dataclass
class Scalar:
    """A text, bytes, bool or number; `kind` as in the model."""

    kind: str
    value: Any
    number_as_text: bool = False


@dataclass
class Enumerated:
    """One of the texts of an enumeration of the model."""

    enumeration: Node
    text: str


@dataclass
class Identifier:
    """A [slot, gen]."""

    slot: int
    gen: int


@dataclass
class Marker:
    """A value without content: only the presence of its key counts."""


@dataclass
class Opaque:
    """A value of type any; `opaque` below lists its contents."""

    value: Any


@dataclass
class Elements:
    """An array; `type` is its FixedList or ListOf, or an array structure."""

    type: Node
    values: list[Value]
    may_be_longer: bool = False


@dataclass
class Dictionary:
    """A map from text to elements."""

    pairs: list[tuple[str, Value]]


@dataclass
class Chosen:
    """One of several types."""

    type: Node
    value: Value


@dataclass
class Record:
    """A structure that travels as a map; absent members are not in it."""

    structure: Node
    members: dict[str, Value] = field(default_factory=dict)


Value = (
    Scalar
    | Enumerated
    | Identifier
    | Marker
    | Opaque
    | Elements
    | Dictionary
    | Chosen
    | Record
)


# Opaque values are made of None, bool, int, str, bytes, list, cbor2.undefined,
# CBORTag, CBORSimpleValue, and of these three.


@dataclass(frozen=True)
class Single:
    """A float of 32 bits."""

    number: float


@dataclass(frozen=True)
class Double:
    """A float of 64 bits."""

    number: float


@dataclass
class Pairs:
    """A map of any keys, in this order."""

    items: list[tuple[Any, Any]]
