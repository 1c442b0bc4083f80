"""What a reference consists of, whatever it is written as."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Code:
    """A name or a value, with a link to the section of this title."""

    text: str
    target: str = ""


Inline = tuple[Words | Code, ...]


@dataclass(frozen=True)
class Paragraph:
    """Some text."""

    content: Inline


@dataclass(frozen=True)
class Table:
    """A table; each row has a cell for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Listing:
    """Lines that keep their layout, with a caption."""

    caption: str
    text: str


Block = Paragraph | Table | Listing


@dataclass
class Section:
    """A section: titles are unique in a document."""

    title: str
    level: int
    blocks: list[Block] = field(default_factory=list)
    # A text behind the title in a list of sections, such as a number.
    note: str = ""

    @property
    def anchor(self) -> str:
        """The name of the section in a link, as GitHub makes it."""
        return anchor_of(self.title)


def anchor_of(title: str) -> str:
    """The anchor of a section of this title."""
    kept = re.sub(r"[^\w\- ]", "", title.lower())
    return kept.replace(" ", "-")


def words(text: str) -> Inline:
    """Words alone; line breaks are spaces."""
    return (Words(" ".join(text.split())),) if text.strip() else ()


def code(text: str, target: str = "") -> Inline:
    """A name or a value alone."""
    return (Code(text, target),)


def listed(parts: list[Inline], separator: str = ", ") -> Inline:
    """Parts one after another."""
    found: list[Words | Code] = []
    for part in parts:
        if found:
            found.append(Words(separator))
        found.extend(part)
    return tuple(found)
