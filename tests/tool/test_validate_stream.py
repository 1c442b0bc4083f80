"""noodles validate: bytes, order, later messages and tables.

As in test_validate.py, each test breaks one rule of a scene without faults.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import cbor2
import pytest

from faultless import ONE, changed, material, only, scene, snapshot_of
from tool import frame, replay_frames, run, write_recording

# ---- Bytes


def test_a_tag_before_a_frame(check: Any) -> None:
    finding = only(check(b"\xd9\xd9\xf7" + snapshot_of(scene())))
    assert "a tag, 55799" in finding["what"]
    assert finding["breaks"] == "colabrodo, NoodlesPlusPlus"


def test_a_tag_before_an_address(check: Any) -> None:
    uri = cbor2.CBORTag(32, "http://localhost/a")
    messages = {
        "b": [10, {"id": [0, 0], "size": 4, "uri_bytes": uri}],
        "lists": scene()["lists"],
        "end": scene()["end"],
    }
    finding = only(check(snapshot_of(messages)))
    assert (finding["path"], finding["what"]) == (".uri_bytes", "a tag, 32")
    assert (finding["index"], finding["number"]) == (0, 10)


def test_lengths_that_are_not_definite(check: Any) -> None:
    whole = snapshot_of(scene())
    flat = cbor2.loads(whole)
    finding = only(check(b"\x9f" + b"".join(map(cbor2.dumps, flat)) + b"\xff"))
    assert finding["what"] == "has no definite length"
    entity = (
        b"\xbf"
        + b"".join(
            cbor2.dumps(part)
            for pair in scene()["root"][1].items()
            for part in pair
        )
        + b"\xff"
    )
    head = b"\x86" + cbor2.dumps(4) + entity
    data = head + b"".join(
        cbor2.dumps(part) for name in ["lists", "end"] for part in scene()[name]
    )
    finding = only(check(data))
    assert (finding["message"], finding["index"]) == ("MsgEntityCreate", 0)


def test_short_floats(check: Any) -> None:
    data = frame(31, {"methods_list": [], "signals_list": []}, 35, {})
    half = frame(*scene()["light"])
    # cbor2 writes 64 bits; the test replaces the intensity by a float of 16
    # bits.
    long, short = b"\xfb" + struct.pack(">d", 1.0), b"\xf9\x3c\x00"
    key = cbor2.dumps("intensity")
    assert key + long in half
    finding = only(check(half.replace(key + long, key + short), data))
    assert finding["path"] == ".intensity"
    assert "16 bits" in finding["what"]


def test_what_is_no_frame(check: Any) -> None:
    end = frame(31, {"methods_list": [], "signals_list": []}, 35, {})
    for data, what in [
        (cbor2.dumps([35]), "wrong-length"),
        (end + b"\x00", "trailing-bytes"),
        (b"\x82\x04", "truncated"),
        (b"\xa0", "wrong-type"),
        (b"\x80", "a frame without messages"),
    ]:
        findings = check(data, end)
        assert any(what in f["what"] for f in findings), (data, findings)
        assert findings[0]["frame"] == 0


def test_messages_that_are_wrong_or_unknown(check: Any) -> None:
    findings = check(snapshot_of(scene()), frame(4, {"name": "x"}, 99, {}))
    assert [f["what"].split()[0] for f in findings] == [
        "missing-key",
        "unknown",
    ]
    assert [f["index"] for f in findings] == [0, 1]
    assert [f["frame"] for f in findings] == [1, 1]
    assert findings[0]["message"] == "MsgEntityCreate"


def test_a_frame_that_is_too_large(check: Any) -> None:
    size = 1 << 20
    big = frame(10, {"id": [5, 0], "size": size, "inline_bytes": bytes(size)})
    finding = only(check(snapshot_of(scene()), big))
    assert "more than 1 MiB" in finding["what"]
    assert "Penne" in finding["breaks"]


def test_message_35_with_true(check: Any) -> None:
    messages = scene()
    messages["end"] = [35, True]
    findings = check(snapshot_of(messages))
    assert findings and findings[0]["message"] == "MsgDocumentInitialized"


# ---- Order


def test_the_order_of_the_snapshot(check: Any) -> None:
    messages = scene()
    order = list(messages)
    order.insert(order.index("entity"), order.pop(order.index("signal")))
    finding = only(check(snapshot_of({key: messages[key] for key in order})))
    assert finding["message"] == "MsgSignalCreate"
    assert "comes behind Entity" in finding["what"]


def test_what_is_named_before_it_is_there(check: Any) -> None:
    messages = scene()
    order = list(messages)
    order.insert(order.index("root"), order.pop(order.index("entity")))
    named, order_of_slots = check(
        snapshot_of({key: messages[key] for key in order})
    )
    assert named["what"] == "names Entity [0, 0], which is not there"
    assert "not in the order of their slots" in order_of_slots["what"]


def test_the_end_of_the_snapshot(check: Any) -> None:
    messages = scene()
    del messages["lists"]
    assert only(check(snapshot_of(messages)))["breaks"] == "Ziti"
    messages = scene()
    del messages["end"]
    finding = only(check(snapshot_of(messages)))
    assert "message 35" in finding["what"] and finding["breaks"] == "Penne"


def test_physics_has_a_frame_of_its_own(check: Any) -> None:
    physics = [36, {"id": [0, 0], "type": "STREAMFLOW"}]
    messages = scene()
    end = frame(*messages.pop("lists"), *messages.pop("end"))
    assert check(snapshot_of(messages), frame(*physics), end) == []
    messages["physics"] = physics
    finding = only(check(snapshot_of(messages), end))
    assert "physics stands beside other messages" in finding["what"]


def test_a_well_known_name_twice(check: Any) -> None:
    messages = scene()
    messages["method"] += [
        0,
        {"id": [1, 0], "name": "noo::activate", "arg_doc": []},
    ]
    finding = only(check(snapshot_of(messages)))
    assert finding["path"] == ".name"
    assert "Ziti" in finding["breaks"]


# ---- Later messages

LIGHT_UPDATE = {"id": [0, 0], "color": ONE, "intensity": 2.0}
MATERIAL_UPDATE = {
    "id": [0, 0],
    "pbr_info": material()["pbr_info"],
    "double_sided": True,
}


@pytest.mark.parametrize(
    "messages",
    [
        [5, {"id": [1, 0], "visible": False}],
        [5, {"id": [1, 0], "null_rep": 1.0}],
        [24, LIGHT_UPDATE],
        [15, MATERIAL_UPDATE],
        [6, {"id": [1, 0]}, 4, {"id": [1, 1], "visible": True}],
        [33, {"id": [0, 0], "signal_data": [None, 1, 2.0]}],
        [34, {"invoke_id": "a"}, 34, {"invoke_id": "b", "result": [None]}],
    ],
)
def test_later_messages_without_faults(check: Any, messages: list[Any]) -> None:
    assert check(snapshot_of(scene()), frame(*messages)) == []


@pytest.mark.parametrize(
    ("messages", "where", "what", "breaks"),
    [
        (
            [5, {"id": [1, 0], "parent": [0, 0]}],
            ".parent",
            "what it was",
            "Explorer",
        ),
        (
            [
                5,
                {
                    "id": [1, 0],
                    "render_rep": scene()["entity"][1]["render_rep"],
                },
            ],
            ".render_rep",
            "what it was",
            "Ramen",
        ),
        ([5, {"id": [1, 0], "visible": True}], ".visible", "what it was", ""),
        ([5, {"id": [1, 0]}], "", "changes nothing", ""),
        (
            [5, {"id": [1, 0], "null_rep": True}],
            ".null_rep",
            "not the float 1.0",
            "Explorer",
        ),
        (
            [5, {"id": [1, 0], "parent": [8, 0]}],
            ".parent",
            "is not there",
            "Explorer",
        ),
        (
            [5, {"id": [8, 0], "visible": True}],
            ".id",
            "updates what is not there",
            "Penne",
        ),
        (
            [5, {"id": [1, 0], "name": "new"}],
            ".name",
            "not in the specification",
            "",
        ),
        (
            [24, {"id": [0, 0], "intensity": 2.0}],
            ".color",
            "left out of a light's",
            "Penne",
        ),
        (
            [15, {"id": [0, 0], "double_sided": True}],
            ".pbr_info.base_color",
            "left out of a material's",
            "Penne",
        ),
        ([6, {"id": [8, 0]}], ".id", "deletes what is not there", "Ramen"),
        ([6, {"id": [0, 0]}], ".id", "which others still name", "Explorer"),
        ([4, {"id": [0, 0], "visible": True}], ".id", "created twice", "Ramen"),
        (
            [4, {"id": [0, 1], "visible": True}],
            ".id",
            "before the delete",
            "Penne",
        ),
        (
            [6, {"id": [1, 0]}, 4, {"id": [1, 0], "visible": True}],
            ".id",
            "without a larger generation",
            "",
        ),
        ([32, {}], "", "a reset instead of deletes", "Ramen, Ziti"),
        (
            [33, {"id": [9, 0], "signal_data": []}],
            ".id",
            "names Signal [9, 0]",
            "",
        ),
        (
            [
                33,
                {
                    "id": [0, 0],
                    "context": {"entity": [9, 0]},
                    "signal_data": [],
                },
            ],
            ".context",
            "names Entity [9, 0]",
            "",
        ),
        (
            [34, {"invoke_id": "a"}, 34, {"invoke_id": "a"}],
            ".invoke_id",
            "answered twice",
            "colabrodo",
        ),
        (
            [34, {"invoke_id": "a", "result": None}],
            ".result",
            "null instead of",
            "colabrodo",
        ),
        ([37, {}], "", "missing-key", ""),
    ],
)
def test_later_messages(
    check: Any, messages: list[Any], where: str, what: str, breaks: str
) -> None:
    findings = check(snapshot_of(scene()), frame(*messages))
    found = [f for f in findings if f["path"] == where and what in f["what"]]
    assert found, findings
    assert found[0]["frame"] == 1
    assert breaks in found[0]["breaks"] and found[0]["breaks"]


def test_what_comes_before_the_end_of_a_broken_frame(check: Any) -> None:
    parts = [24, LIGHT_UPDATE, 15, MATERIAL_UPDATE]
    broken = b"\x86" + b"".join(map(cbor2.dumps, parts)) + b"\x05"
    # The incomplete message, and the frame that ends with it.
    findings = check(snapshot_of(scene()), broken)
    assert [f["frame"] for f in findings] == [1, 1]
    assert [f["message"] for f in findings] == ["MsgEntityUpdate", ""]
    assert all("truncated" in f["what"] for f in findings)


# ---- Tables


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


# ---- The tool


def test_like_findings_are_counted(check: Any) -> None:
    entities = [
        part
        for slot in range(2, 102)
        for part in [4, {"id": [slot, 0], "parent": [0, 0]}]
    ]
    finding = only(check(snapshot_of(scene()), frame(*entities)))
    assert (finding["path"], finding["count"]) == (".visible", 100)


def test_findings_for_people(tmp_path: Path) -> None:
    messages = changed("material", ["alpha_cutoff"], 1)
    path = write_recording(tmp_path / "scene.rec", [snapshot_of(messages)])
    done = run("validate", str(path))
    assert done.returncode == 1
    index = list(messages).index("material")
    assert done.stdout.splitlines() == [
        (
            f"frame 0, message {index}: MsgMaterialCreate.alpha_cutoff an "
            "integer where a float is meant; breaks Penne, NoodlesPlusPlus"
        ),
        f"1 frames, {len(messages)} messages, 1 findings",
    ]


@pytest.mark.parametrize("name", ["demo", "table", "scenario"])
def test_our_own_servers_have_no_faults(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue(name)
    done = run("validate", url)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    path = tmp_path / "scene.rec"
    run("record", url, "-o", str(path), "--seconds", "0.5")
    done = run("validate", str(path))
    assert done.returncode == 0, done.stdout
