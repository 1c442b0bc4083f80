"""The grammar of RFC 8610 appendix B, construct by construct."""

from __future__ import annotations

import pytest

from cddl_helpers import (
    METHODS,
    NOODLES,
    parse,
    parse_rule,
    parse_type,
    syntax_findings,
    unparse,
)
from linguine.cddl.cursor import MAX_NESTING, MAX_SYNTAX_ERRORS
from linguine.cddl.parser import merge, parse_text
from linguine.cddl.syntax import (
    Array,
    Entry,
    Group,
    Map,
    Name,
    Parenthesized,
    Tagged,
    Type,
)
from linguine.diagnostics import Diagnostics


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        # Names, values, choices.
        ("tstr", "tstr"),
        ("a/b /c", "a / b / c"),
        ("\"x\" / 1 / -2.5 / h'0a'", "\"x\" / 1 / -2.5 / h'0a'"),
        ("(a / b)", "(a / b)"),
        ("((a))", "((a))"),
        # Ranges and control operators.
        ("0..255", "0 .. 255"),
        ("0...256", "0 ... 256"),
        ("min .. max", "min .. max"),
        ("1.5..2.5", "1.5 .. 2.5"),
        ("(a / b) .and c", "(a / b) .and c"),
        ("uint .size 4 / nil", "uint .size 4 / nil"),
        ("bytes .cbor (a / b)", "bytes .cbor (a / b)"),
        ('tstr .regexp "a|b"', 'tstr .regexp "a|b"'),
        ("uint .bits &(a: 0, b: 1)", "uint .bits &(a: 0, b: 1)"),
        ("a .within b", "a .within b"),
        ("a .new-operator.x b", "a .new-operator.x b"),
        ("Vec3 .default [1.0, 0.0]", "Vec3 .default [1.0, 0.0]"),
        # Maps and arrays.
        ("{}", "{}"),
        ("[]", "[]"),
        ("{a: int}", "{a: int}"),
        ("{a: int,}", "{a: int}"),
        ("{a: int b: tstr}", "{a: int, b: tstr}"),
        ("[int tstr]", "[int, tstr]"),
        ("[ int, ]", "[int]"),
        (
            "{ \"a b\": int, 1: tstr, h'00': any }",
            "{\"a b\": int, 1: tstr, h'00': any}",
        ),
        ("{ tstr => any }", "{tstr => any}"),
        ("{ int / tstr }", "{int / tstr}"),
        ('{ "a" => int, 1..5 => tstr }', '{"a" => int, 1 .. 5 => tstr}'),
        ("{ uint .size 2 => any }", "{uint .size 2 => any}"),
        ("{ tstr ^ => any }", "{tstr ^ => any}"),
        ("{ (a / b) => c }", "{(a / b) => c}"),
        ("{ (a / b) ^=> c / d }", "{(a / b) ^ => c / d}"),
        ("{ list<int> => any }", "{list<int> => any}"),
        ("[ a: b / c ]", "[a: b / c]"),
        # Occurrences.
        ("{ ? a: int }", "{0*1 a: int}"),
        ("{ * tstr => any }", "{0* tstr => any}"),
        ("[ + int ]", "[1* int]"),
        ("[ 2*5 int ]", "[2*5 int]"),
        ("[ *5 int, 2* tstr ]", "[0*5 int, 2* tstr]"),
        ("[*int]", "[0* int]"),
        ("[ 3 * float ]", "[3, 0* float]"),
        ("[ 3* float ]", "[3* float]"),
        ("[ * 3 ]", "[0* 3]"),
        ("[ 1 * 2 * 3 ]", "[1, 0* 2, 0* 3]"),
        # Groups inside.
        ("{ (a: int) }", "{(a: int,)}"),
        ("{ (a: int, b: int) }", "{(a: int, b: int,)}"),
        ("{ a: int // b: tstr }", "{a: int // b: tstr}"),
        ("{ a: int, // b: tstr, }", "{a: int // b: tstr}"),
        ("{ ? (a: int // b: tstr) }", "{0*1 (a: int // b: tstr)}"),
        ("{ // }", "{ // }"),
        ("[ () ]", "[()]"),
        ("[ (a) ]", "[(a)]"),
        ("[ (a,) ]", "[(a,)]"),
        ("[ (a / b) / c ]", "[(a / b) / c]"),
        ("[ (a) .. b ]", "[(a) .. b]"),
        ("[ * (a, b) ]", "[0* (a, b,)]"),
        ("[ ((a: b)) ]", "[((a: b,),)]"),
        # Generics, unwrapping, enumerations.
        ("list<int>", "list<int>"),
        ("pair<int, [* tstr]>", "pair<int, [0* tstr]>"),
        ("a<b<c>>", "a<b<c>>"),
        ("a<1..2>", "a<1 .. 2>"),
        ("~header", "~header"),
        ("~ header<int>", "~header<int>"),
        ("&colours", "&colours"),
        ("& colours<int>", "&colours<int>"),
        ("&(red: 1, green: 2 // blue: 3)", "&(red: 1, green: 2 // blue: 3)"),
        ("&()", "&()"),
        # Tags and major types.
        ("#", "#"),
        ("#6.32(tstr)", "#6.32(tstr)"),
        ("#6(any)", "#6(any)"),
        ("#6.0x20( a / b )", "#6.32(a / b)"),
        ("#7.25", "#7.25"),
        ("#1", "#1"),
        ("#6", "#6"),
        ("[ #6.1 (a: int) ]", "[#6.1, (a: int,)]"),
        ("[ # (a: int) ]", "[#, (a: int,)]"),
        # Sockets and odd names.
        ("$socket / $$other.name-1", "$socket / $$other.name-1"),
        ("@at_name", "@at_name"),
    ],
)
def test_type(text: str, canonical: str) -> None:
    tree = parse_type(text)
    assert unparse(tree) == canonical
    assert parse_type(canonical) == tree


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a = b", "a = b"),
        ("a=b", "a = b"),
        ("a /= b", "a /= b"),
        ("a //= (b)", "a //= (b)"),
        ("a //= b", "a //= b"),
        ("$$a //= (b: c)", "$$a //= (b: c,)"),
        ("a<t> = [t]", "a<t> = [t]"),
        ("a< t, u > = [t u]", "a<t, u> = [t, u]"),
        ("a<t>=b", "a<t> = b"),
        ("a = (b: c)", "a = (b: c,)"),
        ("a = ()", "a = ()"),
        ("a = b: c", "a = b: c"),
        ("a = * b", "a = 0* b"),
        ("a = ? (b, c)", "a = 0*1 (b, c,)"),
        ("a = tstr => any", "a = tstr => any"),
        ("a = (b // c)", "a = (b // c)"),
    ],
)
def test_rule(text: str, canonical: str) -> None:
    rule = parse_rule(text)
    assert unparse(rule) == canonical
    assert parse_rule(canonical) == rule


@pytest.mark.parametrize(
    ("text", "is_group"),
    [
        ("a = b", False),
        ("a = (b)", False),
        ("a = (b / c)", False),
        ("a = ((b))", False),
        ("a /= (b)", False),
        ("a = (b,)", True),
        ("a = (b c)", True),
        ("a = (b // c)", True),
        ("a = (? b)", True),
        ("a = (b: c)", True),
        ("a = ()", True),
        ("a = + b", True),
        ("a //= b", True),
        ("a //= (b)", True),
    ],
)
def test_a_rule_is_a_group_only_if_it_is_no_type(
    text: str, is_group: bool
) -> None:
    definition = parse_rule(text).definition
    assert isinstance(definition, Entry if is_group else Type)


def test_node_classes() -> None:
    rule = parse_rule('a = { ? "k": [2*3 x<y>], (b: c), #6.1(d) => (e) }')
    assert isinstance(rule.definition, Type)
    map_ = rule.definition.choices[0].target
    assert isinstance(map_, Map)
    first, second, third = map_.group.choices[0].entries
    assert first.occurrence is not None
    assert (first.occurrence.minimum, first.occurrence.maximum) == (0, 1)
    assert (
        first.key is not None and first.key.value is not None and first.key.cut
    )
    assert first.key.name is None and first.key.type is None
    assert isinstance(first.content, Type)
    array = first.content.choices[0].target
    assert isinstance(array, Array)
    (element,) = array.group.choices[0].entries
    assert element.occurrence is not None
    assert (element.occurrence.minimum, element.occurrence.maximum) == (2, 3)
    assert isinstance(element.content, Type)
    name = element.content.choices[0].target
    assert isinstance(name, Name) and len(name.arguments) == 1
    assert isinstance(second.content, Group) and second.key is None
    assert (
        third.key is not None
        and third.key.type is not None
        and not third.key.cut
    )
    tagged = third.key.type.target
    assert isinstance(tagged, Tagged) and tagged.number == 1
    assert isinstance(third.content, Type)
    assert isinstance(third.content.choices[0].target, Parenthesized)


def test_rules_need_no_separator() -> None:
    rules = parse("a = b c = [d] e /= f g<h> = i").rules
    assert [rule.name for rule in rules] == ["a", "c", "e", "g"]


def test_spans_stay_on_their_line() -> None:
    rule = parse_rule("a =\n  { b: c,\n    d: e } / f .size 4")
    assert (rule.span.line, rule.span.column, rule.span.length) == (1, 1, 1)
    assert isinstance(rule.definition, Type)
    map_, control = rule.definition.choices
    assert (map_.span.line, map_.span.column, map_.span.length) == (2, 3, 7)
    assert (control.span.line, control.span.column, control.span.length) == (
        3,
        14,
        9,
    )


def test_the_separator_of_a_choice_is_kept() -> None:
    definition = parse_rule("a = (b: c // d: e)").definition
    assert isinstance(definition, Entry) and isinstance(
        definition.content, Group
    )
    first, second = definition.content.choices
    assert first.separator is None
    assert second.separator is not None and second.separator.column == 11


@pytest.mark.parametrize("path", [NOODLES, METHODS], ids=lambda path: path.name)
def test_the_specification_survives_being_printed(path) -> None:
    tree = parse(path.read_text(encoding="utf-8"))
    assert len(tree.rules) > 40
    assert parse(unparse(tree)) == tree


def test_merge_keeps_the_order() -> None:
    merged = merge([parse("a = b"), parse("c = d e = f")])
    assert [rule.name for rule in merged.rules] == ["a", "c", "e"]


# ----------------------------------------------------------------------- errors


@pytest.mark.parametrize("opening", ["(", "[", "{ a: ", "&(", "#6.1(", "a<"])
def test_nesting_is_bounded(opening: str) -> None:
    deep = "x = " + opening * 10_000
    (finding,) = syntax_findings(deep)
    assert finding.endswith("error nesting-too-deep")


def test_the_nesting_limit_is_exact() -> None:
    def nested(depth: int) -> str:
        return (
            "x = "
            + "[" * depth
            + "]" * depth
            + "\ny = "
            + "[" * depth
            + "]" * depth
        )

    assert syntax_findings(nested(MAX_NESTING)) == []
    column = len("x = ") + MAX_NESTING + 1
    assert syntax_findings(nested(MAX_NESTING + 1)) == [
        f"1:{column} error nesting-too-deep",
        f"2:{column} error nesting-too-deep",
    ]


def test_every_broken_rule_is_reported() -> None:
    text = "a = ]\nb = int\nc = { d: }\n  e: int\n}\nf = [ 1 2\ng = tstr\n"
    assert syntax_findings(text) == [
        "1:5 error syntax",
        "3:10 error syntax",
        "7:1 error syntax",
    ]


def test_rules_around_a_broken_one_are_kept() -> None:
    diagnostics = Diagnostics()
    rules = parse_text("a = b\nc = [ }\nd = e\n", "x", diagnostics).rules
    assert [rule.name for rule in rules] == ["a", "d"]
    assert diagnostics.error_count == 1


def test_recovery_skips_what_looks_like_a_rule_inside_the_broken_one() -> None:
    assert syntax_findings("a = {\n  b = int,\n  c = tstr,\n}\nd = ]\n") == [
        "2:3 error syntax",
        "5:5 error syntax",
    ]


def test_the_parser_gives_up_after_many_errors() -> None:
    found = syntax_findings("a = ]\n" * (2 * MAX_SYNTAX_ERRORS))
    assert len(found) == MAX_SYNTAX_ERRORS + 1
    assert found[-1].endswith("too-many-errors")


def test_many_rules_do_not_exhaust_the_stack() -> None:
    text = "\n".join(f"r{index} = r{index + 1}" for index in range(5000))
    assert len(parse(text).rules) == 5000
    assert len(parse_type(" / ".join(["a"] * 5000)).choices) == 5000


def test_an_open_bracket_is_named() -> None:
    diagnostics = Diagnostics()
    parse_text("a = {\n  b: [ 1 }\nc = ( d\ne = f\n", "x", diagnostics)
    assert [(one.message, one.hint) for one in diagnostics.sorted()] == [
        (
            "expected an entry, '//' or ']', found '}'",
            "the '[' at 2:6 is not closed",
        ),
        (
            "expected an entry, '//' or ')', found the rule 'e'",
            (
                "the '(' at 3:5 is not closed; "
                "in front of '=' stands a rule's name, in front of ':' a key"
            ),
        ),
    ]


@pytest.mark.parametrize("text", ["", " \n\n", "; only a comment\n"])
def test_a_text_without_rules(text: str) -> None:
    assert syntax_findings(text) == ["1:1 error empty-file"]


def test_carriage_returns_belong_to_the_line_end() -> None:
    assert syntax_findings("a = {\r\n  b: ]\r\n}\r\n") == ["2:6 error syntax"]
