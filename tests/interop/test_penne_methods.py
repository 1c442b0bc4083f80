"""Penne calls every method, on all kinds of targets."""

from __future__ import annotations

from typing import Any

import pytest
from penne import EntityID, MethodID, PlotID, TableID

from penne_session import PenneSession
from scenario import METHODS, RESULTS, method_id
from server_process import ScenarioServer

CONTEXTS: dict[str, dict[str, Any] | None] = {
    "document": None,
    "plain entity": {"entity": EntityID(0, 0)},
    "method entity": {"entity": EntityID(1, 0)},
    "table": {"table": TableID(0, 0)},
    "plot": {"plot": PlotID(0, 0)},
}


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
@pytest.mark.parametrize("name", RESULTS)
def test_method_in_context(
    penne: PenneSession, name: str, context: dict[str, Any] | None
) -> None:
    args, expected = RESULTS[name]
    result = penne.call(method_id(name), args, context)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize(
    "target", [EntityID(0, 0), EntityID(1, 0), TableID(0, 0), PlotID(0, 0)]
)
def test_invoke_on_delegate(
    penne: PenneSession, name: str, target: Any
) -> None:
    args, expected = RESULTS[name]
    method = penne.client.state[MethodID(METHODS.index(name), 0)]
    delegate = penne.client.state[target]
    result = penne.result_of(
        lambda callback: method.invoke(delegate, args, callback)
    )
    assert result == expected


@pytest.mark.parametrize("target", [EntityID(1, 0), TableID(0, 0)])
def test_injected_method(penne: PenneSession, target: Any) -> None:
    delegate = penne.client.state[target]
    result = penne.result_of(
        lambda callback: delegate.test_method(callback=callback)
    )
    assert result == "Method on server called!"


@pytest.mark.parametrize("args", [[], [1], ["a", 2.5, None, [1], {"k": True}]])
def test_test_method_takes_any_arguments(
    penne: PenneSession, args: list[Any]
) -> None:
    assert penne.call([0, 0], args) == "Method on server called!"


@pytest.mark.parametrize(
    "args", [[1, 2, 3], [1.5, 2, -3], [1.0, 2.0, 3.0, "x"]]
)
def test_arg_method_takes_numbers_and_ignores_more(
    penne: PenneSession, args: list[Any]
) -> None:
    assert penne.call([1, 0], args) == "Moved!"


def test_replies_come_in_the_order_of_the_calls(penne: PenneSession) -> None:
    results: list[Any] = []
    names = ["test_method", "Test Method 4", "test_arg_method"] * 20
    for name in names:
        penne.client.invoke_method(
            MethodID(*method_id(name)),
            RESULTS[name][0],
            callback=results.append,
        )
    for _ in names:
        penne.run_next_callback()
    assert results == [RESULTS[name][1] for name in names]


@pytest.mark.parametrize(
    ("method", "args", "code"),
    [
        (MethodID(1, 0), [1.0, 2.0], -32602),
        (MethodID(1, 0), [1.0, 2.0, "three"], -32602),
        (MethodID(2, 0), [[1.0], [2.0]], -32602),
        (MethodID(2, 0), [1.0, 2.0, 3.0], -32602),
        (MethodID(99, 0), [], -32601),
        (MethodID(0, 1), [], -32601),
    ],
    ids=[
        "too few",
        "wrong type",
        "too few columns",
        "no lists",
        "no such slot",
        "no such generation",
    ],
)
def test_bad_call_is_an_exception_and_no_more(
    server: ScenarioServer, method: MethodID, args: list[Any], code: int
) -> None:
    # A strict Penne ends at an exception; otherwise Penne logs the exception.
    with PenneSession(server.url, strict=False) as session:
        session.client.invoke_method(method, args)
        complaint = session.wait_for_complaint()
        assert "Method call (0) resulted in exception from server" in complaint
        assert f"'code': {code}" in complaint
        assert session.call([0, 0]) == "Method on server called!"
        assert session.complaints() == []
        assert session.client.is_active


def test_another_client_sees_no_reply(
    server: ScenarioServer, penne: PenneSession
) -> None:
    with PenneSession(server.url, strict=True) as second:
        assert penne.call([0, 0]) == "Method on server called!"
        assert second.call([1, 0], [1, 2, 3]) == "Moved!"
        second.assert_healthy()
