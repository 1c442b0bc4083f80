"""Where the entries of a bindings file stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from linguine.model.model import Origin

_TABLE = re.compile(r"\s*\[([A-Za-z_]+)(?:\.\"?([^\]\"]+)\"?)?\]")


class BindingPlaces:
    """The places of the entries of some bindings files, by table and name."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._places: dict[tuple[str, str], Origin] = {}
        for path in paths:
            self._read(path, Path(path).read_text(encoding="utf-8"))

    def of(
        self, table: str, name: str, otherwise: Origin | None
    ) -> Origin | None:
        """The place of an entry, "Rule" or "Rule.key"; else `otherwise`."""
        return self._places.get((table, name), otherwise)

    def _read(self, path: str, text: str) -> None:
        table = ""
        for number, line in enumerate(text.split("\n"), start=1):
            heading = _TABLE.match(line)
            if heading is not None:
                table = heading[1]
                if heading[2]:
                    place = Origin(path, number, heading.start(1) + 1)
                    self._places[table, heading[2]] = place
                continue
            content = line.split(" #")[0]
            if content.lstrip().startswith("#"):
                continue
            is_list = table and "=" not in content.split('"')[0]
            names = re.finditer(r'"([^"]+)"|^\s*([A-Za-z_][\w.-]*)', content)
            for name in names:
                found = name[1] or name[2]
                place = Origin(path, number, name.start() + 1)
                self._places.setdefault((table, found), place)
                if not is_list and "names" not in content.split("=")[0]:
                    break
