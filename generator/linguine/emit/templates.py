"""Rendering of templates, and the layout that all languages share."""

from __future__ import annotations

import textwrap
from pathlib import Path

import jinja2

LINE_LENGTH = 80
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def make_environment() -> jinja2.Environment:
    """An environment for the templates of any language."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def wrapped(text: str, width: int) -> list[str]:
    """A doc text as lines; "" stands between two paragraphs."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if lines:
            lines.append("")
        lines += textwrap.wrap(
            " ".join(paragraph.split()), width, break_long_words=False
        )
    return lines


def joined_alternatives(words: list[str]) -> str:
    """`A, B or C`."""
    return (
        words[0]
        if len(words) == 1
        else f"{', '.join(words[:-1])} or {words[-1]}"
    )


def tidy(text: str) -> str:
    """`text` without spaces at line ends, double blank lines, blank ends."""
    lines: list[str] = []
    for line in map(str.rstrip, text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"
