"""Fixtures: example servers, one for each test, whose exit code must be 0."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tool import example, run, write_recording


def fresh(name: str) -> Iterator[str]:
    """The URL of an example server."""
    running = example(name)
    yield running.url
    assert running.end(signal.SIGTERM) == 0


@pytest.fixture
def demo() -> Iterator[str]:
    """A scene with moving entities, and methods."""
    yield from fresh("demo_server")


@pytest.fixture
def table() -> Iterator[str]:
    """A table to which the server adds rows."""
    yield from fresh("table_server")


@pytest.fixture
def lamp() -> Iterator[str]:
    """A lamp with methods and a signal."""
    yield from fresh("own_methods")


@pytest.fixture
def scenario() -> Iterator[str]:
    """The scene of the interop tests, which does not change."""
    yield from fresh("scenario_server")


@pytest.fixture
def check(tmp_path: Path) -> Any:
    """Validates frames; returns the findings."""

    def check_frames(*frames: bytes) -> list[dict[str, Any]]:
        path = write_recording(tmp_path / "scene.rec", frames)
        done = run("validate", str(path), "--json")
        answer = json.loads(done.stdout)
        assert done.returncode == (1 if answer["findings"] else 0)
        return answer["findings"]

    return check_frames


@pytest.fixture
def free_port() -> int:
    """A port without a listener."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
