"""Reads TOML; what is wrong with a file is an error with its place."""

from __future__ import annotations

import re
import tomllib

from linguine.diagnostics import Diagnostics
from linguine.source_files import read_source


class TomlError(Exception):
    """A text that is no TOML; where, as far as it is known."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def parse_toml(text: str) -> dict[str, object]:
    """The tables of a text; raises TomlError."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlError("lists or tables nest too deeply") from None
    except ValueError as error:
        # Of TOML, and of numbers with very many digits.
        place = re.search(r"line ([0-9]+), column ([0-9]+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        if str(error).endswith("(at end of document)"):
            line = text.count("\n") + 1
            column = len(text) - text.rfind("\n")
        raise TomlError(str(error), line, column) from error


def read_toml(path: str) -> dict[str, object]:
    """The tables of a file; raises TomlError, which names the file."""
    diagnostics = Diagnostics()
    text = read_source(path, diagnostics)
    if text is None:
        (finding,) = diagnostics.sorted()
        raise TomlError(f"{finding.location}: {finding.message}")
    try:
        return parse_toml(text)
    except TomlError as error:
        raise TomlError(
            f"{path}:{error.line}:{error.column}: {error}"
        ) from error
