"""The bytes that the server sends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest

from raw_client import RawClient, invocation
from scenario import (
    COLUMNS,
    DOCUMENT_INITIALIZED,
    DOCUMENT_UPDATE,
    MATERIAL_CREATE,
    NEW_POINT_TABLE,
    POINT_TABLE,
    POINTS,
    RESULTS,
    SIGNAL_INVOKE,
    TABLE_CREATE,
    Message,
    method_id,
    snapshot,
)
from server_process import ScenarioServer
from strict_cbor import WireFloat, diagnostic

Connect = Callable[[], RawClient]
TABLE = {"table": [1, 0]}


def assert_messages(actual: list[Message], expected: list[Message]) -> None:
    """The messages are equal; 1 differs from 1.0 and from true."""
    assert list(map(diagnostic, actual)) == list(map(diagnostic, expected))


@pytest.fixture
def table_client(raw: RawClient) -> RawClient:
    """A client that has made the point table and subscribed to it."""
    raw.call(method_id("new_point_plot"), POINTS)
    raw.call(method_id("noo::tbl_subscribe"), [], TABLE)
    return raw


# ------------------------------------------------------------------ snapshot


def test_snapshot_is_exactly_the_scenario_in_order(connect: Connect) -> None:
    # The comparison of maps also shows that there is no key without a value,
    # each key with a default, and no other key.
    assert_messages(connect().introduce(), snapshot())


def test_snapshot_ends_with_both_lists_and_an_empty_map(
    connect: Connect,
) -> None:
    *_, update, initialized = connect().introduce()
    assert update.number == DOCUMENT_UPDATE
    assert set(update.content) == {"methods_list", "signals_list"}
    assert initialized == Message(DOCUMENT_INITIALIZED, {})


def test_schema_floats_are_float32(connect: Connect) -> None:
    material = next(
        message.content
        for message in connect().introduce()
        if message.number == MATERIAL_CREATE
    )
    floats: list[Any] = [
        *material["pbr_info"]["base_color"],
        material["pbr_info"]["metallic"],
        material["pbr_info"]["roughness"],
        material["occlusion_texture_factor"],
        *material["emissive_factor"],
        material["alpha_cutoff"],
    ]
    assert all(isinstance(number, WireFloat) for number in floats)
    assert {number.width for number in floats} == {4}


def test_later_snapshot_holds_what_was_made(
    raw: RawClient, connect: Connect
) -> None:
    raw.call(method_id("new_point_plot"), POINTS)
    expected = snapshot()
    first_table = [message.number for message in expected].index(TABLE_CREATE)
    expected.insert(first_table + 1, Message(TABLE_CREATE, POINT_TABLE))
    assert_messages(connect().introduce(), expected)


def test_big_snapshot_comes_in_several_small_frames(
    raw: RawClient, connect: Connect
) -> None:
    made = 12_000
    make = invocation(method_id("new_point_plot"), [[0.0], [0.0], [0.0]])
    for _ in range(made // 100):
        raw.send(*[make] * 100)
        raw.call(method_id("test_method"))
    joiner = connect()
    numbers = [message.number for message in joiner.introduce()]
    # RawClient has checked that no frame is above 1 MiB.
    assert sum(map(len, joiner.frames)) > 1 << 20
    assert numbers.count(TABLE_CREATE) == made + 1
    assert [n for n in numbers if n != TABLE_CREATE] == [
        message.number
        for message in snapshot()
        if message.number != TABLE_CREATE
    ]


# ------------------------------------------------------------------- replies


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize(
    "context",
    [
        None,
        {"entity": [0, 0]},
        {"entity": [1, 0]},
        {"table": [0, 0]},
        {"plot": [0, 0]},
    ],
    ids=["document", "entity 0", "entity 1", "table", "plot"],
)
def test_reply(
    raw: RawClient, name: str, context: dict[str, Any] | None
) -> None:
    args, expected = RESULTS[name]
    reply = raw.call(method_id(name), args, context)
    wanted = {"invoke_id": "call 1"}
    if expected is not None:
        wanted["result"] = expected
    assert diagnostic(reply.content) == diagnostic(wanted)


@pytest.mark.parametrize(
    "invoke_id",
    [
        "0",
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
        " spaced\tout ",
        "ünïcödé 日本",
        "",
        "x" * 64,
    ],
)
def test_invoke_id_comes_back_as_it_went(
    raw: RawClient, invoke_id: str
) -> None:
    raw.send(invocation([0, 0], invoke_id=invoke_id))
    assert raw.wait_for_reply(invoke_id).before == []


def test_what_a_method_makes_comes_before_its_reply(raw: RawClient) -> None:
    reply = raw.call(method_id("new_point_plot"), POINTS)
    assert_messages(reply.before, NEW_POINT_TABLE)
    assert reply.result == 1


def test_reply_goes_to_the_caller_only(
    raw: RawClient, connect: Connect
) -> None:
    other = connect()
    other.introduce()
    raw.call(method_id("new_point_plot"), POINTS)
    reply = other.call(method_id("test_method"))
    assert_messages(reply.before, NEW_POINT_TABLE)


def test_exception(raw: RawClient) -> None:
    reply = raw.call(method_id("test_arg_method"), [1.0])
    assert reply.error_code == -32602
    assert set(reply.content) == {"invoke_id", "method_exception"}
    exception = reply.content["method_exception"]
    assert set(exception) <= {"code", "message", "data"}
    assert isinstance(exception["message"], str)


@pytest.mark.parametrize(
    ("method", "args", "code"),
    [
        ("test_arg_method", [], -32602),
        ("test_arg_method", [1.0, 2.0], -32602),
        ("test_arg_method", [1.0, 2.0, "3"], -32602),
        ("test_arg_method", [1.0, 2.0, None], -32602),
        ("new_point_plot", [], -32602),
        ("new_point_plot", [[1.0], [2.0]], -32602),
        ("new_point_plot", [["a"], [2.0], [3.0]], -32602),
    ],
)
def test_wrong_arguments(
    raw: RawClient, method: str, args: list[Any], code: int
) -> None:
    reply = raw.call(method_id(method), args)
    assert (reply.error_code, reply.before) == (code, [])


@pytest.mark.parametrize("method", [[10, 0], [0, 1], [4294967295, 4294967295]])
def test_no_such_method(raw: RawClient, method: list[int]) -> None:
    assert raw.call(method).error_code == -32601


# -------------------------------------------------------------------- tables


def test_subscribe(raw: RawClient) -> None:
    raw.call(
        method_id("new_point_plot"), [[1, 2], [3, 4], [5, 6], [[0, 1, 0]] * 2]
    )
    reply = raw.call(method_id("noo::tbl_subscribe"), [], TABLE)
    init = reply.result
    assert reply.before == []
    assert set(init) <= {"columns", "keys", "data", "selections"}
    assert (init["columns"], init["keys"]) == (COLUMNS, [0, 1])
    assert not init.get("selections")
    assert [row[:6] for row in init["data"]] == [
        [1.0, 3.0, 5.0, 0.0, 1.0, 0.0],
        [2.0, 4.0, 6.0, 0.0, 1.0, 0.0],
    ]
    for row in init["data"]:
        assert [type(cell) for cell in row] == [WireFloat] * 9 + [str]


def test_table_signals(table_client: RawClient) -> None:
    raw = table_client
    row = [8, 8, 8, 0.5, 0.25, 1, 2, 2, 2]
    stored = [8.0, 8.0, 8.0, 0.5, 0.25, 1.0, 2.0, 2.0, 2.0, ""]
    selection = {"name": "some", "rows": [0, 5]}
    steps: list[tuple[str, list[Any], Any, str, list[Any]]] = [
        ("insert", [[row]], [5], "updated", [[5], [stored]]),
        ("update", [[0], [row]], [0], "updated", [[0], [stored]]),
        (
            "update_selection",
            [selection],
            None,
            "selection_updated",
            [selection],
        ),
        ("remove", [[1]], [1], "rows_removed", [[1]]),
        (
            "clear",
            [],
            None,
            "reset",
            [{"columns": COLUMNS, "keys": [], "data": []}],
        ),
    ]
    signals = ["reset", "updated", "rows_removed", "selection_updated"]
    for method, args, result, sent, data in steps:
        reply = raw.call(method_id(f"noo::tbl_{method}"), args, TABLE)
        assert reply.result == result
        expected = {
            "id": [signals.index(sent), 0],
            "context": TABLE,
            "signal_data": data,
        }
        assert_messages(reply.before, [Message(SIGNAL_INVOKE, expected)])


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("noo::tbl_insert", []),
        ("noo::tbl_insert", [["text"]]),
        ("noo::tbl_insert", [[["a"] + [0.0] * 8]]),
        ("noo::tbl_update", [[0]]),
        ("noo::tbl_update", [["key"], [[0.0] * 9]]),
        ("noo::tbl_remove", []),
        ("noo::tbl_remove", ["all"]),
        ("noo::tbl_update_selection", []),
        ("noo::tbl_update_selection", [{"rows": [1]}]),
    ],
)
def test_wrong_table_arguments(
    table_client: RawClient, method: str, args: list[Any]
) -> None:
    reply = table_client.call(method_id(method), args, TABLE)
    assert (reply.error_code, reply.before) == (-32602, [])
    init = table_client.call(method_id("noo::tbl_subscribe"), [], TABLE).result
    assert init["keys"] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "context", [None, {"entity": [0, 0]}, {"plot": [0, 0]}, {"table": [7, 0]}]
)
@pytest.mark.parametrize("method", ["noo::tbl_subscribe", "noo::tbl_clear"])
def test_table_method_where_there_is_no_table(
    raw: RawClient, method: str, context: dict[str, Any] | None
) -> None:
    reply = raw.call(method_id(method), [], context)
    assert -32768 <= reply.error_code <= -32000
    assert raw.call(method_id("test_method")).before == []


# ---------------------------------------------------------------- connection


@pytest.mark.parametrize("payload", [b"", b"are you there", b"x" * 125])
def test_ping_is_answered(raw: RawClient, payload: bytes) -> None:
    raw.send_ping(payload)
    raw.wait_for_pong(payload)


def test_ping_is_answered_before_the_introduction(connect: Connect) -> None:
    client = connect()
    client.send_ping(b"early")
    client.wait_for_pong(b"early")


def test_stop_closes_with_going_away(
    server: ScenarioServer, raw: RawClient, connect: Connect
) -> None:
    silent = connect()
    server.terminate()
    assert raw.wait_for_close() == 1001
    assert silent.wait_for_close() == 1001
    assert server.wait() == 0


def test_stop_by_interrupt(server: ScenarioServer, raw: RawClient) -> None:
    server.terminate(signal.SIGINT)
    assert raw.wait_for_close() == 1001
    assert server.wait() == 0


def test_client_may_close(raw: RawClient, connect: Connect) -> None:
    raw.send_close(1000)
    assert raw.wait_for_close() == 1000
    assert_messages(connect().introduce(), snapshot())
