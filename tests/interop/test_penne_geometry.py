"""Geometry of Linguine's functions, read by Penne and decoded with numpy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import penne
import pytest

import geometry_inputs as inputs
from mirror import read_attribute, read_indices
from noodles_tool import run
from penne_session import PenneSession
from server_process import ScenarioServer

Serve = Callable[[Path], ScenarioServer]

COLOR_BYTES = [[255, 0, 127], [0, 1, 2], [3, 4, 5], [254, 253, 252], [9, 8, 7]]
SECOND_TEXTURES = [
    [-1.5, 0.25],
    [2.0, 3.0],
    [0.0, 0.0],
    [1.0, 1.0],
    [0.125, -7.0],
]


class PenneViews:
    """The views and buffers of a client, for the decoding functions."""

    def __init__(self, client: penne.Client) -> None:
        self._client = client

    def bytes_of(self, view: Any) -> bytes:
        """The bytes of a view."""
        found = self._client.state[view]
        data = self._client.state[found.source_buffer].inline_bytes
        assert len(data) == self._client.state[found.source_buffer].size
        return data[found.offset : found.offset + found.length]


class Seen:
    """The mesh and the instances of an entity in Penne."""

    def __init__(self, session: PenneSession, name: str) -> None:
        client = session.client
        self._views: Any = PenneViews(client)
        self.representation = client.get_delegate(name).render_rep
        (self.patch,) = client.state[self.representation.mesh].patches

    def attribute(
        self, semantic: str, channel: int | None = None
    ) -> numpy.ndarray:
        """The values of an attribute, a row for each vertex."""
        (found,) = [
            attribute
            for attribute in self.patch.attributes
            if attribute.semantic == semantic
            and (channel is None or attribute.channel == channel)
        ]
        return read_attribute(self._views, dict(found), self.patch.vertex_count)

    def bounds(self) -> tuple[list[float], list[float]]:
        """The bounding box of the positions."""
        found = self.patch.attributes[0]
        assert found.semantic == "POSITION"
        return found.minimum_value, found.maximum_value

    def indices(self) -> list[int]:
        """All indices."""
        return read_indices(self._views, dict(self.patch.indices)).tolist()

    def instances(self) -> numpy.ndarray:
        """The four columns of each instance."""
        source = self.representation.instances
        data = self._views.bytes_of(source.view)
        return numpy.frombuffer(data, "<f4").reshape(-1, 4, 4)


def arrays() -> dict[str, Any]:
    """All attributes that a mesh can have, as lists."""
    return {
        "positions": inputs.POSITIONS,
        "normals": inputs.NORMALS,
        "tangents": inputs.TANGENTS,
        "texture_coordinates": [inputs.TEXTURES, SECOND_TEXTURES],
        "colors": [inputs.COLORS],
        "color_bytes": [COLOR_BYTES],
        "indices": inputs.INDICES,
        "instances": {
            "positions": inputs.INSTANCE_POSITIONS,
            "colors": inputs.INSTANCE_COLORS,
            "rotations": inputs.INSTANCE_ROTATIONS,
            "scales": inputs.INSTANCE_SCALES,
        },
    }


@pytest.fixture(name="url")
def fixture_url(tmp_path: Path, serve_geometry: Serve) -> str:
    """A server of the arrays."""
    path = tmp_path / "arrays.json"
    path.write_text(json.dumps(arrays()))
    return serve_geometry(path).url


def test_a_mesh_is_what_went_in(url: str) -> None:
    with PenneSession(url, strict=True) as session:
        seen = Seen(session, "mesh")
        assert seen.patch.type == "TRIANGLES"
        equal = numpy.testing.assert_array_equal
        equal(seen.attribute("POSITION"), inputs.POSITIONS)
        equal(seen.attribute("NORMAL"), inputs.NORMALS)
        equal(seen.attribute("TANGENT"), inputs.TANGENTS)
        equal(seen.attribute("TEXTURE", 0), inputs.TEXTURES)
        equal(seen.attribute("TEXTURE", 1), SECOND_TEXTURES)
        equal(seen.attribute("COLOR", 0), inputs.COLORS)
        opaque = numpy.hstack([COLOR_BYTES, numpy.full((5, 1), 255)]) / 255
        numpy.testing.assert_allclose(
            seen.attribute("COLOR", 1), opaque, rtol=1e-6
        )
        assert seen.indices() == numpy.ravel(inputs.INDICES).tolist()
        places = numpy.array(inputs.POSITIONS)
        least, greatest = seen.bounds()
        equal(least, places.min(axis=0))
        equal(greatest, places.max(axis=0))
        session.assert_healthy()


def test_instances_are_what_went_in(url: str) -> None:
    expected = inputs.instance_matrices()
    with PenneSession(url, strict=True) as session:
        seen = Seen(session, "instances")
        numpy.testing.assert_array_equal(seen.instances(), expected)
        session.assert_healthy()
    done = run("call", url, "append")
    assert done.returncode == 0, done.stderr
    with PenneSession(url, strict=True) as session:
        numpy.testing.assert_array_equal(
            Seen(session, "instances").instances(),
            numpy.concatenate([expected, expected]),
        )
        session.assert_healthy()


def test_bounds_hold_every_corner_of_every_instance(url: str) -> None:
    places = numpy.array(inputs.POSITIONS)
    corners = [
        [places[:, axis].min() if (i >> axis) & 1 else places[:, axis].max()
         for axis in range(3)]
        for i in range(8)
    ]  # fmt: skip
    # The rotations are identities or half turns about an axis.
    turned = []
    for matrix in inputs.instance_matrices().astype("f8"):
        axis = matrix[2, :3]
        flips = (
            numpy.where(axis == 0, -1.0, 1.0) if axis.any() else numpy.ones(3)
        )
        turned.append(
            numpy.array(corners) * matrix[3, :3] * flips + matrix[0, :3]
        )
    points = numpy.concatenate(turned)
    with PenneSession(url, strict=True) as session:
        bounds = Seen(session, "instances").representation.instances.bb
        numpy.testing.assert_allclose(bounds.min, points.min(axis=0), atol=1e-6)
        numpy.testing.assert_allclose(bounds.max, points.max(axis=0), atol=1e-6)


def test_validate_finds_nothing(url: str) -> None:
    done = run("validate", url)
    assert done.returncode == 0, done.stdout + done.stderr
