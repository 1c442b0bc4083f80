"""The tables of fields, and types with links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linguine.compare.shapes import describe
from linguine.docs.blocks import (
    Block,
    Code,
    Inline,
    Table,
    Words,
    code,
    words,
)
from linguine.docs.peers import Peers
from linguine.model import model, types


class EntryWriter:
    """Writes the fields of messages and structures."""

    def __init__(self, the_model: model.Model, peers: Peers) -> None:
        self._peers = peers
        self._known = {
            item.name
            for item in (
                *the_model.enumerations,
                *the_model.aliases,
                *the_model.structures,
            )
        }
        self._creates = {
            message.component: message.name
            for direction in the_model.directions
            for message in direction.messages
            if message.role == "create"
        }

    def table(
        self,
        owner: str,
        entries: Sequence[model.Entry],
        first: str = "Field",
    ) -> Iterator[Block]:
        """The table of a message's or a structure's entries."""
        rows = [row for entry in entries for row in self._rows(owner, entry)]
        if rows:
            yield Table((first, "Type", "Required", "Default", ""), tuple(rows))

    def _rows(
        self, owner: str, entry: model.Entry
    ) -> Iterator[tuple[Inline, ...]]:
        if isinstance(entry, model.Member):
            required = "yes" if entry.presence == "required" else "no"
            yield self._row(owner, entry, words(required), entry.doc)
            return
        keys = ", ".join(member.key for member in entry.alternatives)
        count = "exactly one" if entry.required else "at most one"
        for member in entry.alternatives:
            required_one = words(f"{count} of {keys}")
            yield self._row(
                owner, member, required_one, member.doc or entry.doc
            )

    def _row(
        self, owner: str, member: model.Member, required: Inline, doc: str
    ) -> tuple[Inline, ...]:
        default: Inline = ()
        if member.presence == "defaulted":
            default = (
                words("the defaults of its fields")
                if member.default == ()
                else code(_literal(member.default))
            )
        return (
            code(member.key),
            self.type(member.type),
            required,
            default,
            self._remarks(owner, member, doc),
        )

    def _remarks(self, owner: str, member: model.Member, doc: str) -> Inline:
        parts: list[Inline] = [words(doc)] if doc else []
        target = _identified(member.type)
        if target is not None and member.key != "id":
            link = self._creates.get(target, "")
            parts.append((Words("Refers to "), Code(target, link), Words(".")))
        parts.extend(
            (Words("Also read as "), Code(alias), Words("."))
            for alias in member.aliases
        )
        if member.number_as_text:
            parts.append(words("Also read from decimal text."))
        if member.longer_array:
            parts.append(
                words("Also read from a longer array; the rest is left out.")
            )
        parts.extend(
            words(f"{fact.says} ({', '.join(fact.see)})")
            for fact in self._peers.about(f"{owner}.{member.key}")
        )
        found: list[Words | Code] = []
        for part in parts:
            if found:
                found.append(Words(" "))
            found.extend(part)
        return tuple(found)

    def type(self, node: types.ModelType) -> Inline:
        """A type, with a link to each definition that it names."""
        if isinstance(node, types.Named):
            return code(
                node.name, node.name if node.name in self._known else ""
            )
        if isinstance(node, types.Presence):
            return words("anything; that it is there counts")
        if isinstance(node, types.FixedList):
            return self._list(f"[ {node.size}*{node.size} ", node.element)
        if isinstance(node, (types.ListOf, types.FlatList)):
            count = {0: "*", 1: "+"}.get(node.minimum, f"{node.minimum}*")
            return self._list(f"[ {count} ", node.element)
        if isinstance(node, types.TextMap):
            return (
                Code("{ * tstr =>"),
                Words(" "),
                *self.type(node.element),
                Words(" "),
                Code("}"),
            )
        if isinstance(node, types.Choice):
            found: list[Words | Code] = []
            for item in node.alternatives:
                if found:
                    found.append(Words(" or "))
                found.extend(self.type(item))
            return tuple(found)
        return code(describe(node))

    def _list(self, opening: str, element: types.ModelType) -> Inline:
        return (
            Code(opening.strip()),
            Words(" "),
            *self.type(element),
            Words(" "),
            Code("]"),
        )


def _identified(node: types.ModelType) -> str | None:
    """The kind of component that a type refers to, alone or in a list."""
    while isinstance(node, (types.ListOf, types.FixedList)):
        node = node.element
    return node.component if isinstance(node, types.Identifier) else None


def _literal(value: model.Literal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
