"""noodles validate: order and later messages, and what people see.

As in test_validate.py, each test breaks one rule of a scene without faults.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cbor2
import pytest

from faultless import ONE, changed, material, only, scene, snapshot_of
from tool import frame, run, write_recording

# ---- Order


def test_the_order_of_the_snapshot(check: Any) -> None:
    messages = scene()
    order = list(messages)
    order.insert(order.index("entity"), order.pop(order.index("signal")))
    finding = only(check(snapshot_of({key: messages[key] for key in order})))
    assert finding["message"] == "MsgSignalCreate"
    assert "comes after Entity" in finding["what"]


def test_what_is_named_before_it_is_there(check: Any) -> None:
    messages = scene()
    order = list(messages)
    order.insert(order.index("root"), order.pop(order.index("entity")))
    named, order_of_slots = check(
        snapshot_of({key: messages[key] for key in order})
    )
    assert named["what"] == "refers to Entity [0, 0], which does not exist"
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
    assert "a physics message shares its frame" in finding["what"]


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
            "has not changed",
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
            "has not changed",
            "Ramen",
        ),
        (
            [5, {"id": [1, 0], "visible": True}],
            ".visible",
            "has not changed",
            "",
        ),
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
            "does not exist",
            "Explorer",
        ),
        (
            [5, {"id": [8, 0], "visible": True}],
            ".id",
            "updates a component that does not exist",
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
        (
            [6, {"id": [8, 0]}],
            ".id",
            "deletes a component that does not exist",
            "Ramen",
        ),
        (
            [6, {"id": [0, 0]}],
            ".id",
            "to which other components still refer",
            "Explorer",
        ),
        ([4, {"id": [0, 0], "visible": True}], ".id", "created twice", "Ramen"),
        (
            [4, {"id": [0, 1], "visible": True}],
            ".id",
            "before the component in it is deleted",
            "Penne",
        ),
        (
            [6, {"id": [1, 0]}, 4, {"id": [1, 0], "visible": True}],
            ".id",
            "without a larger generation",
            "",
        ),
        ([32, {}], "", "the document is reset", "Ramen, Ziti"),
        (
            [33, {"id": [9, 0], "signal_data": []}],
            ".id",
            "refers to Signal [9, 0]",
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
            "refers to Entity [9, 0]",
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
            "null instead of left out",
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
            f"frame 0, message {index}, MsgMaterialCreate of Material 0/0, "
            ".alpha_cutoff: an integer where a float is expected; breaks "
            "Penne, NoodlesPlusPlus"
        ),
        f"1 fault; checked 1 frame with {len(messages)} messages",
    ]


def test_no_findings_for_people(tmp_path: Path) -> None:
    frames = [snapshot_of(scene()), frame(5, {"id": [1, 0], "visible": False})]
    path = write_recording(tmp_path / "scene.rec", frames)
    messages = len(scene()) + 1
    done = run("validate", str(path))
    assert (
        done.stdout == f"no faults; checked 2 frames with {messages} messages\n"
    )


def test_a_finding_names_its_component(check: Any) -> None:
    messages = changed("root", ["visible"], None)
    finding = only(check(snapshot_of(messages)))
    assert (finding["component"], finding["name"]) == ("Entity 0/0", "root")
    # An update has no name; the scene knows the entity's.
    update = frame(5, {"id": [0, 0], "visible": True})
    finding = only(check(snapshot_of(scene()), update))
    assert (finding["component"], finding["name"]) == ("Entity 0/0", "root")


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
