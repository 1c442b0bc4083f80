"""noodles validate: every rule that it checks, with frames made by cbor2.

Each test takes a scene without faults, breaks one rule, and expects the finding
that names the place and the program that breaks.
"""

from __future__ import annotations

import copy
import json
import struct
from pathlib import Path
from typing import Any

import cbor2
import pytest

from tool import frame, replay, run, write_recording

ONE = [1.0] * 3
IDENTITY = [float(i % 5 == 0) for i in range(16)]

# Three vertices of position and colour, interleaved; three indices.
VERTICES = b"".join(
    struct.pack("<3f4B", x, y, 0.0, 255, 128, 0, 255)
    for x, y in [(0, 0), (1, 0), (0, 1)]
)
INDICES = struct.pack("<3H", 0, 1, 2)
DATA = VERTICES + INDICES + b"\0\0"

TEXTURE = {"texture": [0, 0], "texture_coord_slot": 0}
LOOK = {"base_color": [1.0, 1.0, 1.0, 1.0], "metallic": 1.0, "roughness": 1.0}


def material(slot: int = 0) -> dict[str, Any]:
    """A material with all its defaults."""
    return {
        "id": [slot, 0],
        "pbr_info": {**LOOK, "base_color_texture": dict(TEXTURE)},
        "occlusion_texture_factor": 1.0,
        "emissive_factor": ONE,
        "use_alpha": False,
        "alpha_cutoff": 0.5,
        "double_sided": False,
    }


def scene() -> dict[str, Any]:
    """A scene without faults: its messages in their order, by name."""
    return {
        "method": [0, {"id": [0, 0], "name": "noo::activate", "arg_doc": []}],
        "signal": [2, {"id": [0, 0], "name": "moved", "arg_doc": []}],
        "buffer": [
            10,
            {"id": [0, 0], "size": len(DATA), "inline_bytes": DATA},
        ],
        "instances": [
            10,
            {"id": [1, 0], "size": 128, "inline_bytes": bytes(128)},
        ],
        "vertex view": [
            12,
            {"id": [0, 0], "source_buffer": [0, 0], "type": "GEOMETRY",
             "offset": 0, "length": len(VERTICES)},
        ],
        "index view": [
            12,
            {"id": [1, 0], "source_buffer": [0, 0], "type": "GEOMETRY",
             "offset": len(VERTICES), "length": len(INDICES)},
        ],
        "instance view": [
            12,
            {"id": [2, 0], "source_buffer": [1, 0], "type": "UNK",
             "offset": 0, "length": 128},
        ],
        "sampler": [
            21,
            {"id": [0, 0], "mag_filter": "LINEAR",
             "min_filter": "LINEAR_MIPMAP_LINEAR", "wrap_s": "REPEAT",
             "wrap_t": "REPEAT"},
        ],
        "image": [17, {"id": [0, 0], "buffer_source": [1, 0]}],
        "texture": [19, {"id": [0, 0], "image": [0, 0], "sampler": [0, 0]}],
        "material": [14, material()],
        "geometry": [
            26,
            {
                "id": [0, 0],
                "patches": [
                    {
                        "attributes": [
                            {"view": [0, 0], "semantic": "POSITION", "offset": 0,
                             "stride": 16, "format": "VEC3", "normalized": False,
                             "minimum_value": [0.0, 0.0, 0.0],
                             "maximum_value": [1.0, 1.0, 0.0]},
                            {"view": [0, 0], "semantic": "COLOR", "offset": 12,
                             "stride": 16, "format": "U8VEC4",
                             "normalized": True},
                        ],
                        "vertex_count": 3,
                        "indices": {"view": [1, 0], "count": 3, "offset": 0,
                                    "stride": 0, "format": "U16"},
                        "type": "TRIANGLES",
                        "material": [0, 0],
                    }
                ],
            },
        ],
        "light": [
            23,
            {"id": [0, 0], "color": ONE, "intensity": 1.0,
             "point": {"range": -1.0}},
        ],
        "table": [28, {"id": [0, 0], "name": "t"}],
        "plot": [7, {"id": [0, 0], "table": [0, 0], "simple_plot": "bars"}],
        "root": [
            4,
            {"id": [0, 0], "name": "root", "transform": IDENTITY, "visible": True},
        ],
        "entity": [
            4,
            {
                "id": [1, 0],
                "parent": [0, 0],
                "render_rep": {
                    "mesh": [0, 0],
                    "instances": {
                        "view": [2, 0],
                        "stride": 0,
                        "bb": {"min": [0.0] * 3, "max": ONE},
                    },
                },
                "lights": [[0, 0]],
                "methods_list": [[0, 0]],
                "visible": True,
            },
        ],
        "lists": [31, {"methods_list": [], "signals_list": []}],
        "end": [35, {}],
    }


def snapshot_of(messages: dict[str, Any]) -> bytes:
    """All of it in one frame."""
    return frame(*[part for message in messages.values() for part in message])


@pytest.fixture
def check(tmp_path: Path) -> Any:
    """Validates frames; the findings."""

    def check_frames(*frames: bytes) -> list[dict[str, Any]]:
        path = write_recording(tmp_path / "scene.rec", frames)
        done = run("validate", str(path), "--json")
        answer = json.loads(done.stdout)
        assert done.returncode == (1 if answer["findings"] else 0)
        return answer["findings"]

    return check_frames


def only(findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The one finding."""
    assert len(findings) == 1, findings
    return findings[0]


def changed(name: str, path: list[Any], value: Any) -> dict[str, Any]:
    """The scene with one value in the place of another; None takes it away."""
    messages = copy.deepcopy(scene())
    place = messages[name][1]
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return messages


def test_a_scene_without_faults(check: Any) -> None:
    assert check(snapshot_of(scene())) == []


PATCH = ["patches", 0]
POSITION = [*PATCH, "attributes", 0]
COLOR = [*PATCH, "attributes", 1]
INDEX = [*PATCH, "indices"]
INSTANCES = ["render_rep", "instances"]
CORD = {"position": ONE}


@pytest.mark.parametrize(
    ("name", "path", "value", "where", "what", "breaks"),
    [
        # Numbers
        ("material", ["alpha_cutoff"], 1, ".alpha_cutoff", "an integer where",
         "Penne"),
        ("root", ["transform"], [1] + IDENTITY[1:], ".transform[0]",
         "an integer where", "NoodlesPlusPlus"),
        ("index view", ["length"], float(len(INDICES)), ".length",
         "a float where an integer", "colabrodo"),
        ("buffer", ["id"], [0.0, 0], ".id[0]", "a float where", "colabrodo"),
        # Nulls, empty texts, what is not known
        ("root", ["parent"], "null", ".parent", "null instead of nothing",
         "colabrodo"),
        ("root", ["name"], "", ".name", "empty instead of left out", "Penne"),
        ("method", ["doc"], "", ".doc", "empty instead of left out", "Penne"),
        ("root", ["methods_list"], [], ".methods_list", "empty instead", "Penne"),
        ("root", ["colour"], 3, ".colour", "not in the specification", ""),
        ("root", ["physics_list"], [], ".physics_list", "physics", "Ziti"),
        # Defaults
        ("material", ["double_sided"], None, ".double_sided", "left out", "Penne"),
        ("material", ["pbr_info", "metallic"], None, ".pbr_info.metallic",
         "left out", "Penne"),
        ("light", ["intensity"], None, ".intensity", "left out", "Penne"),
        ("light", ["point", "range"], None, ".point.range", "left out", "Penne"),
        ("sampler", ["wrap_s"], None, ".wrap_s", "left out", "Penne"),
        ("entity", [*INSTANCES, "stride"], None, ".render_rep.instances.stride",
         "left out", "Penne"),
        ("geometry", [*COLOR, "offset"], None,
         ".patches[0].attributes[1].offset", "left out", "Penne"),
        # References
        ("entity", ["parent"], [9, 0], ".parent", "names Entity [9, 0]",
         "Explorer"),
        ("texture", ["image"], [0, 1], ".image", "names Image [0, 1]", "Explorer"),
        ("entity", ["parent"], [2**32 - 1] * 2, ".parent", "null identifier",
         "Penne"),
        ("root", ["id"], [100000, 0], ".id", "not dense", "NoodlesPlusPlus"),
        # Buffers and views
        ("instances", ["size"], 127, ".size", "not padded to 4", ""),
        ("buffer", ["size"], len(DATA) + 4, ".inline_bytes", "bytes, not", ""),
        ("index view", ["offset"], len(DATA), "", "outside of its buffer", ""),
        # Geometry
        ("geometry", [*PATCH, "type"], "LINE_LOOP", ".patches[0].type",
         "LINE_LOOP", "renderers"),
        ("geometry", [*PATCH, "type"], "TRIANGLE_STRIP", ".patches[0].type",
         "TRIANGLE_STRIP", "renderers"),
        ("geometry", [*COLOR, "normalized"], False,
         ".patches[0].attributes[1].format", "COLOR as U8VEC4, not normalized", ""),
        ("geometry", [*COLOR, "format"], "U16VEC2",
         ".patches[0].attributes[1].format", "COLOR as U16VEC2", ""),
        ("geometry", [*POSITION, "minimum_value"], None,
         ".patches[0].attributes[0]", "POSITION without minimum_value", ""),
        ("geometry", [*POSITION, "maximum_value"], [1.0, 1.0, 0],
         ".patches[0].attributes[0].maximum_value[2]", "an integer where", "Penne"),
        ("geometry", [*COLOR, "view"], [1, 0], ".patches[0].attributes", "", ""),
        ("geometry", [*PATCH, "vertex_count"], 4, ".patches[0].attributes[0]",
         "outside of their view", ""),
        ("geometry", [*PATCH, "vertex_count"], 2, ".patches[0].indices",
         "one names vertex 2 of 2", ""),
        ("geometry", [*INDEX, "count"], 4, ".patches[0].indices",
         "outside of their view", ""),
        ("geometry", [*INDEX, "count"], 1, ".patches[0].indices",
         "exactly them", ""),
        ("geometry", [*INDEX, "format"], "U8", ".patches[0].indices.format",
         "neither U16 nor U32", ""),
        ("geometry", [*INDEX, "stride"], 2, ".patches[0].indices.stride",
         "is not 0", ""),
        ("geometry", INDEX, None, ".patches[0].attributes", "without indices",
         "Ramen"),
        ("texture", ["sampler"], None, ".sampler", "left out", "Orzo"),
        # Instances
        ("entity", [*INSTANCES, "stride"], 80, ".render_rep.instances.stride",
         "neither 0 nor 64", ""),
        ("entity", [*INSTANCES, "bb"], None, ".render_rep.instances.bb",
         "left out", ""),
        ("entity", [*INSTANCES, "view"], [0, 0], ".render_rep.instances.view",
         "no whole number of instances", ""),
        ("instance view", ["length"], 64, ".render_rep.instances.view",
         "exactly its size", "Ramen"),
        # Forms that are too new
        ("root", ["transform"], CORD, ".transform", "is no matrix", "colabrodo"),
        ("plot", ["simple_plot"], {"name": "p", "columns": []}, ".simple_plot",
         "is no text", "Penne"),
        # The document's lists
        ("lists", ["signals_list"], None, "", "lacks methods_list or signals_list",
         "Ziti"),
    ],
)
def test_one_value(
    check: Any,
    name: str,
    path: list[Any],
    value: Any,
    where: str,
    what: str,
    breaks: str,
) -> None:
    messages = changed(name, path, value)
    if value == "null":
        messages[name][1][path[-1]] = None
    findings = check(snapshot_of(messages))
    found = [f for f in findings if f["path"] == where and what in f["what"]]
    assert found, findings
    assert breaks in found[0]["breaks"] and found[0]["breaks"]
    # The place is the message's.
    index = found[0]["index"]
    names = list(messages)
    users = {"instance view": "entity"}
    assert names[index] == users.get(name, name)
    assert found[0]["number"] == messages[names[index]][0]
    assert found[0]["message"].startswith("Msg")


@pytest.mark.parametrize(
    ("name", "source", "what"),
    [
        ("uri_bytes", {"scheme": "http", "path": "a"}, "is no text"),
        ("uri_bytes", "mesh.bin", "no absolute http address"),
    ],
)
def test_addresses(check: Any, name: str, source: Any, what: str) -> None:
    messages = scene()
    messages["more"] = [10, {"id": [7, 0], "size": 4, name: source}]
    order = list(messages)
    order.insert(order.index("instances"), order.pop())
    finding = only(check(snapshot_of({key: messages[key] for key in order})))
    assert (finding["path"], finding["breaks"].split(",")[0]) == (".uri_bytes", "Penne")
    assert what in finding["what"]


def test_an_image_behind_parts_of_an_address(check: Any) -> None:
    messages = changed("image", ["buffer_source"], None)
    messages["image"][1]["uri_source"] = {"scheme": "http", "path": "a.png"}
    finding = only(check(snapshot_of(messages)))
    assert (finding["message"], finding["path"]) == ("MsgImageCreate", ".uri_source")


def test_an_empty_buffer(check: Any) -> None:
    messages = {"b": [10, {"id": [0, 0], "size": 0, "inline_bytes": b""}]}
    messages["lists"], messages["end"] = scene()["lists"], scene()["end"]
    assert only(check(snapshot_of(messages)))["path"] == ".size"


def test_colours_of_0_and_1(check: Any) -> None:
    data = b"".join(
        struct.pack("<3f4B", 0.0, 0.0, 0.0, 1, 0, 1, 1) for _ in range(3)
    )
    messages = changed("buffer", ["inline_bytes"], data + INDICES + b"\0\0")
    finding = only(check(snapshot_of(messages)))
    assert finding["path"] == ".patches[0].attributes[1]"
    assert "colours are all 0 and 1" in finding["what"]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (2.0, "outside of minimum_value and maximum_value"),
        (float("nan"), "no finite number"),
    ],
)
def test_positions_and_their_bounds(check: Any, value: float, what: str) -> None:
    data = struct.pack("<f", value) + DATA[4:]
    finding = only(check(snapshot_of(changed("buffer", ["inline_bytes"], data))))
    assert finding["path"] == ".patches[0].attributes[0]"
    assert what in finding["what"]


def test_the_view_begins_before_the_first_vertex(check: Any) -> None:
    messages = changed("geometry", [*POSITION, "offset"], 4)
    messages["geometry"][1]["patches"][0]["vertex_count"] = 2
    what = [f["what"] for f in check(snapshot_of(messages))]
    assert "the view does not begin with the first vertex" in what


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
    entity = b"\xbf" + b"".join(
        cbor2.dumps(part) for pair in scene()["root"][1].items() for part in pair
    ) + b"\xff"
    head = b"\x86" + cbor2.dumps(4) + entity
    data = head + b"".join(
        cbor2.dumps(part) for name in ["lists", "end"] for part in scene()[name]
    )
    finding = only(check(data))
    assert (finding["message"], finding["index"]) == ("MsgEntityCreate", 0)


def test_short_floats(check: Any) -> None:
    data = frame(31, {"methods_list": [], "signals_list": []}, 35, {})
    half = frame(*scene()["light"])
    # cbor2 writes 64 bits; the intensity is made short by hand.
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
    assert [f["what"].split()[0] for f in findings] == ["missing-key", "unknown"]
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
    finding = only(check(snapshot_of({key: messages[key] for key in order})))
    assert finding["what"] == "names Entity [0, 0], which is not there"


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
    messages["method"] += [0, {"id": [1, 0], "name": "noo::activate", "arg_doc": []}]
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
        ([5, {"id": [1, 0], "parent": [0, 0]}], ".parent", "what it was", "Explorer"),
        ([5, {"id": [1, 0], "render_rep": scene()["entity"][1]["render_rep"]}],
         ".render_rep", "what it was", "Ramen"),
        ([5, {"id": [1, 0], "visible": True}], ".visible", "what it was", ""),
        ([5, {"id": [1, 0]}], "", "changes nothing", ""),
        ([5, {"id": [1, 0], "null_rep": True}], ".null_rep", "not the float 1.0",
         "Explorer"),
        ([5, {"id": [1, 0], "parent": [8, 0]}], ".parent", "is not there",
         "Explorer"),
        ([5, {"id": [8, 0], "visible": True}], ".id", "updates what is not there",
         "Penne"),
        ([5, {"id": [1, 0], "name": "new"}], ".name", "not in the specification",
         ""),
        ([24, {"id": [0, 0], "intensity": 2.0}], ".color", "left out of a light's",
         "Penne"),
        ([15, {"id": [0, 0], "double_sided": True}], ".pbr_info.base_color",
         "left out of a material's", "Penne"),
        ([6, {"id": [8, 0]}], ".id", "deletes what is not there", "Ramen"),
        ([6, {"id": [0, 0]}], ".id", "which others still name", "Explorer"),
        ([4, {"id": [0, 0], "visible": True}], ".id", "created twice", "Ramen"),
        ([4, {"id": [0, 1], "visible": True}], ".id", "before the delete", "Penne"),
        ([6, {"id": [1, 0]}, 4, {"id": [1, 0], "visible": True}], ".id",
         "without a larger generation", ""),
        ([32, {}], "", "a reset instead of deletes", "Ramen, Ziti"),
        ([33, {"id": [9, 0], "signal_data": []}], ".id", "names Signal [9, 0]", ""),
        ([33, {"id": [0, 0], "context": {"entity": [9, 0]}, "signal_data": []}],
         ".context", "names Entity [9, 0]", ""),
        ([34, {"invoke_id": "a"}, 34, {"invoke_id": "a"}], ".invoke_id",
         "answered twice", "colabrodo"),
        ([34, {"invoke_id": "a", "result": None}], ".result", "null instead of",
         "colabrodo"),
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
    # The message that is cut off, and the frame that ends with it.
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
        ({"columns": [{"name": "a", "type": "ANY"}], "data": [[1]]},
         ".result.columns[0].type"),
        ({"data": [["x", 1, 1]]}, ".result.data[0][1]"),
        ({"data": [["x", 1.0, 1.5]]}, ".result.data[0][2]"),
        ({"data": [["x", 1.0]]}, ".result.data[0]"),
        ({"keys": []}, ".result.keys"),
    ]:
        finding = only(check(start, table_reply(**changes)))
        assert (finding["path"], finding["breaks"]) == (path, "Penne")


def test_a_server_is_asked_for_its_tables_and_files(tmp_path: Path) -> None:
    messages = scene()
    messages["instances"] += [
        10,
        {"id": [2, 0], "size": 4, "uri_bytes": "http://127.0.0.1:1/lost"},
    ]
    path = write_recording(tmp_path / "scene.rec", [snapshot_of(messages)])
    server = replay(path)
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
        f"frame 0, message {index}: MsgMaterialCreate.alpha_cutoff an integer where "
        "a float is meant; breaks Penne, NoodlesPlusPlus",
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
