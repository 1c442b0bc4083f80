"""The content of the scenario server, as data for comparisons."""

from __future__ import annotations

from typing import Any, NamedTuple


class Message(NamedTuple):
    """A message number and its content."""

    number: int
    content: Any


METHOD_CREATE = 0
SIGNAL_CREATE = 2
ENTITY_CREATE = 4
PLOT_CREATE = 7
MATERIAL_CREATE = 14
TABLE_CREATE = 28
DOCUMENT_UPDATE = 31
SIGNAL_INVOKE = 33
METHOD_REPLY = 34
DOCUMENT_INITIALIZED = 35

METHODS = (
    "test_method",
    "test_arg_method",
    "new_point_plot",
    "noo::tbl_subscribe",
    "noo::tbl_insert",
    "noo::tbl_update",
    "noo::tbl_remove",
    "noo::tbl_clear",
    "noo::tbl_update_selection",
    "Test Method 4",
)

SIGNALS = (
    "noo::tbl_reset",
    "noo::tbl_updated",
    "noo::tbl_rows_removed",
    "noo::tbl_selection_updated",
    "test_signal",
)

MOVE_ARGUMENTS = [
    {
        "name": axis,
        "doc": f"How far to move in {axis}",
        "editor_hint": "noo::real",
    }
    for axis in "xyz"
]


def _argument(name: str, editor_hint: str = "noo::array") -> dict[str, str]:
    """An argument without a documentation."""
    return {"name": name, "editor_hint": editor_hint}


# The descriptions of these methods and signals.
DESCRIPTIONS: dict[str, dict[str, Any]] = {
    "test_arg_method": {"arg_doc": MOVE_ARGUMENTS},
    "noo::tbl_subscribe": {
        "doc": "From now on this client gets the table's signals."
    },
    "noo::tbl_insert": {
        "doc": "Adds rows, in column order; the table gives them keys.",
        "arg_doc": [_argument("rows")],
    },
    "noo::tbl_update": {
        "doc": "Replaces whole rows.",
        "arg_doc": [_argument("keys"), _argument("rows")],
    },
    "noo::tbl_remove": {"arg_doc": [_argument("keys")]},
    "noo::tbl_update_selection": {
        "arg_doc": [_argument("selection", "noo::map")]
    },
    "noo::tbl_reset": {
        "doc": "The table was cleared or replaced.",
        "arg_doc": [_argument("init", "noo::map")],
    },
    "noo::tbl_updated": {
        "doc": "Rows were inserted or updated.",
        "arg_doc": [_argument("keys"), _argument("rows")],
    },
    "noo::tbl_rows_removed": {"arg_doc": [_argument("keys")]},
    "noo::tbl_selection_updated": {
        "arg_doc": [_argument("selection", "noo::map")]
    },
}

# The result of each of these methods; None if there is none.
RESULTS: dict[str, tuple[list[Any], Any]] = {
    "test_method": ([], "Method on server called!"),
    "test_arg_method": ([1.0, 2.5, -3.0], "Moved!"),
    "new_point_plot": ([[1.0], [2.0], [3.0]], 1),
    "Test Method 4": ([], None),
}

POINT_TABLE = {
    "id": [1, 0],
    "name": "Custom Table",
    "meta": "Table for testing",
    "methods_list": [[slot, 0] for slot in range(3, 9)],
    "signals_list": [[slot, 0] for slot in range(4)],
}

# The messages for clients that have joined before.
NEW_POINT_TABLE = [Message(TABLE_CREATE, POINT_TABLE)]

COLUMNS = [
    {"name": name, "type": "REAL"}
    for name in ("x", "y", "z", "r", "g", "b", "sx", "sy", "sz")
] + [{"name": "", "type": "TEXT"}]

# The points that the table tests start with: xs, ys, zs, colors.
POINTS: list[Any] = [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
    [[0, 1, 1]] * 5,
]
POINT_ROWS = [
    [float(n), float(n), float(n), 0.0, 1.0, 1.0, 0.02, 0.02, 0.02, ""]
    for n in range(1, 6)
]


def method_id(name: str) -> list[int]:
    """The id of the method with this name."""
    return [METHODS.index(name), 0]


def snapshot() -> list[Message]:
    """The messages that a joining client gets from a new server, in order."""
    messages = [
        Message(
            METHOD_CREATE,
            {
                "id": [slot, 0],
                "name": name,
                "arg_doc": [],
                **DESCRIPTIONS.get(name, {}),
            },
        )
        for slot, name in enumerate(METHODS)
    ]
    messages += [
        Message(
            SIGNAL_CREATE,
            {
                "id": [slot, 0],
                "name": name,
                "arg_doc": [],
                **DESCRIPTIONS.get(name, {}),
            },
        )
        for slot, name in enumerate(SIGNALS)
    ]
    messages += [
        Message(MATERIAL_CREATE, _MATERIAL),
        Message(
            TABLE_CREATE,
            {
                "id": [0, 0],
                "name": "test_table",
                "methods_list": [[0, 0]],
                "signals_list": [[0, 0]],
            },
        ),
        Message(
            PLOT_CREATE,
            {
                "id": [0, 0],
                "name": "test_plot",
                "simple_plot": "True",
                "methods_list": [[0, 0]],
            },
        ),
        Message(
            ENTITY_CREATE,
            {"id": [0, 0], "name": "test_entity", "visible": True},
        ),
        Message(
            ENTITY_CREATE,
            {
                "id": [1, 0],
                "name": "test_method_entity",
                "methods_list": [[0, 0]],
                "visible": True,
            },
        ),
        Message(
            DOCUMENT_UPDATE,
            {"methods_list": [[0, 0]], "signals_list": [[0, 0]]},
        ),
        Message(DOCUMENT_INITIALIZED, {}),
    ]
    return messages


_MATERIAL = {
    "id": [0, 0],
    "name": "test_material",
    "pbr_info": {
        "base_color": [1.0, 1.0, 1.0, 1.0],
        "metallic": 1.0,
        "roughness": 1.0,
    },
    "occlusion_texture_factor": 1.0,
    "emissive_factor": [1.0, 1.0, 1.0],
    "use_alpha": False,
    "alpha_cutoff": 0.5,
    "double_sided": False,
}
