"""noodles decode, encode, fetch and bench."""

from __future__ import annotations

import http.server
import json
import math
import threading
from collections.abc import Iterator
from pathlib import Path

import cbor2
import pytest

from tool import frame, on_terminal, replay, result_of, run, write_recording

VALUES = [
    0,
    -1,
    23,
    24,
    2**64 - 1,
    -(2**64),
    1.5,
    1e300,
    math.inf,
    True,
    None,
    "",
    'größe "quoted"\n',
    b"\x00\xff",
    [],
    {},
    [1, [2, [3]]],
    {"a": {"$b": [1.0]}, "": None},
    {1: "one", "two": 2},
    cbor2.CBORTag(4, [1, 2]),
    cbor2.CBORSimpleValue(99),
    cbor2.undefined,
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_cbor_to_json_and_back(value: object) -> None:
    encoded = cbor2.dumps(value)
    text = run("decode", "-", data=encoded)
    assert text.returncode == 0, text.stderr
    json.loads(text.stdout)
    back = run("encode", "-", data=text.stdout)
    assert back.returncode == 0, back.stderr
    assert cbor2.loads(back.stdout) == cbor2.loads(encoded)


def test_plain_values_are_plain_json() -> None:
    value = {"id": [0, 1], "name": "größe", "x": [1.5, -2, True, None]}
    done = run("decode", "-", data=cbor2.dumps(value))
    assert json.loads(done.stdout) == value
    done = run("encode", "-", data=json.dumps(value).encode())
    assert cbor2.loads(done.stdout) == value


def test_hexadecimal(tmp_path: Path) -> None:
    path = tmp_path / "frame.hex"
    path.write_text("82 04 a1\n 62 6964 82 00 00\n")
    assert result_of("decode", str(path), "--hex") == [4, {"id": [0, 0]}]
    done = run("encode", "-", "--hex", text='[4, {"id": [0, 0]}]')
    assert done.stdout == "8204a1626964820000\n"
    assert json.loads(run("encode", "-", "--json", text="[1]").stdout) == {
        "bytes": 2,
        "hex": "8101",
    }


def test_a_sequence_is_decoded_item_by_item() -> None:
    done = run("decode", "-", "--json", data=cbor2.dumps(1) + cbor2.dumps([2]))
    assert done.stdout.splitlines() == [b"1", b"[2]"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["truncated", "byte 0"]),
        (b"\x82\x04", ["truncated", "byte 0"]),
        (b"\x82\x04\x62a", ["truncated", "byte 2", "[1]"]),
        (b"\x82\x04\xff", ["malformed", "byte 2"]),
        (b"\x81\x62a\xff", ["invalid-text", "byte 1", "[0]"]),
        (b"\x9b" + b"\xff" * 8, ["byte 0"]),
        (b"[" * 3 + b"\x81" * 5000 + b"\x00", ["byte"]),
    ],
)
def test_broken_cbor_is_named_with_its_place(
    data: bytes, words: list[str]
) -> None:
    done = run("decode", "-", data=data)
    assert done.returncode == 4
    for word in words:
        assert word in done.stderr.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1, 2", ["line 1", "column 6"]),
        ('{\n"a": }', ["line 2"]),
        ('{"a": 1, "a": 2}', ["a"]),
        ('{"$bytes": 3}', ["$bytes"]),
    ],
)
def test_broken_json_is_named_with_its_place(
    text: str, words: list[str]
) -> None:
    done = run("encode", "-", text=text)
    assert done.returncode == 4
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("820", "the last byte has only one digit"),
        ("82 0x", "character 4"),
        ("8 2", "character 1"),
    ],
)
def test_broken_hexadecimal(text: str, words: str) -> None:
    done = run("decode", "-", "--hex", text=text)
    assert done.returncode == 4
    assert words in done.stderr


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    assert run("decode", str(tmp_path)).returncode == 4
    done = run("decode", str(tmp_path / "nothing"))
    assert done.returncode == 4
    assert "No such file" in done.stderr


# ---- fetch

FILE = bytes(range(256)) * 4096


@pytest.fixture
def file_server() -> Iterator[int]:
    """The port of an HTTP server that serves FILE as /mesh.bin only."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/mesh.bin?part=1":
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(FILE)))
            self.end_headers()
            self.wfile.write(FILE)

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def buffers(tmp_path: Path, file_server: int) -> Iterator[str]:
    """A server of buffers of every kind, and views of them."""
    uri = f"http://127.0.0.1:{file_server}/mesh.bin?part=1"
    parts = {
        "scheme": "http",
        "port": file_server,
        "path": "mesh.bin",
        "query": {"part": "1"},
    }
    lost = f"http://127.0.0.1:{file_server}/lost"
    size = len(FILE)
    view = {"type": "UNK", "offset": 16, "length": 32}
    path = write_recording(
        tmp_path / "buffers.rec",
        [
            frame(
                10,
                {
                    "id": [0, 0],
                    "name": "inline",
                    "size": 4,
                    "inline_bytes": b"\x01\x02\x03\x04",
                },
            ),
            frame(
                10,
                {"id": [1, 0], "name": "text", "size": size, "uri_bytes": uri},
            ),
            frame(
                10,
                {
                    "id": [2, 0],
                    "name": "parts",
                    "size": size,
                    "uri_bytes": parts,
                },
            ),
            frame(
                10,
                {"id": [3, 0], "name": "lost", "size": size, "uri_bytes": lost},
            ),
            frame(
                10,
                {
                    "id": [4, 0],
                    "name": "short",
                    "size": size + 1,
                    "uri_bytes": uri,
                },
            ),
            frame(
                12,
                {"id": [0, 0], "name": "part", "source_buffer": [1, 0], **view},
            ),
            frame(
                17, {"id": [0, 0], "name": "picture", "buffer_source": [0, 0]}
            ),
            frame(35, {}),
        ],
    )
    server = replay(path)
    yield server.url
    assert server.end() == 0


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("inline", b"\x01\x02\x03\x04"),
        ("0", b"\x01\x02\x03\x04"),
        ("text", FILE),
        ("1/0", FILE),
        ("buffer:parts", FILE),
        ("view:part", FILE[16:48]),
        ("image:picture", FILE[16:48]),
    ],
)
def test_fetching(
    buffers: str, tmp_path: Path, what: str, content: bytes
) -> None:
    path = tmp_path / "file"
    answer = result_of("fetch", buffers, what, "-o", str(path))
    assert path.read_bytes() == content
    assert answer == {"file": str(path), "bytes": len(content)}


def test_fetching_to_stdout(buffers: str) -> None:
    done = run("fetch", buffers, "inline", "-o", "-", data=b"")
    assert (done.returncode, done.stdout) == (0, b"\x01\x02\x03\x04")


@pytest.mark.parametrize(
    ("what", "words"),
    [("nothing", "nothing"), ("9", "9"), ("lost", "404"), ("short", "bytes")],
)
def test_what_cannot_be_fetched(
    buffers: str, tmp_path: Path, what: str, words: str
) -> None:
    path = tmp_path / "file"
    done = run("fetch", buffers, what, "-o", str(path))
    assert done.returncode == 1
    assert words in done.stderr
    assert not path.exists()
    done = run("fetch", buffers, "inline", "-o", str(tmp_path / "no" / "file"))
    assert done.returncode == 4


def test_progress_of_a_fetch(buffers: str, tmp_path: Path) -> None:
    code, shown = on_terminal(
        "fetch", buffers, "text", "-o", str(tmp_path / "f")
    )
    assert code == 0
    assert "fetching: " in shown and " %" in shown


# ---- bench


def test_bench_measures_latency_and_throughput(demo: str) -> None:
    result = result_of("bench", demo, "--count", "50", "--parallel", "8")
    assert (result["round_trips"], result["parallel"]) == (50, 8)
    latency = result["latency_ms"]
    order = [
        latency[name] for name in ["min", "p50", "p90", "p99", "p999", "max"]
    ]
    assert order == sorted(order) and order[0] > 0
    assert result["calls_per_second"] > 0
    assert result["join_ms"] > 0
    text = run("bench", demo, "--count", "50").stdout
    assert "99 %" in text and "calls per second, 64 at a time" in text
