"""Encodings of the arguments of well-known methods, and their meaning."""

from __future__ import annotations

from typing import Any

from peer_habits.wire import ArgumentsVector, f16, f32, f64

INSERT = "noo::tbl_insert"
SELECT = "noo::tbl_update_selection"
ROWS = [[f64(1.5), "a"], [f64(2.5), "b"]]


def selection(**entries: Any) -> list[Any]:
    """The arguments of a selection update."""
    return [{"name": "s"} | entries]


def ranges(name: str, why: str, sent: Any, flat: list[int]) -> ArgumentsVector:
    """A spelling of `row_ranges` beside the rows 4 and 5."""
    return ArgumentsVector(
        name,
        why,
        SELECT,
        selection(rows=[4, 5], row_ranges=sent),
        (
            selection(rows=[4, 5], row_ranges=flat)
            if flat
            else selection(rows=[4, 5])
        ),
    )


def activation(what: str, *args: Any) -> ArgumentsVector:
    """An activation, whose arguments have one spelling."""
    sent = list(args)
    name = f"activate with {what}"
    return ArgumentsVector(name, "Ziti, Ramen", "noo::activate", sent, sent)


VECTORS = [
    ArgumentsVector(
        "rows as one argument",
        "Penne, colabrodo's client",
        INSERT,
        [ROWS],
        [ROWS],
    ),
    ArgumentsVector("rows as arguments", "Explorer", INSERT, ROWS, [ROWS]),
    ArgumentsVector(
        "one row as an argument", "Explorer", INSERT, ROWS[:1], [ROWS[:1]]
    ),
    ranges(
        "ranges as flat pairs", "the specification", [0, 2, 7, 9], [0, 2, 7, 9]
    ),
    ranges(
        "ranges as maps",
        "Rigatoni, Penne",
        [
            {"key_from_inclusive": 0, "key_to_exclusive": 2},
            {"key_to_exclusive": 9, "key_from_inclusive": 7},
        ],
        [0, 2, 7, 9],
    ),
    ranges("ranges null", "Penne", None, []),
    ArgumentsVector(
        "selection of nothing",
        "Penne",
        SELECT,
        selection(rows=None, row_ranges=None),
        selection(),
    ),
    activation("nothing"),
    activation("an index", 2),
    activation("a name", "open"),
    ArgumentsVector(
        "integers for floats",
        "JavaScript and Python clients",
        "noo::set_position",
        [[1, f16(2.5), f64(-3.0)]],
        [[f32(1.0), f32(2.5), f32(-3.0)]],
    ),
    ArgumentsVector(
        "more arguments than specified",
        "Penne's tests",
        "noo::set_scale",
        [[f32(1.0), f32(1.0), f32(1.0)], "more", None],
        [[f32(1.0), f32(1.0), f32(1.0)]],
    ),
]
