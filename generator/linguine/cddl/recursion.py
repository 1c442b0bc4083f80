"""Finds rules whose data could never end.

A rule has a finite form if some alternative of it needs only rules with a
finite form. `a = [a]` has none; `a = [* a]` and `a = { ? next: a }` have one. A
rule that is itself without a container between, `a = a / int`, is no definition
either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from linguine.cddl.syntax import (
    Array,
    Entry,
    Enumeration,
    Group,
    Map,
    Name,
    Parenthesized,
    Rule,
    Span,
    Tagged,
    Type,
    Type2,
    Unwrap,
)
from linguine.cddl.walk import names
from linguine.diagnostics import Diagnostics


def find_endless(rules: Mapping[str, Rule], diagnostics: Diagnostics) -> None:
    """Reports each circle of rules without a finite form, where its first rule
    names the next.
    """
    same = _same(rules)
    for circle in endless_circles(rules):
        first = rules[circle[0]]
        path = " -> ".join([*circle, circle[0]])
        itself = all(
            used in same[name]
            for name, used in zip(circle, circle[1:] + circle[:1], strict=True)
        )
        diagnostics.error(
            "endless-recursion",
            place_of(circle, rules),
            f"'{first.name}' {'is defined as' if itself else 'contains'} "
            "itself "
            f"without end: {path}",
            (
                ""
                if itself
                else (
                    "break the circle: let one of them hold the identifier "
                    "of a component"
                )
            ),
        )


def place_of(circle: list[str], rules: Mapping[str, Rule]) -> Span:
    """Where the first rule of a circle names the next one."""
    following = [*circle[1:], circle[0]][0]
    first = rules[circle[0]]
    uses = (used.span for used in names(first) if used.name == following)
    return next(uses, first.span)


def endless_circles(rules: Mapping[str, Rule]) -> list[list[str]]:
    """A circle of names for each set of rules that need each other."""
    pending = _endless_rules(rules)
    same = _same(rules)
    return circles(
        {
            name: same[name] + list(_needed(rules[name].definition, pending))
            for name in rules
        }
    )


def _same(rules: Mapping[str, Rule]) -> dict[str, list[str]]:
    return {
        name: [used for used in _unguarded(rule.definition) if used in rules]
        for name, rule in rules.items()
    }


def circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """One circle for each set of nodes that all reach each other.

    A circle begins at its set's first node, in the order of `edges`.
    """
    order = {name: index for index, name in enumerate(edges)}
    found = []
    for component in _components(edges):
        start = min(component, key=order.__getitem__)
        circle = _circle(start, edges, component)
        if circle is not None:
            found.append(circle)
    return sorted(found, key=lambda circle: order[circle[0]])


def _components(edges: Mapping[str, Iterable[str]]) -> list[set[str]]:
    """The strongly connected components, by Tarjan without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    components: list[set[str]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, rest = work[-1]
            used = next(rest, None)
            if used is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == index[name]:
                    component: set[str] = set()
                    while name not in component:
                        component.add(stack.pop())
                    components.append(component)
                    on_stack -= component
            elif used not in index:
                index[used] = low[used] = len(index)
                stack.append(used)
                on_stack.add(used)
                work.append((used, iter(edges[used])))
            elif used in on_stack:
                low[name] = min(low[name], index[used])
    return components


def _circle(
    start: str, edges: Mapping[str, Iterable[str]], component: set[str]
) -> list[str] | None:
    """The shortest way inside the component from a node to itself, or None."""
    origin: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for used in edges[name]:
            if used == start:
                path = [name]
                while path[-1] != start:
                    path.append(origin[path[-1]])
                return path[::-1]
            if used in component and used not in origin:
                origin[used] = name
                queue.append(used)
    return None


def _endless_rules(rules: Mapping[str, Rule]) -> set[str]:
    """The rules without a finite form: what the least fixed point leaves."""
    pending = set(rules)
    waiting: dict[str, list[str]] = {name: [] for name in rules}
    queue = deque(rules)
    # Once each: a table of messages waits for all of them.
    queued = set(queue)
    while queue:
        name = queue.popleft()
        queued.discard(name)
        if name not in pending:
            continue
        blockers = set(_needed(rules[name].definition, pending))
        for blocker in blockers:
            waiting[blocker].append(name)
        if not blockers:
            pending.discard(name)
            for one in waiting.pop(name):
                if one not in queued:
                    queued.add(one)
                    queue.append(one)
    return pending


def _needed(
    node: Type | Entry | Group | Type2, pending: set[str]
) -> Iterator[str]:
    """The names in `pending` that stand in the way of a finite form of the
    node.

    An alternative that needs nothing makes the whole choice need nothing.
    """
    if isinstance(node, Name):
        if node.name in pending:
            yield node.name
    elif isinstance(node, (Parenthesized, Tagged)):
        yield from _needed(node.type, pending)
    elif isinstance(node, (Map, Array, Enumeration)):
        yield from _needed(node.group, pending)
    elif isinstance(node, Unwrap):
        yield from _needed(node.name, pending)
    elif isinstance(node, Entry):
        if node.occurrence is None or node.occurrence.minimum > 0:
            yield from _needed(node.content, pending)
    elif isinstance(node, Type):
        yield from _all_or_none(
            [list(_needed(choice.target, pending)) for choice in node.choices]
        )
    elif isinstance(node, Group):
        yield from _all_or_none(
            [
                [
                    used
                    for entry in choice.entries
                    for used in _needed(entry, pending)
                ]
                for choice in node.choices
            ]
        )


def _all_or_none(alternatives: list[list[str]]) -> Iterator[str]:
    if all(alternatives):
        for alternative in alternatives:
            yield from alternative


def _unguarded(node: Type | Entry | Group | Type2) -> Iterator[str]:
    """The names that the node may stand for without a map or array between."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Parenthesized):
        yield from _unguarded(node.type)
    elif isinstance(node, Type):
        for choice in node.choices:
            yield from _unguarded(choice.target)
    elif isinstance(node, Entry):
        if node.key is None:
            yield from _unguarded(node.content)
    elif isinstance(node, Group):
        for group_choice in node.choices:
            for entry in group_choice.entries:
                yield from _unguarded(entry)
