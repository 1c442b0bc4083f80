"""The C++ client, inside the tool `noodles`, against a Rigatoni server."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from noodles_tool import run
from rigatoni_server import COLUMNS
from server_process import DEADLINE_SECONDS



def free_port() -> int:
    """A port that nobody listens on: Rigatoni cannot be given port 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def rigatoni() -> Iterator[str]:
    """The address of a Rigatoni server of its own."""
    script = Path(__file__).with_name("rigatoni_server.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(free_port()), str(free_port())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdin is not None
    line = process.stdout.readline()
    assert line.startswith("listening on "), line
    yield line.split()[2]
    process.stdin.close()
    try:
        process.wait(timeout=DEADLINE_SECONDS)
    finally:
        process.kill()


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
    assert "as asked" in found.stderr
    assert run("call", rigatoni, "rename").returncode == 1


def test_its_known_faults_are_found(rigatoni: str) -> None:
    found = run("validate", rigatoni, "--json")
    assert found.returncode == 1, found.stderr
    faults = [json.loads(line) for line in found.stdout.splitlines()]
    assert faults
    assert all(fault["what"] and fault["breaks"] for fault in faults)


def test_the_asset_server_sends_the_mesh(rigatoni: str, tmp_path: Path) -> None:
    buffer = scene_of(rigatoni)["Buffer"][0]
    path = tmp_path / "grid.bin"
    slot = str(buffer["id"][0])
    found = run("fetch", rigatoni, slot, "-o", str(path))
    assert found.returncode == 0, found.stderr
    assert path.stat().st_size == buffer["size"]
    assert path.stat().st_size > COLUMNS * COLUMNS * 12
