"""Lowers CDDL types to types of the model."""

from __future__ import annotations

import re

from linguine.cddl import syntax
from linguine.cddl.resolver import Resolved, sole
from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import types
from linguine.model.model import Literal

# The types of the prelude (RFC 8610, appendix D) that the back end takes.
PRELUDE = {
    "tstr": "text",
    "text": "text",
    "bstr": "bytes",
    "bytes": "bytes",
    "bool": "bool",
    "uint": "uint",
    "int": "int",
    "float": "float32",
    "float32": "float32",
    "float64": "float64",
    "any": "any",
    "nil": "nil",
    "null": "nil",
}

IDENTIFIER_RULE = "id"


class TypeLowering:
    """Turns types into model types; what it can't take goes to diagnostics.

    `define_array` is called for an array with named places and `define_map` for
    a map with keys, both with the name that the structure shall have.
    """

    def __init__(self, resolved: Resolved, diagnostics: Diagnostics) -> None:
        self.resolved = resolved
        self.diagnostics = diagnostics
        self._last_aliases: dict[str, syntax.Name] = {}

    def unsupported(
        self, span: Span, what: str, hint: str | None = None
    ) -> types.Scalar:
        """Reports what the back end does not take, and stands in for it."""
        self.diagnostics.error(
            "unsupported", span, f"unsupported: {what}", hint
        )
        return types.Scalar("any")

    def lower(
        self, node: syntax.Type, inline_name: str | None
    ) -> types.ModelType:
        """The model type of `node`.

        `inline_name` is the name for a structure that is written in place, or
        None where such a structure has none.
        """
        if len(node.choices) == 1:
            return self._lower_type1(node.choices[0], inline_name)
        if all(
            isinstance(choice.target, syntax.Value) for choice in node.choices
        ):
            return self.unsupported(
                node.span,
                "a choice of values in place",
                "give the choice a rule of its own, so that it has a name",
            )
        alternatives = tuple(
            self._lower_type1(item, None) for item in node.choices
        )
        self._check_distinct(node, alternatives)
        return types.Choice(alternatives)

    def _lower_type1(
        self, node: syntax.Type1, inline_name: str | None
    ) -> types.ModelType:
        if node.operator == ".size":
            return self._lower_size(node)
        if node.operator is not None and node.operator != ".default":
            return self.unsupported(node.span, f"the operator {node.operator}")
        target = node.target
        if isinstance(target, syntax.Name):
            return self._lower_name(target)
        if isinstance(target, syntax.Parenthesized):
            return self.lower(target.type, inline_name)
        if isinstance(target, syntax.Map):
            return self._lower_map(target, inline_name)
        if isinstance(target, syntax.Array):
            return self._lower_array(target, inline_name)
        if isinstance(target, syntax.MajorType) and target.major is None:
            return types.Scalar("any")
        return self.unsupported(target.span, _describe(target))

    def _lower_size(self, node: syntax.Type1) -> types.ModelType:
        base = node.target
        size = node.controller
        if (
            isinstance(base, syntax.Name)
            and base.name == "uint"
            and isinstance(size, syntax.Value)
            and size.value in (4, 8)
        ):
            return types.Scalar("uint32" if size.value == 4 else "uint")
        return self.unsupported(
            node.span,
            "this use of .size",
            "`uint .size 4` and `uint .size 8` are taken",
        )

    def _lower_name(self, node: syntax.Name) -> types.ModelType:
        node = self._without_aliases(node)
        rule = self.resolved.rules.get(node.name)
        if rule is None:
            if node.name in PRELUDE:
                return types.Scalar(PRELUDE[node.name])
            taken = ", ".join(sorted(PRELUDE))
            return self.unsupported(
                node.span,
                f"the type {node.name}",
                f"of the prelude, these are taken: {taken}",
            )
        component = self.identified_component(node.name)
        if component is not None:
            return types.Identifier(component)
        if (
            isinstance(rule.definition, syntax.Type)
            and len(rule.definition.choices) == 1
        ):
            only = rule.definition.choices[0]
            if node.name[0].islower() and not isinstance(
                only.target, (syntax.Map, syntax.Array)
            ):
                return self._lower_type1(only, None)
        return types.Named(node.name)

    def _without_aliases(self, node: syntax.Name) -> syntax.Name:
        """The last of the rules in lower case that stand for each other."""
        # There can be many: each is followed once.
        passed: list[str] = []
        while node.name not in self._last_aliases:
            following = self._alias_of(node)
            if following is None:
                break
            passed.append(node.name)
            node = following
        node = self._last_aliases.get(node.name, node)
        self._last_aliases.update(dict.fromkeys(passed, node))
        return node

    def _alias_of(self, node: syntax.Name) -> syntax.Name | None:
        """The name that a rule in lower case stands for, if it is no more."""
        rule = self.resolved.rules.get(node.name)
        if rule is None or not isinstance(rule.definition, syntax.Type):
            return None
        only = rule.definition.choices[0]
        is_alias = (
            len(rule.definition.choices) == 1
            and node.name[0].islower()
            and only.operator is None
            and self.identified_component(node.name) is None
        )
        target = only.target
        is_name = isinstance(target, syntax.Name)
        return target if is_alias and is_name else None  # type: ignore[return-value]

    def identified_component(self, rule_name: str) -> str | None:
        """The component of a rule: "Entity" for `EntityID = id`, else None."""
        rule = self.resolved.rules.get(rule_name)
        if rule is None or not isinstance(rule.definition, syntax.Type):
            return None
        choices = rule.definition.choices
        target = choices[0].target
        is_identifier = (
            len(choices) == 1
            and isinstance(target, syntax.Name)
            and target.name == IDENTIFIER_RULE
            and rule_name.endswith("ID")
        )
        return rule_name.removesuffix("ID") if is_identifier else None

    def _lower_map(
        self, node: syntax.Map, inline_name: str | None
    ) -> types.ModelType:
        entries = [
            entry for choice in node.group.choices for entry in choice.entries
        ]
        if (
            len(entries) == 1
            and entries[0].key is not None
            and entries[0].key.type is not None
        ):
            return self._lower_text_map(entries[0])
        if inline_name is None:
            return self.unsupported(
                node.span,
                "a map written in place",
                "give it a rule of its own, so that the structure has a name",
            )
        return types.Named(inline_name)

    def _lower_text_map(self, entry: syntax.Entry) -> types.ModelType:
        key = entry.key.type.target  # type: ignore[union-attr]
        repeated = (
            entry.occurrence is not None and entry.occurrence.maximum is None
        )
        if (
            isinstance(key, syntax.Name)
            and PRELUDE.get(key.name) == "text"
            and repeated
            and isinstance(entry.content, syntax.Type)
        ):
            return types.TextMap(self.lower(entry.content, None))
        return self.unsupported(
            entry.span, "this map", "`{ * tstr => type }` is taken"
        )

    def _lower_array(
        self, node: syntax.Array, inline_name: str | None
    ) -> types.ModelType:
        entries = [
            entry for choice in node.group.choices for entry in choice.entries
        ]
        if len(node.group.choices) != 1 or not entries:
            return self.unsupported(node.span, "this array", None)
        if any(entry.key is not None for entry in entries):
            if inline_name is None:
                return self.unsupported(
                    node.span,
                    "an array with named places, written in place",
                    "give it a rule, or a name in [structures] of the bindings",
                )
            return types.Named(inline_name)
        if len(entries) != 1 or not isinstance(entries[0].content, syntax.Type):
            return self.unsupported(
                node.span,
                "an array with several unnamed places",
                "name them: [ a: T, b: U ]",
            )
        occurrence = entries[0].occurrence
        group = sole(entries[0].content)
        if isinstance(group, syntax.Name) and self.resolved.is_group(
            group.name
        ):
            # The front end has refused any other occurrence of a group.
            return types.FlatList(
                types.Named(group.name), occurrence.minimum if occurrence else 0
            )
        element = self.lower(entries[0].content, None)
        if occurrence is None:
            return types.FixedList(element, 1)
        if occurrence.maximum is None:
            return types.ListOf(element, occurrence.minimum)
        if occurrence.minimum == occurrence.maximum:
            return types.FixedList(element, occurrence.maximum)
        return self.unsupported(
            occurrence.span,
            "a bounded list",
            "`*`, `+`, `n*` and `n*n` are taken",
        )

    def _check_distinct(
        self, node: syntax.Type, alternatives: tuple[types.ModelType, ...]
    ) -> None:
        kinds = [self.item_kind(alternative) for alternative in alternatives]
        for position, kind in enumerate(kinds):
            if kind == "any" or kind in kinds[:position]:
                self.diagnostics.error(
                    "ambiguous-choice",
                    node.choices[position].span,
                    "this alternative can't be told from the others by its "
                    f"kind, {kind}",
                    "the alternatives of a choice must be of different CBOR "
                    "kinds",
                )

    def item_kind(self, node: types.ModelType) -> str:
        """The kind of CBOR item that carries a value of this type."""
        if isinstance(node, types.Scalar):
            kinds = {"uint": "integer", "uint32": "integer", "int": "integer"}
            kinds |= {"float32": "float", "float64": "float"}
            return kinds.get(node.kind, node.kind)
        if isinstance(
            node,
            (types.FixedList, types.ListOf, types.FlatList, types.Identifier),
        ):
            return "array"
        if isinstance(node, types.TextMap):
            return "map"
        if isinstance(node, types.Named):
            return self._kind_of_rule(node.name)
        return "any"

    def _kind_of_rule(self, name: str) -> str:
        rule = self.resolved.rules.get(name)
        target: syntax.Type2 | None = None
        while rule is not None and isinstance(rule.definition, syntax.Type):
            target = rule.definition.choices[0].target
            if not isinstance(target, syntax.Name):
                break
            lowered = self._lower_name(target)
            if not isinstance(lowered, types.Named):
                return self.item_kind(lowered)
            rule = self.resolved.rules.get(lowered.name)
        if rule is None or not isinstance(rule.definition, syntax.Type):
            return "map"
        target = rule.definition.choices[0].target
        if isinstance(target, syntax.Value):
            return "text"
        if isinstance(target, syntax.Array):
            return "array"
        if isinstance(target, syntax.Map):
            return "map"
        return "any"


def literal(node: syntax.Type2 | None) -> Literal:
    """The value of a literal, or of an array of literals as a tuple."""
    if isinstance(node, syntax.Value) and not isinstance(node.value, bytes):
        return node.value
    if isinstance(node, syntax.Name) and node.name in ("true", "false"):
        return node.name == "true"
    if isinstance(node, syntax.Array):
        entries = node.group.choices[0].entries
        return tuple(
            literal(entry.content.choices[0].target)
            for entry in entries
            if isinstance(entry.content, syntax.Type)
        )
    return None


def _describe(node: syntax.Type2) -> str:
    words = re.sub(r"(?<!^)([A-Z])", r" \1", type(node).__name__).lower()
    return {
        "tagged": "a tag",
        "unwrap": "the unwrap operator ~",
        "enumeration": "the enumeration operator &",
        "value": "a single value as a type in place",
    }.get(words, f"a {words}")
