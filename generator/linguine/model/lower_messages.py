"""Finds the messages of each direction and the lifecycles of components."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from linguine.cddl import syntax
from linguine.cddl.resolver import is_message_table
from linguine.model import model
from linguine.model.bindings import Bindings
from linguine.model.lower_types import TypeLowering

_ROLES = ("Create", "Update", "Delete")
_ROOT_SUFFIX = "Message"
_IDENTIFIER_KEY = "id"


class MessageLowering:
    """Collects group rules of `number, message` pairs and what they make."""

    def __init__(self, type_lowering: TypeLowering) -> None:
        self._types = type_lowering
        self._groups: list[syntax.Rule] = []
        self._deletes: set[str] = set()

    def remember_group(self, rule: syntax.Rule) -> None:
        """Takes a group rule: a direction's table of messages."""
        self._groups.append(rule)

    def is_root(self, rule: syntax.Rule) -> bool:
        """Whether this is a frame: `[ + ServerMessage ]`."""
        assert isinstance(rule.definition, syntax.Type)
        target = rule.definition.choices[0].target
        if not isinstance(target, syntax.Array):
            return False
        for choice in target.group.choices:
            for entry in choice.entries:
                if not isinstance(entry.content, syntax.Type):
                    continue
                name = entry.content.choices[0].target
                rules = self._types.resolved.rules
                if (
                    isinstance(name, syntax.Name)
                    and name.name in rules
                    and is_message_table(rules[name.name])
                ):
                    return True
        return False

    # -------------------------------------------------------------- components

    def components(
        self,
        structures: list[model.Structure],
        bindings_of: Callable[[str], Bindings],
        topics: dict[str, str],
    ) -> tuple[model.Component, ...]:
        """The components, in the order of their first message.

        Lifecycle structures lose their `id` and take the component's name.
        """
        kinds = self._kinds()
        components: list[model.Component] = []
        by_name = {structure.name: structure for structure in structures}
        for kind in kinds:
            create = by_name.get(f"Msg{kind}Create")
            update = by_name.get(f"Msg{kind}Update")
            if create is None:
                continue
            self._replace(structures, create, kind)
            if update is not None:
                self._replace(structures, update, f"{kind}Update")
            if f"Msg{kind}Delete" in by_name:
                self._deletes.add(f"Msg{kind}Delete")
            always = tuple(
                member.key
                for member in (update.members() if update else ())
                if member.key != _IDENTIFIER_KEY
                and bindings_of(update.origin.file).has(
                    "always_updated", f"Msg{kind}Update.{member.key}"
                )
            )
            components.append(
                model.Component(
                    kind,
                    kind,
                    f"{kind}Update" if update is not None else None,
                    topics[create.name],
                    always,
                )
            )
        return tuple(components)

    def _kinds(self) -> list[str]:
        ordered: list[str] = []
        for name in self._message_names():
            role = _role(name)
            if role == "create":
                kind = name.removeprefix("Msg").removesuffix("Create")
                if self._types.identified_component(f"{kind}ID") == kind:
                    ordered.append(kind)
        return ordered

    def _replace(
        self,
        structures: list[model.Structure],
        structure: model.Structure,
        name: str,
    ) -> None:
        kept = tuple(
            entry
            for entry in structure.entries
            if not (
                isinstance(entry, model.Member)
                and is_identity(structure.name, entry.key)
            )
        )
        if len(kept) == len(structure.entries):
            self._types.unsupported(
                syntax.Span(
                    structure.origin.file,
                    structure.origin.line,
                    structure.origin.column,
                ),
                f"{structure.name} without an `id`",
            )
        position = structures.index(structure)
        structures[position] = dataclasses.replace(
            structure, name=name, entries=kept
        )

    def without_deletes(
        self, structures: list[model.Structure]
    ) -> tuple[model.Structure, ...]:
        """The structures but for those of deletes, which are only an id."""
        return tuple(
            item for item in structures if item.name not in self._deletes
        )

    # -------------------------------------------------------------- directions

    def directions(self, topics: dict[str, str]) -> tuple[model.Direction, ...]:
        """The messages of each side, ascending by number."""
        kinds = set(self._kinds())
        result: list[model.Direction] = []
        for rule in self._groups:
            messages = []
            for number, target in self._pairs(rule):
                messages.append(self._message(number, target, kinds, topics))
            messages.sort(key=lambda message: message.number)
            result.append(
                model.Direction(
                    rule.name.removesuffix(_ROOT_SUFFIX),
                    rule.name,
                    tuple(messages),
                )
            )
        return tuple(result)

    def _message(
        self,
        number: int,
        target: syntax.Name,
        kinds: set[str],
        topics: dict[str, str],
    ) -> model.Message:
        name = target.name
        rule = self._types.resolved.rules[name]
        role = _role(name)
        kind: str | None = None
        if role is not None:
            kind = name.removeprefix("Msg").removesuffix(role.capitalize())
        if kind not in kinds:
            role, kind = "plain", None
        structure = {"create": kind, "update": f"{kind}Update"}.get(
            role or "", name
        ) or name
        return model.Message(
            name,
            number,
            role or "plain",
            structure,
            kind,
            topics[name],
            rule.doc,
            model.Origin(rule.span.file, rule.span.line, rule.span.column),
            model.Origin(
                target.span.file, target.span.line, target.span.column
            ),
        )

    def _message_names(self) -> list[str]:
        return [
            target.name
            for rule in self._groups
            for _, target in self._pairs(rule)
        ]

    def _pairs(self, rule: syntax.Rule) -> list[tuple[int, syntax.Name]]:
        found: list[tuple[int, syntax.Name]] = []
        for choice in self._choices(rule):
            number, name = self._pair(choice)
            if (
                number is None
                or name is None
                or name.name not in self._types.resolved.rules
            ):
                self._types.unsupported(
                    choice.span,
                    f"an alternative of {rule.name} that is not `number, "
                    "message`",
                    "a message table is `( 0, MsgA // 1, MsgB )`",
                )
                continue
            found.append((number, name))
        return found

    @staticmethod
    def _choices(rule: syntax.Rule) -> tuple[syntax.GroupChoice, ...]:
        definition = rule.definition
        if isinstance(definition, syntax.Entry) and isinstance(
            definition.content, syntax.Group
        ):
            return definition.content.choices
        return ()

    @staticmethod
    def _pair(
        choice: syntax.GroupChoice,
    ) -> tuple[int | None, syntax.Name | None]:
        if len(choice.entries) != 2:
            return None, None
        targets = [
            entry.content.choices[0].target
            if isinstance(entry.content, syntax.Type)
            else None
            for entry in choice.entries
        ]
        number, name = targets
        if isinstance(number, syntax.Value) and isinstance(number.value, int):
            return number.value, name if isinstance(name, syntax.Name) else None
        return None, None


def is_identity(rule: str, key: str) -> bool:
    """Whether this is the identifier of a component in one of its messages."""
    return key == "id" and _role(rule) is not None


def _role(name: str) -> str | None:
    if not name.startswith("Msg"):
        return None
    return next((role.lower() for role in _ROLES if name.endswith(role)), None)
