"""Maps types of the model to TypeScript: their names, reads and writes."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

from linguine.emit.typescript.language import CBOR, TYPESCRIPT, Name
from linguine.emit.typescript.module import Module
from linguine.model import model, types
from linguine.model.types import ModelType

IDS = "ids.ts"

# The functions of scalars; {} is "read" or "write".
_METHODS = {
    "text": "{}Text",
    "bytes": "{}Bytes",
    "bool": "{}Bool",
    "uint": "{}Uint",
    "uint32": "{}Uint32",
    "int": "{}Int",
    "float32": "{}Float",
    "float64": "{}Double",
    "any": "{}Any",
    "nil": "{}Null",
}

_KINDS = {
    "text": "text",
    "bytes": "bytes",
    "bool": "bool",
    "uint": "integer",
    "uint32": "integer",
    "int": "integer",
    "float32": "float",
    "float64": "float",
    "nil": "null",
}

# The kinds of items as error messages name them.
_KIND_WORDS = {"bytes": "byte string"}


@dataclass(frozen=True)
class AlternativeView:
    """An alternative of a choice: the kinds of item that are read as it, how it
    is read and written, and the condition for writing it.
    """

    kinds: tuple[str, ...]
    read: str
    write: str
    condition: str


@dataclass(frozen=True)
class ChoiceView:
    """A choice of types, with a function of its own to read and to write it.

    `alternatives` are in the order of the specification, `writes` in an order
    in which each condition tells the rest apart. `verbs` are the functions that
    the module needs: "read", "write".
    """

    name: str
    type: str
    expected: str
    is_exported: bool
    verbs: set[str]
    # The function of the reader that gives the kind of the item.
    peek: str
    alternatives: tuple[AlternativeView, ...]
    writes: tuple[AlternativeView, ...]


class Spelling:
    """Writes types, reads and writes for one module.

    What is written is imported into the module. A choice without a name gets
    functions that are collected in `choices`.
    """

    def __init__(self, the_model: model.Model, module: Module) -> None:
        self.model = the_model
        self.module = module
        self.choices: list[ChoiceView] = []
        self._imported = {
            item.name: one.folder
            for one in the_model.imported
            for item in one.definitions
        }
        self._imported_identifiers = {
            component: one.folder
            for one in the_model.imported
            for component in one.identifiers
        }

    # ------------------------------------------------------------------- names

    def source(self, name: str) -> str:
        """The module that defines what has this name in the model."""
        if name in self._imported:
            return self._imported[name]
        return f"{self.model.definition(name).topic}.ts"

    def cbor(self, name: str) -> str:
        """A value of the runtime."""
        return self.module.use(CBOR, name)

    def cbor_type(self, name: str) -> str:
        """A type of the runtime."""
        return self.module.use_type(CBOR, name)

    # ------------------------------------------------------------------- types

    def type(self, node: ModelType) -> str:
        """The TypeScript type, such as `LightID[]`."""
        if isinstance(node, types.Scalar):
            if node.kind == "any":
                self.cbor_type("Any")
            return TYPESCRIPT.scalars[node.kind]
        if isinstance(node, types.Identifier):
            source = self._imported_identifiers.get(node.component, IDS)
            return self.module.use_type(source, f"{node.component}ID")
        if isinstance(node, types.Named):
            return self.module.use_type(self.source(node.name), node.name)
        if isinstance(node, types.FixedList):
            self.cbor_type("Tuple")
            return f"Tuple<{self.type(node.element)}, {node.size}>"
        if isinstance(node, (types.ListOf, types.FlatList)):
            element = self.type(node.element)
            is_simple = "|" not in element
            return f"{element}[]" if is_simple else f"({element})[]"
        if isinstance(node, types.TextMap):
            return f"Map<string, {self.type(node.element)}>"
        assert isinstance(node, types.Choice)
        spelled = [self.type(item) for item in node.alternatives]
        return " | ".join(dict.fromkeys(spelled))

    # ----------------------------------------------------------------- reading

    def read(self, node: ModelType, name: str) -> str:
        """The expression that reads a value from `reader`.

        `name` is what functions of a choice without a name are called after.
        """
        resolved = self.model.resolve(node)
        if isinstance(resolved, types.Scalar) and resolved.kind != "any":
            return f"reader.{_METHODS[resolved.kind].format('read')}()"
        if isinstance(resolved, types.Identifier):
            return f'reader.readID<"{resolved.component}">()'
        if isinstance(resolved, types.FixedList):
            if self._is_float(resolved.element):
                return f"reader.readFloats({resolved.size})"
            inner = self.read_function(resolved.element, name)
            return f"reader.readTuple({resolved.size}, {inner})"
        if isinstance(resolved, types.ListOf):
            inner = self.read_function(resolved.element, name)
            method = "readNonEmptyList" if resolved.minimum else "readList"
            return f"reader.{method}({inner})"
        if isinstance(resolved, types.TextMap):
            inner = self.read_function(resolved.element, name)
            return f"reader.readTextMap({inner})"
        return f"{self.read_function(node, name)}(reader)"

    def read_start(self, node: ModelType, name: str) -> str:
        """The expression that reads an array from one that may be longer."""
        resolved = self.model.resolve(node)
        assert isinstance(resolved, types.FixedList)
        inner = self.read_function(resolved.element, name)
        return f"reader.readStart({resolved.size}, {inner})"

    def read_function(self, node: ModelType, name: str) -> str:
        """The function that reads a value from a Reader that it is given."""
        resolved = self.model.resolve(node)
        if isinstance(resolved, types.ListOf) and resolved.minimum:
            inner = self.read_function(resolved.element, name)
            return f"{self.cbor('readNonEmptyListOf')}({inner})"
        return self._function("read", node, name)

    def _function(self, verb: str, node: ModelType, name: str) -> str:
        """The function `read...` or `write...` of a type."""
        resolved = self.model.resolve(node)
        if isinstance(resolved, types.Scalar):
            return self.cbor(_METHODS[resolved.kind].format(verb))
        if isinstance(resolved, types.Identifier):
            function = self.cbor(f"{verb}ID")
            is_read = verb == "read"
            return (
                f'{function}<"{resolved.component}">' if is_read else function
            )
        if isinstance(resolved, types.Named):
            source = self.source(resolved.name)
            return self.module.use(source, f"{verb}{resolved.name}")
        if isinstance(resolved, types.FlatList):
            element = resolved.element.name
            return self.module.use(self.source(element), f"{verb}{element}List")
        if isinstance(resolved, types.Choice):
            alias = self._alias_of_choice(node)
            if alias is not None:
                return self.module.use(self.source(alias), f"{verb}{alias}")
            self.add_choice(name, resolved, {verb})
            return f"{verb}{name}"
        if isinstance(resolved, types.FixedList) and self._is_float(
            resolved.element
        ):
            return f"{self.cbor(f'{verb}FloatsOf')}({resolved.size})"
        inner = self._function(verb, resolved.element, name)
        if isinstance(resolved, types.FixedList):
            return f"{self.cbor(f'{verb}TupleOf')}({resolved.size}, {inner})"
        if isinstance(resolved, types.TextMap):
            return f"{self.cbor(f'{verb}TextMapOf')}({inner})"
        return f"{self.cbor(f'{verb}ListOf')}({inner})"

    def _alias_of_choice(self, node: ModelType) -> str | None:
        """The last alias in front of a choice, which has its functions."""
        found = None
        while isinstance(node, types.Named):
            definition = self.model.definition(node.name)
            if not isinstance(definition, model.Alias):
                return None
            found = node.name
            node = definition.type
        return found

    # ----------------------------------------------------------------- writing

    def write(self, node: ModelType, value: str, name: str) -> str:
        """The expression that writes `value` to `writer`."""
        resolved = self.model.resolve(node)
        if isinstance(resolved, types.Scalar) and resolved.kind != "any":
            method = _METHODS[resolved.kind].format("write")
            argument = "" if resolved.kind == "nil" else value
            return f"writer.{method}({argument})"
        if isinstance(resolved, types.Identifier):
            return f"writer.writeID({value})"
        if isinstance(resolved, types.FixedList):
            if self._is_float(resolved.element):
                return f"writer.writeFloats({value}, {resolved.size})"
            inner = self.write_function(resolved.element, name)
            return f"writer.writeTuple({value}, {resolved.size}, {inner})"
        if isinstance(resolved, (types.ListOf, types.TextMap)):
            is_map = isinstance(resolved, types.TextMap)
            inner = self.write_function(resolved.element, name)
            method = "writeTextMap" if is_map else "writeList"
            return f"writer.{method}({value}, {inner})"
        return f"{self.write_function(node, name)}(writer, {value})"

    def write_function(self, node: ModelType, name: str) -> str:
        """The function that writes a value to a Writer, both given to it."""
        return self._function("write", node, name)

    # ----------------------------------------------------------------- choices

    def add_choice(
        self,
        name: str,
        node: types.Choice,
        verbs: set[str],
        *,
        is_exported: bool = False,
    ) -> None:
        """Collects the functions of a choice under this name, once."""
        for choice in self.choices:
            if choice.name == name:
                choice.verbs.update(verbs)
                return
        kinds = [self.item_kind(item) for item in node.alternatives]
        has_integer = "integer" in kinds
        views: list[tuple[int, AlternativeView]] = []
        for item, kind in zip(node.alternatives, kinds, strict=True):
            taken = (kind,)
            if kind == "float" and not has_integer:
                taken = ("integer", "float")
            rank, condition = self._condition(item)
            view = AlternativeView(
                taken,
                self.read(item, name),
                self.write(item, "value", name),
                condition,
            )
            views.append((rank, view))
        writes = [view for _, view in sorted(views, key=lambda one: one[0])]
        words = [_KIND_WORDS.get(kind, kind) for kind in kinds]
        # A typed array is bytes only where no array is expected.
        reads_bytes = "bytes" in kinds and "array" not in kinds
        self.cbor("Kind")
        self.choices.append(
            ChoiceView(
                name,
                name if is_exported else self.type(node),
                " or ".join(words),
                is_exported,
                set(verbs),
                "peekKindOrBytes" if reads_bytes else "peekKind",
                tuple(view for _, view in views),
                tuple(writes),
            )
        )

    def item_kind(self, node: ModelType) -> str:
        """The kind of CBOR item that carries a value of this type."""
        resolved = self.model.resolve(node)
        if isinstance(resolved, types.Scalar):
            return _KINDS[resolved.kind]
        if isinstance(resolved, types.TextMap):
            return "map"
        if isinstance(resolved, types.Named):
            definition = self.model.definition(resolved.name)
            if isinstance(definition, model.Enumeration):
                return "text"
            assert isinstance(definition, model.Structure)
            return "array" if definition.form == "array" else "map"
        return "array"

    def _condition(self, node: ModelType) -> tuple[int, str]:
        """How a value is told from the others, and when that is asked."""
        resolved = self.model.resolve(node)
        kind = self.item_kind(node)
        if kind == "null":
            return 0, "value === null"
        if kind == "bool":
            return 1, 'typeof value === "boolean"'
        if kind == "text":
            return 2, 'typeof value === "string"'
        if kind == "integer":
            return 3, "Number.isInteger(value)"
        if kind == "float":
            return 4, 'typeof value === "number"'
        if kind == "bytes":
            return 5, "value instanceof Uint8Array"
        if isinstance(resolved, types.TextMap):
            return 6, "value instanceof Map"
        if isinstance(resolved, types.Named) and kind == "array":
            definition = self.model.definition(resolved.name)
            assert isinstance(definition, model.Structure)
            first = definition.members()[0].name
            return 8, f"{json.dumps(first)} in value"
        if kind == "array":
            return 7, f"{self.cbor('isArray')}(value)"
        return 9, "true"

    # ---------------------------------------------------------------- literals

    def literal(self, node: ModelType, value: model.Literal) -> str:
        """The TypeScript form of a default."""
        resolved = self.model.resolve(node)
        if isinstance(value, tuple) and isinstance(resolved, types.Named):
            name = resolved.name
            return f"{self.module.use(self.source(name), f'new{name}')}()"
        if isinstance(value, tuple):
            assert isinstance(resolved, (types.FixedList, types.ListOf))
            inner = [self.literal(resolved.element, item) for item in value]
            return f"[{', '.join(inner)}]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return json.dumps(value)
        assert value is not None
        if resolved == types.Scalar("float32"):
            (value,) = struct.unpack("<f", struct.pack("<f", float(value)))
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return repr(value)

    def _is_float(self, node: ModelType) -> bool:
        return self.model.resolve(node) == types.Scalar("float32")


def camel(name: str) -> str:
    """`pbrInfo` for PBRInfo."""
    return Name(name).camel_case()
