"""From file names to a checked specification; every command begins so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linguine.cddl.checks import check
from linguine.cddl.imports import add_imports
from linguine.cddl.parser import merge, parse_file
from linguine.cddl.resolver import Resolved, resolve
from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.source_files import UNREADABLE


@dataclass(frozen=True)
class Import:
    """A specification to take types from; its code is in `folder`."""

    path: str
    folder: str


def load(
    paths: Sequence[str],
    diagnostics: Diagnostics,
    imports: Sequence[Import] = (),
) -> Resolved | None:
    """Reads, resolves and checks the files as one specification.

    None where there is an error. With a syntax error nothing is resolved, since
    a rule that could not be read makes its name seem undefined.
    """
    _check_imports(paths, imports, diagnostics)
    specification = merge([parse_file(path, diagnostics) for path in paths])
    other = merge([parse_file(one.path, diagnostics) for one in imports])
    if diagnostics.has_errors:
        return None
    specification = add_imports(specification, other, diagnostics)
    prefixes = {one.path: one.folder for one in imports}
    importable = {rule.name for rule in other.rules}
    resolved = resolve(specification, diagnostics, prefixes, importable)
    check(resolved, diagnostics)
    return None if diagnostics.has_errors else resolved


def _check_imports(
    paths: Sequence[str], imports: Sequence[Import], diagnostics: Diagnostics
) -> None:
    """Reports files that import themselves, and imports that stand twice."""
    own = {Path(path).resolve() for path in paths}
    seen: set[Path] = set()
    for one in imports:
        place = Path(one.path).resolve()
        whole_file = Span(one.path, 0, 0, 0)
        if place in own:
            diagnostics.error(
                "self-import",
                whole_file,
                "the specification imports itself",
                "its rules need no import; take the --import out",
            )
        elif place in seen:
            diagnostics.error(
                "duplicate-import",
                whole_file,
                "the file is imported twice",
                "take one --import out",
            )
        seen.add(place)


def is_unreadable(diagnostics: Diagnostics) -> bool:
    """Whether a file could not be read at all."""
    return diagnostics.has_code([UNREADABLE])
