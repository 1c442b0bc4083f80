"""Runs the scenario server as a process.

The server chooses a free port and prints the line `listening on
ws://localhost:PORT`, with TLS wss. Its output is kept for the report of a
failed test.
"""

from __future__ import annotations

import queue
import re
import signal
import subprocess
import threading
from collections.abc import Sequence

# Time limit for every wait of a test. Long enough for a sanitizer build on a
# busy machine; no measure of speed.
DEADLINE_SECONDS = 30.0

_LISTENING = re.compile(r"listening on (wss?://localhost:\d+)\s*$")


class ScenarioServer:
    """A started server and its `url`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._asked_to_stop = False
        self._lines: list[str] = []
        self._announced: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [*command, "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read_output, daemon=True)
        self._reader.start()
        self.url = self._wait_for_url()

    @property
    def output(self) -> str:
        """Everything that the server wrote so far."""
        return "".join(self._lines)

    @property
    def port(self) -> int:
        """The port in `url`."""
        return int(self.url.rsplit(":", 1)[1])

    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def terminate(self, kind: signal.Signals = signal.SIGTERM) -> None:
        """Sends a signal once, without waiting for the end."""
        if not self._asked_to_stop and self.is_running():
            self._asked_to_stop = True
            self._process.send_signal(kind)

    def wait(self) -> int:
        """Waits for the end of the process; its exit code."""
        code = self._process.wait(timeout=DEADLINE_SECONDS)
        self._reader.join(timeout=DEADLINE_SECONDS)
        return code

    def kill(self) -> None:
        """Kills the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join(timeout=DEADLINE_SECONDS)

    def _read_output(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.append(line)
            found = _LISTENING.search(line)
            if found:
                self._announced.put(found.group(1))
        self._announced.put(None)

    def _wait_for_url(self) -> str:
        try:
            url = self._announced.get(timeout=DEADLINE_SECONDS)
        except queue.Empty:
            url = None
        if url is None:
            self.kill()
            raise RuntimeError(
                "the scenario server did not say where it listens; "
                f"its output:\n{self.output}"
            )
        return url
