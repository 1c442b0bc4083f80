"""Specifications far larger than any: chains, maps and tables of thousands."""

from __future__ import annotations

import pathlib
import subprocess

import pytest

from cddl_helpers import run_linguine

HEAD = "ServerMessages = [ + ServerMessage ]\n"
ONE = HEAD + "ServerMessage = ( 0, MsgA )\n"
DEEP = 10_000


def chain(name: str, link: str, end: str) -> str:
    """Rules that lead to each other, each by `link`, to `end`."""
    rules = [f"{name}{i} = {link % f'{name}{i + 1}'}\n" for i in range(DEEP)]
    return "".join(rules) + f"{name}{DEEP} = {end}\n"


LARGE = {
    "aliases": ONE + "MsgA = { a: T0 }\n" + chain("T", "%s", "int"),
    "lower_aliases": ONE + "MsgA = { a: t0 }\n" + chain("t", "%s", "int"),
    "choice": ONE + "MsgA = { a: T0 / text }\n" + chain("T", "%s", "int"),
    "identifiers": (
        HEAD
        + "ServerMessage = ( 0, MsgACreate // 1, MsgADelete )\n"
        + "id = [ slot: uint .size 4, gen: uint .size 4 ]\nAID = id\n"
        + "MsgACreate = { id: AID, x: T0 }\nMsgADelete = { id: AID }\n"
        + chain("T", "%s", "[ * AID ]")
    ),
    "texts": (
        ONE
        + "MsgA = { a: Mode }\nMode = "
        + " / ".join(f'"text_{i}"' for i in range(20_000))
        + "\n"
    ),
    "messages": (
        HEAD
        + "ServerMessage = ( "
        + " // ".join(f"{i}, MsgA{i}" for i in range(2_000))
        + " )\n"
        + "".join(f"MsgA{i} = {{ a: int }}\n" for i in range(2_000))
    ),
}
REFUSED = {
    # C++ keeps the keys that it has read in 64 bits.
    "keys": (
        ONE
        + "MsgA = { "
        + ", ".join(f"k{i}: int" for i in range(20_000))
        + " }\n",
        "spec.cddl:3:1: error: unsupported: more than 64 keys in a map",
    ),
    "structures": (
        ONE + "MsgA = { a: T0 }\n" + chain("T", "{ a: %s }", "int"),
        (
            "spec.cddl:9939:1: error: the data of 'T9935' nests 65 maps and "
            "arrays; the decoders read 64"
        ),
    ),
    "lists": (
        ONE + "MsgA = { a: T0 }\n" + chain("T", "[ * %s ]", "int"),
        (
            "spec.cddl:9939:1: error: the data of 'T9935' nests 65 maps and "
            "arrays; the decoders read 64"
        ),
    ),
    "circle": (
        ONE + "MsgA = { a: T0 }\n" + chain("T", "%s", "T0"),
        (
            "spec.cddl:4:6: error: 'T0' is defined as itself without end: "
            "T0 -> T1 -> T2"
        ),
    ),
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line; it takes seconds, and minutes if it squares."""
    return run_linguine(*arguments, timeout=300)


@pytest.fixture
def written(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> str:
    """The path of a specification."""
    path = tmp_path / "spec.cddl"
    path.write_text(request.param, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("written", LARGE.values(), ids=LARGE, indirect=True)
def test_what_is_accepted(written: str) -> None:
    done = run("check", written)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]


@pytest.mark.parametrize("written", [LARGE["aliases"]], indirect=True)
def test_other_commands(written: str) -> None:
    for command in ("vectors", "docs", "model"):
        done = run(command, written)
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    done = run("diff", written, written)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]


@pytest.mark.parametrize(
    ("written", "expected"), REFUSED.values(), ids=REFUSED, indirect=["written"]
)
def test_what_is_refused(written: str, expected: str) -> None:
    done = run("check", written)
    assert done.returncode == 1, done.stderr[-2000:]
    assert expected in done.stdout
    assert "1 error, 0 warnings" in done.stderr


# The deepest data that decoders read, and one level more.
@pytest.mark.parametrize(("levels", "code"), [(62, 0), (63, 1)])
def test_the_limit_of_depth(
    levels: int, code: int, tmp_path: pathlib.Path
) -> None:
    rules = [f"T{i} = {{ a: T{i + 1} }}\n" for i in range(levels)]
    path = tmp_path / "spec.cddl"
    path.write_text(
        f"{ONE}MsgA = {{ a: T0 }}\n{''.join(rules)}T{levels} = int\n"
    )
    assert run("check", str(path)).returncode == code
