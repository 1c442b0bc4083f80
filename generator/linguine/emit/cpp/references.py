"""Writes the statements that collect the references of a component."""

from __future__ import annotations

import re

from linguine.emit.cpp.language import Name
from linguine.emit.cpp.spelling import CppTypes
from linguine.model import model, types


class ReferenceWriter:
    """Walks a structure and writes a statement for each identifier in it."""

    def __init__(self, cpp: CppTypes, the_model: model.Model) -> None:
        self._cpp = cpp
        self._model = the_model

    def lines(self, structure: model.Structure) -> tuple[str, ...]:
        """The statements for `value`, a value of this structure."""
        return tuple(self._structure(structure, "value.", ""))

    def _structure(
        self, structure: model.Structure, access: str, path: str
    ) -> list[str]:
        lines: list[str] = []
        for entry in structure.entries:
            if isinstance(entry, model.OneOf):
                lines += self._one_of(entry, access, path)
            else:
                lines += self._member(
                    entry, f"{access}{Name(entry.name).member()}", path
                )
        return lines

    def _one_of(self, one_of: model.OneOf, access: str, path: str) -> list[str]:
        lines: list[str] = []
        holder = f"{access}{Name(one_of.name).member()}"
        base = 0 if one_of.required else 1
        for position, member in enumerate(one_of.alternatives):
            name = Name(member.name).member()
            inner = self._value(
                member.type, f"*{name}", f"{name}->", path + member.key
            )
            if inner:
                index = position + base
                lines.append(
                    f"if (const auto* {name} = "
                    f"std::get_if<{index}>(&{holder})) {{"
                )
                lines += [f"  {line}" for line in inner]
                lines.append("}")
        return lines

    def _member(self, member: model.Member, name: str, path: str) -> list[str]:
        path += member.key
        if member.presence != "optional":
            return self._value(member.type, name, f"{name}.", path)
        inner = self._value(member.type, f"*{name}", f"{name}->", path)
        if not inner:
            return []
        return [f"if ({name}) {{", *[f"  {line}" for line in inner], "}"]

    def _value(
        self, node: types.ModelType, value: str, access: str, path: str
    ) -> list[str]:
        """The statements for `value`; `access` leads to its members."""
        resolved = self._cpp.resolve(node)
        if isinstance(resolved, types.Identifier):
            if self._cpp.is_imported(resolved):
                return []
            return [f'references.push_back({{{value}, "{path}"}});']
        if isinstance(resolved, types.Named):
            definition = self._model.definition(resolved.name)
            if isinstance(definition, model.Structure):
                return self._structure(definition, access, f"{path}.")
        if isinstance(
            resolved, (types.ListOf, types.FixedList, types.FlatList)
        ):
            return self._list(resolved, value, path)
        if isinstance(resolved, types.TextMap):
            return self._map(resolved, value, path)
        if isinstance(resolved, types.Choice):
            # The validator of the model refuses such a choice.
            assert not any(
                self._value(item, value, access, path)
                for item in resolved.alternatives
            ), "a type choice that holds identifiers"
        return []

    def _map(self, node: types.TextMap, value: str, path: str) -> list[str]:
        item = f"{re.split(r'[^A-Za-z0-9_]', value)[-1]}_item"
        inner = self._value(
            node.element, f"{item}.second", f"{item}.second.", path
        )
        if not inner:
            return []
        return [
            f"for (const auto& {item} : {value}) {{",
            *[f"  {line}" for line in inner],
            "}",
        ]

    def _list(
        self,
        node: types.ListOf | types.FixedList | types.FlatList,
        value: str,
        path: str,
    ) -> list[str]:
        item = f"{re.split(r'[^A-Za-z0-9_]', value)[-1]}_item"
        inner = self._value(node.element, item, f"{item}.", path)
        if not inner:
            return []
        return [
            f"for (const auto& {item} : {value}) {{",
            *[f"  {line}" for line in inner],
            "}",
        ]
