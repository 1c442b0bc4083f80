"""noodles record and replay: round trip, invalid files, joining, speed."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import cbor2
import pytest
from websockets.sync.client import connect

from faulty_server import FaultyServer
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
    assert items[0] == ["noodles-recording", 2 if summary["assets"] else 1]
    assert len(items) - 1 == summary["frames"] + summary["assets"]
    assert summary["bytes"] == path.stat().st_size
    times = [item[0] for item in items[1:]]
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
    assert recording.process.stderr is not None
    while "recording to" not in recording.process.stderr.readline():
        assert recording.process.poll() is None
    sizes: set[int] = set()
    while len(sizes) < 10:
        if path.exists():
            sizes.add(path.stat().st_size)
    recording.end(signal.SIGKILL)
    server = replay(path)
    assert len(result_of("inspect", server.url)["Entity"]) == DEMO_ENTITIES
    assert server.end() == 0


def test_a_replay_serves_the_page(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "scene.rec", [frame(35, {})])
    server = replay(path)
    page = server.url.replace("ws:", "http:") + "/"
    for name in ("", "viewer.js", "viewer.css", "licences.txt"):
        with urlopen(page + name) as answer:
            assert answer.status == 200
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
    server.end()

    told = json.loads(announced(path, "--json"))
    assert told["page"] == told["url"].replace("ws:", "http:") + "/"
    assert announced(path).startswith("open http://localhost:")
    assert announced(path, "--no-viewer").startswith("listening on ")
    assert "page" not in json.loads(announced(path, "--json", "--no-viewer"))

    server = replay(path, "--no-viewer")
    with pytest.raises(HTTPError) as refused:
        urlopen(server.url.replace("ws:", "http:") + "/")
    assert refused.value.code == 426
    assert server.url in refused.value.read().decode()
    server.end()


def announced(path: Path, *options: str) -> str:
    """The first line that a replay prints."""
    server = Running(TOOL, "replay", str(path), "--port", "0", *options)
    line = server.lines().readline()
    server.end()
    return line


def test_a_recording_cut_at_any_byte(tmp_path: Path) -> None:
    frames = [frame(4, {"id": [i, 0], "visible": True}) for i in range(3)]
    whole = write_recording(tmp_path / "whole.rec", frames).read_bytes()
    ends = [len(HEADER)]
    for index, data in enumerate(frames):
        ends.append(ends[-1] + len(cbor2.dumps([1000 * index, data])))
    assert ends[-1] == len(whole)
    cut = tmp_path / "cut.rec"
    # A process of an instrumented program takes long to start.
    step = 7 if os.environ.get("NOODLES_SANITIZE") else 1
    for size in range(0, len(whole) + 1, step):
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
    assert any(line.startswith("listening on ") for line in server.lines())
    server.process.send_signal(signal.SIGINT)
    _, errors = server.process.communicate(timeout=60)
    assert f"the last frame is cut off: its {last} bytes" in errors


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "at byte 0"),
        (b"\x00", "at byte 0: this is not a recording"),
        (b"{}", "at byte 0: this is not a recording"),
        (cbor2.dumps(["noodles-recording", 0]), "version 0"),
        (cbor2.dumps(["noodles-recording", 5]), "version 5"),
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
        (HEADER + cbor2.dumps([0, 5, b""]), "frame 0 is broken"),
        (HEADER + cbor2.dumps([0, "http://a", 5]), "frame 0 is broken"),
        (HEADER + cbor2.dumps([0, "http://a", b"", 0]), "frame 0 is broken"),
        (HEADER + cbor2.dumps([0, {"path": "a"}, b""]), "frame 0 is broken"),
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


# ---- Assets


def snapshot_from(url: str) -> list[tuple[int, dict]]:
    """The messages up to the end of the snapshot."""
    messages: list[tuple[int, dict]] = []
    with connect(url, max_size=None) as client:
        client.send(frame(0, {"client_name": "test"}))
        while not messages or messages[-1][0] != 35:
            items = cbor2.loads(client.recv(60))
            messages += zip(items[::2], items[1::2], strict=True)
    return messages


def contents_of(url: str) -> dict[str, bytes]:
    """The bytes of all buffers by their ids, fetched where they are named."""
    contents = {}
    for number, content in snapshot_from(url):
        if number != 10:
            continue
        inline = content.get("inline_bytes")
        if inline is None:
            with urlopen(content["uri_bytes"], timeout=60) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
                inline = answer.read()
        assert len(inline) == content["size"]
        contents[str(content["id"])] = inline
    return contents


def test_a_replay_serves_the_assets(tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    server = example("demo_server", "--promote-bytes", "100")
    # The buffers of what moves would be others in the original.
    run("call", server.url, "noo::animate_time", "0")
    record(server.url, path)
    original = contents_of(server.url)
    assert server.end() == 0
    assert items_of(path)[0] == ["noodles-recording", 2]
    found = run("validate", str(path), "--json")
    assert not [
        finding
        for finding in json.loads(found.stdout)["findings"]
        if "asset" in finding["what"]
    ]
    replayed = replay(path)
    port = replayed.url.rsplit(":", 1)[1]
    for host in ["localhost", "127.0.0.1"]:
        url = f"ws://{host}:{port}"
        named = [
            content["uri_bytes"]
            for number, content in snapshot_from(url)
            if number == 10 and "uri_bytes" in content
        ]
        assert named
        for location in named:
            assert location.startswith(f"http://{host}:{port}/assets/")
        assert contents_of(url) == original
    # A proxy on this machine, and one that does not answer.
    with connect(
        replayed.url,
        max_size=None,
        additional_headers={
            "X-Forwarded-Host": "example.org",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Prefix": "/scenes",
        },
    ) as client:
        client.send(frame(0, {"client_name": "test"}))
        received = b""
        while b"/assets/" not in received:
            received += client.recv(60)
        assert b"https://example.org/scenes/assets/" in received
    for name in ["x", "9999", "-1", "0x", ""]:
        with pytest.raises(HTTPError) as refusal:
            urlopen(f"http://127.0.0.1:{port}/assets/{name}", timeout=60)
        assert refusal.value.code == 404
    assert replayed.end() == 0


def test_a_recording_without_assets_is_of_the_first_version(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scene.rec"
    server = example("demo_server", "--promote-bytes", "100")
    arguments = ["--seconds", "0.2", "--no-assets", "--json"]
    done = run("record", server.url, "-o", str(path), *arguments)
    assert done.returncode == 0
    assert json.loads(done.stdout)["assets"] == 0
    assert items_of(path)[0] == ["noodles-recording", 1]
    # Clients are sent the addresses that were recorded.
    replayed = replay(path)
    locations = [
        {
            content["uri_bytes"]
            for number, content in snapshot_from(url)
            if number == 10 and "uri_bytes" in content
        }
        for url in [server.url, replayed.url]
    ]
    assert {place.rsplit("/", 1)[1] for place in locations[0]} == {
        place.rsplit("/", 1)[1] for place in locations[1]
    }
    assert replayed.end() == 0
    assert server.end() == 0


def test_an_asset_that_cannot_be_fetched_is_named(tmp_path: Path) -> None:
    lost = "http://127.0.0.1:1/lost"
    messages = frame(10, {"id": [0, 0], "size": 4, "uri_bytes": lost}, 35, {})
    server = replay_frames(tmp_path, [messages])
    path = tmp_path / "lacking.rec"
    arguments = ["record", server.url, "-o", str(path), "--seconds", "0.2"]
    done = run(*arguments)
    assert done.returncode == 0
    assert f"the recording lacks {lost}: " in done.stderr
    assert "1 assets are missing" in done.stderr
    answer = json.loads(run(*arguments, "--json").stdout)
    assert answer["missing_assets"] == 1
    assert lost in answer["warnings"][0]
    assert server.end() == 0
    done = run("validate", str(path), "--json")
    assert done.returncode == 1
    assert [
        finding["what"]
        for finding in json.loads(done.stdout)["findings"]
        if "asset" in finding["what"]
    ] == ["names an asset that the recording lacks"]


@pytest.mark.parametrize(("limit", "is_kept"), [("3", False), ("4", True)])
def test_the_bytes_of_assets_are_bounded(
    tmp_path: Path, limit: str, is_kept: bool
) -> None:
    path = tmp_path / "scene.rec"
    with FaultyServer() as server:
        options = ["--seconds", "0.1", "--max-asset-bytes", limit]
        done = run("record", server.url, "-o", str(path), *options)
    assert done.returncode == 0
    assert ("--max-asset-bytes (3)" in done.stderr) != is_kept
    assets = [item for item in items_of(path)[1:] if len(item) == 3]
    assert [content for _, _, content in assets] == [b"abcd"] * is_kept


@pytest.mark.parametrize("limit", [1, 100])
def test_the_rows_of_tables_are_recorded_if_wanted(
    table: str, tmp_path: Path, limit: int
) -> None:
    content = result_of("table", table, "measurements")
    path = tmp_path / "scene.rec"
    options = ["--seconds", "0.3", "--max-table-rows", str(limit), "--json"]
    done = run("record", table, "-o", str(path), *options)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    items = items_of(path)
    assert items[0] == ["noodles-recording", 4 if summary["assets"] else 3]
    [(_, _, rows, encoded)] = [item for item in items[1:] if len(item) == 4]
    kept = cbor2.loads(encoded)
    assert rows >= len(content["rows"])
    assert len(kept["keys"]) == len(kept["data"]) == min(rows, limit)
    assert kept["data"][0] == content["rows"][0]["row"]
    assert kept["columns"] == content["columns"]
    assert [summary["tables"], summary["rows"], summary["left_out_rows"]] == [
        1,
        len(kept["keys"]),
        rows - len(kept["keys"]),
    ]
    is_told = f"the first 1 of {rows} rows" in str(summary["warnings"])
    assert is_told == (rows > limit)
    # The answer to the tool's own call is no part of the recording.
    frames = [cbor2.loads(item[1]) for item in items[1:] if len(item) == 2]
    assert frames and not any(34 in messages[::2] for messages in frames)
    page = tmp_path / "scene.html"
    answer = json.loads(
        run("page", str(path), "-o", str(page), "--json").stdout
    )
    server = replay(path)
    shown = result_of("table", server.url, "measurements")
    assert server.end() == 0
    # Rows that the server has added since are there with their signals.
    assert shown["columns"] == content["columns"]
    assert [row["row"] for row in shown["rows"]][: len(kept["data"])] == kept[
        "data"
    ]
    names = ["tables", "rows", "left_out_rows", "missing_tables"]
    assert [answer[name] for name in names] == [summary[name] for name in names]


def test_a_recorded_asset_that_is_short_or_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    location = {"scheme": "http", "path": "a"}
    frames = frame(10, {"id": [0, 0], "size": 4, "uri_bytes": location}, 35, {})
    start = cbor2.dumps(["noodles-recording", 2]) + cbor2.dumps([0, frames])
    whole = start + cbor2.dumps([1, location, b"abc"])
    path.write_bytes(whole)
    done = run("validate", str(path), "--json")
    assert "the recording has 3 bytes, not 4" in done.stdout
    for size in range(len(start), len(whole)):
        path.write_bytes(whole[:size])
        answer = json.loads(run("validate", str(path), "--json").stdout)
        assert answer["frames"] == 1
        assert answer["cut_off_bytes"] == size - len(start)
        assert "names an asset that the recording lacks" in str(answer)


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
    assert recording.process.stderr is not None
    while "recording to" not in recording.process.stderr.readline():
        assert recording.process.poll() is None
    server.end()
    _, errors = recording.process.communicate(timeout=60)
    assert recording.process.returncode == 3
    assert "the server has stopped" in errors
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
