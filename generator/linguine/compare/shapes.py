"""Types as they are on the wire, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.compare.findings import Level
from linguine.model import model, types

# From a type to the wider ones that take all its values.
_WIDER = {
    "uint32": ("uint", "int"),
    "uint": ("int",),
    "float32": ("float64",),
}

Shape = tuple[object, ...]


def shape(the_model: model.Model, node: types.ModelType) -> Shape:
    """A value that is equal for types with the same encoding and values."""
    if isinstance(node, types.Scalar):
        return (node.kind,)
    if isinstance(node, types.Identifier):
        return ("identifier", node.component)
    if isinstance(node, types.Presence):
        return ("presence",)
    if isinstance(node, types.FixedList):
        return ("fixed", node.size, shape(the_model, node.element))
    if isinstance(node, types.ListOf):
        return ("list", node.minimum, shape(the_model, node.element))
    if isinstance(node, types.FlatList):
        return ("flat", node.minimum, shape(the_model, node.element))
    if isinstance(node, types.TextMap):
        return ("map", shape(the_model, node.element))
    if isinstance(node, types.Choice):
        return (
            "choice",
            *(shape(the_model, item) for item in node.alternatives),
        )
    return _shape_of_definition(the_model, the_model.definition(node.name))


def _shape_of_definition(
    the_model: model.Model, definition: model.Definition
) -> Shape:
    if isinstance(definition, model.Alias):
        return shape(the_model, definition.type)
    if isinstance(definition, model.Enumeration):
        texts = frozenset(item.text for item in definition.enumerators)
        return ("texts", texts, definition.fallback, definition.matched)
    entries = []
    for entry in definition.entries:
        members = (
            entry.alternatives if isinstance(entry, model.OneOf) else (entry,)
        )
        required = entry.required if isinstance(entry, model.OneOf) else None
        entries.append(
            (required, *(_shape_of_member(the_model, one) for one in members))
        )
    found = tuple(entries) if definition.form != "map" else frozenset(entries)
    return (
        definition.form,
        definition.content_ignored,
        definition.read_from_maps,
        found,
    )


def _shape_of_member(the_model: model.Model, member: model.Member) -> Shape:
    # "list" and "optional" are the same on the wire.
    presence = "optional" if member.presence == "list" else member.presence
    return (
        member.key,
        presence,
        member.default,
        frozenset(member.aliases),
        member.number_as_text,
        member.longer_array,
        shape(the_model, member.type),
    )


def names_in(node: types.ModelType) -> Iterator[str]:
    """The definitions that a type names."""
    if isinstance(node, types.Named):
        yield node.name
    elif isinstance(
        node, (types.FixedList, types.ListOf, types.FlatList, types.TextMap)
    ):
        yield from names_in(node.element)
    elif isinstance(node, types.Choice):
        for item in node.alternatives:
            yield from names_in(item)


def compare_types(old: Shape, new: Shape) -> Level:
    """How much it breaks when values of one shape become those of another."""
    if old == new:
        return Level.ADDITIVE
    if new == ("any",):
        return Level.RISKY
    if len(old) == len(new) == 1 and new[0] in _WIDER.get(str(old[0]), ()):
        return Level.RISKY
    if old[0] == new[0] == "choice" and set(old[1:]) <= set(new[1:]):
        return Level.RISKY
    if new[0] == "choice" and old in new[1:]:
        return Level.RISKY
    if old[0] == new[0] and old[0] in ("list", "flat") and old[2] == new[2]:
        # Fewer are allowed: old readers refuse what is shorter.
        return (
            Level.RISKY if int(str(new[1])) < int(str(old[1])) else Level.WIRE
        )
    if old[0] == new[0] and old[0] in ("list", "flat", "map"):
        return compare_types(tuple(old[-1]), tuple(new[-1]))  # type: ignore[arg-type]
    return Level.WIRE


def describe(node: types.ModelType) -> str:
    """The type for people, close to CDDL."""
    if isinstance(node, types.Scalar):
        return {
            "text": "tstr",
            "uint32": "uint .size 4",
            "float32": "float",
        }.get(node.kind, node.kind)
    if isinstance(node, types.Identifier):
        return f"{node.component}ID"
    if isinstance(node, (types.Named, types.Presence)):
        return node.name
    if isinstance(node, types.FixedList):
        return f"[ {node.size}*{node.size} {describe(node.element)} ]"
    if isinstance(node, (types.ListOf, types.FlatList)):
        count = {0: "*", 1: "+"}.get(node.minimum, f"{node.minimum}*")
        return f"[ {count} {describe(node.element)} ]"
    if isinstance(node, types.TextMap):
        return f"{{ * tstr => {describe(node.element)} }}"
    return " / ".join(describe(item) for item in node.alternatives)
