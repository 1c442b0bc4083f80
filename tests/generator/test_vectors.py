"""Test vectors as JSON; tests/conformance judges those of the protocol."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any

from cddl_helpers import NOODLES, run_linguine

TEXT = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgNews )

MsgNews = {
  text: tstr,
  ? level: float .default 2.0,
  ? kind: Kind,
  ? ( one: int // two: [ 2*2 bool ] ),
}
Kind = "A" / "B"

Do = {
  method: "do",
  args: [ x: Kind, ? y: bstr ],
  result: int,
}
DoMethods = Do
"""

NEWS: dict[str, Any] = {"from": "server", "message": "MsgNews", "number": 0}


def vectors(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `linguine vectors`."""
    return run_linguine("vectors", *arguments)


def made(tmp_path: pathlib.Path, text: str = TEXT) -> dict[str, Any]:
    """The vectors of a specification."""
    specification = tmp_path / "news.cddl"
    specification.write_text(text)
    bindings = tmp_path / "news.toml"
    bindings.write_text('[one_ofs]\n"MsgNews.one" = "number"\n')
    output = tmp_path / "vectors.json"
    result = vectors(
        str(specification), "--bindings", str(bindings), "--output", str(output)
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def test_messages(tmp_path: pathlib.Path) -> None:
    smallest, full, other = made(tmp_path)["messages"]
    assert smallest == {
        **NEWS,
        "case": "smallest",
        "value": [0, {"text": "ü1", "level": 2.0}],
        "bytes": "8200a2647465787463c3bc31656c6576656cfa40000000",
        "also_read": {
            "lengths that are not definite": "9f00bf"
            "6474657874"
            "63c3bc31"
            "656c6576656c"
            "fa40000000"
            "ffff",
            "whole floats as integers": "8200a2"
            "6474657874"
            "63c3bc31"
            "656c6576656c"
            "02",
            "floats of 64 bits": "8200a2"
            "6474657874"
            "63c3bc31"
            "656c6576656c"
            "fb4000000000000000",
            "floats of 16 bits": "8200a2647465787463c3bc31656c6576656cf94000",
            "keys the other way round": "8200a2"
            "656c6576656c"
            "fa40000000"
            "6474657874"
            "63c3bc31",
            "a key that is not known": "8200a3"
            "6474657874"
            "63c3bc31"
            "656c6576656c"
            "fa40000000"
            "67756e6b6e6f776e"
            "8201f6",
            "null for what is absent": "8200a3"
            "6474657874"
            "63c3bc31"
            "656c6576656c"
            "fa40000000"
            "646b696e64"
            "f6",
            "tag 55799 before each item": "d9d9f782d9d9f700d9d9f7a2"
            "d9d9f76474657874"
            "d9d9f763c3bc31"
            "d9d9f7656c6576656c"
            "d9d9f7fa40000000",
        },
    }
    assert (full["case"], other["case"]) == ("full", "full, two")
    assert full["value"] == [
        0,
        {"text": "ü1", "level": 2.0, "kind": "B", "one": -4},
    ]
    assert other["value"][1]["two"] == [True, True]
    assert "one" not in other["value"][1]


def test_what_is_refused(tmp_path: pathlib.Path) -> None:
    found = {vector["case"]: vector for vector in made(tmp_path)["refused"]}
    assert list(found) == [
        "wrong-type at [1]",
        "[1] without text",
        "[1] with text twice",
        "wrong-type at [1].text",
        "invalid-text at [1].text",
        "[1] with level twice",
        "wrong-type at [1].level",
        "[1] with kind twice",
        "wrong-type at [1].kind",
        "unknown-value at [1].kind",
        "[1] with one twice",
        "[1] with one and two",
        "wrong-type at [1].one",
        f"out-of-range at [1].one: {-(2**63) - 1}",
        f"out-of-range at [1].one: {2**63}",
    ]
    assert found["wrong-type at [1].text"] == {
        "from": "server",
        "message": "MsgNews",
        "case": "wrong-type at [1].text",
        "bytes": "8200a4"
        "6474657874"
        "01"
        "656c6576656c"
        "fa40000000"
        "646b696e64"
        "6142"
        "636f6e65"
        "23",
        "error": {"code": "wrong-type", "path": "[1].text", "offset": 8},
    }
    assert found["[1] with one and two"]["error"] == {
        "code": "conflicting-keys",
        "path": "[1]",
        "offset": 35,
    }


def test_calls(tmp_path: pathlib.Path) -> None:
    smallest, full = made(tmp_path)["calls"]
    assert (smallest["kind"], smallest["name"]) == ("method", "do")
    assert smallest["arguments"]["value"] == ["B"]
    # Bytes are base64 in values.
    assert full["arguments"]["value"] == ["B", "AgD/"]
    assert full["arguments"]["bytes"] == "826142430200ff"
    assert (full["result"]["value"], full["result"]["bytes"]) == (-3, "22")


def test_a_specification_with_errors(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "bad.cddl"
    path.write_text("A = { b: Missing }\n")
    result = vectors(str(path))
    assert (result.returncode, result.stdout) == (1, "")
    assert "Missing" in result.stderr


def test_what_cannot_be_written(tmp_path: pathlib.Path) -> None:
    bindings = str(NOODLES.with_suffix(".bindings.toml"))
    result = vectors(
        str(NOODLES), "--bindings", bindings, "--output", str(tmp_path)
    )
    assert result.returncode == 2
    assert f"linguine vectors: {tmp_path}: " in result.stderr
