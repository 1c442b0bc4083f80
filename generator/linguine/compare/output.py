"""Writes findings as text, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from linguine.compare.findings import WORDS, Finding, Level
from linguine.model.model import Origin


def to_text(findings: Sequence[Finding]) -> str:
    """A finding in a line, with its rule, then who breaks and both places."""
    lines: list[str] = []
    for one in findings:
        waived = "waived, " if one.reason is not None else ""
        lines.append(f"{waived}{WORDS[one.level]}: {one.message} [{one.rule}]")
        if one.reason is not None:
            lines.append(f"  reason: {one.reason}")
        if one.breaks:
            lines.append(f"  breaks: {', '.join(one.breaks)}")
        lines.append(f"  old {_place(one.old) or 'nowhere'}")
        lines.append(f"  new {_place(one.new) or 'nowhere'}")
    return "".join(f"{line}\n" for line in lines)


def summary(findings: Sequence[Finding]) -> str:
    """How many findings there are of each level."""
    counted = [one for one in findings if one.reason is None]
    parts = [
        f"{count} {WORDS[level]}"
        for level in reversed(Level)
        if (count := sum(one.level == level for one in counted))
    ]
    waived = len(findings) - len(counted)
    if waived:
        parts.append(f"{waived} waived")
    return ", ".join(parts) or "no difference"


def to_markdown(findings: Sequence[Finding]) -> str:
    """A heading and a table for each level; ends with a line break."""
    lines = [f"**{_capital(summary(findings))}.**"]
    for level in reversed(Level):
        chosen = [
            one for one in findings if one.level == level and not one.reason
        ]
        lines += _table(_capital(WORDS[level]), chosen)
    waived = [one for one in findings if one.reason]
    lines += _table("Waived", waived)
    return "\n".join(lines) + "\n"


def _table(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield from ("", f"## {title}", "")
    yield from (
        "| What | Breaks | Old | New | Rule |",
        "|---|---|---|---|---|",
    )
    for one in findings:
        reason = f" Waived: {one.reason}" if one.reason else ""
        yield (
            f"| {_cell(one.message + '.' + reason)} | {', '.join(one.breaks)} "
            f"| {_cell(_place(one.old))} | {_cell(_place(one.new))} "
            f"| `{one.rule}` |"
        )


def to_json(findings: Sequence[Finding]) -> str:
    """A list of objects; ends with a line break."""
    plain = [
        {
            "level": WORDS[one.level],
            "rule": one.rule,
            "kind": one.subject.kind,
            "key": one.subject.key,
            "breaks": list(one.breaks),
            "message": one.message,
            "old": _plain_place(one.old),
            "new": _plain_place(one.new),
            "waived": one.reason,
        }
        for one in findings
    ]
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


WRITERS = {"text": to_text, "markdown": to_markdown, "json": to_json}


def _place(origin: Origin | None) -> str:
    return f"{origin.file}:{origin.line}:{origin.column}" if origin else ""


def _plain_place(origin: Origin | None) -> dict[str, object] | None:
    if origin is None:
        return None
    return {"file": origin.file, "line": origin.line, "column": origin.column}


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
