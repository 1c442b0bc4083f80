"""Judges default values: where they stand, and whether they fit their type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from linguine.cddl.resolver import Resolved, sole
from linguine.cddl.support import PRELUDE_VALUES, refuse
from linguine.cddl.syntax import (
    Array,
    Entry,
    Group,
    Map,
    Name,
    Parenthesized,
    Type,
    Type1,
    Type2,
    Value,
)
from linguine.cddl.walk import walk
from linguine.diagnostics import Diagnostics

Constant = int | float | str | bytes | bool | None | tuple["Constant", ...]

# Rules that lead to rules; keeps a long chain from exhausting the stack.
_MAX_ALIASES = 64


def _is_integer(value: Constant) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_float(value: Constant) -> bool:
    return isinstance(value, float)


def _is_unsigned(value: Constant) -> bool:
    return _is_integer(value) and 0 <= value < 2**64  # type: ignore[operator]


def _is_signed(value: Constant) -> bool:
    return _is_integer(value) and -(2**64) <= value < 2**64  # type: ignore[operator]


_PRELUDE_TESTS: Mapping[str, Callable[[Constant], bool]] = {
    "any": lambda _: True,
    "uint": _is_unsigned,
    "nint": lambda value: _is_signed(value) and not _is_unsigned(value),
    "int": _is_signed,
    "number": lambda value: _is_signed(value) or _is_float(value),
    "bstr": lambda value: isinstance(value, bytes),
    "bytes": lambda value: isinstance(value, bytes),
    "tstr": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "float16": _is_float,
    "float32": _is_float,
    "float64": _is_float,
    "float16-32": _is_float,
    "float32-64": _is_float,
    "float": _is_float,
    "false": lambda value: value is False,
    "true": lambda value: value is True,
    "bool": lambda value: isinstance(value, bool),
    "nil": lambda value: value is None,
    "null": lambda value: value is None,
}
_PRELUDE_CONSTANTS: Mapping[str, Constant] = {
    "true": True,
    "false": False,
}


def check_defaults(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Checks every `.default` of the specification."""
    judge = _Judge(resolved)
    for rule in resolved.rules.values():
        for node in walk(rule):
            if isinstance(node, Type1) and node.operator == ".default":
                _check_value(node, judge, diagnostics)
            elif isinstance(node, Map):
                _check_places(node, diagnostics)


def _check_places(node: Map, diagnostics: Diagnostics) -> None:
    for choice in node.group.choices:
        for entry in choice.entries:
            if isinstance(entry.content, Group) or entry.occurrence is not None:
                continue
            for one in entry.content.choices:
                if one.operator == ".default":
                    diagnostics.error(
                        "default-on-required",
                        one.span,
                        "a default on an entry that is never absent",
                        "make the entry optional: put '?' in front of it",
                    )


def _check_value(node: Type1, judge: _Judge, diagnostics: Diagnostics) -> None:
    controller = node.controller
    assert controller is not None
    constant = _constant(controller)
    if constant is _NOT_CONSTANT:
        refuse(diagnostics, "default-value", controller.span)
        return
    assert not isinstance(constant, _NotConstant)
    target = Type1(node.target, None, None, node.target.span)
    if not judge.fits(constant, target):
        needs_fraction = judge.fits(_with_fraction(constant), target)
        diagnostics.error(
            "default-mismatch",
            controller.span,
            f"the default does not fit the type{_describe(node.target)}",
            "a float has a fraction: write 1.0, not 1"
            if needs_fraction
            else "",
        )


def _with_fraction(value: Constant) -> Constant:
    """The value with a float, no matter which, for every integer in it."""
    if isinstance(value, tuple):
        return tuple(_with_fraction(element) for element in value)
    return 1.0 if _is_integer(value) else value


class _NotConstant:
    """The type of the mark for values that are no constants."""


_NOT_CONSTANT = _NotConstant()


def _constant(node: Type2) -> Constant | _NotConstant:
    if isinstance(node, Value):
        # The codecs have no bytes as a default.
        return _NOT_CONSTANT if isinstance(node.value, bytes) else node.value
    if isinstance(node, Name) and node.name in PRELUDE_VALUES:
        return _PRELUDE_CONSTANTS[node.name]
    if isinstance(node, Parenthesized):
        target = sole(node.type)
        return _constant(target) if target is not None else _NOT_CONSTANT
    if not isinstance(node, Array) or len(node.group.choices) > 1:
        return _NOT_CONSTANT
    elements: list[Constant] = []
    for entry in node.group.choices[0].entries:
        target = (
            sole(entry.content) if isinstance(entry.content, Type) else None
        )
        if target is None or entry.key or entry.occurrence:
            return _NOT_CONSTANT
        element = _constant(target)
        if isinstance(element, _NotConstant):
            return element
        elements.append(element)
    return tuple(elements)


class _Judge:
    """Tells whether values are of types; what cannot be judged here fits."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._known: dict[tuple[str, str], bool] = {}
        self._depth = 0

    def fits(self, value: Constant, type1: Type1) -> bool:
        """Whether the value is of the type."""
        if type1.operator in ("..", "..."):
            return _in_range(value, type1)
        if not self._fits_target(value, type1.target):
            return False
        if type1.operator == ".size" and isinstance(type1.controller, Value):
            return _has_size(value, type1.controller.value)
        return True

    def _fits_type(self, value: Constant, type_: Type) -> bool:
        return any(self.fits(value, choice) for choice in type_.choices)

    def _fits_target(self, value: Constant, node: Type2) -> bool:
        if isinstance(node, Value):
            return type(value) is type(node.value) and value == node.value
        if isinstance(node, Parenthesized):
            return self._fits_type(value, node.type)
        if isinstance(node, Array):
            return isinstance(value, tuple) and self._fits_array(value, node)
        if isinstance(node, Map):
            return False
        return (
            self._fits_name(value, node.name)
            if isinstance(node, Name)
            else True
        )

    def _fits_name(self, value: Constant, name: str) -> bool:
        test = _PRELUDE_TESTS.get(name)
        if test is not None:
            return test(value)
        rule = self._resolved.rules.get(name)
        if (
            rule is None
            or rule.parameters
            or isinstance(rule.definition, Entry)
        ):
            return True
        # Each question is answered once: rules may lead to each other on so
        # many ways that following them all would not end. A circle offers
        # nothing new.
        question = (name, repr(value))
        if question in self._known:
            return self._known[question]
        if self._depth >= _MAX_ALIASES:
            return True
        self._known[question] = False
        self._depth += 1
        self._known[question] = self._fits_type(value, rule.definition)
        self._depth -= 1
        return self._known[question]

    def _fits_array(self, values: tuple[Constant, ...], node: Array) -> bool:
        """Compares by element if the array has one entry or a fixed length."""
        if len(node.group.choices) > 1:
            return True
        entries = node.group.choices[0].entries
        types: list[Type] = []
        for entry in entries:
            if isinstance(entry.content, Group):
                return True
            target = sole(entry.content)
            if isinstance(target, Name) and self._resolved.is_group(
                target.name
            ):
                return True
            types.append(entry.content)
        if len(entries) == 1 and entries[0].occurrence is not None:
            occurrence = entries[0].occurrence
            maximum = (
                len(values)
                if occurrence.maximum is None
                else occurrence.maximum
            )
            return occurrence.minimum <= len(values) <= maximum and all(
                self._fits_type(value, types[0]) for value in values
            )
        if any(entry.occurrence is not None for entry in entries):
            return True
        return len(values) == len(types) and all(
            self._fits_type(value, type_)
            for value, type_ in zip(values, types, strict=True)
        )


def _has_size(value: Constant, size: float | str | bytes) -> bool:
    if not isinstance(size, int):
        return True
    if isinstance(value, int):
        return value >= 0 and value.bit_length() <= 8 * size
    if isinstance(value, (str, bytes)):
        encoded = value.encode("utf-8") if isinstance(value, str) else value
        return len(encoded) == size
    return True


def _in_range(value: Constant, type1: Type1) -> bool:
    low, high = type1.target, type1.controller
    if not isinstance(low, Value) or not isinstance(high, Value):
        return True
    if isinstance(low.value, (str, bytes)) or isinstance(
        high.value, (str, bytes)
    ):
        return True
    if isinstance(value, bool) or type(value) is not type(low.value):
        return False
    assert isinstance(value, (int, float))
    if type1.operator == "...":
        return low.value <= value < high.value
    return low.value <= value <= high.value


def _describe(node: Type2) -> str:
    return f" '{node.name}'" if isinstance(node, Name) else ""
