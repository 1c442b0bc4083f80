"""Renders a model as TypeScript: a module for each topic, and common ones."""

from __future__ import annotations

from linguine.diagnostics import Diagnostics
from linguine.emit.code_format import CODE_FORMAT, fingerprint_of
from linguine.emit.component_order import reference_order
from linguine.emit.language import check_model
from linguine.emit.names import Name as AnyName
from linguine.emit.names import Scope, names_of_interface
from linguine.emit.settings import Settings
from linguine.emit.templates import make_environment, tidy
from linguine.emit.typescript.interfaces import InterfaceBuilder
from linguine.emit.typescript.language import (
    CBOR,
    COMPONENT_NAMES,
    TYPESCRIPT,
    USED_NAMES,
)
from linguine.emit.typescript.layout import (
    FILTERS,
    broken_signatures,
    count_members,
)
from linguine.emit.typescript.module import Module
from linguine.emit.typescript.spelling import IDS, Spelling, camel
from linguine.emit.typescript.view import (
    AliasView,
    ComponentView,
    StructureView,
    TopicView,
    enumeration_view,
    kinds_of_alternatives,
    one_of_type,
    structure_view,
)
from linguine.model import model, types

COMPONENTS = "components.ts"
DISPATCH = "dispatch.ts"
FRAMES = "frames.ts"
FINGERPRINT = "fingerprint.ts"
INDEX = "index.ts"
MESSAGES = "messages.ts"


def render(
    the_model: model.Model, settings: Settings, diagnostics: Diagnostics
) -> dict[str, str]:
    """The text of each file, by its path."""
    check_model(the_model, TYPESCRIPT, diagnostics)
    return _Renderer(the_model, settings, diagnostics).run()


class _Renderer:
    def __init__(
        self,
        the_model: model.Model,
        settings: Settings,
        diagnostics: Diagnostics,
    ) -> None:
        self._model = the_model
        self._diagnostics = diagnostics
        self._files: dict[str, str] = {}
        environment = make_environment()
        environment.filters.update(FILTERS)
        environment.globals.update(
            count_members=count_members,
            generated_note=settings.note,
            directions=the_model.directions,
            components=the_model.components,
            components_in_reference_order=reference_order(the_model),
        )
        self._environment = environment

    def run(self) -> dict[str, str]:
        self._check_names()
        if self._diagnostics.has_errors:
            return {}
        if self._model.components:
            self._write(IDS, "ids.ts.j2", Module(IDS))
            self._write(COMPONENTS, "components.ts.j2", Module(COMPONENTS))
        for topic in self._topics():
            self._write(
                topic.module.path, "topic.ts.j2", topic.module, topic=topic
            )
        if self._model.directions:
            self._write(MESSAGES, "messages.ts.j2", Module(MESSAGES))
            self._write_with_messages(DISPATCH, "read")
            self._write_with_messages(FRAMES, "write")
        for view in InterfaceBuilder(self._model, self._diagnostics).build():
            template = (
                "method_proxy.ts.j2"
                if view.kind == "method"
                else "signal_listener.ts.j2"
            )
            self._write(view.module.path, template, view.module, interface=view)
        self._write(
            FINGERPRINT,
            "fingerprint.ts.j2",
            Module(FINGERPRINT),
            cbor_module=CBOR,
            code_format=CODE_FORMAT,
            fingerprint=fingerprint_of(self._model),
            imported=[
                one
                for one in sorted(
                    self._model.imported, key=lambda one: one.folder
                )
                if one.fingerprint
            ],
        )
        self._write(
            INDEX, "index.ts.j2", Module(INDEX), paths=list(self._files)
        )
        return self._files

    def _write_with_messages(self, path: str, verb: str) -> None:
        """Writes a module that uses a function of every message."""
        module = Module(path)
        for direction in self._model.directions:
            for message in direction.messages:
                source = f"{message.topic}.ts"
                module.use(source, f"{verb}{message.name}")
                module.use_type(source, message.name)
        self._write(path, f"{path}.j2", module)

    def _write(
        self, path: str, template: str, module: Module, **values: object
    ) -> None:
        text = self._environment.get_template(f"typescript/{template}").render(
            module=module, **values
        )
        # The imports of a module are known when all of it is written.
        text = text.replace("@IMPORTS@\n", module.imports(text))
        self._files[path] = tidy(broken_signatures(text))

    # ------------------------------------------------------------------ topics

    def _topics(self) -> list[TopicView]:
        topics = {}
        for name in self._model.topics:
            module = Module(f"{name}.ts")
            topics[name] = TopicView(
                name, module, Spelling(self._model, module)
            )
        for enumeration in self._model.enumerations:
            topics[enumeration.topic].enumerations.append(
                enumeration_view(enumeration)
            )
        for alias in self._model.aliases:
            self._add_alias(topics[alias.topic], alias)
        contents = {
            name
            for component in self._model.components
            for name in (component.content, component.update)
        }
        for structure in self._model.structures:
            topic = topics[structure.topic]
            if structure.name not in contents:
                topic.structures.append(
                    structure_view(topic.spelling, structure)
                )
        for component in self._model.components:
            topic = topics[component.topic]
            topic.components.append(self._component(topic, component))
        return list(topics.values())

    def _add_alias(self, topic: TopicView, alias: model.Alias) -> None:
        topic.aliases.append(
            AliasView(alias.name, topic.spelling.type(alias.type), alias.doc)
        )
        if isinstance(alias.type, types.Choice):
            topic.spelling.add_choice(
                alias.name, alias.type, {"read", "write"}, is_exported=True
            )

    def _component(
        self, topic: TopicView, component: model.Component
    ) -> ComponentView:
        def view(name: str) -> StructureView:
            return structure_view(topic.spelling, self._model.structure(name))

        by_role = {
            message.role: message.name
            for direction in self._model.directions
            for message in direction.messages
            if message.component == component.name
        }
        topic.module.use_type(IDS, f"{component.name}ID")
        return ComponentView(
            component.name,
            view(component.content),
            view(component.update) if component.update else None,
            by_role["create"],
            by_role.get("update"),
            by_role["delete"],
        )

    # ------------------------------------------------------------------ checks

    def _check_names(self) -> None:
        """Checks what the modules export, which index.ts brings together."""
        scope = Scope("the package", TYPESCRIPT, self._diagnostics)
        files = Scope("the folder", TYPESCRIPT, self._diagnostics)
        for name in USED_NAMES:
            meaning = f"{name}, which generated code uses,"
            scope.claim(name, meaning, model.Origin("", 0, 0))
        for name in ("codeFormat", "fingerprint", "importedFingerprints"):
            scope.claim(name, f"{name} of all code", model.Origin("", 0, 0))
        for direction in self._model.directions:
            for suffix in ("Message", "MessageHandler", "MessageHandlerBase"):
                meaning = f"the {suffix} of {direction.root}"
                scope.reserve([f"{direction.name}{suffix}"], meaning)
        if self._model.components:
            scope.reserve(COMPONENT_NAMES, "a name of all kinds")
        for path in (
            IDS,
            COMPONENTS,
            MESSAGES,
            DISPATCH,
            FINGERPRINT,
            FRAMES,
            INDEX,
        ):
            files.claim(path, f"the file {path}", model.Origin("", 0, 0))
        for definition in (
            *self._model.enumerations,
            *self._model.aliases,
            *self._model.structures,
        ):
            meaning = f"the rule {definition.name}"
            scope.claim(definition.name, meaning, definition.origin)
            files.claim(
                f"{definition.topic}.ts",
                f"the topic {definition.topic}",
                definition.origin,
            )
            if not isinstance(definition, model.Alias):
                table = f"{camel(definition.name)}Table"
                meaning = f"the table of {definition.name}"
                scope.claim(table, meaning, definition.origin)
            if isinstance(definition, model.Structure):
                self._check_structure(scope, definition)
        for component in self._model.components:
            origin = self._model.structure(component.content).origin
            meaning = f"the identifier of {component.name}"
            scope.claim(f"{component.name}ID", meaning, origin)
        for direction in self._model.directions:
            for message in direction.messages:
                if message.role != "plain":
                    meaning = f"the message {message.name}"
                    scope.claim(message.name, meaning, message.origin)
        for interface in self._model.interfaces:
            files.claim(
                f"{AnyName(interface.name).snake_case()}.ts",
                f"the interface {interface.name}",
                interface.origin,
            )
            suffix = "Proxy" if interface.kind == "method" else "Listener"
            scope.claim(
                f"{interface.name}{suffix}",
                f"the {suffix.lower()} of {interface.name}",
                interface.origin,
            )
            scope.claim(
                camel(names_of_interface(interface.name)),
                f"the names of {interface.name}",
                interface.origin,
            )

    def _check_structure(
        self, scope: Scope, structure: model.Structure
    ) -> None:
        inner = Scope(structure.name, TYPESCRIPT, self._diagnostics)
        variables = Scope(structure.name, TYPESCRIPT, self._diagnostics)
        for entry in structure.entries:
            is_one_of = isinstance(entry, model.OneOf)
            name = entry.name
            what = name if isinstance(entry, model.OneOf) else entry.key
            meaning = f"the {'one-of' if is_one_of else 'key'} {what}"
            inner.claim(f".{name}", meaning, entry.origin)
            variables.claim(f"_{AnyName(name).member()}", meaning, entry.origin)
            if isinstance(entry, model.OneOf):
                of_type = one_of_type(structure.name, entry)
                meaning = f"the type of {structure.name}.{name}"
                scope.claim(of_type, meaning, entry.origin)
                if kinds_of_alternatives(self._model, entry):
                    meaning = f"the kinds of {structure.name}.{name}"
                    scope.claim(f"{camel(of_type)}Kinds", meaning, entry.origin)
