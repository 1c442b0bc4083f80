"""From file names to a checked specification; what every command begins with."""

from __future__ import annotations

from typing import Optional, Sequence

from linguine.cddl.checks import check
from linguine.cddl.parser import merge, parse_file
from linguine.cddl.resolver import Resolved, resolve
from linguine.diagnostics import Diagnostics
from linguine.source_files import UNREADABLE


def load(paths: Sequence[str], diagnostics: Diagnostics) -> Optional[Resolved]:
    """Reads, resolves and checks the files as one specification.

    None where there is an error. With a syntax error nothing is resolved, since
    a rule that could not be read makes its name seem undefined.
    """
    specification = merge([parse_file(path, diagnostics) for path in paths])
    if diagnostics.has_errors:
        return None
    resolved = resolve(specification, diagnostics)
    check(resolved, diagnostics)
    return None if diagnostics.has_errors else resolved


def is_unreadable(diagnostics: Diagnostics) -> bool:
    """Whether a file could not be read at all."""
    return diagnostics.has_code([UNREADABLE])
