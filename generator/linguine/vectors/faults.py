"""Bytes that a reader must refuse, with the exact error: code, path, offset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linguine.model import model, types
from linguine.vectors.items import ARRAY, Item, key_path

# Integers next to those of a type.
_TOO_LARGE = {
    "uint8": (-1, 2**8),
    "uint16": (-1, 2**16),
    "uint32": (-1, 2**32),
    "uint": (-1,),
    "int": (-(2**63) - 1, 2**63),
}
# The first byte of two, and then no second one.
_NO_UTF8 = b"a\xc3b".decode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Fault:
    """A fault; `at` is the item at the offset of the error."""

    name: str
    code: str
    path: str
    at: Item


class FaultMaker:
    """Changes an item in place, one fault after the other.

    While the consumer has a fault, the item has it; afterwards it is whole.
    """

    def __init__(self, the_model: model.Model) -> None:
        self._model = the_model

    def faults(
        self,
        parent: Item,
        index: int,
        entries: tuple[model.Entry, ...] | None,
        node: types.ModelType | None,
    ) -> Iterator[Fault]:
        """Those of a child of `parent`: a map of `entries` or a `node`."""
        item = parent.children[index]
        if entries is not None:
            yield from self._replaced(
                parent, index, Item(item.path, "x"), "wrong-type"
            )
            yield from self._of_map(item, entries)
            return
        assert node is not None
        yield from self._of_value(parent, index, self._model.resolve(node))

    def _of_value(
        self, parent: Item, index: int, node: types.ModelType
    ) -> Iterator[Fault]:
        item = parent.children[index]
        wrong = Item(item.path, 1 if _is_text(node) else "x")
        if isinstance(node, types.Scalar):
            if node.kind in ("any", "nil"):
                return
            if node.kind not in ("text", "bytes", "bool"):
                wrong = Item(item.path, True)  # some numbers may come as texts
            yield from self._replaced(parent, index, wrong, "wrong-type")
            for value in _TOO_LARGE.get(node.kind, ()):
                strange = Item(item.path, value)
                yield from self._replaced(
                    parent, index, strange, "out-of-range", f"{value}"
                )
            if node.kind == "text":
                strange = Item(item.path, _NO_UTF8)
                yield from self._replaced(
                    parent, index, strange, "invalid-text"
                )
        elif isinstance(node, types.Named):
            yield from self._of_named(parent, index, node.name)
        elif isinstance(node, (types.Identifier, types.FixedList)):
            yield from self._replaced(parent, index, wrong, "wrong-type")
            yield from _shortened(item)
        elif isinstance(node, (types.ListOf, types.FlatList, types.TextMap)):
            yield from self._replaced(parent, index, wrong, "wrong-type")
        if isinstance(node, (types.ListOf, types.FixedList)) and item.children:
            yield from self._of_value(
                item, 0, self._model.resolve(node.element)
            )

    def _of_named(self, parent: Item, index: int, name: str) -> Iterator[Fault]:
        item = parent.children[index]
        found = self._model.definition(name)
        if isinstance(found, model.Enumeration):
            yield from self._replaced(
                parent, index, Item(item.path, 1), "wrong-type"
            )
            if found.fallback is None:
                strange = Item(item.path, "no such text")
                yield from self._replaced(
                    parent, index, strange, "unknown-value"
                )
        elif isinstance(found, model.Structure) and not found.content_ignored:
            yield from self._replaced(
                parent, index, Item(item.path, "x"), "wrong-type"
            )
            if found.form == "map":
                yield from self._of_map(item, found.entries)
            else:
                yield from _shortened(item)

    def _replaced(
        self,
        parent: Item,
        index: int,
        made: Item,
        code: str,
        what: str = "",
    ) -> Iterator[Fault]:
        original = parent.children[index]
        parent.children[index] = made
        name = f"{code} at {original.path}" + (f": {what}" if what else "")
        yield Fault(name, code, original.path, made)
        parent.children[index] = original

    def _of_map(
        self, item: Item, entries: tuple[model.Entry, ...]
    ) -> Iterator[Fault]:
        for entry in entries:
            members = (
                entry.alternatives
                if isinstance(entry, model.OneOf)
                else (entry,)
            )
            for member in members:
                place = _place_of(item, member.key)
                if place is not None:
                    yield from self._of_pair(item, place, entry, member)

    def _of_pair(
        self, item: Item, place: int, entry: model.Entry, member: model.Member
    ) -> Iterator[Fault]:
        whole = item.children
        is_one_of = isinstance(entry, model.OneOf)
        required = (
            entry.required
            if isinstance(entry, model.OneOf)
            else (member.presence == "required")
        )
        if required:
            item.children = whole[:place] + whole[place + 2 :]
            code = "missing-alternative" if is_one_of else "missing-key"
            yield Fault(
                f"{item.path} without {member.key}", code, item.path, item
            )
        again = Item(item.path, member.key)
        item.children = [*whole, again, whole[place + 1]]
        yield Fault(
            f"{item.path} with {member.key} twice",
            "duplicate-key",
            item.path,
            again,
        )
        if isinstance(entry, model.OneOf):
            for other in entry.alternatives:
                if other.key == member.key:
                    continue
                key = Item(item.path, other.key)
                item.children = [
                    *whole,
                    key,
                    Item(key_path(item.path, other.key), 1),
                ]
                name = f"{item.path} with {member.key} and {other.key}"
                yield Fault(name, "conflicting-keys", item.path, key)
        item.children = whole
        yield from self._of_value(
            item, place + 1, self._model.resolve(member.type)
        )


def _place_of(item: Item, key: str) -> int | None:
    """The place of a key among the children; None: it is not there."""
    for place in range(0, len(item.children), 2):
        if item.children[place].data == key:
            return place
    return None


def _shortened(item: Item) -> Iterator[Fault]:
    whole = item.children
    assert item.major == ARRAY
    item.children = whole[:-1]
    yield Fault(f"wrong-length at {item.path}", "wrong-length", item.path, item)
    item.children = whole


def _is_text(node: types.ModelType) -> bool:
    return isinstance(node, types.Scalar) and node.kind == "text"
