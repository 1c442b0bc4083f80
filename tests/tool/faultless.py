"""A scene without faults; tests break one rule at a time."""

from __future__ import annotations

import copy
import struct
from typing import Any

from tool import frame

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
    """The messages of a scene without faults, in their order, by name."""
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
            {
                "id": [0, 0],
                "source_buffer": [0, 0],
                "type": "GEOMETRY",
                "offset": 0,
                "length": len(VERTICES),
            },
        ],
        "index view": [
            12,
            {
                "id": [1, 0],
                "source_buffer": [0, 0],
                "type": "GEOMETRY",
                "offset": len(VERTICES),
                "length": len(INDICES),
            },
        ],
        "instance view": [
            12,
            {
                "id": [2, 0],
                "source_buffer": [1, 0],
                "type": "UNK",
                "offset": 0,
                "length": 128,
            },
        ],
        "sampler": [
            21,
            {
                "id": [0, 0],
                "mag_filter": "LINEAR",
                "min_filter": "LINEAR_MIPMAP_LINEAR",
                "wrap_s": "REPEAT",
                "wrap_t": "REPEAT",
            },
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
                            {
                                "view": [0, 0],
                                "semantic": "POSITION",
                                "offset": 0,
                                "stride": 16,
                                "format": "VEC3",
                                "normalized": False,
                                "minimum_value": [0.0, 0.0, 0.0],
                                "maximum_value": [1.0, 1.0, 0.0],
                            },
                            {
                                "view": [0, 0],
                                "semantic": "COLOR",
                                "offset": 12,
                                "stride": 16,
                                "format": "U8VEC4",
                                "normalized": True,
                            },
                        ],
                        "vertex_count": 3,
                        "indices": {
                            "view": [1, 0],
                            "count": 3,
                            "offset": 0,
                            "stride": 0,
                            "format": "U16",
                        },
                        "type": "TRIANGLES",
                        "material": [0, 0],
                    }
                ],
            },
        ],
        "light": [
            23,
            {
                "id": [0, 0],
                "color": ONE,
                "intensity": 1.0,
                "point": {"range": -1.0},
            },
        ],
        "table": [28, {"id": [0, 0], "name": "t"}],
        "plot": [7, {"id": [0, 0], "table": [0, 0], "simple_plot": "bars"}],
        "root": [
            4,
            {
                "id": [0, 0],
                "name": "root",
                "transform": IDENTITY,
                "visible": True,
            },
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
    """All messages in one frame."""
    return frame(*[part for message in messages.values() for part in message])


def only(findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The only finding."""
    assert len(findings) == 1, findings
    return findings[0]


def changed(name: str, path: list[Any], value: Any) -> dict[str, Any]:
    """The scene with one value replaced; None removes the value."""
    messages = copy.deepcopy(scene())
    place = messages[name][1]
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return messages
