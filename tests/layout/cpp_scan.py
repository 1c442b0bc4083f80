"""A scanner for what C++ files define at namespace scope.

It knows as much C++ as the sources of this project use: comments, texts,
preprocessor lines, namespaces, types, functions with a body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NOISE = re.compile(
    r"//[^\n]*"
    r"|/\*.*?\*/"
    r'|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)+'"
    r"|^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n[^\n]*)*",
    re.DOTALL | re.MULTILINE,
)
_NAMESPACE = re.compile(r"(?:inline )?namespace(?: (?P<name>[\w:]+))?$")
_TYPE = re.compile(
    r"(?:class|struct|union|enum(?: class| struct)?) "
    r"(?:\[\[\w+\]\] )?(?P<name>\w+)(?: final)?(?: ?:(?!:).*)?$"
)
_FUNCTION = re.compile(r"(?P<name>~?\w+|operator\W+) ?\((?P<rest>.*)$")


@dataclass(frozen=True)
class Definition:
    """Something that a file defines at namespace scope."""

    kind: str  # "type", "function" or "anonymous namespace"
    name: str  # qualified; of a function with its head and its parameters
    path: Path
    line: int

    def place(self) -> str:
        """`path:line`."""
        return f"{self.path}:{self.line}"


def _without_noise(text: str) -> str:
    """The text with blanks for comments, texts and directives."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    return _NOISE.sub(blank, text)


def definitions(path: Path) -> Iterator[Definition]:
    """All that the file defines outside of classes and functions."""
    text = _without_noise(path.read_text())
    namespaces: list[str] = []
    depth = 0  # of braces that are no namespace
    start = 0  # of the words in front of a brace
    for brace in re.finditer(r"[{};]", text):
        words = " ".join(text[start : brace.start()].split())
        start = brace.end()
        line = text.count("\n", 0, brace.start()) + 1
        if brace.group() == ";":
            continue
        if brace.group() == "}":
            if depth > 0:
                depth -= 1
            elif namespaces:
                namespaces.pop()
            continue
        if depth == 0 and (opened := _NAMESPACE.match(words)):
            name = opened["name"]
            if name is None:
                yield Definition(
                    "anonymous namespace", "::".join(namespaces), path, line
                )
            namespaces.append(name or "(anonymous)")
            continue
        if depth == 0 and "(anonymous)" not in namespaces:
            found = _definition(words)
            if found is not None:
                kind, name = found
                qualified = "::".join([*namespaces, name])
                yield Definition(kind, qualified, path, line)
        depth += 1


def _definition(words: str) -> tuple[str, str] | None:
    """The kind and name of what the words in front of a brace define."""
    head = re.match(r"template ?<.*?> (?=[^,>=)]*$|\w)", words)
    plain = words[head.end() :] if head else words
    if found := _TYPE.search(plain):
        # A specialisation is a definition of its own.
        return ("type", found["name"])
    if re.match(r"(?:class|struct|union|enum)\b", plain):
        return None
    if "=" in plain.partition("(")[0]:
        return None
    found = _FUNCTION.search(plain)
    if found is None or "::" in plain[: found.end("name")].rpartition(" ")[2]:
        return None
    template = head.group() if head else ""
    return ("function", f"{template}{found['name']}({found['rest']}")
