"""The corpus command over folders that are made here."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

trimesh = pytest.importorskip(
    "trimesh", reason="older environment: ./dev setup"
)

CORPUS = pathlib.Path(__file__).parents[1] / "corpus.py"


def run(folder: pathlib.Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, CORPUS, folder],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )


def fill(folder: pathlib.Path) -> None:
    sphere = trimesh.creation.icosphere(subdivisions=2)
    box = trimesh.creation.box((1, 2, 3))
    box.apply_translation((500000, 4649776, 100))
    for extension in ("obj", "ply", "stl", "off", "glb"):
        sphere.export(folder / f"sphere.{extension}")
        box.export(folder / f"far_box.{extension}")
    scene = trimesh.Scene([sphere])
    scene.add_geometry(box, transform=trimesh.transformations.scale_matrix(2))
    scene.export(folder / "scene.glb")
    trimesh.PointCloud(sphere.vertices).export(folder / "cloud.ply")


def test_nothing_disagrees(tmp_path: pathlib.Path) -> None:
    fill(tmp_path)
    (tmp_path / "broken.ply").write_text("ply\nformat ascii 1.0\n")
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DISAGREEMENTS: 0 files" in done.stdout
    assert "read: 12 files" in done.stdout
    assert "broken.ply: INVALID_ARGUMENT" in done.stdout


def test_a_disagreement_is_listed(tmp_path: pathlib.Path) -> None:
    # trimesh takes the words behind the first line of a face for nothing; we
    # take words and not lines.
    (tmp_path / "lines.off").write_text(
        "OFF\n4 2 0\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n3 0 1 2\n3 0 2 3 9\n"
    )
    probe = tmp_path / "probe"
    real = os.environ["NOODLES_GEOMETRY_PROBE"]
    # A probe that loses a triangle.
    probe.write_text(
        f'#!/bin/sh\n"{real}" "$@" |\nsed \'s/"triangles":2/"triangles":1/\'\n'
    )
    probe.chmod(0o755)
    done = subprocess.run(
        [sys.executable, CORPUS, tmp_path, "--probe", probe],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "lines.off: trimesh: 1 triangles, and 2" in done.stdout


TABLES = {
    "plain.csv": "id,x,name\n5853498713190525697,0.1,a\n-5,1e300,b\n",
    "semicolon.csv": 'x;y;"a;b"\n1.5;2;"c;d"\n+3;-4;e\n',
    "tabs.tsv": "x\ty\n1\t2.5\n3\tNA\n",
    "blanks.csv": "x  y   z\n1 2.5  a\n 3 4 b\n",
    "missing.csv": "a,b,c\n1,NA,x\n,n/a,NULL\n3,-,?\n4,.,None\n",
    "gap.csv": "id,x\n9007199254740993,1\n,2\n",
    "huge.csv": "id,x\n18446744073709551616,1\n5,2\n",
    "quotes.csv": '"a ""b""", c\n"x\ny", 1\n"z", 2\n',
    "trailing.csv": "x,y,,\n1,2,,\n3,4,,\n",
    "rows.csv": '"x" "y"\n"a" 1 2\n"b" 3 4\n',
    "repeated.csv": "x,x,,y\n1,2,3,4\n5,6,7,8\n",
    "bare.csv": "1.5,2\n3,4.25\n",
    "dates.csv": "day,t\n2024-05-31,1\n2024-06-01 12:00,2\n",
    "special.csv": "t,u\ninf,True\n-Infinity,False\n+INF,True\n",
    "minus.csv": "t,u\n\u22125,a\n7,b\n",
    "crlf.csv": "\ufeffx,y\r\n1,2\r\n\r\n3,4\r\n",
}


def fill_tables(folder: pathlib.Path) -> None:
    for name, text in TABLES.items():
        (folder / name).write_bytes(text.encode())
    (folder / "latin1.csv").write_bytes(
        "name,x\ncaf\u00e9,1\n".encode("cp1252")
    )
    (folder / "utf16.csv").write_bytes("name,x\ncaf\u00e9,1\n".encode("utf-16"))
    (folder / "ragged.csv").write_text("a,b\n1,2\n3\n")


def test_tables_agree_with_pandas(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pandas", reason="older environment: ./dev setup")
    fill_tables(tmp_path)
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DISAGREEMENTS: 0 files" in done.stdout
    assert f"read: {len(TABLES) + 2} files" in done.stdout
    assert "ragged.csv: line 3: expected 2 cells" in done.stdout.replace(
        f"INVALID_ARGUMENT: {tmp_path}/ragged.csv: ", ""
    )
    assert "pandas:" not in done.stdout


def test_a_wrong_cell_is_listed(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pandas", reason="older environment: ./dev setup")
    (tmp_path / "ids.csv").write_text("id,x\n5853498713190525697,0.5\n")
    probe = tmp_path / "probe"
    real = os.environ["NOODLES_CSV_PROBE"]
    # A probe that rounds.
    probe.write_text(
        f'#!/bin/sh\n"{real}" "$@" | sed \'s/5853498713190525697/'
        "5853498713190525952/'\n"
    )
    probe.chmod(0o755)
    done = subprocess.run(
        [sys.executable, CORPUS, tmp_path, "--csv-probe", probe],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert (
        "ids.csv: column 'id' (INTEGER), row 1: 5853498713190525952, and "
        "5853498713190525697 in pandas"
    ) in done.stdout
