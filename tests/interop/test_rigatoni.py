"""The C++ client, in the tool `noodles`, with a Rigatoni server."""

from __future__ import annotations

import json
import struct
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from noodles_tool import TOOL, recording, run
from rigatoni_process import running
from rigatoni_server import COLUMNS
from server_process import DEADLINE_SECONDS


@pytest.fixture
def rigatoni() -> Iterator[str]:
    """The URL of a Rigatoni server."""
    with running("rigatoni_server.py") as url:
        yield url


def scene_of(url: str) -> dict[str, list[dict[str, object]]]:
    """The whole scene as read by the client."""
    found = run("inspect", url, "--json")
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_the_snapshot_is_whole(rigatoni: str) -> None:
    scene = scene_of(rigatoni)
    assert {entity["name"] for entity in scene["Entity"]} == {"floor"}
    assert [table["name"] for table in scene["Table"]] == ["cities"]
    assert {method["name"] for method in scene["Method"]} >= {"rename", "fail"}
    assert len(scene["Geometry"]) == 1
    assert "uri_bytes" in scene["Buffer"][0]


def test_methods_answer_and_change_the_scene(rigatoni: str) -> None:
    found = run("call", rigatoni, "rename", '"pump"')
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == "PUMP"
    names = {entity["name"] for entity in scene_of(rigatoni)["Entity"]}
    assert names == {"floor", "pump"}


def test_exceptions_reach_the_caller(rigatoni: str) -> None:
    found = run("call", rigatoni, "fail")
    assert found.returncode == 1
    assert "error -5: as asked\ndata: [1,2]" in found.stderr
    found = run("call", rigatoni, "fail", "--json")
    assert found.returncode == 1
    assert json.loads(found.stdout) == {
        "method_exception": {"code": -5, "message": "as asked", "data": [1, 2]}
    }
    # Rigatoni reports too few arguments as an internal error.
    found = run("call", rigatoni, "rename", "--json")
    assert found.returncode == 1
    assert json.loads(found.stdout)["method_exception"]["code"] == -32603


def faults_of(what: str) -> list[dict[str, object]]:
    """The findings in the frames of a server or of a recording."""
    found = run("validate", what, "--json")
    assert found.returncode == 1, found.stdout + found.stderr
    return json.loads(found.stdout)["findings"]


def record_habits(url: str, path: Path) -> None:
    """Records the server while it sends its known deviations."""
    with recording(url, path):
        found = run("call", url, "show_habits")
        assert found.returncode == 0, found.stderr


# The place and the text of each finding.
KNOWN_FAULTS = [
    ("MsgEntityUpdate", ".name", "is not in the specification"),
    ("MsgEntityUpdate", "", "changes nothing"),
    ("MsgEntityCreate", ".id", "without a larger generation"),
    ("MsgTextureCreate", ".sampler", "left out"),
    (
        "MsgMaterialCreate",
        ".pbr_info.base_color_texture.texture_coord_slot",
        "a float where an integer",
    ),
    ("MsgGeometryCreate", ".patches[0].indices", "lie outside of their view"),
    (
        "MsgGeometryCreate",
        ".patches[0].attributes[2]",
        "coordinates are all 0 and 1",
    ),
    (
        "MsgGeometryCreate",
        ".patches[0].attributes[3]",
        "colours are all 0 and 1",
    ),
    ("MsgGeometryCreate", ".patches[0].attributes[0]", "without minimum_value"),
    ("MsgMethodCreate", "", "comes after Entity"),
]


def test_its_known_faults_are_found(rigatoni: str, tmp_path: Path) -> None:
    live = faults_of(rigatoni)
    for what in [
        "lie outside of their view",
        "lines of the answer end with LF alone",
        'there is a reply with invoke_id "-1", which no call has',
    ]:
        assert any(what in fault["what"] for fault in live), (what, live)
    path = tmp_path / "rigatoni.rec"
    record_habits(rigatoni, path)
    recorded = faults_of(str(path))
    places = [
        (fault["message"], fault["path"], fault["what"]) for fault in recorded
    ]
    for message, place, what in KNOWN_FAULTS:
        assert any(
            message == m and place == p and what in w for m, p, w in places
        ), (message, place, what, places)
    assert all(fault["breaks"] for fault in recorded)


def rows_of(url: str) -> dict[int, list[object]]:
    """The rows of the server's table, as received by a subscribing client."""
    found = run("table", url, "cities", "--json")
    assert found.returncode == 0, found.stderr
    return {
        line["key"]: line["row"] for line in json.loads(found.stdout)["rows"]
    }


def ask_of_table(url: str, method: str, *arguments: object) -> object:
    """Calls a method of the table and returns its result."""
    texts = [json.dumps(argument) for argument in arguments]
    found = run(
        "call", url, f"noo::tbl_{method}", *texts, "--on", "table:cities"
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_the_table_changes_as_it_is_asked_to(rigatoni: str) -> None:
    assert rows_of(rigatoni) == {1: ["Tokyo", 37], 2: ["Delhi", 33]}
    assert ask_of_table(rigatoni, "insert", [["Rome", 3], ["Oslo", 1]]) == [
        3,
        4,
    ]
    assert ask_of_table(rigatoni, "update", [3], [["Roma", 4]]) == [3]
    assert ask_of_table(rigatoni, "remove", [1, 2]) == [1, 2]
    assert rows_of(rigatoni) == {3: ["Roma", 4], 4: ["Oslo", 1]}
    chosen = {"name": "south", "rows": [3], "row_ranges": []}
    ask_of_table(rigatoni, "update_selection", chosen)
    content = ask_of_table(rigatoni, "subscribe")
    assert content["selections"] == [chosen]
    assert [column["name"] for column in content["columns"]] == [
        "city",
        "people",
    ]
    ask_of_table(rigatoni, "clear")
    assert rows_of(rigatoni) == {}


def test_followers_of_the_table_see_each_change(rigatoni: str) -> None:
    follower = subprocess.Popen(
        [TOOL, "table", rigatoni, "cities", "--follow", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    giving_up = threading.Timer(DEADLINE_SECONDS, follower.kill)
    giving_up.start()

    def next_change() -> dict[str, object]:
        assert follower.stdout is not None
        return json.loads(follower.stdout.readline())

    try:
        reset = next_change()
        assert reset["change"] == "reset"
        assert [row["row"] for row in reset["table"]["rows"]] == [
            ["Tokyo", 37],
            ["Delhi", 33],
        ]
        ask_of_table(rigatoni, "insert", [["Rome", 3]])
        assert next_change() == {
            "change": "updated",
            "key": 3,
            "row": ["Rome", 3],
        }
        # The server reports the removal as an update without rows.
        ask_of_table(rigatoni, "remove", [1, 3])
        assert next_change() == {"change": "removed", "key": 1}
        assert next_change() == {"change": "removed", "key": 3}
    finally:
        giving_up.cancel()
        follower.kill()
        follower.wait(timeout=DEADLINE_SECONDS)


def test_the_asset_server_sends_the_mesh(rigatoni: str, tmp_path: Path) -> None:
    buffer = scene_of(rigatoni)["Buffer"][0]
    path = tmp_path / "grid.bin"
    slot = str(buffer["id"][0])
    found = run("fetch", rigatoni, slot, "-o", str(path))
    assert found.returncode == 0, found.stderr
    data = path.read_bytes()
    assert len(data) == buffer["size"]
    # The corners are at the positions of the mesh.
    patch = scene_of(rigatoni)["Geometry"][0]["patches"][0]
    positions = next(
        part for part in patch["attributes"] if part["semantic"] == "POSITION"
    )
    assert patch["vertex_count"] == COLUMNS * COLUMNS
    for vertex, corner in [(0, (0, 0, 0)), (COLUMNS**2 - 1, (59, 59, 0))]:
        start = positions.get("offset", 0) + vertex * positions["stride"]
        assert struct.unpack_from("<3f", data, start) == corner
