"""The TypeScript client with the example servers and with Rigatoni."""

from __future__ import annotations

from pathlib import Path

import pytest

import node_tools
from example_programs import Start
from rigatoni_process import running

SCRIPT = Path(__file__).with_name("typescript_client.ts")


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the client's program."""
    node_tools.require()
    program = tmp_path_factory.mktemp("client") / "client.mjs"
    node_tools.bundle(SCRIPT, program)
    return str(program)


def check(client: str, kind: str, url: str) -> None:
    """Runs the program with a server."""
    node_tools.run(node_tools.NODE, "--enable-source-maps", client, kind, url)


@pytest.mark.parametrize(
    ("program", "kind"),
    [
        ("demo_server", "demo"),
        ("table_server", "table"),
        ("table_server", "reconnect"),
    ],
)
def test_example_server(
    program: str, kind: str, client: str, start: Start
) -> None:
    check(client, kind, start(program).url)


def test_rigatoni(client: str) -> None:
    with running("rigatoni_server.py") as url:
        check(client, "rigatoni", url)
