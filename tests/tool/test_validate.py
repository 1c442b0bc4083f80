"""noodles validate: values of components, with frames made by cbor2.

Each test breaks one rule of a scene without faults, and expects a finding with
the place and the affected program.
"""

from __future__ import annotations

import struct
from typing import Any

import pytest

from faultless import (
    DATA,
    IDENTITY,
    INDICES,
    ONE,
    changed,
    only,
    scene,
    snapshot_of,
)


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
        (
            "material",
            ["alpha_cutoff"],
            1,
            ".alpha_cutoff",
            "an integer where",
            "Penne",
        ),
        (
            "root",
            ["transform"],
            [1] + IDENTITY[1:],
            ".transform[0]",
            "an integer where",
            "NoodlesPlusPlus",
        ),
        (
            "index view",
            ["length"],
            float(len(INDICES)),
            ".length",
            "a float where an integer",
            "colabrodo",
        ),
        ("buffer", ["id"], [0.0, 0], ".id[0]", "a float where", "colabrodo"),
        # Nulls, empty texts, unknown keys and values
        (
            "root",
            ["parent"],
            "null",
            ".parent",
            "is null instead of left out",
            "colabrodo",
        ),
        ("root", ["name"], "", ".name", "empty instead of left out", "Penne"),
        ("method", ["doc"], "", ".doc", "empty instead of left out", "Penne"),
        (
            "root",
            ["methods_list"],
            [],
            ".methods_list",
            "empty instead",
            "Penne",
        ),
        ("root", ["colour"], 3, ".colour", "not in the specification", ""),
        ("root", ["physics_list"], [], ".physics_list", "physics", "Ziti"),
        # Defaults
        (
            "material",
            ["double_sided"],
            None,
            ".double_sided",
            "left out",
            "Penne",
        ),
        (
            "material",
            ["pbr_info", "metallic"],
            None,
            ".pbr_info.metallic",
            "left out",
            "Penne",
        ),
        ("light", ["intensity"], None, ".intensity", "left out", "Penne"),
        (
            "light",
            ["point", "range"],
            None,
            ".point.range",
            "left out",
            "Penne",
        ),
        ("sampler", ["wrap_s"], None, ".wrap_s", "left out", "Penne"),
        (
            "entity",
            [*INSTANCES, "stride"],
            None,
            ".render_rep.instances.stride",
            "left out",
            "Penne",
        ),
        (
            "geometry",
            [*COLOR, "offset"],
            None,
            ".patches[0].attributes[1].offset",
            "left out",
            "Penne",
        ),
        # References
        (
            "entity",
            ["parent"],
            [9, 0],
            ".parent",
            "refers to Entity [9, 0]",
            "Explorer",
        ),
        (
            "texture",
            ["image"],
            [0, 1],
            ".image",
            "refers to Image [0, 1]",
            "Explorer",
        ),
        (
            "entity",
            ["parent"],
            [2**32 - 1] * 2,
            ".parent",
            "null identifier",
            "Penne",
        ),
        ("root", ["id"], [100000, 0], ".id", "not dense", "NoodlesPlusPlus"),
        # Buffers and views
        ("instances", ["size"], 127, ".size", "not padded to 4", ""),
        ("buffer", ["size"], len(DATA) + 4, ".inline_bytes", "bytes, not", ""),
        ("index view", ["offset"], len(DATA), "", "outside of its buffer", ""),
        # Geometry
        (
            "geometry",
            [*PATCH, "type"],
            "LINE_LOOP",
            ".patches[0].type",
            "LINE_LOOP",
            "renderers",
        ),
        (
            "geometry",
            [*PATCH, "type"],
            "TRIANGLE_STRIP",
            ".patches[0].type",
            "TRIANGLE_STRIP",
            "renderers",
        ),
        (
            "geometry",
            [*COLOR, "normalized"],
            False,
            ".patches[0].attributes[1].format",
            "COLOR as U8VEC4, not normalized",
            "",
        ),
        (
            "geometry",
            [*COLOR, "format"],
            "U16VEC2",
            ".patches[0].attributes[1].format",
            "COLOR as U16VEC2",
            "",
        ),
        (
            "geometry",
            [*POSITION, "minimum_value"],
            None,
            ".patches[0].attributes[0]",
            "POSITION without minimum_value",
            "",
        ),
        (
            "geometry",
            [*POSITION, "maximum_value"],
            [1.0, 1.0, 0],
            ".patches[0].attributes[0].maximum_value[2]",
            "an integer where",
            "Penne",
        ),
        (
            "geometry",
            [*COLOR, "view"],
            [1, 0],
            ".patches[0].attributes",
            "",
            "",
        ),
        (
            "geometry",
            [*PATCH, "vertex_count"],
            4,
            ".patches[0].attributes[0]",
            "outside of their view",
            "",
        ),
        (
            "geometry",
            [*PATCH, "vertex_count"],
            2,
            ".patches[0].indices",
            "an index is 2, but the number of vertices is 2",
            "",
        ),
        (
            "geometry",
            [*INDEX, "count"],
            4,
            ".patches[0].indices",
            "outside of their view",
            "",
        ),
        (
            "geometry",
            [*INDEX, "count"],
            1,
            ".patches[0].indices",
            "exactly the indices",
            "",
        ),
        (
            "geometry",
            [*INDEX, "format"],
            "U8",
            ".patches[0].indices.format",
            "neither U16 nor U32",
            "",
        ),
        (
            "geometry",
            [*INDEX, "stride"],
            2,
            ".patches[0].indices.stride",
            "is not 0",
            "",
        ),
        (
            "geometry",
            INDEX,
            None,
            ".patches[0].attributes",
            "a patch without indices",
            "Ramen",
        ),
        ("texture", ["sampler"], None, ".sampler", "left out", "Orzo"),
        # Instances
        (
            "entity",
            [*INSTANCES, "stride"],
            80,
            ".render_rep.instances.stride",
            "neither 0 nor 64",
            "",
        ),
        (
            "entity",
            [*INSTANCES, "bb"],
            None,
            ".render_rep.instances.bb",
            "left out",
            "",
        ),
        (
            "entity",
            [*INSTANCES, "view"],
            [0, 0],
            ".render_rep.instances.view",
            "not a multiple of 64 bytes",
            "",
        ),
        (
            "instance view",
            ["length"],
            64,
            ".render_rep.instances.view",
            "exactly their size",
            "Ramen",
        ),
        # Forms of later versions
        (
            "root",
            ["transform"],
            CORD,
            ".transform",
            "is not a matrix",
            "colabrodo",
        ),
        (
            "plot",
            ["simple_plot"],
            {"name": "p", "columns": []},
            ".simple_plot",
            "is not a text",
            "Penne",
        ),
        # The document's lists
        (
            "lists",
            ["signals_list"],
            None,
            "",
            "lacks methods_list or signals_list",
            "Ziti",
        ),
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
        ("uri_bytes", {"scheme": "http", "path": "a"}, "is not a text"),
        ("uri_bytes", "mesh.bin", "not an absolute http URL"),
    ],
)
def test_addresses(check: Any, name: str, source: Any, what: str) -> None:
    messages = scene()
    messages["more"] = [10, {"id": [7, 0], "size": 4, name: source}]
    order = list(messages)
    order.insert(order.index("instances"), order.pop())
    finding = only(check(snapshot_of({key: messages[key] for key in order})))
    assert (finding["path"], finding["breaks"].split(",")[0]) == (
        ".uri_bytes",
        "Penne",
    )
    assert what in finding["what"]


def test_an_image_behind_parts_of_an_address(check: Any) -> None:
    messages = changed("image", ["buffer_source"], None)
    messages["image"][1]["uri_source"] = {"scheme": "http", "path": "a.png"}
    finding = only(check(snapshot_of(messages)))
    assert (finding["message"], finding["path"]) == (
        "MsgImageCreate",
        ".uri_source",
    )


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
        (float("nan"), "not a finite number"),
    ],
)
def test_positions_and_their_bounds(
    check: Any, value: float, what: str
) -> None:
    data = struct.pack("<f", value) + DATA[4:]
    finding = only(
        check(snapshot_of(changed("buffer", ["inline_bytes"], data)))
    )
    assert finding["path"] == ".patches[0].attributes[0]"
    assert what in finding["what"]


def test_the_view_begins_before_the_first_vertex(check: Any) -> None:
    messages = changed("geometry", [*POSITION, "offset"], 4)
    messages["geometry"][1]["patches"][0]["vertex_count"] = 2
    what = [f["what"] for f in check(snapshot_of(messages))]
    assert "the view does not begin with the first vertex" in what
