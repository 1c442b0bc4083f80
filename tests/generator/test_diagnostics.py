"""The printed form of findings: caret, tabs, wide and hostile characters."""

from __future__ import annotations

import textwrap

from cddl_helpers import check_text
from linguine.cddl.syntax import Span
from linguine.diagnostics import MAX_SHOWN_LINE, Diagnostics


def rendered(source: str, column: int, length: int, line: int = 1) -> str:
    """An error at a place of the source, as it is printed."""
    diagnostics = Diagnostics()
    diagnostics.add_source("a.cddl", source)
    span = Span("a.cddl", line, column, length)
    diagnostics.error("some-code", span, "the message")
    return diagnostics.render()


def test_a_whole_finding() -> None:
    text = "root = {\n  position: vec3,\n}\nVec3 = [ 3*3 float ]\n"
    assert check_text(text).render() == textwrap.dedent("""\
        test.cddl:2:13: error: 'vec3' is not defined [undefined-name]
            position: vec3,
                      ^~~~
          hint: did you mean 'Vec3'?
        """)


def test_a_tab_keeps_its_width() -> None:
    assert rendered("\ta:\tb c", 5, 1) == (
        "a.cddl:1:5: error: the message [some-code]\n  \ta:\tb c\n  \t  \t^\n"
    )


def test_wide_and_combining_characters() -> None:
    # Two columns for each of the wide ones, none for the accent.
    lines = rendered('"世界e\u0301" bad', 8, 3).splitlines()
    assert lines[2] == "  " + " " * 8 + "^~~"


def test_the_mark_ends_with_the_line() -> None:
    assert rendered("abc", 2, 99).splitlines()[2] == "   ^~"
    assert rendered("abc", 4, 1).splitlines()[2] == "     ^"
    assert rendered("abc", 50, 1).splitlines()[2] == "     ^"


def test_carriage_returns_are_not_shown() -> None:
    assert rendered("ab\r\ncd\r\n", 1, 2, line=2).splitlines()[1:] == [
        "  cd",
        "  ^~",
    ]


def test_control_characters_are_not_sent_to_the_terminal() -> None:
    assert rendered("a\x1b[31mb", 1, 1).splitlines()[1] == "  a\ufffd[31mb"


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "x" * 1000 + "!" + "y" * 1000
    _, shown, caret = rendered(source, 1001, 1).splitlines()
    assert len(shown) == MAX_SHOWN_LINE + len("  ......")
    assert shown.startswith("  ...x") and shown.endswith("y...")
    assert shown[caret.index("^")] == "!"
    # At both ends of the line nothing is left out there.
    _, shown, caret = rendered(source, 1, 1).splitlines()
    assert shown.startswith("  xxx") and caret == "  ^"
    _, shown, caret = rendered(source, 2001, 1).splitlines()
    assert shown.endswith("yyy") and caret.index("^") == len(shown) - 1


def test_a_finding_about_a_whole_file() -> None:
    diagnostics = Diagnostics()
    diagnostics.error("c", Span("a.cddl", 0, 0, 0), "message", "hint")
    assert diagnostics.render() == "a.cddl: error: message [c]\n  hint: hint\n"


def test_order() -> None:
    diagnostics = Diagnostics()
    diagnostics.add_source("z.cddl", "")
    diagnostics.add_source("a.cddl", "")
    diagnostics.warning("a", Span("a.cddl", 2, 1), "")
    diagnostics.error("e", Span("a.cddl", 2, 1), "")
    diagnostics.error("e", Span("a.cddl", 10, 1), "")
    diagnostics.error("e", Span("a.cddl", 2, 10), "")
    diagnostics.error("e", Span("z.cddl", 9, 1), "")
    order = [f"{one.location} {one.severity}" for one in diagnostics.sorted()]
    assert order == [
        "z.cddl:9:1 error",
        "a.cddl:2:1 error",
        "a.cddl:2:1 warning",
        "a.cddl:2:10 error",
        "a.cddl:10:1 error",
    ]


def test_counts() -> None:
    diagnostics = Diagnostics()
    assert not diagnostics.has_errors
    assert diagnostics.summary() == "0 errors, 0 warnings"
    diagnostics.warning("w", Span("a", 1, 1), "")
    assert not diagnostics.has_errors
    diagnostics.error("e", Span("a", 1, 1), "")
    assert diagnostics.has_errors
    assert diagnostics.summary() == "1 error, 1 warning"
