"""Measures how meshio and trimesh read files of a million triangles.

    geometry_bench.py write FOLDER      makes mesh.obj, .ply, .stl, .glb
    geometry_bench.py measure FOLDER    prints {"name": nanoseconds}

trimesh reads and computes normals, as Linguine's import does where a file has
none; meshio reads only, for it knows no normals.
"""

import functools
import json
import pathlib
import sys
import time

import meshio
import numpy
import trimesh

ROWS, COLUMNS = 500, 1000  # two triangles for each
FORMATS = ("obj", "ply", "stl", "glb")


def make_torus():
    """Points and triangles of a closed surface that is not quite even."""
    row, column = numpy.meshgrid(
        numpy.arange(ROWS), numpy.arange(COLUMNS), indexing="ij"
    )
    small = 2 * numpy.pi * row / ROWS
    large = 2 * numpy.pi * column / COLUMNS
    radius = 0.4 + 0.02 * numpy.sin(31 * small) * numpy.cos(47 * large)
    ring = 1 + radius * numpy.cos(small)
    points = numpy.stack(
        [
            ring * numpy.cos(large),
            radius * numpy.sin(small),
            ring * numpy.sin(large),
        ],
        axis=-1,
    )
    place = row * COLUMNS + column
    down = numpy.roll(place, -1, axis=0)
    right = numpy.roll(place, -1, axis=1)
    across = numpy.roll(down, -1, axis=1)
    triangles = numpy.stack(
        [place, down, across, place, across, right], axis=-1
    )
    return (
        points.reshape(-1, 3).astype(numpy.float32),
        triangles.reshape(-1, 3).astype(numpy.int32),
    )


def write(folder):
    points, triangles = make_torus()
    mesh = meshio.Mesh(points, [("triangle", triangles)])
    mesh.write(folder / "mesh.obj")
    mesh.write(folder / "mesh.ply", binary=True)
    mesh.write(folder / "mesh.stl", binary=True)
    trimesh.Trimesh(points, triangles, process=False).export(
        folder / "mesh.glb"
    )


def nanoseconds(operation):
    start = time.perf_counter()
    result = operation()
    return (time.perf_counter() - start) * 1e9, result


def read_with_normals(file):
    mesh = trimesh.load_mesh(file)
    if len(mesh.faces) != 2 * ROWS * COLUMNS:
        sys.exit(f"geometry_bench.py: {file.name} has {len(mesh.faces)} faces")
    return mesh, mesh.vertex_normals


def measure(folder):
    times = {}
    for extension in FORMATS:
        file = folder / f"mesh.{extension}"
        if extension != "glb":  # meshio reads no glTF
            times[f"geometry/{extension}/meshio"], _ = nanoseconds(
                functools.partial(meshio.read, file)
            )
        times[f"geometry/{extension}/trimesh"], (mesh, _) = nanoseconds(
            functools.partial(read_with_normals, file)
        )
    # A new object, without the caches of the first.
    again = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    times["geometry/normals/trimesh"], _ = nanoseconds(
        lambda: again.vertex_normals
    )
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    {"write": write, "measure": measure}[sys.argv[1]](pathlib.Path(sys.argv[2]))
