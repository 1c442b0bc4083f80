"""Every fault is found at its place: bad/*.cddl name their findings on top.

A line such as `;! 3:12 error code` expects a finding; lines count from the top
of the file, expectations included.
"""

from __future__ import annotations

import pathlib
import re

import pytest

from cddl_helpers import check_text, findings
from linguine.cddl.support import REFUSALS
from linguine.diagnostics import Diagnostics
from linguine.frontend import load

BAD = sorted((pathlib.Path(__file__).parent / "bad").glob("*.cddl"))
_EXPECTATION = re.compile(r";! (\d+:\d+ (?:error|warning) [a-z-]+)\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_findings(path: pathlib.Path) -> None:
    expected = _EXPECTATION.findall(path.read_text(encoding="utf-8"))
    assert expected, "the file expects nothing"
    diagnostics = Diagnostics()
    resolved = load([str(path)], diagnostics)
    assert findings(diagnostics) == expected, diagnostics.render()
    assert (resolved is None) == diagnostics.has_errors


def test_every_refusal_has_an_example() -> None:
    codes = {
        expectation.split()[-1]
        for path in BAD
        for expectation in _EXPECTATION.findall(
            path.read_text(encoding="utf-8")
        )
    }
    assert {f"unsupported-{key}" for key in REFUSALS} <= codes


# Correct rules that resemble the faults of the lints.
@pytest.mark.parametrize(
    "text",
    [
        "a = [ + b ]\nb = ( 0, c // 1, d )\nc = {}\nd = { x: float }",
        "a = { ( x: int // y: tstr ), ? ( z: int // w: tstr ) }",
        "a = { x: [ 3*3 float ], y: [ * int ], z: [ + int ] }",
        "a = { x: [ from: float, to: float ] }",
        'a = { ? x: b .default "Y" }\nb = "X" / "Y"',
        "a = { ? x: float .default -1.0, ? y: int .default -1 }",
        "a = { ? x: [ * int ] .default [] }",
        "a = { * tstr => any }",
        "a = { x: { * text => b } }\nb = [ 2*2 b1 ]\nb1 = { y: bool }",
        'a = { "x": int, "y" => int }',
        "a = { ; no default here would do\n  x: b }\nb = tstr / int",
        "a = { x: b / c }\nb = { u: nil }\nc = { v: null }",
        "a = { x: (int / tstr), y: [ * (int / tstr) ] }",
        "a = { x: uint .size 8, y: uint .size 4 }",
        (
            'a = { method: "m", args: [ x: int, ? y: int, ? z: b ], result: '
            "nil }\n"
            "b = { c: int }"
        ),
    ],
)
def test_nothing_to_find(text: str) -> None:
    assert check_text(text).render() == ""


def test_a_stray_number_is_explained() -> None:
    (finding,) = check_text("Vec3 = [3 * float]").sorted()
    assert finding.message == "this is the number 3, then any number of float"
    assert "'3*3 float'" in finding.hint
    assert (finding.span.column, finding.span.length) == (9, 3)


def test_a_comma_makes_the_number_deliberate() -> None:
    codes = {one.code for one in check_text("a = [ 3, * float ]").sorted()}
    assert codes == {"unsupported-array-form"}
