"""Encodings of a value: strict, with indefinite lengths, and loose.

The strict form is that of careful peers. The loose form mixes at random all
encodings that readers must accept for the same value.
"""

from __future__ import annotations

import random
from typing import Any

import cbor2

import wire_items
from canonical import MARK
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
from wire_items import ARRAY, BYTES, MAP, TAG, TEXT, Item, index_path, key_path


class StrictForm:
    """Shortest heads, definite lengths, keys in order, floats as specified."""

    def frame(self, number: int, content: Value) -> Item:
        """A frame of one message; the content is its second child."""
        first = self.item(Scalar("uint", number), "[0]")
        second = self.item(content, "[1]")
        return self.finished(Item("", major=ARRAY, children=[first, second]))

    def item(self, value: Value, path: str) -> Item:
        """The item of a value."""
        made = self._made(value, path)
        made.value = value
        return self.finished(made)

    def finished(self, item: Item) -> Item:
        """A hook for derived forms, called with each finished item."""
        return item

    def _made(self, value: Value, path: str) -> Item:
        if isinstance(value, Scalar):
            return self.scalar(value, path)
        if isinstance(value, Enumerated):
            return self.enumerated(value, path)
        if isinstance(value, Identifier):
            parts = [Scalar("uint32", value.slot), Scalar("uint32", value.gen)]
            return self._array(parts, path)
        if isinstance(value, Marker):
            return self.marker(path)
        if isinstance(value, Opaque):
            return self.opaque(value.value, path)
        if isinstance(value, Elements):
            return self.elements(value, path)
        if isinstance(value, Chosen):
            return self._made(value.value, path)
        if isinstance(value, Dictionary):
            return self.dictionary(value, path)
        return self.record(value, path)

    def _array(self, values: Any, path: str) -> Item:
        children = [
            self.item(element, index_path(path, index))
            for index, element in enumerate(values)
        ]
        return Item(path, major=ARRAY, children=children)

    # ------------------------------------------------ overridden by other forms

    def elements(self, value: Elements, path: str) -> Item:
        """An array of the schema."""
        return self._array(value.values, path)

    def scalar(self, value: Scalar, path: str) -> Item:
        """A text, bytes, bool or number of the schema."""
        kind = value.kind
        if kind == "text":
            return self.string(TEXT, value.value.encode(), path)
        if kind == "bytes":
            return self.string(BYTES, value.value, path)
        if kind == "bool":
            return Item(path, b"\xf5" if value.value else b"\xf4")
        if kind in ("float32", "float64"):
            information = 26 if kind == "float32" else 27
            return Item(path, wire_items.floating(value.value, information))
        return Item(path, wire_items.integer(value.value))

    def string(self, major: int, content: bytes, path: str) -> Item:
        """A text or byte string."""
        return Item(path, wire_items.string(major, content))

    def enumerated(self, value: Enumerated, path: str) -> Item:
        """A text of an enumeration."""
        return self.string(TEXT, value.text.encode(), path)

    def marker(self, path: str) -> Item:
        """A value without content."""
        return Item(path, wire_items.floating(MARK.number, 26))

    def dictionary(self, value: Dictionary, path: str) -> Item:
        """A map from text."""
        children = []
        for key, element in value.pairs:
            children += [
                self.key(key, path),
                self.item(element, key_path(path, key)),
            ]
        return Item(path, major=MAP, children=children)

    def record(self, value: Record, path: str) -> Item:
        """A structure."""
        children = []
        for key, member in value.members.items():
            children += [
                self.key(key, path),
                self.member(value, key, member, path),
            ]
        return Item(path, major=MAP, children=children)

    def key(self, key: str, path: str) -> Item:
        """A key of the map at `path`."""
        return self.finished(self.string(TEXT, key.encode(), path))

    def member(self, record: Record, key: str, value: Value, path: str) -> Item:
        """The value of a record's key, which may be an alias."""
        found = self.item(value, key_path(path, key))
        found.nullable = is_nullable(record, key)
        found.is_only_alternative = is_of_required_one_of(record, key)
        return found

    def opaque(self, value: Any, path: str) -> Item:
        """A value of type any; kinds and float widths are part of it."""
        if isinstance(value, str):
            return self.string(TEXT, value.encode(), path)
        if isinstance(value, bytes):
            return self.string(BYTES, value, path)
        if isinstance(value, list):
            return self._array([Opaque(element) for element in value], path)
        if isinstance(value, Pairs):
            return self._pairs(value, path)
        if isinstance(value, cbor2.CBORTag):
            content = self.item(Opaque(value.value), path)
            return Item(
                path, wire_items.head(TAG, value.tag), children=[content]
            )
        if isinstance(value, Single):
            return Item(path, wire_items.floating(value.number, 26))
        if isinstance(value, Double):
            return Item(path, wire_items.floating(value.number, 27))
        if isinstance(value, int) and not isinstance(value, bool):
            return Item(path, self.integer(value))
        return Item(path, cbor2.dumps(value))

    def integer(self, number: int) -> bytes:
        """An integer that is not encoded as a float."""
        return wire_items.integer(number)

    def _pairs(self, value: Pairs, path: str) -> Item:
        children = []
        for key, element in value.items:
            inner = key_path(path, key if isinstance(key, str) else str(key))
            children += [
                self.item(Opaque(key), path),
                self.item(Opaque(element), inner),
            ]
        return Item(path, major=MAP, children=children)


class IndefiniteForm(StrictForm):
    """Containers without lengths, texts and byte strings in pieces."""

    def finished(self, item: Item) -> Item:
        item.indefinite = item.raw is None
        return item

    def string(self, major: int, content: bytes, path: str) -> Item:
        pieces = [
            Item(path, wire_items.string(major, p))
            for p in split(major, content)
        ]
        return Item(path, major=major, children=pieces, indefinite=True)


def split(major: int, content: bytes) -> list[bytes]:
    """A string in up to three pieces, the last empty; characters stay whole."""
    middle = len(content) // 2
    if major == TEXT:
        middle = len(content.decode()[: len(content.decode()) // 2].encode())
    return [content[:middle], content[middle:], b""] if content else []


def is_nullable(record: Record, key: str) -> bool:
    """Whether null under this key means that the key is absent."""
    for entry in record.structure["entries"]:
        if entry["node"] == "OneOf":
            for member in entry["alternatives"]:
                if member["key"] == key:
                    return bool(member["type"]["node"] != "Presence")
        elif key in (entry["key"], *entry["aliases"]):
            return bool(entry["presence"] != "required")
    raise KeyError(key)


def is_of_required_one_of(record: Record, key: str) -> bool:
    """Whether this key is an alternative of a required one-of."""
    return any(
        entry["node"] == "OneOf"
        and entry["required"]
        and key in [member["key"] for member in entry["alternatives"]]
        for entry in record.structure["entries"]
    )


def shuffled_pairs(children: list[Item], source: random.Random) -> list[Item]:
    """The keys and values of a map in another order."""
    pairs = list(zip(children[::2], children[1::2], strict=True))
    source.shuffle(pairs)
    return [item for pair in pairs for item in pair]
