"""The corpus command over a folder that is made here."""

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
