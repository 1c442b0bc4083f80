"""Methods, signals and interfaces: what their rules say, and what is wrong.

A rule for each of them:

    TableInsert = {
      method: "noo::tbl_insert", args: [ rows: [ * TableRow ] ], result: nil
    }
    TableReset = { signal: "noo::tbl_reset", args: [] }
    TableMethods = TableInsert / TableClear
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from linguine.cddl.resolver import Resolved, key_text, sole
from linguine.cddl.syntax import (
    Array,
    Entry,
    Map,
    Name,
    Rule,
    Span,
    Type,
    Value,
)
from linguine.cddl.walk import names
from linguine.diagnostics import Diagnostics

_KINDS = ("method", "signal")
_KEYS = {"method": ("method", "args", "result"), "signal": ("signal", "args")}


def kind_of(rule: Rule) -> str:
    """The kind of the rule: "method", "signal", or None for another."""
    return next(kind for kind in _KINDS if entry_of(rule, kind) is not None)


def entry_of(rule: Rule, key: str) -> Entry | None:
    """The entry with this key of a rule that is a map, or None."""
    return next((one for one in _entries(rule) if key_text(one) == key), None)


def wire_name(rule: Rule) -> str:
    """The name that a method or signal has on the wire."""
    return str(_name_value(rule).value)


def arguments_of(rule: Rule) -> tuple[Entry, ...]:
    """The entries of `args`; none where they are not an array."""
    entry = entry_of(rule, "args")
    target = (
        sole(entry.content)
        if entry and isinstance(entry.content, Type)
        else None
    )
    if not isinstance(target, Array):
        return ()
    return tuple(
        one for choice in target.group.choices for one in choice.entries
    )


def members_of(rule: Rule) -> list[Name]:
    """The names that an interface chooses between."""
    assert isinstance(rule.definition, Type)
    targets = [choice.target for choice in rule.definition.choices]
    return [target for target in targets if isinstance(target, Name)]


def misspelled_keys(rule: Rule) -> list[Entry]:
    """The entries that name a method or signal on the wire under a wrong key.

    The rule is a map with `args`, and with a text in the place of its name.
    """
    if any(entry_of(rule, kind) for kind in _KINDS):
        return []
    if entry_of(rule, "args") is None:
        return []
    return [
        entry
        for entry in _entries(rule)
        if key_text(entry) is not None
        and isinstance(entry.content, Type)
        and isinstance(sole(entry.content), Value)
    ]


def check_callables(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports everything that is wrong with methods, signals and interfaces."""
    seen: dict[tuple[str, str], Span] = {}
    for rule in resolved.rules.values():
        if resolved.is_callable(rule.name):
            if _check_callable(rule, diagnostics):
                _check_wire_name(rule, seen, diagnostics)
        elif resolved.is_interface(rule.name):
            _check_interface(rule, resolved, diagnostics)
            continue
        else:
            _check_spelling(rule, diagnostics)
        _check_uses(rule, resolved, diagnostics)


def _check_spelling(rule: Rule, diagnostics: Diagnostics) -> None:
    for entry in misspelled_keys(rule):
        key = key_text(entry) or ""
        meant = difflib.get_close_matches(key, _KINDS, 1) or ["method"]
        diagnostics.error(
            "callable-key",
            (entry.key or entry).span,
            f"'{key}' does not make '{rule.name}' a method or a signal",
            f"did you mean '{meant[0]}'?",
        )


def _entries(rule: Rule) -> list[Entry]:
    target = (
        sole(rule.definition) if isinstance(rule.definition, Type) else None
    )
    if not isinstance(target, Map):
        return []
    return [
        entry for choice in target.group.choices for entry in choice.entries
    ]


def _name_value(rule: Rule) -> Value:
    entry = entry_of(rule, kind_of(rule))
    assert entry is not None and isinstance(entry.content, Type)
    value = sole(entry.content)
    assert isinstance(value, Value)
    return value


# ---------------------------------------------------------- methods and signals


def _check_callable(rule: Rule, diagnostics: Diagnostics) -> bool:
    """Checks the entries; whether the rule has a usable wire name."""
    both = [one for one in (entry_of(rule, kind) for kind in _KINDS) if one]
    if len(both) > 1:
        later = max(both, key=lambda one: (one.span.line, one.span.column))
        diagnostics.error(
            "method-and-signal",
            later.span,
            f"'{rule.name}' is a method and a signal at once",
            "write a rule for each",
        )
        return False
    kind = kind_of(rule)
    for entry in _entries(rule):
        _check_entry(entry, rule.name, kind, diagnostics)
    for key in _KEYS[kind]:
        if entry_of(rule, key) is None:
            diagnostics.error(
                f"missing-{key}",
                rule.span,
                f"the {kind} '{rule.name}' has no '{key}'",
                {
                    "args": "without arguments it is args: []",
                    "result": "nothing is nil",
                }[key],
            )
    value = _name_value(rule)
    if isinstance(value.value, str) and value.value:
        return True
    diagnostics.error(
        "wire-name",
        value.span,
        f"the name of a {kind} is a text that is not empty",
        f'such as {kind}: "lab::start"',
    )
    return False


def _check_entry(
    entry: Entry, owner: str, kind: str, diagnostics: Diagnostics
) -> None:
    key = key_text(entry)
    if key is None:
        return  # Reported as a key that is no text, or as a missing one.
    if key not in _KEYS[kind]:
        diagnostics.error(
            "callable-key",
            entry.span,
            f"the {kind} '{owner}' has no use for '{key}'",
            f"a {kind} has {', '.join(_KEYS[kind])}",
        )
    elif entry.occurrence is not None:
        diagnostics.error(
            "callable-key",
            entry.occurrence.span,
            f"'{key}' of the {kind} '{owner}' can't be optional",
            "an argument can: args: [ ? name: type ]",
        )
    elif (
        key == "args"
        and isinstance(entry.content, Type)
        and not isinstance(sole(entry.content), Array)
    ):
        diagnostics.error(
            "args-form",
            entry.content.span,
            f"the arguments of '{owner}' are no array in place",
            "write args: [ name: type, ? name: type ]",
        )


def _check_wire_name(
    rule: Rule, seen: dict[tuple[str, str], Span], diagnostics: Diagnostics
) -> None:
    value = _name_value(rule)
    kind = kind_of(rule)
    first = seen.setdefault((kind, wire_name(rule)), value.span)
    if first is not value.span:
        diagnostics.error(
            "duplicate-wire-name",
            value.span,
            f'the {kind} "{wire_name(rule)}" is described twice',
            "it is first described at "
            f"{first.file}:{first.line}:{first.column}",
        )


# ------------------------------------------------------------------- interfaces


def _check_interface(
    rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    members = members_of(rule)
    kinds = [kind_of(resolved.rules[member.name]) for member in members]
    seen: set[str] = set()
    for member, kind in zip(members, kinds, strict=True):
        if kind != kinds[0]:
            diagnostics.error(
                "mixed-interface",
                member.span,
                f"'{member.name}' is a {kind}, and the interface '{rule.name}' "
                "begins with "
                f"a {kinds[0]}",
                "methods and signals are interfaces of their own",
            )
        if member.name in seen:
            diagnostics.error(
                "duplicate-choice",
                member.span,
                f"'{member.name}' is offered twice",
            )
        seen.add(member.name)


def _check_uses(
    rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> None:
    """Refuses methods, signals and interfaces where a type stands."""
    others = list(_used_as_types(rule, resolved))
    if not others:
        return
    choices = members_of(rule) if isinstance(rule.definition, Type) else []
    callables = [one for one in choices if resolved.is_callable(one.name)]
    if len(choices) > 1 and callables:
        strangers = [
            one for one in choices if not resolved.is_callable(one.name)
        ]
        for stranger in strangers:
            diagnostics.error(
                "mixed-interface",
                stranger.span,
                f"'{stranger.name}' is no method or signal, as the others in "
                f"'{rule.name}' are",
                "an interface is a choice of methods, or of signals",
            )
        return
    for used in others:
        what = "an interface"
        if resolved.is_callable(used.name):
            what = f"a {kind_of(resolved.rules[used.name])}"
        diagnostics.error(
            "callable-as-type",
            used.span,
            f"'{used.name}' is {what}, expected a type",
        )


def _used_as_types(rule: Rule, resolved: Resolved) -> Iterator[Name]:
    for name in names(rule):
        if name.name in resolved.rules and (
            resolved.is_callable(name.name) or resolved.is_interface(name.name)
        ):
            yield name
