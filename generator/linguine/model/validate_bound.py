"""Refuses what bindings say of members and enumerations that are not so."""

from __future__ import annotations

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model, types

_MISPLACED = "misplaced-binding"


def check_bound(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports each binding that its member or enumeration cannot have."""
    for structure in the_model.structures:
        for entry in structure.entries:
            is_one_of = isinstance(entry, model.OneOf)
            for member in entry.alternatives if is_one_of else (entry,):
                _check_member(the_model, member, is_one_of, diagnostics)
        _check_aliases(structure, diagnostics)
        if structure.content_ignored and structure.entries:
            _report(
                structure.origin,
                f"{structure.name} has keys, which [content_ignored] ignores",
                "take the keys out, or the binding",
                diagnostics,
            )
    for enumeration in the_model.enumerations:
        _check_enumeration(enumeration, diagnostics)


def _check_member(
    the_model: model.Model,
    member: model.Member,
    is_alternative: bool,
    diagnostics: Diagnostics,
) -> None:
    node = the_model.resolve(member.type)
    wrong = None
    if member.number_as_text and (
        is_alternative
        or member.presence != "optional"
        or node != types.Scalar("uint")
    ):
        wrong = "is no optional uint, as [numbers_as_text] expects"
    elif member.longer_array and not (
        isinstance(node, types.FixedList)
        and the_model.resolve(node.element) == types.Scalar("float32")
    ):
        wrong = "is no [ n*n float ], as [longer_arrays] expects"
    elif member.presence == "list" and not isinstance(
        node, (types.ListOf, types.FlatList)
    ):
        wrong = "is no list, as [lists] expects"
    elif isinstance(node, types.Presence) and (
        not is_alternative and member.presence != "optional"
    ):
        wrong = "is always there, so its [presences] says nothing"
    elif member.aliases and is_alternative:
        wrong = "is one of several, which have no [aliases]"
    elif (
        member.presence == "defaulted"
        and member.default == ()
        and not isinstance(node, types.ListOf)
        and not _has_defaults(the_model, node)
    ):
        wrong = "is no structure whose entries all may be absent"
    if wrong:
        _report(
            member.origin,
            f"'{member.key}' {wrong}",
            "mend the binding, or take it out",
            diagnostics,
        )


def _has_defaults(the_model: model.Model, node: types.ModelType) -> bool:
    """Whether this is a structure that can be without each of its entries."""
    if not isinstance(node, types.Named):
        return False
    definition = the_model.definition(node.name)
    return isinstance(definition, model.Structure) and not any(
        entry.required
        if isinstance(entry, model.OneOf)
        else entry.presence == "required"
        for entry in definition.entries
    )


def _check_aliases(
    structure: model.Structure, diagnostics: Diagnostics
) -> None:
    taken = {member.key: member.key for member in structure.members()}
    for member in structure.members():
        for alias in member.aliases:
            other = taken.setdefault(alias, member.key)
            if other != member.key or alias == member.key:
                _report(
                    member.origin,
                    f"'{alias}', an alias of '{member.key}', is read as "
                    f"'{other}' already",
                    "mend [aliases] of the bindings",
                    diagnostics,
                )


def _check_enumeration(
    enumeration: model.Enumeration, diagnostics: Diagnostics
) -> None:
    texts = [item.text for item in enumeration.enumerators]
    fallback = () if enumeration.fallback is None else (enumeration.fallback,)
    for text in (*fallback, *enumeration.matched):
        if text not in texts:
            _report(
                enumeration.origin,
                f'"{text}" is no text of {enumeration.name}, as '
                "[open_enumerations] expects",
                f"the texts are {', '.join(texts)}",
                diagnostics,
            )


def _report(
    origin: model.Origin, message: str, hint: str, diagnostics: Diagnostics
) -> None:
    span = Span(origin.file, origin.line, origin.column)
    diagnostics.error(_MISPLACED, span, message, hint)
