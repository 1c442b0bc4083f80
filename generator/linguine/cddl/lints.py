"""Finds text that is correct CDDL but means something else than it seems to.

Each lint is a fault that published texts of the NOODLES protocol had.
"""

from __future__ import annotations

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
    Span,
    Type,
    Value,
)
from linguine.cddl.walk import walk
from linguine.diagnostics import Diagnostics

_DEFAULT_COMMENT = re.compile(r"\bdefault\b|\bdefaults\s+to\b", re.IGNORECASE)


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
        f"exactly {count} is '{count}*{count} {what}', without a space around "
        f"'*'; any number is '* {what}'",
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
