"""Penne through a relay: before Rigatoni, and before this toolkit's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from penne import EntityID

from noodles_tool import TOOL, run
from penne_session import PenneSession
from recording_table import RecordingTable
from rigatoni_process import running
from scenario import RESULTS, method_id
from server_process import ScenarioServer
from test_metrics import read_metrics


@contextmanager
def relay(origin: str, *options: str) -> Iterator[ScenarioServer]:
    """A relay, whose exit code must be 0."""
    server = ScenarioServer([TOOL, "relay", origin, *options])
    try:
        yield server
        server.terminate()
        assert server.wait() == 0, server.output
    finally:
        server.kill()


@pytest.fixture
def rigatoni() -> Iterator[str]:
    """The URL of a relay before a Rigatoni server."""
    with running("rigatoni_server.py") as url, relay(url) as server:
        yield server.url


def names(session: PenneSession, specifier: str) -> set[str]:
    """The names of the components that Penne has."""
    return {
        component.name
        for component in session.client.state.values()
        if type(component.id).__name__ == specifier
    }


def test_penne_calls_rigatoni_through_a_relay(rigatoni: str) -> None:
    with (
        PenneSession(rigatoni, strict=True) as caller,
        PenneSession(rigatoni, strict=True) as other,
    ):
        assert names(caller, "EntityID") == {"floor"}
        rename = caller.client.get_delegate_id("rename")
        assert caller.call(rename, ["pump"]) == "PUMP"
        # What the method has made comes before the reply.
        assert names(caller, "EntityID") == {"floor", "pump"}
        # The relay passes on to the other what the caller has, in its order.
        assert other.call(rename, ["valve"]) == "VALVE"
        assert names(other, "EntityID") == {"floor", "pump", "valve"}
        # A slot that is used again in its generation.
        habits = caller.client.get_delegate_id("show_habits")
        caller.call(habits)
        assert "second" in names(caller, "EntityID")
        assert "first" not in names(caller, "EntityID")
        caller.assert_healthy()
        other.assert_healthy()


def test_exceptions_of_rigatoni_reach_the_caller(rigatoni: str) -> None:
    found = run("call", rigatoni, "fail")
    assert found.returncode == 1
    assert "error -5: as asked\ndata: [1,2]" in found.stderr


def test_the_table_of_rigatoni_has_several_readers(rigatoni: str) -> None:
    with (
        PenneSession(rigatoni, strict=True) as first,
        PenneSession(rigatoni, strict=True) as second,
    ):
        tables: list[RecordingTable] = []
        for session in (first, second):
            table = session.client.get_delegate("cities")
            session.subscribe(table)
            assert table.event_already_here().name == "init"
            tables.append(table)
        assert tables[0].rows == {1: ["Tokyo", 37], 2: ["Delhi", 33]}
        keys = first.result_of(
            lambda callback: tables[0].request_insert(
                [["Lima", 10]], callback=callback
            )
        )
        assert keys == [3]
        for table in tables:
            assert table.next_event().name == "updated"
            assert table.rows[3] == ["Lima", 10]
            # Once, although each reader has subscribed.
            table.assert_no_event()


def test_penne_calls_the_toolkit_through_two_relays(
    server: ScenarioServer,
) -> None:
    with relay(server.url) as near, relay(near.url) as far:
        with PenneSession(far.url, strict=True) as penne:
            for name, (arguments, expected) in RESULTS.items():
                result = penne.call(
                    method_id(name), arguments, {"entity": EntityID(0, 0)}
                )
                assert result == expected, name
            penne.assert_healthy()
        direct = run("inspect", server.url, "--json")
        assert run("inspect", far.url, "--json").stdout == direct.stdout


def test_a_token_of_viewers_is_asked_for(server: ScenarioServer) -> None:
    with relay(server.url, "--viewer-token", "secret") as asking:
        refused = run("inspect", asking.url)
        assert refused.returncode == 3
        assert "401" in refused.stderr
        assert run("inspect", asking.url, "--token", "secret").returncode == 0


def test_a_relay_bounds_its_viewers_and_counts(server: ScenarioServer) -> None:
    options = ("--metrics", "--max-clients-per-address", "1")
    with (
        relay(server.url, *options, "--network-threads", "2") as bounded,
        PenneSession(bounded.url, strict=True),
    ):
        counters = read_metrics(bounded)
        assert counters["noodles_clients"] == 1
        assert counters["noodles_relay_connected"] == 1
        assert counters["noodles_relay_joins_total"] == 1
        refused = run("inspect", bounded.url)
        assert refused.returncode == 3
        assert "503 Service Unavailable" in refused.stderr
    with (
        relay(server.url) as unbounded,
        PenneSession(unbounded.url, strict=True),
    ):
        assert run("inspect", unbounded.url).returncode == 0


def test_a_relay_without_an_origin_ends_with_3() -> None:
    found = run("relay", "ws://localhost:1", "--port", "0")
    assert found.returncode == 3
    assert "is the server running" in found.stderr
