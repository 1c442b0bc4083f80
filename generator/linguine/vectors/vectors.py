"""The test vectors of a model, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linguine.model import model, types
from linguine.vectors.faults import FaultMaker
from linguine.vectors.items import (
    ARRAY,
    MAP,
    Form,
    Item,
    head,
    index_path,
    plain,
    write,
)
from linguine.vectors.maker import Taken, ValueMaker

# Bytes that mean the same as those that are sent.
_ALSO_READ = {
    "lengths that are not definite": Form(indefinite=True),
    "whole floats as integers": Form(integers_for_floats=True),
    "floats of 64 bits": Form(float_width=64),
    "floats of 16 bits": Form(float_width=16),
    "keys the other way round": Form(keys_reversed=True),
    "a key that is not known": Form(has_unknown_key=True),
    "keys in another spelling": Form(uses_aliases=True),
    "null for what is absent": Form(has_nulls=True),
    "tag 55799 before each item": Form(is_tagged=True),
}

# Of a message in its frame, [number, content].
_CONTENT_PATH = "[1]"

Vector = dict[str, object]


def vectors_of(the_model: model.Model) -> dict[str, list[Vector]]:
    """All vectors: of messages, of the arguments and the results of methods and
    signals."""
    return {
        "messages": [
            vector
            for direction in the_model.directions
            for message in direction.messages
            for vector in _of_message(the_model, direction, message)
        ],
        "refused": [
            vector
            for direction in the_model.directions
            for message in direction.messages
            for vector in _refused(the_model, direction, message)
        ],
        "broken_frames": [
            vector
            for direction in the_model.directions
            for vector in _broken_frames(the_model, direction)
        ],
        "calls": [
            vector
            for item in the_model.callables
            for vector in _of_call(the_model, item)
        ],
    }


def _of_message(
    the_model: model.Model, direction: model.Direction, message: model.Message
) -> Iterator[Vector]:
    head: Vector = {
        "from": direction.name.lower(),
        "message": message.name,
        "number": message.number,
    }
    smallest = ValueMaker(the_model, False, {}).message(message, _CONTENT_PATH)
    yield {**head, "case": "smallest", **_bytes_of(_frame(message, smallest))}
    for case, taken in _cases(the_model, message):
        content = ValueMaker(the_model, True, taken).message(
            message, _CONTENT_PATH
        )
        yield {**head, "case": case, **_bytes_of(_frame(message, content))}


def _frame(message: model.Message, content: Item) -> Item:
    number = Item(index_path("", 0), message.number)
    return Item("", major=ARRAY, children=[number, content])


def _bytes_of(item: Item) -> Vector:
    sent = write(item)
    also = {name: write(item, form) for name, form in _ALSO_READ.items()}
    return {
        "value": plain(item),
        "bytes": sent.hex(),
        "also_read": {
            name: other.hex() for name, other in also.items() if other != sent
        },
    }


def _cases(
    the_model: model.Model, message: model.Message
) -> list[tuple[str, Taken]]:
    """Full values: one, and for each place with alternatives one for each
    other.

    An alternative can have places of its own.
    """
    cases: list[tuple[str, Taken]] = [("full", {})]
    known: set[str] = set()
    for name, taken in cases:
        maker = ValueMaker(the_model, True, taken)
        maker.message(message, _CONTENT_PATH)
        for label, names in maker.labels.items():
            if label in known:
                continue
            known.add(label)
            cases += [
                (f"{name}, {names[index]}", {**taken, label: index})
                for index in range(1, len(names))
            ]
    return cases


def _refused(
    the_model: model.Model, direction: model.Direction, message: model.Message
) -> Iterator[Vector]:
    content = ValueMaker(the_model, True, {}).message(message, _CONTENT_PATH)
    frame = _frame(message, content)
    entries = _entries_of(the_model, message)
    if entries is None:
        return
    for fault in FaultMaker(the_model).faults(frame, 1, entries, None):
        sent = write(frame)
        yield {
            "from": direction.name.lower(),
            "message": message.name,
            "case": fault.name,
            "bytes": sent.hex(),
            "error": {
                "code": fault.code,
                "path": fault.path,
                "offset": fault.at.offset,
            },
        }


def _broken_frames(
    the_model: model.Model, direction: model.Direction
) -> Iterator[Vector]:
    """Frames that end before they should: no message behind is delivered."""
    side = direction.name.lower()

    def broken(
        case: str, data: bytes, code: str, path: str, offset: int
    ) -> Vector:
        error = {"code": code, "path": path, "offset": offset}
        return {
            "from": side,
            "case": case,
            "bytes": data.hex(),
            "error": error,
        }

    pair = head(ARRAY, 2)
    yield broken("nothing", b"", "truncated", "", 0)
    yield broken("a map", head(MAP, 0), "wrong-type", "", 0)
    text = pair + write(Item("", "0")) + head(MAP, 0)
    yield broken("a text for the number", text, "wrong-type", "[0]", 1)
    negative = pair + write(Item("", -1)) + head(MAP, 0)
    yield broken("a negative number", negative, "out-of-range", "[0]", 1)
    for message in direction.messages:
        number = write(Item("", message.number))
        content = ValueMaker(the_model, False, {}).message(message, "[1]")
        sent = write(_frame(message, content))
        name = message.name
        # An array of two items has two bytes at least.
        is_too_short = len(number) < 2
        yield broken(
            f"{name} ends behind its number",
            pair + number,
            "truncated",
            "" if is_too_short else "[1]",
            0 if is_too_short else len(pair + number),
        )
        yield broken(
            f"the number of {name} alone",
            head(ARRAY, 1) + number,
            *("wrong-length", "", 0),
        )
        yield broken(
            f"a number behind {name}",
            head(ARRAY, 3) + sent[1:] + number,
            *("wrong-length", "", 0),
        )
        yield broken(
            f"a byte behind {name}",
            sent + b"\x00",
            *("trailing-bytes", "", len(sent)),
        )
        yield broken(
            f"{name} claims more than there is",
            pair + number + head(MAP, 2**32),
            *("truncated", "[1]", len(pair + number)),
        )


def _entries_of(
    the_model: model.Model, message: model.Message
) -> Sequence[model.Entry] | None:
    """The entries of a message's map; None: the content is ignored."""
    entries: tuple[model.Entry, ...] = ()
    if message.role != "delete":
        structure = the_model.structure(message.structure)
        if structure.content_ignored:
            return None
        entries = structure.entries
    if message.component is None:
        return entries
    identifier = model.Member(
        "id", types.Identifier(message.component), "required"
    )
    return (identifier, *entries)


def _of_call(the_model: model.Model, item: model.Callable) -> Iterator[Vector]:
    for case, is_full in (("smallest", False), ("full", True)):
        maker = ValueMaker(the_model, is_full, {})
        wanted = [one for one in item.arguments if is_full or not one.optional]
        arguments = Item("", major=ARRAY)
        arguments.children = [
            maker.value(one.type, index_path("", index))
            for index, one in enumerate(wanted)
        ]
        vector: Vector = {
            "kind": item.kind,
            "name": item.wire_name,
            "case": case,
        }
        vector["arguments"] = _bytes_of(arguments)
        if item.result is not None:
            vector["result"] = _bytes_of(maker.value(item.result, ""))
        yield vector
