"""Which comments document which rule or entry."""

from __future__ import annotations

import textwrap

from cddl_helpers import parse
from linguine.cddl.syntax import Entry, Group, Map, Type


def docs(text: str) -> dict[str, str]:
    """The docs of all rules, and of all entries with a bareword key."""
    found: dict[str, str] = {}

    def visit(entry: Entry) -> None:
        if entry.key is not None and entry.key.name is not None:
            found[entry.key.name] = entry.doc
        if isinstance(entry.content, Group):
            found["(group)"] = entry.doc
            visit_group(entry.content)

    def visit_group(group: Group) -> None:
        for choice in group.choices:
            for entry in choice.entries:
                visit(entry)

    for rule in parse(textwrap.dedent(text)).rules:
        found[rule.name] = rule.doc
        if isinstance(rule.definition, Entry):
            visit(rule.definition)
        elif isinstance(rule.definition, Type):
            target = rule.definition.choices[0].target
            if isinstance(target, Map):
                visit_group(target.group)
    return found


def test_lines_directly_above_a_rule() -> None:
    assert docs("""\
        ; The file's header.

        ; First line,
        ;   indented second.
        ;
        ; Last line.
        a = int
        b = int
        """) == {"a": "First line,\n  indented second.\n\nLast line.", "b": ""}


def test_a_blank_line_separates() -> None:
    assert docs("; Not for a.\n\na = int\n") == {"a": ""}


def test_a_banner_documents_nothing() -> None:
    assert docs("""\
        ; ======= entities
        a = int
        ; Before the banner.
        ; -----------------
        ; For b.
        b = int
        ; *** stars
        c = int
        ; == two signs are text
        d = int
        """) == {"a": "", "b": "For b.", "c": "", "d": "== two signs are text"}


def test_the_comment_behind_a_rule_of_one_line() -> None:
    assert docs("""\
        a = int ; Behind a.
        ; Above b.
        b = int ; ignored
        c = [ ; for nobody
          int ]
        """) == {"a": "Behind a.", "b": "Above b.", "c": ""}


def test_entries() -> None:
    assert docs("""\
        a = { ; for nobody
          b: int, ; Behind b.
          ; Above c,
          ; two lines.
          c: int,
          ; Above d.
          d: int, ; Behind d.
          e: [
            int
          ], ; Behind e.
          f: int ; Behind f, without a comma.
        }
        """) == {
        "a": "",
        "b": "Behind b.",
        "c": "Above c,\ntwo lines.",
        "d": "Above d.\nBehind d.",
        "e": "Behind e.",
        "f": "Behind f, without a comma.",
    }


def test_entries_that_share_a_line_have_no_comment_of_their_own() -> None:
    assert docs("""\
        ; Above a.
        a = {
          ; Above b alone.
          b: int, c: int, ; for nobody
          d: int } ; for nobody
        e = { f: int } ; Behind e.
        """) == {
        "a": "Above a.",
        "b": "Above b alone.",
        "c": "",
        "d": "",
        "e": "Behind e.",
        "f": "",
    }


def test_the_comment_above_a_group_is_the_groups() -> None:
    assert docs("""\
        a = {
          ; At most one.
          ? ( b: int // ; for nobody
              c: int // ; Behind c.
              ; Above d.
              d: int ),
        }
        """) == {
        "a": "",
        "(group)": "At most one.",
        "b": "",
        "c": "Behind c.",
        "d": "Above d.",
    }


def test_a_comment_behind_one_entry_is_not_above_the_next() -> None:
    assert docs("a = {\n  b: int, ; Behind b.\n  c: int,\n}\n")["c"] == ""


def test_group_rules_are_documented_once() -> None:
    assert docs("; Above a.\na = ( b: int, c: int )\n")["a"] == "Above a."
