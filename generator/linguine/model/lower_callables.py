"""Lowers methods, signals and interfaces, whose form is checked already."""

from __future__ import annotations

from collections.abc import Callable as Function

from linguine.cddl import callables, syntax
from linguine.cddl.resolver import key_text
from linguine.diagnostics import Diagnostics
from linguine.model import model, types
from linguine.model.bindings import Bindings
from linguine.model.lower_types import TypeLowering


class CallableLowering:
    """Turns the rules of methods, signals and interfaces into the model's."""

    def __init__(
        self,
        type_lowering: TypeLowering,
        bindings_of: Function[[str], Bindings],
        topic_of: Function[[syntax.Span], str],
        diagnostics: Diagnostics,
    ) -> None:
        self._types = type_lowering
        self._resolved = type_lowering.resolved
        self._bindings_of = bindings_of
        self._topic_of = topic_of
        self._diagnostics = diagnostics
        self.callables: list[model.Callable] = []
        self.interfaces: list[model.Interface] = []

    def take(self, rule: syntax.Rule) -> bool:
        """Lowers a method, signal or interface; returns False for others."""
        if self._resolved.is_callable(rule.name):
            self.callables.append(self._callable(rule))
            return True
        if self._resolved.is_interface(rule.name):
            if not self._resolved.is_imported(rule.name):
                self.interfaces.append(self._interface(rule))
            return True
        return False

    def report_unused(self) -> None:
        """Warns of each method or signal that is in no interface."""
        used = {name for item in self.interfaces for name in item.callables}
        for item in self.callables:
            if item.name not in used:
                self._diagnostics.warning(
                    "unused-callable",
                    syntax.Span(
                        item.origin.file, item.origin.line, item.origin.column
                    ),
                    f"the {item.kind} '{item.name}' is in no interface, so no "
                    "code comes of it",
                    f"write an interface: Lab{item.kind.capitalize()}s = "
                    f"{item.name}",
                )

    def _callable(self, rule: syntax.Rule) -> model.Callable:
        arguments = tuple(
            self._argument(one) for one in callables.arguments_of(rule)
        )
        result = callables.entry_of(rule, "result")
        result_type = None
        if result is not None and isinstance(result.content, syntax.Type):
            lowered = self._types.lower(result.content, None)
            result_type = None if lowered == types.Scalar("nil") else lowered
        return model.Callable(
            rule.name,
            callables.kind_of(rule),
            callables.wire_name(rule),
            arguments,
            result_type,
            self._topic_of(rule.span),
            rule.doc,
            result.doc if result is not None else "",
            self._is_spread(rule, arguments),
            _origin(rule.span),
        )

    def _argument(self, entry: syntax.Entry) -> model.Argument:
        assert isinstance(entry.content, syntax.Type)
        return model.Argument(
            str(key_text(entry)),
            self._types.lower(entry.content, None),
            entry.occurrence is not None,
            entry.doc,
            _origin(entry.span),
        )

    def _is_spread(
        self, rule: syntax.Rule, arguments: tuple[model.Argument, ...]
    ) -> bool:
        bindings = self._bindings_of(rule.span.file)
        spread = [
            item
            for item in arguments
            if bindings.has("spread_arguments", f"{rule.name}.{item.name}")
        ]
        if not spread:
            return False
        only = arguments[0].type
        if (
            len(arguments) == 1
            and isinstance(only, types.ListOf)
            and self._types.item_kind(only.element) == "array"
        ):
            return True
        self._types.unsupported(
            rule.span,
            f"[spread_arguments] for {rule.name}.{spread[0].name}",
            "it takes the only argument of a method, a list of lists",
        )
        return False

    def _interface(self, rule: syntax.Rule) -> model.Interface:
        names = tuple(member.name for member in callables.members_of(rule))
        kind = callables.kind_of(self._resolved.rules[names[0]])
        return model.Interface(
            rule.name, kind, names, rule.doc, _origin(rule.span)
        )


def _origin(span: syntax.Span) -> model.Origin:
    return model.Origin(span.file, span.line, span.column)
