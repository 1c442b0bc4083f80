"""Penne follows a mesh that is replaced thirty times a second."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import numpy
import penne
import pytest

from example_programs import program
from penne_session import PenneSession
from server_process import DEADLINE_SECONDS

VERTICES = 64 * 64


class _Process:
    """The server of the how-to page, which tells its port."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [program("live_surface"), "0"], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        found = re.search(r"localhost:(\d+)", self.process.stdout.readline())
        assert found
        self.url = f"ws://localhost:{found.group(1)}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(name="server")
def fixture_server() -> Iterator[_Process]:
    process = _Process()
    yield process
    process.kill()


def of_kind(client: penne.Client, kind: type) -> list[Any]:
    """The delegates of a kind."""
    return [
        delegate
        for delegate in list(client.state.values())
        if isinstance(delegate, kind)
    ]


def test_penne_sees_no_dangling_reference(server: _Process) -> None:
    with PenneSession(server.url, strict=True) as session:
        client = session.client
        seen = set()
        end = time.monotonic() + DEADLINE_SECONDS
        while len(seen) < 5:
            assert time.monotonic() < end
            render = client.get_delegate("surface").render_rep
            seen.add(tuple(render.mesh))
            time.sleep(0.01)
        session.assert_healthy()
        # After the last change, everything refers to what is there.
        server.kill()
        client.thread.join(DEADLINE_SECONDS)
        entity = client.get_delegate("surface")
        (patch,) = client.state[entity.render_rep.mesh].patches
        assert patch.vertex_count == VERTICES
        views = {
            attribute.semantic: client.state[attribute.view]
            for attribute in patch.attributes
        }
        assert sorted(views) == ["NORMAL", "POSITION", "TEXTURE"]
        buffers = {
            semantic: client.state[view.source_buffer]
            for semantic, view in views.items()
        }
        positions = numpy.frombuffer(
            buffers["POSITION"].inline_bytes, numpy.float32
        ).reshape(VERTICES, 3)
        assert numpy.abs(positions[:, 1]).max() == pytest.approx(0.05, abs=1e-3)
        lengths = numpy.linalg.norm(
            numpy.frombuffer(
                buffers["NORMAL"].inline_bytes, numpy.float32
            ).reshape(VERTICES, 3),
            axis=1,
        )
        assert lengths == pytest.approx(1, abs=1e-5)
        # Of the former meshes nothing is left.
        assert len(of_kind(client, penne.Geometry)) == 1
        assert len(of_kind(client, penne.Buffer)) == 4
        assert len(of_kind(client, penne.BufferView)) == 4
