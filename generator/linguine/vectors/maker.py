"""Makes values of a model's types: the smallest, and full ones.

No two numbers or texts of a value are the same, so that a reader that takes one
member for another is seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from linguine.model import model, types
from linguine.vectors.items import ARRAY, MAP, Item, index_path, key_path

# Which alternative is taken where there are several, by the label of the place.
Taken = dict[str, int]

# In full values, of each list that may have any length.
_FULL_LENGTH = 2
# A full value that has so many items gets only what is required from there on.
_MOST_OPTIONAL_ITEMS = 1000

_IDENTIFIER_KEY = "id"


class ValueMaker:
    """Makes one value; `labels` then has the places where it had to choose.

    Smallest values have what is required, and what has a default, since that is
    always written; full ones have everything. A model has no type that contains
    itself.
    """

    def __init__(
        self, the_model: model.Model, is_full: bool, taken: Taken
    ) -> None:
        self._model = the_model
        self._is_full = is_full
        self._taken = taken
        self._numbers = 0
        self._items = 0
        # The names of the alternatives of each label.
        self.labels: dict[str, tuple[str, ...]] = {}

    def message(self, message: model.Message, path: str) -> Item:
        """The content of a message."""
        entries: tuple[model.Entry, ...] = ()
        structure: model.Structure | None = None
        if message.role != "delete":
            structure = self._model.structure(message.structure)
            entries = structure.entries
        if message.role == "plain":
            assert structure is not None
            return self._record(structure, path)
        assert message.component is not None
        identifier = model.Member(
            _IDENTIFIER_KEY, types.Identifier(message.component), "required"
        )
        return self._map((identifier, *entries), path)

    def value(self, node: types.ModelType, path: str) -> Item:
        """A value of a type."""
        self._items += 1
        if isinstance(node, types.Scalar):
            return self._scalar(node.kind, path)
        if isinstance(node, types.Identifier):
            return _array(
                path,
                [self._scalar("uint32", index_path(path, i)) for i in (0, 1)],
            )
        if isinstance(node, types.Named):
            return self._named(node.name, path)
        if isinstance(node, types.Presence):
            return Item(path, 1.0, width=32)
        if isinstance(node, types.FixedList):
            return self._list(node.element, node.size, path)
        if isinstance(node, types.ListOf):
            return self._list(node.element, self._length(node.minimum), path)
        if isinstance(node, types.FlatList):
            return self._flat_list(node, path)
        if isinstance(node, types.TextMap):
            return self._text_map(node, path)
        names = tuple(str(number) for number in range(len(node.alternatives)))
        return self.value(
            node.alternatives[self._choose(repr(node), names)], path
        )

    def _scalar(self, kind: str, path: str) -> Item:
        if kind == "nil":
            return Item(path)
        if kind == "bool":
            return Item(path, True)
        self._numbers += 1
        number = self._numbers
        if kind in ("float32", "float64"):
            return Item(path, float(number), width=int(kind[-2:]))
        if kind == "int":
            return Item(path, -number)
        if kind == "text":
            return Item(path, f"ü{number}")
        return Item(
            path, bytes([number % 256, 0, 0xFF]) if kind == "bytes" else number
        )

    def _named(self, name: str, path: str) -> Item:
        found = self._model.definition(name)
        if isinstance(found, model.Alias):
            return self.value(self._model.resolve(found.type), path)
        if isinstance(found, model.Structure):
            return self._record(found, path)
        # Each place has the next of the texts.
        self._numbers += 1
        texts = [one.text for one in found.enumerators]
        return Item(path, texts[self._numbers % len(texts)])

    def _record(self, structure: model.Structure, path: str) -> Item:
        if structure.content_ignored:
            return Item(path, major=MAP)
        if structure.form == "map":
            return self._map(structure.entries, path)
        return _array(path, list(self._places(structure, path, 0)))

    def _map(self, entries: tuple[model.Entry, ...], path: str) -> Item:
        made = Item(path, major=MAP, is_record=True)
        for entry in entries:
            if isinstance(entry, model.OneOf):
                if entry.required or self._has_more():
                    names = tuple(member.key for member in entry.alternatives)
                    index = self._choose("/".join(names), names)
                    self._add(made, entry.alternatives[index])
            elif entry.presence == "required" or self._has_more():
                self._add(made, entry)
            elif entry.presence == "defaulted":
                self._add_default(made, entry)
            elif self._may_be_null(entry.type):
                made.absent.append(entry.key)
        return made

    def _may_be_null(self, node: types.ModelType) -> bool:
        """Whether null is no value of the type, and means absence."""
        node = self._model.resolve(node)
        if isinstance(node, types.Choice):
            return all(self._may_be_null(one) for one in node.alternatives)
        return not (
            isinstance(node, types.Presence)
            or node in (types.Scalar("any"), types.Scalar("nil"))
        )

    def _add(self, made: Item, member: model.Member) -> None:
        value = self.value(member.type, key_path(made.path, member.key))
        alias = member.aliases[0] if member.aliases else ""
        made.children += [Item(made.path, member.key, alias=alias), value]

    def _add_default(self, made: Item, member: model.Member) -> None:
        path = key_path(made.path, member.key)
        if member.default == ():
            value = self.value(member.type, path)  # of its members' defaults
        else:
            value = self._literal(member.default, member.type, path)
        made.children += [Item(made.path, member.key), value]

    def _literal(
        self, literal: model.Literal, node: types.ModelType, path: str
    ) -> Item:
        node = self._model.resolve(node)
        if isinstance(literal, tuple):
            element = node.element  # type: ignore[union-attr]
            return _array(
                path,
                [
                    self._literal(one, element, index_path(path, index))
                    for index, one in enumerate(literal)
                ],
            )
        if isinstance(node, types.Scalar) and node.kind in (
            "float32",
            "float64",
        ):
            assert isinstance(literal, (int, float))
            return Item(path, float(literal), width=int(node.kind[-2:]))
        return Item(path, literal)

    def _places(
        self, group: model.Structure, path: str, first: int
    ) -> Iterator[Item]:
        for index, member in enumerate(group.members(), start=first):
            yield self.value(member.type, index_path(path, index))

    def _list(self, element: types.ModelType, count: int, path: str) -> Item:
        return _array(
            path,
            [self.value(element, index_path(path, i)) for i in range(count)],
        )

    def _flat_list(self, node: types.FlatList, path: str) -> Item:
        group = self._model.definition(node.element.name)
        assert isinstance(group, model.Structure)
        made = _array(path, [])
        for _ in range(self._length(node.minimum)):
            made.children += self._places(group, path, len(made.children))
        return made

    def _text_map(self, node: types.TextMap, path: str) -> Item:
        made = Item(path, major=MAP)
        for key in ("a", "b")[: self._length(0)]:
            made.children += [
                Item(path, key),
                self.value(node.element, key_path(path, key)),
            ]
        return made

    def _length(self, minimum: int) -> int:
        return max(minimum, _FULL_LENGTH) if self._has_more() else minimum

    def _has_more(self) -> bool:
        """Whether what may be absent is there."""
        return self._is_full and self._items < _MOST_OPTIONAL_ITEMS

    def _choose(self, label: str, names: tuple[str, ...]) -> int:
        self.labels.setdefault(label, names)
        return self._taken.get(label, 0)


def _array(path: str, children: list[Item]) -> Item:
    return Item(path, major=ARRAY, children=children)
