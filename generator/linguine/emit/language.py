"""What a language takes: names, types of scalars, integers, keys of a map.

Each emitter has one Language; the shared parts ask it and know no language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model, types


@dataclass(frozen=True)
class Language:
    """The facts of one language.

    `title` stands in messages. `reserved` are the words that name nothing.
    `scalars` has the type of each kind of scalar; `integers` the smallest and
    the largest value of each kind of integer. `maximum_keys` bounds the keys of
    a structure; None sets no bound. `name_form` is a regular expression of all
    names; None where every text can be made a name.
    """

    title: str
    reserved: frozenset[str]
    scalars: Mapping[str, str]
    integers: Mapping[str, tuple[int, int]]
    maximum_keys: int | None = None
    name_form: str | None = None


def check_model(
    the_model: model.Model, language: Language, diagnostics: Diagnostics
) -> None:
    """Reports what the language does not take."""
    for structure in the_model.structures:
        count = len(structure.members())
        if language.maximum_keys is not None and count > language.maximum_keys:
            diagnostics.error(
                "unsupported",
                span_of(structure.origin),
                f"unsupported: more than {language.maximum_keys} keys in a map",
            )
        for member in structure.members():
            _check_default(the_model, language, member, diagnostics)


def _check_default(
    the_model: model.Model,
    language: Language,
    member: model.Member,
    diagnostics: Diagnostics,
) -> None:
    for kind, number in _integers(the_model, member.type, member.default):
        smallest, largest = language.integers[kind]
        if not smallest <= number <= largest:
            diagnostics.error(
                "default-out-of-range",
                span_of(member.origin),
                f"the default {number} is no integer of {language.title}, "
                f"which has those from {smallest} to {largest}",
            )


def _integers(
    the_model: model.Model, node: types.ModelType, value: model.Literal
) -> Iterator[tuple[str, int]]:
    """The integers of a default, each with its kind."""
    resolved = the_model.resolve(node)
    if isinstance(value, tuple) and isinstance(
        resolved, (types.FixedList, types.ListOf)
    ):
        for item in value:
            yield from _integers(the_model, resolved.element, item)
    elif (
        isinstance(resolved, types.Scalar)
        and resolved.kind in types.INTEGER_KINDS
        and isinstance(value, int)
    ):
        yield resolved.kind, value


def span_of(origin: model.Origin) -> Span:
    """The place of an origin, for diagnostics."""
    return Span(origin.file, origin.line, origin.column)
