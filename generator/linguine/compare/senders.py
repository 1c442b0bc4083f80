"""Which side sends what: servers, clients, or both."""

from __future__ import annotations

from collections.abc import Iterable

from linguine.compare.shapes import names_in
from linguine.model import model, types

Senders = dict[str, frozenset[str]]

_OTHER = {"server": "client", "client": "server"}


def senders_of(the_model: model.Model) -> Senders:
    """For each definition, the sides that send it."""
    found: dict[str, set[str]] = {}
    for direction in the_model.directions:
        side = direction.name.lower()
        for message in direction.messages:
            _mark(the_model, [message.structure], side, found)
    for item in the_model.callables:
        caller = "client" if item.kind == "method" else "server"
        arguments = [
            name for one in item.arguments for name in names_in(one.type)
        ]
        _mark(the_model, arguments, caller, found)
        if item.result is not None:
            _mark(the_model, names_in(item.result), _OTHER[caller], found)
    return {name: frozenset(sides) for name, sides in found.items()}


def _mark(
    the_model: model.Model,
    names: Iterable[str],
    side: str,
    found: dict[str, set[str]],
) -> None:
    stack = list(names)
    while stack:
        name = stack.pop()
        sides = found.setdefault(name, set())
        if side in sides:
            continue
        sides.add(side)
        stack += [
            used
            for node in _types_of(the_model, name)
            for used in names_in(node)
        ]


def _types_of(the_model: model.Model, name: str) -> list[types.ModelType]:
    try:
        definition = the_model.definition(name)
    except KeyError:
        return []  # A delete: an identifier and nothing else.
    if isinstance(definition, model.Alias):
        return [definition.type]
    if isinstance(definition, model.Structure):
        return [member.type for member in definition.members()]
    return []
