"""From file names to a checked specification; every command begins so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linguine.cddl.checks import check
from linguine.cddl.imports import add_imports
from linguine.cddl.parser import merge, parse_file
from linguine.cddl.resolver import Resolved, resolve
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


def is_unreadable(diagnostics: Diagnostics) -> bool:
    """Whether a file could not be read at all."""
    return diagnostics.has_code([UNREADABLE])
