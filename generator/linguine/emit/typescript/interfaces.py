"""Interfaces in TypeScript terms: proxies of methods, listeners of signals."""

from __future__ import annotations

from dataclasses import dataclass

from linguine.diagnostics import Diagnostics
from linguine.emit.names import Scope, names_of_interface, stem_of_interface
from linguine.emit.typescript.language import (
    CALLS,
    CONTEXTUAL,
    TYPESCRIPT,
    Name,
)
from linguine.emit.typescript.module import Module
from linguine.emit.typescript.spelling import ChoiceView, Spelling, camel
from linguine.model import model


class ParameterName(Name):
    """The name of an argument: what functions of a proxy use is taken."""

    reserved = TYPESCRIPT.reserved - CONTEXTUAL | {"list", "result"}


@dataclass(frozen=True)
class ArgumentView:
    """An argument: its name, its type, and the functions of its values."""

    name: str
    wire_name: str
    type: str
    is_optional: bool
    read: str
    write: str

    @property
    def parameter(self) -> str:
        """It as the parameter of a function."""
        return f"{self.name}{'?' if self.is_optional else ''}: {self.type}"

    @property
    def listened(self) -> str:
        """It as the parameter of a listener, which always gets it."""
        suffix = " | undefined" if self.is_optional else ""
        return f"{self.name}: {self.type}{suffix}"


@dataclass(frozen=True)
class CallableView:
    """A method or signal: a member function of its interface."""

    name: str
    wire_name: str
    arguments: tuple[ArgumentView, ...]
    result: str | None
    # The function that reads the result; None without a result.
    read_result: str | None
    comment: str

    @property
    def handler(self) -> str:
        """The function of a listener: `onReset`."""
        return f"on{self.name[0].upper()}{self.name[1:]}"


@dataclass(frozen=True)
class InterfaceView:
    """An interface and its module."""

    name: str
    kind: str
    doc: str
    callables: tuple[CallableView, ...]
    module: Module
    choices: tuple[ChoiceView, ...]

    @property
    def names(self) -> str:
        """The constant that holds its names: `tableMethodNames`."""
        return camel(names_of_interface(self.name))


class InterfaceBuilder:
    """Builds the views of all interfaces of a model."""

    def __init__(
        self, the_model: model.Model, diagnostics: Diagnostics
    ) -> None:
        self._model = the_model
        self._diagnostics = diagnostics

    def build(self) -> list[InterfaceView]:
        """The interfaces in the order of the specification."""
        return [self._interface(item) for item in self._model.interfaces]

    def _interface(self, interface: model.Interface) -> InterfaceView:
        module = Module(f"{Name(interface.name).snake_case()}.ts")
        spelling = Spelling(self._model, module)
        scope = Scope(interface.name, TYPESCRIPT, self._diagnostics)
        views = []
        for name in interface.callables:
            item = self._model.callable(name)
            view = self._callable(spelling, item, stem_of_interface(interface))
            scope.claim(f".{view.name}", f"the {item.kind} {name}", item.origin)
            views.append(view)
        if interface.kind == "method":
            module.use_type(CALLS, "Caller")
            spelling.cbor_type("Any")
            module.use_type(CALLS, "CallTarget")
            module.use(CALLS, "ArgumentList")
            if any(view.result for view in views):
                module.use(CALLS, "readResult")
        else:
            module.use(CALLS, "readArguments")
            spelling.cbor_type("Any")
        if spelling.choices:
            spelling.cbor_type("Reader")
            spelling.cbor_type("Writer")
        return InterfaceView(
            interface.name,
            interface.kind,
            interface.doc,
            tuple(views),
            module,
            tuple(spelling.choices),
        )

    def _callable(
        self, spelling: Spelling, item: model.Callable, stem: str
    ) -> CallableView:
        is_method = item.kind == "method"
        arguments = tuple(
            self._argument(spelling, item, one, is_method)
            for one in item.arguments
        )
        docs = [item.doc] if item.doc else []
        docs += [
            f"@param {view.name} {one.doc}"
            for view, one in zip(arguments, item.arguments, strict=True)
            if one.doc
        ]
        if item.result_doc:
            docs.append(f"@returns {item.result_doc}")
        result = read = None
        if item.result is not None:
            result = spelling.type(item.result)
            read = spelling.read_function(item.result, f"{item.name}Result")
        return CallableView(
            self._member_name(item.name, stem),
            item.wire_name,
            arguments,
            result,
            read,
            "\n\n".join(docs),
        )

    def _member_name(self, rule: str, stem: str) -> str:
        """The rule's name without the stem, where that is a name of its own."""
        rest = rule.removeprefix(stem)
        return camel(rest if rest[:1].isupper() else rule)

    def _argument(
        self,
        spelling: Spelling,
        item: model.Callable,
        argument: model.Argument,
        is_method: bool,
    ) -> ArgumentView:
        name = ParameterName(argument.name)
        choice = f"{item.name}{name.pascal_case()}"
        return ArgumentView(
            name.member(),
            argument.name,
            spelling.type(argument.type),
            argument.optional,
            "" if is_method else spelling.read_function(argument.type, choice),
            spelling.write_function(argument.type, choice) if is_method else "",
        )
