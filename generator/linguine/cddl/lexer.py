"""Splits CDDL text (RFC 8610 appendix B) into tokens and comments.

Lexical errors are reported here and leave an INVALID token, on which the parser
gives up the rule without a message of its own. The lexer is stricter than the
ABNF in one point: a number must not run into a name (`3float`, `0x`, `007`),
which the ABNF would read as two entries without a comma.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from linguine.cddl import literals
from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics

# Ends the report on a file that is not CDDL at all.
MAX_LEXICAL_ERRORS = 50

# Names become names of files, which most systems bound by 255 bytes.
MAX_NAME_LENGTH = 200

LiteralValue = int | float | str | bytes
TokenValue = LiteralValue | tuple[int | None, int | None] | None


class Kind(enum.Enum):
    """The kind of a token; the value is its name in messages."""

    IDENTIFIER = "a name"
    VALUE = "a literal"
    OCCURRENCE = "an occurrence"
    MAJOR = "a major type"
    CONTROL = "a control operator"
    PUNCTUATION = "a sign"
    INVALID = "an invalid token"
    END = "the end of the file"


@dataclass(frozen=True)
class Token:
    """One token; `end` is the offset behind it in the file's text.

    `value` is the literal's value for VALUE, (minimum, maximum) for OCCURRENCE
    and (major, information) for MAJOR.
    """

    kind: Kind
    text: str
    span: Span
    offset: int
    end: int
    first_on_line: bool
    value: TokenValue = None


@dataclass(frozen=True)
class Comment:
    """The text of a comment behind its `;`; whether it has the line alone."""

    text: str
    alone: bool


@dataclass
class TokenStream:
    """All tokens of a file, the last one END, and the comments by line."""

    tokens: list[Token] = field(default_factory=list)
    comments: dict[int, Comment] = field(default_factory=dict)


_IDENTIFIER = r"[A-Za-z@_$](?:[-.]*[A-Za-z0-9@_$])*"
_UNSIGNED = r"(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)"
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\n]+|\r\n)
  | (?P<comment>;[^\n]*)
  | (?P<bytes>(?:[hH]|[bB]64)?'(?P<content>[^'\\]*(?:\\.[^'\\]*)*)')
  | (?P<open_bytes>(?:[hH]|[bB]64)?')
  | (?P<text>"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*")
  | (?P<open_text>")
  | (?P<identifier>%(identifier)s)
  | (?P<occurrence>(?P<minimum>%(unsigned)s)?\*(?P<maximum>%(unsigned)s)?|[?+])
  | (?P<number>-?(?:0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]+)?[pP][+-]?[0-9]+
                 |0[xX][0-9a-fA-F]+|0[bB][01]+
                 |[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?))
  | (?P<major>\#(?:(?P<digit>[0-9])(?:\.(?P<information>%(unsigned)s))?)?)
  | (?P<control>\.%(identifier)s)
  | (?P<punctuation>//=|/=|//|/|=>|=|\.\.\.|\.\.|[(){}\[\]<>:,~&^])
    """  # noqa: UP031 - the text is full of braces
    % {"identifier": _IDENTIFIER, "unsigned": _UNSIGNED},
    re.VERBOSE | re.DOTALL,
)
_CHARACTER_HINTS = {
    "\ufeff": "save the file without a byte order mark",
    "\r": "end lines with a line feed",
    "\u00a0": "use plain spaces",
    "\u201c": "use plain quotes",
    "\u201d": "use plain quotes",
    "\u2018": "use plain quotes",
    "\u2019": "use plain quotes",
    ".": "a control operator has its name directly behind the dot, as in .size",
    "|": "a choice is written with / between types and // between groups",
}
# Characters that RFC 8610 allows nowhere (the tab is a warning of its own), and
# those that turn text around and so hide the content of a line.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# Other tools read `;# import foo` as more than a comment.
_DIRECTIVE = re.compile(r";#\s*(?:import|include|export)\b")
_NUMBER_TAIL = re.compile(r"[A-Za-z0-9@_$]+")
_LEADING_ZERO = re.compile(r"-?0[0-9]")


def tokenize(
    text: str, file_name: str, diagnostics: Diagnostics
) -> TokenStream:
    """Splits the text; an END token always follows the last other one."""
    return _Lexer(text, file_name, diagnostics).run()


class _Lexer:
    """The state of one pass over a text."""

    def __init__(
        self, text: str, file_name: str, diagnostics: Diagnostics
    ) -> None:
        self._text = text
        self._file = file_name
        self._diagnostics = diagnostics
        self._stream = TokenStream()
        self._offset = 0
        self._line = 1
        self._line_start = 0
        self._token_on_line = False
        self._errors = 0
        self._tab_reported = False

    def run(self) -> TokenStream:
        while (
            self._offset < len(self._text) and self._errors < MAX_LEXICAL_ERRORS
        ):
            match = _TOKEN.match(self._text, self._offset)
            if match is None:
                self._invalid_character()
            else:
                self._accept(match)
        if self._errors >= MAX_LEXICAL_ERRORS:
            self._fail(
                1, "too-many-errors", "too many errors, the rest is not read"
            )
        self._finish()
        return self._stream

    # ------------------------------------------------------------------ tokens

    def _accept(self, match: re.Match[str]) -> None:
        # The outermost group closes last: it names the alternative that
        # matched.
        name = str(match.lastgroup)
        text = match[0]
        if name == "space":
            self._space(match)
        elif name == "comment":
            self._check_comment(text.removesuffix("\r"))
            content = text[1:].rstrip()
            comment = Comment(
                content.removeprefix(" "), not self._token_on_line
            )
            self._stream.comments[self._line] = comment
            self._advance(match.end())
        elif name == "bytes":
            qualifier = text[: text.index("'")]
            self._literal(
                match.end(), literals.byte_string, qualifier, match["content"]
            )
        elif name == "text":
            self._literal(match.end(), literals.text_string, text[1:-1])
        elif name in ("open_bytes", "open_text"):
            self._fail(
                self._rest_of_line(),
                "unterminated-string",
                f"the string has no closing {text[-1]}",
                "a text string ends on its line" if name == "open_text" else "",
            )
        elif name == "occurrence":
            self._occurrence(match)
        elif name == "number":
            self._number(match)
        elif name == "major":
            self._major(match)
        elif name == "identifier" and len(text) > MAX_NAME_LENGTH:
            self._fail(
                len(text),
                "name-too-long",
                f"the name has {len(text)} characters; the most are "
                f"{MAX_NAME_LENGTH}",
            )
        else:
            self._emit(Kind[name.upper()], match.end())

    def _check_comment(self, text: str) -> None:
        """Reports a directive, and a control character: text behind a lone
        carriage return looks like a line of its own, and is none.
        """
        if _DIRECTIVE.match(text):
            self._errors += 1
            self._diagnostics.error(
                "unsupported-directive",
                self._span(len(text)),
                "unsupported: the directives of CDDL modules",
                "--import names the files whose rules may be used",
            )
        wrong = _CONTROL.search(text)
        if wrong is None:
            return
        self._errors += 1
        column = self._offset - self._line_start + wrong.start() + 1
        self._diagnostics.error(
            "invalid-character",
            Span(self._file, self._line, column),
            f"control character U+{ord(wrong[0]):04X} in a comment",
            _CHARACTER_HINTS.get(wrong[0], "take it out"),
        )

    def _space(self, match: re.Match[str]) -> None:
        tab = match[0].find("\t")
        if tab >= 0 and not self._tab_reported:
            self._tab_reported = True
            self._advance(match.start() + tab)
            self._diagnostics.warning(
                "tab",
                self._span(1),
                "RFC 8610 has no tab character; other tools reject this file",
                "indent with spaces",
            )
        self._advance(match.end())

    def _literal(
        self, end: int, evaluate: Callable[..., LiteralValue], *arguments: str
    ) -> None:
        try:
            self._emit(Kind.VALUE, end, evaluate(*arguments))
        except literals.LiteralError as error:
            self._literal_error(end, error)

    def _literal_error(self, end: int, error: literals.LiteralError) -> None:
        wrong = self._offset + error.offset
        line = self._line + self._text.count("\n", self._offset, wrong)
        column = wrong - self._text.rfind("\n", 0, wrong)
        length = 1 if error.offset else self._line_length(self._offset, end)
        self._diagnostics.error(
            "invalid-literal",
            Span(self._file, line, column, length),
            error.message,
            error.hint,
        )
        self._errors += 1
        self._emit(Kind.INVALID, end)

    def _number(self, match: re.Match[str]) -> None:
        end = match.end()
        tail = _NUMBER_TAIL.match(self._text, end)
        if tail is not None:
            length = tail.end() - self._offset
            self._fail(
                length,
                "invalid-literal",
                f"'{self._text[self._offset : tail.end()][:40]}' is not a "
                "number",
                "put a space or a comma between a number and a name",
            )
        elif _LEADING_ZERO.match(match[0]):
            self._fail(
                len(match[0]),
                "invalid-literal",
                "a number must not begin with 0",
            )
        else:
            self._literal(end, literals.number, match[0])

    def _occurrence(self, match: re.Match[str]) -> None:
        if match[0] in "?+":
            bounds = (0, 1) if match[0] == "?" else (1, None)
            self._emit(Kind.OCCURRENCE, match.end(), bounds)
            return
        tail = _NUMBER_TAIL.match(self._text, match.end())
        wrong = any(
            _LEADING_ZERO.match(match[name] or "")
            for name in ("minimum", "maximum")
        )
        if wrong or (tail is not None and match["maximum"] is not None):
            self._fail(
                (tail.end() if tail else match.end()) - self._offset,
                "invalid-literal",
                "the bounds of an occurrence are plain numbers, as in 2*5",
                "put a space between the occurrence and the type",
            )
            return
        low, high = match["minimum"], match["maximum"]
        try:
            minimum = int(literals.number(low)) if low else 0
            maximum = int(literals.number(high)) if high else None
        except literals.LiteralError as error:
            self._literal_error(match.end(), error)
            return
        self._emit(Kind.OCCURRENCE, match.end(), (minimum, maximum))

    def _major(self, match: re.Match[str]) -> None:
        tail = _NUMBER_TAIL.match(self._text, match.end())
        if tail is not None:
            self._fail(
                tail.end() - self._offset,
                "invalid-literal",
                f"'{self._text[self._offset : tail.end()][:40]}' is not a "
                "major type",
                "write #, #major or #major.information, as in #7.25",
            )
            return
        try:
            information = (
                int(literals.number(match["information"]))
                if match["information"]
                else None
            )
        except literals.LiteralError as error:
            self._literal_error(match.end(), error)
            return
        digit = int(match["digit"]) if match["digit"] else None
        self._emit(Kind.MAJOR, match.end(), (digit, information))

    # ------------------------------------------------------------------ errors

    def _invalid_character(self) -> None:
        character = self._text[self._offset]
        code = f"U+{ord(character):04X}"
        shown = f"'{character}' ({code})" if character.isprintable() else code
        hint = _CHARACTER_HINTS.get(character, "")
        end = self._offset + 1
        while end < len(self._text) and self._text[end] == character:
            end += 1
        message = f"no token begins with {shown}"
        self._fail(end - self._offset, "invalid-character", message, hint)

    def _fail(
        self, length: int, code: str, message: str, hint: str = ""
    ) -> None:
        self._errors += 1
        length = max(length, 1)
        self._diagnostics.error(code, self._span(length), message, hint)
        self._emit(Kind.INVALID, min(self._offset + length, len(self._text)))

    def _rest_of_line(self) -> int:
        end = self._text.find("\n", self._offset)
        return (end if end >= 0 else len(self._text)) - self._offset

    # --------------------------------------------------------------- positions

    def _span(self, length: int) -> Span:
        return Span(
            self._file, self._line, self._offset - self._line_start + 1, length
        )

    def _line_length(self, start: int, end: int) -> int:
        line_end = self._text.find("\n", start, end)
        return (line_end if line_end >= 0 else end) - start

    def _emit(self, kind: Kind, end: int, value: TokenValue = None) -> None:
        span = self._span(self._line_length(self._offset, end))
        first = not self._token_on_line
        text = self._text[self._offset : end]
        token = Token(kind, text, span, self._offset, end, first, value)
        self._stream.tokens.append(token)
        self._token_on_line = True
        self._advance(end)

    def _advance(self, end: int) -> None:
        newlines = self._text.count("\n", self._offset, end)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rfind("\n", self._offset, end) + 1
            # The rest of a literal of several lines is not the line's first
            # token.
            self._token_on_line = not self._text[
                self._line_start : end
            ].isspace() and (self._line_start < end)
        self._offset = end

    def _finish(self) -> None:
        tokens = self._stream.tokens
        if tokens:
            last = tokens[-1]
            newlines = last.text.count("\n")
            column = (
                len(last.text) - last.text.rfind("\n")
                if newlines
                else last.span.column + len(last.text)
            )
            span = Span(self._file, last.span.line + newlines, column)
        else:
            span = Span(self._file, 1, 1)
        end = len(self._text)
        tokens.append(Token(Kind.END, "", span, end, end, True))
