"""noodles validate: the content of tables, and its changes.

As in test_validate.py, each test breaks one rule of a scene without faults.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cbor2

from faultless import only, scene, snapshot_of
from tool import frame, replay_frames, run


def table_reply(**changes: Any) -> bytes:
    """The content of a table as the reply to a subscription."""
    content = {
        "columns": [
            {"name": "a", "type": "TEXT"},
            {"name": "b", "type": "REAL"},
            {"name": "c", "type": "INTEGER"},
        ],
        "keys": [0],
        "data": [["x", 1.0, 1]],
        "selections": [],
        **changes,
    }
    return frame(34, {"invoke_id": "1", "result": content})


def test_the_content_of_tables(check: Any) -> None:
    start = snapshot_of(scene())
    assert check(start, table_reply()) == []
    for changes, path in [
        (
            {"columns": [{"name": "a", "type": "ANY"}], "data": [[1]]},
            ".result.columns[0].type",
        ),
        ({"data": [["x", 1, 1]]}, ".result.data[0][1]"),
        ({"data": [["x", 1.0, 1.5]]}, ".result.data[0][2]"),
        ({"data": [["x", 1.0]]}, ".result.data[0]"),
        ({"keys": []}, ".result.keys"),
    ]:
        finding = only(check(start, table_reply(**changes)))
        assert (finding["path"], finding["breaks"]) == (path, "Penne")


def table_signal(name: str, *data: Any) -> bytes:
    """A signal of the table, created before."""
    signals = {"noo::tbl_reset": 7, "noo::tbl_updated": 8}
    create = {"id": [signals[name], 0], "name": name, "arg_doc": []}
    invoke = {
        "id": create["id"],
        "context": {"table": [0, 0]},
        "signal_data": list(data),
    }
    return frame(2, create, 33, invoke)


CONTENT = cbor2.loads(table_reply())[1]["result"]


def test_rows_that_come_later(check: Any) -> None:
    start = snapshot_of(scene())
    good = table_signal("noo::tbl_updated", [1], [["y", 2.0, 2]])
    bad = table_signal("noo::tbl_updated", [1], [["y", 2, 2]])
    reset = table_signal("noo::tbl_reset", CONTENT)
    for columns in [table_reply(), reset]:
        assert check(start, columns, good) == []
        finding = only(check(start, columns, bad))
        assert finding["path"] == ".signal_data[1][0][1]"
        assert "column's type REAL" in finding["what"]
    # Without a subscription, the validator does not know the columns.
    assert check(start, bad) == []
    # With two tables, the reply could belong to either.
    two = scene()
    two["table"] += [28, {"id": [1, 0], "name": "other"}]
    assert check(snapshot_of(two), table_reply(), bad) == []
    assert len(check(snapshot_of(two), reset, bad)) == 1


def test_the_content_of_a_reset(check: Any) -> None:
    broken = table_signal("noo::tbl_reset", {**CONTENT, "data": [["x", 1, 1]]})
    finding = only(check(snapshot_of(scene()), broken))
    assert finding["path"] == ".signal_data[0].data[0][1]"


def test_a_server_is_asked_for_its_tables_and_files(tmp_path: Path) -> None:
    messages = scene()
    messages["method"] += [
        0,
        {"id": [1, 0], "name": "noo::tbl_subscribe", "arg_doc": []},
    ]
    messages["table"][1]["methods_list"] = [[1, 0]]
    messages["instances"] += [
        10,
        {"id": [2, 0], "size": 4, "uri_bytes": "http://127.0.0.1:1/lost"},
    ]
    server = replay_frames(tmp_path, [snapshot_of(messages)])
    done = run("validate", server.url, "--json")
    findings = json.loads(done.stdout)["findings"]
    assert [f["path"] for f in findings] == ["Table [0, 0]", "Buffer [2, 0]"]
    assert "does not answer with a table" in findings[0]["what"]
    assert "cannot be fetched" in findings[1]["what"]
    assert server.end() == 0
