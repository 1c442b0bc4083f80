"""Makes values of the protocol's messages: minimal, full, random."""

from __future__ import annotations

import random
from collections.abc import Iterator

import protocol_model
from protocol_model import Node
from scalars import ScalarSource
from values import (
    Chosen,
    Dictionary,
    Elements,
    Enumerated,
    Identifier,
    Marker,
    Opaque,
    Record,
    Scalar,
    Value,
)

# The selected alternative of each one-of or choice, by the label of its keys or
# types.
Alternatives = dict[str, int]


class ValueMaker:
    """Makes valid values.

    `odds` is the probability that an optional member is present: 0 makes
    minimal values with the shortest lists, 1 full values with two elements in
    each list. `taken` selects alternatives; the others are random.
    """

    def __init__(
        self,
        scalars: ScalarSource,
        source: random.Random,
        odds: float,
        taken: Alternatives | None = None,
    ) -> None:
        self._scalars = scalars
        self._random = source
        self._odds = odds
        self._taken = taken or {}

    def message(self, name: str) -> Value:
        """A value of the message of this name."""
        return self._structure(protocol_model.structure_of_message(name))

    def value(self, node: Node) -> Value:
        """A value of a type."""
        resolved = protocol_model.resolve(node)
        kind = resolved["node"]
        if kind == "Scalar":
            return self._scalar(resolved["kind"])
        if kind == "Identifier":
            slot, gen = (self._scalars.of_kind("uint32") for _ in range(2))
            return Identifier(slot, gen)
        if kind == "Named":
            return self._named(resolved["name"])
        if kind == "Presence":
            return Marker()
        if kind == "FixedList":
            return self._elements(resolved, resolved["size"])
        if kind == "ListOf":
            return self._elements(resolved, self._length(resolved["minimum"]))
        if kind == "FlatList":
            return self._flat_list(resolved)
        if kind == "TextMap":
            return self._dictionary(resolved)
        assert kind == "Choice", kind
        index = self._index(
            choice_label(resolved), len(resolved["alternatives"])
        )
        return Chosen(resolved, self.value(resolved["alternatives"][index]))

    def _scalar(self, kind: str) -> Value:
        value = self._scalars.of_kind(kind)
        return Opaque(value) if kind == "any" else Scalar(kind, value)

    def _named(self, name: str) -> Value:
        part, found = protocol_model.definition(name)
        if part == "enumerations":
            index = self._scalars.index(len(found["enumerators"]))
            return Enumerated(found, found["enumerators"][index]["text"])
        return self._structure(found)

    def _structure(self, structure: Node) -> Value:
        if structure["form"] == "map":
            return self._record(structure)
        places = [self.value(member["type"]) for member in structure["entries"]]
        return Elements(structure, places)

    def _flat_list(self, node: Node) -> Elements:
        """The members of all groups; a group may be a map instead."""
        group = protocol_model.definition(node["element"]["name"])[1]
        flat = Elements(node, [])
        for _ in range(self._length(node["minimum"])):
            first, *others = [
                self.value(one["type"]) for one in group["entries"]
            ]
            either = [group["entries"][0]["type"], node["element"]]
            flat.values += [Chosen({"alternatives": either}, first), *others]
        return flat

    def _elements(self, node: Node, count: int) -> Elements:
        return Elements(
            node, [self.value(node["element"]) for _ in range(count)]
        )

    def _dictionary(self, node: Node) -> Dictionary:
        keys = [self._scalars.of_kind("text") for _ in range(self._length(0))]
        distinct = [*dict.fromkeys([*keys, "b", "a"][: len(keys) + 1])]
        return Dictionary(
            [(key, self.value(node["element"])) for key in distinct]
        )

    def _record(self, structure: Node) -> Record:
        record = Record(structure)
        for entry in structure["entries"]:
            if protocol_model.is_one_of(entry):
                if not entry["required"] and not self._is_there():
                    continue
                label = one_of_label(entry)
                index = self._index(label, len(entry["alternatives"]))
                self._add(record, entry["alternatives"][index])
            elif entry["presence"] == "required" or self._is_there():
                self._add(record, entry)
        return record

    def _add(self, record: Record, member: Node) -> None:
        value = self.value(member["type"])
        if isinstance(value, Scalar):
            value.number_as_text = member["number_as_text"]
        elif isinstance(value, Elements):
            value.may_be_longer = member.get("longer_array", False)
        record.members[member["key"]] = value

    def _is_there(self) -> bool:
        return self._random.random() < self._odds

    def _length(self, minimum: int) -> int:
        if self._odds == 0:
            return minimum
        if self._odds == 1:
            return max(minimum, 2)
        return minimum + self._random.choice((0, 0, 1, 2, 3, 30))

    def _index(self, label: str, count: int) -> int:
        if label in self._taken:
            return self._taken[label]
        return self._random.randrange(count)


def one_of_label(entry: Node) -> str:
    """The label of a one-of in `Alternatives`: its keys."""
    return "/".join(member["key"] for member in entry["alternatives"])


def choice_label(node: Node) -> str:
    """The label of a choice of types in `Alternatives`: the types."""
    return "/".join(str(item) for item in node["alternatives"])


def alternatives_of(name: str) -> Iterator[Alternatives]:
    """Each alternative of each one-of and choice that a message contains.

    Alternatives that are not named are random. A choice inside an alternative
    comes together with that alternative.
    """
    structure = protocol_model.structure_of_message(name)
    found = list(_in_structure(structure, {}))
    yield from found or [{}]


def _in_structure(
    structure: Node, taken: Alternatives
) -> Iterator[Alternatives]:
    for entry in structure["entries"]:
        if not protocol_model.is_one_of(entry):
            yield from _in_type(entry["type"], taken)
            continue
        for index, member in enumerate(entry["alternatives"]):
            here = {**taken, one_of_label(entry): index}
            inner = list(_in_type(member["type"], here))
            yield from inner or [here]


def _in_type(node: Node, taken: Alternatives) -> Iterator[Alternatives]:
    resolved = protocol_model.resolve(node)
    if resolved["node"] == "Named":
        part, found = protocol_model.definition(resolved["name"])
        if part == "structures":
            yield from _in_structure(found, taken)
    elif resolved["node"] in ("FixedList", "ListOf", "FlatList", "TextMap"):
        yield from _in_type(resolved["element"], taken)
    elif resolved["node"] == "Choice":
        for index, item in enumerate(resolved["alternatives"]):
            here = {**taken, choice_label(resolved): index}
            inner = list(_in_type(item, here))
            yield from inner or [here]
