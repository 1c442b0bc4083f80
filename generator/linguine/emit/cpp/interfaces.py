"""Methods, signals and interfaces in C++ terms, for their templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linguine.diagnostics import Diagnostics
from linguine.emit.cpp.language import CPP, CppSettings, Name
from linguine.emit.cpp.spelling import CppTypes, cpp_text
from linguine.emit.names import (
    Scope,
    names_of_interface,
    stem_of_interface,
)
from linguine.model import model, types

# Names that generated functions use beside their arguments.
_OWN_NAMES = ("context", "done", "audience", "caller_", "emitter_", "target_")

# Types that are cheaper to copy than to refer to.
_SMALL = ("bool", "uint64_t", "uint32_t", "int64_t", "float", "double")


@dataclass(frozen=True)
class ArgumentView:
    """An argument: its name in C++, its type, optional if it may be absent."""

    name: str
    wire_name: str
    type: str
    is_optional: bool
    is_small: bool
    doc: str

    @property
    def by_value(self) -> str:
        """The parameter of a function that keeps it."""
        return f"{self.type} {self.name}"

    @property
    def by_reference(self) -> str:
        """The parameter of a function that only reads it."""
        return (
            self.by_value
            if self.is_small
            else f"const {self.type}& {self.name}"
        )

    @property
    def texts(self) -> str:
        """Its name and documentation as an initializer.

        The protocol has no field that tells whether an argument may be absent,
        so the documentation begins with it.
        """
        words = ["Optional."] if self.is_optional else []
        text = " ".join([*words, self.doc]).strip()
        doc = f", {cpp_text(text)}" if text else ""
        return f"{{{cpp_text(self.wire_name)}{doc}}}"


@dataclass(frozen=True)
class CallableView:
    """A method or signal: a member function of its interface."""

    name: str
    wire_name: str
    arguments: tuple[ArgumentView, ...]
    # The type of the result; None for a callable without a result.
    result: str | None
    doc: str
    # The documentation of the callable, its arguments and its result.
    comment: str
    result_doc: str
    spread: bool
    # The constant of its interface's names that holds `wire_name`.
    names: str

    @property
    def constant(self) -> str:
        """Its constant, such as `kSubscribe`."""
        return _constant(self.name)

    @property
    def status(self) -> str:
        """The type that implementations return, and that calls deliver."""
        return (
            f"absl::StatusOr<{self.result}>" if self.result else "absl::Status"
        )

    @property
    def texts(self) -> str:
        """Names and documentation as an initializer of CallableTexts."""
        parts = [f".name = {self.names}::{self.constant}"]
        if self.doc:
            parts.append(f".doc = {cpp_text(self.doc)}")
        if self.arguments:
            parts.append(
                ".arguments = "
                f"{{{', '.join(one.texts for one in self.arguments)}}}"
            )
        if self.result_doc:
            parts.append(f".result_doc = {cpp_text(self.result_doc)}")
        return f"{{{', '.join(parts)}}}"


@dataclass(frozen=True)
class InterfaceView:
    """An interface and the headers that its files include."""

    name: str
    file: str
    kind: str
    callables: tuple[CallableView, ...]
    doc: str
    system_headers: tuple[str, ...]
    project_headers: tuple[str, ...]
    codec_headers: tuple[str, ...]
    # The interface of signals that belongs to one of methods, or the reverse.
    partner: str | None
    partner_file: str | None

    @property
    def names(self) -> str:
        """The structure of its names: `TableMethodNames` of TableMethods."""
        return names_of_interface(self.name)

    @property
    def has_optional(self) -> bool:
        """Whether an argument may be absent."""
        return any(
            one.is_optional for item in self.callables for one in item.arguments
        )


class InterfaceBuilder:
    """Builds the views of all interfaces of a model."""

    def __init__(
        self,
        the_model: model.Model,
        cpp: CppTypes,
        settings: CppSettings,
        diagnostics: Diagnostics,
    ) -> None:
        self._model = the_model
        self._cpp = cpp
        self._settings = settings
        self._diagnostics = diagnostics
        self._topic_of = {
            item.name: item.topic
            for item in (
                *the_model.enumerations,
                *the_model.aliases,
                *the_model.structures,
            )
        }
        self._types = {*self._topic_of}
        self._types |= {
            item.name for one in the_model.imported for item in one.definitions
        }

    def build(self) -> list[InterfaceView]:
        """The interfaces in the order of the specification."""
        return [self._interface(item) for item in self._model.interfaces]

    def _interface(self, interface: model.Interface) -> InterfaceView:
        stem = stem_of_interface(interface)
        scope = Scope(interface.name, CPP, self._diagnostics)
        scope.claim(
            interface.name, f"the interface {interface.name}", interface.origin
        )
        constants = Scope(
            names_of_interface(interface.name), CPP, self._diagnostics
        )
        items = [self._model.callable(name) for name in interface.callables]
        views = []
        for item in items:
            view = self._callable(
                item, stem, names_of_interface(interface.name)
            )
            scope.claim(view.name, f"the {item.kind} {item.name}", item.origin)
            constants.claim(
                view.constant, f"the {item.kind} {item.name}", item.origin
            )
            views.append(view)
        used = [one for item in items for one in _types_of(item)]
        headers = {
            header for one in used for header in self._cpp.system_headers(one)
        }
        topics = {
            self._topic_of[name]
            for one in used
            for name in self._own_names(one)
        }
        prefix = self._settings.include_prefix
        codecs = {
            header for one in used for header in self._cpp.imported_codecs(one)
        }
        codecs |= {f'"{prefix}/{topic}_codec.h"' for topic in topics}
        partner = self._partner(interface)
        return InterfaceView(
            interface.name,
            Name(interface.name).snake_case(),
            interface.kind,
            tuple(views),
            interface.doc,
            tuple(sorted(header for header in headers if header[0] == "<")),
            tuple(
                sorted(
                    {header for header in headers if header[0] == '"'}
                    | {f'"{prefix}/{topic}.h"' for topic in topics}
                )
            ),
            tuple(sorted(codecs)),
            partner,
            Name(partner).snake_case() if partner else None,
        )

    def _own_names(self, node: types.ModelType) -> Iterator[str]:
        """The own definitions that a type uses, through aliases too."""
        for name in self._cpp.named(node):
            if name in self._topic_of:
                yield name
                definition = self._model.definition(name)
                if isinstance(definition, model.Alias):
                    yield from self._own_names(definition.type)

    def _partner(self, interface: model.Interface) -> str | None:
        for other in self._model.interfaces:
            if other.kind != interface.kind and stem_of_interface(
                other
            ) == stem_of_interface(interface):
                return other.name
        return None

    def _callable(
        self, item: model.Callable, stem: str, names: str
    ) -> CallableView:
        scope = Scope(f"the arguments of {item.name}", CPP, self._diagnostics)
        for name in _OWN_NAMES:
            scope.claim(name, "a parameter of every function", item.origin)
        arguments = []
        for argument in item.arguments:
            view = self._argument(argument)
            scope.claim(
                view.name, f"the argument {argument.name}", argument.origin
            )
            arguments.append(view)
        docs = [item.doc] if item.doc else []
        docs += [
            f"`{one.name}`: {one.doc}" for one in item.arguments if one.doc
        ]
        if item.result_doc:
            docs.append(f"Returns: {item.result_doc}")
        return CallableView(
            self._member_name(item.name, stem),
            item.wire_name,
            tuple(arguments),
            self._cpp.spell(item.result) if item.result is not None else None,
            _flowing(item.doc),
            "\n\n".join(docs),
            _flowing(item.result_doc),
            item.spread,
            names,
        )

    def _member_name(self, rule: str, stem: str) -> str:
        """The rule's name without the stem, where that is a name of its own.

        A function must not be called like a type: the class would hide it.
        """
        rest = rule.removeprefix(stem)
        is_whole = rest[:1].isupper() and rest not in self._types
        return rest if is_whole else Name(rule).member()

    def _argument(self, argument: model.Argument) -> ArgumentView:
        spelled = self._cpp.spell(argument.type)
        is_small = self._cpp.spell(self._cpp.resolve(argument.type)) in _SMALL
        return ArgumentView(
            Name(argument.name).member(),
            argument.name,
            f"std::optional<{spelled}>" if argument.optional else spelled,
            argument.optional,
            is_small and not argument.optional,
            _flowing(argument.doc),
        )


def _types_of(item: model.Callable) -> list[types.ModelType]:
    result = [item.result] if item.result is not None else []
    return [*(one.type for one in item.arguments), *result]


def _constant(function: str) -> str:
    """`kSubscribe` for the function Subscribe."""
    return f"k{Name(function).pascal_case()}"


def _flowing(doc: str) -> str:
    """The text with a line for each paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in doc.split("\n\n"))
