"""What people see: columns, digits, widths, summaries, closed pipes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from test_table import insert
from tool import TOOL, Running, frame, on_terminal, replay_frames, run

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

# A name, and what is shown of its cells: a float of 32 bits, a float with many
# digits, a time in seconds, a small and a negative number.
NUMBERS = [
    ("single", 0.10000000149011612, "0.1"),
    ("many digits", 20.49916708323414, "20.4991671"),
    ("a time", 1732953600.25, "1732953600.25"),
    ("small", 1e-7 / 3, "3.33333333e-08"),
    ("negative", -2.0, "-2.0"),
]


def test_columns_and_digits(table: str) -> None:
    keys = insert(table, [[name, 7, value] for name, value, _ in NUMBERS])
    lines = run("table", table, "measurements").stdout.splitlines()
    head = lines[0]
    assert head.split() == ["key", "source", "second", "temperature"]
    rows = {line.split()[0]: line for line in lines[1:]}
    for key, (name, _, shown) in zip(keys, NUMBERS, strict=True):
        row = rows[str(key)]
        assert re.split(r"  +", row.strip()) == [str(key), name, "7", shown]
        # Numbers end, and texts begin, below their titles.
        assert row.endswith(shown) and len(row) == len(head)
        assert row.index(name) == head.index("source")
        assert row[: len("key")].strip() == str(key)
    # Programs get all digits.
    exact = run("table", table, "measurements", "--csv", "-").stdout
    assert "20.49916708323414" in exact


def test_one_long_cell_does_not_move_the_others(table: str) -> None:
    long = "long " * 40
    key, short = insert(table, [[long, 1, 0.5], ["short", 2, 0.5]])
    lines = run("table", table, "measurements").stdout.splitlines()
    rows = {line.split()[0]: line for line in lines[1:]}
    assert long.strip() in rows[str(key)]
    assert len(rows[str(short)]) < 80
    cut = run("table", table, "measurements", "--line-width", "60").stdout
    assert all(len(line) <= 60 for line in cut.splitlines())
    # Texts are cut, numbers are not.
    row = next(r for r in cut.splitlines() if r.split()[0] == str(key))
    assert "..." in row
    assert row.split()[-2:] == ["1", "0.5"]


@pytest.mark.parametrize("columns", [60, 120])
def test_lines_fit_the_terminal(demo: str, columns: int) -> None:
    commands = [
        ["inspect", demo],
        ["inspect", demo, "--watch", "--seconds", "0.3"],
        ["methods", demo],
        ["table", demo, "lorenz"],
        ["call", "--help"],
        ["--help"],
    ]
    for command in commands:
        code, shown = on_terminal(*command, columns=columns)
        assert code == 0, shown
        lines = [ESCAPE.sub("", line) for line in shown.splitlines()]
        # Command lines are whole, for copying.
        longest = max(
            (line for line in lines if "noodles " not in line), key=len
        )
        assert len(longest) <= columns, longest
        if command == ["inspect", demo]:
            assert any(line.endswith("...") for line in lines)
    # Pipes and files get whole lines; an option cuts them.
    assert max(map(len, run("inspect", demo).stdout.splitlines())) > 120
    done = run("inspect", demo, "--line-width", "50")
    assert max(map(len, done.stdout.splitlines())) == 50
    code, shown = on_terminal(
        "inspect", demo, "--line-width", "0", columns=columns
    )
    assert max(map(len, shown.splitlines())) > 120


def test_wide_characters_are_counted(tmp_path: Path) -> None:
    # Each of these characters takes two columns.
    name = "麺" * 40
    scene = [4, {"id": [0, 0], "name": name, "visible": True}, 35, {}]
    server = replay_frames(tmp_path, [frame(*scene)])
    lines = run("inspect", server.url, "--line-width", "40").stdout.splitlines()
    name = lines[2]
    assert name.startswith('  Entity 0/0 "麺') and name.endswith("...")
    assert 39 <= len(name) + name.count("麺") <= 40
    assert server.end() == 0


# ---- Many changes


def burst(count: int) -> list[bytes]:
    """A scene, and a frame with this number of changes of its first entity,
    and one of the second.
    """
    scene = [
        part
        for slot, name in enumerate(["pump", "valve"])
        for part in [4, {"id": [slot, 0], "name": name, "visible": True}]
    ]
    updates = [
        part
        for step in range(count)
        for part in [5, {"id": [0, 0], "visible": step % 2 == 1}]
    ]
    updates += [5, {"id": [1, 0], "visible": False}]
    return [frame(*scene, 35, {}), frame(*updates)]


def test_many_changes_are_summarized(tmp_path: Path) -> None:
    server = replay_frames(tmp_path, burst(100), "--speed", "0")
    watching = Running(TOOL, "inspect", server.url, "--watch")
    shown = []
    for line in watching.lines():
        shown.append(line.rstrip())
        if "valve" in line and "updated" in line:
            break
    changes = shown[4:]
    single = 'updated Entity 0/0 "pump"  visible='
    assert all(change.startswith(single) for change in changes[:10])
    assert changes[10:] == [
        f"90 times, last: {single}true",
        'updated Entity 1/0 "valve"  visible=false',
    ]
    assert watching.end() == 0
    # The option prints all, and JSON always has all.
    for option in ["--all", "--json"]:
        watching = Running(TOOL, "inspect", server.url, "--watch", option)
        count = 0
        for line in watching.lines():
            count += "pump" in line and "updated" in line
            if "valve" in line and "updated" in line:
                break
        assert count == 100
        assert watching.end() == 0
    assert server.end() == 0


def test_many_things_that_change_are_counted(tmp_path: Path) -> None:
    scene = [4, {"id": [99, 0], "name": "root", "visible": True}, 35, {}]
    create = [
        part
        for slot in range(50)
        for part in [4, {"id": [slot, 0], "visible": True}]
    ]
    server = replay_frames(tmp_path, [frame(*scene), frame(*create)])
    watching = Running(TOOL, "inspect", server.url, "--watch")
    shown = []
    for line in watching.lines():
        shown.append(line.rstrip())
        if "more changes" in line:
            break
    created = [line for line in shown if line.startswith("created ")]
    assert len(created) == 10 + 10
    assert shown[-1] == (
        "and 30 more changes in this second; --all prints every change"
    )
    assert watching.end() == 0
    assert server.end() == 0


# ---- Outputs that end


@pytest.mark.parametrize("ignored", [True, False])
@pytest.mark.parametrize(
    "command",
    [
        ["inspect"],
        ["inspect", "--json"],
        ["inspect", "--watch"],
        ["inspect", "--watch", "--json"],
        ["methods"],
        ["table", "lorenz", "--csv", "-"],
        ["fetch", "linguine buffer", "-o", "-"],
        ["listen"],
    ],
)
def test_a_closed_pipe_is_no_error(
    demo: str, command: list[str], *, ignored: bool
) -> None:
    process = subprocess.Popen(
        [TOOL, command[0], demo, *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        restore_signals=not ignored,
    )
    assert process.stdout is not None
    if command[0] != "listen":
        process.stdout.read(1)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert not [line for line in errors.splitlines() if "noodles:" in line]


def test_a_full_disk_ends_what_runs_until_ctrl_c(demo: str) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.Popen(
            [TOOL, "inspect", demo, "--watch"],
            stdout=full,
            stderr=subprocess.PIPE,
        )
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 4
    assert b"cannot write to stdout: No space left on device" in errors


def test_standard_streams_that_are_closed(demo: str) -> None:
    # The connection must not get the number of stdout.
    process = subprocess.Popen(
        ["sh", "-c", f"'{TOOL}' inspect '{demo}' <&- >&-"],
        stderr=subprocess.PIPE,
        env={**os.environ},
    )
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 4
    assert b"cannot write to stdout" in errors


def test_ctrl_c_prints_what_was_collected(tmp_path: Path) -> None:
    server = replay_frames(tmp_path, burst(100), "--speed", "0")
    watching = Running(TOOL, "inspect", server.url, "--watch")
    lines = watching.lines()
    shown = [lines.readline() for _ in range(13)]
    assert "pump" in shown[-1]
    # Time for the changes behind the last line to be collected; should the
    # second end meanwhile, the summary comes by itself.
    time.sleep(0.4)
    watching.process.send_signal(signal.SIGINT)
    shown += list(lines)
    assert any("last: updated Entity 0/0" in line for line in shown)
    assert watching.end() == 0
    assert server.end() == 0
