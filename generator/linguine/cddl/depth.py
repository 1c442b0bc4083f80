"""Refuses data that nests deeper than the decoders read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linguine.cddl.syntax import Array, Map, Name, Rule
from linguine.cddl.walk import children
from linguine.diagnostics import Diagnostics

# DecodeLimits::max_depth; the array of a frame counts.
MAXIMUM_DEPTH = 64

# The depth of a rule that has been reported: those that name it are not.
_REPORTED = -MAXIMUM_DEPTH


def check_depth(rules: Mapping[str, Rule], diagnostics: Diagnostics) -> None:
    """Reports each rule whose data is too deep although the data of the rules
    that it names is not.

    Rules that contain themselves are of no depth; others judge these.
    """
    depths: dict[str, int] = {}
    for start in rules:
        # Without recursion: rules can lead to each other on a long way.
        open_rules = {start: _names_of(rules[start], rules)}
        while open_rules and start not in depths:
            name, rest = next(reversed(open_rules.items()))
            used = next(rest, None)
            if used is None:
                open_rules.popitem()
                depths[name] = _depth(rules[name], depths)
                if depths[name] > MAXIMUM_DEPTH:
                    _report(rules[name], depths[name], diagnostics)
                    depths[name] = _REPORTED
            elif used not in depths and used not in open_rules:
                open_rules[used] = _names_of(rules[used], rules)


def _names_of(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[str]:
    return (name for name, _ in _uses(rule) if name in rules)


def _depth(rule: Rule, depths: Mapping[str, int]) -> int:
    uses = list(_uses(rule))
    if any(depths.get(name, 0) < 0 for name, _ in uses):
        return _REPORTED
    return max((level + depths.get(name, 0) for name, level in uses), default=0)


def _uses(rule: Rule) -> Iterator[tuple[str, int]]:
    """The names in a rule and "" for its containers, each with the number of
    maps and arrays around it.
    """
    pending = [(child, 0) for child in children(rule)]
    while pending:
        node, level = pending.pop()
        if isinstance(node, (Map, Array)):
            level += 1
            yield "", level
        elif isinstance(node, Name):
            yield node.name, level
        pending += [(child, level) for child in children(node)]


def _report(rule: Rule, depth: int, diagnostics: Diagnostics) -> None:
    diagnostics.error(
        "unsupported-depth",
        rule.span,
        f"the data of '{rule.name}' nests {depth} maps and arrays; the "
        f"decoders read {MAXIMUM_DEPTH}",
        "the limit is DecodeLimits::max_depth; the array of a frame counts",
    )
