"""A Rigatoni server with methods and a mesh behind its asset server.

Run as a program with the two ports; says where it listens when it is ready.
"""

from __future__ import annotations

import sys

import rigatoni as rig
import rigatoni.geometry

# Beyond 10 KB, Rigatoni puts a mesh behind its asset server.
COLUMNS = 60


def grid() -> rig.geometry.GeometryPatchInput:
    """A flat grid of COLUMNS by COLUMNS vertices."""
    vertices = [
        [float(x), float(y), 0.0] for y in range(COLUMNS) for x in range(COLUMNS)
    ]
    indices = []
    for y in range(COLUMNS - 1):
        for x in range(COLUMNS - 1):
            corner = y * COLUMNS + x
            indices.append([corner, corner + 1, corner + COLUMNS])
    return rig.geometry.GeometryPatchInput(
        vertices=vertices,
        indices=indices,
        index_type="TRIANGLES",
        material=rig.MaterialID(0, 0),
    )


def rename(server: rig.Server, context: object, text: str) -> str:
    """Creates an entity with this name."""
    server.create_entity(name=text)
    return text.upper()


def fail(server: rig.Server, context: object) -> None:
    """Always fails."""
    raise rig.MethodException(code=-5, message="as asked", data=[1, 2])


def serve(port: int, asset_port: int) -> None:
    """Serves until stdin ends."""
    assets = rig.ByteServer(port=asset_port)
    text = rig.MethodArg(name="text", doc="the name")
    starting = [
        rig.StartingComponent(
            rig.Method, {"name": "rename", "arg_doc": [text]}, rename
        ),
        rig.StartingComponent(rig.Method, {"name": "fail", "arg_doc": []}, fail),
        rig.StartingComponent(
            rig.Material,
            {"name": "grey", "pbr_info": {"base_color": [0.5, 0.5, 0.5, 1.0]}},
        ),
    ]
    # The asset server's thread would keep a program alive that has failed.
    try:
        with rig.Server(port, starting) as server:
            # Rigatoni makes no normals for a mesh of this size.
            patch = rig.geometry.build_geometry_patch(
                server, "grid", grid(), byte_server=assets, generate_normals=False
            )
            geometry = server.create_geometry(patches=[patch], name="grid")
            server.create_entity(name="floor", render_rep={"mesh": geometry.id})
            print(f"listening on ws://localhost:{port}", flush=True)
            sys.stdin.read()
    finally:
        assets.shutdown()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
