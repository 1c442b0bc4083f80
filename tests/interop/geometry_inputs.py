"""Arrays for geometry functions of Linguine and of Rigatoni.

A float represents every number exactly, so that results can be compared for
equality.
"""

from __future__ import annotations

from typing import Any

import numpy

POSITIONS = [
    [0.0, 0.0, 0.0],
    [2.0, 0.0, 0.0],
    [2.0, 3.0, 0.25],
    [0.0, 3.0, -0.5],
    [1.0, 1.5, 4.0],
]
NORMALS = [
    [0.0, 0.0, -1.0],
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [-1.0, 0.0, 0.0],
    [0.0, 0.0, 1.0],
]
TANGENTS = [
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [0.0, 0.0, 1.0],
    [0.0, -1.0, 0.0],
    [-1.0, 0.0, 0.0],
]
TEXTURES = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.5, 0.25]]
COLORS = [
    [1.0, 0.0, 0.0, 1.0],
    [0.0, 1.0, 0.0, 1.0],
    [0.0, 0.0, 1.0, 1.0],
    [1.0, 1.0, 0.0, 1.0],
    [0.0, 1.0, 1.0, 0.0],
]
# A pyramid; all faces are oriented outwards.
INDICES = [[0, 3, 1], [1, 3, 2], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]

INSTANCE_POSITIONS = [[1.0, 2.0, 3.0], [-4.0, 5.0, -6.0], [0.5, 0.0, 0.0]]
INSTANCE_COLORS = [
    [1.0, 0.5, 0.25, 1.0],
    [0.0, 0.0, 0.0, 0.5],
    [0.0, 1.0, 0.0, 1.0],
]
INSTANCE_ROTATIONS = [
    [0.0, 0.0, 0.0, 1.0],
    [1.0, 0.0, 0.0, 0.0],
    [0.0, -1.0, 0.0, 0.0],
]
INSTANCE_SCALES = [[1.0, 1.0, 1.0], [2.0, 0.5, 4.0], [0.25, 0.25, 0.25]]

# More vertices than Rigatoni sends inline.
GRID_COLUMNS = 40


def instance_matrices() -> numpy.ndarray:
    """The four columns of each instance: position, colour, rotation, scale."""
    one = numpy.ones((len(INSTANCE_POSITIONS), 1), "f4")
    return numpy.stack(
        [
            numpy.hstack([numpy.array(INSTANCE_POSITIONS, "f4"), one]),
            numpy.array(INSTANCE_COLORS, "f4"),
            numpy.array(INSTANCE_ROTATIONS, "f4"),
            numpy.hstack([numpy.array(INSTANCE_SCALES, "f4"), one]),
        ],
        axis=1,
    )


def grid() -> tuple[numpy.ndarray, numpy.ndarray]:
    """The vertices and triangles of a wave of many vertices."""
    x, y = numpy.meshgrid(
        numpy.arange(GRID_COLUMNS), numpy.arange(GRID_COLUMNS)
    )
    height = ((x * y) % 7) * 0.25
    vertices = numpy.stack([x, y, height], axis=-1).reshape(-1, 3).astype("f4")
    corner = (y * GRID_COLUMNS + x)[:-1, :-1].ravel()
    below = corner + GRID_COLUMNS
    triangles = numpy.concatenate(
        [
            numpy.stack([corner, corner + 1, below], axis=1),
            numpy.stack([corner + 1, below + 1, below], axis=1),
        ]
    )
    return vertices, triangles


def triangles_of(positions: Any, indices: Any) -> numpy.ndarray:
    """The triangles as points, in an order that does not depend on the file."""
    corners = numpy.asarray(positions, "f4")[
        numpy.asarray(indices).reshape(-1, 3)
    ]
    # The triangle begins with its smallest corner and keeps its orientation.
    first = numpy.array(
        [min(range(3), key=lambda i: tuple(t[i])) for t in corners]
    )
    order = (first[:, None] + numpy.arange(3)) % 3
    turned = numpy.take_along_axis(corners, order[:, :, None], axis=1)
    rows = turned.reshape(len(turned), 9)
    return rows[numpy.lexsort(rows.T[::-1])]
