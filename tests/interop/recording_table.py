"""A Penne table that keeps its rows and records the server's messages.

Penne's own table validates messages but does not store them. Programs derive
from it and keep the rows, as this class does; this class also checks them for
consistency.
"""

from __future__ import annotations

import queue
from typing import Any, NamedTuple

import penne
from pydantic import Field

from server_process import DEADLINE_SECONDS


class TableEvent(NamedTuple):
    """One call of a handler of the table: its name and its arguments."""

    name: str
    arguments: tuple[Any, ...]


class RecordingTable(penne.Table):
    """The table; `columns`, `rows` and `selections` are its present content."""

    columns: list[dict[str, str]] = Field(default_factory=list)
    rows: dict[int, list[Any]] = Field(default_factory=dict)
    events: Any = Field(default_factory=queue.SimpleQueue)

    def next_event(self) -> TableEvent:
        """Waits for the next event."""
        return self.events.get(timeout=DEADLINE_SECONDS)

    def event_already_here(self) -> TableEvent:
        """The next event, which must have arrived already."""
        return self.events.get_nowait()

    def assert_no_event(self) -> None:
        """There is no event that was not read."""
        assert self.events.empty(), self.events.get_nowait()

    def _on_table_init(self, init_info: dict, callback: Any = None) -> None:
        self._load(init_info)
        self.events.put(TableEvent("init", (init_info,)))
        super()._on_table_init(init_info, callback)

    def _reset_table(self, init_info: dict | None = None) -> None:
        super()._reset_table(init_info)
        # Penne calls this without arguments for each new table.
        if init_info is not None:
            self._load(init_info)
            self.events.put(TableEvent("reset", (init_info,)))

    def _remove_rows(self, keys: list[int]) -> None:
        super()._remove_rows(keys)
        for key in keys:
            del self.rows[key]
        self.events.put(TableEvent("removed", (keys,)))

    def _update_rows(self, keys: list[int], rows: list) -> None:
        super()._update_rows(keys, rows)
        assert len(keys) == len(rows)
        for key, row in zip(keys, rows, strict=True):
            assert len(row) == len(self.columns)
            self.rows[key] = row
        self.events.put(TableEvent("updated", (keys, rows)))

    def _update_selection(self, selection: dict) -> None:
        super()._update_selection(selection)
        self.selections[selection["name"]] = selection
        self.events.put(TableEvent("selection", (selection,)))

    def _load(self, init_info: dict) -> None:
        self.columns = init_info["columns"]
        keys, data = init_info["keys"], init_info["data"]
        assert len(keys) == len(data)
        for row in data:
            assert len(row) == len(self.columns)
        self.rows = dict(zip(keys, data, strict=True))
        self.selections = {
            selection["name"]: selection
            for selection in init_info.get("selections") or []
        }
