"""scene_server --watch follows every file that an import reads."""

from __future__ import annotations

import json
import os
import pathlib
import struct
import time

from example_programs import Start
from server_process import DEADLINE_SECONDS, ScenarioServer

TRIANGLE = (
    "mtllib m.mtl\nusemtl a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/1 3/1\n"
)


def wait_for_imports(server: ScenarioServer, line: str, count: int) -> None:
    """Waits until the server has printed the line so many times."""
    end = time.monotonic() + DEADLINE_SECONDS
    while server.output.count(line) < count:
        assert time.monotonic() < end, server.output
        time.sleep(0.01)
    assert server.output.count(line) == count


def test_materials_and_pictures(start: Start, tmp_path: pathlib.Path) -> None:
    mesh = tmp_path / "mesh.obj"
    mesh.write_text(TRIANGLE)
    server = start("scene_server", str(mesh), "--watch")
    shown = f"shown: {mesh}"
    wait_for_imports(server, shown, 1)
    # A library that was looked for in vain, then its picture, then both again.
    (tmp_path / "m.mtl").write_text("newmtl a\nmap_Kd t.png\n")
    wait_for_imports(server, shown, 2)
    (tmp_path / "t.png").write_bytes(b"no picture")
    wait_for_imports(server, shown, 3)
    # As editors save: another file gets the name, here with the same size and
    # an older time.
    new = tmp_path / "new.tmp"
    new.write_bytes(b"no Picture")
    os.utime(new, ns=(0, (tmp_path / "t.png").stat().st_mtime_ns))
    new.rename(tmp_path / "t.png")
    wait_for_imports(server, shown, 4)


def test_a_slow_write_is_one_change(
    start: Start, tmp_path: pathlib.Path
) -> None:
    mesh = tmp_path / "mesh.obj"
    mesh.write_text(TRIANGLE)
    server = start("scene_server", str(mesh), "--watch")
    shown = f"shown: {mesh}"
    wait_for_imports(server, shown, 1)
    with mesh.open("w") as file:
        for line in TRIANGLE.splitlines(keepends=True):
            file.write(line)
            file.flush()
            time.sleep(0.1)
    wait_for_imports(server, shown, 2)
    # The whole file was there: half of it would have been an error.
    assert "INVALID_ARGUMENT" not in server.output


def test_the_file_that_a_failed_import_lacked(
    start: Start, tmp_path: pathlib.Path
) -> None:
    mesh = tmp_path / "mesh.gltf"
    mesh.write_text(
        json.dumps(
            {
                "asset": {"version": "2.0"},
                "buffers": [{"byteLength": 36, "uri": "mesh.bin"}],
                "bufferViews": [{"buffer": 0, "byteLength": 36}],
                "accessors": [
                    {
                        "bufferView": 0,
                        "componentType": 5126,
                        "count": 3,
                        "type": "VEC3",
                        "min": [0, 0, 0],
                        "max": [1, 1, 0],
                    }
                ],
                "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
                "nodes": [{"mesh": 0}],
                "scenes": [{"nodes": [0]}],
            }
        )
    )
    server = start("scene_server", str(mesh), "--watch")
    assert f"shown: {mesh}" not in server.output
    points = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    (tmp_path / "mesh.bin").write_bytes(points)
    wait_for_imports(server, f"shown: {mesh}", 1)
