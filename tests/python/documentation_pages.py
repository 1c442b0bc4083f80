"""The pages of the documentation as they are written, in Markdown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
DOCUMENTATION = ROOT / "runtime" / "documentation"
PAGES = DOCUMENTATION / "pages"

_FENCE = re.compile(r"^```(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Fence:
    """A block of code: "```console" and the lines below."""

    page: str
    head: str
    body: str

    def included(self) -> str | None:
        """The file that the block shows, from the top folder; None: none."""
        match = re.match(r"\{literalinclude\} /(\S+)$", self.head)
        return match.group(1) if match else None

    def option(self, name: str) -> str | None:
        match = re.search(rf"^:{name}: (.*)$", self.body, re.MULTILINE)
        return match.group(1) if match else None


def pages() -> dict[str, str]:
    """The text of each page, by its name."""
    return {
        path.relative_to(PAGES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(PAGES.rglob("*.md"))
    }


def fences() -> Iterator[Fence]:
    for page, text in pages().items():
        for match in _FENCE.finditer(text):
            yield Fence(page, match.group(1), match.group(2))


def commands() -> Iterator[tuple[str, str]]:
    """Each command of a console, with its page."""
    for fence in fences():
        if fence.head != "console":
            continue
        for line in fence.body.splitlines():
            assert line.startswith("$ "), f"{fence.page}: no command: {line}"
            yield fence.page, line.removeprefix("$ ")


def prose(text: str) -> str:
    """The page without its blocks of code."""
    return _FENCE.sub("", text)


def codes(text: str) -> list[str]:
    """What stands in code marks; a mark may end in the next line."""
    return [" ".join(code.split()) for code in _CODE.findall(prose(text))]


def messages() -> Iterator[tuple[str, str]]:
    """Each error message that is quoted, with its page: headings of the page
    about errors, and the beginnings of points below "If it fails".
    """
    for page, text in pages().items():
        if page == "how_to/troubleshooting.md":
            headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
            quotes = [code for line in headings for code in codes(line)]
        else:
            _, _, failures = text.partition("## If it fails")
            failures = failures.partition("\n## ")[0]
            quotes = re.findall(r"^- `([^`]+)`", failures, re.MULTILINE)
        for quote in quotes:
            # A single word is the name of a status, not a message.
            if " " in quote:
                yield page, " ".join(quote.split())
