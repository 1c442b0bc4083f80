"""Types for people, and the definitions that they name."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.model import types


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
