"""Servers that keep their document, killed at random moments and restarted."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from penne import TableID

from example_programs import Start, program
from penne_session import PenneSession
from raw_client import Message, RawClient
from recording_table import RecordingTable
from server_process import ScenarioServer

KILLS = 8
TABLE = [0, 0]
# MsgMethodCreate of noodles.cddl.
METHOD_CREATE = 0

Row = list[Any]


def serve(directory: Path) -> ScenarioServer:
    """The table server; small journals, so that snapshots are made often."""
    return ScenarioServer(
        [
            program("table_server"),
            *("--journal", str(directory), "--journal-compact-bytes", "3000"),
            *("--asset-port", "off"),
        ]
    )


class Editor:
    """Edits the table by its methods until the connection ends.

    `rows` are those that the server has confirmed. A request without an answer
    was done as a whole or not at all: `unanswered` holds the rows by key as
    they are if it was done, and `inserted` the row that it inserts.
    """

    def __init__(self, url: str, randomness: random.Random) -> None:
        self._random = randomness
        self._client = RawClient(url)
        self.snapshot = self._client.introduce()
        self._methods = {
            message.content["name"]: message.content["id"]
            for message in self.snapshot
            if message.number == METHOD_CREATE
        }
        self.rows = self._subscribe()
        self.unanswered: dict[int, Row | None] = {}
        self.inserted: Row | None = None
        self._count = 0

    def _call(self, name: str, *args: Any) -> Any:
        context = {"table": TABLE}
        return self._client.call(self._methods[name], args, context).result

    def _subscribe(self) -> dict[int, Row]:
        table = self._call("noo::tbl_subscribe")
        return dict(zip(table["keys"], table["data"], strict=True))

    def edit_until_the_end(self) -> int:
        """Returns the number of requests that were answered."""
        try:
            while True:
                self._edit()
        except OSError:
            self._client.close()
            return self._count

    def _edit(self) -> None:
        self._count += 1
        mine = [key for key, row in self.rows.items() if row[0] == "mine"]
        kind = self._random.choice(["insert", "insert", "update", "remove"])
        row = ["mine", self._random.randrange(1 << 40), self._random.random()]
        if kind == "insert" or not mine:
            self.inserted = row
            [key] = self._call("noo::tbl_insert", [row])
            assert key not in self.rows
            self.rows[key] = row
            self.inserted = None
            return
        key = self._random.choice(mine)
        if kind == "update":
            self.unanswered = {key: row}
            self._call("noo::tbl_update", [key], [row])
            self.rows[key] = row
        else:
            self.unanswered = {key: None}
            self._call("noo::tbl_remove", [key])
            del self.rows[key]
        self.unanswered = {}

    def assert_kept(self, rows: dict[int, Row]) -> None:
        """`rows` are what must be there after a restart."""
        others = {key: row for key, row in rows.items() if row[0] == "mine"}
        for key, row in self.rows.items():
            if row[0] != "mine":
                assert rows[key] == row
                continue
            allowed = [row]
            if key in self.unanswered:
                allowed.append(self.unanswered[key])
            assert others.pop(key, None) in allowed
        assert list(others.values()) in ([], [self.inserted])
        # No key is given twice.
        assert all(key > max(self.rows) for key in others)


def identifiers(snapshot: list[Message]) -> list[tuple[int, Any]]:
    """The components of a snapshot."""
    return [
        (message.number, message.content["id"])
        for message in snapshot
        if "id" in message.content
    ]


def test_a_table_keeps_its_rows_over_kills(tmp_path: Path) -> None:
    randomness = random.Random(20260417)
    directory = tmp_path / "kept"
    before: Editor | None = None
    answered = 0
    for _ in range(KILLS):
        server = serve(directory)
        try:
            editor = Editor(server.url, randomness)
            if before is not None:
                before.assert_kept(editor.rows)
                assert identifiers(editor.snapshot) == identifiers(
                    before.snapshot
                )
            killer = threading.Timer(randomness.uniform(0, 0.4), server.kill)
            killer.start()
            answered += editor.edit_until_the_end()
            killer.join()
            before = editor
        finally:
            server.kill()
    assert before is not None
    assert answered > KILLS
    server = serve(directory)
    try:
        with PenneSession(server.url, strict=True) as penne:
            table = penne.client.state[TableID(*TABLE)]
            assert isinstance(table, RecordingTable)
            assert table.name == "measurements"
            penne.subscribe(table)
            before.assert_kept(table.rows)
            penne.assert_healthy()
    finally:
        server.kill()


def test_a_lamp_is_as_it_was_left(tmp_path: Path) -> None:
    for light in ("warm", "cold"):
        server = ScenarioServer(
            [program("acting_entities"), "--journal", str(tmp_path / "kept")]
        )
        try:
            client = RawClient(server.url)
            snapshot = client.introduce()
            methods = {
                message.content["name"]: message.content["id"]
                for message in snapshot
                if message.number == METHOD_CREATE
            }
            [lamp] = [
                message.content
                for message in snapshot
                if message.content.get("name") == "lamp"
            ]
            assert lamp["id"] == [0, 0]
            assert lamp["text_rep"]["txt"] == light
            context = {"entity": lamp["id"]}
            value = client.call(
                methods["noo::get_var_value"], ["light"], context
            )
            assert value.result == light
            assert client.call(
                methods["noo::set_var_value"], ["cold", "light"], context
            ).result
            client.close()
        finally:
            server.kill()


def test_a_directory_has_one_server(tmp_path: Path, start: Start) -> None:
    directory = str(tmp_path / "kept")
    first = start("table_server", "--journal", directory)
    with pytest.raises(RuntimeError, match="is in use by the process"):
        ScenarioServer([program("table_server"), "--journal", directory])
    assert first.is_running()


def test_a_scene_that_is_made_anew_has_new_identifiers(
    tmp_path: Path,
) -> None:
    given: set[tuple[int, int, int]] = set()
    for _ in range(3):
        server = ScenarioServer(
            [program("own_methods"), "--journal", str(tmp_path / "kept")]
        )
        try:
            client = RawClient(server.url)
            now = {
                (number, *identifier)
                for number, identifier in identifiers(client.introduce())
            }
            assert now
            assert not now & given
            given |= now
            client.close()
        finally:
            server.kill()
