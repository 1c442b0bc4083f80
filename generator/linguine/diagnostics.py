"""Findings about source texts: collecting, ordering and printing them.

A finding names its place as `file:line:column`, lines and columns count from 1
and a column is a code point. A line of 0 stands for the file as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from linguine.cddl.syntax import Span

# A longer source line is cut around the finding, so that a generated or hostile
# one-line file does not flood the terminal.
MAX_SHOWN_LINE = 160

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic:
    """One finding; `code` is its stable name, `hint`, if any, what to do."""

    severity: str
    code: str
    span: Span
    message: str
    hint: str = ""

    @property
    def location(self) -> str:
        """`file:line:column`, or the file alone where no line is meant."""
        if self.span.line == 0:
            return self.span.file
        return f"{self.span.file}:{self.span.line}:{self.span.column}"


class Diagnostics:
    """Collects findings, and the source texts that they quote when printed."""

    def __init__(self) -> None:
        self._findings: list[Diagnostic] = []
        self._lines: dict[str, list[str]] = {}

    # ------------------------------------------------------------- collecting

    def add_source(self, file_name: str, text: str) -> None:
        """Remembers the text of a file; findings sort in this order."""
        self._lines[file_name] = text.split("\n")

    def source(self, file_name: str) -> str:
        """The text of a source; empty for an unknown one."""
        return "\n".join(self._lines.get(file_name, ()))

    def source_line(self, file_name: str, line: int) -> str | None:
        """The line without its end, or None where there is no such line."""
        lines = self._lines.get(file_name)
        if lines is None or not 1 <= line <= len(lines):
            return None
        return lines[line - 1].removesuffix("\r")

    def error(
        self, code: str, span: Span, message: str, hint: str | None = None
    ) -> None:
        """Adds an error: the input means nothing, or not what it seems to."""
        self._findings.append(
            Diagnostic(ERROR, code, span, message, hint or "")
        )

    def warning(
        self, code: str, span: Span, message: str, hint: str | None = None
    ) -> None:
        """Adds a warning: the input is usable, but probably not as intended."""
        self._findings.append(
            Diagnostic(WARNING, code, span, message, hint or "")
        )

    # -------------------------------------------------------------- examining

    @property
    def has_errors(self) -> bool:
        """Whether there is an error; warnings do not count."""
        return self.error_count > 0

    @property
    def error_count(self) -> int:
        """The number of errors."""
        return sum(1 for finding in self._findings if finding.severity == ERROR)

    @property
    def warning_count(self) -> int:
        """The number of warnings."""
        return len(self._findings) - self.error_count

    def has_code(self, codes: Iterable[str]) -> bool:
        """Whether there is a finding with one of these codes."""
        wanted = frozenset(codes)
        return any(finding.code in wanted for finding in self._findings)

    def sorted(self) -> list[Diagnostic]:
        """All findings: by file as read, then by place, errors first."""
        order = {name: index for index, name in enumerate(self._lines)}
        return sorted(
            self._findings,
            key=lambda finding: (
                order.get(finding.span.file, len(order)),
                finding.span.file,
                finding.span.line,
                finding.span.column,
                finding.severity != ERROR,
                finding.code,
                finding.message,
            ),
        )

    # --------------------------------------------------------------- printing

    def render(self) -> str:
        """All findings as text, one blank line between them; empty if none."""
        return "\n".join(self.render_one(finding) for finding in self.sorted())

    def render_one(self, finding: Diagnostic) -> str:
        """A finding as text: message, source line, caret and hint."""
        head = f"{finding.location}: {finding.severity}: {finding.message}"
        lines = [f"{_printable(head)} [{finding.code}]"]
        source = self.source_line(finding.span.file, finding.span.line)
        if source:
            lines += _quote(source, finding.span.column, finding.span.length)
        if finding.hint:
            lines.append(f"  hint: {_printable(finding.hint)}")
        return "\n".join(lines) + "\n"

    def summary(self) -> str:
        """The counts in words, such as `1 error, 2 warnings`."""
        return (
            f"{_count(self.error_count, ERROR)}, "
            f"{_count(self.warning_count, WARNING)}"
        )

    def to_json(self) -> dict[str, object]:
        """All findings as plain data, for tools."""
        return {
            "errors": self.error_count,
            "warnings": self.warning_count,
            "findings": [
                {
                    "severity": finding.severity,
                    "code": finding.code,
                    "file": finding.span.file,
                    "line": finding.span.line,
                    "column": finding.span.column,
                    "length": finding.span.length,
                    "message": finding.message,
                    "hint": finding.hint,
                }
                for finding in self.sorted()
            ],
        }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _quote(source: str, column: int, length: int) -> list[str]:
    """The source line and the line with the caret, both indented by two."""
    start = min(max(column - 1, 0), len(source))
    end = max(start + 1, min(start + length, len(source)))
    prefix, suffix, first, last = "", "", 0, len(source)
    if len(source) > MAX_SHOWN_LINE:
        first = max(
            0, min(start - MAX_SHOWN_LINE // 4, len(source) - MAX_SHOWN_LINE)
        )
        last = first + MAX_SHOWN_LINE
        prefix = "..." if first > 0 else ""
        suffix = "..." if last < len(source) else ""
        end = min(end, max(last, start + 1))
    shown = _printable(source[first:last])
    pad = " " * len(prefix) + "".join(map(_blank, source[first:start]))
    tail = "~" * sum(_width(character) for character in source[start + 1 : end])
    return [f"  {prefix}{shown}{suffix}", f"  {pad}^{tail}"]


def _printable(text: str) -> str:
    """The text with control characters, but tabs, replaced by U+FFFD."""
    return "".join(
        (
            character
            if character == "\t"
            or unicodedata.category(character) not in ("Cc", "Cs")
            else "\ufffd"
        )
        for character in text
    )


def _blank(character: str) -> str:
    """White space as wide as the character is on a terminal."""
    return "\t" if character == "\t" else " " * _width(character)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
