"""Text of a server cannot forge lines, repaint the terminal or turn it around:
every command and every form of output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tool import frame, replay_frames, run

# A line break, an escape sequence, the same in one character (C1), a
# bidirectional override, a separator of lines.
NASTY = 'x\nEntity 9/9 "forged"\x1b[2J\x7f\x9b31m\u202e\u2028\r\t'

# What no output may contain, other than at the ends of lines and as the tab
# between cells.
BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

IDENTITY = [float(i % 5 == 0) for i in range(16)]


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server whose texts are all NASTY."""
    argument = {"name": NASTY, "doc": NASTY, "editor_hint": NASTY}
    method = {
        "id": [0, 0],
        "name": NASTY,
        "doc": NASTY,
        "return_doc": NASTY,
        "arg_doc": [argument],
    }
    entity = {
        "id": [0, 0],
        "name": NASTY,
        "transform": IDENTITY,
        "text_rep": {"txt": NASTY},
        "tags": [NASTY],
        "methods_list": [[0, 0]],
    }
    with_fault = {"id": [1, 0], "name": NASTY, NASTY: 1, "parent": NASTY}
    server = replay_frames(
        tmp_path_factory.mktemp("nasty"),
        [frame(0, method, 4, entity, 4, with_fault, 31, {}, 35, {})],
    )
    yield server.url
    server.end()


def check(text: str) -> None:
    """No bad character, and no line that the server wrote."""
    assert not BAD.search(text), ascii(text)
    for line in text.splitlines():
        assert not line.startswith("Entity 9/9"), ascii(text)


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    "command",
    [
        ["inspect"],
        ["methods"],
        ["validate"],
        ["call", NASTY, "1"],
        ["call", "none" + NASTY],
        ["call", NASTY, "--on", "entity:" + NASTY],
        ["table", NASTY],
        ["fetch", NASTY, "-o", "/nowhere/at/all"],
    ],
)
def test_no_command_prints_it(
    nasty: str, command: list[str], form: list[str]
) -> None:
    done = run(command[0], nasty, *command[1:], *form, "--timeout", "5")
    assert done.stdout + done.stderr != ""
    check(done.stdout)
    check(done.stderr)


def test_json_keeps_the_value(nasty: str) -> None:
    done = run("inspect", nasty, "--json")
    scene = json.loads(done.stdout)
    assert scene["Entity"][0]["name"] == NASTY
    assert scene["Entity"][0]["tags"] == [NASTY]


def test_text_shows_what_is_there(nasty: str) -> None:
    done = run("inspect", nasty)
    assert (
        '  Entity 0/0 "x\\x0aEntity 9/9 "forged"\\x1b[2J\\x7f\\u009b31m'
        '\\u202e\\u2028\\x0d\\x09"'
    ) in done.stdout


def test_inspect_names_what_it_cannot_read(nasty: str) -> None:
    done = run("inspect", nasty)
    assert done.returncode == 0
    assert done.stderr.startswith(
        "noodles: the server sent: MsgEntityCreate, message 4: wrong-type at "
        "[5].parent"
    )
    as_json = run("inspect", nasty, "--json")
    assert "MsgEntityCreate, message 4" in json.loads(as_json.stderr)["warning"]


def test_inspect_counts_what_it_cannot_read(tmp_path: Path) -> None:
    bad = [4, {"id": 7}] * 100
    server = replay_frames(tmp_path, [frame(*bad, 31, {}, 35, {})])
    done = run("inspect", server.url)
    server.end()
    lines = done.stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "noodles: and 80 more that are odd or cannot be read"


def test_decoded_json_is_safe_and_the_same() -> None:
    done = run("decode", "-", data=frame(NASTY))
    text = done.stdout.decode()
    check(text)
    assert json.loads(text) == [NASTY]
