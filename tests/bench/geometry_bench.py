"""Measures how meshio and trimesh read files of a million triangles.

    geometry_bench.py write FOLDER      makes mesh.obj, .ply, .stl, .glb
    geometry_bench.py measure FOLDER    prints {"name": nanoseconds}
    geometry_bench.py memory FOLDER PROGRAM
                                        prints {"name": bytes}, the most
                                        resident memory of a process that reads
                                        one file; PROGRAM is geometry_bench

trimesh reads and computes normals, as Linguine's import does where a file has
none; meshio reads only, for it knows no normals.
"""

import functools
import json
import pathlib
import resource
import subprocess
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


def peak(reader, file):
    """Reads a file, and prints the most resident memory of this process."""
    if reader == "meshio":
        mesh = meshio.read(file)
    else:
        mesh = read_with_normals(pathlib.Path(file))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    del mesh


def memory(folder, program):
    """The peaks of all readers, each in a process of its own."""
    peaks = {}
    for extension in FORMATS:
        file = folder / f"mesh.{extension}"
        commands = {"linguine": [program, "--peak", file]}
        for reader in ("meshio", "trimesh"):
            commands[reader] = [sys.executable, __file__, "peak", reader, file]
        if extension == "glb":  # meshio reads no glTF
            del commands["meshio"]
        for reader, command in commands.items():
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, check=True
            )
            peaks[f"memory/{extension}/{reader}"] = int(done.stdout.split()[-1])
    json.dump(peaks, sys.stdout)


if __name__ == "__main__":
    operation, *arguments = sys.argv[1:]
    if operation == "peak":
        peak(*arguments)
    elif operation == "memory":
        memory(pathlib.Path(arguments[0]), arguments[1])
    else:
        {"write": write, "measure": measure}[operation](
            pathlib.Path(arguments[0])
        )
