"""Literals and tokens: values, places, and what is no token."""

from __future__ import annotations

import pytest

from cddl_helpers import FILE, parse_type
from linguine.cddl.lexer import MAX_LEXICAL_ERRORS, Kind, tokenize
from linguine.cddl.literals import MAX_NUMBER_LENGTH
from linguine.cddl.syntax import Value
from linguine.diagnostics import Diagnostics


def literal(text: str) -> object:
    """The value of a text that is one literal."""
    target = parse_type(text).choices[0].target
    assert isinstance(target, Value)
    return target.value


def tokens(text: str) -> list[tuple[str, str]]:
    """The kinds and texts of all tokens but the last."""
    diagnostics = Diagnostics()
    stream = tokenize(text, FILE, diagnostics)
    assert not diagnostics.has_errors, diagnostics.render()
    assert stream.tokens[-1].kind is Kind.END
    return [(token.kind.name, token.text) for token in stream.tokens[:-1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("-1", -1),
        ("0x1F", 31),
        ("0X1f", 31),
        ("-0x10", -16),
        ("0b101", 5),
        ("18446744073709551615", 2**64 - 1),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("2.5e-1", 0.25),
        ("-1e0", -1.0),
        ("0x1p4", 16.0),
        ("0x1.8p1", 3.0),
        ("-0x1.8P-1", -0.75),
    ],
)
def test_number(text: str, value: object) -> None:
    found = literal(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        ('"text"', "text"),
        ('"; no comment"', "; no comment"),
        (r'"\"\\\/\b\f\n\r\t"', '"\\/\b\f\n\r\t'),
        (r'"\u00e9"', "é"),
        (r'"\ud83c\udf5d"', "🍝"),
        ('"ünïcode 🍝"', "ünïcode 🍝"),
        ("''", b""),
        ("'bytes'", b"bytes"),
        (r"'it\'s'", b"it's"),
        (r"'back\\slash'", b"back\\slash"),
        ("'é'", "é".encode()),
        ("'two\nlines'", b"two\nlines"),
        ("'two\r\nlines'", b"two\nlines"),
        ("h''", b""),
        ("h'00ff'", b"\x00\xff"),
        ("H'DE ad\n  BE ef'", b"\xde\xad\xbe\xef"),
        ("b64'aGVsbG8='", b"hello"),
        ("b64'aGVs bG8'", b"hello"),
        ("b64'-_-_'", b"\xfb\xff\xbf"),
    ],
)
def test_string(text: str, value: object) -> None:
    found = literal(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A dot or hyphen belongs to a name if a letter or digit follows at
        # last.
        ("a.b-c..d", [("IDENTIFIER", "a.b-c..d")]),
        (
            "@a _b $c $$d",
            [("IDENTIFIER", name) for name in ("@a", "_b", "$c", "$$d")],
        ),
        ("1..2", [("VALUE", "1"), ("PUNCTUATION", ".."), ("VALUE", "2")]),
        ("1...2", [("VALUE", "1"), ("PUNCTUATION", "..."), ("VALUE", "2")]),
        (
            "1.5..2.5",
            [("VALUE", "1.5"), ("PUNCTUATION", ".."), ("VALUE", "2.5")],
        ),
        ("1-2", [("VALUE", "1"), ("VALUE", "-2")]),
        (
            "x .size 4",
            [("IDENTIFIER", "x"), ("CONTROL", ".size"), ("VALUE", "4")],
        ),
        (
            "3*5 * *5 3* ? +",
            [("OCCURRENCE", one) for one in "3*5 * *5 3* ? +".split()],
        ),
        ("3 *", [("VALUE", "3"), ("OCCURRENCE", "*")]),
        ("0x3*0b11", [("OCCURRENCE", "0x3*0b11")]),
        (
            "# #6 #6.32 #7.0x19",
            [("MAJOR", one) for one in "# #6 #6.32 #7.0x19".split()],
        ),
        (
            "//=/=///=",
            [("PUNCTUATION", one) for one in ("//=", "/=", "//", "/=")],
        ),
        ("=>=..^", [("PUNCTUATION", one) for one in ("=>", "=", "..", "^")]),
        (
            "h'00'b64'AA=='''",
            [("VALUE", "h'00'"), ("VALUE", "b64'AA=='"), ("VALUE", "''")],
        ),
        ("oh'00'", [("IDENTIFIER", "oh"), ("VALUE", "'00'")]),
        ("a;b\nc", [("IDENTIFIER", "a"), ("IDENTIFIER", "c")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert tokens(text) == expected


def test_occurrence_bounds() -> None:
    stream = tokenize("? + * 2* *3 2*3 0x10*", FILE, Diagnostics())
    assert [token.value for token in stream.tokens[:-1]] == [
        (0, 1),
        (1, None),
        (0, None),
        (2, None),
        (0, 3),
        (2, 3),
        (16, None),
    ]


def test_positions_count_code_points_from_one() -> None:
    stream = tokenize("\"🍝\" a\r\n\tb\n'x\ny' c", FILE, Diagnostics())
    spans = [
        (one.span.line, one.span.column, one.span.length)
        for one in stream.tokens
    ]
    assert spans == [
        (1, 1, 3),
        (1, 5, 1),
        (2, 2, 1),
        (3, 1, 2),
        (4, 4, 1),
        (4, 5, 1),
    ]
    assert [one.first_on_line for one in stream.tokens] == [
        True,
        False,
        True,
        True,
        False,
        True,
    ]


def test_comments_know_whether_they_are_alone() -> None:
    stream = tokenize(";first\n  ; second \r\na ; third\n", FILE, Diagnostics())
    comments = {
        line: (one.text, one.alone) for line, one in stream.comments.items()
    }
    assert comments == {
        1: ("first", True),
        2: ("second", True),
        3: ("third", False),
    }


def test_a_number_may_not_be_endless() -> None:
    diagnostics = Diagnostics()
    tokenize(
        "1" * MAX_NUMBER_LENGTH + " " + "1" * (MAX_NUMBER_LENGTH + 1),
        FILE,
        diagnostics,
    )
    (finding,) = diagnostics.sorted()
    assert (finding.code, finding.span.column) == (
        "invalid-literal",
        MAX_NUMBER_LENGTH + 2,
    )


def test_the_lexer_gives_up_after_many_errors() -> None:
    diagnostics = Diagnostics()
    tokenize("! " * (2 * MAX_LEXICAL_ERRORS), FILE, diagnostics)
    assert diagnostics.error_count == MAX_LEXICAL_ERRORS + 1
    assert diagnostics.sorted()[-1].code == "too-many-errors"


def test_the_same_wrong_character_is_reported_once() -> None:
    diagnostics = Diagnostics()
    tokenize("a !!! b", FILE, diagnostics)
    (finding,) = diagnostics.sorted()
    assert (finding.span.column, finding.span.length) == (3, 3)
