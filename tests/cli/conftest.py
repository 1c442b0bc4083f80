"""Fixtures: example servers, each fresh, which must also end well."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tool import example


def fresh(name: str) -> Iterator[str]:
    """The address of an example server."""
    running = example(name)
    yield running.url
    assert running.end(signal.SIGTERM) == 0


@pytest.fixture
def demo() -> Iterator[str]:
    """A scene with entities that move, and methods."""
    yield from fresh("demo_server")


@pytest.fixture
def table() -> Iterator[str]:
    """A table that grows by itself."""
    yield from fresh("table_server")


@pytest.fixture
def scenario() -> Iterator[str]:
    """The scene of the tests with other programs; it does not move."""
    yield from fresh("scenario_server")
