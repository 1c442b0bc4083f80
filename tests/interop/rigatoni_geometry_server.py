"""A Rigatoni server that builds geometry with its geometry functions.

Run it as a program with the two ports and a mesh file; it prints its address
when it is ready. Its methods call geometry functions on the existing scene.
"""

from __future__ import annotations

import sys

import rigatoni as rig
import rigatoni.geometry as rig_geometry

import geometry_inputs as inputs


def patch_input(**more: object) -> rig_geometry.GeometryPatchInput:
    """The pyramid, with these attributes."""
    return rig_geometry.GeometryPatchInput(
        vertices=inputs.POSITIONS,
        indices=inputs.INDICES,
        index_type="TRIANGLES",
        material=rig.MaterialID(0, 0),
        **more,
    )


class Scene:
    """The scene of the server."""

    def __init__(
        self, server: rig.Server, assets: rig.ByteServer, file: str
    ) -> None:
        self._server = server
        self._assets = assets
        whole = patch_input(
            normals=inputs.NORMALS,
            tangents=inputs.TANGENTS,
            textures=inputs.TEXTURES,
            colors=inputs.COLORS,
        )
        self._add("whole", whole)
        self._add("smooth", patch_input())
        # Every second triangle has the opposite orientation.
        mixed = patch_input()
        mixed.indices = [
            face[::-1] if i % 2 else face
            for i, face in enumerate(inputs.INDICES)
        ]
        self._add("mixed", mixed, ordered_indices=False)
        vertices, triangles = inputs.grid()
        grid = patch_input()
        grid.vertices = vertices.tolist()
        grid.indices = triangles.tolist()
        self._add("grid", grid, byte_server=assets, generate_normals=False)
        self._instanced = rig_geometry.build_entity(
            server, self._geometry("dots", patch_input()), self._instances()
        )
        material = server.get_delegate(rig.MaterialID(0, 0))
        self._from_file = rig_geometry.geometry_from_mesh(
            server, file, material, "file", assets, generate_normals=False
        )
        rig_geometry.build_entity(server, self._from_file)

    def _geometry(
        self,
        name: str,
        patch: rig_geometry.GeometryPatchInput,
        **options: object,
    ) -> rig.Geometry:
        built = rig_geometry.build_geometry_patch(
            self._server, name, patch, **options
        )
        return self._server.create_geometry(name=name, patches=[built])

    def _add(
        self,
        name: str,
        patch: rig_geometry.GeometryPatchInput,
        **options: object,
    ) -> None:
        rig_geometry.build_entity(
            self._server, self._geometry(name, patch, **options)
        )

    @staticmethod
    def _instances() -> list[list[float]]:
        return rig_geometry.create_instances(
            inputs.INSTANCE_POSITIONS,
            inputs.INSTANCE_COLORS,
            inputs.INSTANCE_ROTATIONS,
            inputs.INSTANCE_SCALES,
        )

    def append(self, server: rig.Server, context: object) -> None:
        """Adds the instances once more."""
        rig_geometry.add_instances(server, self._instanced, self._instances())

    def replace_instances(self, server: rig.Server, context: object) -> None:
        """Replaces the instances by two that have a position only."""
        places = rig_geometry.create_instances(inputs.INSTANCE_POSITIONS[:2])
        rig_geometry.update_entity(server, self._instanced, instances=places)

    def replace_mesh(self, server: rig.Server, context: object) -> None:
        """Replaces the pyramid by the points of the grid."""
        geometry = self._geometry("others", patch_input(normals=inputs.NORMALS))
        rig_geometry.update_entity(server, self._instanced, geometry=geometry)

    def export(self, server: rig.Server, context: object, path: str) -> None:
        """Writes the imported mesh to another file."""
        rig_geometry.export_mesh(server, self._from_file, path, self._assets)


def serve(port: int, asset_port: int, file: str) -> None:
    """Serves until stdin ends."""
    assets = rig.ByteServer(port=asset_port)
    scene: list[Scene] = []

    def method(
        name: str, arguments: list[rig.MethodArg]
    ) -> rig.StartingComponent:
        return rig.StartingComponent(
            rig.Method,
            {"name": name, "arg_doc": arguments},
            # The scene is created only when the server runs.
            lambda *given: getattr(scene[0], name)(*given),  # noqa: PLW0108
        )

    path = rig.MethodArg(name="path", doc="the file")
    starting = [
        method("append", []),
        method("replace_instances", []),
        method("replace_mesh", []),
        method("export", [path]),
        rig.StartingComponent(
            rig.Material,
            {"name": "grey", "pbr_info": {"base_color": [0.5, 0.5, 0.5, 1.0]}},
        ),
    ]
    # After an error, the asset server's thread would keep the program running.
    try:
        with rig.Server(port, starting) as server:
            scene.append(Scene(server, assets, file))
            print(f"listening on ws://localhost:{port}", flush=True)
            sys.stdin.read()
    finally:
        assets.shutdown()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
