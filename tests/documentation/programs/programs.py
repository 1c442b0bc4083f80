"""Starts the programs of the pages, and asks their servers with the tool."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from typing import Any, TypeVar

_Program = TypeVar("_Program", bound="Running")


def program(name: str) -> str:
    return os.environ[f"NOODLES_{name.upper()}"]


class Running:
    """A program that runs, and what it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: list[str] = []
        self._has_line = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._has_line:
                self._lines.append(line.rstrip("\n"))
                self._has_line.notify_all()
        with self._has_line:
            self._lines.append("")
            self._has_line.notify_all()

    def wait_for(self, pattern: str) -> str:
        """The first group of the first line that matches."""
        found: list[str] = []

        def is_there() -> bool:
            matches = (re.search(pattern, line) for line in self._lines)
            found[:] = [
                next(filter(None, match.groups()), match.group(0))
                for match in matches
                if match
            ]
            return bool(found) or "" in self._lines

        with self._has_line:
            assert self._has_line.wait_for(is_there, timeout=60)
        assert found, self._lines
        return found[0]

    def lines(self) -> list[str]:
        with self._has_line:
            return list(self._lines)

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._reader.join()


class Server(Running):
    """A server, which prints its address first."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(process)
        self.port = int(self.wait_for(r"(?:localhost:|port )(\d+)"))

    @property
    def url(self) -> str:
        return f"ws://localhost:{self.port}"


@contextlib.contextmanager
def _started(
    kind: type[_Program], name: str, arguments: tuple[str, ...]
) -> Iterator[_Program]:
    process = subprocess.Popen(
        [program(name), *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        running = kind(process)
    except BaseException:
        process.kill()
        raise
    try:
        yield running
    finally:
        running.end()


def serving(
    name: str, *arguments: str
) -> contextlib.AbstractContextManager[Server]:
    return _started(Server, name, arguments)


def running(
    name: str, *arguments: str
) -> contextlib.AbstractContextManager[Running]:
    return _started(Running, name, arguments)


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program(name), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def tool(*arguments: str) -> str:
    """What the tool prints; it must succeed."""
    result = run("noodles_tool", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def call(server: Server, *arguments: str) -> Any:
    """The result of a method."""
    return json.loads(tool("call", server.url, *arguments))
