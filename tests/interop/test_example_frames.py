"""The frames of the examples, checked by `noodles validate`.

Each example is recorded while its scene changes; the snapshot and all changes
must have no findings.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from example_programs import Start, program
from noodles_tool import recording, run, run_program
from server_process import DEADLINE_SECONDS, ScenarioServer

BOWL = Path(__file__).parents[2] / "examples" / "demo" / "bowl.glb"

# Method, arguments and target of each call, which must succeed.
CALLS = {
    "acting_entities": [
        ("noo::set_position", "[1,2,3]", "entity:lamp"),
        ("noo::set_rotation", "[0,0,1,0]", "entity:lamp"),
        ("noo::activate", "", "entity:lamp"),
    ],
    "own_methods": [
        ("lamp::set", '"BLINKING" [1,0,0]', "entity:lamp"),
        ("lamp::set", '"OFF"', "entity:lamp"),
    ],
    "point_plot_server": [
        (
            "noo::tbl_update_selection",
            '{"name":"mine","rows":[0]}',
            "table:points",
        ),
        ("noo::tbl_remove", "[1]", "table:points"),
        ("noo::set_scale", "[2,2,2]", "entity:points"),
        ("noo::tbl_clear", "", "table:points"),
        ("delete", "", "entity:points"),
    ],
}


def expect_no_findings(what: str | Path) -> None:
    """The tool finds nothing in a server or in a recording."""
    done = run("validate", str(what))
    assert done.returncode == 0, done.stdout + done.stderr


def messages_in(path: Path) -> int:
    """How many messages a recording holds."""
    done = run("validate", str(path), "--json")
    return json.loads(done.stdout)["messages"]


@pytest.mark.parametrize("name", CALLS)
def test_frames_of_what_clients_change(
    start: Start, tmp_path: Path, name: str
) -> None:
    url = start(name).url
    before, after = tmp_path / "before.rec", tmp_path / "after.rec"
    with recording(url, before):
        run("inspect", url)
    with recording(url, after):
        for method, arguments, target in CALLS[name]:
            done = run("call", url, method, *arguments.split(), "--on", target)
            assert done.returncode == 0, (method, done.stderr)
        # The inspection is answered after every change.
        run("inspect", url)
    expect_no_findings(after)
    assert messages_in(after) > messages_in(before)


@pytest.mark.parametrize(
    "name", ["live_simulation", "demo_server", "time_series"]
)
def test_frames_of_what_moves_by_itself(
    start: Start, tmp_path: Path, name: str
) -> None:
    url = start(name).url
    path = tmp_path / "moving.rec"
    with recording(url, path):
        size = 0
        for _ in range(10):
            while path.stat().st_size == size:
                time.sleep(0.01)
            size = path.stat().st_size
    expect_no_findings(path)


def wait_for_line(server: ScenarioServer, line: str) -> None:
    """Waits until the server has printed the line."""
    end = time.monotonic() + DEADLINE_SECONDS
    while line not in server.output:
        assert time.monotonic() < end, server.output
        time.sleep(0.01)


def test_frames_of_files_that_come_and_go(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "meshes"
    folder.mkdir()
    (folder / "bowl.glb").write_bytes(BOWL.read_bytes())
    server = start("scene_server", str(folder), "--watch")
    path = tmp_path / "watched.rec"
    with recording(server.url, path):
        lines = folder / "lines.obj"
        lines.write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nl 1 2 3\n")
        wait_for_line(server, f"shown: {lines}")
        (folder / "bowl.glb").unlink()
        wait_for_line(server, f"gone: {folder / 'bowl.glb'}")
        points = folder / "points.ply"
        points.write_text(
            "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\n"
            "property float y\nproperty float z\nend_header\n0 0 0\n1 2 3\n"
        )
        wait_for_line(server, f"shown: {points}")
    expect_no_findings(path)
    expect_no_findings(server.url)


@pytest.fixture(name="first_server")
def fixture_first_server() -> Iterator[str]:
    """The first server, which only supports its default port; waits for that
    port.
    """
    end = time.monotonic() + DEADLINE_SECONDS
    process = subprocess.Popen([program("first_server")])
    try:
        while True:
            if process.poll() is not None:
                # Another program uses the port.
                assert time.monotonic() < end
                time.sleep(0.1)
                process = subprocess.Popen([program("first_server")])
            try:
                socket.create_connection(("localhost", 50000)).close()
            except ConnectionRefusedError:
                assert time.monotonic() < end
                time.sleep(0.01)
                continue
            if process.poll() is None:
                break
        yield "ws://localhost:50000"
        process.terminate()
        assert process.wait(timeout=DEADLINE_SECONDS) == 0
    finally:
        process.kill()
        process.wait()


def test_the_first_server_and_the_first_client(
    first_server: str, tmp_path: Path
) -> None:
    path = tmp_path / "first.rec"
    with recording(first_server, path):
        done = run_program(program("first_client"))
        assert (done.returncode, done.stdout) == (0, "Buongiorno\n"), (
            done.stderr
        )
        run("inspect", first_server)
    expect_no_findings(path)
    expect_no_findings(first_server)
