"""The syntax tree of a CDDL text, as RFC 8610 appendix B describes it.

Nodes are immutable. A node's `span` says where it stands in the source and
takes no part in comparisons, so that two texts that differ in layout alone have
equal trees. Nothing here is resolved: a name is only a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Span:
    """A piece of one line of a source file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    length: int = 1


def _span() -> Any:
    return field(compare=False, repr=False)


# ----------------------------------------------------------------------- types


@dataclass(frozen=True)
class Value:
    """A literal: a number, a text or a byte string."""

    value: int | float | str | bytes
    span: Span = _span()


@dataclass(frozen=True)
class Name:
    """A use of a type or group name, with its generic arguments."""

    name: str
    arguments: tuple[Type1, ...]
    span: Span = _span()


@dataclass(frozen=True)
class Parenthesized:
    """`( type )`."""

    type: Type
    span: Span = _span()


@dataclass(frozen=True)
class Map:
    """`{ group }`."""

    group: Group
    span: Span = _span()


@dataclass(frozen=True)
class Array:
    """`[ group ]`."""

    group: Group
    span: Span = _span()


@dataclass(frozen=True)
class Unwrap:
    """`~name`."""

    name: Name
    span: Span = _span()


@dataclass(frozen=True)
class Enumeration:
    """`&( group )` or `&name`: the values of a group as a choice."""

    group: Group | Name
    span: Span = _span()


@dataclass(frozen=True)
class Tagged:
    """`#6.number( type )`; number is None for any tag."""

    number: int | None
    type: Type
    span: Span = _span()


@dataclass(frozen=True)
class MajorType:
    """`#`, `#major` or `#major.information`; major is None for any item."""

    major: int | None
    information: int | None
    span: Span = _span()


Type2 = (
    Value
    | Name
    | Parenthesized
    | Map
    | Array
    | Unwrap
    | Enumeration
    | Tagged
    | MajorType
)


@dataclass(frozen=True)
class Type1:
    """A type2, alone or joined to a second one by a range or control operator.

    `operator` is None, "..", "..." or a control operator with its dot, such as
    ".default"; `controller` is the right side where there is an operator.
    """

    target: Type2
    operator: str | None
    controller: Type2 | None
    span: Span = _span()


@dataclass(frozen=True)
class Type:
    """One or more type1, separated by `/`."""

    choices: tuple[Type1, ...]
    span: Span = _span()


# ---------------------------------------------------------------------- groups


@dataclass(frozen=True)
class Occurrence:
    """How often an entry occurs; `maximum` is None where there is no bound."""

    minimum: int
    maximum: int | None
    span: Span = _span()


@dataclass(frozen=True)
class MemberKey:
    """The key of an entry.

    `name` for a bareword (`name:`), `value` for a literal (`1:`, `"a":`), and
    `type` for `type1 =>`. Exactly one of them is set. `cut` is set for the
    colon forms and for `^ =>`.
    """

    name: str | None
    value: Value | None
    type: Type1 | None
    cut: bool
    span: Span = _span()


@dataclass(frozen=True)
class Entry:
    """One entry of a group.

    `content` is a Type (which may turn out to be a group name when names are
    resolved) or, for `( group )`, a Group. `doc` is the text of the comment
    lines directly above it, or behind it on its own line.
    """

    occurrence: Occurrence | None
    key: MemberKey | None
    content: Type | Group
    doc: str = field(compare=False)
    span: Span = _span()


@dataclass(frozen=True)
class GroupChoice:
    """The entries of one alternative; `separator` is the `//` before it."""

    entries: tuple[Entry, ...]
    span: Span = _span()
    separator: Span | None = field(compare=False, repr=False, default=None)


@dataclass(frozen=True)
class Group:
    """One or more alternatives, separated by `//`."""

    choices: tuple[GroupChoice, ...]
    span: Span = _span()


# ----------------------------------------------------------------------- rules


@dataclass(frozen=True)
class Rule:
    """`name<parameters> = definition`, or `/=`, `//=` where `assignment` says
    so.

    `definition` is a Type for a type rule and an Entry for a group rule. `A =
    (b)` is ambiguous in the grammar: it is a group rule only if its content
    cannot be read as a type.
    """

    name: str
    parameters: tuple[str, ...]
    assignment: str
    definition: Type | Entry
    doc: str = field(compare=False)
    span: Span = _span()


@dataclass(frozen=True)
class Specification:
    """All rules of one or more source files, in order."""

    rules: tuple[Rule, ...]
