"""Parses CDDL text (RFC 8610 appendix B) into a syntax tree.

Recursive descent with one token of lookahead: what is a member key, a type or a
group is decided where the token behind it is known. After an error the parser
goes on at the next rule, so that one run reports the errors of all rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from linguine.cddl import comments
from linguine.cddl.cursor import (
    ASSIGNMENTS,
    TYPE_OPENING,
    Abandon,
    Cursor,
    closing_of,
)
from linguine.cddl.lexer import Kind, Token
from linguine.cddl.syntax import (
    Array,
    Entry,
    Enumeration,
    Group,
    GroupChoice,
    MajorType,
    Map,
    MemberKey,
    Name,
    Occurrence,
    Parenthesized,
    Rule,
    Span,
    Specification,
    Tagged,
    Type,
    Type1,
    Type2,
    Unwrap,
    Value,
)
from linguine.diagnostics import Diagnostics
from linguine.source_files import read_source


def parse_file(path: str, diagnostics: Diagnostics) -> Specification:
    """Parses a UTF-8 file; an unreadable one is an error of code UNREADABLE."""
    text = read_source(path, diagnostics)
    if text is None:
        return Specification(())
    return parse_text(text, path, diagnostics)


def parse_text(
    text: str, file_name: str, diagnostics: Diagnostics
) -> Specification:
    """Parses a text; rules with syntax errors are reported and left out."""
    diagnostics.add_source(file_name, text)
    parser = _Parser(text, file_name, diagnostics)
    return Specification(tuple(parser.run()))


def merge(specifications: Iterable[Specification]) -> Specification:
    """All rules of all specifications, in order."""
    return Specification(
        tuple(rule for one in specifications for rule in one.rules)
    )


class _Parser(Cursor):
    """The grammar; each method takes the tokens of what it returns."""

    def run(self) -> list[Rule]:
        rules: list[Rule] = []
        if self._peek().kind is Kind.END:
            self._diagnostics.error(
                "empty-file",
                self._peek().span,
                "expected a rule, found no rule at all",
            )
        while self._peek().kind is not Kind.END:
            start = self._position
            try:
                rules.append(self._rule())
            except Abandon:
                self._nesting = 0
                self._recover(start)
        return rules

    # ------------------------------------------------------------------- rules

    def _rule(self) -> Rule:
        start = self._position
        first = self._peek()
        if first.kind is not Kind.IDENTIFIER:
            self._fail_expected("a rule")
        self._next()
        parameters = self._parameters(first)
        if self._peek().text not in ASSIGNMENTS:
            self._fail_expected(f"'=' behind the rule name '{first.text}'")
        assignment = self._next().text
        definition_start = self._position
        occurrence, key, content, _ = self._entry_parts()
        definition: Type | Entry
        if (
            assignment != "//="
            and not occurrence
            and not key
            and isinstance(content, Type)
        ):
            definition = content
        elif assignment == "/=":
            self._fail_at(
                self._span_from(definition_start),
                "'/=' adds a type to a choice, but this is a group",
                "add a group with '//='",
            )
        else:
            span = self._span_from(definition_start)
            definition = Entry(occurrence, key, content, "", span)
        doc = comments.above(self._comments, first)
        if not doc and first.span.line == self._last().span.line:
            doc = comments.behind(
                self._comments, self._tokens, start, self._position
            )
        return Rule(
            first.text, parameters, assignment, definition, doc, first.span
        )

    def _parameters(self, name: Token) -> tuple[str, ...]:
        if not self._opens_generic(name):
            return ()
        self._next()
        parameters = [self._identifier("a parameter name")]
        while self._accept(","):
            parameters.append(self._identifier("a parameter name"))
        self._expect(">", "',' or '>'")
        return tuple(parameters)

    # ------------------------------------------------------------------ groups

    def _group(self, opening: Token) -> tuple[Group, bool]:
        """The alternatives up to the closing bracket, which stays.

        The flag tells whether there was a comma, which no type in parentheses
        has.
        """
        start = self._position
        choices: list[GroupChoice] = []
        separator: Span | None = None
        has_comma = False
        while True:
            choice_start = self._position
            entries: list[Entry] = []
            while not self._at_choice_end(opening):
                entry, comma = self._entry()
                entries.append(entry)
                has_comma = has_comma or comma
            span = self._span_from(choice_start)
            choices.append(GroupChoice(tuple(entries), span, separator))
            if self._peek().text != "//":
                return Group(tuple(choices), self._span_from(start)), has_comma
            separator = self._next().span

    def _at_choice_end(self, opening: Token) -> bool:
        token = self._peek()
        closing = closing_of(opening)
        if token.kind is Kind.PUNCTUATION and token.text in ("//", closing):
            return True
        if not self._starts_entry(token) or self._starts_rule(self._position):
            self._fail_unclosed(opening, f"an entry, '//' or '{closing}'")
        return False

    def _entry(self) -> tuple[Entry, bool]:
        start = self._position
        first = self._peek()
        occurrence, key, content, span = self._entry_parts()
        comma = self._accept(",")
        doc = "\n".join(
            part
            for part in (
                comments.above(self._comments, first),
                comments.behind(
                    self._comments, self._tokens, start, self._position
                ),
            )
            if part
        )
        return Entry(occurrence, key, content, doc, span), comma

    def _entry_parts(
        self,
    ) -> tuple[Occurrence | None, MemberKey | None, Type | Group, Span]:
        start = self._position
        occurrence = self._occurrence()
        key = self._simple_key()
        content: Type | Group
        if key is not None:
            content = self._type()
        elif self._peek().text == "(" and self._peek().kind is Kind.PUNCTUATION:
            key, content = self._after_parenthesis(*self._parenthesis())
        else:
            key, content = self._after_type1(self._type1())
        return occurrence, key, content, self._span_from(start)

    def _occurrence(self) -> Occurrence | None:
        if self._peek().kind is not Kind.OCCURRENCE:
            return None
        token = self._next()
        assert isinstance(token.value, tuple) and token.value[0] is not None
        return Occurrence(token.value[0], token.value[1], token.span)

    def _simple_key(self) -> MemberKey | None:
        """A bareword or literal with its colon."""
        token = self._peek()
        if (
            self._peek(1).text != ":"
            or self._peek(1).kind is not Kind.PUNCTUATION
        ):
            return None
        if token.kind is Kind.IDENTIFIER:
            key = MemberKey(token.text, None, None, True, token.span)
        elif token.kind is Kind.VALUE:
            assert (
                not isinstance(token.value, tuple) and token.value is not None
            )
            value = Value(token.value, token.span)
            key = MemberKey(None, value, None, True, token.span)
        else:
            return None
        self._next()
        self._next()
        return key

    def _parenthesis(self) -> tuple[int, Group, Type | None]:
        """`( group )`, and the same as a type if it can be read as one."""
        start = self._position
        opening = self._open()
        group, has_comma = self._group(opening)
        self._close(opening)
        entries = group.choices[0].entries
        if len(group.choices) > 1 or len(entries) != 1 or has_comma:
            return start, group, None
        only = entries[0]
        if only.occurrence or only.key or not isinstance(only.content, Type):
            return start, group, None
        return start, group, only.content

    def _after_parenthesis(
        self, start: int, group: Group, type_: Type | None
    ) -> tuple[MemberKey | None, Type | Group]:
        if type_ is not None:
            inside = Parenthesized(type_, self._span_from(start))
            return self._after_type1(self._type1_after(start, inside))
        token = self._peek()
        operators = ("=>", "^", "/", "..", "...")
        if token.kind is Kind.CONTROL or token.text in operators:
            self._fail_at(
                self._span_from(start),
                f"expected a type in front of '{token.text}', found a group",
            )
        return None, group

    def _after_type1(
        self, first: Type1
    ) -> tuple[MemberKey | None, Type | Group]:
        cut = self._accept("^")
        if cut and self._peek().text != "=>":
            self._fail_expected("'=>' behind '^'")
        if self._accept("=>"):
            return MemberKey(None, None, first, cut, first.span), self._type()
        return None, self._type_after(first)

    # ------------------------------------------------------------------- types

    def _type(self) -> Type:
        return self._type_after(self._type1())

    def _type_after(self, first: Type1) -> Type:
        choices = [first]
        while self._accept("/"):
            choices.append(self._type1())
        return Type(tuple(choices), first.span)

    def _type1(self) -> Type1:
        start = self._position
        return self._type1_after(start, self._type2())

    def _type1_after(self, start: int, target: Type2) -> Type1:
        token = self._peek()
        if token.kind is not Kind.CONTROL and token.text not in ("..", "..."):
            return Type1(target, None, None, self._span_from(start))
        self._next()
        controller = self._type2()
        follower = self._peek()
        if follower.kind is Kind.CONTROL or follower.text in ("..", "..."):
            self._fail_expected(
                "one operator",
                f"put the part in front of '{follower.text}' in parentheses",
            )
        return Type1(target, token.text, controller, self._span_from(start))

    def _type2(self) -> Type2:
        start = self._position
        token = self._peek()
        if token.kind is Kind.VALUE:
            self._next()
            assert (
                not isinstance(token.value, tuple) and token.value is not None
            )
            return Value(token.value, token.span)
        if self._starts_rule(self._position):
            self._fail_expected("a type")
        if token.kind is Kind.IDENTIFIER:
            return self._name()
        if token.kind is Kind.MAJOR:
            return self._major()
        if token.kind is not Kind.PUNCTUATION or token.text not in TYPE_OPENING:
            self._fail_expected("a type")
        if token.text == "~":
            self._next()
            name = self._name()
            return Unwrap(name, self._span_from(start))
        if token.text == "&":
            return self._enumeration()
        opening = self._open()
        if token.text == "(":
            type_ = self._type()
            self._close(opening)
            return Parenthesized(type_, self._span_from(start))
        group, _ = self._group(opening)
        self._close(opening)
        container = Map if token.text == "{" else Array
        return container(group, self._span_from(start))

    def _name(self) -> Name:
        token = self._peek()
        if token.kind is not Kind.IDENTIFIER:
            self._fail_expected("a name")
        self._next()
        arguments: list[Type1] = []
        if self._opens_generic(token):
            opening = self._open()
            arguments.append(self._type1())
            while self._accept(","):
                arguments.append(self._type1())
            self._close(opening)
        return Name(token.text, tuple(arguments), token.span)

    def _enumeration(self) -> Enumeration:
        start = self._position
        self._next()
        content: Group | Name
        if self._peek().text == "(" and self._peek().kind is Kind.PUNCTUATION:
            opening = self._open()
            content, _ = self._group(opening)
            self._close(opening)
        else:
            content = self._name()
        return Enumeration(content, self._span_from(start))

    def _major(self) -> Tagged | MajorType:
        start = self._position
        token = self._next()
        assert isinstance(token.value, tuple)
        major, information = token.value
        follower = self._peek()
        adjacent = follower.text == "(" and follower.offset == token.end
        if major != 6 or not adjacent:
            return MajorType(major, information, token.span)
        opening = self._open()
        type_ = self._type()
        self._close(opening)
        return Tagged(information, type_, self._span_from(start))
