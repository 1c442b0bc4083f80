"""Refuses what a model can say and no codec does."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model, types
from linguine.model.validate_bound import check_bound
from linguine.model.validate_references import check_references
from linguine.model.validate_sizes import check_sizes
from linguine.model.validate_updates import check_updates

# Every message is called so.
_MESSAGE = re.compile("Msg[A-Z]")

_WITH_DEFAULT = frozenset(
    {"text", "bool", "uint", "uint32", "int", "float32", "float64"}
)


def check_model(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports what the codecs do not know, or what has no meaning."""
    check_bound(the_model, diagnostics)
    check_updates(the_model, diagnostics)
    check_sizes(the_model, diagnostics)
    check_references(the_model, diagnostics)
    _check_names(the_model, diagnostics)
    for direction in the_model.directions:
        for message in direction.messages:
            if not _MESSAGE.match(message.name):
                diagnostics.error(
                    "message-name",
                    _span(message.origin),
                    f"the message '{message.name}' has a name that does not "
                    "begin with Msg and an upper-case letter",
                    "the functions of handlers are called like messages: "
                    "OnHello for MsgHello",
                )
    for structure in the_model.structures:
        for entry in structure.entries:
            is_one_of = isinstance(entry, model.OneOf)
            for member in entry.alternatives if is_one_of else (entry,):
                is_whole = not is_one_of and structure.form == "map"
                _check_minimum(
                    the_model, member.type, is_whole, member.origin, diagnostics
                )
                _check_default(the_model, member, diagnostics)
    for callable_ in the_model.callables:
        values = [(one.type, one.origin) for one in callable_.arguments]
        if callable_.result is not None:
            values.append((callable_.result, callable_.origin))
        for node, origin in values:
            _check_minimum(the_model, node, False, origin, diagnostics)


def _check_names(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports a name of two definitions, or of one and of a presence."""
    taken: dict[str, str] = {}
    for definition in (
        *the_model.enumerations,
        *the_model.aliases,
        *the_model.structures,
    ):
        where = f"{definition.origin.line}:{definition.origin.column}"
        earlier = taken.setdefault(definition.name, where)
        if earlier != where:
            _report_name(definition.name, definition.origin, diagnostics)
    for structure in the_model.structures:
        for member in structure.members():
            if (
                isinstance(member.type, types.Presence)
                and member.type.name in taken
            ):
                _report_name(member.type.name, member.origin, diagnostics)


def _report_name(
    name: str, origin: model.Origin, diagnostics: Diagnostics
) -> None:
    diagnostics.error(
        "name-collision",
        _span(origin),
        f"two types would be called '{name}'",
        "rename one of them, or bind another name",
    )


def _check_minimum(
    the_model: model.Model,
    node: types.ModelType,
    is_whole: bool,
    origin: model.Origin,
    diagnostics: Diagnostics,
) -> None:
    """Refuses `[ + T ]` where the codecs do not count elements."""
    for part, is_outermost in _parts(the_model, node):
        if (
            isinstance(part, (types.ListOf, types.FlatList))
            and part.minimum > 0
            and not (is_outermost and is_whole)
        ):
            diagnostics.error(
                "unsupported",
                _span(origin),
                "unsupported: a list that may not be empty, inside another "
                "type",
                "[ + T ] is the whole type of an entry of a map",
            )


def _parts(
    the_model: model.Model, node: types.ModelType
) -> Iterator[tuple[types.ModelType, bool]]:
    """The type and all types written inside, and which is the outermost."""
    pending = [(the_model.resolve(node), True)]
    while pending:
        part, is_outermost = pending.pop()
        yield part, is_outermost
        inner: tuple[types.ModelType, ...] = ()
        if isinstance(
            part, (types.FixedList, types.ListOf, types.FlatList, types.TextMap)
        ):
            inner = (part.element,)
        elif isinstance(part, types.Choice):
            inner = part.alternatives
        pending += [(the_model.resolve(one), False) for one in inner]


def _check_default(
    the_model: model.Model, member: model.Member, diagnostics: Diagnostics
) -> None:
    # The empty tuple of a structure means the defaults of its own entries.
    resolved = the_model.resolve(member.type)
    is_structure = isinstance(resolved, types.Named) and isinstance(
        the_model.definition(resolved.name), model.Structure
    )
    if member.default is None or (is_structure and member.default == ()):
        return
    if not _fits_float32(the_model, resolved, member.default):
        diagnostics.error(
            "default-out-of-range",
            _span(member.origin),
            f"the default of '{member.key}' is too large for a float of 32 "
            "bits",
            "write float64 for a larger one",
        )
    if not _has_defaults(the_model, resolved):
        diagnostics.error(
            "unsupported",
            _span(member.origin),
            f"unsupported: a default of '{member.key}', whose type has none",
            "defaults are numbers, texts, true, false and arrays of them",
        )


def _has_defaults(the_model: model.Model, node: types.ModelType) -> bool:
    resolved = the_model.resolve(node)
    if isinstance(resolved, types.Scalar):
        return resolved.kind in _WITH_DEFAULT
    if isinstance(resolved, (types.FixedList, types.ListOf)):
        return _has_defaults(the_model, resolved.element)
    return isinstance(resolved, types.Named) and isinstance(
        the_model.definition(resolved.name), model.Enumeration
    )


def _fits_float32(
    the_model: model.Model, node: types.ModelType, value: model.Literal
) -> bool:
    resolved = the_model.resolve(node)
    if isinstance(value, tuple) and isinstance(
        resolved, (types.FixedList, types.ListOf)
    ):
        return all(
            _fits_float32(the_model, resolved.element, item) for item in value
        )
    if resolved != types.Scalar("float32") or not isinstance(
        value, (int, float)
    ):
        return True
    try:
        struct.pack("<f", float(value))
    except OverflowError:
        return False
    return True


def _span(origin: model.Origin) -> Span:
    return Span(origin.file, origin.line, origin.column)
