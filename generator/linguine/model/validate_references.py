"""Refuses references to components in places where none are looked for."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model, types


def check_references(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports each choice of types in the state of a component that may be an
    identifier: which components a component refers to must be known.
    """
    names = [
        name
        for component in the_model.components
        for name in (component.content, component.update)
        if name is not None
    ]
    seen = set(names)
    for name in names:
        for member in the_model.structure(name).members():
            for part in _parts(the_model, member.type):
                if isinstance(part, types.Choice):
                    _check_choice(the_model, part, member, diagnostics)
                elif isinstance(part, types.Named) and part.name not in seen:
                    seen.add(part.name)
                    if part.name in _own_structures(the_model):
                        names.append(part.name)


def _own_structures(the_model: model.Model) -> set[str]:
    return {one.name for one in the_model.structures}


def _check_choice(
    the_model: model.Model,
    choice: types.Choice,
    member: model.Member,
    diagnostics: Diagnostics,
) -> None:
    own = _own_structures(the_model)
    pending: list[types.ModelType] = [choice]
    seen: set[str] = set()
    while pending:
        for part in _parts(the_model, pending.pop()):
            if isinstance(part, types.Identifier):
                diagnostics.error(
                    "unsupported",
                    Span(
                        member.origin.file,
                        member.origin.line,
                        member.origin.column,
                    ),
                    f"unsupported: '{member.key}', a choice of types, may be "
                    "the identifier of a component",
                    "give each alternative a key of its own: ( a: A // b: B )",
                )
                return
            if (
                isinstance(part, types.Named)
                and part.name in own
                and part.name not in seen
            ):
                seen.add(part.name)
                structure = the_model.structure(part.name)
                pending += [one.type for one in structure.members()]


def _parts(
    the_model: model.Model, node: types.ModelType
) -> Iterator[types.ModelType]:
    """The type and all types written inside, with aliases followed."""
    pending = [node]
    while pending:
        part = the_model.resolve(pending.pop())
        yield part
        if isinstance(
            part, (types.FixedList, types.ListOf, types.FlatList, types.TextMap)
        ):
            pending.append(part.element)
        elif isinstance(part, types.Choice):
            pending += part.alternatives
