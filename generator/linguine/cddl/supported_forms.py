"""Refuses, by name and place, what the back ends do not turn into code.

The forms it takes are those of `support`; what CDDL itself forbids is reported
by `checks`.
"""

from __future__ import annotations

import re

from linguine.cddl.callables import misspelled_keys
from linguine.cddl.lints import find_stray_number
from linguine.cddl.prelude import prelude
from linguine.cddl.recursion import circles, endless_circles, place_of
from linguine.cddl.resolver import Resolved, key_text, number_of, sole
from linguine.cddl.support import (
    CONTROLS,
    MAX_FIXED_LENGTH,
    PRELUDE_TYPES,
    SIZES,
    refuse,
)
from linguine.cddl.syntax import (
    Array,
    Entry,
    Enumeration,
    Group,
    GroupChoice,
    MajorType,
    Map,
    MemberKey,
    Name,
    Occurrence,
    Parenthesized,
    Rule,
    Span,
    Tagged,
    Type,
    Type1,
    Type2,
    Unwrap,
    Value,
)
from linguine.cddl.walk import names, walk
from linguine.diagnostics import Diagnostics

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Keys stand in literals and comments as they are: characters that turn text
# around, and trigraphs, are others there.
_ODD_IN_KEY = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\"\\]|\?\?"
)
_OPTIONAL = (0, 1)
_LISTS = ((0, None), (1, None))


def check_supported(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports each construct of the specification that the back end refuses."""
    checker = _Checker(resolved, diagnostics)
    for rule in resolved.rules.values():
        checker.texts(rule)
        if not misspelled_keys(rule):
            checker.rule(rule)
    checker.recursion()


class _Checker:
    """Visits rules with the knowledge of where a type stands."""

    def __init__(self, resolved: Resolved, diagnostics: Diagnostics) -> None:
        self._resolved = resolved
        self._diagnostics = diagnostics

    def _refuse(self, key: str, span: Span, detail: str = "") -> None:
        refuse(self._diagnostics, key, span, detail)

    # ------------------------------------------------------------------- rules

    def rule(self, rule: Rule) -> None:
        """Checks one rule and everything inside."""
        if rule.name.startswith("$"):
            self._refuse("socket", rule.span)
        if rule.parameters:
            # The body cannot be judged before its parameters are known.
            self._refuse("generic", rule.span)
        elif isinstance(rule.definition, Entry):
            self._group_rule(rule.definition)
        else:
            self._type(rule.definition, rule)

    def texts(self, rule: Rule) -> None:
        """Refuses texts that C++ would cut, and those that would break the
        lines of code and of documents.
        """
        for node in walk(rule):
            if isinstance(node, MemberKey):
                if node.value is not None and _ODD_IN_KEY.search(
                    str(node.value.value)
                ):
                    self._refuse("key-character", node.value.span)
            elif isinstance(node, Type1) and _is_literal(node):
                if _is_text(node.target) and _CONTROL.search(
                    str(getattr(node.target, "value", ""))
                ):
                    self._refuse("control-character", node.span)
            elif (
                isinstance(node, Type1)
                and isinstance(node.controller, Value)
                and "\0" in str(node.controller.value)
            ):
                self._refuse("nul", node.controller.span)

    def recursion(self) -> None:
        """Refuses rules that contain themselves, once for each such circle."""
        rules = self._resolved.rules
        edges = {
            name: [used.name for used in names(rule) if used.name in rules]
            for name, rule in rules.items()
        }
        endless = {name for circle in endless_circles(rules) for name in circle}
        for circle in circles(edges):
            if not endless.isdisjoint(circle):
                continue  # An error of CDDL, which the resolver reports.
            path = " -> ".join([*circle, circle[0]])
            self._refuse("recursion", place_of(circle, rules), path)

    def _group_rule(self, entry: Entry) -> None:
        if (
            entry.occurrence
            or entry.key
            or not isinstance(entry.content, Group)
        ):
            self._refuse("group-form", entry.span)
            return
        group = entry.content
        if any(number_of(choice) is not None for choice in group.choices):
            for choice in group.choices:
                self._message(choice)
        elif len(group.choices) > 1:
            self._refuse("group-form", group.choices[1].separator or entry.span)
        elif find_stray_number(group.choices[0], self._diagnostics) is None:
            self._elements(group.choices[0].entries, entry.span, optional=False)

    def _message(self, choice: GroupChoice) -> None:
        entries = choice.entries
        message = entries[1].content if len(entries) == 2 else None
        name = sole(message) if isinstance(message, Type) else None
        plain = all(
            entry.occurrence is None and entry.key is None for entry in entries
        )
        number = number_of(choice)
        unsigned = number is not None and not str(number.value).startswith("-")
        if not plain or not unsigned or not isinstance(name, Name):
            self._refuse("message-table", choice.span)
        elif not self._is_map(name.name):
            self._refuse("message-table", name.span)

    def _is_map(self, name: str) -> bool:
        rule = self._resolved.lookup(name)
        if rule is None:
            return True  # An undefined name has been reported.
        return isinstance(rule.definition, Type) and isinstance(
            sole(rule.definition), Map
        )

    # ------------------------------------------------------------------- types

    def _type(self, type_: Type, rule: Rule | None = None) -> None:
        """Checks a type; `rule` is set if it is the rule's whole definition."""
        literals = [choice for choice in type_.choices if _is_literal(choice)]
        texts = [one for one in literals if _is_text(one.target)]
        if literals and len(literals) < len(type_.choices):
            self._refuse("mixed-choice", literals[0].span)
        elif literals and (rule is None or len(texts) < len(literals)):
            self._refuse("literal", literals[0].span)
        for choice in type_.choices:
            if not _is_literal(choice):
                self._type1(choice, rule if len(type_.choices) == 1 else None)

    def _type1(self, type1: Type1, rule: Rule | None = None) -> None:
        target = type1.target
        if type1.operator is None:
            self._type2(target, rule)
        elif type1.operator in ("..", "..."):
            self._refuse("range", type1.span)
        elif type1.operator not in CONTROLS:
            self._refuse("control", type1.span, type1.operator)
        elif type1.operator == ".default":
            self._refuse("default-place", type1.span)
        elif type1.operator == ".size":
            sizes = SIZES.get(target.name) if isinstance(target, Name) else None
            size = (
                type1.controller.value
                if isinstance(type1.controller, Value)
                else None
            )
            if sizes is None or size not in sizes:
                self._refuse("size", type1.span)

    def _type2(self, node: Type2, rule: Rule | None = None) -> None:
        if isinstance(node, Name):
            # Behind a key or in a choice a group is an error that `checks`
            # reports.
            self._name(node, refuse_group=rule is not None)
        elif isinstance(node, Parenthesized):
            self._type(node.type, rule)
        elif isinstance(node, Map):
            self._map(node, rule)
        elif isinstance(node, Array):
            self._array(node)
        elif isinstance(node, Unwrap):
            self._refuse("unwrap", node.span)
        elif isinstance(node, Enumeration):
            self._refuse("enumeration", node.span)
        elif isinstance(node, Tagged):
            self._refuse("tag", node.span)
        elif isinstance(node, MajorType):
            self._refuse("major-type", node.span)
        else:
            self._refuse("literal", node.span)

    def _name(self, name: Name, refuse_group: bool) -> None:
        if name.name.startswith("$"):
            self._refuse("socket", name.span)
        elif name.arguments:
            self._refuse("generic", name.span)
        elif name.name in prelude():
            if name.name not in PRELUDE_TYPES:
                self._refuse("prelude-type", name.span, name.name)
        elif refuse_group and self._resolved.is_group(name.name):
            self._refuse("group-place", name.span, name.name)

    # -------------------------------------------------------------------- maps

    def _map(self, node: Map, rule: Rule | None) -> None:
        entries = [
            entry for choice in node.group.choices for entry in choice.entries
        ]
        if len(entries) == 1 and _is_table_entry(entries[0]):
            self._content(entries[0])
            return
        if rule is None:
            self._refuse("anonymous-struct", node.span)
        for entry in entries:
            callable_ = rule is not None and self._resolved.is_callable(
                rule.name
            )
            self._member(entry, callable_)

    def _member(self, entry: Entry, callable_: bool) -> None:
        if entry.occurrence and _bounds(entry.occurrence) != _OPTIONAL:
            self._refuse(
                "occurrence", entry.occurrence.span, _show(entry.occurrence)
            )
        if isinstance(entry.content, Group):
            self._one_of(entry, entry.content)
            return
        if entry.key is None:
            self._keyless(entry.content)
            return
        key = key_text(entry)
        if key is None:
            self._refuse("key", entry.key.span)
        if callable_ and key in ("method", "signal"):
            return
        target = sole(entry.content)
        if callable_ and key == "args" and isinstance(target, Array):
            self._array(target, is_arguments=True)
            return
        self._content(entry)

    def _content(self, entry: Entry) -> None:
        """Checks an entry's type; `.default` is in place if it is optional."""
        if isinstance(entry.content, Group):
            self._refuse("group-in-map", entry.span)
            return
        only = entry.content.choices[0]
        may_default = (
            entry.occurrence is None or _bounds(entry.occurrence) == _OPTIONAL
        )
        if (
            len(entry.content.choices) == 1
            and only.operator == ".default"
            and may_default
        ):
            self._type2(only.target)
        else:
            self._type(entry.content)

    def _one_of(self, entry: Entry, group: Group) -> None:
        if len(group.choices) < 2:
            self._refuse("group-in-map", entry.span)
        for choice in group.choices:
            only = choice.entries[0] if len(choice.entries) == 1 else None
            if (
                only is None
                or only.occurrence
                or isinstance(only.content, Group)
            ):
                span = choice.entries[0].span if choice.entries else choice.span
                self._refuse("group-in-map", span)
            else:
                self._alternative(only, only.content)

    def _alternative(self, entry: Entry, type_: Type) -> None:
        """Checks the only entry of an alternative."""
        if entry.key is None:
            self._keyless(type_)
        elif key_text(entry) is None:
            self._refuse("key", entry.key.span)
        else:
            self._type(type_)

    def _keyless(self, type_: Type) -> None:
        """Refuses a group; `checks` finds any other value without a key."""
        target = sole(type_)
        if isinstance(target, Name):
            self._name(target, refuse_group=True)

    # ------------------------------------------------------------------ arrays

    def _array(self, node: Array, is_arguments: bool = False) -> None:
        if len(node.group.choices) > 1:
            return  # `checks` reports the choice without parentheses.
        choice = node.group.choices[0]
        entries = choice.entries
        if find_stray_number(choice, self._diagnostics) is not None:
            return
        if len(entries) == 1 and entries[0].key is None and not is_arguments:
            self._list(entries[0])
        elif entries or not is_arguments:
            self._elements(entries, node.span, is_arguments)

    def _list(self, entry: Entry) -> None:
        if isinstance(entry.content, Group) or entry.occurrence is None:
            self._refuse("array-form", entry.span)
            return
        minimum, maximum = _bounds(entry.occurrence)
        is_list = (minimum, maximum) in _LISTS
        if maximum is not None and maximum < minimum:
            pass  # `checks` reports the reversed bounds.
        elif not is_list and minimum != maximum:
            self._refuse(
                "occurrence", entry.occurrence.span, _show(entry.occurrence)
            )
        elif not is_list and not 1 <= minimum <= MAX_FIXED_LENGTH:
            self._refuse("fixed-length", entry.occurrence.span)
        target = sole(entry.content)
        if isinstance(target, Name):
            self._name(target, refuse_group=not is_list)
        else:
            self._type(entry.content)

    def _elements(
        self, entries: tuple[Entry, ...], span: Span, optional: bool
    ) -> None:
        """Checks the named elements of a tuple, a group or an argument list."""
        if not entries:
            self._refuse("array-form", span)
        after_optional = False
        for entry in entries:
            if isinstance(entry.content, Group) or entry.key is None:
                self._refuse("array-form", entry.span)
                continue
            if key_text(entry) is None:
                self._refuse("key", entry.key.span)
            if entry.occurrence and _bounds(entry.occurrence) != _OPTIONAL:
                self._refuse("array-form", entry.occurrence.span)
            elif entry.occurrence and not optional:
                self._refuse("optional-element", entry.occurrence.span)
            elif after_optional and entry.occurrence is None:
                self._refuse("optional-order", entry.span)
            after_optional = after_optional or entry.occurrence is not None
            self._type(entry.content)


def _is_literal(type1: Type1) -> bool:
    return isinstance(type1.target, Value) and type1.operator is None


def _is_text(node: Type2) -> bool:
    return isinstance(node, Value) and isinstance(node.value, str)


def _is_table_entry(entry: Entry) -> bool:
    """Whether the entry is `* tstr => type`."""
    if entry.key is None or entry.key.type is None or entry.occurrence is None:
        return False
    key = entry.key.type
    is_text = isinstance(key.target, Name) and key.target.name in (
        "tstr",
        "text",
    )
    return (
        is_text
        and key.operator is None
        and _bounds(entry.occurrence) == (0, None)
    )


def _bounds(occurrence: Occurrence) -> tuple[int, int | None]:
    return occurrence.minimum, occurrence.maximum


def _show(occurrence: Occurrence) -> str:
    bounds = _bounds(occurrence)
    short = {(0, 1): "?", (1, None): "+", (0, None): "*"}.get(bounds)
    maximum = "" if occurrence.maximum is None else occurrence.maximum
    return short or f"{occurrence.minimum}*{maximum}"
