"""Finds text that is correct CDDL but means something else than it seems to.

Each lint is a fault that published texts of the NOODLES protocol had.
"""

from __future__ import annotations

import difflib
import itertools
import re

from linguine.cddl.resolver import Resolved, key_text, sole
from linguine.cddl.syntax import (
    Array,
    Entry,
    Group,
    GroupChoice,
    Map,
    Occurrence,
    Rule,
    Span,
    Type,
    Type1,
    Value,
)
from linguine.cddl.walk import Node, walk
from linguine.diagnostics import Diagnostics

_LIFECYCLE = re.compile(
    r"Msg(?P<component>\w+?)(?P<event>Create|Update|Delete)"
)
_DEFAULT_COMMENT = re.compile(r"\bdefault\b|\bdefaults\s+to\b", re.IGNORECASE)
# Names that begin alike are the same word with an ending; others must share as
# much of their letters as `color` and `colour` do.
_SIMILARITY = 0.8
# Every entry is compared with every other; larger messages are not compared.
_MAX_COMPARED = 200


def check_lints(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Runs all lints over all rules."""
    for rule in resolved.rules.values():
        for node in walk(rule):
            if isinstance(node, (Map, Array)):
                _lint_choice(node, diagnostics)
            if isinstance(node, Map):
                _lint_comments(node, diagnostics)
            if isinstance(node, GroupChoice):
                _lint_stray_number(node, diagnostics)
        _lint_identifier(rule, resolved, diagnostics)
        _lint_spelling(rule, resolved, diagnostics)


# ---------------------------------------------------------- choices and numbers


def _lint_choice(node: Map | Array, diagnostics: Diagnostics) -> None:
    choices = node.group.choices
    if len(choices) < 2:
        return
    what = "map" if isinstance(node, Map) else "array"
    diagnostics.error(
        "unparenthesised-choice",
        choices[1].separator or node.span,
        f"'//' without parentheses splits the whole {what} in two alternatives",
        "exactly one is ( a: A // b: B ), at most one ? ( a: A // b: B )",
    )


def find_stray_number(
    choice: GroupChoice, diagnostics: Diagnostics
) -> tuple[int, Span, Entry] | None:
    """The number, its place and the entry behind it in `3 * float`, or None.

    With a comma between them nothing seems to be what it is not.
    """
    for entry, follower in itertools.pairwise(choice.entries):
        if entry.key or entry.occurrence or follower.occurrence is None:
            continue
        number = (
            sole(entry.content) if isinstance(entry.content, Type) else None
        )
        if not isinstance(number, Value) or not isinstance(number.value, int):
            continue
        if number.value >= 0 and not _has_comma(
            number.span, follower, diagnostics
        ):
            return number.value, number.span, follower
    return None


def _has_comma(number: Span, follower: Entry, diagnostics: Diagnostics) -> bool:
    line = diagnostics.source_line(number.file, number.line) or ""
    behind = line[number.column + number.length - 1 :]
    if follower.span.line == number.line:
        behind = behind[: follower.span.column - number.column - number.length]
    return "," in behind.split(";")[0]


def _lint_stray_number(choice: GroupChoice, diagnostics: Diagnostics) -> None:
    found = find_stray_number(choice, diagnostics)
    if found is None:
        return
    count, span, follower = found
    occurrence = follower.occurrence
    assert occurrence is not None
    often = {(0, None): "any number of", (0, 1): "at most one"}.get(
        (occurrence.minimum, occurrence.maximum), "some"
    )
    if follower.span.line == span.line:
        end = occurrence.span.column + occurrence.span.length
        span = Span(span.file, span.line, span.column, end - span.column)
    what = _source_of(follower, occurrence, diagnostics)
    diagnostics.error(
        "stray-number",
        span,
        f"this is the number {count}, then {often} {what}",
        f"exactly {count} is '{count}*{count} {what}', "
        f"{count} or more is '{count}* {what}'; no space around '*'",
    )


def _source_of(
    entry: Entry, occurrence: Occurrence, diagnostics: Diagnostics
) -> str:
    line = diagnostics.source_line(entry.span.file, entry.span.line) or ""
    start = occurrence.span.column + occurrence.span.length - 1
    return (
        line[start : entry.span.column + entry.span.length - 1].strip()
        or "of them"
    )


# --------------------------------------------------------------------- comments


def _lint_comments(node: Map, diagnostics: Diagnostics) -> None:
    for choice in node.group.choices:
        for entry in choice.entries:
            if entry.key is None or isinstance(entry.content, Group):
                continue
            has_default = any(
                one.operator == ".default" for one in entry.content.choices
            )
            if not has_default and _DEFAULT_COMMENT.search(entry.doc):
                diagnostics.warning(
                    "default-in-comment",
                    entry.key.span,
                    f"only the comment gives '{key_text(entry)}' a default",
                    f"write '? {key_text(entry)}: type .default value'",
                )


# ------------------------------------------------------------------- components


def _lint_identifier(
    rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    match = _LIFECYCLE.fullmatch(rule.name)
    members = _members(rule)
    if match is None or members is None:
        return
    identifier = match["component"] + "ID"
    # Messages without a component, such as MsgDocumentUpdate, have no such
    # rule.
    if resolved.lookup(identifier) is not None and "id" not in members:
        diagnostics.error(
            "missing-id",
            rule.span,
            f"'{rule.name}' does not say which component it is about",
            f"add 'id: {identifier}'",
        )


def _lint_spelling(
    rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    """Compares the keys of MsgXUpdate with those of MsgXCreate."""
    match = _LIFECYCLE.fullmatch(rule.name)
    if match is None or match["event"] != "Update":
        return
    create_rule = resolved.rules.get(f"Msg{match['component']}Create")
    create = _members(create_rule) if create_rule else None
    update = _members(rule)
    if create_rule is None or create is None or update is None:
        return
    if len(create) > _MAX_COMPARED or len(update) > _MAX_COMPARED:
        return
    for key, entry in update.items():
        if key in create or entry.key is None:
            continue
        for other, candidate in create.items():
            if other in update or not _similar(key, other):
                continue
            if _value_type(entry) == _value_type(candidate):
                span = candidate.span
                diagnostics.warning(
                    "different-spelling",
                    entry.key.span,
                    f"'{key}' is '{other}' in {create_rule.name}",
                    f"'{other}' stands at "
                    f"{span.file}:{span.line}:{span.column}; "
                    "spell both alike",
                )


def _members(rule: Rule) -> dict[str, Entry] | None:
    """The entries of a rule that is a map, also of its choices, by key."""
    target = (
        sole(rule.definition) if isinstance(rule.definition, Type) else None
    )
    if not isinstance(target, Map):
        return None
    members: dict[str, Entry] = {}
    stack: list[Node] = [target.group]
    while stack:
        node = stack.pop()
        if isinstance(node, Group):
            stack.extend(
                entry for choice in node.choices for entry in choice.entries
            )
        elif isinstance(node, Entry):
            key = key_text(node)
            if key is not None:
                members.setdefault(key, node)
            if isinstance(node.content, Group):
                stack.append(node.content)
    return members


def _value_type(entry: Entry) -> object:
    """The entry's type without its default."""
    if isinstance(entry.content, Type) and len(entry.content.choices) == 1:
        only = entry.content.choices[0]
        if only.operator == ".default":
            return Type((Type1(only.target, None, None, only.span),), only.span)
    return entry.content


def _similar(first: str, second: str) -> bool:
    short, long = sorted((first.lower(), second.lower()), key=len)
    if long.startswith(short) and len(short) >= 3:
        return True
    return difflib.SequenceMatcher(None, short, long).ratio() >= _SIMILARITY
