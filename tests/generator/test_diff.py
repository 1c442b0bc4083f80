"""`linguine diff` as a command: output, exit codes, waivers, imports."""

from __future__ import annotations

import json
import pathlib
import subprocess

import pytest

from cddl_helpers import METHODS, NOODLES, run_linguine
from linguine.compare.rules import RULES

HEAD = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgA )
ClientMessages = [ + ClientMessage ]
ClientMessage = ( 0, MsgB )
MsgB = { q: int }
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
        paths.append(str(path))
    return diff(*paths, *arguments)


def test_both_places_are_named(tmp_path: pathlib.Path) -> None:
    result = compared(tmp_path, "MsgA = { a: int }", "\nMsgA = {\n  a: bool }")
    folder = str(tmp_path)
    assert result.stdout.splitlines() == [
        (
            "breaks the wire: MsgA.a: int became bool: clients of either "
            "version refuse what servers of the other send [type-changed]"
        ),
        "  breaks: old reader, new reader, old source, new source",
        f"  old {folder}/old.cddl:6:10",
        f"  new {folder}/new.cddl:8:3",
    ]
    assert result.stderr == "1 breaks the wire\n"


def test_what_is_on_one_side_only_is_nowhere_on_the_other(
    tmp_path: pathlib.Path,
) -> None:
    result = compared(tmp_path, "MsgA = { a: T }\nT = int", "MsgA = { a: int }")
    assert result.stdout.splitlines() == [
        (
            "breaks source: T is gone; what used it is listed by itself "
            "[definition-removed]"
        ),
        "  breaks: old source",
        f"  old {tmp_path}/old.cddl:7:1",
        "  new nowhere",
    ]
    assert result.returncode == 10


CODES = {
    "a comment": ("; A.\nMsgA = { a: int }", "; B.\nMsgA = { a: int }", 0),
    "additive": ("MsgA = { a: int }", "MsgA = { a: int, ? b: int }", 0),
    "source": ("MsgA = { a: int, b: int }", "MsgA = { b: int, a: int }", 10),
    "risky": ("MsgA = { a: int, ? b: int }", "MsgA = { a: int }", 11),
    "wire": ("MsgA = { a: int }", "MsgA = { a: int, b: int }", 12),
}


@pytest.mark.parametrize("name", CODES)
def test_the_exit_code_is_the_worst_level(
    tmp_path: pathlib.Path, name: str
) -> None:
    old, new, code = CODES[name]
    result = compared(tmp_path, old, new)
    assert result.returncode == code, result.stdout


def test_json(tmp_path: pathlib.Path) -> None:
    result = compared(
        tmp_path,
        "MsgA = { a: int }",
        "MsgA = { a: int, ? b: int }",
        *("--format", "json"),
    )
    assert json.loads(result.stdout) == [
        {
            "level": "additive",
            "rule": "member-added",
            "kind": "member",
            "key": "MsgA.b",
            "breaks": ["new source"],
            "message": "MsgA.b is new, optional: old clients skip it",
            "old": {"file": f"{tmp_path}/old.cddl", "line": 6, "column": 1},
            "new": {"file": f"{tmp_path}/new.cddl", "line": 6, "column": 18},
            "waived": None,
        }
    ]


def test_markdown(tmp_path: pathlib.Path) -> None:
    result = compared(
        tmp_path,
        "MsgA = { a: int / tstr }",
        "; New.\nMsgA = { a: tstr / int, ? b: int }",
        *("--format", "markdown"),
    )
    old, new = f"{tmp_path}/old.cddl", f"{tmp_path}/new.cddl"
    head = ["| What | Breaks | Old | New | Rule |", "|---|---|---|---|---|"]
    assert result.stdout.splitlines() == [
        "**1 breaks source, 1 additive, 1 documentation.**",
        *("", "## Breaks source", "", *head),
        (
            "| MsgA.a: int / tstr became tstr / int, the same on the wire. "
            f"| old source, new source | {old}:6:10 | {new}:7:10 "
            "| `type-respelled` |"
        ),
        *("", "## Additive", "", *head),
        (
            "| MsgA.b is new, optional: old clients skip it. | new source "
            f"| {old}:6:1 | {new}:7:25 | `member-added` |"
        ),
        *("", "## Documentation", "", *head),
        (
            f"| the comment of MsgA is new. |  | {old}:6:1 | {new}:7:1 "
            "| `documentation-changed` |"
        ),
    ]


WAIVER = """\
[[waivers]]
rule = "member-removed"
key = "MsgA.b"
reason = "nobody sends it"
"""


def test_waivers_do_not_count(tmp_path: pathlib.Path) -> None:
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        WAIVER + WAIVER.replace("MsgA.b", "MsgA.z"), encoding="utf-8"
    )
    result = compared(
        tmp_path,
        "MsgA = { a: int, ? b: int }",
        "MsgA = { a: int }",
        *("--waivers", str(waivers)),
    )
    assert result.returncode == 0
    assert result.stdout.splitlines()[:2] == [
        (
            "waived, risky: MsgA.b is gone: new clients skip it, and lose what "
            "old servers say [member-removed]"
        ),
        "  reason: nobody sends it",
    ]
    assert result.stderr == (
        "1 waived\nlinguine diff: the waiver of member-removed for MsgA.z "
        "matches nothing\n"
    )


BAD_WAIVERS = {
    "no reason": (WAIVER.replace("nobody sends it", " "), "has no reason"),
    "no key": (
        WAIVER.replace('key = "MsgA.b"\n', ""),
        "waiver 1 must have rule, key, reason",
    ),
    "another rule": (
        WAIVER.replace("member-removed", "gone"),
        "there is no rule 'gone'",
    ),
    "a number": (WAIVER.replace('"MsgA.b"', "3"), "are texts"),
    "another table": (
        WAIVER.replace("waivers", "waiver"),
        "there is no table 'waiver'",
    ),
    "no list": (
        WAIVER.replace("[[waivers]]", "[waivers]"),
        "must be written [[waivers]]",
    ),
    "no TOML": ("[[waivers", "waivers.toml:1:10: "),
}


@pytest.mark.parametrize("name", BAD_WAIVERS)
def test_waivers_that_cannot_be_used(tmp_path: pathlib.Path, name: str) -> None:
    text, expected = BAD_WAIVERS[name]
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(text, encoding="utf-8")
    same = "MsgA = { a: int }"
    result = compared(tmp_path, same, same, "--waivers", str(waivers))
    assert result.returncode == 2
    assert expected in result.stderr
    assert result.stderr.count("\n") == 1


def test_rules_are_listed() -> None:
    result = diff("--rules")
    assert result.returncode == 0
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == list(
        RULES
    )
    assert diff("one.cddl").returncode == 2


def test_imports_of_each_version(tmp_path: pathlib.Path) -> None:
    text = METHODS.read_text(encoding="utf-8")
    protocol = NOODLES.read_text(encoding="utf-8")
    changed = tmp_path / "noodles.cddl"
    changed.write_text(
        protocol.replace("Vec3 = [ 3*3 float ]", "Vec3 = [ 3*3 float64 ]"),
        encoding="utf-8",
    )
    bindings = NOODLES.with_suffix(".bindings.toml").read_text(encoding="utf-8")
    changed.with_suffix(".bindings.toml").write_text(bindings, encoding="utf-8")
    old = tmp_path / "methods.cddl"
    old.write_text(text, encoding="utf-8")
    binding_text = METHODS.with_suffix(".bindings.toml").read_text("utf-8")
    old.with_suffix(".bindings.toml").write_text(binding_text, encoding="utf-8")
    result = diff(
        *(str(old), str(METHODS)),
        *("--old-import", f"{changed}=noodles/protocol"),
        *("--new-import", f"{NOODLES}=noodles/protocol"),
        *("--format", "json"),
    )
    (finding,) = json.loads(result.stdout)
    assert (finding["rule"], finding["key"]) == ("type-narrowed", "Vec3")
    assert finding["old"]["file"] == str(changed)
    assert result.returncode == 12


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
