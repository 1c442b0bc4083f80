"""Penne creates a table and sends each request; the tests check the results."""

from __future__ import annotations

from typing import Any

import pytest
from penne import MethodID, SignalID, TableID

from penne_session import PenneSession
from recording_table import RecordingTable, TableEvent
from scenario import COLUMNS, POINT_ROWS, POINTS, method_id
from server_process import ScenarioServer

NEW_POINT_PLOT = method_id("new_point_plot")
TABLE = TableID(1, 0)
INSERTED = [
    [8, 8, 8, 0.3, 0.2, 1, 0.05, 0.05, 0.05],
    [9, 9, 9, 0.1, 0.2, 0.5, 0.02, 0.02, 0.02, "Annotation"],
]
INSERTED_ROWS = [
    [8.0, 8.0, 8.0, 0.3, 0.2, 1.0, 0.05, 0.05, 0.05, ""],
    [9.0, 9.0, 9.0, 0.1, 0.2, 0.5, 0.02, 0.02, 0.02, "Annotation"],
]
UPDATED = [4, 6, 3, 0, 1, 0, 0.1, 0.1, 0.1, "Updated this row"]
UPDATED_ROW = [4.0, 6.0, 3.0, 0.0, 1.0, 0.0, 0.1, 0.1, 0.1, "Updated this row"]


def assert_rows(actual: list[list[Any]], expected: list[list[Any]]) -> None:
    """The cells are equal in the precision of float32, and of the columns'
    types.
    """
    assert len(actual) == len(expected)
    for row, wanted in zip(actual, expected, strict=True):
        assert [type(cell) for cell in row] == [float] * 9 + [str]
        assert row[:9] == pytest.approx(wanted[:9], rel=1e-6)
        assert row[9] == wanted[9]


@pytest.fixture
def table(penne: PenneSession) -> RecordingTable:
    """The table of `new_point_plot`, subscribed to."""
    assert penne.call(NEW_POINT_PLOT, POINTS) == 1
    made = penne.client.state[TABLE]
    penne.subscribe(made)
    assert made.event_already_here().name == "init"
    return made


def test_new_point_plot_makes_the_table_before_its_reply(
    penne: PenneSession,
) -> None:
    result = penne.call(NEW_POINT_PLOT, POINTS)
    assert (result, type(result)) == (1, int)
    table = penne.client.state[TABLE]
    assert (table.name, table.meta) == ("Custom Table", "Table for testing")
    assert table.methods_list == [MethodID(slot, 0) for slot in range(3, 9)]
    assert table.signals_list == [SignalID(slot, 0) for slot in range(4)]
    table.assert_no_event()


def test_second_table_gets_the_next_slot(penne: PenneSession) -> None:
    assert penne.call(NEW_POINT_PLOT, POINTS) == 1
    assert penne.call(NEW_POINT_PLOT, POINTS) == 1
    assert penne.client.state[TableID(2, 0)].name == "Custom Table"


def test_subscribe(table: RecordingTable) -> None:
    assert table.columns == COLUMNS
    assert list(table.rows) == [0, 1, 2, 3, 4]
    assert_rows(list(table.rows.values()), POINT_ROWS)
    assert table.selections == {}


def test_given_sizes(penne: PenneSession) -> None:
    sizes = [[0.1, 0.25, 3]] * 5
    assert penne.call(NEW_POINT_PLOT, [*POINTS, sizes]) == 1
    table = penne.client.state[TABLE]
    penne.subscribe(table)
    for row in table.rows.values():
        assert [type(cell) for cell in row[6:9]] == [float] * 3
        assert row[6:9] == pytest.approx([0.1, 0.25, 3.0], rel=1e-6)


def test_default_colors(penne: PenneSession) -> None:
    assert penne.call(NEW_POINT_PLOT, POINTS[:3]) == 1
    table = penne.client.state[TABLE]
    penne.subscribe(table)
    assert len(table.rows) == 5
    for row in table.rows.values():
        assert [type(cell) for cell in row] == [float] * 9 + [str]
        assert row[6:9] == pytest.approx([0.02] * 3, rel=1e-6)


def test_insert(penne: PenneSession, table: RecordingTable) -> None:
    keys = penne.result_of(
        lambda callback: table.request_insert(INSERTED, callback=callback)
    )
    assert keys == [5, 6]
    event = table.event_already_here()
    assert (event.name, event.arguments[0]) == ("updated", [5, 6])
    assert_rows(event.arguments[1], INSERTED_ROWS)
    assert list(table.rows) == [0, 1, 2, 3, 4, 5, 6]
    table.assert_no_event()


def test_update(penne: PenneSession, table: RecordingTable) -> None:
    keys = penne.result_of(
        lambda callback: table.request_update([3], [UPDATED], callback=callback)
    )
    assert keys == [3]
    event = table.event_already_here()
    assert (event.name, event.arguments[0]) == ("updated", [3])
    assert_rows(event.arguments[1], [UPDATED_ROW])
    expected = [*POINT_ROWS[:3], UPDATED_ROW, POINT_ROWS[4]]
    assert_rows([table.rows[key] for key in range(5)], expected)
    table.assert_no_event()


def test_remove(penne: PenneSession, table: RecordingTable) -> None:
    keys = penne.result_of(
        lambda callback: table.request_remove([2, 4], callback=callback)
    )
    assert keys == [2, 4]
    assert table.event_already_here() == TableEvent("removed", ([2, 4],))
    assert list(table.rows) == [0, 1, 3]
    table.assert_no_event()


def test_update_selection(penne: PenneSession, table: RecordingTable) -> None:
    result = penne.result_of(
        lambda callback: table.request_update_selection(
            "Test Select", [1, 2, 3], callback=callback
        )
    )
    assert result is None
    selection = {"name": "Test Select", "rows": [1, 2, 3]}
    assert table.event_already_here() == TableEvent("selection", (selection,))
    penne.subscribe(table)
    assert table.selections == {"Test Select": selection}


def test_empty_selection_is_deleted(
    penne: PenneSession, table: RecordingTable
) -> None:
    for keys in ([1, 2, 3], []):
        penne.result_of(
            lambda callback, keys=keys: table.request_update_selection(
                "Test Select", keys, callback=callback
            )
        )
        event = table.event_already_here()
        assert event.arguments[0]["name"] == "Test Select"
        assert (event.arguments[0].get("rows") or []) == keys
    penne.subscribe(table)
    assert table.selections == {}


def test_clear(penne: PenneSession, table: RecordingTable) -> None:
    result = penne.result_of(
        lambda callback: table.request_clear(callback=callback)
    )
    assert result is None
    event = table.event_already_here()
    assert event.name == "reset"
    assert event.arguments[0]["columns"] == COLUMNS
    assert (event.arguments[0]["keys"], event.arguments[0]["data"]) == ([], [])
    assert not event.arguments[0].get("selections")
    table.assert_no_event()


def test_cleared_table_goes_on_with_new_keys(
    penne: PenneSession, table: RecordingTable
) -> None:
    penne.result_of(lambda callback: table.request_clear(callback=callback))
    penne.subscribe(table)
    assert (table.columns, table.rows) == (COLUMNS, {})
    keys = penne.result_of(
        lambda callback: table.request_insert(INSERTED, callback=callback)
    )
    assert keys == [5, 6]
    assert list(table.rows) == [5, 6]


def test_removed_keys_are_not_used_again(
    penne: PenneSession, table: RecordingTable
) -> None:
    penne.result_of(
        lambda callback: table.request_remove([4], callback=callback)
    )
    keys = penne.result_of(
        lambda callback: table.request_insert(INSERTED[:1], callback=callback)
    )
    assert keys == [5]


def test_whole_script(penne: PenneSession) -> None:
    """Penne's own table script, in which each step starts the next."""
    steps: list[str] = []
    client = penne.client

    def table() -> RecordingTable:
        return client.state[TABLE]

    def subscribe(result: int) -> None:
        steps.append(f"created {result}")
        table().subscribe(callback=insert)

    def insert() -> None:
        steps.append("subscribed")
        table().request_insert(INSERTED, callback=update)

    def update(keys: list[int]) -> None:
        steps.append(f"inserted {keys}")
        table().request_update([3], [UPDATED], callback=select)

    def select(keys: list[int]) -> None:
        steps.append(f"updated {keys}")
        table().request_update_selection("Test Select", [1, 2, 3], remove)

    def remove(_: None) -> None:
        steps.append("selected")
        table().request_remove([2], callback=clear)

    def clear(keys: list[int]) -> None:
        steps.append(f"removed {keys}")
        rows = [*POINT_ROWS[:2], UPDATED_ROW, POINT_ROWS[4], *INSERTED_ROWS]
        assert sorted(table().rows) == [0, 1, 3, 4, 5, 6]
        assert_rows([table().rows[key] for key in sorted(table().rows)], rows)
        table().request_clear(callback=finish)

    def finish(_: None) -> None:
        steps.append("cleared")

    client.invoke_method(MethodID(*NEW_POINT_PLOT), POINTS, callback=subscribe)
    for _ in range(7):
        penne.run_next_callback()
    assert steps == [
        "created 1",
        "subscribed",
        "inserted [5, 6]",
        "updated [3]",
        "selected",
        "removed [2]",
        "cleared",
    ]
    assert table().rows == {}


def test_only_subscribers_get_signals(
    server: ScenarioServer, penne: PenneSession, table: RecordingTable
) -> None:
    with (
        PenneSession(server.url, strict=True) as subscriber,
        PenneSession(server.url, strict=True) as onlooker,
    ):
        subscribed = subscriber.client.state[TABLE]
        subscriber.subscribe(subscribed)
        assert subscribed.next_event().name == "init"
        penne.result_of(
            lambda callback: table.request_insert(INSERTED, callback=callback)
        )
        event = subscribed.next_event()
        assert (event.name, event.arguments[0]) == ("updated", [5, 6])
        # The signals to the other client precede the reply to its call.
        assert onlooker.call([0, 0]) == "Method on server called!"
        onlooker.client.state[TABLE].assert_no_event()
        subscriber.assert_healthy()
        onlooker.assert_healthy()


def test_late_client_finds_the_table_as_it_is(
    server: ScenarioServer, penne: PenneSession, table: RecordingTable
) -> None:
    penne.result_of(
        lambda callback: table.request_update([3], [UPDATED], callback=callback)
    )
    with PenneSession(server.url, strict=True) as late:
        same = late.client.state[TABLE]
        assert (same.name, same.meta) == ("Custom Table", "Table for testing")
        late.subscribe(same)
        assert same.columns == COLUMNS
        expected = [*POINT_ROWS[:3], UPDATED_ROW, POINT_ROWS[4]]
        assert_rows(list(same.rows.values()), expected)
        late.assert_healthy()


def test_table_survives_a_subscriber_that_leaves(
    server: ScenarioServer, penne: PenneSession, table: RecordingTable
) -> None:
    with PenneSession(server.url, strict=True) as leaver:
        leaver.subscribe(leaver.client.state[TABLE])
    keys = penne.result_of(
        lambda callback: table.request_insert(INSERTED, callback=callback)
    )
    assert keys == [5, 6]
    assert table.event_already_here().name == "updated"
