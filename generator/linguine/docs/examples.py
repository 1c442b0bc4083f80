"""Examples: values of the model in CBOR diagnostic notation, as JSON, and as
bytes with explanations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from linguine.docs.blocks import Listing
from linguine.model import model
from linguine.vectors.items import (
    ARRAY,
    MAP,
    Item,
    head,
    index_path,
    plain,
    write,
)
from linguine.vectors.maker import ValueMaker

_INDENTATION = 2
_LINE_LENGTH = 76
# Bytes of a long text or byte string that a line shows.
_SHOWN_BYTES = 16
_COLUMN = 40
# Numbers of a list that does not fit into a line: rows of matrices.
_IN_A_LINE = 4


class ExampleMaker(ValueMaker):
    """Makes values with everything; texts are called like their keys."""

    def __init__(self, the_model: model.Model) -> None:
        super().__init__(the_model, True, {})

    def _scalar(self, kind: str, path: str) -> Item:
        made = super()._scalar(kind, path)
        if kind == "text":
            key = re.sub(r"[\[\].0-9\"]+", " ", path).split()
            made.data = key[-1].replace("_", " ") if key else "text"
        elif kind in ("float32", "float64") and isinstance(made.data, float):
            made.data = made.data / 2
        elif kind == "int" and isinstance(made.data, int):
            made.data = -made.data
        return made


def of_message(
    the_model: model.Model, message: model.Message
) -> tuple[Listing, ...]:
    """A frame with one message."""
    number = Item(index_path("", 0), message.number)
    content = ExampleMaker(the_model).message(message, "[1]")
    return listings(Item("", major=ARRAY, children=[number, content]))


def of_arguments(
    the_model: model.Model, item: model.Callable
) -> tuple[Listing, ...]:
    """The arguments of a method or signal."""
    maker = ExampleMaker(the_model)
    children = [
        maker.value(one.type, f"{index_path('', index)}.{one.name}")
        for index, one in enumerate(item.arguments)
    ]
    return listings(Item("", major=ARRAY, children=children))


def listings(item: Item) -> tuple[Listing, ...]:
    """An item in each notation."""
    return (
        Listing("CBOR diagnostic notation", diagnostic(item)),
        Listing("JSON", wrapped_json(plain(item))),
        Listing("Bytes", annotated(item)),
    )


# ------------------------------------------------------------------ diagnostic


def diagnostic(item: Item, depth: int = 0) -> str:
    """Diagnostic notation (RFC 8949, section 8)."""
    flat = _flat(item)
    if item.major is None or _fits(flat, depth):
        return flat
    if item.major == MAP:
        parts = [
            f"{_flat(key)}: {diagnostic(value, depth + 1)}"
            for key, value in item.pairs()
        ]
        return _wrapped("{", parts, "}", depth)
    parts = [diagnostic(one, depth + 1) for one in item.children]
    if all(one.major is None for one in item.children):
        parts = _filled(parts)
    return _wrapped("[", parts, "]", depth)


def _flat(item: Item) -> str:
    if item.major == MAP:
        pairs = ", ".join(
            f"{_flat(key)}: {_flat(value)}" for key, value in item.pairs()
        )
        return f"{{{pairs}}}"
    if item.major == ARRAY:
        return f"[{', '.join(_flat(one) for one in item.children)}]"
    data = item.data
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, bytes):
        return f"h'{data.hex()}'"
    if isinstance(data, float):
        encoding = {16: 1, 32: 2, 64: 3}[item.width]
        return f"{data!r}_{encoding}"
    return json.dumps(data, ensure_ascii=False)


def wrapped_json(value: object, depth: int = 0) -> str:
    """JSON in the layout of the diagnostic notation."""
    flat = json.dumps(value, ensure_ascii=False)
    if _fits(flat, depth) or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(key)}: {wrapped_json(one, depth + 1)}"
            for key, one in value.items()
        ]
        return _wrapped("{", parts, "}", depth)
    parts = [wrapped_json(one, depth + 1) for one in value]
    if not any(isinstance(one, (dict, list)) for one in value):
        parts = _filled(parts)
    return _wrapped("[", parts, "]", depth)


def _fits(flat: str, depth: int) -> bool:
    return len(flat) + depth * _INDENTATION <= _LINE_LENGTH


def _wrapped(opening: str, parts: list[str], closing: str, depth: int) -> str:
    inner = " " * (depth + 1) * _INDENTATION
    lines = ",\n".join(f"{inner}{part}" for part in parts)
    return f"{opening}\n{lines}\n{' ' * depth * _INDENTATION}{closing}"


def _filled(parts: list[str]) -> list[str]:
    """Short parts, some in a line."""
    return [
        ", ".join(parts[start : start + _IN_A_LINE])
        for start in range(0, len(parts), _IN_A_LINE)
    ]


# ----------------------------------------------------------------------- bytes


def annotated(item: Item) -> str:
    """The bytes of an item, a part in a line, each with what it is."""
    lines = []
    for depth, part, what in _parts(item, 0, ""):
        left = " " * depth * _INDENTATION + part.hex(" ")
        lines.append(f"{left:<{_COLUMN}}  # {what}".rstrip())
    return "\n".join(lines)


def _parts(
    item: Item, depth: int, name: str
) -> Iterator[tuple[int, bytes, str]]:
    label = f"{name}: " if name else ""
    if item.major == MAP:
        pairs = item.pairs()
        yield depth, head(MAP, len(pairs)), f"{label}map of {len(pairs)}"
        for key, value in pairs:
            yield depth + 1, write(key), _flat(key)
            yield from _parts(value, depth + 1, "")
        return
    if item.major == ARRAY:
        count = len(item.children)
        yield depth, head(ARRAY, count), f"{label}array of {count}"
        for child in item.children:
            yield from _parts(child, depth + 1, "")
        return
    written = write(item)
    shown = label + _flat(item)
    yield depth, written[:_SHOWN_BYTES], shown
    for start in range(_SHOWN_BYTES, len(written), _SHOWN_BYTES):
        yield depth + 1, written[start : start + _SHOWN_BYTES], "..."
