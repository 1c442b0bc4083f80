"""Assets, fetched by Penne, curl and Python's own HTTP client."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from penne import Client

from asset_file import ASSET_FILE
from raw_client import RawClient
from server_process import DEADLINE_SECONDS, ScenarioServer

LARGE = bytes(i % 251 for i in range(3 << 20))
FILE = ASSET_FILE
BUFFER_CREATE = 10


@pytest.fixture
def urls(asset_server: ScenarioServer) -> dict[str, str]:
    """The URLs of the buffers by name; "" for one that is inline."""
    client = RawClient(asset_server.url)
    snapshot = client.introduce()
    client.close()
    return {
        message.content["name"]: message.content.get("uri_bytes", "")
        for message in snapshot
        if message.number == BUFFER_CREATE
    }


def curl(*arguments: str) -> bytes:
    """The output of curl, which must succeed."""
    program = shutil.which("curl")
    assert program is not None, "curl is not installed"
    done = subprocess.run(
        [program, "--silent", "--show-error", *arguments],
        capture_output=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def head_fields(answer: bytes) -> tuple[int, dict[str, str]]:
    """Status and fields of the head in the output of `curl --include`."""
    head = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    fields = dict(line.split(": ", 1) for line in head[1:])
    return int(head[0].split()[1]), {k.lower(): v for k, v in fields.items()}


def test_only_large_buffers_have_urls(urls: dict[str, str]) -> None:
    assert set(urls) == {"small", "large", "file"}
    assert urls["small"] == ""
    # The host by which the client came.
    assert urls["large"].startswith("http://localhost:")


def test_penne_joins_and_fetches(asset_server: ScenarioServer) -> None:
    # An inline buffer of 3 MiB would exceed Penne's limit and end its
    # connection.
    with Client(asset_server.url, strict=True) as client:
        large = client.get_delegate("large")
        assert large.inline_bytes is None
        assert large.size == len(LARGE)
        with urllib.request.urlopen(
            large.uri_bytes, timeout=DEADLINE_SECONDS
        ) as answer:
            assert answer.status == 200
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.read() == LARGE
        with urllib.request.urlopen(
            client.get_delegate("file").uri_bytes, timeout=DEADLINE_SECONDS
        ) as answer:
            assert answer.read() == FILE
        assert client.is_active


def test_one_connection_serves_many_requests(urls: dict[str, str]) -> None:
    parts = urlsplit(urls["large"])
    connection = http.client.HTTPConnection(
        parts.hostname, parts.port, timeout=DEADLINE_SECONDS
    )
    connection.connect()
    socket = connection.sock
    for name, content in {"large": LARGE, "file": FILE}.items():
        connection.request("HEAD", urlsplit(urls[name]).path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(content))
        tag = answer.headers["ETag"]

        connection.request("GET", urlsplit(urls[name]).path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, content)

        connection.request(
            "GET",
            urlsplit(urls[name]).path,
            headers={"Range": "bytes=1000000-2000001", "If-Range": tag},
        )
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (206, content[10**6 : 2000002])

        connection.request(
            "GET", urlsplit(urls[name]).path, headers={"If-None-Match": tag}
        )
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (304, b"")

        connection.request("GET", "/assets/nothing")
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:3]) == (404, b"404")
    assert connection.sock is socket, "the connection was not kept"
    connection.close()


@pytest.mark.parametrize("name", ["large", "file"])
def test_curl_fetches_ranges(urls: dict[str, str], name: str) -> None:
    content = {"large": LARGE, "file": FILE}[name]
    assert curl(urls[name]) == content
    assert curl("--range", "5-9", urls[name]) == content[5:10]
    assert curl("--range", "-9", urls[name]) == content[-9:]
    status, fields = head_fields(
        curl("--include", "--range", f"{len(content)}-", urls[name])
    )
    assert status == 416
    assert fields["content-range"] == f"bytes */{len(content)}"
    status, fields = head_fields(curl("--head", urls[name]))
    assert status == 200
    assert fields["content-length"] == str(len(content))
    assert fields["content-type"] == "application/octet-stream"


def test_curl_resumes_a_download(urls: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(FILE[:1234567])
    curl("--continue-at", "-", "--output", str(target), urls["file"])
    assert target.read_bytes() == FILE


def test_curl_asks_first_as_a_browser_does(urls: dict[str, str]) -> None:
    status, fields = head_fields(
        curl(
            "--include",
            "--request",
            "OPTIONS",
            "--header",
            "Origin: https://example.org",
            "--header",
            "Access-Control-Request-Method: GET",
            "--header",
            "Access-Control-Request-Headers: range",
            urls["large"],
        )
    )
    assert status == 204
    assert fields["access-control-allow-origin"] == "*"
    assert "GET" in fields["access-control-allow-methods"]
    assert "Range" in fields["access-control-allow-headers"]


def test_assets_are_below_the_websockets_port_too(
    asset_server: ScenarioServer, urls: dict[str, str]
) -> None:
    path = urlsplit(urls["large"]).path
    assert urlsplit(urls["large"]).port == asset_server.port
    assert curl(f"http://127.0.0.1:{asset_server.port}{path}") == LARGE


def test_an_asset_goes_with_its_component(
    asset_server: ScenarioServer,
) -> None:
    with Client(asset_server.url, strict=True) as client:
        client.invoke_method("make_buffer", [100_000], callback=print)
        client.callback_queue.get(timeout=DEADLINE_SECONDS)
        url = client.get_delegate("made").uri_bytes
        assert curl(url) == LARGE[:100_000]
        client.invoke_method("delete_made", [], callback=print)
        client.callback_queue.get(timeout=DEADLINE_SECONDS)
        status, _ = head_fields(curl("--include", url))
        assert status == 404
