"""From specification files to the model, and from the model to files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from linguine.cddl.resolver import Resolved
from linguine.diagnostics import Diagnostics
from linguine.frontend import Import, load
from linguine.model.bindings import Bindings, parse_bindings
from linguine.model.lower import lower
from linguine.model.model import Model
from linguine.source_files import read_source


def load_model(
    paths: Sequence[str],
    bindings_path: str | None,
    diagnostics: Diagnostics,
    imports: Sequence[Import] = (),
) -> Model | None:
    """The model of the files as one specification; None after an error.

    Without `bindings_path`, the bindings beside each file count.
    """
    resolved = load(paths, diagnostics, imports)
    if resolved is None:
        return None
    if bindings_path is not None:
        shared = _load_bindings(bindings_path, diagnostics)
        bindings = dict.fromkeys(paths, shared)
    else:
        bindings = {path: _bindings_of(path, diagnostics) for path in paths}
    return _lower(resolved, bindings, diagnostics, imports)


def load_imported(
    files: Sequence[Import],
    diagnostics: Diagnostics,
    imports: Sequence[Import],
) -> Model | None:
    """The model of an imported specification, whose own imports are among
    `imports`; None after an error.
    """
    paths = {one.path for one in files}
    others = [one for one in imports if one.path not in paths]
    return load_model([one.path for one in files], None, diagnostics, others)


def bindings_beside(path: str) -> str | None:
    """The bindings file of a specification, if there is one:
    pumps.bindings.toml for pumps.cddl.
    """
    beside = Path(path).with_suffix(".bindings.toml")
    return str(beside) if beside.exists() else None


def _lower(
    resolved: Resolved,
    bindings: dict[str, Bindings],
    diagnostics: Diagnostics,
    imports: Sequence[Import],
) -> Model | None:
    for one in imports:
        bindings[one.path] = _bindings_of(one.path, diagnostics)
    if diagnostics.has_errors:
        return None
    sources = {path: diagnostics.source(path) for path in bindings}
    return lower(resolved, sources, bindings, diagnostics)


def _load_bindings(path: str, diagnostics: Diagnostics) -> Bindings:
    text = read_source(path, diagnostics)
    return (
        Bindings() if text is None else parse_bindings(text, path, diagnostics)
    )


def _bindings_of(path: str, diagnostics: Diagnostics) -> Bindings:
    beside = bindings_beside(path)
    return Bindings() if beside is None else _load_bindings(beside, diagnostics)
