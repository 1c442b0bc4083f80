"""Maps types of the model to C++: spelling, headers, initialisers, sizes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from linguine.emit.cpp.language import CPP, CppSettings
from linguine.model import model, types
from linguine.model.types import ModelType

_HEADERS = {
    "text": "<string>",
    "bytes": '"noodles/base/bytes.h"',
    "uint": "<cstdint>",
    "uint32": "<cstdint>",
    "int": "<cstdint>",
    "any": '"noodles/cbor/any.h"',
    "nil": "<variant>",
}

_ZEROS = {
    "bool": "false",
    "uint": "0",
    "uint32": "0",
    "int": "0",
    "float32": "0.0f",
    "float64": "0.0",
}

_LISTS = (types.FixedList, types.ListOf, types.FlatList)

_BYTES_OF_HEAD = 1


_SMALLEST_INT64 = -(2**63)
_LARGEST_INT64 = 2**63 - 1


class CppTypes:
    """Answers questions about the C++ form of the types of one model."""

    def __init__(self, the_model: model.Model, settings: CppSettings) -> None:
        self._model = the_model
        self._settings = settings
        self._sizes: dict[str, int] = {}
        # The folder of the code of each imported definition and identifier.
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

    # ---------------------------------------------------------------- spelling

    def spell(self, node: ModelType) -> str:
        """The C++ type, such as `std::vector<LightID>`."""
        if isinstance(node, types.Scalar):
            spelled = CPP.scalars[node.kind]
            is_ours = node.kind in ("any", "bytes")
            return (
                f"{self._settings.runtime_qualifier}{spelled}"
                if is_ours
                else spelled
            )
        if isinstance(node, types.Identifier):
            folder = self._imported_identifiers.get(node.component)
            return f"{self._qualifier(folder)}{node.component}ID"
        if isinstance(node, types.Named):
            folder = self._imported.get(node.name)
            return f"{self._qualifier(folder)}{node.name}"
        if isinstance(node, types.Presence):
            return node.name
        if isinstance(node, types.FixedList):
            return f"std::array<{self.spell(node.element)}, {node.size}>"
        if isinstance(node, (types.ListOf, types.FlatList)):
            return f"std::vector<{self.spell(node.element)}>"
        if isinstance(node, types.TextMap):
            return f"std::map<std::string, {self.spell(node.element)}>"
        spellings = ", ".join(self.spell(item) for item in node.alternatives)
        return f"std::variant<{spellings}>"

    def _qualifier(self, folder: str | None) -> str:
        if folder is None:
            return ""
        return self._settings.import_qualifier(folder)

    def spell_member(self, member: model.Member) -> str:
        """The C++ type of a member, optional where absence is visible."""
        spelled = self.spell(member.type)
        return (
            f"std::optional<{spelled}>"
            if member.presence == "optional"
            else spelled
        )

    def spell_one_of(self, one_of: model.OneOf) -> str:
        """The variant that holds a one-of."""
        names = [self.spell(member.type) for member in one_of.alternatives]
        if not one_of.required:
            names.insert(0, "std::monostate")
        return f"std::variant<{', '.join(names)}>"

    def canonical(self, node: ModelType) -> str:
        """The spelling without aliases: equal for what C++ sees as one type."""
        resolved = self.resolve(node)
        if isinstance(resolved, types.Choice):
            inner = ", ".join(
                self.canonical(item) for item in resolved.alternatives
            )
            return f"std::variant<{inner}>"
        return self.spell(resolved)

    def resolve(self, node: ModelType) -> ModelType:
        """`node` with aliases replaced by what they stand for."""
        return self._model.resolve(node)

    def is_structure(self, node: ModelType) -> bool:
        """Whether this is a structure of the model."""
        resolved = self.resolve(node)
        return isinstance(resolved, types.Named) and isinstance(
            self._model.definition(resolved.name), model.Structure
        )

    def is_imported(self, node: ModelType) -> bool:
        """Whether this names something of another specification."""
        if isinstance(node, types.Identifier):
            return node.component in self._imported_identifiers
        return isinstance(node, types.Named) and node.name in self._imported

    def holds_identifiers(self, node: ModelType) -> bool:
        """Whether a value of this type can name components of the model."""
        resolved = self.resolve(node)
        if isinstance(resolved, types.Identifier):
            return not self.is_imported(resolved)
        if isinstance(resolved, (*_LISTS, types.TextMap)):
            return self.holds_identifiers(resolved.element)
        if isinstance(resolved, types.Choice):
            return any(
                self.holds_identifiers(item) for item in resolved.alternatives
            )
        if isinstance(resolved, types.Named):
            definition = self._model.definition(resolved.name)
            if isinstance(definition, model.Structure):
                return any(
                    self.holds_identifiers(item.type)
                    for item in definition.members()
                )
        return False

    # ----------------------------------------------------------------- headers

    def system_headers(self, node: ModelType) -> Iterator[str]:
        """The headers that this type needs, without those of own topics."""
        if isinstance(node, types.Scalar):
            header = _HEADERS.get(node.kind)
            if header:
                yield header
        elif isinstance(node, types.Identifier):
            own = self._settings.include_prefix
            yield (
                f'"{self._imported_identifiers.get(node.component, own)}/ids.h"'
            )
        elif isinstance(node, types.Named):
            if node.name in self._imported:
                yield self._imported_header(node.name, "")
        elif isinstance(node, types.FixedList):
            yield "<array>"
            yield from self.system_headers(node.element)
        elif isinstance(node, (types.ListOf, types.FlatList)):
            yield "<vector>"
            yield from self.system_headers(node.element)
        elif isinstance(node, types.TextMap):
            yield from ("<map>", "<string>")
            yield from self.system_headers(node.element)
        elif isinstance(node, types.Choice):
            yield "<variant>"
            for item in node.alternatives:
                yield from self.system_headers(item)

    def imported_codecs(self, node: ModelType) -> Iterator[str]:
        """The headers of other specifications that reading this type needs."""
        # Each name once: aliases can stand for aliases, many of them.
        names = dict.fromkeys(self.named(node))
        pending = list(names)
        for name in pending:
            definition = self._model.definition(name)
            if isinstance(definition, model.Alias):
                inner = dict.fromkeys(self.named(definition.type))
                pending += [one for one in inner if one not in names]
                names |= inner
            elif name in self._imported:
                yield self._imported_header(name, "_codec")

    def _imported_header(self, name: str, suffix: str) -> str:
        topic = self._model.definition(name).topic
        return f'"{self._imported[name]}/{topic}{suffix}.h"'

    def named(self, node: ModelType) -> Iterator[str]:
        """The names of definitions that this type uses."""
        if isinstance(node, types.Named):
            yield node.name
        elif isinstance(node, (*_LISTS, types.TextMap)):
            yield from self.named(node.element)
        elif isinstance(node, types.Choice):
            for item in node.alternatives:
                yield from self.named(item)

    # ------------------------------------------------------------ initialisers

    def initializer(self, member: model.Member) -> str:
        """` = value` or `{}` for the member's declaration.

        Every member has one: compilers warn of designated initialisers that
        leave out a member without.
        """
        if member.presence in ("optional", "list") or member.default == ():
            return "{}"
        if member.presence == "defaulted":
            return f" = {self.literal(member.type, member.default)}"
        return self._zero(member.type)

    def _zero(self, node: ModelType) -> str:
        resolved = self.resolve(node)
        if isinstance(resolved, types.Scalar):
            zero = _ZEROS.get(resolved.kind)
            return f" = {zero}" if zero else "{}"
        if isinstance(resolved, types.Named):
            definition = self._model.definition(resolved.name)
            if isinstance(definition, model.Enumeration):
                return (
                    " = "
                    f"{self.spell(resolved)}::k{definition.enumerators[0].name}"
                )
        return "{}"

    def literal(self, node: ModelType, value: model.Literal) -> str:
        """The C++ form of a default."""
        resolved = self.resolve(node)
        if isinstance(resolved, (types.FixedList, types.ListOf)):
            assert isinstance(value, tuple)
            return (
                "{"
                + ", ".join(
                    self.literal(resolved.element, item) for item in value
                )
                + "}"
            )
        if isinstance(resolved, types.Named):
            definition = self._model.definition(resolved.name)
            assert isinstance(definition, model.Enumeration)
            chosen = next(
                item for item in definition.enumerators if item.text == value
            )
            return f"{self.spell(resolved)}::k{chosen.name}"
        assert isinstance(resolved, types.Scalar)
        if resolved.kind == "text":
            return cpp_text(str(value))
        if resolved.kind == "bool":
            return "true" if value else "false"
        if resolved.kind == "float32":
            return f"{shortest_float32(float(value))}f"  # type: ignore[arg-type]
        if resolved.kind == "float64":
            return repr(float(value))  # type: ignore[arg-type]
        if value == _SMALLEST_INT64:
            # C++ reads the minus as an operator behind a number out of range.
            return f"{_SMALLEST_INT64 + 1} - 1"
        if isinstance(value, int) and value > _LARGEST_INT64:
            return f"{value}u"
        return str(value)

    # ------------------------------------------------------------------- sizes

    def minimum_size(self, node: ModelType) -> int:
        """The fewest bytes that a value of this type can be encoded in."""
        resolved = self.resolve(node)
        if isinstance(resolved, types.Identifier):
            return 3
        if isinstance(resolved, types.FixedList):
            return _BYTES_OF_HEAD + resolved.size * self.minimum_size(
                resolved.element
            )
        if isinstance(resolved, (types.ListOf, types.FlatList)):
            return _BYTES_OF_HEAD + resolved.minimum * self.minimum_size(
                resolved.element
            )
        if isinstance(resolved, types.Choice):
            return min(
                self.minimum_size(item) for item in resolved.alternatives
            )
        if isinstance(resolved, types.Named):
            return self._minimum_size_of_definition(resolved.name)
        return _BYTES_OF_HEAD

    def _minimum_size_of_definition(self, name: str) -> int:
        if name not in self._sizes:
            self._sizes[name] = _BYTES_OF_HEAD
            definition = self._model.definition(name)
            if isinstance(definition, model.Structure):
                self._sizes[name] = self._minimum_size_of_structure(definition)
            elif (
                isinstance(definition, model.Enumeration)
                and not definition.fallback
            ):
                texts = [
                    _size_of_text(item.text) for item in definition.enumerators
                ]
                self._sizes[name] = min(texts)
        return self._sizes[name]

    def _minimum_size_of_structure(self, structure: model.Structure) -> int:
        size = 0 if structure.form == "group" else _BYTES_OF_HEAD
        for entry in structure.entries:
            if isinstance(entry, model.OneOf):
                if entry.required:
                    size += min(
                        self._minimum_size_of_pair(item)
                        for item in entry.alternatives
                    )
            elif structure.form != "map":
                size += self.minimum_size(entry.type)
            elif entry.presence == "required":
                size += self._minimum_size_of_pair(entry)
        return size

    def _minimum_size_of_pair(self, member: model.Member) -> int:
        return _size_of_text(member.key) + self.minimum_size(member.type)


def _size_of_text(text: str) -> int:
    """The encoded size of a text of the specification: none has 256 bytes."""
    size = len(text.encode())
    return (1 if size < 24 else 2) + size


def shortest_float32(value: float) -> str:
    """The shortest decimal text that is the same float32 as `value`."""
    target = struct.pack("<f", value)
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("<f", float(text)) == target:
            break
    return text if any(mark in text for mark in ".en") else f"{text}.0"


def cpp_text(value: str) -> str:
    """A C++ string literal."""
    escaped = "".join(
        character
        if " " <= character <= "~" and character not in '"\\'
        else "".join(f"\\{byte:03o}" for byte in character.encode())
        for character in value
    )
    # Two question marks may begin a trigraph.
    escaped = escaped.replace("??", "?\\?")
    return f'"{escaped}"'
