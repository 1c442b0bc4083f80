"""Fixtures: the scenario server, and Penne sessions and raw clients for it.

The environment variable NOODLES_SCENARIO_SERVER holds the path of the server,
or the command that starts it. Each test has its own server, whose state is
known.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from asset_file import ASSET_FILE
from example_programs import Start, program
from penne_session import PenneSession
from raw_client import RawClient
from server_process import ScenarioServer

_SERVER = pytest.StashKey[ScenarioServer]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, Any, None]:
    """Adds the output of the server to the report of a failed test."""
    outcome = yield
    report = outcome.get_result()
    server = item.stash.get(_SERVER, None)
    if report.failed and server is not None:
        report.sections.append(("Output of the scenario server", server.output))


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[ScenarioServer]:
    """A new scenario server, which must stop with exit code 0."""
    command = os.environ.get("NOODLES_SCENARIO_SERVER")
    if not command:
        pytest.fail("NOODLES_SCENARIO_SERVER does not name the scenario server")
    is_path = Path(command).exists()
    running = ScenarioServer([command] if is_path else shlex.split(command))
    request.node.stash[_SERVER] = running
    try:
        yield running
        running.terminate()
        assert running.wait() == 0, "the scenario server did not end well"
    finally:
        running.kill()


@pytest.fixture
def asset_server(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[ScenarioServer]:
    """A server with a promoted buffer and a file; its exit code must be 0."""
    path = tmp_path / "scan.bin"
    path.write_bytes(ASSET_FILE)
    command = os.environ["NOODLES_ASSET_SCENARIO_SERVER"]
    running = ScenarioServer([command, str(path)])
    request.node.stash[_SERVER] = running
    try:
        yield running
        running.terminate()
        assert running.wait() == 0, running.output
    finally:
        running.kill()


@pytest.fixture
def penne(server: ScenarioServer) -> Iterator[PenneSession]:
    """A strict Penne client that has joined and must not fail."""
    with PenneSession(server.url, strict=True) as session:
        yield session
        session.assert_healthy()


@pytest.fixture
def connect(server: ScenarioServer) -> Iterator[Callable[[], RawClient]]:
    """Opens websocket connections that have not sent an introduction."""
    opened: list[RawClient] = []

    def open_one() -> RawClient:
        client = RawClient(server.url)
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        client.close()


@pytest.fixture
def raw(connect: Callable[[], RawClient]) -> RawClient:
    """A raw client that has joined and read the snapshot."""
    client = connect()
    client.introduce()
    return client


def _all_stopped(
    start_one: Callable[..., ScenarioServer],
) -> Iterator[Callable[..., ScenarioServer]]:
    """Servers that `start_one` starts; the exit code of each must be 0."""
    running: list[ScenarioServer] = []

    def keep(*arguments: Any) -> ScenarioServer:
        running.append(start_one(*arguments))
        return running[-1]

    try:
        yield keep
        for server in running:
            server.terminate()
            assert server.wait() == 0, server.output
    finally:
        for server in running:
            server.kill()


@pytest.fixture
def serve_geometry() -> Iterator[Callable[[Path], ScenarioServer]]:
    """Starts the geometry server on a file."""
    command = os.environ["NOODLES_GEOMETRY_SCENARIO_SERVER"]
    yield from _all_stopped(lambda file: ScenarioServer([command, str(file)]))


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts an example on free ports."""
    yield from _all_stopped(
        lambda name, *arguments: ScenarioServer(
            [program(name), *arguments, "--asset-port", "0"]
        )
    )
