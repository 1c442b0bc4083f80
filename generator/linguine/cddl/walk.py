"""Visits the nodes of a syntax tree."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.cddl.syntax import (
    Array,
    Entry,
    Enumeration,
    Group,
    GroupChoice,
    Map,
    MemberKey,
    Name,
    Parenthesized,
    Rule,
    Tagged,
    Type,
    Type1,
    Type2,
    Unwrap,
)

Node = Type2 | Type1 | Type | MemberKey | Entry | GroupChoice | Group | Rule


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside, in the order of the source."""
    if isinstance(node, Rule):
        return (node.definition,)
    if isinstance(node, (Type, Group)):
        return node.choices
    if isinstance(node, GroupChoice):
        return node.entries
    if isinstance(node, Entry):
        return (node.key, node.content) if node.key else (node.content,)
    if isinstance(node, MemberKey):
        return tuple(part for part in (node.value, node.type) if part)
    if isinstance(node, Type1):
        return tuple(part for part in (node.target, node.controller) if part)
    if isinstance(node, Name):
        return node.arguments
    if isinstance(node, (Parenthesized, Tagged)):
        return (node.type,)
    if isinstance(node, (Map, Array, Enumeration)):
        return (node.group,)
    if isinstance(node, Unwrap):
        return (node.name,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes inside, each before its children."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def names(node: Node) -> Iterator[Name]:
    """All uses of names inside the node, in the order of the source."""
    for inner in walk(node):
        if isinstance(inner, Name):
            yield inner
