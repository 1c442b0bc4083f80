"""The point-plot server reads tables as people have them."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from example_programs import program
from followed_plot import Plot
from noodles_tool import run, run_program
from server_process import ScenarioServer

# The rows of the texture: the map, missing values, selected points.
MAP, MISSING = 0.25, 0.5625
GREY = pytest.approx([0.3050] * 3, abs=2e-3)

Serve = Callable[..., Plot]


@pytest.fixture(name="serve")
def fixture_serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves a file of this content; gives a client that has joined."""
    servers = []

    def serve(content: str | bytes, *flags: str) -> Plot:
        file = tmp_path / f"points{len(servers)}.csv"
        data = content.encode() if isinstance(content, str) else content
        file.write_bytes(data)
        command = [program("point_plot_server"), str(file), *flags]
        servers.append(ScenarioServer([*command, "--asset-port", "off"]))
        return Plot(servers[-1])

    yield serve
    for server in servers:
        server.kill()


def table_of(plot: Plot) -> dict[str, Any]:
    """The table, as the tool prints it."""
    done = run("table", plot.url, "0/0", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def csv_of(plot: Plot, *flags: str) -> str:
    """The table, as the tool writes it."""
    done = run("table", plot.url, "0/0", "--csv", "-", *flags)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refusal(tmp_path: Path, content: str, *flags: str) -> str:
    """What the server says of a file that it does not serve."""
    file = tmp_path / "refused.csv"
    file.write_text(content)
    done = run_program(program("point_plot_server"), str(file), *flags)
    assert done.returncode == 1
    return done.stderr.replace(f"{tmp_path}/", "")


def test_integers_stay_apart(serve: Serve) -> None:
    ids = [
        5853498713190525697,
        5853498713190525696,
        2**53 + 1,
        2**63 - 1,
        -(2**63),
    ]
    lines = [f"{number},{row},0,0" for row, number in enumerate(ids)]
    plot = serve("\n".join(["id,x,y,z", *lines]))
    table = table_of(plot)
    assert table["columns"][0] == {"name": "id", "type": "INTEGER"}
    assert [row["row"][0] for row in table["rows"]] == ids
    rows = list(csv.reader(io.StringIO(csv_of(plot))))
    assert [int(row[1]) for row in rows[1:]] == ids


def test_a_missing_value_has_a_colour_of_its_own(serve: Serve) -> None:
    content = "x,y,z,t\n0,0,0,10\n1,0,0,\n2,0,0,20\n3,0,0,inf\n"
    plot = serve(content, "--color", "t")
    places = [instance[1][:2] for instance in plot.instances()]
    least, most = 0.5 / 256, 255.5 / 256
    assert places[0] == (least, MAP)
    assert places[1][1] == places[3][1] == MISSING
    assert places[2] == (most, MAP)
    assert plot.texts["legend"][-2:] == ["missing", "t"]
    colours = serve(content, "--color", "t", "--instance-colors")
    shown = [instance[1][:3] for instance in colours.instances()]
    assert shown[1] == GREY
    assert shown[0] != shown[1] != shown[2]


def test_what_the_tool_writes_is_read_again(serve: Serve) -> None:
    first = serve(
        'x,y,z,t,id,"a;b"\n'
        "0,0,0,inf,9223372036854775807,plain\n"
        '1,0.1,0,,-5,"x, ""y"""\n'
        "2,0,1e-320,-inf,0,  \n"
        "3,5,1e300,2,7,größe\n"
    )
    written = csv_of(first, "--no-keys")
    lines = written.splitlines()
    assert lines[0] == 'x,y,z,t,id,"a;b"'
    assert lines[2] == '1,0.1,0.0,,-5,"x, ""y"""'
    assert lines[1] == "0,0.0,0.0,inf,9223372036854775807,plain"
    second = serve(written)
    assert csv_of(second, "--no-keys") == written
    assert table_of(second)["columns"] == table_of(first)["columns"]
    # With keys, the column of the keys has a name that no other has.
    third = serve(csv_of(second))
    assert csv_of(third).split(",", 2)[:2] == ["table key", "key"]


def test_the_labels_of_a_legend_differ(serve: Serve) -> None:
    rows = [f"{i},0,0,{101325 + i / 4}" for i in range(5)]
    plot = serve("\n".join(["x,y,z,p", *rows]), "--color", "p")
    assert plot.texts["legend"] == [
        "101325",
        "101325.25",
        "101325.5",
        "101325.75",
        "101326",
        "p",
    ]


@pytest.mark.parametrize(
    ("content", "flags"),
    [
        ("x;y;z\n1.5;2;0\n", []),
        ("x\ty\tz\n1.5\t2\t0\n", []),
        ("x y z\n1.5 2 0\n", []),
        ("x;y;z;t\n1,5;2,0;0;20,1\n", ["--decimal", ","]),
        ("x:y:z\n1.5:2:0\n", ["--separator", ":"]),
        ("x,y,z\n+1.50, +2.,+0\n", []),
        ('n, x, y, z\n"a", "1.5", 2, " 0 "\n', []),
        ("x,y,z,,\n1.5,2,0,,\n", []),
        ("x,y,z\n1.5,2,0,\n", []),
        ("1.5,2,0\n", []),
        ("x,y,z\n1.5,2,0\n", ["--header", "names"]),
        ("a,b,c\n1.5,2,0\n", ["--names", "x,y,z"]),
        ("a,b,c\n1.5,2,0\n", ["--x", "a", "--y", "b", "--z", "c"]),
        ("# a\nx,y,z\n1.5,2,0\n", ["--comment", "#"]),
        ("a\nx,y,z\n1.5,2,0\n", ["--skip", "1"]),
        ("x,y,z\n1.5,2,0\n4,5\n", ["--fill"]),
        ("x,y,z\n1.5,2,0\n4,5,-999.0\n", ["--missing", "-999"]),
        ("x,y,z\n1.5,2,0\nNA,2,0\n", []),
        ('x;y;z\n"1,5";2;0\n', ["--decimal", ",", "--thousands", "."]),
        ("X,Y,Z\r\n1.5,2,0\r\n", []),
        ("\ufeffx,y,z\n1.5,2,0\n", []),
        ("x,y,z\n1.5,2,0\n".encode("utf-16"), []),
        ("x,y,z,é\n1.5,2,0,ö\n".encode("latin-1"), []),
        ("x,y,z\n'1.5',2,0\n", ["--quote", "'"]),
    ],
)
def test_one_point_in_many_spellings(
    serve: Serve, content: str | bytes, flags: list[str]
) -> None:
    assert serve(content, *flags).world() == [(1.5, 2, 0)]


def test_refusals_name_place_and_option(tmp_path: Path) -> None:
    text = refusal(tmp_path, "x;y;z\n1,5;2,0;0\n")
    assert (
        'refused.csv: line 2, column 1 ("x"): expected a number or a date, '
        'found "1,5"; the options decimal and thousands' in text
    )
    text = refusal(tmp_path, 'x,y,z\n"1e400",0,0\n1,0,0\n')
    assert 'line 2, column 1 ("x")' in text and '"1e400"' in text
    text = refusal(tmp_path, "x,y,z\n1,0,0\n0x10,0,0\n")
    assert 'line 3, column 1 ("x")' in text and "hexadecimal" in text
    text = refusal(tmp_path, "x;y\n1;2\n")
    assert 'no column "z"; the columns are "x", "y", separated by \';\'' in text
    text = refusal(tmp_path, "x,y,z\n1,2,3\n", "--max-cells", "2")
    assert "max_cells (2)" in text
    flags = ["--color", "t", "--log", "--range", "-5", "4"]
    text = refusal(tmp_path, "x,y,z,t\n1,2,3,4\n", *flags)
    assert "option range: expected numbers above zero" in text


def test_coordinates_of_maps_keep_their_centimetres(serve: Serve) -> None:
    rows = [
        (500000.01 + i / 100, 4649776.22 + i / 100, 100.0 + i) for i in range(5)
    ]
    lines = [",".join(f"{value:.2f}" for value in row) for row in rows]
    plot = serve("\n".join(["x,y,z", *lines]))
    for found, row in zip(plot.world(), rows, strict=True):
        assert found == pytest.approx(row, abs=1e-3)
    assert len({instance[0] for instance in plot.instances()}) == 5
    up = serve("\n".join(["x,y,z", *lines]), "--z-up")
    for found, (x, y, z) in zip(up.world(), rows, strict=True):
        assert found == pytest.approx((x, z, -y), abs=1e-3)


def test_texts_are_categories(serve: Serve) -> None:
    content = (
        "x,y,z,kind\n0,0,0,oak\n1,0,0,elm\n2,0,0,NA\n3,0,0,oak\n4,0,0,fir\n"
    )
    plot = serve(content, "--color", "kind")
    places = [instance[1][:2] for instance in plot.instances()]
    assert plot.texts["legend"] == ["elm", "fir", "oak", "missing", "kind"]
    # A third of the texture each: elm, fir, oak.
    thirds = [math.floor(u * 3) for u, v in places if v == MAP]
    assert thirds == [2, 0, 2, 1]
    assert places[2][1] == MISSING
    few = serve(content, "--color", "kind", "--max-categories", "1")
    assert few.texts["legend"] == ["oak", "2 others", "missing", "kind"]
    numbers = serve(
        "x,y,z,n\n0,0,0,10\n1,0,0,9\n", "--color", "n", "--categories"
    )
    assert numbers.texts["legend"] == ["9", "10", "n"]


def test_colours_follow_ranges_and_logarithms(serve: Serve) -> None:
    content = "x,y,z,t\n0,0,0,1\n1,0,0,100\n2,0,0,10000\n3,0,0,0\n"

    def parts(*flags: str) -> list[float]:
        shown = serve(content, "--color", "t", *flags).instances()
        return [round(i[1][0], 2) if i[1][1] == MAP else -1 for i in shown]

    assert parts("--log") == [0.0, 0.5, 1.0, -1]
    assert parts("--range", "-100", "100") == [0.51, 1.0, 1.0, 0.5]
    assert parts("--log", "--range", "1", "1000000") == [0.0, 0.33, 0.67, -1]


def test_axes_have_names_and_round_numbers(serve: Serve) -> None:
    content = "east,north,h\n0,0,0\n10,4,2\n"
    names = ["--x", "east", "--y", "north", "--z", "h", "--z-up"]
    texts = serve(content, *names).texts["points0 axes"]
    # Along x, upwards, and to the front.
    assert [text for text in texts if text.isalpha()] == ["east", "h", "north"]
    assert {"0", "5", "10", "2"} <= set(texts)
    assert not serve(content, *names, "--no-axes").texts


def test_an_equal_scale_keeps_the_shape(serve: Serve) -> None:
    content = "x,y,z\n0,0,0\n10,4,2\n"
    assert serve(content, "--cube", "1").world() == [
        (-0.5, 0, -0.5),
        (0.5, 1, 0.5),
    ]
    equal = serve(content, "--cube", "1", "--equal").world()
    assert equal[0] == pytest.approx((-0.5, 0, -0.1))
    assert equal[1] == pytest.approx((0.5, 0.4, 0.1))


def test_dates_are_coordinates_and_colours(serve: Serve) -> None:
    content = (
        "day,y,z\n2024-01-01,0,0\n2024-01-03,1,0\n2024-01-11,0,1\nNA,1,1\n"
    )
    plot = serve(content, "--x", "day", "--color", "day", "--no-axes")
    # In a cube of a metre.
    places = [place[0] for place in plot.world()]
    assert places == pytest.approx([-0.5, -0.3, 0.5])
    assert "has dates" in plot.server.output
    labels = plot.texts["legend"]
    assert labels[-2:] == ["missing", "day"]
    assert all(label.startswith("2024-01-") for label in labels[:-2])
    assert table_of(plot)["columns"][0]["type"] == "TEXT"
