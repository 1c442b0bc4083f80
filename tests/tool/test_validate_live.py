"""noodles validate: the behaviour of a running server.

Each test uses a server with one fault, and expects a finding with the fault and
the affected program.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from certificates import make_certificate
from faultless import only, scene, snapshot_of
from faulty_server import FaultyServer
from tool import run


def findings_of(*faults: str, seconds: str = "30") -> list[dict[str, Any]]:
    """The findings for a server with these faults."""
    with FaultyServer(*faults) as server:
        done = run("validate", server.url, "--json", "--timeout", seconds)
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == (1 if findings else 0), done.stderr
    return findings


def test_a_server_without_faults() -> None:
    assert findings_of() == []


@pytest.mark.parametrize(
    ("fault", "where", "what", "breaks"),
    [
        ("text frame", "websocket", "sends text frames", "every strict client"),
        ("ping", "websocket", "sends pings", "colabrodo"),
        ("other pong", "ping", "does not repeat the bytes", "Penne"),
        (
            "no close frame",
            "close frame",
            "without a close frame in reply",
            "Penne",
        ),
        ("reply twice", "call", "answered more than once", "colabrodo"),
        (
            "reply to nobody",
            "call",
            'a reply with invoke_id "-1", which no call',
            "colabrodo",
        ),
        ("reply to all", "call", "sent to other clients too", "colabrodo"),
        (
            "no exception",
            "call",
            "not answered with a method_exception",
            "clients that wait",
        ),
        (
            "bad frame drops",
            "bad frame",
            "ends without a close frame",
            "strict",
        ),
        (
            "bad frame ends with 1000",
            "bad frame",
            "ends with code 1000",
            "Penne",
        ),
        (
            "bad frame ends with 1001",
            "bad frame",
            "ends with code 1001",
            "Penne",
        ),
        (
            "late integer",
            "Table [0, 0] noo::tbl_updated[0][1]",
            "does not fit the column's type REAL",
            "Penne",
        ),
        (
            "first gets 403",
            "connection",
            (
                "one of two equal connections is refused: answered with "
                "status 403"
            ),
            "strict",
        ),
        (
            "file moved",
            "Buffer [2, 0]",
            "status 206, not 200",
            "every renderer",
        ),
        (
            "file without length",
            "Buffer [2, 0]",
            "lacks Content-Length",
            "renderers",
        ),
        (
            "file without origin",
            "Buffer [2, 0]",
            "lacks Access-Control-Allow-Origin",
            "Ramen",
        ),
        ("file with LF", "Buffer [2, 0]", "end with LF alone", "strict"),
        ("file 404", "Buffer [2, 0]", "cannot be fetched: ", "every renderer"),
        ("file short", "Buffer [2, 0]", "has 3 bytes, not 4", "every renderer"),
        ("file cut", "Buffer [2, 0]", "cannot be fetched: ", "every renderer"),
        (
            "file gone",
            "Buffer [2, 0]",
            "has gone, and cannot be fetched any more 100 ms",
            "every renderer",
        ),
        (
            "file at no host",
            "Buffer [2, 0]",
            "the host 0.0.0.0, which names no machine",
            "renderer",
        ),
    ],
)
def test_one_fault(fault: str, where: str, what: str, breaks: str) -> None:
    finding = only(findings_of(fault))
    assert finding["path"] == where
    assert what in finding["what"]
    assert breaks in finding["breaks"]


def test_a_file_may_outlive_its_component() -> None:
    assert findings_of("buffer gone") == []


@pytest.mark.parametrize(
    ("faults", "where", "what"),
    [
        (["mute"], "ping", "is not answered"),
        (["no close frame", "deaf to close"], "close frame", "is not answered"),
        (
            ["bad frame deafens"],
            "bad frame",
            "a valid introduction that follows it is not answered",
        ),
    ],
)
def test_what_does_not_come_in_time(
    faults: list[str], where: str, what: str
) -> None:
    finding = only(findings_of(*faults, seconds="1"))
    assert (finding["path"], finding["what"]) == (where, what)


def test_replies_that_do_not_come() -> None:
    finding = only(findings_of("no reply", seconds="1"))
    assert finding["path"] == "call"
    assert finding["what"] == "there is no reply with its invoke_id"
    assert finding["count"] == 2
    # The reply must contain the invoke_id unchanged, including upper and lower
    # case.
    found = findings_of("other id", seconds="1")
    assert {f["path"] for f in found} == {"call"}
    assert any("no reply with its invoke_id" in f["what"] for f in found)
    assert any("5d3ba2c0-77f1" in f["what"] for f in found)


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ("answer with protocol", "has Sec-WebSocket-Protocol"),
        ("answer with extension", "has Sec-WebSocket-Extensions"),
        ("answer without upgrade", "lacks Upgrade: websocket"),
        ("answer without connection", "lacks Connection: Upgrade"),
        (
            "answer with wrong accept",
            "Sec-WebSocket-Accept is missing or wrong",
        ),
    ],
)
def test_answers_that_open_no_websocket(fault: str, what: str) -> None:
    found = findings_of(fault)
    assert any(f["path"] == "HTTP answer" and what in f["what"] for f in found)
    assert all(f["breaks"] for f in found)


def test_bad_websockets() -> None:
    found = findings_of("masked frames", seconds="1")
    assert any(
        f["path"] == "websocket" and "a frame is malformed" in f["what"]
        for f in found
    )
    found = findings_of("ends by itself")
    assert any(
        "closes the connection of a well-behaved client" in f["what"]
        for f in found
    )


def test_faults_behind_tls(tmp_path: Path) -> None:
    certificate = tmp_path / "localhost.pem"
    make_certificate(certificate, certificate)
    # The file has an http URL, which a server with TLS does not serve.
    for faults in [["ping"], []]:
        with FaultyServer(*faults, certificate=certificate) as server:
            done = run(
                "validate", server.url, "--json", "--trust", str(certificate)
            )
        what = [
            finding["what"] for finding in json.loads(done.stdout)["findings"]
        ]
        assert ("the server sends pings" in what) == bool(faults)
        assert len(what) == 1 + len(faults), what


def test_a_bad_frame_may_end_a_connection() -> None:
    assert findings_of("bad frame ends with 1007") == []


def test_who_is_not_let_in() -> None:
    with FaultyServer("answer 403") as server:
        done = run("validate", server.url, "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "403" in done.stderr


def test_faults_of_a_server_for_people() -> None:
    with FaultyServer("ping") as server:
        done = run("validate", server.url)
    fault, summary = done.stdout.splitlines()
    assert fault == (
        "server, websocket: the server sends pings; breaks colabrodo"
    )
    assert re.fullmatch(
        r"1 fault; checked 1 frame with \d+ messages, the connections, tables "
        "and files",
        summary,
    ), summary


def test_no_server(free_port: int) -> None:
    done = run("validate", f"ws://127.0.0.1:{free_port}")
    assert done.returncode == 3
    assert done.stdout == ""


# ---- The order of entities in the snapshot


def entities(*parts: tuple[int, int | None]) -> list[Any]:
    """Create messages of entities with these slots and parents."""
    messages: list[Any] = []
    for slot, parent in parts:
        content: dict[str, Any] = {"id": [slot, 0], "visible": True}
        if parent is not None:
            content["parent"] = [parent, 0]
        messages += [4, content]
    return messages


def test_the_order_of_slots(check: Any) -> None:
    messages = scene()
    messages["entity"] += entities((2, None), (4, None), (3, None), (5, None))
    finding = only(check(snapshot_of(messages)))
    assert "not in the order of their slots, from slot 3 on" in finding["what"]
    # A parent with a larger slot must come first.
    messages = scene()
    messages["entity"] += entities((4, None), (3, 4), (5, None))
    assert check(snapshot_of(messages)) == []
    # Later create messages may use any free slot.
    messages = scene()
    end = messages.pop("end")
    messages["entity"] += entities((2, None))
    later = entities((4, None), (3, None))
    messages["end"] = end + later
    assert check(snapshot_of(messages)) == []
