"""Refuses types whose values are too large before anything is in them."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model, types

# The most values that one value of a type may hold in itself: elements of fixed
# arrays, and members, those that may be absent too. Programs keep such a value
# in one piece, and on the stack.
MAXIMUM_PARTS = 65_536


def check_sizes(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports each definition that is too large although those that it uses are
    not."""
    sizes: dict[str, int] = {}
    for start in (*the_model.aliases, *the_model.structures):
        # Without recursion: rules can lead to each other on a long way.
        open_names = {start.name: _uses(the_model, start.name)}
        while open_names and start.name not in sizes:
            name, rest = next(reversed(open_names.items()))
            used = next(rest, None)
            if used is None:
                open_names.popitem()
                sizes[name] = _report(the_model, name, sizes, diagnostics)
            elif used not in sizes and used not in open_names:
                open_names[used] = _uses(the_model, used)
    for callable_ in the_model.callables:
        for argument in callable_.arguments:
            if _size(argument.type, sizes) > MAXIMUM_PARTS:
                _refuse(argument.name, argument.origin, diagnostics)
        result = callable_.result
        if result is not None and _size(result, sizes) > MAXIMUM_PARTS:
            _refuse("result", callable_.origin, diagnostics)


def _report(
    the_model: model.Model,
    name: str,
    sizes: dict[str, int],
    diagnostics: Diagnostics,
) -> int:
    """The size of a definition; 1 where it is reported, so that those which use
    it are not."""
    definition = the_model.definition(name)
    if isinstance(definition, model.Enumeration):
        return 1
    if isinstance(definition, model.Alias):
        size = _size(definition.type, sizes)
    else:
        size = sum(_size(one.type, sizes) for one in definition.members())
    if size > MAXIMUM_PARTS:
        _refuse(name, definition.origin, diagnostics)
        return 1
    return max(size, 1)


def _refuse(name: str, origin: model.Origin, diagnostics: Diagnostics) -> None:
    diagnostics.error(
        "unsupported-size",
        Span(origin.file, origin.line, origin.column),
        f"each '{name}' has room for more than {MAXIMUM_PARTS} values",
        "a list, [ * T ], keeps its elements apart",
    )


def _uses(the_model: model.Model, name: str) -> Iterator[str]:
    definition = the_model.definition(name)
    if isinstance(definition, model.Alias):
        yield from _names(definition.type)
    elif isinstance(definition, model.Structure):
        for member in definition.members():
            yield from _names(member.type)


def _names(node: types.ModelType) -> Iterator[str]:
    if isinstance(node, types.Named):
        yield node.name
    elif isinstance(
        node, (types.FixedList, types.ListOf, types.FlatList, types.TextMap)
    ):
        yield from _names(node.element)
    elif isinstance(node, types.Choice):
        for one in node.alternatives:
            yield from _names(one)


def _size(node: types.ModelType, sizes: dict[str, int]) -> int:
    if isinstance(node, types.Named):
        return sizes.get(node.name, 1)
    if isinstance(node, types.FixedList):
        return node.size * _size(node.element, sizes)
    if isinstance(node, (types.ListOf, types.FlatList)) and node.minimum:
        return node.minimum * _size(node.element, sizes)
    if isinstance(node, types.Choice):
        return max(_size(one, sizes) for one in node.alternatives)
    return 1
