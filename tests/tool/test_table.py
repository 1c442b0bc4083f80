"""noodles table: print, follow, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from tool import TOOL, Running, result_of, run

ROWS = [
    ["plain", 1, 0.5],
    ["a, b", 2, 1.0],
    ['he said "no"', 3, 1.5],
    ["two\nlines", 4, 2.0],
    [" blanks ", 5, 2.5],
    ["", 6, 3.0],
    ["größe", -7, -3.25],
]


def insert(url: str, rows: list[list[object]]) -> list[int]:
    """Inserts rows; returns their keys."""
    answer = result_of(
        "call",
        url,
        "noo::tbl_insert",
        json.dumps(rows),
        "--on",
        "table:measurements",
    )
    return answer["result"]


def test_the_content_as_json_and_text(table: str) -> None:
    content = result_of("table", table, "measurements")
    assert content["columns"] == [
        {"name": "source", "type": "TEXT"},
        {"name": "second", "type": "INTEGER"},
        {"name": "temperature", "type": "REAL"},
    ]
    first = content["rows"][0]
    assert first["row"] == ["by hand", 0, 21.5]
    assert content["selections"] == [
        {"name": "by hand", "rows": [first["key"]], "row_ranges": []}
    ]
    lines = run("table", table, "measurements").stdout.splitlines()
    assert lines[0].split() == ["key", "source", "second", "temperature"]
    assert lines[1].split() == [str(first["key"]), "by", "hand", "0", "21.5"]
    assert f"selection by hand: {first['key']}" in lines


def test_csv_is_read_back_by_another_program(
    table: str, tmp_path: Path
) -> None:
    keys = insert(table, ROWS)
    path = tmp_path / "table.csv"
    done = run("table", table, "0", "--csv", str(path))
    assert done.returncode == 0, done.stderr
    text = path.read_bytes().decode()
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read[0] == ["key", "source", "second", "temperature"]
    by_key = {int(row[0]): row[1:] for row in read[1:]}
    for key, row in zip(keys, ROWS, strict=True):
        assert by_key[key][0] == row[0]
        assert int(by_key[key][1]) == row[1]
        assert float(by_key[key][2]) == row[2]
    # Lines end with CR LF; cells are quoted only if necessary.
    assert f"{keys[0]},plain,1,0.5\r\n" in text
    assert f'{keys[1]},"a, b",2,1.0\r\n' in text
    assert f'{keys[2]},"he said ""no""",3,1.5\r\n' in text
    # A table by its name, on stdout.
    again = run("table", table, "measurements", "--csv", "-")
    assert 'he said ""no""' in again.stdout
    # Without the keys of the rows.
    bare = run("table", table, "measurements", "--csv", "-", "--no-keys")
    lines = bare.stdout.splitlines()
    assert lines[0] == "source,second,temperature"
    assert "plain,1,0.5" in lines


def test_following_tells_each_change(table: str) -> None:
    following = Running(
        TOOL, "table", table, "measurements", "--follow", "--json"
    )
    lines = following.lines()
    first = json.loads(lines.readline())
    assert first["change"] == "reset"
    assert first["table"]["rows"][0]["row"] == ["by hand", 0, 21.5]
    (key,) = insert(table, [["new", 1, 0.5]])
    on = ["--on", "table:measurements"]
    selection = json.dumps({"name": "mine", "rows": [key]})
    for call in [
        ["noo::tbl_update", f"[{key}]", '[["newer", 2, 1.5]]'],
        ["noo::tbl_update_selection", selection],
        ["noo::tbl_remove", f"[{key}]"],
    ]:
        result_of("call", table, *call, *on)
    changes = []
    # Meanwhile the server adds rows.
    while not changes or changes[-1] != {"change": "removed", "key": key}:
        change = json.loads(lines.readline())
        if change.get("key") == key or change["change"] == "selection":
            changes.append(change)
    assert {"change": "updated", "key": key, "row": ["new", 1, 0.5]} in changes
    assert {
        "change": "updated",
        "key": key,
        "row": ["newer", 2, 1.5],
    } in changes
    selected = [c["selection"] for c in changes if c["change"] == "selection"]
    assert selected[0] == {"name": "mine", "rows": [key], "row_ranges": []}
    assert following.end() == 0


def test_following_for_people(table: str) -> None:
    following = Running(TOOL, "table", table, "measurements", "--follow")
    lines = following.lines()
    head = lines.readline()
    assert head.split() == [
        "change",
        "key",
        *"source second temperature".split(),
    ]
    assert lines.readline().split() == ["0", "by", "hand", "0", "21.5"]
    keys = insert(table, [["new", 1, 0.5]] * 40)
    shown = []
    for line in lines:
        if " new " in line or "more changes" in line:
            shown.append(line.rstrip())
        if "more changes" in line:
            break
    # Ten rows at once; ten, and the number of the others, at the second's end.
    # Meanwhile the server adds rows.
    assert 18 <= len(shown) - 1 <= 20
    assert shown[0] == (f"updated  {keys[0]:>3}  {'new':7}  {1:>6}  {0.5:>11}")
    assert len(head.rstrip()) == len(shown[0])
    others = re.fullmatch(r"and (\d+) more changes in this second.*", shown[-1])
    assert others is not None and 20 <= int(others[1]) <= 22
    assert following.end() == 0


def test_what_is_not_there(table: str, tmp_path: Path) -> None:
    done = run("table", table, "no such table")
    assert done.returncode == 1
    assert "no such table" in done.stderr
    done = run(
        "table", table, "measurements", "--csv", str(tmp_path / "no" / "t")
    )
    assert done.returncode == 4
