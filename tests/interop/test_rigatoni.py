"""The C++ client, inside the tool `noodles`, against a Rigatoni server."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from noodles_tool import TOOL, run
from rigatoni_process import running
from rigatoni_server import COLUMNS
from server_process import DEADLINE_SECONDS


@pytest.fixture
def rigatoni() -> Iterator[str]:
    """The address of a Rigatoni server of its own."""
    with running("rigatoni_server.py") as url:
        yield url


def scene_of(url: str) -> dict[str, list[dict[str, object]]]:
    """The whole scene, as the client sees it."""
    found = run("inspect", url, "--json")
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_the_snapshot_is_whole(rigatoni: str) -> None:
    scene = scene_of(rigatoni)
    assert {entity["name"] for entity in scene["Entity"]} == {"floor"}
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
    # Too few arguments are an internal error to Rigatoni.
    found = run("call", rigatoni, "rename", "--json")
    assert found.returncode == 1
    assert json.loads(found.stdout)["method_exception"]["code"] == -32603


def faults_of(what: str) -> list[dict[str, object]]:
    """What is found in the frames of a server, or of a recording."""
    found = run("validate", what, "--json")
    assert found.returncode == 1, found.stdout + found.stderr
    return json.loads(found.stdout)["findings"]


def record_habits(url: str, path: Path) -> None:
    """Records the server while it does what it is known for."""
    recording = subprocess.Popen(
        [TOOL, "record", url, "-o", str(path)], stderr=subprocess.PIPE, text=True
    )
    assert recording.stderr is not None
    assert recording.stderr.readline().startswith("recording to ")
    found = run("call", url, "show_habits")
    assert found.returncode == 0, found.stderr
    recording.send_signal(signal.SIGINT)
    _, errors = recording.communicate(timeout=DEADLINE_SECONDS)
    assert recording.returncode == 0, errors


# Where, and what is said about it.
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
    ("MsgGeometryCreate", ".patches[0].attributes[2]", "coordinates are all 0 and 1"),
    ("MsgGeometryCreate", ".patches[0].attributes[3]", "colours are all 0 and 1"),
    ("MsgGeometryCreate", ".patches[0].attributes[0]", "without minimum_value"),
    ("MsgMethodCreate", "", "comes behind Entity"),
]


def test_its_known_faults_are_found(rigatoni: str, tmp_path: Path) -> None:
    live = faults_of(rigatoni)
    assert any("outside of their view" in fault["what"] for fault in live)
    path = tmp_path / "rigatoni.rec"
    record_habits(rigatoni, path)
    recorded = faults_of(str(path))
    places = [(fault["message"], fault["path"], fault["what"]) for fault in recorded]
    for message, place, what in KNOWN_FAULTS:
        assert any(
            message == m and place == p and what in w for m, p, w in places
        ), (message, place, what, places)
    assert all(fault["breaks"] for fault in recorded)


def test_the_asset_server_sends_the_mesh(rigatoni: str, tmp_path: Path) -> None:
    buffer = scene_of(rigatoni)["Buffer"][0]
    path = tmp_path / "grid.bin"
    slot = str(buffer["id"][0])
    found = run("fetch", rigatoni, slot, "-o", str(path))
    assert found.returncode == 0, found.stderr
    assert path.stat().st_size == buffer["size"]
    assert path.stat().st_size > COLUMNS * COLUMNS * 12
