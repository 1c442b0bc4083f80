"""The loose form: all encodings that readers accept for the same value, at
random.
"""

from __future__ import annotations

import math
import random
from typing import Any

import cbor2

import protocol_model
import wire_items
from values import (
    Dictionary,
    Double,
    Elements,
    Enumerated,
    Opaque,
    Pairs,
    Record,
    Scalar,
    Single,
    Value,
)
from wire_forms import StrictForm, shuffled_pairs, split
from wire_items import ARRAY, BYTES, MAP, TEXT, Item

_SELF_DESCRIBED = bytes.fromhex("d9d9f7")
_URI = bytes.fromhex("d820")
_WIDTHS = (0, 0, 1, 2, 4, 8)

# Values under keys that the specification does not have.
_JUNK: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        "junk",
        b"junk",
        [],
        Pairs([]),
        Single(1.0),
        Double(0.5),
    ),
    [1, [2, ["x" * 300]]],
    Pairs([("id", [7, 7]), (1, 2), ([], None)]),
    cbor2.CBORTag(1000, cbor2.undefined),
)


class LooseForm(StrictForm):
    """Makes each choice at random; `odds`: the probability of a rare one."""

    def __init__(self, source: random.Random, odds: float = 0.3) -> None:
        self._random = source
        self._odds = odds
        self._strict = StrictForm()

    def _chance(self) -> bool:
        return self._random.random() < self._odds

    def _width(self) -> int:
        return self._random.choice(_WIDTHS) if self._chance() else 0

    def finished(self, item: Item) -> Item:
        if item.raw is None and item.major in (ARRAY, MAP):
            item.indefinite = self._chance()
            item.width = self._width()
        if self._chance():
            item.prefix = (
                _SELF_DESCRIBED * self._random.randrange(1, 3) + item.prefix
            )
        return item

    def scalar(self, value: Scalar, path: str) -> Item:
        if value.kind in ("float32", "float64"):
            return Item(path, self._any_number(value.value, value.kind))
        if value.kind in ("uint", "uint32", "int"):
            return self._counted(value, path)
        return super().scalar(value, path)

    def _counted(self, value: Scalar, path: str) -> Item:
        number = value.value
        if value.number_as_text and self._chance():
            return self.string(TEXT, str(number).encode(), path)
        if self._chance() and abs(number) < 2**64:
            for information in self._random.sample((25, 26, 27), 3):
                as_float = float(number)
                if as_float == number and wire_items.is_exact(
                    as_float, information
                ):
                    return Item(
                        path, wire_items.floating(as_float, information)
                    )
        return Item(path, self.integer(number))

    def _any_number(self, number: float, kind: str) -> bytes:
        if (
            self._chance()
            and number.is_integer()
            and abs(number) < 2**64
            and (math.copysign(1, number) > 0 or number != 0)
        ):
            return self.integer(int(number))
        information = self._random.choice((25, 26, 27))
        if not self._chance() or not wire_items.is_exact(number, information):
            information = 26 if kind == "float32" else 27
        return wire_items.floating(number, information)

    def integer(self, number: int) -> bytes:
        return wire_items.integer(number, self._width())

    def string(self, major: int, content: bytes, path: str) -> Item:
        prefix = _URI if major == TEXT and self._chance() else b""
        if not self._chance():
            raw = wire_items.string(major, content, self._width())
            return Item(path, raw, prefix=prefix)
        pieces = [
            Item(path, wire_items.string(major, piece, self._width()))
            for piece in split(major, content)
        ]
        return Item(
            path, major=major, children=pieces, indefinite=True, prefix=prefix
        )

    def enumerated(self, value: Enumerated, path: str) -> Item:
        text = value.text
        if value.enumeration["fallback"] and self._chance():
            text = self._other_text(value)
        return self.string(TEXT, text.encode(), path)

    def _other_text(self, value: Enumerated) -> str:
        if value.text in value.enumeration["matched"]:
            before, after = self._random.choice(
                (("", "_INFO"), ("MY_", ""), ("a", "b"))
            )
            return before + value.text + after
        assert value.text == value.enumeration["fallback"]
        return self._random.choice(("", "UNKNOWN", "geometry", "\u00e9"))

    def elements(self, value: Elements, path: str) -> Item:
        if value.type.get("node") != "FlatList":
            return super().elements(value, path)
        group = protocol_model.definition(value.type["element"]["name"])[1]
        keys = [member["key"] for member in group["entries"]]
        mixed: list[Value] = []
        for start in range(0, len(value.values), len(keys)):
            places = value.values[start : start + len(keys)]
            is_map = group["read_from_maps"] and self._chance()
            one = Record(group, dict(zip(keys, places, strict=True)))
            mixed += [one] if is_map else places
        return self._array(mixed, path)

    def marker(self, path: str) -> Item:
        return self._strict.opaque(self._random.choice(_JUNK), path)

    def dictionary(self, value: Dictionary, path: str) -> Item:
        item = super().dictionary(value, path)
        item.children = shuffled_pairs(item.children, self._random)
        return item

    def record(self, value: Record, path: str) -> Item:
        structure = value.structure
        if structure["content_ignored"] and self._chance():
            return self._strict.opaque(self._random.choice(_JUNK), path)
        children: list[Item] = []
        for member in protocol_model.members(structure):
            if member["key"] in value.members:
                key = self._spelling(member)
                content = self.member(
                    value, key, value.members[member["key"]], path
                )
                children += [self.key(key, path), content]
            elif self._chance() and not _is_required(structure, member):
                nothing = self._random.choice((None, cbor2.undefined))
                children += [self.key(self._spelling(member), path)]
                children += [self.item(Opaque(nothing), path)]
        children += self._unknown_pairs(path)
        if self._chance():
            children = shuffled_pairs(children, self._random)
        return Item(path, major=MAP, children=children)

    def _spelling(self, member: dict[str, Any]) -> str:
        if not self._chance():
            return str(member["key"])
        return str(self._random.choice([member["key"], *member["aliases"]]))

    def _unknown_pairs(self, path: str) -> list[Item]:
        found: list[Item] = []
        while self._chance():
            key = self._random.choice(
                (*_JUNK, "Id", "id ", "unknown", "x" * 100)
            )
            value = self._random.choice(_JUNK)
            found += [
                self.item(Opaque(key), path),
                self.item(Opaque(value), path),
            ]
        return found

    def opaque(self, value: Any, path: str) -> Item:
        if (
            isinstance(value, Single)
            and self._chance()
            and wire_items.is_exact(value.number, 25)
        ):
            return Item(path, wire_items.floating(value.number, 25))
        if isinstance(value, bytes):
            return self.string(BYTES, value, path)
        return super().opaque(value, path)


def _is_required(structure: dict[str, Any], member: dict[str, Any]) -> bool:
    """Whether null is not accepted for an absent member."""
    for entry in structure["entries"]:
        if entry is member:
            return bool(entry["presence"] == "required")
    return bool(member["type"]["node"] == "Presence")
