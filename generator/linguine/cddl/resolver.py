"""Binds names to rules: extensions, undefined and unused names, endless
recursion.

Names come from the specification and from the prelude of RFC 8610; the names of
sockets (`$type`, `$$group`) need no definition.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from linguine.cddl.prelude import prelude
from linguine.cddl.recursion import find_endless
from linguine.cddl.syntax import (
    Entry,
    Group,
    GroupChoice,
    Map,
    Name,
    Parenthesized,
    Rule,
    Specification,
    Type,
    Type2,
    Value,
)
from linguine.cddl.walk import names
from linguine.diagnostics import Diagnostics

# Each suggestion compares a name with all others; more of them help nobody.
MAX_SUGGESTIONS = 20

# The rules of the frames of NOODLES; they lead to all other rules.
FRAME_RULES = ("ServerMessages", "ClientMessages")


class Resolved:
    """The rules of a specification by name, extensions merged.

    `imports` are the files whose rules are imported, each with the folder of
    its code; `importable` the names that those files have.
    """

    def __init__(
        self,
        rules: dict[str, Rule],
        imports: Mapping[str, str] | None = None,
        importable: Collection[str] = (),
    ) -> None:
        self.rules = rules
        self.imports = imports or {}
        self.importable = importable
        self._groups: dict[str, bool] = {}
        self._callables: dict[str, bool] = {}

    def is_imported(self, name: str) -> bool:
        """Whether the rule comes from another specification."""
        return name in self.rules and self.rules[name].span.file in self.imports

    def lookup(self, name: str) -> Rule | None:
        """The rule, from the specification or the prelude, or None."""
        return self.rules.get(name) or prelude().get(name)

    def is_group(self, name: str) -> bool:
        """Whether the name denotes a group, directly or through `a = b`."""
        way: list[str] = []
        while name not in self._groups:
            way.append(name)
            # Until the end of the way is known; stays so for a circle.
            self._groups[name] = False
            rule = self.lookup(name)
            if rule is None:
                self._groups[name] = name.startswith("$$")
            elif isinstance(rule.definition, Entry):
                self._groups[name] = True
            else:
                target = sole(rule.definition)
                if isinstance(target, Name):
                    name = target.name
        for passed in way:
            self._groups[passed] = self._groups[name]
        return self._groups[name]

    def is_callable(self, name: str) -> bool:
        """Whether the rule describes a method or a signal.

        Such a rule is a map with a literal as its `method` or `signal`.
        """
        # Asked for each use of a name.
        if name not in self._callables:
            self._callables[name] = self._names_callable(name)
        return self._callables[name]

    def _names_callable(self, name: str) -> bool:
        rule = self.rules.get(name)
        if rule is None or not isinstance(rule.definition, Type):
            return False
        target = sole(rule.definition)
        if not isinstance(target, Map):
            return False
        return any(
            key_text(entry) in ("method", "signal")
            and isinstance(entry.content, Type)
            and isinstance(sole(entry.content), Value)
            for choice in target.group.choices
            for entry in choice.entries
        )

    def is_interface(self, name: str) -> bool:
        """Whether the rule is a choice of one or more methods or signals."""
        rule = self.rules.get(name)
        if rule is None or not isinstance(rule.definition, Type):
            return False
        return all(
            isinstance(choice.target, Name)
            and choice.operator is None
            and self.is_callable(choice.target.name)
            for choice in rule.definition.choices
        )


def sole(type_: Type) -> Type2 | None:
    """The type's only alternative without its parentheses; None if there are
    more.

    None too where a range or control operator stands.
    """
    while len(type_.choices) == 1 and type_.choices[0].operator is None:
        target = type_.choices[0].target
        if not isinstance(target, Parenthesized):
            return target
        type_ = target.type
    return None


def key_text(entry: Entry) -> str | None:
    """The key as text, for a bareword or a text literal; otherwise None."""
    key = entry.key
    if key is None:
        return None
    if key.name is not None:
        return key.name
    value = key.value
    if value is None and key.type is not None and key.type.operator is None:
        value = key.type.target if isinstance(key.type.target, Value) else None
    return (
        value.value
        if value is not None and isinstance(value.value, str)
        else None
    )


def number_of(choice: GroupChoice) -> Value | None:
    """The integer literal that begins a line of a message table, or None."""
    if not choice.entries or choice.entries[0].key is not None:
        return None
    content = choice.entries[0].content
    target = sole(content) if isinstance(content, Type) else None
    if isinstance(target, Value) and isinstance(target.value, int):
        return target
    return None


def resolve(
    specification: Specification,
    diagnostics: Diagnostics,
    imports: Mapping[str, str] | None = None,
    importable: Collection[str] = (),
) -> Resolved:
    """Merges the rules and reports what the names do wrong."""
    rules = _merge_rules(specification.rules, diagnostics)
    resolved = Resolved(rules, imports, importable)
    meant = {
        name
        for rule in resolved.rules.values()
        for name in _check_names(rule, resolved, diagnostics)
    }
    find_endless(resolved.rules, diagnostics)
    _find_unused(resolved, meant, diagnostics)
    return resolved


# ------------------------------------------------------------------- extensions


def _merge_rules(
    rules: Iterable[Rule], diagnostics: Diagnostics
) -> dict[str, Rule]:
    merged: dict[str, Rule] = {}
    extensions: list[Rule] = []
    for rule in rules:
        if rule.name in prelude():
            diagnostics.error(
                "duplicate-rule",
                rule.span,
                f"'{rule.name}' is a name of the prelude",
                "RFC 8610 appendix D defines it; take another name",
            )
        elif rule.assignment != "=":
            extensions.append(rule)
        elif rule.name in merged:
            first = merged[rule.name].span
            diagnostics.error(
                "duplicate-rule",
                rule.span,
                f"'{rule.name}' is defined twice",
                "it is first defined at "
                f"{first.file}:{first.line}:{first.column}; "
                "extend a choice with '/=', a group with '//='",
            )
        else:
            merged[rule.name] = rule
    for rule in extensions:
        base = merged.get(rule.name)
        # RFC 8610 section 2.2.2: an extension may be a name's only definition.
        merged[rule.name] = _extend(base, rule, diagnostics) if base else rule
    return merged


def _extend(base: Rule, extension: Rule, diagnostics: Diagnostics) -> Rule:
    definition: Type | Entry | None = None
    if isinstance(base.definition, Type) and isinstance(
        extension.definition, Type
    ):
        types = base.definition.choices + extension.definition.choices
        definition = dataclasses.replace(base.definition, choices=types)
    elif isinstance(extension.definition, Entry):
        group = _as_group(base.definition)
        if group is not None:
            groups = group.choices + _entry_group(extension.definition).choices
            merged = dataclasses.replace(group, choices=groups)
            definition = Entry(
                None, None, merged, "", extension.definition.span
            )
    if definition is None or base.parameters != extension.parameters:
        what = "type" if isinstance(base.definition, Type) else "group"
        diagnostics.error(
            "mismatched-extension",
            extension.span,
            f"'{extension.assignment}' does not fit the definition of "
            f"'{base.name}'",
            f"'{base.name}' is a {what} with {len(base.parameters)} "
            "parameters, defined at "
            f"{base.span.file}:{base.span.line}:{base.span.column}",
        )
        return base
    return dataclasses.replace(base, definition=definition)


def _as_group(definition: Type | Entry) -> Group | None:
    """A definition as a group; `a = (b)` and `a = b` can be one as well."""
    if isinstance(definition, Entry):
        return _entry_group(definition)
    if not isinstance(sole(definition), Name):
        return None
    entry = Entry(None, None, definition, "", definition.span)
    return Group((GroupChoice((entry,), definition.span),), definition.span)


def _entry_group(entry: Entry) -> Group:
    if isinstance(entry.content, Group) and entry.occurrence is None:
        return entry.content
    return Group((GroupChoice((entry,), entry.span),), entry.span)


# ------------------------------------------------------------------------ names


def _check_names(
    rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> Iterator[str]:
    """Reports undefined names; yields the rules that were probably meant."""
    for name in names(rule):
        if name.name in rule.parameters:
            expected = 0
        else:
            target = resolved.lookup(name.name)
            if target is None:
                if not name.name.startswith("$"):
                    yield from _report_undefined(
                        name, rule, resolved, diagnostics
                    )
                continue
            expected = len(target.parameters)
        if len(name.arguments) != expected:
            diagnostics.error(
                "generic-arguments",
                name.span,
                f"expected {expected} generic arguments for '{name.name}', "
                f"found {len(name.arguments)}",
            )


def _report_undefined(
    name: Name, rule: Rule, resolved: Resolved, diagnostics: Diagnostics
) -> list[str]:
    known = [
        *resolved.rules,
        *resolved.importable,
        *prelude(),
        *rule.parameters,
    ]
    folded = {other.lower(): other for other in known}
    close = [folded[name.name.lower()]] if name.name.lower() in folded else []
    if diagnostics.error_count < MAX_SUGGESTIONS:
        close += difflib.get_close_matches(
            name.name[:80], known, n=1, cutoff=0.65
        )
    hint = f"did you mean '{close[0]}'?" if close else ""
    if ".." in name.name:
        hint = "a name may contain dots; a range has spaces around '..'"
    diagnostics.error(
        "undefined-name", name.span, f"'{name.name}' is not defined", hint
    )
    return close[:1]


# ----------------------------------------------------------------- unused rules


def _find_unused(
    resolved: Resolved, meant: set[str], diagnostics: Diagnostics
) -> None:
    """Warns of rules that no root reaches; of a chain of them, of its first
    alone.

    The rules in `meant` count as reached: a misspelt name refers to them.
    """
    rules = resolved.rules
    uses = {
        name: {used.name for used in names(rule)} & rules.keys()
        for name, rule in rules.items()
    }
    reached: set[str] = set()
    _reach([*_roots(resolved), *(meant & rules.keys())], uses, reached)
    used_elsewhere = {
        used
        for name, all_used in uses.items()
        for used in all_used
        if used != name
    }
    unreached = [name for name in rules if name not in reached]
    first = [name for name in unreached if name not in used_elsewhere]
    for name in first + unreached:
        if name in reached or name.startswith("$"):
            continue
        _report_unused(rules[name], name not in used_elsewhere, diagnostics)
        _reach([name], uses, reached)


def _report_unused(rule: Rule, alone: bool, diagnostics: Diagnostics) -> None:
    what = "nothing refers to" if alone else "only unused rules refer to"
    if rule.name.startswith("Msg"):
        diagnostics.error(
            "unnumbered-message",
            rule.span,
            f"{what} the message '{rule.name}', so it can never be sent",
            "give it a number in the table of the messages",
        )
        return
    if is_message_table(rule):
        diagnostics.error(
            "unused-message-table",
            rule.span,
            f"{what} the message table '{rule.name}', so its messages can "
            "never be sent",
            f"refer to it from {' or '.join(FRAME_RULES)}",
        )
        return
    diagnostics.warning(
        "unused-rule",
        rule.span,
        f"{what} '{rule.name}'",
        f"roots are {' and '.join(FRAME_RULES)}, methods, signals and choices "
        "of them",
    )


def is_message_table(rule: Rule) -> bool:
    """Whether the rule is a group of numbers and messages."""
    return isinstance(rule.definition, Entry) and any(
        number_of(choice) is not None
        for choice in _entry_group(rule.definition).choices
    )


def _roots(resolved: Resolved) -> list[str]:
    roots = [
        name
        for name in resolved.rules
        if name in FRAME_RULES
        or resolved.is_callable(name)
        or resolved.is_interface(name)
    ]
    # RFC 8610 section 3: the first rule is what a text describes.
    return roots or list(resolved.rules)[:1]


def _reach(
    start: Iterable[str], uses: dict[str, set[str]], reached: set[str]
) -> None:
    stack = [name for name in start if name not in reached]
    while stack:
        name = stack.pop()
        if name not in reached:
            reached.add(name)
            stack.extend(uses[name] - reached)
