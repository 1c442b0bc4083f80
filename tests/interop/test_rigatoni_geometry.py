"""Geometry of Rigatoni's functions, read by the C++ client.

The expected numbers are computed with numpy. A file that Rigatoni reads or
writes with meshio must be the same mesh for Linguine's importer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import meshio
import numpy
import pytest

import geometry_inputs as inputs
from noodles_tool import recording, run
from rigatoni_process import running
from scene_probe import mesh_of, nodes_of
from server_process import ScenarioServer

Serve = Callable[[Path], ScenarioServer]


@pytest.fixture(name="file")
def fixture_file(tmp_path: Path) -> Path:
    """A mesh file of many triangles."""
    vertices, triangles = inputs.grid()
    path = tmp_path / "grid.ply"
    meshio.Mesh(vertices, [("triangle", triangles.astype("i4"))]).write(path)
    return path


@pytest.fixture(name="rigatoni")
def fixture_rigatoni(file: Path) -> Iterator[str]:
    """The URL of a Rigatoni server that has created its scene."""
    with running("rigatoni_geometry_server.py", str(file)) as url:
        yield url


def call(url: str, *arguments: str) -> None:
    """Runs a method of the server to its end."""
    done = run("call", url, *arguments)
    assert done.returncode == 0, done.stderr


def instances_of(url: str) -> numpy.ndarray:
    """The four columns of each instance, without padding."""
    instances = nodes_of(url)["dots"]["instances"]
    keys = ("position", "column", "rotation", "scale")
    return numpy.array(
        [
            numpy.concatenate([instance[key] for key in keys])
            for instance in instances
        ]
    )


def without_padding(matrices: numpy.ndarray) -> numpy.ndarray:
    """The same for matrices of four columns."""
    kept = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    return matrices.reshape(-1, 16)[:, kept]


def test_every_attribute_is_read(rigatoni: str) -> None:
    mesh = mesh_of(rigatoni, "whole")
    assert mesh["type"] == "TRIANGLES"
    assert mesh["positions"] == inputs.POSITIONS
    assert mesh["normals"] == inputs.NORMALS
    assert mesh["tangents"] == inputs.TANGENTS
    assert mesh["indices"] == numpy.ravel(inputs.INDICES).tolist()
    # Rigatoni converts values of 0 to 1 to integers and marks them as
    # normalized.
    (textures,) = mesh["texture_coordinates"]
    (colors,) = mesh["colors"]
    numpy.testing.assert_allclose(
        textures, numpy.trunc(inputs.TEXTURES) / 65535
    )
    numpy.testing.assert_allclose(
        colors, numpy.trunc(inputs.COLORS) / 255, rtol=1e-6
    )


def test_normals_that_it_computes_are_read(rigatoni: str) -> None:
    places = numpy.array(inputs.POSITIONS)
    sums = numpy.zeros_like(places)
    for face in inputs.INDICES:
        a, b, c = places[face]
        # The length is proportional to the area of the face.
        sums[face] += numpy.cross(b - a, c - a)
    expected = sums / numpy.linalg.norm(sums, axis=1, keepdims=True)
    normals = mesh_of(rigatoni, "smooth")["normals"]
    numpy.testing.assert_allclose(normals, expected, atol=1e-6)
    # For faces whose orientation Rigatoni changes, only the length of the
    # normals is certain.
    mixed = mesh_of(rigatoni, "mixed")["normals"]
    numpy.testing.assert_allclose(
        numpy.linalg.norm(mixed, axis=1), 1, atol=1e-6
    )


def test_a_mesh_behind_its_byte_server_is_read(rigatoni: str) -> None:
    vertices, triangles = inputs.grid()
    mesh = mesh_of(rigatoni, "grid")
    assert mesh["positions"] == vertices.tolist()
    assert mesh["indices"] == triangles.ravel().tolist()


def test_instances_are_read(rigatoni: str) -> None:
    expected = without_padding(inputs.instance_matrices())
    numpy.testing.assert_array_equal(instances_of(rigatoni), expected)
    call(rigatoni, "append")
    numpy.testing.assert_array_equal(
        instances_of(rigatoni), numpy.concatenate([expected, expected])
    )
    call(rigatoni, "replace_instances")
    defaults = numpy.tile(
        numpy.array(
            [[0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 1], [1, 1, 1, 1]], "f4"
        ),
        (2, 1, 1),
    )
    defaults[:, 0, :3] = inputs.INSTANCE_POSITIONS[:2]
    numpy.testing.assert_array_equal(
        instances_of(rigatoni), without_padding(defaults)
    )


def test_a_mesh_that_is_replaced_keeps_the_instances(rigatoni: str) -> None:
    (before,) = nodes_of(rigatoni)["dots"]["parts"]
    # Rigatoni may delete the shared buffer of indices and vertices twice, and
    # reply with an error; it has sent the new mesh before.
    run("call", rigatoni, "replace_mesh")
    (after,) = nodes_of(rigatoni)["dots"]["parts"]
    assert before["normals"] != inputs.NORMALS
    assert after["normals"] == inputs.NORMALS
    numpy.testing.assert_array_equal(
        instances_of(rigatoni), without_padding(inputs.instance_matrices())
    )


def triangles_served(server: str) -> numpy.ndarray:
    """The triangles of the imported mesh in a server's scene."""
    meshes = [
        part
        for name, node in nodes_of(server).items()
        for part in node["parts"]
        if name not in ("whole", "smooth", "mixed", "grid", "dots")
    ]
    (mesh,) = meshes
    return inputs.triangles_of(mesh["positions"], mesh["indices"])


@pytest.mark.parametrize("extension", ["ply", "stl"])
def test_a_file_is_the_same_mesh_to_both(
    file: Path, serve_geometry: Serve, extension: str
) -> None:
    expected = inputs.triangles_of(*inputs.grid())
    path = file.with_suffix(f".{extension}")
    meshio.read(file).write(path)
    with running("rigatoni_geometry_server.py", str(path)) as url:
        numpy.testing.assert_array_equal(triangles_served(url), expected)
    ours = serve_geometry(path).url
    numpy.testing.assert_array_equal(triangles_served(ours), expected)


def test_a_file_that_it_exports_is_imported(
    rigatoni: str, tmp_path: Path, serve_geometry: Serve
) -> None:
    path = tmp_path / "exported.ply"
    call(rigatoni, "export", json.dumps(str(path)))
    numpy.testing.assert_array_equal(
        triangles_served(serve_geometry(path).url),
        inputs.triangles_of(*inputs.grid()),
    )


# The place and the text of each finding.
KNOWN_FAULTS = [
    ("MsgBufferCreate", ".size", "not padded to 4 bytes"),
    ("MsgGeometryCreate", ".patches[0].attributes[0]", "without minimum_value"),
    (
        "MsgGeometryCreate",
        ".patches[0].attributes[3]",
        "coordinates are all 0 and 1",
    ),
    (
        "MsgGeometryCreate",
        ".patches[0].attributes[4]",
        "colours are all 0 and 1",
    ),
    ("MsgGeometryCreate", ".patches[0].indices", "lie outside of their view"),
    ("MsgGeometryCreate", ".patches[0].indices.format", "neither U16 nor U32"),
    ("MsgEntityCreate", ".render_rep.instances.bb", "is left out"),
    ("MsgEntityUpdate", ".render_rep.instances.bb", "is left out"),
]


def faults_of(path: Path) -> list[dict[str, Any]]:
    """The findings in a recording."""
    found = run("validate", str(path), "--json")
    assert found.returncode == 1, found.stdout + found.stderr
    return json.loads(found.stdout)["findings"]


def test_its_known_faults_are_named(rigatoni: str, tmp_path: Path) -> None:
    path = tmp_path / "rigatoni.rec"
    with recording(rigatoni, path):
        call(rigatoni, "append")
    places = [
        (fault["message"], fault["path"], fault["what"])
        for fault in faults_of(path)
    ]
    for message, place, what in KNOWN_FAULTS:
        assert any(
            message == m and place == p and what in w for m, p, w in places
        ), (message, place, what, places)
