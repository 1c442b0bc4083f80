"""Takes what a specification uses of others into it.

Only the rules that are used come along, directly or through one another. An
imported rule sees the rules of the imported specifications alone, and each name
means the same in all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from linguine.cddl.syntax import Name, Rule, Specification
from linguine.cddl.walk import names
from linguine.diagnostics import Diagnostics


def add_imports(
    own: Specification, other: Specification, diagnostics: Diagnostics
) -> Specification:
    """`own` and the rules of `other` that it uses.

    An own rule that says the same as an imported one gives way to it.
    """
    known = {rule.name for rule in other.rules}
    defined = {rule.name for rule in own.rules}
    uses = [
        name
        for rule in own.rules
        for name in names(rule)
        if name.name in known - defined
    ]
    _check_uses(uses, other, diagnostics)
    reached = _reached((name.name for name in uses), other)
    imported = _without_copies(
        (rule for rule in other.rules if rule.name in reached), diagnostics
    )
    # An own rule that hides an imported one may be extended.
    own_rules = {rule.name for rule in own.rules if rule.assignment == "="}
    kept = [
        rule
        for rule in own.rules
        if not _gives_way(rule, known - own_rules, imported, diagnostics)
    ]
    return Specification((*kept, *imported))


def _reached(start: Iterable[str], other: Specification) -> set[str]:
    uses: dict[str, list[str]] = {}
    for rule in other.rules:
        uses.setdefault(rule.name, []).extend(name.name for name in names(rule))
    reached: set[str] = set()
    stack = list(start)
    while stack:
        name = stack.pop()
        if name in uses and name not in reached:
            reached.add(name)
            stack.extend(uses[name])
    return reached


def _without_copies(
    rules: Iterable[Rule], diagnostics: Diagnostics
) -> list[Rule]:
    """The rules without those that another file defines in the same words.

    Two files that mean different things by one name are an error.
    """
    kept: list[Rule] = []
    first: dict[str, Rule] = {}
    for rule in rules:
        known = first.setdefault(rule.name, rule)
        if known.span.file == rule.span.file:
            kept.append(rule)
        elif known != rule:
            there = known.span
            diagnostics.error(
                "ambiguous-import",
                rule.span,
                f"'{rule.name}' means something else in {there.file}, which "
                "is imported too",
                f"it is defined at {there.file}:{there.line}:{there.column}; "
                "give one of them another name",
            )
    return kept


def _check_uses(
    uses: list[Name], other: Specification, diagnostics: Diagnostics
) -> None:
    """Refuses messages: their code is not that of a type."""
    files = {rule.name: rule.span.file for rule in other.rules}
    for name in uses:
        if name.name.startswith("Msg"):
            diagnostics.error(
                "imported-message",
                name.span,
                f"'{name.name}' is a message of {files[name.name]}, not a type",
                "use the types that it is made of",
            )


def _gives_way(
    rule: Rule, known: set[str], imported: list[Rule], diagnostics: Diagnostics
) -> bool:
    if rule.assignment != "=" and rule.name in known:
        diagnostics.error(
            "extended-import",
            rule.span,
            f"'{rule.name}' is imported, and can't be extended here",
            "give the extended rule a name of its own",
        )
    same = [one for one in imported if one.name == rule.name]
    if not same:
        return False
    if same != [rule]:
        there = same[0].span
        diagnostics.error(
            "redefined-import",
            rule.span,
            f"'{rule.name}' means something else in {there.file}, which is "
            "used here too",
            f"it is defined at {there.file}:{there.line}:{there.column}; take "
            "another name",
        )
    return True
