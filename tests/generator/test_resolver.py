"""Names: the table, extensions, groups, and what is wrong with them."""

from __future__ import annotations

import pytest

from cddl_helpers import findings, resolve_text, unparse
from linguine.cddl.prelude import prelude
from linguine.cddl.recursion import circles


def test_the_prelude_is_complete() -> None:
    # RFC 8610 appendix D.
    assert set(prelude()) == set(
        "any uint nint int bstr bytes tstr text tdate time number biguint "
        "bignint bigint integer unsigned decfrac bigfloat eb64url eb64legacy "
        "eb16 encoded-cbor uri b64url b64legacy regexp mime-message cbor-any "
        "float16 float32 float64 float16-32 float32-64 float false true bool "
        "nil null undefined".split()
    )


def test_lookup() -> None:
    resolved, diagnostics = resolve_text("a = [ b, tstr ]\nb = int")
    assert findings(diagnostics) == []
    assert list(resolved.rules) == ["a", "b"]
    assert resolved.lookup("b") is resolved.rules["b"]
    text = resolved.lookup("text")
    assert text is not None and unparse(text) == "text = tstr"
    assert resolved.lookup("c") is None


def test_is_group() -> None:
    resolved, _ = resolve_text("""
        a = [ group, alias, wrapped, type, array, $$socket, circle ]
        group = ( int, tstr )
        alias = group
        wrapped = (alias)
        type = int
        array = [ int ]
        circle = (circle2)
        circle2 = circle
        """)
    names = (
        "group alias wrapped type array $$socket $type circle missing int"
    ).split()
    assert [name for name in names if resolved.is_group(name)] == [
        "group",
        "alias",
        "wrapped",
        "$$socket",
    ]


def test_callables_and_interfaces() -> None:
    resolved, diagnostics = resolve_text("""
        method = { method: "noo::a", args: [], result: nil }
        signal = { "signal": "noo::b", args: [] }
        other = { method: tstr }
        interface = method / signal
        single = method
        mixed = method / other
        root = { method: "noo::c", args: [ mixed: mixed ] }
        """)
    assert findings(diagnostics) == []
    names = list(resolved.rules)
    assert [n for n in names if resolved.is_callable(n)] == [
        "method",
        "signal",
        "root",
    ]
    assert [n for n in names if resolved.is_interface(n)] == [
        "interface",
        "single",
    ]


def test_extensions_are_merged_in_order() -> None:
    resolved, diagnostics = resolve_text("""
        a = [ type, $socket, $$group, late ]
        type = int
        type /= tstr / bytes
        $socket /= 1
        $socket /= 2
        $$group //= ( b: int )
        $$group //= c: tstr
        late /= 5
        """)
    assert findings(diagnostics) == []
    assert [unparse(rule) for rule in list(resolved.rules.values())[1:]] == [
        "type = int / tstr / bytes",
        "$socket /= 1 / 2",
        "$$group //= (b: int // c: tstr)",
        "late /= 5",
    ]


def test_an_extension_may_stand_in_front_of_the_definition() -> None:
    resolved, diagnostics = resolve_text("root = [ a ]\na /= tstr\na = int")
    assert findings(diagnostics) == []
    assert unparse(resolved.rules["a"]) == "a = int / tstr"


def test_names_are_found_everywhere() -> None:
    _, diagnostics = resolve_text("""root = [
u1, { u2 => u3 }, (u4 / u5), ~u6, &u7, &( a: u8 ),
#6.1(u9), u10 .size u11, u12 .. u13, [ * u14 ],
list<u15>, ( b: u16 // u17 ), { "k" => u18 }
]
list<t> = [ t, u19 ]""")
    assert diagnostics.error_count == 19
    assert all(one.code == "undefined-name" for one in diagnostics.sorted())


def test_parameters_are_names_of_their_rule_alone() -> None:
    _, diagnostics = resolve_text("root = [ list<int>, t ]\nlist<t> = [ * t ]")
    assert findings(diagnostics) == ["1:21 error undefined-name"]


def test_a_range_without_spaces_is_a_name() -> None:
    _, diagnostics = resolve_text("a = min..max\nmin = 1\nmax = 2")
    finding = diagnostics.sorted()[0]
    assert finding.message == "'min..max' is not defined"
    assert "spaces around '..'" in finding.hint


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        ("a = [ a ]", ["1:7"]),
        ("a = a", ["1:5"]),
        ("a = b\nb = a", ["1:5"]),
        ("a = { x: b }\nb = { y: c }\nc = [ + a ]", ["1:10"]),
        ("a = [ b ]\nb = [ b ]", ["2:7"]),
        ("a = [ a ] / [ b ]\nb = [ a ]", ["1:7"]),
        ("a = { ( x: a // y: a ) }", ["1:12"]),
        ("a = a / int", ["1:5"]),
        ("a = ( a, int )", ["1:7"]),
        ("a = [ a ]\nb = [ b, a ]", ["1:7", "2:7"]),
        ("a = int / [ a ]", []),
        ("a = [ * a ]", []),
        ("a = { ? next: a }", []),
        ("a = [ 0*5 a ]", []),
        ("a = { ( x: a // y: int ) }", []),
        ("a = [ b ]\nb = int / [ a ]", []),
        ("a = [ int, tstr, b ]\nb = any", []),
    ],
)
def test_endless_recursion(text: str, endless: list[str]) -> None:
    _, diagnostics = resolve_text(text)
    found = [
        one.removesuffix(" error endless-recursion")
        for one in findings(diagnostics)
        if "endless-recursion" in one
    ]
    assert found == endless


def test_a_long_chain_of_rules_is_no_problem() -> None:
    chain = "\n".join(f"r{index} = [ r{index + 1} ]" for index in range(5000))
    _, diagnostics = resolve_text(chain + "\nr5000 = int")
    assert findings(diagnostics) == []
    _, diagnostics = resolve_text(chain + "\nr5000 = [ r0 ]")
    assert findings(diagnostics) == ["1:8 error endless-recursion"]


def test_circles() -> None:
    edges = {"a": ["b"], "b": ["c", "b"], "c": ["d"], "d": ["c"], "e": ["a"]}
    assert circles(edges) == [["b"], ["c", "d"]]
    assert circles({"a": ["b", "c"], "b": ["c"], "c": ["a"]}) == [["a", "c"]]
    assert circles({"a": ["b"], "b": []}) == []


def test_the_first_rule_is_the_root_where_no_other_is() -> None:
    _, diagnostics = resolve_text("a = [ b ]\nb = int\nc = int")
    assert findings(diagnostics) == ["3:1 warning unused-rule"]


def test_a_misspelt_name_still_counts_as_a_use() -> None:
    _, diagnostics = resolve_text("a = [ Vector ]\nVecter = int")
    assert findings(diagnostics) == ["1:7 error undefined-name"]


def test_of_a_chain_of_unused_rules_the_first_is_reported() -> None:
    _, diagnostics = resolve_text("a = int\nd = int\nb = [ c ]\nc = [ d ]")
    assert findings(diagnostics) == ["3:1 warning unused-rule"]
