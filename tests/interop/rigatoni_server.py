"""A Rigatoni server with methods, a table and a mesh on its asset server.

Run it as a program with the two ports; it prints its address when it is ready.
"""

from __future__ import annotations

import sys

import rigatoni as rig
import rigatoni.geometry

# Rigatoni serves a mesh of more than 10 KB by its asset server.
COLUMNS = 60


def grid() -> rig.geometry.GeometryPatchInput:
    """A flat grid of COLUMNS by COLUMNS vertices."""
    vertices = [
        [float(x), float(y), 0.0]
        for y in range(COLUMNS)
        for x in range(COLUMNS)
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


def show_habits(server: rig.Server, context: object) -> None:
    """Makes Rigatoni send frames with its known deviations."""
    # An update with its name, one without members, and a slot that is reused.
    entity = server.create_entity(name="first")
    entity.name = "renamed"
    server.update_component(entity)
    server.update_component(entity)
    server.delete_component(entity)
    server.create_entity(name="second")
    # A reference to a texture with a float and without a sampler.
    buffer = server.create_buffer(name="pixels", size=4, inline_bytes=b"\0" * 4)
    view = server.create_bufferview(
        source_buffer=buffer.id, type="IMAGE", offset=0, length=4
    )
    image = server.create_image(buffer_source=view.id)
    texture = server.create_texture(image=image.id)
    look = rig.PBRInfo(base_color_texture=rig.TextureRef(texture=texture.id))
    material = server.create_material(name="textured", pbr_info=look)
    # Normalized bytes and words with the values 0 and 1.
    patch_input = rig.geometry.GeometryPatchInput(
        vertices=[[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
        indices=[[0, 1, 2]],
        index_type="TRIANGLES",
        material=material.id,
        normals=[[0.0, 0.0, 1.0]] * 3,
        colors=[[1.0, 0.0, 1.0, 1.0]] * 3,
        textures=[[0, 0], [1, 0], [0, 1]],
    )
    patch = rig.geometry.build_geometry_patch(server, "triangle", patch_input)
    server.create_geometry(patches=[patch], name="triangle")


class Cities(rig.Table):
    """A table that clients may change; sends signals as Rigatoni's example
    does.
    """

    # A pydantic model, which copies the defaults for each instance.
    rows: dict[int, list[object]] = {  # noqa: RUF012
        1: ["Tokyo", 37],
        2: ["Delhi", 33],
    }
    selections: dict[str, rig.Selection] = {}  # noqa: RUF012

    def tell(self, signal: str, *data: object) -> None:
        """Broadcasts a signal on this table."""
        found = self.server.get_delegate(signal)
        self.server.invoke_signal(found, self, list(data))

    def content(self) -> dict[str, object]:
        """The content that a subscribing client gets."""
        return rig.TableInitData(
            columns=[
                rig.TableColumnInfo(name="city", type="TEXT"),
                rig.TableColumnInfo(name="people", type="INTEGER"),
            ],
            keys=list(self.rows),
            data=list(self.rows.values()),
            selections=list(self.selections.values()),
        ).model_dump(exclude_none=True)


def subscribe(server: rig.Server, context: dict) -> dict[str, object]:
    """Sends the content."""
    return server.get_delegate_by_context(context).content()


def insert(server: rig.Server, context: dict, rows: list) -> list[int]:
    """Appends rows."""
    table = server.get_delegate_by_context(context)
    first = max(table.rows, default=0) + 1
    keys = list(range(first, first + len(rows)))
    table.rows.update(zip(keys, rows, strict=True))
    table.tell("noo::tbl_updated", keys, rows)
    return keys


def update(
    server: rig.Server, context: dict, keys: list, rows: list
) -> list[int]:
    """Changes rows."""
    table = server.get_delegate_by_context(context)
    table.rows.update(zip(keys, rows, strict=False))
    table.tell("noo::tbl_updated", keys, rows)
    return keys


def remove(server: rig.Server, context: dict, keys: list) -> list[int]:
    """Removes rows, and reports them as updated, without rows."""
    table = server.get_delegate_by_context(context)
    for key in keys:
        del table.rows[key]
    table.tell("noo::tbl_updated", keys, [])
    return keys


def clear(server: rig.Server, context: dict) -> None:
    """Removes every row."""
    table = server.get_delegate_by_context(context)
    table.rows.clear()
    table.tell("noo::tbl_reset", table.content())


def select(server: rig.Server, context: dict, selection: dict) -> None:
    """Keeps a selection."""
    table = server.get_delegate_by_context(context)
    kept = rig.Selection(**selection)
    table.selections[kept.name] = kept
    table.tell("noo::tbl_selection_updated", kept.model_dump(exclude_none=True))


# The methods of tables, with the names of their arguments.
TABLE_METHODS = {
    "noo::tbl_subscribe": (subscribe, []),
    "noo::tbl_insert": (insert, ["rows"]),
    "noo::tbl_update": (update, ["keys", "rows"]),
    "noo::tbl_remove": (remove, ["keys"]),
    "noo::tbl_clear": (clear, []),
    "noo::tbl_update_selection": (select, ["selection"]),
}
TABLE_SIGNALS = ["reset", "updated", "rows_removed", "selection_updated"]


def table_components() -> list[rig.StartingComponent]:
    """Methods 0 to 5 and signals 0 to 3, and a table that has all of them."""
    methods = [
        rig.StartingComponent(
            rig.Method,
            {
                "name": name,
                "arg_doc": [
                    rig.MethodArg(name=word, doc=word) for word in words
                ],
            },
            function,
        )
        for name, (function, words) in TABLE_METHODS.items()
    ]
    signals = [
        rig.StartingComponent(rig.Signal, {"name": f"noo::tbl_{name}"})
        for name in TABLE_SIGNALS
    ]
    table = {
        "name": "cities",
        "methods_list": [[slot, 0] for slot in range(len(methods))],
        "signals_list": [[slot, 0] for slot in range(len(signals))],
    }
    return [*methods, *signals, rig.StartingComponent(rig.Table, table)]


def serve(port: int, asset_port: int) -> None:
    """Serves until stdin ends."""
    assets = rig.ByteServer(port=asset_port)
    text = rig.MethodArg(name="text", doc="the name")
    starting = [
        *table_components(),
        rig.StartingComponent(
            rig.Method, {"name": "rename", "arg_doc": [text]}, rename
        ),
        rig.StartingComponent(
            rig.Method, {"name": "fail", "arg_doc": []}, fail
        ),
        rig.StartingComponent(
            rig.Method, {"name": "show_habits", "arg_doc": []}, show_habits
        ),
        rig.StartingComponent(
            rig.Material,
            {"name": "grey", "pbr_info": {"base_color": [0.5, 0.5, 0.5, 1.0]}},
        ),
    ]
    # After an error, the asset server's thread would keep the program running.
    try:
        with rig.Server(
            port, starting, delegate_map={rig.Table: Cities}
        ) as server:
            # Rigatoni computes no normals for a mesh of this size.
            patch = rig.geometry.build_geometry_patch(
                server,
                "grid",
                grid(),
                byte_server=assets,
                generate_normals=False,
            )
            geometry = server.create_geometry(patches=[patch], name="grid")
            server.create_entity(name="floor", render_rep={"mesh": geometry.id})
            print(f"listening on ws://localhost:{port}", flush=True)
            sys.stdin.read()
    finally:
        assets.shutdown()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
