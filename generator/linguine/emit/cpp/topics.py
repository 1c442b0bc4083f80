"""Divides a model into topics and puts their definitions into order."""

from __future__ import annotations

import re

from linguine.diagnostics import Diagnostics
from linguine.emit.cpp.language import (
    CPP,
    RUNTIME_NAMES,
    USED_NAMES,
    Name,
)
from linguine.emit.cpp.spelling import CppTypes
from linguine.emit.cpp.view import (
    TopicView,
    component_view,
    enumeration_view,
    structure_view,
)
from linguine.emit.language import span_of
from linguine.emit.names import Scope, names_of_interface
from linguine.model import model, types

# The names of a type that nothing stands before, neither behind.
_UNQUALIFIED = re.compile(r"(?<![\w:])[A-Za-z_]\w*(?![\w:])")

Definition = model.Enumeration | model.Alias | model.Structure


class TopicBuilder:
    """Builds the views of all topics of a model."""

    def __init__(
        self,
        the_model: model.Model,
        cpp: CppTypes,
        is_in_runtime: bool,
        diagnostics: Diagnostics,
    ) -> None:
        self._model = the_model
        self._is_in_runtime = is_in_runtime
        self._cpp = cpp
        self._diagnostics = diagnostics
        self._topic_of = {item.name: item.topic for item in self._definitions()}

    def _definitions(self) -> list[Definition]:
        found: list[Definition] = [
            *self._model.enumerations,
            *self._model.aliases,
            *self._model.structures,
        ]
        return sorted(found, key=lambda item: (item.origin.line, item.name))

    def build(self) -> list[TopicView]:
        """The topics in the order of the specification."""
        self._check_names()
        topics = {name: TopicView(name) for name in self._model.topics}
        for definition in self._ordered():
            self._add(topics[definition.topic], definition)
        for component in self._model.components:
            view = component_view(self._cpp, self._model, component)
            topics[component.topic].components.append(view)
        for direction in self._model.directions:
            for message in direction.messages:
                if message.role == "plain":
                    topics[message.topic].plain_messages.append(message)
        for topic in topics.values():
            topic.headers = sorted(set(topic.headers), key=_header_order)
            topic.topics = sorted(set(topic.topics) - {topic.name})
            topic.imported_codecs = sorted(set(topic.imported_codecs))
        self._check_topic_cycles(topics)
        return list(topics.values())

    # ------------------------------------------------------------------- order

    def _ordered(self) -> list[Definition]:
        """All definitions, each behind those that it uses."""
        by_name = {item.name: item for item in self._definitions()}
        done: dict[str, Definition] = {}
        for start, definition in by_name.items():
            # Without recursion: rules can lead to each other on a long way.
            open_names = {start: iter(self._uses(definition))}
            while open_names and start not in done:
                name, rest = next(reversed(open_names.items()))
                used = next(rest, None)
                if used is None:
                    open_names.popitem()
                    done[name] = by_name[name]
                elif used in open_names:
                    self._diagnostics.error(
                        "unsupported",
                        span_of(by_name[used].origin),
                        f"unsupported: {used} contains itself",
                        "break the circle with a list of identifiers",
                    )
                elif used in by_name and used not in done:
                    open_names[used] = iter(self._uses(by_name[used]))
        return list(done.values())

    def _uses(self, definition: Definition) -> list[str]:
        if isinstance(definition, model.Enumeration):
            return []
        if isinstance(definition, model.Alias):
            return list(self._cpp.named(definition.type))
        return [
            name
            for member in definition.members()
            for name in self._cpp.named(member.type)
        ]

    # --------------------------------------------------------------------- add

    def _add(self, topic: TopicView, definition: Definition) -> None:
        topic.topics += [
            self._topic_of[name]
            for name in self._uses(definition)
            if name in self._topic_of
        ]
        if isinstance(definition, model.Enumeration):
            view = enumeration_view(definition)
            topic.headers += ["<cstdint>", "<string_view>"]
            topic.enumerations.append(view)
            topic.definitions.append(("enumeration", view))
        elif isinstance(definition, model.Alias):
            topic.headers += self._cpp.system_headers(definition.type)
            spelled = self._cpp.spell(definition.type)
            topic.definitions.append(
                ("alias", (definition.name, spelled, definition.doc))
            )
        else:
            self._add_structure(topic, definition)

    def _add_structure(
        self, topic: TopicView, structure: model.Structure
    ) -> None:
        for entry in structure.entries:
            if isinstance(entry, model.OneOf):
                topic.headers.append("<variant>")
            elif entry.presence == "optional":
                topic.headers.append("<optional>")
        for member in structure.members():
            topic.headers += self._cpp.system_headers(member.type)
            topic.imported_codecs += self._cpp.imported_codecs(member.type)
            if isinstance(member.type, types.Presence) and (
                member.type.name not in topic.presences
            ):
                topic.presences.append(member.type.name)
                topic.definitions.append(
                    ("presence", (member.type.name, member.key))
                )
        view = structure_view(self._cpp, structure)
        topic.structures.append(view)
        topic.definitions.append(("structure", view))

    # ------------------------------------------------------------------ checks

    def _check_names(self) -> None:
        scope = Scope("the namespace", CPP, self._diagnostics)
        scope.reserve(USED_NAMES, "a name of all generated code")
        if self._is_in_runtime:
            scope.reserve(RUNTIME_NAMES, "a type of the runtime")
        for direction in self._model.directions:
            scope.reserve(
                (
                    f"{direction.name}Message{suffix}"
                    for suffix in ("Handler", "HandlerBase", "Visitor", "Name")
                ),
                f"what handles messages of {direction.name}",
            )
        for definition in self._definitions():
            scope.claim(
                definition.name,
                f"the rule {definition.name}",
                definition.origin,
            )
        for component in self._model.components:
            origin = self._model.structure(component.content).origin
            scope.claim(
                f"{component.name}ID",
                f"the identifier of {component.name}",
                origin,
            )
        for direction in self._model.directions:
            for message in direction.messages:
                if message.role != "plain":
                    scope.claim(
                        message.name,
                        f"the message {message.name}",
                        message.origin,
                    )
        for interface in self._model.interfaces:
            scope.claim(
                names_of_interface(interface.name),
                f"the names of {interface.name}",
                interface.origin,
            )
        for enumeration in self._model.enumerations:
            inner = Scope(enumeration.name, CPP, self._diagnostics)
            for item in enumeration.enumerators:
                inner.claim(
                    f"k{item.name}",
                    f'the text "{item.text}"',
                    enumeration.origin,
                )
        for structure in self._model.structures:
            self._check_members(structure)

    def _check_members(self, structure: model.Structure) -> None:
        scope = Scope(structure.name, CPP, self._diagnostics)
        # In C++ a member must not be called like a type beside it.
        scope.reserve([structure.name], "its own type")
        for member in structure.members():
            spelled = self._cpp.spell(member.type)
            scope.reserve(_UNQUALIFIED.findall(spelled), "a type in it")
        for entry in structure.entries:
            if isinstance(entry, model.Member):
                scope.claim(
                    Name(entry.name).member(),
                    f"the key {entry.key}",
                    entry.origin,
                )
                continue
            scope.claim(
                Name(entry.name).member(),
                f"the one-of {entry.name}",
                entry.origin,
            )
            kinds = [
                self._cpp.canonical(item.type) for item in entry.alternatives
            ]
            for position, kind in enumerate(kinds):
                if kind in kinds[:position]:
                    self._diagnostics.error(
                        "ambiguous-one-of",
                        span_of(entry.alternatives[position].origin),
                        f"{entry.alternatives[position].key} has the same C++ "
                        f"type as another alternative, {kind}",
                        "give each alternative a type of its own",
                    )

    def _check_topic_cycles(self, topics: dict[str, TopicView]) -> None:
        for topic in topics.values():
            reached: list[str] = list(topic.topics)
            for name in reached:
                reached += [
                    item for item in topics[name].topics if item not in reached
                ]
            if topic.name in reached:
                first = next(
                    item
                    for item in self._definitions()
                    if item.topic == topic.name
                )
                self._diagnostics.error(
                    "topic-cycle",
                    span_of(first.origin),
                    f"the part {topic.name!r} uses other parts that use it",
                    "move the shared rules below a banner of their own",
                )


def _header_order(header: str) -> tuple[int, str]:
    return (0 if header.startswith("<") else 1, header)
