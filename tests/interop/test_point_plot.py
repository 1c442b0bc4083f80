"""The point-plot server: the spheres follow the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from example_programs import program
from followed_plot import ENTITY_UPDATE, PLOT, Plot
from noodles_tool import run_program
from raw_client import RawClient
from scenario import ENTITY_CREATE, SIGNAL_INVOKE, TABLE_CREATE
from server_process import ScenarioServer

ENTITY_DELETE = 6
TABLE_DELETE = 30

POINTS = """\
x,y,z,heat,mass,label
1,2,3,10,1,first
4,5,6,20,2,second
7,8,9,30,3,"third, and last"
"""
COLOR_FLAGS = ["--color", "heat", "--size", "mass", "--radius", "0.5"]
TABLE = ["Table", [0, 0]]
# The linear values of viridis at its two ends.
FIRST_COLOR = [0.0578, 0.0003, 0.0887, 1.0]
LAST_COLOR = [0.9846, 0.7991, 0.0185, 1.0]
SELECTED_COLOR = [1.0, 0.127, 0.0, 1.0]


@pytest.fixture(name="points")
def fixture_points(tmp_path: Path) -> Path:
    """A file of three points."""
    file = tmp_path / "points.csv"
    file.write_text(POINTS)
    return file


@pytest.fixture(name="serve")
def fixture_serve(points: Path) -> Iterator[Any]:
    """Starts the server with these flags; gives a client that has joined."""
    servers = []

    def serve(*flags: str) -> Plot:
        command = [
            program("point_plot_server"),
            str(points),
            *COLOR_FLAGS,
            *flags,
        ]
        servers.append(ScenarioServer([*command, "--asset-port", "off"]))
        return Plot(servers[-1])

    yield serve
    for server in servers:
        server.kill()


def near(expected: list[float]) -> Any:
    return pytest.approx(expected, abs=4e-3)


def test_a_row_is_an_instance(serve: Any) -> None:
    plot = serve("--instance-colors")
    first, _, last = plot.instances()
    assert first[0][:3] == (1, 2, 3)
    assert first[1] == near(FIRST_COLOR)
    assert first[2] == (0, 0, 0, 1)
    assert first[3][:3] == (1, 1, 1)
    assert last[0][:3] == (7, 8, 9)
    assert last[1] == near(LAST_COLOR)
    assert last[3][:3] == (3, 3, 3)
    bounds = plot.representation["instances"]["bb"]
    assert bounds["min"] == near([0.5, 1.5, 2.5])
    assert bounds["max"] == near([8.5, 9.5, 10.5])


def test_texture_transforms_pick_a_colour_of_the_map(serve: Any) -> None:
    columns = [instance[1] for instance in serve().instances()]
    assert columns == [
        (0.5 / 256, 0.25, 1, 1),
        (128.5 / 256, 0.25, 1, 1),
        (255.5 / 256, 0.25, 1, 1),
    ]


def test_points_fill_the_cube_that_is_asked_for(
    serve: Any, points: Path
) -> None:
    points.write_text(
        "x,y,z,heat,mass\n-1000,0.5,7,1,1\n1000,0.25,7,2,1\n0,0.75,7,3,1\n"
    )
    plot = serve("--cube", "5")
    places = [instance[0][:3] for instance in plot.instances()]
    # x is horizontal, y starts at the floor; all z are equal, and centred.
    assert places == [(-2.5, 2.5, 0), (2.5, 0, 0), (0, 5, 0)]
    # The scale does not change: a row beyond the first data lies outside of the
    # cube.
    plot.call("noo::tbl_insert", [[[2000, 1.0, 7, 1, 1]]], TABLE)
    assert plot.instances()[-1][0][:3] == (5, 7.5, 0)


def test_changes_of_the_table_change_the_plot(serve: Any) -> None:
    plot = serve("--instance-colors")
    init = plot.call("noo::tbl_subscribe", [], TABLE)
    types = [column["type"] for column in init["columns"]]
    assert types == ["INTEGER"] * 5 + ["TEXT"]
    assert init["data"][2] == [7, 8, 9, 30, 3, "third, and last"]

    row = [0, 0, 0, 30, 1, "new"]
    assert plot.call("noo::tbl_insert", [[row]], TABLE) == [3]
    assert [instance[0][:3] for instance in plot.instances()][-1] == (0, 0, 0)
    # One transaction contains the signal and the new instances.
    assert SIGNAL_INVOKE in plot.numbers and ENTITY_UPDATE in plot.numbers

    plot.call("noo::tbl_update", [[0], [[-1, 2, 3, 10, 1, "moved"]]], TABLE)
    assert plot.instances()[0][0][:3] == (-1, 2, 3)
    plot.call("noo::tbl_remove", [[1, 3]], TABLE)
    assert len(plot.instances()) == 2
    plot.call("noo::tbl_clear", [], TABLE)
    assert plot.representation == {}


SELECTION = {"name": "mine", "rows": [0], "row_ranges": [2, 3]}


def test_selected_points_stand_out(serve: Any) -> None:
    plot = serve("--instance-colors")
    plot.call("noo::tbl_update_selection", [SELECTION], TABLE)
    first, second, last = plot.instances()
    assert first[1] == last[1] == near(SELECTED_COLOR)
    assert second[1] != near(SELECTED_COLOR)
    assert first[3][:3] == near([1.6] * 3)
    assert last[3][:3] == near([4.8] * 3)


def test_the_legend_stands_beside_the_points(serve: Any) -> None:
    messages = RawClient(serve().url).introduce()
    legend = next(
        content
        for number, content in messages
        if number == ENTITY_CREATE and content.get("name") == "legend"
    )
    x, y, z = legend["transform"][12:15]
    # The points reach from (1, 2, 3) to (7, 8, 9), the largest to 8.5.
    assert (x > 8.5, y, z) == (True, 2, 6)


def test_selected_points_have_the_other_row_of_the_image(serve: Any) -> None:
    plot = serve()
    plot.call("noo::tbl_update_selection", [SELECTION], TABLE)
    rows = [instance[1][1] for instance in plot.instances()]
    assert rows == [0.75, 0.25, 0.75]


def test_the_plot_moves_turns_grows_and_goes(serve: Any) -> None:
    plot = serve()
    plot.call("noo::set_position", [[1, 2, 3]], PLOT)
    assert plot.transform == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]
    # A quarter turn about z: x becomes y, y becomes -x.
    half = 0.5**0.5
    plot.call("noo::set_rotation", [[0, 0, half, half]], PLOT)
    turned = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]
    assert plot.transform == pytest.approx(turned, abs=1e-6)
    plot.call("noo::set_scale", [[2, 3, 4]], PLOT)
    grown = [0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 4, 0, 1, 2, 3, 1]
    assert plot.transform == pytest.approx(grown, abs=1e-6)
    assert plot.call("delete", [], PLOT) is None
    assert plot.numbers.index(ENTITY_DELETE) < plot.numbers.index(TABLE_DELETE)
    # The axes and the legend belong to the plot.
    numbers = [number for number, _ in RawClient(plot.url).introduce()]
    assert TABLE_CREATE not in numbers
    assert ENTITY_CREATE not in numbers


def test_a_point_without_a_number_is_not_drawn(
    serve: Any, points: Path
) -> None:
    points.write_text("x,y,z,heat,mass\n1,2,,10,1\n4,5,6,20,1\n7,8,9,1,inf\n")
    plot = serve()
    assert [instance[0][:3] for instance in plot.instances()] == [(4, 5, 6)]
    assert (
        "warning: points.csv: 2 of 3 rows have no finite number in one of the "
        "columns x, y, z, mass and are not drawn"
    ) in plot.server.output.replace(f"{points.parent}/", "")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x,y\n1,2\n", 'no column "z"; the columns are "x", "y", separated'),
        (
            "x,y,z,heat,mass\n1,2,3,10,1\n1,2,3,10,big\n",
            'line 3, column 5 ("mass"): expected a number or a date, found',
        ),
        ("x,y,z\n1,2\n", "points.csv: line 2: expected 3 cells"),
        ("x,y,z,heat,mass\nNA,1,2,3,4\n", "found 1 rows without"),
        ("x,y,z,heat,mass\n", "found 0 rows without"),
    ],
)
def test_a_bad_file_is_an_error_with_its_place(
    points: Path, text: str, complaint: str
) -> None:
    points.write_text(text)
    done = run_program(program("point_plot_server"), str(points), *COLOR_FLAGS)
    assert done.returncode == 1
    assert complaint in done.stderr
