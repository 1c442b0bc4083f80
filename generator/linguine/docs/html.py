"""A reference as one page of HTML that needs nothing else: no file, no host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from linguine.docs.blocks import (
    Block,
    Code,
    Inline,
    Paragraph,
    Section,
    Table,
    anchor_of,
)

_FOLDER = Path(__file__).parent
# What is written into the page as it is.
_STYLE = "page.css"
_SCRIPT = "page.js"


def to_html(sections: Sequence[Section]) -> str:
    """The whole page; ends with a line break."""
    title = escape(sections[0].title)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>",
        f"<style>\n{_file(_STYLE)}</style>",
        "</head>",
        "<body>",
        *_navigation(sections),
        "<main>",
    ]
    for section in sections:
        lines += _section(section)
    lines += [
        "</main>",
        f"<script>\n{_file(_SCRIPT)}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _navigation(sections: Sequence[Section]) -> Iterator[str]:
    yield '<nav aria-label="Contents">'
    yield (
        '<label>Search <input id="search" type="search" '
        'placeholder="a name, a key, a number" autocomplete="off"></label>'
    )
    yield '<p id="count" role="status"></p>'
    yield "<ul>"
    for section in sections[1:]:
        note = f" <small>{escape(section.note)}</small>" if section.note else ""
        yield (
            f'<li class="level{section.level}">'
            f'<a href="#{section.anchor}">{escape(section.title)}</a>{note}'
            "</li>"
        )
    yield from ("</ul>", "</nav>")


def _section(section: Section) -> Iterator[str]:
    level = section.level
    yield f'<section id="{section.anchor}" class="level{level}">'
    yield f"<h{level}>{escape(section.title)}</h{level}>"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"<p>{_inline(block.content)}</p>"
    elif isinstance(block, Table):
        cells = "".join(f"<th>{escape(one)}</th>" for one in block.headings)
        yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
        for row in block.rows:
            cells = "".join(f"<td>{_inline(one)}</td>" for one in row)
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table>"
    else:
        yield (
            f"<figure><figcaption>{escape(block.caption)}</figcaption>"
            f"<pre>{escape(block.text)}</pre></figure>"
        )


def _inline(content: Inline) -> str:
    found = []
    for part in content:
        if not isinstance(part, Code):
            found.append(escape(part.text))
            continue
        text = f"<code>{escape(part.text)}</code>"
        if part.target:
            text = f'<a href="#{anchor_of(part.target)}">{text}</a>'
        found.append(text)
    return "".join(found)
