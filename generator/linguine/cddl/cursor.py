"""A place in a file's tokens, with what a recursive descent parser does there.

Errors are reported here and raise Abandon; `recover` finds the next rule.
"""

from __future__ import annotations

from typing import NoReturn

from linguine.cddl.lexer import Kind, Token, tokenize
from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics

# Brackets inside each other; keeps hostile input from exhausting the stack,
# here and in every later pass over the tree.
MAX_NESTING = 64
# Ends the report on a file that has little to do with CDDL.
MAX_SYNTAX_ERRORS = 50

ASSIGNMENTS = ("=", "/=", "//=")
TYPE_OPENING = ("(", "{", "[", "~", "&")
_CLOSING: dict[str, str] = {"(": ")", "{": "}", "[": "]", "<": ">"}


def closing_of(opening: Token) -> str:
    """The bracket that closes the opening one."""
    return _CLOSING[opening.text]


class Abandon(Exception):
    """Leaves the rule that is being parsed; the reason has been reported."""


class Cursor:
    """The tokens of a file and the position in them."""

    def __init__(
        self, text: str, file_name: str, diagnostics: Diagnostics
    ) -> None:
        stream = tokenize(text, file_name, diagnostics)
        self._tokens = stream.tokens
        self._comments = stream.comments
        self._diagnostics = diagnostics
        self._position = 0
        self._nesting = 0
        self._errors = 0

    def _peek(self, distance: int = 0) -> Token:
        index = min(self._position + distance, len(self._tokens) - 1)
        return self._tokens[index]

    def _next(self) -> Token:
        token = self._peek()
        self._position = min(self._position + 1, len(self._tokens) - 1)
        return token

    def _last(self) -> Token:
        return self._tokens[max(self._position - 1, 0)]

    def _accept(self, text: str) -> bool:
        token = self._peek()
        if token.kind is Kind.PUNCTUATION and token.text == text:
            self._next()
            return True
        return False

    def _expect(self, text: str, expected: str) -> None:
        if not self._accept(text):
            self._fail_expected(expected)

    def _identifier(self, expected: str) -> str:
        if self._peek().kind is not Kind.IDENTIFIER:
            self._fail_expected(expected)
        return self._next().text

    def _open(self) -> Token:
        if self._nesting >= MAX_NESTING:
            self._fail_at(
                self._peek().span,
                f"more than {MAX_NESTING} brackets inside each other",
                "give inner parts a rule of their own",
                "nesting-too-deep",
            )
        self._nesting += 1
        return self._next()

    def _close(self, opening: Token) -> None:
        closing = closing_of(opening)
        if not self._accept(closing):
            self._fail_unclosed(opening, f"'{closing}'")
        self._nesting -= 1

    def _opens_generic(self, name: Token) -> bool:
        token = self._peek()
        if token.kind is not Kind.PUNCTUATION or token.text != "<":
            return False
        if token.offset != name.end:
            self._fail_at(
                token.span,
                f"expected '<' directly behind '{name.text}'",
                "remove the space",
            )
        return True

    def _starts_entry(self, token: Token) -> bool:
        if token.kind is Kind.PUNCTUATION:
            return token.text in TYPE_OPENING
        return token.kind in (
            Kind.IDENTIFIER,
            Kind.VALUE,
            Kind.OCCURRENCE,
            Kind.MAJOR,
        )

    def _starts_rule(self, index: int) -> bool:
        """Whether `name =` or `name<parameters> =` begins at the token."""
        if self._tokens[index].kind is not Kind.IDENTIFIER:
            return False
        follower = self._tokens[index + 1]
        if follower.text == "<" and follower.offset == self._tokens[index].end:
            index += 2
            while (
                self._tokens[index].kind is Kind.IDENTIFIER
                or self._tokens[index].text == ","
            ):
                index += 1
            if self._tokens[index].text != ">":
                return False
            follower = self._tokens[index + 1]
        return (
            follower.kind is Kind.PUNCTUATION and follower.text in ASSIGNMENTS
        )

    def _span_from(self, start: int) -> Span:
        """From a token to the last one taken, or to its line's last one."""
        first = self._tokens[start].span
        index = self._position - 1
        while index > start and self._tokens[index].span.line != first.line:
            index -= 1
        last = self._tokens[max(index, start)].span
        return Span(
            first.file,
            first.line,
            first.column,
            last.column + last.length - first.column,
        )

    # ------------------------------------------------------------------ errors

    def _fail_at(
        self, span: Span, message: str, hint: str = "", code: str = "syntax"
    ) -> NoReturn:
        self._diagnostics.error(code, span, message, hint)
        self._errors += 1
        raise Abandon

    def _fail_expected(self, expected: str, hint: str = "") -> NoReturn:
        token = self._peek()
        if token.kind is Kind.INVALID:
            raise Abandon
        found = _describe(token)
        if self._starts_rule(self._position):
            found = f"the rule {found}"
        self._fail_at(token.span, f"expected {expected}, found {found}", hint)

    def _fail_unclosed(self, opening: Token, expected: str) -> NoReturn:
        token = self._peek()
        hint = ""
        if self._starts_rule(self._position):
            hint = (
                "; in front of '=' stands a rule's name, in front of ':' a key"
            )
        if hint or token.kind is Kind.END or token.text in _CLOSING.values():
            place = f"{opening.span.line}:{opening.span.column}"
            hint = f"the '{opening.text}' at {place} is not closed{hint}"
        elif token.text == ":" and opening.text == "(":
            hint = (
                "a group in parentheses is no value; write a map { } or an "
                "array [ ]"
            )
        elif token.text in ("=>", "^"):
            hint = "a key with '/' needs parentheses: ( a / b ) => type"
        self._fail_expected(expected, hint)

    def _recover(self, start: int) -> None:
        """Goes to the next rule that begins its line, no further indented."""
        first = self._tokens[start]
        indentation = first.span.column if self._starts_rule(start) else None
        if self._position == start:
            self._next()
        if self._errors >= MAX_SYNTAX_ERRORS:
            self._diagnostics.error(
                "too-many-errors",
                self._peek().span,
                "too many errors, the rest is not read",
            )
            self._position = len(self._tokens) - 1
        while self._peek().kind is not Kind.END:
            token = self._peek()
            placed = token.first_on_line and (
                indentation is None or token.span.column <= indentation
            )
            if placed and self._starts_rule(self._position):
                return
            self._next()


def _describe(token: Token) -> str:
    if token.kind is Kind.END:
        return str(token.kind.value)
    text = token.text.split("\n")[0]
    return f"'{text[:40]}...'" if len(text) > 40 else f"'{text}'"
