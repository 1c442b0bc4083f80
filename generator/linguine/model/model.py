"""The resolved model of a specification: everything that templates may know.

The model holds decisions, the templates hold layout. All classes are frozen;
`dump.py` writes a model as JSON, which is committed so that a review sees what
a change of the specification means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from linguine.model.types import ModelType, Named

# How a member stands in its structure:
#   required   it is always there
#   defaulted  it may be absent, and then has the default; it is always written
#   optional   it may be absent, and absence is visible
#   list       it may be absent, the same as empty; empty is not written
PRESENCES = ("required", "defaulted", "optional", "list")

Literal = bool | int | float | str | None | tuple["Literal", ...]


@dataclass(frozen=True)
class Origin:
    """Where in the specification something stands; not part of its identity."""

    file: str
    line: int
    column: int


def _origin() -> Origin:
    return field(compare=False, default=Origin("", 0, 0))


@dataclass(frozen=True)
class Member:
    """One key of a structure and its value."""

    key: str
    type: ModelType
    presence: str
    default: Literal = None
    doc: str = ""
    aliases: tuple[str, ...] = ()
    number_as_text: bool = False
    # An array of fixed length that is also read from a longer one.
    longer_array: bool = False
    # What languages call the member, where bindings name it apart from its key.
    bound_name: str = ""
    origin: Origin = _origin()

    @property
    def name(self) -> str:
        """What languages call the member."""
        return self.bound_name or self.key

    def __post_init__(self) -> None:
        assert self.presence in PRESENCES, self.presence
        assert (self.presence == "defaulted") == (self.default is not None)


@dataclass(frozen=True)
class OneOf:
    """Keys of which exactly one, or at most one, may be there."""

    name: str
    alternatives: tuple[Member, ...]
    required: bool
    doc: str = ""
    origin: Origin = _origin()


Entry = Member | OneOf


@dataclass(frozen=True)
class Enumerator:
    """A text on the wire, and its name where a language gives it one."""

    text: str
    name: str
    origin: Origin = _origin()


@dataclass(frozen=True)
class Enumeration:
    """A choice of texts.

    Where `fallback` names an enumerator, a text that is none of the choices is
    read as the first of `matched` that it contains, else as the fallback.
    """

    name: str
    enumerators: tuple[Enumerator, ...]
    topic: str
    doc: str = ""
    fallback: str | None = None
    matched: tuple[str, ...] = ()
    origin: Origin = _origin()


@dataclass(frozen=True)
class Alias:
    """A second name for a type."""

    name: str
    type: ModelType
    topic: str
    doc: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True)
class Structure:
    """A map with known keys, an array with known places, or a group.

    `form` is "map", "array", or "group" for places that repeat in a flat list;
    a group that is `read_from_maps` is taken as a map of its own there too.
    """

    name: str
    entries: tuple[Entry, ...]
    topic: str
    form: str = "map"
    doc: str = ""
    content_ignored: bool = False
    read_from_maps: bool = False
    origin: Origin = _origin()

    def members(self) -> tuple[Member, ...]:
        """All members in order, those of one-ofs included."""
        found: list[Member] = []
        for entry in self.entries:
            found.extend(
                entry.alternatives if isinstance(entry, OneOf) else (entry,)
            )
        return tuple(found)


@dataclass(frozen=True)
class Component:
    """A kind of component: its state, and the messages of its lifecycle.

    `content` and `update` name structures; `update` is None for immutable
    kinds. `always_updated` are the keys that every update that is not empty
    carries.
    """

    name: str
    content: str
    update: str | None
    topic: str
    always_updated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """A message: its number within its direction, and what it holds.

    `role` is "create", "update" or "delete" for the lifecycle of `component`,
    else "plain", and then `structure` is the message itself.
    """

    name: str
    number: int
    role: str
    structure: str
    component: str | None
    topic: str
    doc: str = ""
    origin: Origin = _origin()
    # Where the table of the direction gives the message its number.
    number_origin: Origin = _origin()


@dataclass(frozen=True)
class Direction:
    """The messages that one side sends, such as "Server"."""

    name: str
    root: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Argument:
    """An argument of a method or signal; optional ones come last."""

    name: str
    type: ModelType
    optional: bool
    doc: str = ""
    origin: Origin = _origin()


CALLABLE_KINDS = ("method", "signal")


@dataclass(frozen=True)
class Callable:
    """A method or a signal; `result` is None where nothing comes back.

    Where `spread` is set, the elements of its only argument, a list of lists,
    are also taken as arguments of their own.
    """

    name: str
    kind: str
    wire_name: str
    arguments: tuple[Argument, ...]
    result: ModelType | None
    topic: str
    doc: str = ""
    result_doc: str = ""
    spread: bool = False
    origin: Origin = _origin()

    def __post_init__(self) -> None:
        assert self.kind in CALLABLE_KINDS, self.kind
        assert self.kind == "method" or self.result is None
        presences = [argument.optional for argument in self.arguments]
        assert presences == sorted(presences), self.name


@dataclass(frozen=True)
class Interface:
    """Methods, or signals, that a component offers together, by their names."""

    name: str
    kind: str
    callables: tuple[str, ...]
    doc: str = ""
    origin: Origin = _origin()


Definition = Enumeration | Alias | Structure


_Named = TypeVar("_Named", Structure, Callable, Component, Definition)


@dataclass(frozen=True)
class Imported:
    """The definitions of another specification that this one uses.

    `folder` is that of its code; `identifiers` the kinds of
    component that are named. `fingerprint` is that of the other specification,
    where it is known.
    """

    folder: str
    definitions: tuple[Definition, ...]
    identifiers: tuple[str, ...]
    fingerprint: str = field(default="", compare=False)


@dataclass(frozen=True)
class Model:
    """A whole specification."""

    enumerations: tuple[Enumeration, ...]
    aliases: tuple[Alias, ...]
    structures: tuple[Structure, ...]
    components: tuple[Component, ...]
    directions: tuple[Direction, ...]
    topics: tuple[str, ...]
    callables: tuple[Callable, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    imported: tuple[Imported, ...] = ()

    def structure(self, name: str) -> Structure:
        """The structure of this name, of this specification."""
        return self._structures[name]

    def definition(self, name: str) -> Definition:
        """The enumeration, alias or structure of this name, also imported."""
        return self._definitions[name]

    def resolve(self, node: ModelType) -> ModelType:
        """`node` with aliases replaced by what they stand for."""
        # Aliases can stand for aliases, many of them: each is followed once.
        passed: list[str] = []
        while isinstance(node, Named):
            known = self._resolved.get(node.name)
            if known is not None:
                node = known
                break
            found = self.definition(node.name)
            if not isinstance(found, Alias):
                break
            passed.append(node.name)
            node = found.type
        self._resolved.update(dict.fromkeys(passed, node))
        return node

    def callable(self, name: str) -> Callable:
        """The method or signal of this name."""
        return self._callables[name]

    def component(self, name: str) -> Component:
        """The component of this name."""
        return self._components[name]

    # The parts by their names, for models with very many of them.

    @cached_property
    def _structures(self) -> dict[str, Structure]:
        return _by_name(self.structures)

    @cached_property
    def _callables(self) -> dict[str, Callable]:
        return _by_name(self.callables)

    @cached_property
    def _components(self) -> dict[str, Component]:
        return _by_name(self.components)

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        return _by_name(
            (
                *self.enumerations,
                *self.aliases,
                *self.structures,
                *(item for one in self.imported for item in one.definitions),
            )
        )

    @cached_property
    def _resolved(self) -> dict[str, ModelType]:
        """What the aliases that have been resolved stand for."""
        return {}


def _by_name(items: Iterable[_Named]) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for item in items:
        found.setdefault(item.name, item)
    return found
