"""noodles call: arguments as JSON, targets, results and errors."""

from __future__ import annotations

import json
import socket

import pytest

from tool import frame, replay, result_of, run, write_recording


def entity(url: str, name: str) -> dict:
    """The entity with this name, in the output of the tool."""
    scene = result_of("inspect", url)
    return next(e for e in scene["Entity"] if e.get("name") == name)


def test_an_array_is_one_argument(demo: str) -> None:
    done = run(
        "call",
        demo,
        "noo::set_position",
        "[1, 0.5, -2]",
        "--on",
        "entity:basil",
    )
    assert (done.returncode, done.stdout) == (0, "null\n"), done.stderr
    assert entity(demo, "basil")["transform"][12:15] == [1.0, 0.5, -2.0]


def test_an_identifier_is_a_target_too(demo: str) -> None:
    slot, generation = entity(demo, "basil")["id"]
    for y, target in enumerate([f"{slot}", f"{slot}/{generation}"]):
        position = json.dumps([3, y, 4])
        done = run(
            "call",
            demo,
            "noo::set_position",
            position,
            "--on",
            f"entity:{target}",
        )
        assert done.returncode == 0, done.stderr
        assert entity(demo, "basil")["transform"][12:15] == [3.0, y, 4.0]


def test_a_negative_number_is_an_argument(demo: str) -> None:
    for number in ["-3", "-0.5", "-1e2"]:
        for call in [
            ["call", demo, "spin", number],
            ["call", demo, "spin", "--", number],
            ["call", "--timeout", "9", demo, "--", "spin", number],
            ["call", "--", demo, "spin", number],
        ]:
            done = run(*call)
            assert (done.returncode, done.stdout) == (0, "null\n"), done.stderr
    # Behind --, nothing is an option.
    done = run("call", demo, "spin", "--", "--json")
    assert done.returncode == 2
    assert "argument 1, --json, is not JSON" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["[1, 2]"], ["{}"], ["[]"], ['{"a": [1, 2]}'], ["[[1], [2]]"]]
)
def test_arguments_arrive_as_they_stand(
    demo: str, arguments: list[str]
) -> None:
    # The error describes the received argument.
    done = run("call", demo, "spin", *arguments, "--json")
    found = json.loads(done.stdout)["method_exception"]["message"]
    value = json.loads(arguments[0])
    kind = "map" if isinstance(value, dict) else "array"
    assert f"found {kind} of {len(value)}" in found


def test_several_arguments_and_options_behind_them(demo: str) -> None:
    # More arguments than a method has are ignored.
    done = run(
        "call",
        demo,
        "spin",
        "-2",
        "[3, 4]",
        '"more"',
        "--json",
        "--timeout",
        "9",
    )
    assert (done.returncode, json.loads(done.stdout)) == (0, {"result": None})
    done = run("call", demo, "spin", "1", "[2]", "--on", "entity:no such")
    assert done.returncode == 1
    assert 'there is no Entity "no such"' in done.stderr


def test_what_every_argument_is(table: str) -> None:
    rows = [["a text", 3, 0.5], ["[1, 2]", -4, 2.0]]
    done = run(
        "call",
        table,
        "noo::tbl_insert",
        json.dumps(rows),
        "--on",
        "table:measurements",
        "--json",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    keys = json.loads(done.stdout)["result"]
    content = result_of("table", table, "measurements")
    assert [row["row"] for row in content["rows"] if row["key"] in keys] == rows


def test_a_refusal_shows_code_message_and_data(demo: str) -> None:
    done = run("call", demo, "spin", '"fast"')
    assert done.returncode == 1
    assert done.stdout == ""
    assert "error -32602" in done.stderr
    assert 'found text "fast"' in done.stderr
    done = run("call", demo, "spin", '"fast"', "--json")
    assert done.returncode == 1
    exception = json.loads(done.stdout)["method_exception"]
    assert exception["code"] == -32602
    assert 'found text "fast"' in exception["message"]


def test_what_is_not_there(demo: str) -> None:
    done = run("call", demo, "no such method")
    assert done.returncode == 1
    assert "no such method" in done.stderr
    assert f"noodles methods {demo} lists the methods" in done.stderr
    done = run("call", demo, "spin", "1", "--on", "entity:nobody")
    assert done.returncode == 1
    assert 'no Entity "nobody"' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["spinn", "3"], 'no method "spinn"; did you mean "spin"?'),
        (
            ["set_positon", "[1,2,3]", "--on", "entity:basil"],
            'did you mean "noo::set_position"?',
        ),
        (
            ["spin", "3", "--on", "entity:Tomatoe"],
            'there is no Entity "Tomatoe"; did you mean "tomato"?',
        ),
        (["spin", "3", "--on", "table:x"], 'there are "cooling" and "lorenz"'),
        (
            ["spin", "3", "--on", "entity:basil"],
            "hint: the method is called with --on document",
        ),
        (
            ["noo::set_position", "[1,2,3]"],
            "hint: the method is called with --on entity:tomato, entity:basil",
        ),
        (["spin"], "hint: the method is spin(turns_per_minute: noo::real)"),
    ],
)
def test_errors_name_what_is_there(
    demo: str, arguments: list[str], words: str
) -> None:
    done = run("call", demo, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_wrong_command_lines(demo: str) -> None:
    done = run("call", demo, "spin", "fast")
    assert done.returncode == 2
    assert "argument 1" in done.stderr and "quotes" in done.stderr
    assert run("call", demo, "spin", "--no-such-option").returncode == 2
    for target in ["basil", "entity:", "light:sun"]:
        assert run("call", demo, "spin", "1", "--on", target).returncode == 2


def test_two_of_one_name_need_an_identifier(tmp_path) -> None:
    path = write_recording(
        tmp_path / "twins.rec",
        [
            frame(
                4,
                {"id": [0, 0], "name": "twin"},
                4,
                {"id": [1, 7], "name": "twin"},
                0,
                {"id": [0, 0], "name": "act", "arg_doc": []},
            ),
            frame(35, {}),
        ],
    )
    server = replay(path)
    done = run("call", server.url, "act", "--on", "entity:twin")
    assert done.returncode == 1
    assert "Entity 0/0" in done.stderr and "Entity 1/7" in done.stderr
    # The identifier is found, and the replay refuses the call.
    done = run("call", server.url, "act", "--on", "entity:1/7", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["method_exception"]["code"] == -32601
    assert server.end() == 0


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound but not listening
        url = f"ws://127.0.0.1:{held.getsockname()[1]}"
        done = run("call", url, "spin")
        assert done.returncode == 3
        assert "hint: no program listens there" in done.stderr
    done = run("call", "ftp://localhost", "spin")
    assert done.returncode == 2
    assert "hint: an address looks like ws://localhost:50000" in done.stderr
    done = run("call", "ws://no-such-host.invalid", "spin", "--json")
    assert done.returncode == 3
    assert "spelled right" in json.loads(done.stderr)["hint"]
