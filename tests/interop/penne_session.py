"""A Penne client in a test, with access to its warnings and errors.

An error in Penne's network thread ends that thread and is only logged. So a
session collects warnings and log records, and checks them at the end.
"""

from __future__ import annotations

import logging
import queue
import warnings
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import penne

from recording_table import RecordingTable
from server_process import DEADLINE_SECONDS


class _LogQueue(logging.Handler):
    """Collects log records of level WARNING or higher."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: queue.SimpleQueue[str] = queue.SimpleQueue()

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.put(f"{record.levelname}: {record.getMessage()}")


# Creates and deletes of physics, which Penne 0.5.5 does not know.
PHYSICS = (36, 37)


class _ClientWithoutPhysics(penne.Client):
    """Skips the messages of physics, at which a strict client ends."""

    def _process_message(self, message: list[Any]) -> None:
        known = [
            part
            for number, content in zip(message[::2], message[1::2], strict=True)
            if number not in PHYSICS
            for part in (number, content)
        ]
        super()._process_message(known)


class PenneSession:
    """A joined Penne client, whose tables are `RecordingTable`s."""

    def __init__(
        self, url: str, strict: bool, skips_physics: bool = False
    ) -> None:
        kind = _ClientWithoutPhysics if skips_physics else penne.Client
        self.client = kind(
            url,
            custom_delegate_hash={penne.Table: RecordingTable},
            strict=strict,
        )
        # A thread that hangs must not prevent the end of the test run.
        self.client.thread.daemon = True
        self._log = _LogQueue()
        self._catcher = warnings.catch_warnings(record=True)
        self._warnings: list[warnings.WarningMessage] = []

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self._log)
        self._warnings = self._catcher.__enter__() or []
        warnings.simplefilter("always")
        try:
            self.client.__enter__()
        except ConnectionError as error:
            self._stop_watching()
            raise AssertionError(f"{error}; {self.complaints()}") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self.client.thread.is_alive():
                self.client.__exit__(kind, error, trace)
        finally:
            self._stop_watching()

    # ------------------------------------------------------------- health

    def complaints(self) -> list[str]:
        """Warnings and log records since the last call."""
        found = [f"warning: {item.message}" for item in self._warnings]
        self._warnings.clear()
        while not self._log.messages.empty():
            found.append(self._log.messages.get())
        return found

    def wait_for_complaint(self) -> str:
        """Waits for the next log record of level WARNING or higher."""
        return self._log.messages.get(timeout=DEADLINE_SECONDS)

    def assert_healthy(self) -> None:
        """Penne is connected, has read everything and waits for no reply."""
        assert self.complaints() == []
        assert self.client.is_active
        assert self.client.thread.is_alive()
        assert self.client.callback_queue.empty()
        assert self.client.callback_map == {}

    # -------------------------------------------------------------- calls

    def call(
        self,
        method: Sequence[int],
        args: Sequence[Any] = (),
        context: dict[str, Any] | None = None,
    ) -> Any:
        """Calls a method by its id and waits for what it returns."""

        def start(callback: Callable[[Any], None]) -> None:
            self.client.invoke_method(
                penne.MethodID(*method), list(args), context, callback
            )

        return self.result_of(start)

    def result_of(self, start: Callable[[Callable[[Any], None]], None]) -> Any:
        """Runs `start` with a callback; returns the callback's argument."""

        def callback(_: Any) -> None:
            raise AssertionError("only this session takes callbacks")

        start(callback)
        called, result = self._next_callback()
        assert called is callback
        return result

    def run_next_callback(self) -> None:
        """Waits for Penne's next callback and runs it."""
        called, result = self._next_callback()
        called(result)

    def subscribe(self, table: RecordingTable) -> None:
        """Subscribes to a table and waits until Penne has initialized it."""
        finished: list[bool] = []
        table.subscribe(callback=lambda: finished.append(True))
        self.run_next_callback()
        assert finished == [True]

    # ----------------------------------------------------------- internal

    def _next_callback(self) -> tuple[Callable[[Any], None], Any]:
        try:
            return self.client.callback_queue.get(timeout=DEADLINE_SECONDS)
        except queue.Empty:
            raise AssertionError(f"no reply; {self.complaints()}") from None

    def _stop_watching(self) -> None:
        self._catcher.__exit__(None, None, None)
        logging.getLogger().removeHandler(self._log)
