"""Invalid input of one client affects neither the server nor other clients."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import cbor2
import pytest
from websockets.exceptions import InvalidState

from raw_client import RawClient, invocation
from scenario import snapshot
from server_process import ScenarioServer

Connect = Callable[[], RawClient]

CALLED = "Method on server called!"


def call_bytes(invoke_id: str) -> bytes:
    """A frame that calls test_method."""
    return cbor2.dumps(list(invocation([0, 0], invoke_id=invoke_id)))


BAD_FRAMES = {
    "empty": b"",
    "garbage": bytes(range(256)),
    "break alone": b"\xff",
    "reserved head": b"\x82\x01\x1c",
    "truncated": call_bytes("cut")[:-3],
    "truncated head": b"\x9b\x00\x00",
    "trailing bytes": call_bytes("tail") + b"\x00",
    "not an array": cbor2.dumps({"method": [0, 0]}),
    "text": cbor2.dumps("text"),
    "odd length": cbor2.dumps([1, {"method": [0, 0], "args": []}, 1]),
    "empty array": b"\x80",
    "number as text": cbor2.dumps(["1", {"method": [0, 0], "args": []}]),
    "negative number": cbor2.dumps([-1, {}]),
    "huge array": b"\x9b\x7f" + b"\xff" * 7 + b"\x01",
    "huge text": b"\x82\x00\xa1\x6bclient_name\x7b\x7f" + b"\xff" * 7,
    "huge arguments": b"\x82\x01\xa2\x66method\x82\x00\x00\x64args\x9a"
    + b"\xff" * 4,
    "bottomless": b"\x82\x01\xa2\x66method\x82\x00\x00\x64args"
    + b"\x81" * 100_000
    + b"\x80",
    "bottomless maps": b"\x82\x63new" + b"\xa1\x61k" * 100_000 + b"\x80",
    "bad text": b"\x82\x00\xa1\x6bclient_name\x62\xc3\x28",
    "duplicate key": b"\x82\x00\xa2\x6bclient_name\x61a\x6bclient_name\x61b",
    "map key a map": b"\x82\x00\xa1\xa0\x01",
}


@pytest.mark.parametrize("introduced", [True, False])
@pytest.mark.parametrize("frame", BAD_FRAMES.values(), ids=BAD_FRAMES)
def test_bad_frame_harms_nobody_else(
    raw: RawClient, connect: Connect, frame: bytes, introduced: bool
) -> None:
    offender = connect()
    if introduced:
        offender.introduce()
    offender.send_bytes(frame)
    # Another connection has sent the invalid data before. Its pong, or its end,
    # shows that the server has read them.
    wait_until_read(offender)
    reply = raw.call([0, 0])
    assert (reply.result, reply.before) == (CALLED, [])
    assert len(connect().introduce()) == len(snapshot())


@pytest.mark.parametrize("text", ["", "[0, {}]", "x" * 100_000])
def test_text_frame_harms_nobody_else(
    raw: RawClient, connect: Connect, text: str
) -> None:
    offender = connect()
    offender.introduce()
    offender.send_text(text)
    wait_until_read(offender)
    reply = raw.call([0, 0])
    assert (reply.result, reply.before) == (CALLED, [])
    assert len(connect().introduce()) == len(snapshot())


def test_client_that_vanishes_harms_nobody_else(
    raw: RawClient, connect: Connect
) -> None:
    for _ in range(20):
        vanishing = connect()
        vanishing.introduce()
        vanishing.send(*[invocation([0, 0], invoke_id="x")] * 10)
        vanishing.close()
    assert raw.call([0, 0]).before == []
    assert len(connect().introduce()) == len(snapshot())


def test_plain_http_request_is_answered_or_dropped(
    server: ScenarioServer, raw: RawClient
) -> None:
    with socket.create_connection(("localhost", server.port)) as plain:
        plain.settimeout(120)
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = plain.recv(1 << 16)
    assert answer == b"" or not answer.startswith(b"HTTP/1.1 101")
    assert raw.call([0, 0]).before == []


@pytest.mark.skipif(
    bool(os.environ.get("NOODLES_SANITIZE")),
    reason="it waits for the default of ten seconds; unit tests set the option",
)
def test_connection_that_says_nothing_is_dropped(
    server: ScenarioServer, raw: RawClient
) -> None:
    with socket.create_connection(("localhost", server.port)) as silent:
        silent.settimeout(120)
        assert silent.recv(1) == b""
    assert raw.call([0, 0]).before == []


def wait_until_read(client: RawClient) -> None:
    """Waits until the server has read the client's data or closed its
    connection.
    """
    try:
        client.send_ping(b"read?")
        client.wait_for_pong(b"read?")
    except (OSError, InvalidState):
        assert client.is_ended()
