"""noodles inspect and methods."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tool import (
    DEMO_ENTITIES,
    TOOL,
    Running,
    example,
    frame,
    replay_frames,
    result_of,
    run,
)

HEADER = (
    Path(__file__).resolve().parents[2]
    / "generated"
    / "noodles"
    / "protocol"
    / "fingerprint.h"
)
FINGERPRINT = re.findall(r'"([0-9a-f]{16})"', HEADER.read_text("utf-8"))[0]


def test_the_scene_as_json(demo: str) -> None:
    scene = result_of("inspect", demo)
    assert len(scene) == 14
    assert len(scene["Entity"]) == DEMO_ENTITIES
    by_name = {entity.get("name"): entity for entity in scene["Entity"]}
    assert {"sun", "lamp", "title", "basil", "parmesan", "lorenz"} <= set(
        by_name
    )
    assert by_name["tomato"]["parent"] == by_name["turntable"]["id"]
    points = next(b for b in scene["Buffer"] if b["size"] == 64 * 2000)
    assert points["uri_bytes"].startswith("http://")


def test_the_scene_as_a_tree(demo: str) -> None:
    done = run("inspect", demo)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    fingerprint = re.fullmatch(
        r"specification ([0-9a-f]{16}) \(of this tool\)", lines[0]
    )
    assert fingerprint is not None
    assert fingerprint[1] == FINGERPRINT
    assert f"Entity ({DEMO_ENTITIES})" in lines
    assert '  Entity 0/0 "turntable"' in lines
    # A child is indented below its parent, and shows its references by kind and
    # name.
    child = next(
        line for line in lines if '"tomato"' in line and "Entity" in line
    )
    assert re.match(r'    Entity \d+/0 "tomato"  -> Geometry ', child)
    assert '"tomato geometry"' in child.split("->")[1]
    assert any(
        line.startswith("  Buffer ") and '"parmesan buffer"' in line
        for line in lines
    )
    # The box.
    assert any("24 vertices, 36 indices, TRIANGLES" in line for line in lines)


def test_watching_tells_the_members_that_changed(demo: str) -> None:
    watching = Running(TOOL, "inspect", demo, "--watch", "--json")
    lines = watching.lines()
    first = json.loads(lines.readline())
    assert first["change"] == "snapshot"
    assert first["specification"] == FINGERPRINT
    assert len(first["scene"]["Entity"]) == DEMO_ENTITIES
    run("call", demo, "noo::set_position", "[0, 5, 0]", "--on", "entity:basil")
    changes = (json.loads(line) for line in lines)
    change = next(c for c in changes if c.get("name") == "basil")
    assert change["change"] == "updated"
    assert change["kind"] == "Entity"
    assert list(change["members"]) == ["transform"]
    assert change["members"]["transform"][13] == 5.0
    assert watching.end() == 0


def test_watching_tells_what_comes_and_goes(tmp_path: Path) -> None:
    server = replay_frames(
        tmp_path,
        [
            frame(4, {"id": [0, 0], "name": "pump", "visible": True}, 35, {}),
            frame(4, {"id": [1, 0], "name": "valve", "visible": True}),
            frame(5, {"id": [0, 0], "parent": [1, 0], "visible": False}),
            frame(6, {"id": [0, 0]}),
            frame(32, {}),
        ],
    )
    watching = Running(TOOL, "inspect", server.url, "--watch", "--json")
    lines = [json.loads(watching.lines().readline()) for _ in range(5)]
    assert lines[0]["scene"]["Entity"] == [
        {"id": [0, 0], "name": "pump", "visible": True}
    ]
    assert lines[1:] == [
        {
            "change": "created",
            "kind": "Entity",
            "id": [1, 0],
            "component": {"id": [1, 0], "name": "valve", "visible": True},
        },
        {
            "change": "updated",
            "kind": "Entity",
            "id": [0, 0],
            "name": "pump",
            "members": {"parent": [1, 0], "visible": False},
            "removed_members": [],
        },
        {"change": "removed", "kind": "Entity", "id": [0, 0], "name": "pump"},
        {"change": "reset"},
    ]
    assert watching.end() == 0
    watching = Running(TOOL, "inspect", server.url, "--watch")
    assert watching.lines().readline().startswith("specification ")
    text = [watching.lines().readline().rstrip() for _ in range(6)]
    assert text == [
        "Entity (1)",
        '  Entity 0/0 "pump"',
        'created Entity 1/0 "valve"',
        'updated Entity 0/0 "pump"  parent=[1,0]  visible=false',
        'removed Entity 0/0 "pump"',
        "reset: everything is removed",
    ]
    assert watching.end() == 0
    assert server.end() == 0


def test_the_methods_and_their_targets(demo: str) -> None:
    methods = result_of("methods", demo)["methods"]
    by_name = {method["name"]: method for method in methods}
    assert by_name["spin"]["on"] == ["document"]
    assert by_name["noo::set_position"]["on"] == [
        "entity:tomato",
        "entity:basil",
        "entity:parmesan",
        "entity:lorenz",
    ]
    assert by_name["spin"]["arg_doc"][0]["name"] == "turns_per_minute"
    text = run("methods", demo).stdout
    assert "spin(turns_per_minute: noo::real)" in text.splitlines()
    assert (
        "on entity:tomato, entity:basil, entity:parmesan, entity:lorenz" in text
    )


def test_optional_arguments_are_marked(tmp_path: Path) -> None:
    arguments = [
        {"name": "value", "editor_hint": "noo::any"},
        {"name": "key", "doc": "Optional. Which one.", "editor_hint": "x"},
        {"name": "more", "doc": "optional"},
        {"name": "last", "doc": "An optionally long text"},
    ]
    method = {"id": [0, 0], "name": "set", "arg_doc": arguments}
    server = replay_frames(tmp_path, [frame(0, method, 35, {})])
    lines = run("methods", server.url).stdout.splitlines()
    assert lines[0] == "set(value: noo::any, [key: x], [more], last)"
    assert "    key: Optional. Which one." in lines
    assert server.end() == 0


def test_optional_arguments_of_our_interfaces_are_marked(lamp: str) -> None:
    lines = run("methods", lamp).stdout.splitlines()
    assert "lamp::set(mode: noo::text, [colour: noo::array])" in lines
    assert (
        "    colour: Optional. The old colour stays where there is none."
        in lines
    )


def test_watching_ends_when_the_server_does() -> None:
    server = example("demo_server")
    watching = Running(TOOL, "inspect", server.url, "--watch")
    watching.lines().readline()
    server.end()
    assert watching.process.wait(timeout=60) == 3
    watching.end()


def test_names_do_not_reach_the_terminal_as_commands(tmp_path: Path) -> None:
    name = "a\x1b]0;owned\x07\x9bb\x7f"
    server = replay_frames(
        tmp_path,
        [
            frame(0, {"id": [0, 0], "name": name, "doc": name, "arg_doc": []}),
            frame(4, {"id": [0, 0], "name": name, "visible": True}, 35, {}),
        ],
    )
    for command in ["inspect", "methods"]:
        done = run(command, server.url)
        assert done.returncode == 0
        assert "a\\x1b]0;owned\\x07\\u009bb\\x7f" in done.stdout
        assert "\x1b" not in done.stdout
    # JSON contains the control characters, escaped.
    assert result_of("inspect", server.url)["Entity"][0]["name"] == name
    assert server.end() == 0


def test_entities_that_are_their_own_ancestors(tmp_path: Path) -> None:
    server = replay_frames(
        tmp_path,
        [
            frame(
                4,
                {"id": [0, 0], "name": "ring", "parent": [1, 0]},
                4,
                {"id": [1, 0], "name": "ring too", "parent": [0, 0]},
                4,
                {"id": [2, 0], "name": "orphan", "parent": [9, 0]},
                35,
                {},
            )
        ],
    )
    text = run("inspect", server.url).stdout
    assert '  Entity 2/0 "orphan"' in text.splitlines()
    assert "2 entities are their own ancestors" in text
    assert server.end() == 0
