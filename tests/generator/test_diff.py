"""The findings of `linguine diff` for each kind of change; its exit code."""

from __future__ import annotations

import json
import pathlib
import subprocess

import pytest

from cddl_helpers import METHODS, NOODLES, run_linguine

HEAD = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgA )
ClientMessages = [ + ClientMessage ]
ClientMessage = ( 0, MsgB )
MsgB = { q: int }
Call = { method: "call", args: [ x: int, ? y: tstr ], result: int }
MyMethods = Call
"""
BINDINGS = """\
[one_ofs]
"MsgA.u" = "choice"
"""


def diff(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `linguine diff`."""
    return run_linguine("diff", *arguments)


def compared(
    folder: pathlib.Path, old: str, new: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """The comparison of two texts; what begins both is in HEAD."""
    paths = []
    for name, text in (("old", old), ("new", new)):
        path = folder / f"{name}.cddl"
        whole = text if "ServerMessages" in text else HEAD + text
        path.write_text(whole, encoding="utf-8")
        bindings = folder / f"{name}.bindings.toml"
        if "u: int //" in whole:
            bindings.write_text(BINDINGS, encoding="utf-8")
        paths.append(str(path))
    return diff(*paths, *arguments)


CHANGES = {
    "nothing": ("MsgA = { a: int }", "; A comment.\nMsgA = { a: int }", [], 0),
    "an optional key": (
        "MsgA = { a: int }",
        "MsgA = { a: int, ? b: tstr }",
        ["additive: MsgA.b is new, optional: old clients skip it"],
        0,
    ),
    "a required key": (
        "MsgA = { a: int }",
        "MsgA = { a: int, b: tstr }",
        [
            (
                "breaks the wire: MsgA.b is new, required: new clients refuse "
                "what old servers send"
            )
        ],
        12,
    ),
    "a required key less": (
        "MsgA = { a: int, b: int }",
        "MsgA = { a: int }",
        [
            (
                "breaks the wire: MsgA.b is gone: old clients refuse what new "
                "servers send"
            )
        ],
        12,
    ),
    "an optional key less": (
        "MsgA = { a: int, ? b: int }",
        "MsgA = { a: int }",
        ["risky: MsgA.b is gone: new clients skip it"],
        11,
    ),
    "required to optional": (
        "MsgA = { a: int }",
        "MsgA = { ? a: int }",
        ["risky: MsgA.a may now be absent: old clients refuse that"],
        11,
    ),
    "optional to required": (
        "MsgA = { ? a: int }",
        "MsgA = { a: int }",
        [
            (
                "breaks the wire: MsgA.a is now required: new clients refuse "
                "its absence"
            )
        ],
        12,
    ),
    "another default": (
        "MsgA = { ? a: int .default 1 }",
        "MsgA = { ? a: int .default 2 }",
        [
            (
                "risky: MsgA.a has another default: 1 became 2, absence means "
                "something else"
            )
        ],
        11,
    ),
    "a default": (
        "MsgA = { ? a: int }",
        "MsgA = { ? a: int .default 2 }",
        ["breaks source: MsgA.a was optional in C++ and is defaulted"],
        10,
    ),
    "another order": (
        "MsgA = { a: int, b: int }",
        "MsgA = { b: int, a: int }",
        ["breaks source: MsgA: the order of the members changed"],
        10,
    ),
    "another type": (
        "MsgA = { a: int }",
        "MsgA = { a: tstr }",
        [
            (
                "breaks the wire: MsgA.a: int became tstr: clients refuse what "
                "servers of the other version send"
            )
        ],
        12,
    ),
    "a wider type": (
        "MsgA = { a: uint }",
        "MsgA = { a: int / tstr }",
        [
            (
                "breaks the wire: MsgA.a: uint became int / tstr: clients "
                "refuse what servers of the other version send"
            )
        ],
        12,
    ),
    "one more alternative of a type": (
        "MsgA = { a: int / tstr }",
        "MsgA = { a: int / tstr / bool }",
        [
            (
                "risky: MsgA.a: int / tstr became int / tstr / bool: old "
                "clients refuse what only the new type allows"
            )
        ],
        11,
    ),
    "another name for a type": (
        "MsgA = { a: int }",
        "MsgA = { a: Number }\nNumber = int",
        [
            "breaks source: MsgA.a: int became Number, the same on the wire",
            "additive: Number is new",
        ],
        10,
    ),
    "a type inside another": (
        "MsgA = { a: [ * T ] }\nT = { x: int }",
        "MsgA = { a: [ * T ] }\nT = { x: float }",
        [
            (
                "breaks the wire: T.x: int became float: clients refuse what "
                "servers of the other version send"
            )
        ],
        12,
    ),
    "a list that may be empty": (
        "MsgA = { a: [ + int ] }",
        "MsgA = { a: [ * int ] }",
        [
            (
                "risky: MsgA.a: [ + int ] became [ * int ]: old clients refuse "
                "what only the new type allows"
            )
        ],
        11,
    ),
    "a text more": (
        'MsgA = { a: E }\nE = "X" / "Y"',
        'MsgA = { a: E }\nE = "X" / "Y" / "Z"',
        ['risky: E: the text "Z" is new: old clients refuse it'],
        11,
    ),
    "a text less": (
        'MsgA = { a: E }\nE = "X" / "Y"',
        'MsgA = { a: E }\nE = "X"',
        ['breaks the wire: E: the text "Y" is gone: new clients refuse it'],
        12,
    ),
    "one more of a required one-of": (
        "MsgA = { ( u: int // v: tstr ) }",
        "MsgA = { ( u: int // v: tstr // w: bool ) }",
        ["risky: MsgA.w is new, an alternative that old clients refuse"],
        11,
    ),
    "one more of an optional one-of": (
        "MsgA = { ? ( u: int // v: tstr ) }",
        "MsgA = { ? ( u: int // v: tstr // w: bool ) }",
        ["breaks source: MsgA.w is new, an alternative: the variant changes"],
        10,
    ),
    "a place of an array": (
        "MsgA = { a: T }\nT = [ x: int, y: int ]",
        "MsgA = { a: T }\nT = [ x: int, z: int ]",
        ["breaks source: T: the place y is called z"],
        10,
    ),
    "one more place": (
        "MsgA = { a: T }\nT = [ x: int ]",
        "MsgA = { a: T }\nT = [ x: int, y: int ]",
        [
            (
                "breaks the wire: T has 2 places instead of 1: clients refuse "
                "what servers of the other version send"
            )
        ],
        12,
    ),
}


def lines(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The findings without their places."""
    return [
        line for line in result.stdout.splitlines() if not line.startswith("  ")
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_changes_of_structures(tmp_path: pathlib.Path, name: str) -> None:
    old, new, expected, code = CHANGES[name]
    result = compared(tmp_path, old, new)
    assert (lines(result), result.returncode) == (expected, code), result.stderr


HEAD_CHANGES = {
    "a new message": (
        "( 0, MsgA )",
        "( 0, MsgA // 1, MsgC )",
        "MsgC = {}",
        [
            (
                "breaks source: the message MsgC (1) of servers is new: old "
                "clients skip it, handlers must take it"
            ),
            "additive: MsgC is new",
        ],
        10,
    ),
    "another number": (
        "( 0, MsgB )",
        "( 7, MsgB )",
        "",
        ["breaks the wire: the number of MsgB: 0 became 7"],
        12,
    ),
    "what clients send": (
        "MsgB = { q: int }",
        "MsgB = { q: int, r: int }",
        "",
        [
            (
                "breaks the wire: MsgB.r is new, required: new servers refuse "
                "what old clients send"
            )
        ],
        12,
    ),
    "an optional argument": (
        "? y: tstr ]",
        "? y: tstr, ? z: int ]",
        "",
        ["breaks source: Call, argument z is new: old servers ignore it"],
        10,
    ),
    "a required argument": (
        "x: int, ? y: tstr",
        "x: int, y: tstr",
        "",
        [
            (
                "breaks the wire: Call, argument y is now required: new "
                "servers refuse its absence"
            )
        ],
        12,
    ),
    "an argument less": (
        "x: int, ? y: tstr",
        "x: int",
        "",
        ["risky: Call, argument y is gone: new servers ignore it"],
        11,
    ),
    "an argument's name": (
        "x: int",
        "times: int",
        "",
        ["additive: Call, argument times was called x"],
        0,
    ),
    "a result's type": (
        "result: int",
        "result: tstr",
        "",
        [
            (
                "breaks the wire: the result of Call: int became tstr: clients "
                "refuse what servers of the other version send"
            )
        ],
        12,
    ),
    "no result": (
        "result: int",
        "result: nil",
        "",
        [
            (
                "breaks the wire: method Call: it returns nothing: old clients "
                "miss the result"
            )
        ],
        12,
    ),
    "a name on the wire": (
        '"call"',
        '"calls"',
        "",
        ['breaks the wire: method Call: its name "call" became "calls"'],
        12,
    ),
    "a method more": (
        "MyMethods = Call",
        (
            'Stop = { method: "stop", args: [], result: nil }\n'
            "MyMethods = Call / Stop"
        ),
        "",
        [
            (
                "breaks source: the interface MyMethods has Stop: "
                "implementations change"
            ),
            'additive: the method Stop, "stop", is new',
        ],
        10,
    ),
}


@pytest.mark.parametrize("name", HEAD_CHANGES)
def test_changes_of_messages_and_methods(
    tmp_path: pathlib.Path, name: str
) -> None:
    old, new, added, expected, code = HEAD_CHANGES[name]
    rest = "MsgA = { a: int }\n"
    assert HEAD.count(old) == 1
    result = compared(
        tmp_path, HEAD + rest, HEAD.replace(old, new) + rest + added
    )
    assert (lines(result), result.returncode) == (expected, code), result.stderr


def test_arrays_that_may_be_longer(tmp_path: pathlib.Path) -> None:
    text = "MsgA = { a: [3*3 float] }\n"
    paths = []
    for name, more in (
        ("short", ""),
        ("long", '[longer_arrays]\nnames = ["MsgA.a"]\n'),
    ):
        path = tmp_path / f"{name}.cddl"
        path.write_text(HEAD + text, encoding="utf-8")
        bindings = BINDINGS if "u: int //" in HEAD else ""
        path.with_suffix(".bindings.toml").write_text(
            bindings + more, encoding="utf-8"
        )
        paths.append(str(path))
    assert lines(diff(*paths)) == [
        "additive: MsgA.a is now read from a longer array"
    ]
    assert lines(diff(*reversed(paths))) == [
        "risky: MsgA.a is no longer read from a longer array"
    ]


def test_both_places_are_named(tmp_path: pathlib.Path) -> None:
    result = compared(tmp_path, "MsgA = { a: int }", "\nMsgA = {\n  a: bool }")
    folder = str(tmp_path)
    assert result.stdout.splitlines()[1:] == [
        f"  old {folder}/old.cddl:8:10",
        f"  new {folder}/new.cddl:10:3",
    ]
    assert result.stderr == "1 breaks the wire\n"


def test_what_is_on_one_side_only_is_nowhere_on_the_other(
    tmp_path: pathlib.Path,
) -> None:
    result = compared(tmp_path, "MsgA = { a: T }\nT = int", "MsgA = { a: int }")
    assert (
        "breaks source: T is gone; what used it is listed by itself"
        in result.stdout
    )
    assert f"  old {tmp_path}/old.cddl:9:1\n  new nowhere\n" in result.stdout


def test_json(tmp_path: pathlib.Path) -> None:
    result = compared(
        tmp_path,
        "MsgA = { a: int }",
        "MsgA = { a: int, ? b: int }",
        "--format",
        "json",
    )
    assert json.loads(result.stdout) == [
        {
            "level": "additive",
            "message": "MsgA.b is new, optional: old clients skip it",
            "old": {"file": f"{tmp_path}/old.cddl", "line": 8, "column": 1},
            "new": {"file": f"{tmp_path}/new.cddl", "line": 8, "column": 18},
        }
    ]


def test_the_specification_does_not_differ_from_itself() -> None:
    for path, imports in (
        (NOODLES, []),
        (METHODS, ["--import", f"{NOODLES}=noodles/protocol"]),
    ):
        result = diff(str(path), str(path), *imports)
        assert (result.returncode, result.stdout) == (0, "")
        assert result.stderr == "no difference\n"


def test_a_faulty_specification_is_no_difference(
    tmp_path: pathlib.Path,
) -> None:
    result = compared(tmp_path, "MsgA = { a: int }", "MsgA = { a: Missing }")
    assert result.returncode == 1
    assert "'Missing' is not defined" in result.stderr
