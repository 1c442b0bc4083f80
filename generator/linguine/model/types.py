"""The types of the resolved model: what a value is, free of CDDL's spelling."""

from __future__ import annotations

from dataclasses import dataclass

INTEGER_KINDS = ("uint", "uint32", "int")

SCALAR_KINDS = (
    "text",
    "bytes",
    "bool",
    "uint",
    "uint32",
    "int",
    "float32",
    "float64",
    "any",
    "nil",
)


@dataclass(frozen=True)
class Scalar:
    """A single CBOR item; `kind` is one of SCALAR_KINDS."""

    kind: str

    def __post_init__(self) -> None:
        assert self.kind in SCALAR_KINDS, self.kind


@dataclass(frozen=True)
class Identifier:
    """The [slot, gen] of a component of this kind, such as "Entity"."""

    component: str


@dataclass(frozen=True)
class Named:
    """A use of an enumeration, a structure or an alias of the model."""

    name: str


@dataclass(frozen=True)
class Presence:
    """A value that means nothing: only that its key is there counts."""

    name: str


@dataclass(frozen=True)
class FixedList:
    """An array of exactly `size` elements."""

    element: ModelType
    size: int


@dataclass(frozen=True)
class ListOf:
    """An array of `minimum` or more elements."""

    element: ModelType
    minimum: int


@dataclass(frozen=True)
class FlatList:
    """An array that repeats the places of a group, `minimum` times or more."""

    element: Named
    minimum: int


@dataclass(frozen=True)
class TextMap:
    """A map from text to elements."""

    element: ModelType


@dataclass(frozen=True)
class Choice:
    """One of several types, told apart by the kind of the CBOR item."""

    alternatives: tuple[ModelType, ...]


ModelType = (
    Scalar
    | Identifier
    | Named
    | Presence
    | FixedList
    | ListOf
    | FlatList
    | TextMap
    | Choice
)
