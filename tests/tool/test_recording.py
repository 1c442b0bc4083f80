"""noodles record and replay: round trip, invalid files, joining, speed."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import cbor2
import pytest
from websockets.sync.client import connect

from tool import (
    DEMO_ENTITIES,
    TOOL,
    Running,
    example,
    frame,
    replay,
    replay_frames,
    result_of,
    run,
    write_recording,
)

HEADER = cbor2.dumps(["noodles-recording", 1])


def record(url: str, path: Path) -> None:
    """Records a server for a short time."""
    done = run("record", url, "-o", str(path), "--seconds", "0.3")
    assert done.returncode == 0, done.stderr


def items_of(path: Path) -> list[object]:
    """The items of a recording, read with cbor2."""
    items = []
    with path.open("rb") as file:
        decoder = cbor2.CBORDecoder(file)
        while file.tell() < path.stat().st_size:
            items.append(decoder.decode())
    return items


@pytest.mark.parametrize("name", ["scenario", "table"])
def test_a_replay_shows_what_was_recorded(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue(name)
    path = tmp_path / "scene.rec"
    record(url, path)
    original = result_of("inspect", url)
    server = replay(path)
    # Several clients, one after the other.
    for _ in range(3):
        assert result_of("inspect", server.url) == original
    assert server.end() == 0
    assert original["Table"] and original["Method"] and original["Signal"]


def test_a_recording_of_changes(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    recording = Running(TOOL, "record", demo, "-o", str(path), "--json")
    while not path.exists() or path.stat().st_size < len(HEADER) + 1:
        pass
    result_of(
        "call", demo, "noo::set_position", "[7, 8, 9]", "--on", "entity:basil"
    )
    recording.process.send_signal(signal.SIGINT)
    out, _ = recording.process.communicate(timeout=60)
    assert recording.process.returncode == 0
    summary = json.loads(out)
    items = items_of(path)
    assert items[0] == ["noodles-recording", 1]
    assert len(items) - 1 == summary["frames"]
    assert summary["bytes"] == path.stat().st_size
    times = [time for time, _ in items[1:]]
    assert times == sorted(times)
    server = replay(path, "--speed", "0")
    watching = Running(TOOL, "inspect", server.url, "--watch", "--json")
    for line in watching.lines():
        change = json.loads(line)
        if change.get("name") == "basil":
            assert change["members"]["transform"][12:15] == [7.0, 8.0, 9.0]
            break
    else:
        pytest.fail("the change was not replayed")
    assert watching.end() == 0
    assert server.end() == 0


def test_a_recording_outlives_a_kill(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    recording = Running(TOOL, "record", demo, "-o", str(path))
    # The snapshot, and some frames after it.
    sizes: set[int] = set()
    while len(sizes) < 10:
        if path.exists():
            sizes.add(path.stat().st_size)
    recording.end(signal.SIGKILL)
    server = replay(path)
    assert len(result_of("inspect", server.url)["Entity"]) == DEMO_ENTITIES
    assert server.end() == 0


def test_a_recording_cut_at_any_byte(tmp_path: Path) -> None:
    frames = [frame(4, {"id": [i, 0], "visible": True}) for i in range(3)]
    whole = write_recording(tmp_path / "whole.rec", frames).read_bytes()
    ends = [len(HEADER)]
    for index, data in enumerate(frames):
        ends.append(ends[-1] + len(cbor2.dumps([1000 * index, data])))
    assert ends[-1] == len(whole)
    cut = tmp_path / "cut.rec"
    for size in range(len(whole) + 1):
        cut.write_bytes(whole[:size])
        done = run("validate", str(cut), "--json")
        if size < len(HEADER):
            assert done.returncode == 4, size
            assert "at byte 0" in done.stderr
            continue
        assert done.returncode == 1  # it has no message 35
        answer = json.loads(done.stdout)
        complete = sum(end <= size for end in ends[1:])
        assert answer["frames"] == complete, size
        assert answer["cut_off_bytes"] == size - ends[complete]


def test_a_cut_is_reported(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "cut.rec", [frame(35, {})] * 2)
    path.write_bytes(path.read_bytes()[:-1])
    last = len(cbor2.dumps([1000, frame(35, {})])) - 1
    server = Running(TOOL, "replay", str(path), "--port", "0")
    assert server.lines().readline().startswith("listening on ")
    server.process.send_signal(signal.SIGINT)
    _, errors = server.process.communicate(timeout=60)
    assert f"the last frame is cut off: its {last} bytes" in errors


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "at byte 0"),
        (b"\x00", "at byte 0: this is not a recording"),
        (b"{}", "at byte 0: this is not a recording"),
        (cbor2.dumps(["noodles-recording", 2]), "version 2"),
        (cbor2.dumps(["noodles-recording"]), "version"),
        (cbor2.dumps(["something-else", 1]), "not a recording"),
        (HEADER + b"\x00", f"at byte {len(HEADER)}: frame 0 is broken"),
        (
            HEADER
            + cbor2.dumps([0, b"\x80"])
            + b"\xff"
            + cbor2.dumps([1, b"\x80"]),
            f"at byte {len(HEADER) + 4}: frame 1 is broken",
        ),
        (HEADER + cbor2.dumps([0, "text"]), "frame 0 is broken"),
        (HEADER + cbor2.dumps([-1, b""]), "frame 0 is broken"),
        (HEADER + cbor2.dumps([0, b"", 0]), "frame 0 is broken"),
    ],
)
def test_broken_recordings(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "broken.rec"
    path.write_bytes(content)
    for command in (
        ["replay", str(path), "--port", "0"],
        ["validate", str(path)],
    ):
        done = run(*command)
        assert done.returncode == 4
        assert words in done.stderr


def test_files_that_cannot_be_written(demo: str, tmp_path: Path) -> None:
    done = run("record", demo, "-o", str(tmp_path / "no" / "file"))
    assert done.returncode == 4
    # A full disk.
    done = run("record", demo, "-o", "/dev/full", "--seconds", "60")
    assert done.returncode == 4
    assert "/dev/full" in done.stderr


def test_the_end_of_the_server_ends_a_recording(tmp_path: Path) -> None:
    server = example("demo_server")
    path = tmp_path / "scene.rec"
    recording = Running(TOOL, "record", server.url, "-o", str(path))
    while not path.exists() or path.stat().st_size < 3000:
        pass
    server.end()
    _, errors = recording.process.communicate(timeout=60)
    assert recording.process.returncode == 3
    assert "the server has ended the connection" in errors
    assert len(items_of(path)) > 1


def test_calls_of_a_replay_are_refused(table: str, tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    record(table, path)
    server = replay(path)
    done = run("table", server.url, "measurements")
    assert done.returncode == 1
    assert "-32601" in done.stderr and "recording" in done.stderr
    done = run(
        "call", server.url, "noo::tbl_subscribe", "--on", "table:measurements"
    )
    assert done.returncode == 1
    assert "-32601" in done.stderr
    assert server.end() == 0


def test_what_a_client_of_a_replay_sees(tmp_path: Path) -> None:
    frames = [frame(4, {"id": [0, 0], "visible": True}), frame(35, {})]
    server = replay_frames(tmp_path, frames)
    with connect(server.url) as client:
        # Invalid frames and calls before the introduction are ignored.
        client.send(b"\xff")
        client.send(frame(1, {"method": [0, 0], "args": []}))
        client.send(
            frame(0, {"client_name": "test"}, 0, {"client_name": "again"})
        )
        assert [client.recv(60), client.recv(60)] == frames
        client.send(
            frame(1, {"method": [5, 0], "args": [], "invoke_id": "a b"})
        )
        reply = cbor2.loads(client.recv(60))
        assert reply[0] == 34
        assert reply[1]["invoke_id"] == "a b"
        assert reply[1]["method_exception"]["code"] == -32601
    assert server.end() == 0


def test_speed(tmp_path: Path) -> None:
    # Frames an hour apart are sent at once only with a high speed.
    hour = 3_600_000_000
    path = tmp_path / "slow.rec"
    items = [[0, frame(35, {})], [hour, frame(6, {"id": [0, 0]})]]
    path.write_bytes(HEADER + b"".join(map(cbor2.dumps, items)))
    for speed in ["0", "1000000"]:
        server = replay(path, "--speed", speed)
        with connect(server.url) as client:
            client.send(frame(0, {"client_name": "test"}))
            assert client.recv(60) == items[0][1]
            assert client.recv(60) == items[1][1]
        assert server.end() == 0
    server = replay(path)
    with connect(server.url) as client:
        client.send(frame(0, {"client_name": "test"}))
        assert client.recv(60) == items[0][1]
        with pytest.raises(TimeoutError):
            client.recv(0.2)
    assert server.end() == 0


def test_a_recording_larger_than_a_queue_reaches_a_slow_client(
    tmp_path: Path,
) -> None:
    megabyte = os.urandom(1 << 20)
    count = 40
    frames = [
        frame(
            10, {"id": [i, 0], "size": len(megabyte), "inline_bytes": megabyte}
        )
        for i in range(count)
    ]
    server = replay_frames(tmp_path, frames, "--speed", "0")
    with connect(server.url, max_size=None, max_queue=1) as client:
        client.send(frame(0, {"client_name": "test"}))
        for expected in frames:
            assert client.recv(60) == expected
    assert server.end() == 0


def test_replay_as_json_and_a_port_in_use(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "scene.rec", [frame(35, {})])
    server = Running(TOOL, "replay", str(path), "--port", "0", "--json")
    answer = json.loads(server.lines().readline())
    assert answer["frames"] == 1 and answer["cut_off_bytes"] == 0
    port = answer["url"].rsplit(":", 1)[1]
    done = run("replay", str(path), "--port", port)
    assert done.returncode == 1
    assert port in done.stderr
    assert server.end() == 0
