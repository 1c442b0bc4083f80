"""A reference as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linguine.docs.blocks import (
    Block,
    Code,
    Inline,
    Paragraph,
    Section,
    Table,
    anchor_of,
)


def to_markdown(sections: Sequence[Section]) -> str:
    """The whole text; ends with a line break."""
    lines: list[str] = []
    for section in sections:
        if lines:
            lines.append("")
        lines.append(f"{'#' * section.level} {_plain(section.title)}")
        for block in section.blocks:
            lines.append("")
            lines += _block(block)
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _inline(block.content)
    elif isinstance(block, Table):
        yield _row([_plain(one) for one in block.headings])
        yield _row(["---"] * len(block.headings))
        for row in block.rows:
            yield _row([_inline(one).replace("|", "\\|") for one in row])
    else:
        yield from (f"{_plain(block.caption)}:", "", "```text")
        yield block.text
        yield "```"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _inline(content: Inline) -> str:
    found = []
    for part in content:
        if not isinstance(part, Code):
            found.append(_plain(part.text))
            continue
        fence = "``" if "`" in part.text else "`"
        text = f"{fence}{part.text}{fence}"
        target = part.target
        found.append(f"[{text}](#{anchor_of(target)})" if target else text)
    return "".join(found)


def _plain(text: str) -> str:
    for letter in "\\`*_[]<":
        text = text.replace(letter, f"\\{letter}")
    return text
