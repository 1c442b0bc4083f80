"""Files written by trimesh and meshio, read by us; ours, read by them."""

import json
import os
import pathlib
import subprocess

import pytest

np = pytest.importorskip("numpy", reason="older environment: ./dev setup")
trimesh = pytest.importorskip(
    "trimesh", reason="older environment: ./dev setup"
)
meshio = pytest.importorskip("meshio", reason="older environment: ./dev setup")

PROBE = os.environ["NOODLES_GEOMETRY_PROBE"]
READ = ["obj", "ply", "stl", "off", "glb"]
WRITTEN = ["obj", "ply", "stl", "glb", "gltf"]


def probe(*arguments: object) -> str:
    return subprocess.run(
        [PROBE, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def knot() -> "trimesh.Trimesh":
    """A surface without symmetry, of one part."""
    mesh = trimesh.creation.icosphere(subdivisions=3)
    x, y, z = mesh.vertices.T
    bent = np.column_stack([x * (2 + y), y + 0.3 * x * z, 1.5 * z + 0.2 * x])
    return trimesh.Trimesh(bent.astype(np.float32), mesh.faces, process=False)


def expect_same(described: dict, mesh: "trimesh.Trimesh") -> None:
    assert described["triangles"] == len(mesh.faces)
    np.testing.assert_allclose(
        [described["min"], described["max"]], mesh.bounds, rtol=1e-5, atol=1e-6
    )
    assert described["area"] == pytest.approx(mesh.area, rel=1e-5)


@pytest.mark.parametrize("extension", READ)
def test_reads_what_trimesh_writes(
    extension: str, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / f"knot.{extension}"
    knot().export(file)
    expect_same(json.loads(probe("describe", file)), knot())


@pytest.mark.parametrize("extension", ["ply", "stl", "obj", "off"])
def test_reads_what_meshio_writes(
    extension: str, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / f"knot.{extension}"
    mesh = knot()
    meshio.Mesh(
        np.asarray(mesh.vertices, np.float32),
        [("triangle", np.asarray(mesh.faces, np.int32))],
    ).write(file)
    expect_same(json.loads(probe("describe", file)), mesh)


@pytest.mark.parametrize("extension", WRITTEN)
def test_trimesh_reads_what_we_write(
    extension: str, tmp_path: pathlib.Path
) -> None:
    source = tmp_path / "knot.ply"
    knot().export(source)
    file = tmp_path / f"ours.{extension}"
    probe("convert", source, file)
    read = trimesh.load(file, force="mesh")
    assert len(read.faces) == len(knot().faces)
    np.testing.assert_allclose(read.bounds, knot().bounds, rtol=1e-5)
    assert read.area == pytest.approx(knot().area, rel=1e-5)
    assert read.volume == pytest.approx(knot().volume, rel=1e-4)


def test_normals_are_those_of_trimesh(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "knot.ply"
    mesh = knot()
    mesh.export(file)
    rows = np.array(
        [
            [float(number) for number in line.split()]
            for line in probe("normals", file).splitlines()
        ]
    )
    assert len(rows) == len(mesh.vertices)
    # Weighted by the angles at the vertex, as ours.
    expected = trimesh.geometry.weighted_vertex_normals(
        len(mesh.vertices), mesh.faces, mesh.face_normals, mesh.face_angles
    )
    places = {
        tuple(np.float32(v)): n
        for v, n in zip(mesh.vertices, expected, strict=True)
    }
    for row in rows:
        np.testing.assert_allclose(
            row[3:], places[tuple(np.float32(row[:3]))], atol=2e-4
        )
