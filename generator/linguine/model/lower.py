"""Builds the model from a resolved specification and its bindings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from linguine.cddl import syntax
from linguine.cddl.resolver import Resolved, is_message_table
from linguine.diagnostics import Diagnostics
from linguine.model import model, types
from linguine.model.bindings import Bindings
from linguine.model.lower_callables import CallableLowering
from linguine.model.lower_messages import MessageLowering, is_identity
from linguine.model.lower_types import IDENTIFIER_RULE, TypeLowering, literal
from linguine.model.topics import Topics
from linguine.model.validate import check_model

_Definition = TypeVar(
    "_Definition", model.Enumeration, model.Alias, model.Structure
)


def lower(
    resolved: Resolved,
    sources: dict[str, str],
    bindings: Mapping[str, Bindings],
    diagnostics: Diagnostics,
) -> model.Model | None:
    """The model of a specification, or None where there were errors.

    `bindings` are those of each file, by the file; files may share them. Those
    of imported files need not be used.
    """
    lowering = _Lowering(resolved, sources, bindings, diagnostics)
    result = lowering.run()
    if not diagnostics.has_errors:
        check_model(result, diagnostics)
    own = {
        one.file: one
        for file, one in bindings.items()
        if file not in resolved.imports
    }
    for one in own.values():
        one.report_unused(diagnostics)
    return None if diagnostics.has_errors else result


class _Lowering:
    def __init__(
        self,
        resolved: Resolved,
        sources: dict[str, str],
        bindings: Mapping[str, Bindings],
        diagnostics: Diagnostics,
    ) -> None:
        self.resolved = resolved
        self.bindings_by_file = bindings
        # Those of the file whose rule is being lowered.
        self.bindings = Bindings()
        self.diagnostics = diagnostics
        self.types = TypeLowering(resolved, diagnostics)
        self.topics = Topics(sources, diagnostics)
        self.messages = MessageLowering(self.types)
        self.callables = CallableLowering(
            self.types, self._bindings_of, self._topic, diagnostics
        )
        self.enumerations: list[model.Enumeration] = []
        self.aliases: list[model.Alias] = []
        self.structures: list[model.Structure] = []

    def run(self) -> model.Model:
        for rule in self.resolved.rules.values():
            self.bindings = self._bindings_of(rule.span.file)
            if isinstance(rule.definition, syntax.Type):
                self._lower_rule(rule, rule.definition)
            elif is_message_table(rule):
                self.messages.remember_group(rule)
            else:
                self._lower_group(rule, rule.definition)
        self.callables.report_unused()
        topics = {
            rule.name: self._topic(rule.span)
            for rule in self.resolved.rules.values()
        }
        components = self.messages.components(
            self.structures, self._bindings_of, topics
        )
        directions = self.messages.directions(topics)
        structures = self._own(self.messages.without_deletes(self.structures))
        enumerations, aliases = (
            self._own(self.enumerations),
            self._own(self.aliases),
        )
        used = {item.topic for item in (*enumerations, *aliases, *structures)}
        used |= {
            message.topic for item in directions for message in item.messages
        }
        ordered = dict.fromkeys(topics.values())
        return model.Model(
            enumerations,
            aliases,
            structures,
            components,
            directions,
            tuple(topic for topic in ordered if topic in used),
            tuple(self.callables.callables),
            tuple(self.callables.interfaces),
            self._imported(),
        )

    def _bindings_of(self, file: str) -> Bindings:
        return self.bindings_by_file.get(file, Bindings())

    def _own(self, items: Sequence[_Definition]) -> tuple[_Definition, ...]:
        return tuple(
            item
            for item in items
            if item.origin.file not in self.resolved.imports
        )

    def _imported(self) -> tuple[model.Imported, ...]:
        found: list[model.Imported] = []
        everything = (*self.enumerations, *self.aliases, *self.structures)
        for file, folder in self.resolved.imports.items():
            definitions = tuple(
                item for item in everything if item.origin.file == file
            )
            identifiers = tuple(
                component
                for rule in self.resolved.rules.values()
                if rule.span.file == file
                and (component := self.types.identified_component(rule.name))
            )
            if definitions or identifiers:
                found.append(model.Imported(folder, definitions, identifiers))
        return tuple(found)

    # ------------------------------------------------------------------- rules

    def _lower_rule(self, rule: syntax.Rule, definition: syntax.Type) -> None:
        if rule.name == IDENTIFIER_RULE or self.types.identified_component(
            rule.name
        ):
            return
        if self.messages.is_root(rule) or self.callables.take(rule):
            return
        targets = [choice.target for choice in definition.choices]
        if all(isinstance(target, syntax.Value) for target in targets):
            self._lower_enumeration(rule, targets)
            return
        if len(targets) == 1 and isinstance(targets[0], syntax.Map):
            self._lower_structure(rule, rule.name, targets[0].group, "map")
            return
        if len(targets) == 1 and isinstance(targets[0], syntax.Array):
            group = targets[0].group
            if any(
                entry.key
                for choice in group.choices
                for entry in choice.entries
            ):
                self._lower_structure(rule, rule.name, group, "array")
                return
        lowered = self.types.lower(definition, None)
        if rule.name[0].isupper():
            self.aliases.append(
                model.Alias(
                    rule.name,
                    lowered,
                    self._topic(rule.span),
                    rule.doc,
                    _origin(rule.span),
                )
            )

    def _lower_group(self, rule: syntax.Rule, definition: syntax.Entry) -> None:
        assert isinstance(definition.content, syntax.Group)
        self._lower_structure(rule, rule.name, definition.content, "group")

    def _lower_enumeration(
        self, rule: syntax.Rule, targets: list[syntax.Type2]
    ) -> None:
        texts = [
            target.value
            for target in targets
            if isinstance(target, syntax.Value)
        ]
        for target, text in zip(targets, texts, strict=True):
            if not isinstance(text, str):
                self.types.unsupported(
                    target.span, "a choice of values that are no texts", None
                )
                return
        enumerators = tuple(
            model.Enumerator(
                str(text),
                self.bindings.name("enumerators", f"{rule.name}.{text}")
                or _pascal_case(str(text)),
                _origin(target.span),
            )
            for target, text in zip(targets, texts, strict=True)
        )
        opened = self.bindings.open_enumeration(rule.name) or {}
        self.enumerations.append(
            model.Enumeration(
                rule.name,
                enumerators,
                self._topic(rule.span),
                rule.doc,
                opened.get("fallback"),  # type: ignore[arg-type]
                tuple(opened.get("matched", ())),  # type: ignore[arg-type]
                _origin(rule.span),
            )
        )

    def _lower_structure(
        self, rule: syntax.Rule, name: str, group: syntax.Group, form: str
    ) -> None:
        if len(group.choices) != 1:
            self.types.unsupported(
                group.span,
                "alternatives that split the whole of it",
                "put the alternatives into parentheses: ( a: A // b: B )",
            )
            return
        entries: list[model.Entry] = []
        for entry in group.choices[0].entries:
            lowered = self._lower_entry(rule.name, entry)
            if lowered is not None:
                entries.append(lowered)
        structure = model.Structure(
            name,
            tuple(entries),
            self._topic(rule.span),
            form,
            rule.doc if name == rule.name else "",
            self.bindings.has("content_ignored", name),
            form == "group" and self.bindings.has("groups_as_maps", name),
            _origin(rule.span),
        )
        self.structures.append(structure)

    # ----------------------------------------------------------------- entries

    def _lower_entry(
        self, owner: str, entry: syntax.Entry
    ) -> model.Entry | None:
        if isinstance(entry.content, syntax.Group):
            return self._lower_one_of(owner, entry, entry.content)
        if entry.key is None:
            self.types.unsupported(entry.span, "a group or value without a key")
            return None
        return self._lower_member(owner, entry, entry.content)

    def _lower_one_of(
        self, owner: str, entry: syntax.Entry, group: syntax.Group
    ) -> model.OneOf | None:
        alternatives: list[model.Member] = []
        for choice in group.choices:
            only = choice.entries[0] if len(choice.entries) == 1 else None
            if only is None or only.key is None or only.occurrence is not None:
                self.types.unsupported(
                    choice.span,
                    "an alternative that is not one required entry",
                    "write ( a: A // b: B ), with `?` before the parenthesis",
                )
                return None
            assert isinstance(only.content, syntax.Type)
            member = self._lower_member(owner, only, only.content)
            if member is not None:
                alternatives.append(member)
        name = None
        for member in alternatives[:1]:
            name = self.bindings.name("one_ofs", f"{owner}.{member.key}")
        if name is None:
            self.diagnostics.error(
                "unnamed-one-of",
                entry.span,
                f"the one-of in {owner} has no name",
                f'add "{owner}.<first key>" = "name" to [one_ofs] of the '
                "bindings",
            )
            return None
        required = entry.occurrence is None
        return model.OneOf(
            name, tuple(alternatives), required, entry.doc, _origin(entry.span)
        )

    def _lower_member(
        self, owner: str, entry: syntax.Entry, content: syntax.Type
    ) -> model.Member | None:
        key = self._key_text(entry)
        if key is None:
            return None
        place = f"{owner}.{key}"
        # Nothing binds the identifier of a component.
        bindings = Bindings() if is_identity(owner, key) else self.bindings
        presence_type = bindings.name("presences", place)
        if presence_type is not None:
            lowered: types.ModelType = types.Presence(presence_type)
            self._check_presence(entry, content)
        else:
            lowered = self._lower_member_type(place, entry, content)
        presence, default = self._presence(place, entry, content)
        return model.Member(
            key,
            lowered,
            presence,
            default,
            entry.doc,
            bindings.texts("aliases", place),
            bindings.has("numbers_as_text", place),
            bindings.has("longer_arrays", place),
            bindings.member_name(place),
            _origin(entry.span),
        )

    def _check_presence(
        self, entry: syntax.Entry, content: syntax.Type
    ) -> None:
        """A key of which only the presence counts has a value of any type."""
        target = content.choices[0].target
        if len(content.choices) > 1 or not (
            isinstance(target, syntax.Name) and target.name == "any"
        ):
            self.diagnostics.error(
                "misplaced-binding",
                entry.span,
                "only the presence counts of a key in [presences], whose type "
                "must be any",
                "mend the binding, or write any",
            )

    def _lower_member_type(
        self, place: str, entry: syntax.Entry, content: syntax.Type
    ) -> types.ModelType:
        inline_name = self.bindings.name("structures", place)
        target = content.choices[0].target
        if inline_name is not None and isinstance(
            target, (syntax.Array, syntax.Map)
        ):
            rule = syntax.Rule(place, (), "=", content, "", entry.span)
            form = "array" if isinstance(target, syntax.Array) else "map"
            self._lower_structure(rule, inline_name, target.group, form)
        elif inline_name is not None:
            self.diagnostics.error(
                "misplaced-binding",
                entry.span,
                f"'{place}' has a name in [structures], but is no map or array "
                "written in place",
                "mend the binding, or take it out",
            )
        return self.types.lower(content, inline_name)

    def _key_text(self, entry: syntax.Entry) -> str | None:
        assert entry.key is not None
        if entry.key.name is not None:
            return entry.key.name
        if entry.key.value is not None and isinstance(
            entry.key.value.value, str
        ):
            return entry.key.value.value
        self.types.unsupported(entry.key.span, "a key that is no text")
        return None

    def _presence(
        self, place: str, entry: syntax.Entry, content: syntax.Type
    ) -> tuple[str, model.Literal]:
        occurrence = entry.occurrence
        if occurrence is None:
            return "required", None
        if (occurrence.minimum, occurrence.maximum) != (0, 1):
            self.types.unsupported(
                occurrence.span, "a key that occurs more than once"
            )
            return "required", None
        only = content.choices[0]
        if only.operator == ".default":
            return "defaulted", literal(only.controller)
        if self.bindings.has("lists", place):
            return "list", None
        if self.bindings.has("defaulted", place):
            return "defaulted", ()
        return "optional", None

    def _topic(self, span: syntax.Span) -> str:
        return self.topics.at(span.file, span.line)


def _pascal_case(text: str) -> str:
    return "".join(
        word[:1].upper() + word[1:].lower() for word in text.split("_")
    )


def _origin(span: syntax.Span) -> model.Origin:
    return model.Origin(span.file, span.line, span.column)
