"""Deviations and faults of real clients that the server must tolerate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cbor2
import pytest

from raw_client import RawClient, invocation
from scenario import (
    POINTS,
    TABLE_CREATE,
    Message,
    method_id,
    snapshot,
)
from strict_cbor import diagnostic

Connect = Callable[[], RawClient]

TABLE = {"table": [1, 0]}
CALLED = "Method on server called!"
INTRODUCTION = Message(0, {"client_name": "raw client"})
SELF_DESCRIBED = bytes.fromhex("d9d9f7")
ROW = [8, 8, 8, 0.5, 0.25, 1, 2, 2, 2]


def call_bytes(invoke_id: str, **changes: Any) -> bytes:
    """A frame that calls test_method; `changes` replaces entries."""
    content = {"method": [0, 0], "args": [], "invoke_id": invoke_id} | changes
    return cbor2.dumps([1, content])


@pytest.fixture
def table_client(raw: RawClient) -> RawClient:
    """A client that has made the point table and subscribed to it."""
    raw.call(method_id("new_point_plot"), POINTS)
    raw.call(method_id("noo::tbl_subscribe"), [], TABLE)
    return raw


# -------------------------------------------------------------- introductions


def test_introduction_and_calls_in_one_frame(connect: Connect) -> None:
    client = connect()
    client.send(
        INTRODUCTION,
        invocation([0, 0], invoke_id="a"),
        invocation([1, 0], [1, 2, 3], invoke_id="b"),
    )
    assert len(client.read_snapshot()) == len(snapshot())
    assert client.wait_for_reply("a").result == CALLED
    assert client.wait_for_reply("b").result == "Moved!"


def test_calls_before_the_introduction_are_ignored(connect: Connect) -> None:
    client = connect()
    client.send(invocation([0, 0], invoke_id="early"))
    client.send(invocation(method_id("new_point_plot"), POINTS))
    client.send(Message(1, {"junk": True}))
    assert len(client.introduce()) == len(snapshot())
    assert client.call([0, 0]).before == []


def test_second_introduction_is_ignored(raw: RawClient) -> None:
    raw.send(INTRODUCTION)
    raw.send(INTRODUCTION, INTRODUCTION)
    assert raw.call([0, 0]).before == []


@pytest.mark.parametrize(
    "content",
    [{}, {"client_name": 5}, {"junk": [1, {"a": None}]}, "junk", None, [1, 2]],
)
def test_junk_introductions_are_not_fatal(
    connect: Connect, content: Any
) -> None:
    client = connect()
    client.send(Message(0, content))
    # Whether or not the invalid message counted as an introduction, there is
    # only one snapshot.
    assert len(client.introduce()) == len(snapshot())
    client.send(Message(0, content))
    assert client.call([0, 0]).before == []


def test_introduction_with_more_than_is_needed(connect: Connect) -> None:
    client = connect()
    extra = {"version": 3, "client_name": "ünïcödé", "more": [{"a": None}]}
    client.send(Message(0, extra))
    assert len(client.read_snapshot()) == len(snapshot())


# ------------------------------------------------------------------- framing


def test_several_calls_in_one_frame(raw: RawClient) -> None:
    raw.send(*[invocation([0, 0], invoke_id=str(n)) for n in range(50)])
    for n in range(50):
        assert raw.wait_for_reply(str(n)).result == CALLED


@pytest.mark.parametrize("number", [2, 35, 255, 1 << 20, (1 << 64) - 1])
def test_unknown_messages_are_skipped(raw: RawClient, number: int) -> None:
    junk = {"deep": [[{"a": [1.5, None, b"bytes"]}]], "id": [1, 2, 3]}
    raw.send(
        Message(number, junk),
        invocation([0, 0], invoke_id="after"),
        Message(number, "not a map"),
    )
    assert raw.wait_for_reply("after").before == []
    assert raw.call([0, 0]).before == []


def test_bad_message_does_not_lose_its_neighbours(raw: RawClient) -> None:
    raw.send(
        invocation([0, 0], invoke_id="before"),
        Message(1, {"method": "test_method", "args": []}),
        Message(1, {"args": []}),
        Message(1, {"method": [0, 0], "args": 5}),
        Message(1, "junk"),
        invocation([0, 0], invoke_id="after"),
    )
    assert raw.wait_for_reply("before").result == CALLED
    assert raw.wait_for_reply("after").result == CALLED


def test_fragmented_websocket_message(raw: RawClient) -> None:
    frame = call_bytes("fragments")
    raw.send_fragments(*(frame[at : at + 1] for at in range(len(frame))))
    assert raw.wait_for_reply("fragments").result == CALLED


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(SELF_DESCRIBED + call_bytes("x"), id="tag 55799"),
        pytest.param(
            SELF_DESCRIBED * 2 + call_bytes("x"), id="tag 55799 twice"
        ),
        pytest.param(
            b"\x9f\x01\xbf\x66method\x9f\x00\x00\xff\x64args\x9f\xff"
            b"\x69invoke_id\x7f\x61x\x60\xff\xff\xff",
            id="indefinite lengths",
        ),
        pytest.param(
            b"\x9f\x01\xa3\x7f\x63met\x63hod\xff\x82\x00\x00\x64args\x80"
            b"\x69invoke_id\x61x\xff",
            id="key in pieces",
        ),
        pytest.param(
            b"\x9b" + bytes(7) + b"\x02\x18\x01\xb9\x00\x03\x78\x06method"
            b"\x98\x02\x19\x00\x00\x1a\x00\x00\x00\x00\x64args\x98\x00"
            b"\x69invoke_id\x79\x00\x01x",
            id="long heads",
        ),
        pytest.param(
            cbor2.dumps([1, {"invoke_id": "x", "args": [], "method": [0, 0]}]),
            id="keys in another order",
        ),
        pytest.param(
            call_bytes("x", unknown={"a": [1, None, {"b": 2.5}]}, z=b"\x00"),
            id="unknown keys",
        ),
        pytest.param(call_bytes("x", context=None), id="context null"),
        pytest.param(
            call_bytes("x", args=[1, 2.5, None, True, "a", b"b", [], {}, -1]),
            id="any arguments",
        ),
    ],
)
def test_encoding_is_accepted(raw: RawClient, frame: bytes) -> None:
    raw.send_bytes(frame)
    reply = raw.wait_for_reply("x")
    assert (reply.result, reply.before) == (CALLED, [])


@pytest.mark.parametrize(
    "number",
    [
        "01",
        "20",
        "1903e8",
        "f93c00",
        "fa3f800000",
        "fb3ff0000000000000",
        "d9d9f7fa3f800000",
    ],
)
def test_number_encodings(raw: RawClient, number: str) -> None:
    frame = (
        b"\x82\x01\xa3\x66method\x82\x01\x00\x64args\x83"
        + bytes.fromhex(number) * 3
        + b"\x69invoke_id\x61x"
    )
    raw.send_bytes(frame)
    assert raw.wait_for_reply("x").result == "Moved!"


# ---------------------------------------------------------------- invocations


@pytest.mark.parametrize("extra", [{}, {"invoke_id": None}])
def test_call_without_an_id_runs_without_a_reply(
    raw: RawClient, extra: dict[str, Any]
) -> None:
    make = invocation(method_id("new_point_plot"), POINTS)
    raw.send(Message(1, make.content | extra))
    raw.send(Message(1, {"method": [99, 0], "args": []} | extra))
    reply = raw.call([0, 0])
    assert [message.number for message in reply.before] == [TABLE_CREATE]


def test_too_many_arguments(raw: RawClient) -> None:
    sizes = [[1, 1, 1]] * 5
    args = [*POINTS, sizes, "more", None]
    assert raw.call(method_id("new_point_plot"), args).result == 1
    assert (
        raw.call(method_id("test_arg_method"), [1, 2, 3, 4]).result == "Moved!"
    )
    subscribe = method_id("noo::tbl_subscribe")
    assert raw.call(subscribe, ["more"], TABLE).result["keys"] == [
        0,
        1,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize(
    "args",
    [[[ROW, ROW]], [ROW, ROW]],
    ids=["one list of rows", "rows as arguments"],
)
def test_insert_in_both_forms(table_client: RawClient, args: list[Any]) -> None:
    reply = table_client.call(method_id("noo::tbl_insert"), args, TABLE)
    assert reply.result == [5, 6]
    stored = [8.0, 8.0, 8.0, 0.5, 0.25, 1.0, 2.0, 2.0, 2.0, ""]
    (signal,) = reply.before
    assert diagnostic(signal.content["signal_data"]) == diagnostic(
        [[5, 6], [stored, stored]]
    )


@pytest.mark.parametrize("length", range(11))
def test_short_rows_are_filled(table_client: RawClient, length: int) -> None:
    full = [*ROW, "text"]
    empty = [0.0] * 9 + [""]
    reply = table_client.call(
        method_id("noo::tbl_insert"), [[full[:length]]], TABLE
    )
    ((_, (row,)),) = [
        message.content["signal_data"] for message in reply.before
    ]
    wanted = [
        float(cell) if isinstance(cell, int) else cell
        for cell in full[:length] + empty[length:]
    ]
    assert diagnostic(row) == diagnostic(wanted)


@pytest.mark.parametrize(
    "ranges",
    [
        None,
        [],
        [1, 3],
        [0, 1, 3, 5],
        [{"key_from_inclusive": 1, "key_to_exclusive": 3}],
        [
            {"key_to_exclusive": 1, "key_from_inclusive": 0},
            {"key_from_inclusive": 3, "key_to_exclusive": 5},
        ],
    ],
)
def test_row_ranges_in_every_form(
    table_client: RawClient, ranges: list[Any] | None
) -> None:
    selection = {"name": "s", "rows": [4], "row_ranges": ranges}
    reply = table_client.call(
        method_id("noo::tbl_update_selection"), [selection], TABLE
    )
    assert reply.result is None
    (signal,) = reply.before
    (told,) = signal.content["signal_data"]
    assert (told["name"], told["rows"]) == ("s", [4])
    assert (told.get("row_ranges") or []) == flat_ranges(ranges)


def flat_ranges(ranges: list[Any] | None) -> list[int]:
    """Row ranges as the specification writes them."""
    flat: list[int] = []
    for entry in ranges or []:
        if isinstance(entry, dict):
            flat += [entry["key_from_inclusive"], entry["key_to_exclusive"]]
        else:
            flat.append(entry)
    return flat


@pytest.mark.parametrize(
    "selection",
    [{"name": "s"}, {"name": "s", "rows": None, "row_ranges": None}],
)
def test_selection_of_nothing(
    table_client: RawClient, selection: dict[str, Any]
) -> None:
    update = method_id("noo::tbl_update_selection")
    table_client.call(update, [{"name": "s", "rows": [1]}], TABLE)
    assert table_client.call(update, [selection], TABLE).result is None
    init = table_client.call(method_id("noo::tbl_subscribe"), [], TABLE).result
    assert not init.get("selections")
