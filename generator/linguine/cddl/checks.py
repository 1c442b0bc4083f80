"""Semantic checks of a resolved specification: one call runs them all.

Here are the errors that CDDL itself knows; habits that mislead are found by
`lints`, default values are judged by `defaults`, and what the back end does not
take is refused by `supported_forms`.
"""

from __future__ import annotations

from linguine.cddl.callables import check_callables
from linguine.cddl.defaults import check_defaults
from linguine.cddl.depth import check_depth
from linguine.cddl.lifecycle import check_lifecycles
from linguine.cddl.lints import check_lints
from linguine.cddl.resolver import Resolved, key_text, number_of, sole
from linguine.cddl.supported_forms import check_supported
from linguine.cddl.syntax import (
    Array,
    Entry,
    Group,
    Map,
    MemberKey,
    Name,
    Rule,
    Span,
    Type,
    Type1,
    Unwrap,
    Value,
)
from linguine.cddl.walk import walk
from linguine.diagnostics import Diagnostics

# Of a message.
_LARGEST_NUMBER = 2**32 - 1

_KeyValue = str | int | float | bytes


def check(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports everything that is wrong or doubtful with the rules."""
    for rule in resolved.rules.values():
        for node in walk(rule):
            if isinstance(node, Entry):
                _check_occurrence(node, diagnostics)
                _check_group_use(node, resolved, diagnostics)
            elif isinstance(node, Type1):
                _check_range(node, diagnostics)
            elif isinstance(node, Type):
                _check_choice(node, diagnostics)
            elif isinstance(node, (Map, Array)):
                _check_keys(node.group, diagnostics)
            if isinstance(node, Map):
                _check_members(node, resolved, diagnostics)
        _check_message_numbers(rule, diagnostics)
        if isinstance(rule.definition, Entry) and isinstance(
            rule.definition.content, Group
        ):
            _check_keys(rule.definition.content, diagnostics)
    check_depth(resolved.rules, diagnostics)
    check_lifecycles(resolved, diagnostics)
    check_callables(resolved, diagnostics)
    check_defaults(resolved, diagnostics)
    check_lints(resolved, diagnostics)
    check_supported(resolved, diagnostics)


def _check_occurrence(entry: Entry, diagnostics: Diagnostics) -> None:
    occurrence = entry.occurrence
    if occurrence is None or occurrence.maximum is None:
        return
    if occurrence.maximum < occurrence.minimum:
        diagnostics.error(
            "reversed-occurrence",
            occurrence.span,
            f"at least {occurrence.minimum} but at most {occurrence.maximum}: "
            "nothing can occur so often",
            f"did you mean {occurrence.maximum}*{occurrence.minimum}?",
        )


def _check_range(node: Type1, diagnostics: Diagnostics) -> None:
    low, high = node.target, node.controller
    if node.operator not in ("..", "...") or not isinstance(low, Value):
        return
    if not isinstance(high, Value):
        return
    if isinstance(low.value, (str, bytes)) or isinstance(
        high.value, (str, bytes)
    ):
        wrong = low if isinstance(low.value, (str, bytes)) else high
        diagnostics.error(
            "range-bound", wrong.span, "the bound of a range is a number"
        )
        return
    if isinstance(low.value, int) != isinstance(high.value, int):
        diagnostics.error(
            "range-bound",
            node.span,
            "the bounds of a range are both integers or both floats",
        )
        return
    if low.value > high.value or (
        node.operator == "..." and low.value == high.value
    ):
        diagnostics.error(
            "reversed-range",
            node.span,
            f"no number is in the range {low.value}{node.operator}{high.value}",
            (
                f"did you mean {high.value}{node.operator}{low.value}?"
                if low.value > high.value
                else "'...' leaves its upper bound out, '..' includes it"
            ),
        )


def _check_choice(type_: Type, diagnostics: Diagnostics) -> None:
    """Finds a literal that is offered twice."""
    seen: dict[tuple[type, _KeyValue], Span] = {}
    for choice in type_.choices:
        if choice.operator is not None or not isinstance(choice.target, Value):
            continue
        value = choice.target.value
        if (
            seen.setdefault((type(value), value), choice.span)
            is not choice.span
        ):
            diagnostics.error(
                "duplicate-choice",
                choice.span,
                f"{_show(value)} is offered twice",
            )


# ------------------------------------------------------------------------- keys


def _check_keys(group: Group, diagnostics: Diagnostics) -> None:
    """Finds keys that occur twice in a map, or names in an array or group."""
    seen: dict[tuple[type, _KeyValue], Span] = {}
    stack: list[Group | Entry] = [group]
    while stack:
        node = stack.pop()
        if isinstance(node, Group):
            inner = [
                entry for choice in node.choices for entry in choice.entries
            ]
            stack.extend(reversed(inner))
            continue
        if isinstance(node.content, Group):
            stack.append(node.content)
        if node.key is None:
            continue
        key = _literal_key(node, node.key)
        if key is None:
            continue
        first = seen.setdefault((type(key), key), node.key.span)
        if first is not node.key.span:
            diagnostics.error(
                "duplicate-key",
                node.key.span,
                f"the key {_show(key)} stands here twice",
                f"it stands first at {first.line}:{first.column}",
            )


def _literal_key(entry: Entry, key: MemberKey) -> _KeyValue | None:
    if key.value is not None:
        return key.value.value
    return key_text(entry)


def _check_members(
    node: Map, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    """Finds values without a key, which a map cannot hold."""
    stack: list[Group] = [node.group]
    while stack:
        for choice in stack.pop().choices:
            for entry in choice.entries:
                if isinstance(entry.content, Group):
                    stack.append(entry.content)
                elif entry.key is None and not _may_be_group(
                    entry.content, resolved
                ):
                    diagnostics.error(
                        "missing-key",
                        entry.span,
                        "a value in a map without a key",
                        "write 'name: type'",
                    )


def _may_be_group(type_: Type, resolved: Resolved) -> bool:
    target = sole(type_)
    if not isinstance(target, Name):
        return isinstance(target, Unwrap)
    return (
        resolved.is_group(target.name) or resolved.lookup(target.name) is None
    )


def _check_group_use(
    entry: Entry, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    """Finds a group where only a type can stand: behind a key, in a choice."""
    if isinstance(entry.content, Group):
        return
    choices = entry.content.choices
    if entry.key is None and len(choices) == 1 and choices[0].operator is None:
        return
    for choice in choices:
        target = choice.target
        if isinstance(target, Name) and resolved.is_group(target.name):
            diagnostics.error(
                "group-as-type",
                target.span,
                f"'{target.name}' is a group, expected a type",
                f"a map of its entries is {{ {target.name} }}, an array [ "
                f"{target.name} ]",
            )


# -------------------------------------------------------------- message numbers


def _check_message_numbers(rule: Rule, diagnostics: Diagnostics) -> None:
    definition = rule.definition
    if not isinstance(definition, Entry) or not isinstance(
        definition.content, Group
    ):
        return
    seen: dict[_KeyValue, Span] = {}
    for choice in definition.content.choices:
        number = number_of(choice)
        if number is None:
            continue
        if isinstance(number.value, int) and number.value > _LARGEST_NUMBER:
            diagnostics.error(
                "message-number",
                number.span,
                f"the message number {number.value} has more than 32 bits",
                f"the largest is {_LARGEST_NUMBER}",
            )
        first = seen.setdefault(number.value, number.span)
        if first is not number.span:
            diagnostics.error(
                "duplicate-message-number",
                number.span,
                f"the message number {_show(number.value)} is given twice",
                "it is first given at "
                f"{first.file}:{first.line}:{first.column}",
            )


def _show(value: _KeyValue) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
