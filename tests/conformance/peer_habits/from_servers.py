"""Frames of servers that a client must read."""

from __future__ import annotations

from typing import Any

from peer_habits.wire import (
    DecodeError,
    Vector,
    Wire,
    doubles,
    encode,
    f16,
    f32,
    f64,
    indefinite,
    singles,
    tag,
)

IDENTITY = (1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
URL = "http://example.org:50001/a?b=c#d"


def same(name: str, why: str, frame: list[Any]) -> Vector:
    """A frame that is encoded as the specification says."""
    return Vector(name, why, frame, frame)


def entity(slot: int, **entries: Any) -> list[Any]:
    """An entity's create message, as the specification has it."""
    return [4, {"id": [slot, 0]} | entries | {"visible": True}]


def pbr(texture: dict[str, Any] | None = None) -> dict[str, Any]:
    """The material information with its defaults, as specified."""
    content: dict[str, Any] = {"base_color": singles(1, 1, 1, 1)}
    if texture is not None:
        content["base_color_texture"] = texture
    return content | {"metallic": f32(1), "roughness": f32(1)}


def material(slot: int, name: str, info: dict[str, Any]) -> list[Any]:
    """A material's create message with its defaults, as specified."""
    content: dict[str, Any] = {"id": [slot, 0], "name": name}
    content["pbr_info"] = info
    content |= {
        "occlusion_texture_factor": f32(1),
        "emissive_factor": singles(1, 1, 1),
        "use_alpha": False,
        "alpha_cutoff": f32(0.5),
        "double_sided": False,
    }
    return [14, content]


def view(kind: str) -> list[Any]:
    """A buffer view's create message with this type."""
    content = {"id": [0, 0], "source_buffer": [0, 0], "type": kind}
    return [12, content | {"offset": 0, "length": 12}]


RIGATONI = [
    Vector(
        "snapshot in reverse slot order, references first",
        "Rigatoni",
        [4, {"id": [1, 0], "name": "root"}]
        + [4, {"id": [0, 0], "name": "leaf", "parent": [1, 0]}]
        + [31, {"methods_list": [], "signals_list": []}, 35, {}],
        entity(1, name="root")
        + entity(0, name="leaf", parent=[1, 0])
        + [31, {"methods_list": [], "signals_list": []}, 35, {}],
    ),
    Vector(
        "slot used again with the same generation",
        "Rigatoni",
        [6, {"id": [0, 0]}, 4, {"id": [0, 0], "name": "another"}],
        [6, {"id": [0, 0]}] + entity(0, name="another"),
    ),
    Vector(
        "floats as float64",
        "Rigatoni",
        [
            4,
            {"id": [0, 0], "transform": doubles(*IDENTITY[:12], 0.1, 2, -3, 1)},
        ],
        entity(0, transform=singles(*IDENTITY[:12], 0.1, 2, -3, 1)),
    ),
    Vector(
        "texture_coord_slot as 0.0",
        "Rigatoni",
        [
            14,
            {
                "id": [0, 0],
                "name": "m",
                "pbr_info": {
                    "base_color": doubles(1, 1, 1, 1),
                    "base_color_texture": {
                        "texture": [2, 0],
                        "texture_coord_slot": f64(0),
                    },
                },
            },
        ],
        material(0, "m", pbr({"texture": [2, 0], "texture_coord_slot": 0})),
    ),
    Vector(
        "name in an update",
        "Rigatoni",
        [5, {"id": [0, 0], "name": "new name", "tags": ["a"]}],
        [5, {"id": [0, 0], "tags": ["a"]}],
    ),
    Vector(
        "update of the name alone",
        "Rigatoni",
        [29, {"id": [0, 0], "name": "new name"}],
        [29, {"id": [0, 0]}],
    ),
    same("update that holds the id alone", "Rigatoni", [5, {"id": [3, 1]}]),
    same(
        "text for simple_plot",
        "Rigatoni, colabrodo",
        [7, {"id": [0, 0], "simple_plot": "True"}],
    ),
    same(
        "reply to a call without an id",
        "Rigatoni",
        [34, {"invoke_id": "-1", "result": 1}],
    ),
    Vector(
        "exception with nulls",
        "Rigatoni",
        [
            34,
            {
                "invoke_id": "7",
                "method_exception": {
                    "code": -32603,
                    "message": None,
                    "data": None,
                },
            },
        ],
        [34, {"invoke_id": "7", "method_exception": {"code": -32603}}],
    ),
    same(
        "removed rows as an update without rows",
        "Rigatoni",
        [
            33,
            {
                "id": [1, 0],
                "context": {"table": [1, 0]},
                "signal_data": [[2, 3], []],
            },
        ],
    ),
    same(
        "selection ranges as maps in a reply",
        "Rigatoni",
        [
            34,
            {
                "invoke_id": "7",
                "result": {
                    "columns": [{"name": "x", "type": "REAL"}],
                    "keys": [0],
                    "data": [[f64(1)]],
                    "selections": [
                        {
                            "name": "s",
                            "row_ranges": [
                                {"key_from_inclusive": 0, "key_to_exclusive": 1}
                            ],
                        }
                    ],
                },
            },
        ],
    ),
    same(
        "image in a buffer's slot",
        "Rigatoni",
        [17, {"id": [0, 0], "buffer_source": [4, 0]}],
    ),
]

NOODLES_PLUS_PLUS = [
    *(
        Vector(f"view type {sent}", "NoodlesPlusPlus", view(sent), view(means))
        for sent, means in [
            ("GEOMETRY_INFO", "GEOMETRY"),
            ("IMAGE_INFO", "IMAGE"),
            ("UNKNOWN", "UNK"),
        ]
    ),
    Vector(
        "material update as a create",
        "NoodlesPlusPlus",
        material(0, "m", pbr())
        + [14, {"id": [0, 0], "name": "m", "double_sided": True}],
        material(0, "m", pbr())
        + [14, material(0, "m", pbr())[1] | {"double_sided": True}],
    ),
    Vector(
        "light colours of four numbers",
        "NoodlesPlusPlus",
        [
            23,
            {
                "id": [0, 0],
                "color": singles(1, 0, 0.5, 1),
                "intensity": f32(2),
                "point": {"range": f32(3)},
            },
            24,
            {"id": [0, 0], "color": singles(0, 1, 0, 1)},
        ],
        [
            23,
            {
                "id": [0, 0],
                "color": singles(1, 0, 0.5),
                "intensity": f32(2),
                "point": {"range": f32(3)},
            },
            24,
            {"id": [0, 0], "color": singles(0, 1, 0)},
        ],
    ),
    Vector(
        "light update without an id",
        "NoodlesPlusPlus",
        [
            24,
            {"color": singles(1, 0, 0), "intensity": f32(2)},
            6,
            {"id": [0, 0]},
        ],
        [6, {"id": [0, 0]}],
        (DecodeError("missing-key", "[1]", 3),),
    ),
    Vector(
        "null_rep as 1.0",
        "NoodlesPlusPlus",
        [5, {"id": [0, 0], "null_rep": f64(1)}],
        [5, {"id": [0, 0], "null_rep": f32(1)}],
    ),
]

CARBONARA = [
    Vector(
        "null_rep as true",
        "Carbonara",
        [5, {"id": [0, 0], "null_rep": True}],
        [5, {"id": [0, 0], "null_rep": f32(1)}],
    ),
    Vector(
        "port as text",
        "Carbonara",
        [
            10,
            {
                "id": [0, 0],
                "size": 12,
                "uri_bytes": {
                    "scheme": "http",
                    "host": "example.org",
                    "port": "50001",
                    "path": "a",
                },
            },
        ],
        [
            10,
            {
                "id": [0, 0],
                "size": 12,
                "uri_bytes": {
                    "scheme": "http",
                    "host": "example.org",
                    "port": 50001,
                    "path": "a",
                },
            },
        ],
    ),
    Vector("document initialized with true", "Carbonara", [35, True], [35, {}]),
]

_SHORT_HEADED = [4, {"id": [0, 0], "visible": True}]
_SHORT_HEAD_END = len(encode(_SHORT_HEADED))

COLABRODO = [
    same(
        "update before the create, and a create twice",
        "colabrodo",
        [5, {"id": [0, 0], "visible": False}] + entity(0, name="e") * 2,
    ),
    Vector(
        "array header too small for the snapshot",
        "colabrodo, with lights in the scene",
        # The head announces one message, and others follow the array.
        Wire(encode(_SHORT_HEADED) + encode([35, {}])[1:]),
        _SHORT_HEADED,
        (DecodeError("trailing-bytes", "", _SHORT_HEAD_END),),
    ),
]

OTHERS = [
    Vector(
        "no visible in an entity",
        "every server of 2023 and 2024-03",
        [4, {"id": [0, 0], "name": "e", "lights": [[0, 0]]}],
        entity(0, name="e", lights=[[0, 0]]),
    ),
    same("physics in a create", "Ziti", entity(0, physics=[[0, 0]])),
    Vector(
        "physics_list in a create",
        "the published text",
        [4, {"id": [0, 0], "physics_list": [[0, 0]]}],
        entity(0, physics=[[0, 0]]),
    ),
    same("physics in an update", "Ziti", [5, {"id": [0, 0], "physics": []}]),
    Vector(
        "integers where floats are meant",
        "JavaScript and Python servers",
        [4, {"id": [0, 0], "transform": list(IDENTITY)}]
        + [24, {"id": [0, 0], "color": [1, 0, 1], "intensity": 2}],
        entity(0, transform=singles(*IDENTITY))
        + [24, {"id": [0, 0], "color": singles(1, 0, 1), "intensity": f32(2)}],
    ),
    Vector(
        "floats of every width",
        "every server",
        [24, {"id": [0, 0], "color": [f16(1), f32(0.1), f64(0.1)]}],
        [24, {"id": [0, 0], "color": singles(1, 0.1, 0.1)}],
    ),
    Vector(
        "null for what is absent",
        "JavaScript servers",
        [
            4,
            {
                "id": [0, 0],
                "name": None,
                "parent": None,
                "text_rep": None,
                "lights": None,
                "visible": None,
            },
        ],
        entity(0),
    ),
    Vector(
        "result null",
        "JavaScript servers",
        [34, {"invoke_id": "7", "result": None}],
        [34, {"invoke_id": "7"}],
    ),
    Vector(
        "tag 32 on a URI",
        "encoders that tag URIs",
        [10, {"id": [0, 0], "size": 4, "uri_bytes": tag(32, URL)}],
        [10, {"id": [0, 0], "size": 4, "uri_bytes": URL}],
    ),
    Vector(
        "tag 55799 in front of the frame",
        "encoders that mark their output as CBOR",
        tag(55799, [35, {}]),
        [35, {}],
    ),
    Vector(
        "indefinite lengths",
        "streaming encoders",
        indefinite(
            [
                4,
                indefinite(
                    {"id": indefinite([0, 0]), "tags": indefinite(["a"])}
                ),
            ]
        ),
        entity(0, tags=["a"]),
    ),
    Vector(
        "keys in another order and unknown keys",
        "servers of later versions",
        [
            4,
            {"visible": False, "new": [{"a": None}], "name": "e", "id": [0, 0]},
        ],
        [4, {"id": [0, 0], "name": "e", "visible": False}],
    ),
    Vector(
        "unknown message numbers are skipped",
        "servers of later versions",
        [38, {"id": [0, 0]}, 35, {}, 1000, ["not a map"]],
        [35, {}],
    ),
]

VECTORS = RIGATONI + NOODLES_PLUS_PLUS + CARBONARA + COLABRODO + OTHERS
