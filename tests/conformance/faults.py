"""Single faults: one item of a valid message is replaced, added or removed.

Each mutation has the expected result of C++: the code, the path and, by the
item that the error is about, the offset; or acceptance. It also names the
difference of `differences.py` if C++ and the letter of the specification
disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import protocol_model
import wire_items
from replacements import Outcome, outcome_of, replacements
from values import Chosen, Dictionary, Elements, Identifier, Record, Value
from wire_forms import StrictForm
from wire_items import ARRAY, MAP, TEXT, Item, key_path


@dataclass
class Mutation:
    """A frame with one fault; `at` is the item that the error is about."""

    name: str
    outcome: Outcome
    at: Item

    def identity(self) -> tuple[str, Outcome]:
        """The same for the same mutation of another value of the message."""
        return self.name, self.outcome


def mutations(frame: Item, form: StrictForm) -> Iterator[Mutation]:
    """Changes the frame in place, one fault after the other.

    The frame is mutated while the consumer holds a mutation, and restored
    afterwards.
    """
    content = frame.children[1]
    yield from _replaced(frame, 1, form)
    yield from _inside(content, form)


def _inside(item: Item, form: StrictForm) -> Iterator[Mutation]:
    if (
        isinstance(item.value, Record)
        and item.value.structure["content_ignored"]
    ):
        return
    value = item.value.value if isinstance(item.value, Chosen) else item.value
    if isinstance(value, Record):
        yield from _record_faults(item, value, form)
    elif isinstance(value, Dictionary):
        yield from _dictionary_faults(item, form)
    elif isinstance(value, (Elements, Identifier)):
        yield from _length_faults(item, value)
    yield from _head_faults(item)
    is_map = isinstance(value, (Record, Dictionary))
    for index, child in _distinct(item, value):
        if child.value is not None and not (is_map and index % 2 == 0):
            yield from _replaced(item, index, form)
            yield from _inside(child, form)


def _distinct(item: Item, value: Value) -> list[tuple[int, Item]]:
    """The children and their indices; of equal elements only the first and
    last.
    """
    children = list(enumerate(item.children))
    if isinstance(value, Elements) and len(children) > 2:
        return [children[0], children[-1]]
    return children


def _replaced(parent: Item, index: int, form: StrictForm) -> Iterator[Mutation]:
    original = parent.children[index]
    for name, made in replacements(original.path, form):
        ends_parent = parent.indefinite and index % parent.weight() == 0
        if name == "break" and ends_parent:
            continue
        outcome = outcome_of(original.value, name, original.nullable)
        at = made
        if name in ("null", "undefined") and original.is_only_alternative:
            outcome, at = Outcome("missing-alternative"), parent
        if outcome is not None:
            parent.children[index] = made
            yield Mutation(f"{original.path} becomes {name}", outcome, at)
    parent.children[index] = original


def _head_faults(item: Item) -> Iterator[Mutation]:
    if (
        item.raw is not None
        or item.indefinite
        or item.major not in (ARRAY, MAP)
    ):
        return
    for count in (2**31, 2**32 - 1, 2**32, 2**62, 2**63, 2**64 - 1):
        item.claimed = count
        yield Mutation(
            f"{item.path} claims {count}", Outcome("truncated"), item
        )
    item.claimed = None


def _length_faults(
    item: Item, value: Elements | Identifier
) -> Iterator[Mutation]:
    whole = item.children
    if isinstance(value, Elements) and value.type.get("node") == "FlatList":
        yield from _broken_groups(item)
        return
    # Only a ListOf of the model has a minimum.
    minimum = value.type.get("minimum") if isinstance(value, Elements) else None
    is_fixed = minimum is None
    for count in {0, 1, len(whole) - 1} if whole else ():
        if count == len(whole) or (minimum is not None and count >= minimum):
            continue
        item.children = whole[:count]
        yield Mutation(
            f"{item.path} with {count}", Outcome("wrong-length"), item
        )
    may_be_longer = isinstance(value, Elements) and value.may_be_longer
    if is_fixed and not may_be_longer:
        item.children = [*whole, whole[-1]]
        yield Mutation(
            f"{item.path} and one more", Outcome("wrong-length"), item
        )
    item.children = whole


def _broken_groups(item: Item) -> Iterator[Mutation]:
    """A flat list that ends inside a group of two."""
    whole = item.children
    for children in (whole[:1], whole[:-1], [*whole, whole[-1]]):
        if len(children) % 2:
            item.children = children
            name = f"{item.path} flat with {len(children)}"
            yield Mutation(name, Outcome("wrong-length"), item)
    item.children = whole


def _record_faults(
    item: Item, record: Record, form: StrictForm
) -> Iterator[Mutation]:
    whole = item.children
    pairs = list(zip(whole[::2], whole[1::2], strict=True))
    keys = list(record.members)
    for position, key in enumerate(keys):
        code = _code_without(record, key)
        item.children = whole[: 2 * position] + whole[2 * position + 2 :]
        yield Mutation(f"{item.path} without {key}", Outcome(code), item)
        again = form.key(key, item.path)
        item.children = [*whole, again, pairs[position][1]]
        yield Mutation(
            f"{item.path} {key} twice",
            Outcome("duplicate-key", item.path),
            again,
        )
        if pairs[position][1].nullable:
            # Also if the first of the two is null, which means absent.
            first = [form.key(key, item.path), Item("", b"\xf6")]
            rest = whole[: 2 * position] + whole[2 * position + 2 :]
            item.children = [*first, *rest, again, pairs[position][1]]
            outcome = Outcome("duplicate-key", item.path)
            yield Mutation(f"{item.path} {key} null and again", outcome, again)
    item.children = whole
    yield from _conflicts(item, record, form)
    yield from _strange_keys(item, form, is_record=True)
    item.children = whole


def _code_without(record: Record, key: str) -> str | None:
    """The error code of C++ for a missing key."""
    for entry in record.structure["entries"]:
        if protocol_model.is_one_of(entry):
            if key in [member["key"] for member in entry["alternatives"]]:
                return "missing-alternative" if entry["required"] else None
        elif entry["key"] == key:
            return "missing-key" if entry["presence"] == "required" else None
    raise KeyError(key)


def _conflicts(
    item: Item, record: Record, form: StrictForm
) -> Iterator[Mutation]:
    """Two alternatives of a one-of, two spellings of one key."""
    whole = item.children
    for entry in record.structure["entries"]:
        if protocol_model.is_one_of(entry):
            names = [member["key"] for member in entry["alternatives"]]
        else:
            names = [entry["key"], *entry["aliases"]]
        present = [name for name in names if name in record.members]
        for name in names:
            if not present or name in present:
                continue
            second = form.key(name, item.path)
            other = form.opaque(1, key_path(item.path, name))
            item.children = [*whole, second, other]
            outcome = Outcome("conflicting-keys", item.path)
            yield Mutation(
                f"{item.path} {present[0]} and {name}", outcome, second
            )
    item.children = whole


def _dictionary_faults(item: Item, form: StrictForm) -> Iterator[Mutation]:
    whole = item.children
    if whole:
        again = Item(item.path, wire_items.encode(whole[0]))
        item.children = [*whole, again, whole[1]]
        outcome = Outcome("duplicate-key", item.path)
        yield Mutation(f"{item.path} key twice", outcome, again)
    item.children = whole
    yield from _strange_keys(item, form, is_record=False)
    item.children = whole


def _strange_keys(
    item: Item, form: StrictForm, is_record: bool
) -> Iterator[Mutation]:
    """One more pair, with an unknown key or an unexpected value."""
    whole = item.children
    ignored = Outcome(None, difference="unknown key")
    wrong = Outcome("wrong-type", item.path)
    invalid = Outcome("invalid-text", item.path)
    malformed = Outcome("malformed", item.path)
    keys: list[tuple[str, bytes, Outcome]] = [
        ("integer key", b"\x05", ignored if is_record else wrong),
        ("array key", b"\x81\x05", ignored if is_record else wrong),
        ("null key", b"\xf6", ignored if is_record else wrong),
        ("key of invalid UTF-8", b"\x63id\xff", invalid),
        ("malformed key", b"\x7c", malformed),
    ]
    if is_record:
        keys.append(("unknown key", b"\x67unknown", ignored))
    for name, raw, outcome in keys:
        key = Item(item.path, raw)
        item.children = [*whole, key, Item("", b"\x01")]
        yield Mutation(f"{item.path} with {name}", outcome, key)
    broken = Item("", b"\x1e")
    item.children = [*whole, form.string(TEXT, b"unknown", ""), broken]
    path = item.path if is_record else key_path(item.path, "unknown")
    yield Mutation(
        f"{item.path} with a malformed value",
        Outcome("malformed", path),
        broken,
    )
    item.children = whole
