"""The log of the example servers: where it goes, and what it never does."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from test_server_flags import DEADLINE_SECONDS, DEMO, LISTENING, environment

LINE = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z [DIWE] [a-z]+: .*"
)


def start(*arguments: str, stderr: int) -> tuple[subprocess.Popen[str], int]:
    """A running demo server and its port."""
    process = subprocess.Popen(
        [DEMO, "--address", "127.0.0.1", "--port", "0", *arguments],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    assert process.stdout is not None
    killer = threading.Timer(DEADLINE_SECONDS, process.kill)
    killer.start()
    try:
        for line in process.stdout:
            if found := LISTENING.search(line):
                return process, int(found[1])
    finally:
        killer.cancel()
    raise AssertionError("the server did not start")


def full_pipe() -> tuple[int, int]:
    """A pipe that takes no byte more: its ends for reading and writing."""
    reader, writer = os.pipe()
    flags = fcntl.fcntl(writer, fcntl.F_GETFL)
    fcntl.fcntl(writer, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"x")
    fcntl.fcntl(writer, fcntl.F_SETFL, flags)
    return reader, writer


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_stderr_that_nobody_reads_stops_nothing(form: str) -> None:
    reader, writer = full_pipe()
    process, port = start(
        "--log-level", "debug", "--log-format", form, stderr=writer
    )
    os.close(writer)
    try:
        for _ in range(20):
            with socket.create_connection(
                ("127.0.0.1", port), timeout=DEADLINE_SECONDS
            ) as stream:
                stream.sendall(b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
                assert stream.recv(12) == b"HTTP/1.1 404"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=DEADLINE_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        os.close(reader)


def test_a_closed_stderr_stops_nothing() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process, _ = start("--log-level", "debug", stderr=writer)
    os.close(writer)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=DEADLINE_SECONDS) == 0


def test_lines_have_time_level_and_address(tmp_path: Path) -> None:
    file = tmp_path / "log"
    with file.open("w") as stderr:
        process, port = start(stderr=stderr.fileno())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=DEADLINE_SECONDS) == 0
    lines = file.read_text().splitlines()
    assert lines
    for line in lines:
        assert LINE.fullmatch(line), line
    assert any(
        f"I server: the server listens url=ws://127.0.0.1:{port}" in line
        for line in lines
    )
