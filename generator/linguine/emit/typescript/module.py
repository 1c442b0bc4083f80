"""The imports of one generated module, collected while it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LINE_LENGTH = 80


@dataclass
class Module:
    """A module by its file name, and the names that it takes from others."""

    path: str
    _values: dict[str, set[str]] = field(default_factory=dict)
    _types: dict[str, set[str]] = field(default_factory=dict)

    def use(self, source: str, name: str) -> str:
        """Imports a value; returns its name."""
        if source != self.path:
            self._values.setdefault(_specifier(source), set()).add(name)
        return name

    def use_type(self, source: str, name: str) -> str:
        """Imports a type; returns its name."""
        if source != self.path:
            self._types.setdefault(_specifier(source), set()).add(name)
        return name

    def imports(self, text: str) -> str:
        """The import statements that `text` needs: packages first, then files,
        by name.
        """
        words = set(re.findall(r"\w+", text))
        sources = {*self._values, *self._types}
        ordered = sorted(sources, key=lambda one: (one.startswith("."), one))
        return "".join(self._statement(source, words) for source in ordered)

    def _statement(self, source: str, used: set[str]) -> str:
        values = self._values.get(source, set()) & used
        types = (self._types.get(source, set()) & used) - values
        if not values and not types:
            return ""
        keyword = "import" if values else "import type"
        prefix = "type " if values else ""
        named = [(name, f"{prefix}{name}") for name in types]
        named += [(name, name) for name in values]
        words = [word for _, word in sorted(named)]
        line = f'{keyword} {{ {", ".join(words)} }} from "{source}";\n'
        if len(line) <= LINE_LENGTH + 1:
            return line
        listed = "".join(f"  {word},\n" for word in words)
        return f'{keyword} {{\n{listed}}} from "{source}";\n'


def _specifier(source: str) -> str:
    """`./ids.js` for the file ids.ts; the names of packages stay."""
    return f"./{source[:-3]}.js" if source.endswith(".ts") else source
