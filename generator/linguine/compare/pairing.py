"""Finds what of two models is the same by its identity on the wire.

A message is its number within its direction, a kind of component the number of
its create, a method or signal its name on the wire. Definitions have no
identity of their own: they are the same if they have the same name, or if one
took the place of the other and both names are in one model only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from linguine.model import model, types


@dataclass(frozen=True)
class MessagePair:
    """A message before and after; None where it is not there."""

    side: str
    old: model.Message | None
    new: model.Message | None


@dataclass
class Pairs:
    """The pairs of two models; definitions are added while they are found."""

    old: model.Model
    new: model.Model
    messages: list[MessagePair] = field(default_factory=list)
    callables: list[tuple[model.Callable | None, model.Callable | None]] = (
        field(default_factory=list)
    )
    # From old kinds of component to new ones.
    kinds: dict[str, str] = field(default_factory=dict)
    # Definitions that are to be compared, in the order in which they were met.
    waiting: list[tuple[str, str]] = field(default_factory=list)
    partners: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._old_names = {one.name: one for one in definitions_of(self.old)}
        self._new_names = {one.name: one for one in definitions_of(self.new)}
        self._taken: set[str] = set()

    def are_paired(self, old: str, new: str) -> bool:
        """Whether two definitions are compared by themselves; takes note."""
        if old in self.partners:
            return self.partners[old] == new
        if old not in self._old_names or new not in self._new_names:
            return False
        if new in self._taken or not (old == new or self._renamed(old, new)):
            return False
        self.partners[old] = new
        self._taken.add(new)
        self.waiting.append((old, new))
        return True

    def _renamed(self, old: str, new: str) -> bool:
        """Whether one definition took the place of another of its sort."""
        return (
            old not in self._new_names
            and new not in self._old_names
            and _sort(self.old, self._old_names[old])
            == _sort(self.new, self._new_names[new])
        )

    def same_kind(self, old: str, new: str) -> bool:
        """Whether two kinds of component are the same."""
        if old in self.kinds or new in self.kinds.values():
            return self.kinds.get(old) == new
        return old == new

    def names_of(self, old: str) -> str:
        """The new name of an old definition."""
        return self.partners.get(old, old)


def _sort(the_model: model.Model, item: model.Definition) -> object:
    """What a definition must share with one that takes its place."""
    if isinstance(item, model.Structure):
        return item.form
    if isinstance(item, model.Enumeration):
        return model.Enumeration
    target = the_model.resolve(item.type)
    return (type(target), getattr(target, "kind", None))


def definitions_of(the_model: model.Model) -> tuple[model.Definition, ...]:
    """All definitions, those of imported files too."""
    return (
        *the_model.enumerations,
        *the_model.aliases,
        *the_model.structures,
        *(item for one in the_model.imported for item in one.definitions),
    )


def pair_models(
    old: model.Model,
    new: model.Model,
    old_imports: Sequence[model.Model] = (),
    new_imports: Sequence[model.Model] = (),
) -> Pairs:
    """The pairs of messages, kinds of component, methods and signals."""
    pairs = Pairs(old, new)
    pairs.messages = _pair_messages(old, new)
    for one, other in zip(old_imports, new_imports, strict=False):
        pairs.kinds.update(_kinds(_pair_messages(one, other)))
    pairs.kinds.update(_kinds(pairs.messages))
    pairs.callables = _pair_callables(old.callables, new.callables)
    return pairs


def _kinds(messages: Iterable[MessagePair]) -> dict[str, str]:
    return {
        one.old.component: one.new.component
        for one in messages
        if one.old is not None
        and one.new is not None
        and one.old.role == one.new.role == "create"
        and one.old.component is not None
        and one.new.component is not None
    }


# ------------------------------------------------------------------- messages


def _pair_messages(old: model.Model, new: model.Model) -> list[MessagePair]:
    found: list[MessagePair] = []
    for one, other in pair_directions(old, new):
        direction = one or other
        assert direction is not None
        found += _pair_direction(
            direction.name.lower(),
            _Messages(old, one.messages if one else ()),
            _Messages(new, other.messages if other else ()),
        )
    return found


def pair_directions(
    old: model.Model, new: model.Model
) -> list[tuple[model.Direction | None, model.Direction | None]]:
    """Directions of the same name; then those that share names of messages."""
    before, after = list(old.directions), list(new.directions)
    found: list[tuple[model.Direction | None, model.Direction | None]] = []
    for is_same in (_have_one_name, _share_messages):
        for one in tuple(before):
            other = next((item for item in after if is_same(one, item)), None)
            if other is not None:
                found.append((one, other))
                before.remove(one)
                after.remove(other)
    found += [(one, None) for one in before]
    found += [(None, one) for one in after]
    return found


def _have_one_name(one: model.Direction, other: model.Direction) -> bool:
    return one.name == other.name


# The tables of the two sides; others are names for either.
_SIDES = {"Server", "Client"}


def _share_messages(one: model.Direction, other: model.Direction) -> bool:
    if {one.name, other.name} == _SIDES:
        return False  # What the other side sends is something else.
    names = {message.name for message in one.messages}
    return any(message.name in names for message in other.messages)


class _Messages:
    def __init__(
        self, the_model: model.Model, messages: Sequence[model.Message]
    ) -> None:
        self.left = list(messages)
        self._model = the_model

    def named(self, name: str) -> model.Message | None:
        return next((one for one in self.left if one.name == name), None)

    def numbered(self, number: int) -> model.Message | None:
        return next((one for one in self.left if one.number == number), None)

    def outline(self, message: model.Message) -> object:
        """What the content looks like, without names of kinds and rules."""
        if message.role == "delete":
            return "delete"
        structure = self._model.structure(message.structure)
        members = structure.members()
        return (
            message.role,
            structure.form,
            tuple((one.key, one.presence) for one in members),
            tuple(_type_outline(one.type) for one in members),
        )


def _type_outline(node: types.ModelType) -> object:
    return (
        "identifier"
        if isinstance(node, types.Identifier)
        else type(node).__name__
    )


def _pair_direction(
    side: str, old: _Messages, new: _Messages
) -> list[MessagePair]:
    found: list[MessagePair] = []

    def take(one: model.Message, other: model.Message) -> None:
        found.append(MessagePair(side, one, other))
        old.left.remove(one)
        new.left.remove(other)

    # The same number and name.
    for one in tuple(old.left):
        other = new.numbered(one.number)
        if other is not None and other.name == one.name:
            take(one, other)
    # The same name and content elsewhere: it was renumbered. But a content that
    # kept its number, and only its name moved, was renamed.
    for one in tuple(old.left):
        other = new.named(one.name)
        if other is None:
            continue
        rival = new.numbered(one.number)
        is_alike = old.outline(one) == new.outline(other)
        is_rival = rival is not None and old.outline(one) == new.outline(rival)
        if is_alike or not is_rival:
            take(one, other)
    # The same number.
    for one in tuple(old.left):
        other = new.numbered(one.number)
        if other is not None:
            take(one, other)
    found += [MessagePair(side, one, None) for one in old.left]
    found += [MessagePair(side, None, one) for one in new.left]
    return found


# ------------------------------------------------------------------- callables


def _pair_callables(
    old: Sequence[model.Callable], new: Sequence[model.Callable]
) -> list[tuple[model.Callable | None, model.Callable | None]]:
    before, after = list(old), list(new)
    found: list[tuple[model.Callable | None, model.Callable | None]] = []

    def take(one: model.Callable, other: model.Callable) -> None:
        found.append((one, other))
        before.remove(one)
        after.remove(other)

    for one in tuple(before):
        for other in after:
            same_name = (one.kind, one.wire_name) == (
                other.kind,
                other.wire_name,
            )
            # Rules may share a name on the wire.
            if same_name and (
                one.name == other.name
                or not any(
                    three.name == one.name and three.wire_name == one.wire_name
                    for three in after
                )
            ):
                take(one, other)
                break
    for one in tuple(before):
        for other in after:
            if (one.kind, one.name) == (other.kind, other.name):
                take(one, other)
                break
    found += [(one, None) for one in before]
    found += [(None, one) for one in after]
    return found
