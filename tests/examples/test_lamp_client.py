"""The script of examples/own_methods, with code that is generated from
lamp.cddl, calls the C++ server of the same specification.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import node_tools

EXAMPLE = node_tools.ROOT / "examples" / "own_methods"
SOCKET = node_tools.ROOT / "tests" / "typescript" / "plain_socket_global.ts"


@pytest.fixture(name="url")
def fixture_url() -> Iterator[str]:
    """The address of a server of own_methods."""
    server = subprocess.Popen(
        [os.environ["NOODLES_OWN_METHODS"], "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            words = line.split()
            if words[:2] == ["listening", "on"]:
                break
        yield words[2]
    finally:
        server.kill()
        server.wait()


def generate(output: Path) -> None:
    """Generates TypeScript as the header of the script says."""
    subprocess.run(
        [
            *(sys.executable, "-m", "linguine", "generate"),
            *("--language", "typescript", str(EXAMPLE / "lamp.cddl")),
            *("--output", str(output)),
        ],
        check=True,
        env={**os.environ, "PYTHONPATH": str(node_tools.ROOT / "generator")},
    )


def test_the_script_calls_the_lamp(url: str, tmp_path: Path) -> None:
    node_tools.require()
    generate(tmp_path / "lamp")
    script = tmp_path / "lamp_client.ts"
    shutil.copy(EXAMPLE / "lamp_client.ts", script)
    program = tmp_path / "lamp_client.mjs"
    socket = tmp_path / "socket.mjs"
    node_tools.bundle(script, program)
    node_tools.bundle(SOCKET, socket)
    printed = node_tools.run(
        node_tools.NODE, "--import", str(socket), str(program), url
    )
    assert printed.splitlines() == [
        "the lamp is BLINKING, colour 1 0.5 0",
        "the lamp is STEADY, colour 1 0.5 0",
        "the colour stayed: true",
        (
            'refused: argument mode: expected "OFF", "STEADY" or "BLINKING", '
            'found text "DIM"'
        ),
    ]
